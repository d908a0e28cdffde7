"""Where an item is: every move is a line of the custody log and a state of the item."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain import custody as rules
from counter.domain.cards import AT_WORK
from counter.domain.choices import Destination
from counter.domain.custody import CustodyStep
from counter.domain.personal import cleaned
from counter.domain.records import CustodyEvent, CustomerItem, RepairCard, Shelf
from counter.domain.refusals import RuleBroken
from counter.domain.states import CardStatus, CustodyState
from counter.services.lookups import card_of_item, case_of, open_step, shelf_of

if TYPE_CHECKING:
    from counter.storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNow:
    """Where a case stands after an act."""

    case_number: str
    card_number: str
    card_status: CardStatus
    custody_state: CustodyState
    shelf: str


def case_now(work: "Work", item: CustomerItem, card: RepairCard) -> CaseNow:
    """What most acts answer."""
    shelf = work.one(Shelf, id=item.shelf_id) if item.shelf_id else None
    return CaseNow(
        case_number=item.number,
        card_number=card.number,
        card_status=card.status,
        custody_state=item.custody_state,
        shelf=shelf.name if shelf else "",
    )


def pass_on(
    work: "Work",
    item: CustomerItem,
    step: CustodyStep,
    *,
    shelf: Shelf | None = None,
    note: str = "",
) -> CustomerItem:
    """Take one step of custody: the item's state and a line of the log.

    `shelf` None takes the item off its shelf. Raises RuleBroken "custody.not_now" or
    "case.handed_back".
    """
    state = rules.after(item.custody_state, step, item.number)
    shelf_id = shelf.id if shelf else None
    log(work, item, state, shelf=shelf, note=note)
    return work.change(
        item,
        custody_state=state,
        custody_at=work.at,
        custody_by=work.person.id,
        custody_reason=note,
        shelf_id=shelf_id,
    )


def log(
    work: "Work",
    item: CustomerItem,
    state: CustodyState,
    *,
    shelf: Shelf | None = None,
    note: str = "",
) -> CustodyEvent:
    """Write one line of the append-only custody log."""
    return work.add(
        CustodyEvent(
            id=work.new_id(),
            item_id=item.id,
            state=state,
            shelf_id=shelf.id if shelf else None,
            at=work.at,
            by=work.person.id,
            note=note,
        )
    )


def make_ready(work: "Work", item: CustomerItem, *, note: str = "") -> CustomerItem:
    """Work is over: the item waits to be fetched, on the shelf it lies on. Later states stay."""
    if CustodyStep.MAKE_READY not in rules.WAYS[item.custody_state]:
        return item
    shelf = work.one(Shelf, id=item.shelf_id) if item.shelf_id else None
    return pass_on(work, item, CustodyStep.MAKE_READY, shelf=shelf, note=note)


def move_item(
    work: "Work",
    *,
    number: str,
    to: Destination = Destination.SHELF,
    shelf: str = "",
    sent_to: str = "",
    customer_agreed: bool = False,
    note: str = "",
) -> CaseNow:
    """Move an item to a shelf, to the bench, or out to somebody else.

    `number` is that of the case or of the card on the item. An item goes to a third party only
    with the customer's consent (民法典 772, 894). Raises RuleBroken "custody.…", "shelf.…".
    """
    item = case_of(work, number)
    card = card_of_item(work, item)
    note = cleaned(note, "note")
    if to is Destination.SHELF:
        _check_not_worked_on(work, card)
        place = _named_shelf(work, item, shelf)
        item = pass_on(work, item, CustodyStep.STORE, shelf=place, note=note)
    elif to is Destination.BENCH:
        item = pass_on(work, item, CustodyStep.TAKE_TO_BENCH, note=note)
    else:
        whom = cleaned(sent_to, "name")
        rules.check_send_out(item.number, whom, customer_agreed)
        item = pass_on(work, item, CustodyStep.SEND_OUT, note=f"{whom}: {note}" if note else whom)
    return case_now(work, item, card)


def _named_shelf(work: "Work", item: CustomerItem, named: str) -> Shelf:
    if not named:
        raise RuleBroken("shelf.missing", number=item.number)
    shelf = shelf_of(work, named)
    if shelf.id == item.shelf_id:
        raise RuleBroken("custody.already_there", number=item.number, shelf=shelf.name)
    return shelf


def _check_not_worked_on(work: "Work", card: RepairCard) -> None:
    if card.status in AT_WORK and open_step(work, card) is not None:
        raise RuleBroken("custody.being_worked_on", number=card.number)
