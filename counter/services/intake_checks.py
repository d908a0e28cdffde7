"""What check-in must know of an item before it is taken in: nothing assumed, nothing left open."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from counter.domain.covers import check_rework
from counter.domain.money import checked
from counter.domain.numbers import plain
from counter.domain.periods import is_within
from counter.domain.personal import cleaned, serial_number
from counter.domain.records import CustomerItem, ItemKind, Unit
from counter.domain.refusals import RuleBroken
from counter.domain.states import Category
from counter.domain.working_clock import closing_after, is_open
from counter.services.intake_facts import AccessoryFacts, ItemFacts
from counter.services.lookups import card_of_item
from counter.services.settings import number_set, working_clock

if TYPE_CHECKING:
    from counter.storage.work import Work

MOST_ACCESSORIES = 50
MOST_PIECES = 99
MOST_PROMISED_MS = 366 * 86_400_000


def check_different_units(items: Sequence[ItemFacts]) -> None:
    """No unit lies on the counter twice; raises RuleBroken "unit.same_twice"."""
    met: set[str] = set()
    for facts in items:
        named = serial_number(facts.unit.serial) if facts.unit else plain(facts.unit_of_case)
        if named and named in met:
            raise RuleBroken("unit.same_twice", serial=named)
        met.add(named)


def fault_json(kind: ItemKind, facts: ItemFacts) -> str:
    """The codes of the fault; raises "intake.fault_missing" when nothing at all is said of it."""
    if not facts.fault_codes and not cleaned(facts.fault, "fault", lines=True):
        raise RuleBroken("intake.fault_missing")
    return _codes(kind, kind.faults_json, facts.fault_codes)


def condition_json(kind: ItemKind, facts: ItemFacts) -> str:
    """The codes of what was seen; an empty list says that somebody looked and saw no marks.

    Raises RuleBroken "intake.condition_missing" or "intake.condition_contradicts".
    """
    seen = bool(facts.condition_codes or cleaned(facts.condition_note, "condition_note"))
    if seen and facts.no_marks:
        raise RuleBroken("intake.condition_contradicts")
    if not seen and not facts.no_marks:
        raise RuleBroken("intake.condition_missing")
    return _codes(kind, kind.conditions_json, facts.condition_codes)


def accessories_json(kind: ItemKind, facts: ItemFacts, language: str) -> str:
    """The accessories taken in, named in the receipt's language.

    Raises RuleBroken "intake.accessories_missing", "intake.accessories_contradict",
    "intake.too_many_accessories", "intake.accessory_qty", "intake.unknown_chip".
    """
    if facts.accessories and facts.no_accessories:
        raise RuleBroken("intake.accessories_contradict")
    if not facts.accessories and not facts.no_accessories:
        raise RuleBroken("intake.accessories_missing")
    if len(facts.accessories) > MOST_ACCESSORIES:
        raise RuleBroken(
            "intake.too_many_accessories",
            accessories=len(facts.accessories),
            most=MOST_ACCESSORIES,
        )
    named = [_accessory_name(kind, one, language) for one in facts.accessories]
    entries = [
        {"n": n, "name": name, "qty": _pieces(name, one.qty)}
        for n, (name, one) in enumerate(zip(named, facts.accessories, strict=True), start=1)
    ]
    return json.dumps(entries, ensure_ascii=False)


def check_amounts(facts: ItemFacts) -> None:
    """Amounts said at check-in; raises "money.negative" or "money.too_large"."""
    checked(facts.diagnosis_fee_fen, "diagnosis_fee_fen")
    if facts.quoted_fen is not None:
        checked(facts.quoted_fen, "quoted_fen")
    if facts.declared_value_fen is not None:
        checked(facts.declared_value_fen, "declared_value_fen")


def category_of(
    work: "Work", unit: Unit, facts: ItemFacts, rework: CustomerItem | None
) -> Category:
    """The category expected: free where an earlier repair of ours is still guaranteed (§7.10).

    A running guarantee nobody named is told as a warning. Raises RuleBroken "guarantee.over",
    "guarantee.none", "intake.rework_of_other_unit".
    """
    today = work.local_date(work.at)
    if rework is None:
        for earlier in work.all(CustomerItem, unit_id=unit.id):
            until = card_of_item(work, earlier).guarantee_until_on
            if until and is_within(today, today.fromisoformat(until)):
                work.warn("unit.under_guarantee", case_number=earlier.number, until_on=until)
        return facts.category_expected
    if rework.unit_id != unit.id:
        raise RuleBroken("intake.rework_of_other_unit", case_number=rework.number)
    check_rework(rework.number, card_of_item(work, rework).guarantee_until_on, today)
    return Category.FREE


def promise(work: "Work", asked: int | None) -> int:
    """When the item is promised: as asked, or the outlet's usual closing time.

    Outside opening hours is told as a warning. Raises RuleBroken "promise.in_the_past",
    "promise.too_far" or "clock.never_open".
    """
    clock = working_clock(work)
    if asked is None:
        return closing_after(clock, work.at, number_set(work, "promise_working_days"))
    if asked < work.at:
        raise RuleBroken("promise.in_the_past", promised=_local(work, asked))
    if asked - work.at > MOST_PROMISED_MS:
        raise RuleBroken("promise.too_far", promised=_local(work, asked))
    if not is_open(clock, asked):
        work.warn("promise.outside_hours", promised=_local(work, asked))
    return asked


def _local(work: "Work", at: int) -> str:
    try:
        moment = datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(work.outlet.zone))
    except (ValueError, OverflowError, OSError):
        moment = datetime.max if at > 0 else datetime.min  # a moment beyond the calendar
    return moment.strftime("%Y-%m-%d %H:%M")


def _codes(kind: ItemKind, chips_json: str, codes: tuple[str, ...]) -> str:
    known = {chip["code"] for chip in json.loads(chips_json)}
    for code in codes:
        if code not in known:
            raise RuleBroken("intake.unknown_chip", code=code[:20], kind=kind.code)
    return json.dumps(list(dict.fromkeys(codes)), ensure_ascii=False)


def _accessory_name(kind: ItemKind, facts: AccessoryFacts, language: str) -> str:
    name = cleaned(facts.name, "accessory")
    if name:
        return name
    chips: list[dict[str, Any]] = json.loads(kind.accessories_json)
    for chip in chips:
        if chip["code"] == facts.code:
            return chip["zh"] if language == "zh_CN" else chip["en"]
    raise RuleBroken("intake.unknown_chip", code=facts.code[:20], kind=kind.code)


def _pieces(name: str, qty: int) -> int:
    if not 1 <= qty <= MOST_PIECES:
        raise RuleBroken("intake.accessory_qty", accessory=name, qty=qty, most=MOST_PIECES)
    return qty
