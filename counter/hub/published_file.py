"""The file of a publication: JSON with lists of parts, kinds of item, settings and people."""

import json
from dataclasses import dataclass, field
from typing import Any

import msgspec

from counter.domain.money import checked
from counter.domain.paper_looks import LOGO, SETTINGS
from counter.domain.refusals import RuleBroken
from counter.domain.states import Role
from counter.storage.questions.outlet import rule_pack

#: kinds of which a row is known by its name and changed; a setting is always a new row
KINDS = ("part", "item_kind", "person")
LONGEST, MOST_BYTES = 200, 8_000_000


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
    place: int = 0
    active: bool = True


class _Setting(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    value: Any
    outlet: int = 0


class _Person(msgspec.Struct, forbid_unknown_fields=True):
    outlet: int
    code: str
    name: str
    role: Role
    badge: str = ""
    active: bool = True


class _File(msgspec.Struct, forbid_unknown_fields=True):
    parts: list[_Part] = []
    item_kinds: list[_ItemKind] = []
    settings: list[_Setting] = []
    people: list[_Person] = []


def read(text: str) -> list[Row]:
    """The rows of a file. Raises RuleBroken "publish.…", "part.range", "setting.…",
    "money.…".
    """
    if len(text) > MOST_BYTES:
        raise RuleBroken("publish.unread", why=f"> {MOST_BYTES} B")
    try:
        said = msgspec.json.decode(text, type=_File)
    except (msgspec.DecodeError, RecursionError) as wrong:
        raise RuleBroken("publish.unread", why=str(wrong)[:LONGEST]) from wrong
    rows = [*map(_part, said.parts), *map(_kind, said.item_kinds)]
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
    values = {"code": one.code, "name": one.name, "spec": one.spec, "unit": one.unit,
              "active": int(one.active)}  # fmt: skip
    price = {"price_fen": one.price_fen, "low_fen": low, "high_fen": high,
             "currency": one.currency}  # fmt: skip
    return Row("part", one.code, values, price)


def _kind(one: _ItemKind) -> Row:
    lists = {
        f"{name}_json": msgspec.json.encode(chips).decode()
        for name, chips in (
            ("faults", one.faults), ("conditions", one.conditions),
            ("accessories", one.accessories), ("checks", one.checks), ("tests", one.tests),
        )
    }  # fmt: skip
    values = {"code": one.code, "name_zh": one.name_zh, "name_en": one.name_en, "icon": one.icon,
              "place": one.place, "active": int(one.active)}  # fmt: skip
    return Row("item_kind", one.code, values | lists)


def _setting(one: _Setting) -> Row:
    known = rule_pack()
    of_papers = one.name in SETTINGS or one.name == LOGO
    if one.name not in known and not of_papers:
        raise RuleBroken("setting.unknown", setting=one.name[:40])
    if not of_papers and one.value is not None and type(one.value) is not type(known[one.name]):
        raise RuleBroken("setting.bad_value", setting=one.name)
    text = json.dumps(one.value, ensure_ascii=False)
    return Row("setting", one.name, {"name": one.name, "value_json": text}, outlet=one.outlet)


def _person(one: _Person) -> Row:
    values = {"code": one.code, "name": one.name, "role": one.role.value, "badge": one.badge,
              "active": int(one.active)}  # fmt: skip
    return Row("person", one.code, values, outlet=one.outlet)
