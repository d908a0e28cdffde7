"""The file of a publication: JSON with lists of parts, kinds, models, settings and people."""

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import msgspec

from counter.domain.money import checked
from counter.domain.paper_looks import LOGO, SETTINGS, checked_logo, checked_look
from counter.domain.personal import LIMITS, cleaned, required
from counter.domain.refusals import RuleBroken
from counter.domain.setting_values import check_value, checked_currency, checked_texts
from counter.domain.states import Role
from counter.storage.questions.outlet import rule_pack

#: kinds of which a row is known by its name and changed; a setting is always a new row
KINDS = ("part", "item_kind", "model", "person")
LONGEST, MOST_BYTES = 200, 8_000_000
LAST_OUTLET, MOST_DIGITS = 99_999, 8
_Place = Annotated[int, msgspec.Meta(ge=0, le=9_999)]
_Real = Annotated[int, msgspec.Meta(ge=1, le=LAST_OUTLET)]
_Number = Annotated[int, msgspec.Meta(ge=0, le=LAST_OUTLET)]
MOST_MONTHS = 240  # between two times of maintenance
SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "item_kinds.json"
Brand = Annotated[str, msgspec.Meta(max_length=LIMITS["brand"])]
ModelName = Annotated[str, msgspec.Meta(max_length=LIMITS["model"])]
KindCode = Annotated[str, msgspec.Meta(min_length=1, max_length=LIMITS["code"])]
Product = Annotated[str, msgspec.Meta(max_length=LIMITS["product"])]
Months = Annotated[int, msgspec.Meta(ge=0, le=MOST_MONTHS)]


@dataclass(frozen=True, slots=True)
class Row:
    """One row to publish: `key` as people call it, `values` by column, `price` of a part."""

    kind: str
    key: str
    values: dict[str, Any]
    price: dict[str, Any] = field(default_factory=dict[str, Any])
    outlet: int = 0


class _Part(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    name: str
    price_fen: int
    spec: str = ""
    unit: str = ""
    low_fen: int | None = None
    high_fen: int | None = None
    currency: str = "CNY"
    active: bool = True


class _Chip(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    zh: str
    en: str


class _Test(msgspec.Struct, forbid_unknown_fields=True):
    zh: str
    en: str
    unit: str = ""
    low: str = ""
    high: str = ""


class _ItemKind(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    name_zh: str
    name_en: str
    icon: str = ""
    faults: list[_Chip] = []
    conditions: list[_Chip] = []
    accessories: list[_Chip] = []
    checks: list[_Chip] = []
    tests: list[_Test] = []
    place: _Place = 0
    active: bool = True


class _Model(msgspec.Struct, forbid_unknown_fields=True):
    name: ModelName
    kind: KindCode
    brand: Brand = ""
    product: Product = ""
    maintenance_months: Months = 0
    active: bool = True


class _Setting(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    value: Any
    outlet: _Number = 0


class _Person(msgspec.Struct, forbid_unknown_fields=True):
    outlet: _Real
    code: str
    name: str
    role: Role
    badge: str = ""
    active: bool = True


class _File(msgspec.Struct, forbid_unknown_fields=True):
    parts: list[_Part] = []
    item_kinds: list[_ItemKind] = []
    models: list[_Model] = []
    settings: list[_Setting] = []
    people: list[_Person] = []


def read(text: str) -> list[Row]:
    """The rows of a file. Raises RuleBroken "publish.…", "part.range", "setting.…", "money.…",
    "input.…".
    """
    if len(text) > MOST_BYTES:
        raise RuleBroken("publish.unread", why=f"> {MOST_BYTES} B")
    try:
        said = msgspec.json.decode(text, type=_File)
    except (msgspec.DecodeError, RecursionError) as wrong:
        raise RuleBroken("publish.unread", why=str(wrong)[:LONGEST]) from wrong
    rows = [*map(_part, said.parts), *map(_kind, said.item_kinds)]
    rows += map(_model, said.models)
    rows += [*map(_setting, said.settings), *map(_person, said.people)]
    if not rows:
        raise RuleBroken("publish.nothing")
    seen = set[tuple[str, str, int]]()
    for row in rows:
        named = row.kind, row.key, row.outlet
        if not row.key.strip() or len(row.key) > LONGEST or named in seen:
            raise RuleBroken("publish.twice", what=row.kind, key=row.key[:40])
        seen.add(named)
    return rows


def _part(one: _Part) -> Row:
    low = one.price_fen if one.low_fen is None else one.low_fen
    high = one.price_fen if one.high_fen is None else one.high_fen
    for fen, name in ((one.price_fen, "price_fen"), (low, "low_fen"), (high, "high_fen")):
        checked(fen, name)
    if not low <= one.price_fen <= high:
        raise RuleBroken(
            "part.range", part=one.code[:40], price_fen=one.price_fen, low_fen=low, high_fen=high
        )
    code = required(one.code, "code")
    values = {"code": code, "name": required(one.name, "line_name"),
              "spec": cleaned(one.spec, "spec"), "unit": cleaned(one.unit, "value"),
              "active": int(one.active)}  # fmt: skip
    price = {"price_fen": one.price_fen, "low_fen": low, "high_fen": high,
             "currency": checked_currency(one.currency)}  # fmt: skip
    return Row("part", code, values, price)


def _kind(one: _ItemKind) -> Row:
    lists = {
        f"{name}_json": msgspec.json.encode(chips).decode()
        for name, chips in (
            ("faults", one.faults), ("conditions", one.conditions),
            ("accessories", one.accessories), ("checks", one.checks), ("tests", one.tests),
        )
    }  # fmt: skip
    for chip in (*one.faults, *one.conditions, *one.accessories, *one.checks):
        for text, field_name in ((chip.code, "code"), (chip.zh, "checks"), (chip.en, "checks")):
            required(text, field_name)
    for test in one.tests:
        for text, field_name in ((test.zh, "measured"), (test.en, "measured")):
            required(text, field_name)
        for text in (test.unit, test.low, test.high):
            cleaned(text, "value")
    code = required(one.code, "code").lower()
    values = {"code": code, "name_zh": required(one.name_zh, "product"),
              "name_en": required(one.name_en, "product"), "icon": cleaned(one.icon, "code"),
              "place": one.place, "active": int(one.active)}  # fmt: skip
    return Row("item_kind", code, values | lists)


def _model(one: _Model) -> Row:
    brand, name = cleaned(one.brand, "brand"), required(one.name, "model")
    values = {"brand": brand, "name": name, "kind_code": required(one.kind, "code").lower(),
              "product": cleaned(one.product, "product"),
              "maintenance_months": one.maintenance_months, "active": int(one.active)}  # fmt: skip
    return Row("model", model_key(brand, name), values)


def model_key(brand: str, name: str) -> str:
    """What a model is known by, however it is written."""
    return f"{brand} / {name}".casefold()


@cache
def shipped_kinds() -> frozenset[str]:
    """The codes of the kinds of item that every outlet begins with."""
    return frozenset(one["code"] for one in json.loads(SHIPPED.read_text("utf-8"))["kinds"])


def _setting(one: _Setting) -> Row:
    known = rule_pack()
    of_papers = one.name in SETTINGS or one.name == LOGO
    if one.name not in known and not of_papers:
        raise RuleBroken("setting.unknown", setting=one.name[:40])
    if one.value is not None:
        _check_setting(one, known["guarantee_days_least"])
    text = json.dumps(one.value, ensure_ascii=False)
    return Row("setting", one.name, {"name": one.name, "value_json": text}, outlet=one.outlet)


def _check_setting(one: _Setting, least_guarantee_days: int) -> None:
    if one.name == LOGO:
        checked_logo(one.value)
    elif one.name in SETTINGS:
        note = checked_look(SETTINGS[one.name], one.value).get("note")
        if note is not None:
            checked_texts("paper_note", note)
    else:
        check_value(one.name, one.value, least_guarantee_days=least_guarantee_days)


def _person(one: _Person) -> Row:
    code = cleaned(one.code, "code")
    if not (code.isascii() and code.isdigit() and len(code) <= MOST_DIGITS):
        raise RuleBroken("person.code", code=code, most=MOST_DIGITS)
    values = {"code": code, "name": required(one.name, "name"), "role": one.role.value,
              "badge": cleaned(one.badge, "reference"), "active": int(one.active)}  # fmt: skip
    return Row("person", code, values, outlet=one.outlet)
