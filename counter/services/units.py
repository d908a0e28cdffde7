"""Units: what the customer owns, known by serial number or by an earlier case."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from counter.domain.custody import GONE
from counter.domain.personal import cleaned, is_imei, required, serial_number
from counter.domain.records import Customer, CustomerItem, ItemKind, Unit
from counter.domain.refusals import RuleBroken
from counter.services.lookups import item_kind_of, past_case_of

if TYPE_CHECKING:
    from counter.storage.work import Work

PHONE = "phone"
IMEI_DIGITS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFacts:
    """A unit as it stands on the counter; `bought_on` is YYYY-MM-DD or empty."""

    kind: str
    product: str = ""
    brand: str = ""
    model: str = ""
    serial: str = ""
    colour: str = ""
    bought_on: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitNow:
    """A unit and how often it has been here."""

    product: str
    model: str
    serial: str
    cases: int


def unit_for(
    work: "Work", customer: Customer, facts: UnitFacts | None, of_case: str, language: str
) -> Unit:
    """The unit of a check-in: that of an earlier case, of the same serial number, or a new one.

    Raises RuleBroken "unit.…": missing, twice_named, not_his, already_here, imei_wrong, in_future.
    """
    if facts is not None and of_case:
        raise RuleBroken("unit.twice_named", case_number=of_case)
    if of_case:
        unit = _of_case(work, customer, of_case)
    elif facts is not None:
        unit = _by_serial_or_new(work, customer, facts, language)
    else:
        raise RuleBroken("unit.missing")
    check_not_here(work, unit)
    return unit


def check_not_here(work: "Work", unit: Unit) -> None:
    """A unit that is here already cannot be taken in again; raises "unit.already_here"."""
    for item in work.all(CustomerItem, unit_id=unit.id):
        if item.custody_state not in GONE:
            raise RuleBroken("unit.already_here", case_number=item.number, serial=unit.serial)


def merge_units(work: "Work", *, keep_case_number: str, other_case_number: str) -> UnitNow:
    """Make two entries of one unit one; each is named by a case it was here with.

    Raises RuleBroken "unit.same", "unit.other_customer" or "unit.both_here".
    """
    keep = _followed(work, work.one(Unit, id=past_case_of(work, keep_case_number).unit_id))
    other = _followed(work, work.one(Unit, id=past_case_of(work, other_case_number).unit_id))
    if keep.id == other.id:
        raise RuleBroken("unit.same", case_number=keep_case_number)
    if keep.customer_id != other.customer_id:
        raise RuleBroken("unit.other_customer", case_number=other_case_number)
    if _is_here(work, keep) and _is_here(work, other):
        raise RuleBroken("unit.both_here", case_number=other_case_number)
    for item in work.all(CustomerItem, unit_id=other.id):
        if item.custodian == work.outlet.number:
            work.change(item, unit_id=keep.id)
    filled = {
        field: getattr(other, field)
        for field in ("brand", "model", "serial", "colour", "bought_on")
        if not getattr(keep, field)
    }
    keep = work.change(keep, **filled)
    work.change(other, merged_into=keep.id)
    return UnitNow(
        product=keep.product,
        model=keep.model,
        serial=keep.serial,
        cases=len(work.all(CustomerItem, unit_id=keep.id)),
    )


def correct_unit(
    work: "Work",
    *,
    case_number: str,
    kind: str | None = None,
    product: str | None = None,
    brand: str | None = None,
    model: str | None = None,
    serial: str | None = None,
    colour: str | None = None,
    bought_on: str | None = None,
    note: str | None = None,
) -> UnitNow:
    """Correct what is known of a unit, named by any of its cases; what is not named stays.

    Another unit with that serial number is told as a warning: the two may have to be merged. Raises
    RuleBroken "item_kind.unknown", "item_kind.closed", "unit.imei_wrong",
    "unit.bought_in_future", "input.…".
    """
    unit = _followed(work, work.one(Unit, id=past_case_of(work, case_number).unit_id))
    code = unit.kind_code if kind is None or kind == unit.kind_code else _open_kind(work, kind).code
    number = unit.serial if serial is None else serial_number(serial)
    if number != unit.serial or code != unit.kind_code:
        _check_serial(code, number)
    given = {
        "product": required(product, "product") if product is not None else None,
        "brand": cleaned(brand, "brand") if brand is not None else None,
        "model": cleaned(model, "model") if model is not None else None,
        "colour": cleaned(colour, "colour") if colour is not None else None,
        "bought_on": _bought_on(work, bought_on) if bought_on is not None else None,
        "note": cleaned(note, "note", lines=True) if note is not None else None,
    }
    named = {field: value for field, value in given.items() if value is not None}
    unit = work.change(unit, kind_code=code, serial=number, **named)
    for other in work.all(Unit, serial=number, merged_into=None) if number else []:
        if other.id != unit.id:
            work.warn("unit.same_serial", serial=number)
    return UnitNow(
        product=unit.product,
        model=unit.model,
        serial=unit.serial,
        cases=len(work.all(CustomerItem, unit_id=unit.id)),
    )


def _of_case(work: "Work", customer: Customer, case_number: str) -> Unit:
    unit = _followed(work, work.one(Unit, id=past_case_of(work, case_number).unit_id))
    if unit.customer_id != customer.id:
        raise RuleBroken("unit.not_his", case_number=case_number, number=customer.number)
    return unit


def _by_serial_or_new(work: "Work", customer: Customer, facts: UnitFacts, language: str) -> Unit:
    kind = _open_kind(work, facts.kind)
    serial = serial_number(facts.serial)
    _check_serial(kind.code, serial)
    for known in work.all(Unit, serial=serial, merged_into=None) if serial else []:
        if known.customer_id == customer.id:
            return known
        check_not_here(work, known)
        work.warn("unit.other_owner", serial=serial)
    return _make(work, customer, facts, kind, language=language)


def _open_kind(work: "Work", code: str) -> ItemKind:
    kind = item_kind_of(work, code)
    if not kind.active:
        raise RuleBroken("item_kind.closed", code=kind.code)
    return kind


def _check_serial(kind_code: str, serial: str) -> None:
    meant = kind_code == PHONE and len(serial) == IMEI_DIGITS and serial.isdigit()
    if meant and not is_imei(serial):
        raise RuleBroken("unit.imei_wrong", serial=serial)


def _make(
    work: "Work", customer: Customer, facts: UnitFacts, kind: ItemKind, *, language: str
) -> Unit:
    kind_name = kind.name_zh if language == "zh_CN" else kind.name_en
    return work.add(
        Unit(
            id=work.new_id(),
            customer_id=customer.id,
            kind_code=kind.code,
            product=cleaned(facts.product, "product") or kind_name,
            brand=cleaned(facts.brand, "brand"),
            model=cleaned(facts.model, "model"),
            serial=serial_number(facts.serial),
            colour=cleaned(facts.colour, "colour"),
            bought_on=_bought_on(work, facts.bought_on),
            note=cleaned(facts.note, "note", lines=True),
        )
    )


def _bought_on(work: "Work", text: str) -> str:
    if not text:
        return ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise RuleBroken("input.bad_date", field="bought_on", text=text[:20]) from None
    if day > work.local_date(work.at):
        raise RuleBroken("unit.bought_in_future", bought_on=day.isoformat())
    return day.isoformat()


def _followed(work: "Work", unit: Unit) -> Unit:
    while unit.merged_into is not None:
        unit = work.one(Unit, id=unit.merged_into)
    return unit


def _is_here(work: "Work", unit: Unit) -> bool:
    items = work.all(CustomerItem, unit_id=unit.id)
    return any(item.custody_state not in GONE for item in items)
