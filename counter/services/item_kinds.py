"""Kinds of item: what an outlet ticks at check-in, measures at the bench and looks at last."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counter.domain.cards import limits
from counter.domain.personal import cleaned, required
from counter.domain.records import ItemKind
from counter.domain.refusals import RuleBroken
from counter.services.lookups import item_kind_of

if TYPE_CHECKING:
    from counter.storage.work import Work

DEFAULTS = Path(__file__).resolve().parents[2] / "resources" / "item_kinds.json"
MOST_CHIPS = 40
MOST_TESTS = 20
LAST_PLACE = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class ChipFacts:
    """A chip: its code and its name in both languages."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualTestFacts:
    """A measurement that items of a kind usually get; of `low` and `high` one may be empty."""

    zh: str
    en: str
    unit: str = ""
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemKindNow:
    """A kind of item as it stands."""

    code: str
    name_zh: str
    name_en: str
    faults: int
    conditions: int
    accessories: int
    tests: int
    checks: int
    active: bool


def default_kinds() -> list[dict[str, Any]]:
    """The kinds a new shop begins with; data, to be changed by every outlet."""
    return _defaults()["kinds"]


def default_checks() -> tuple[ChipFacts, ...]:
    """What is looked at before any repair passes."""
    return _chip_facts(_defaults()["checks"])


def add_default_kinds(work: "Work") -> None:
    """Give a new shop its first kinds of item."""
    for kind in default_kinds():
        add_item_kind(
            work,
            code=kind["code"],
            name_zh=kind["zh"],
            name_en=kind["en"],
            icon=kind["icon"],
            faults=_chip_facts(kind["faults"]),
            conditions=_chip_facts(kind["conditions"]),
            accessories=_chip_facts(kind["accessories"]),
            tests=_test_facts(kind["tests"]),
            checks=_chip_facts(kind["checks"]),
        )


def add_item_kind(
    work: "Work",
    *,
    code: str,
    name_zh: str,
    name_en: str,
    icon: str = "",
    faults: tuple[ChipFacts, ...] = (),
    conditions: tuple[ChipFacts, ...] = (),
    accessories: tuple[ChipFacts, ...] = (),
    tests: tuple[UsualTestFacts, ...] = (),
    checks: tuple[ChipFacts, ...] | None = None,
) -> ItemKindNow:
    """Add a kind of item with its chips; `checks` None = those that fit any repair.

    Raises RuleBroken "item_kind.code_taken", "item_kind.chips", "item_kind.tests", "test.…",
    "input.…".
    """
    code = required(code, "code").lower()
    if work.find(ItemKind, code=code) is not None:
        raise RuleBroken("item_kind.code_taken", code=code)
    kind = work.add(
        ItemKind(
            id=work.new_id(),
            publisher=work.outlet.number,
            code=code,
            name_zh=required(name_zh, "product"),
            name_en=required(name_en, "product"),
            icon=cleaned(icon, "code"),
            faults_json=_chips(faults),
            conditions_json=_chips(conditions),
            accessories_json=_chips(accessories),
            tests_json=_tests(tests),
            checks_json=_chips(default_checks() if checks is None else checks),
            place=len(work.all(ItemKind)) + 1,
        )
    )
    return _kind_now(kind)


def change_item_kind(
    work: "Work",
    *,
    code: str,
    name_zh: str | None = None,
    name_en: str | None = None,
    icon: str | None = None,
    faults: tuple[ChipFacts, ...] | None = None,
    conditions: tuple[ChipFacts, ...] | None = None,
    accessories: tuple[ChipFacts, ...] | None = None,
    tests: tuple[UsualTestFacts, ...] | None = None,
    checks: tuple[ChipFacts, ...] | None = None,
    place: int | None = None,
    active: bool | None = None,
) -> ItemKindNow:
    """Change a kind of item; what is not named stays, a list is replaced whole.

    Raises RuleBroken "item_kind.unknown", "item_kind.published", or as `add_item_kind` does.
    """
    kind = item_kind_of(work, code)
    if kind.publisher != work.outlet.number:
        raise RuleBroken("item_kind.published", code=kind.code)
    changed = work.change(
        kind,
        name_zh=kind.name_zh if name_zh is None else required(name_zh, "product"),
        name_en=kind.name_en if name_en is None else required(name_en, "product"),
        icon=kind.icon if icon is None else cleaned(icon, "code"),
        faults_json=kind.faults_json if faults is None else _chips(faults),
        conditions_json=kind.conditions_json if conditions is None else _chips(conditions),
        accessories_json=kind.accessories_json if accessories is None else _chips(accessories),
        tests_json=kind.tests_json if tests is None else _tests(tests),
        checks_json=kind.checks_json if checks is None else _chips(checks),
        place=kind.place if place is None else max(0, min(place, LAST_PLACE)),
        active=kind.active if active is None else int(active),
    )
    return _kind_now(changed)


def _chip_facts(chips: list[list[str]]) -> tuple[ChipFacts, ...]:
    return tuple(ChipFacts(code=code, zh=zh, en=en) for code, zh, en in chips)


def _test_facts(tests: list[list[str]]) -> tuple[UsualTestFacts, ...]:
    return tuple(
        UsualTestFacts(zh=zh, en=en, unit=unit, low=low, high=high)
        for zh, en, unit, low, high in tests
    )


@cache
def _defaults() -> dict[str, Any]:
    return json.loads(DEFAULTS.read_text(encoding="utf-8"))


def _tests(tests: tuple[UsualTestFacts, ...]) -> str:
    """As they are kept: no name stands twice, since a value is kept under the name of its test."""
    entries = [_test(one) for one in tests]
    for language in ("zh", "en"):
        names = {entry[language] for entry in entries}
        if len(entries) > MOST_TESTS or len(names) < len(entries):
            raise RuleBroken("item_kind.tests", tests=len(entries), most=MOST_TESTS)
    return json.dumps(entries, ensure_ascii=False)


def _test(one: UsualTestFacts) -> dict[str, str]:
    low, high = cleaned(one.low, "value"), cleaned(one.high, "value")
    limits(low, high)
    return {
        "zh": required(one.zh, "measured"),
        "en": required(one.en, "measured"),
        "unit": cleaned(one.unit, "value"),
        "low": low,
        "high": high,
    }


def _chips(chips: tuple[ChipFacts, ...]) -> str:
    codes = [required(chip.code, "code") for chip in chips]
    if len(chips) > MOST_CHIPS or len(set(codes)) < len(codes):
        raise RuleBroken("item_kind.chips", chips=len(chips), most=MOST_CHIPS)
    entries = [
        {"code": code, "zh": required(chip.zh, "accessory"), "en": required(chip.en, "accessory")}
        for code, chip in zip(codes, chips, strict=True)
    ]
    return json.dumps(entries, ensure_ascii=False)


def _kind_now(kind: ItemKind) -> ItemKindNow:
    return ItemKindNow(
        code=kind.code,
        name_zh=kind.name_zh,
        name_en=kind.name_en,
        faults=len(json.loads(kind.faults_json)),
        conditions=len(json.loads(kind.conditions_json)),
        accessories=len(json.loads(kind.accessories_json)),
        tests=len(json.loads(kind.tests_json)),
        checks=len(json.loads(kind.checks_json)),
        active=bool(kind.active),
    )
