"""What people name by number or code, found or refused in their words."""

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from counter.domain.custody import check_held
from counter.domain.numbers import NumberKind, PaperNumber, parse, parse_kind
from counter.domain.personal import cleaned
from counter.domain.records import (
    HEAD_OFFICE,
    Customer,
    CustomerItem,
    Estimate,
    Id,
    ItemKind,
    ItemReceipt,
    Part,
    PartPrice,
    Person,
    RepairCard,
    Settlement,
    Shelf,
    WorkStep,
)
from counter.domain.refusals import RuleBroken
from counter.domain.states import CustodyState

if TYPE_CHECKING:
    from counter.storage.work import Work

R = TypeVar("R", Customer, CustomerItem, Estimate, ItemReceipt, RepairCard, Settlement)
ID_BYTES = 16

UNKNOWN = {
    NumberKind.CASE: "case.unknown",
    NumberKind.CARD: "card.unknown",
    NumberKind.RECEIPT: "receipt.unknown",
    NumberKind.CUSTOMER: "customer.unknown",
    NumberKind.ESTIMATE: "estimate.unknown",
    NumberKind.SETTLEMENT: "settlement.unknown",
}
OTHER_OUTLET = {
    NumberKind.CASE: "case.other_outlet",
    NumberKind.CARD: "card.other_outlet",
    NumberKind.RECEIPT: "receipt.other_outlet",
    NumberKind.CUSTOMER: "customer.other_outlet",
    NumberKind.ESTIMATE: "estimate.other_outlet",
    NumberKind.SETTLEMENT: "settlement.other_outlet",
}


def receipt_of(work: "Work", number: str) -> ItemReceipt:
    """The receipt with the number; raises RuleBroken "number.…" or "receipt.…"."""
    return _numbered(work, parse_kind(number, NumberKind.RECEIPT), NumberKind.RECEIPT, ItemReceipt)


def card_of(work: "Work", number: str) -> RepairCard:
    """The repair card with the number, its item in this outlet's custody."""
    card = _numbered(work, parse_kind(number, NumberKind.CARD), NumberKind.CARD, RepairCard)
    item_by_id(work, card.item_id)
    return card


def case_of(work: "Work", number: str) -> CustomerItem:
    """The case with the number, its item in this outlet's custody.

    The number of its repair card does as well: that is what the label on the item carries. Raises
    RuleBroken "number.…", "case.…", "card.…".
    """
    read = parse(number)
    if read.kind is NumberKind.CARD:
        return item_by_id(work, card_of(work, number).item_id)
    read = parse_kind(number, NumberKind.CASE)
    return _in_custody(work, _numbered(work, read, NumberKind.CASE, CustomerItem))


def past_case_of(work: "Work", number: str) -> CustomerItem:
    """A case to look back at, wherever its item is now."""
    return _numbered(work, parse_kind(number, NumberKind.CASE), NumberKind.CASE, CustomerItem)


def customer_of(work: "Work", number: str) -> Customer:
    """The customer with the number; one that was merged leads to whoever it was merged into."""
    read = parse_kind(number, NumberKind.CUSTOMER)
    return followed(work, _numbered(work, read, NumberKind.CUSTOMER, Customer))


def estimate_of(work: "Work", number: str) -> Estimate:
    """The estimate with the number, its item in this outlet's custody."""
    read = parse_kind(number, NumberKind.ESTIMATE)
    estimate = _numbered(work, read, NumberKind.ESTIMATE, Estimate)
    item_by_id(work, estimate.item_id)
    return estimate


def settlement_of(work: "Work", number: str) -> Settlement:
    """The settlement with the number."""
    read = parse_kind(number, NumberKind.SETTLEMENT)
    return _numbered(work, read, NumberKind.SETTLEMENT, Settlement)


def draft_id(draft: str) -> Id:
    """The id of a draft, written in hex; raises "draft.unknown"."""
    try:
        read = bytes.fromhex(draft)
    except ValueError:
        read = b""
    if len(read) != ID_BYTES:
        raise RuleBroken("draft.unknown", draft=draft[:40])
    return Id(read)


def followed(work: "Work", customer: Customer) -> Customer:
    """Whoever a merged customer is now."""
    while customer.merged_into is not None:
        customer = work.one(Customer, id=customer.merged_into)
    return customer


def item_by_id(work: "Work", item_id: bytes) -> CustomerItem:
    """The item behind an id, in this outlet's custody; raises "case.other_custodian",
    "case.on_its_way" or "case.not_arrived".
    """
    return _in_custody(work, work.one(CustomerItem, id=item_id))


def card_of_item(work: "Work", item: CustomerItem) -> RepairCard:
    """The repair card that hangs on an item."""
    return work.one(RepairCard, item_id=item.id)


def open_step(work: "Work", card: RepairCard) -> WorkStep | None:
    """The first step whose clock runs on a card."""
    return work.find(WorkStep, card_id=card.id, ended_at=None)


def open_steps(work: "Work", card: RepairCard) -> list[WorkStep]:
    """Every step whose clock runs on a card: one for each technician who is at it."""
    return work.all(WorkStep, card_id=card.id, ended_at=None)


def shelf_of(work: "Work", named: str) -> Shelf:
    """The shelf with the name or number, in use; raises "shelf.unknown" or "shelf.closed"."""
    name = cleaned(named, "code")
    shelf = _by_name(work.all(Shelf, outlet_id=work.outlet.id), name)
    if shelf is None and name.replace(" ", "").isdigit():
        shelf = work.find(Shelf, number=parse_kind(name, NumberKind.SHELF).digits)
    if shelf is None:
        raise RuleBroken("shelf.unknown", shelf=name)
    if not shelf.active:
        raise RuleBroken("shelf.closed", shelf=shelf.name)
    return shelf


def part_of(work: "Work", named: str) -> Part:
    """The part with the code or number, at the price that is in force; head office's where it has
    published one of that code. Raises "part.unknown".
    """
    code = cleaned(named, "code")
    part = next(
        (
            found
            for whose in ({"publisher": HEAD_OFFICE}, {})
            for said in (code, code.upper())
            if (found := work.find(Part, code=said, **whose)) is not None
        ),
        None,
    )
    if part is None:
        part = work.find(Part, number=code.replace(" ", ""))
    if part is None:
        raise RuleBroken("part.unknown", part=code)
    return _at_price_in_force(work, part)


def _at_price_in_force(work: "Work", part: Part) -> Part:
    today = work.local_date(work.at).isoformat()
    begun = [one for one in work.all(PartPrice, part_id=part.id) if one.from_on <= today]
    if not begun:
        return part
    price = max(begun, key=lambda one: (one.from_on, one.id))
    return replace(
        part,
        price_fen=price.price_fen,
        low_fen=price.low_fen,
        high_fen=price.high_fen,
        currency=price.currency,
    )


def person_of(work: "Work", code: str) -> Person:
    """The member of staff with the code; raises "person.unknown"."""
    person = work.find(Person, code=cleaned(code, "code"))
    if person is None:
        raise RuleBroken("person.unknown", code=code[:20])
    return person


def item_kind_of(work: "Work", code: str) -> ItemKind:
    """The kind of item with the code; raises "item_kind.unknown"."""
    kind = work.find(ItemKind, code=cleaned(code, "code"))
    if kind is None:
        raise RuleBroken("item_kind.unknown", code=code[:20])
    return kind


def _numbered(work: "Work", number: PaperNumber, kind: NumberKind, record: type[R]) -> R:
    found = work.find(record, number=number.digits)
    if found is not None:
        return found
    if number.outlet != work.outlet.number:
        raise RuleBroken(
            OTHER_OUTLET[kind],
            number=number.digits,
            outlet=number.outlet,
            own_outlet=work.outlet.number,
        )
    raise RuleBroken(UNKNOWN[kind], number=number.digits)


def is_here(work: "Work", item: CustomerItem) -> bool:
    """Whether this outlet has the item in its hands: it may write to the case."""
    arrived = item.custody_state is not CustodyState.IN_TRANSIT
    return arrived and item.custodian in work.own_outlets()


def _in_custody(work: "Work", item: CustomerItem) -> CustomerItem:
    """The one place where an act asks who may write to a case; it needs no network."""
    own = work.own_outlets()
    check_held(item.number, item.custody_state, item.custodian, own, work.outlet_called)
    return item


def _by_name(shelves: list[Shelf], name: str) -> Shelf | None:
    wanted = name.casefold()
    return next((shelf for shelf in shelves if shelf.name.casefold() == wanted), None)
