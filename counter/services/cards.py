"""The repair card: hung on its item, turned from state to state, its clock stopped."""

from typing import TYPE_CHECKING

from counter.domain import cards as rules
from counter.domain.cards import CardEvent
from counter.domain.records import RepairCard, WorkStep
from counter.domain.refusals import RuleBroken
from counter.domain.states import CardStatus
from counter.services.custody import CaseNow, case_now
from counter.services.lookups import card_of, case_of, item_by_id, open_steps

if TYPE_CHECKING:
    from counter.storage.work import Work


def turn(work: "Work", card: RepairCard, status: CardStatus, *, reason: str = "") -> RepairCard:
    """Give the card a state that the tables of `counter.domain.cards` allowed."""
    return work.change(
        card,
        status=status,
        status_at=work.at,
        status_by=work.person.id,
        status_reason=reason,
    )


def turn_by(work: "Work", card: RepairCard, event: CardEvent, *, reason: str = "") -> RepairCard:
    """Turn the card by an event; raises RuleBroken "card.not_now"."""
    return turn(work, card, rules.after(card.status, event, card.number), reason=reason)


def stop_clock(
    work: "Work", card: RepairCard, *, minutes: int | None = None, done: str = ""
) -> WorkStep | None:
    """Stop every clock that runs on the card: it leaves the hands of all who are at it.

    `minutes`, a smaller figure than the clock's, and `done` are those of whoever acts, or of the
    only one whose clock runs. Raises RuleBroken "card.minutes_…".
    """
    steps, stopped = open_steps(work, card), list[WorkStep]()
    for step in steps:
        his = len(steps) == 1 or step.technician_id == work.person.id
        said = (minutes, done) if his else (None, "")
        stopped.append(stop_step(work, card, step, minutes=said[0], done=said[1]))
    return stopped[-1] if stopped else None


def stop_step(
    work: "Work", card: RepairCard, step: WorkStep, *, minutes: int | None, done: str
) -> WorkStep:
    """Stop one clock and book its minutes; raises RuleBroken "card.minutes_…"."""
    ended_at = max(work.at, step.started_at)
    booked = rules.checked_minutes(minutes, step.started_at, ended_at, card.number)
    return work.change(step, ended_at=ended_at, minutes=booked, work=done or step.work)


def hang_card(work: "Work", *, card_number: str, case_number: str) -> CaseNow:
    """Hang a repair card on its item: the card and the label on the item are scanned together.

    `case_number` may be the number on the item's label. Raises RuleBroken "card.wrong_item" when
    card and item do not belong together, "card.not_now" when it hangs already.
    """
    card = card_of(work, card_number)
    item = case_of(work, case_number)
    if card.item_id != item.id:
        own = item_by_id(work, card.item_id)
        raise RuleBroken(
            "card.wrong_item", number=card.number, case_number=own.number, found=item.number
        )
    card = turn_by(work, card, CardEvent.HANG)
    card = work.change(card, hung_at=work.at, hung_by=work.person.id)
    return case_now(work, item, card)
