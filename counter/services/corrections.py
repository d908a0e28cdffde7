"""Bench time put right: the wrong step stays, a new one says why it no longer counts."""

from typing import TYPE_CHECKING

from counter.domain import cards as rules
from counter.domain.personal import cleaned, required
from counter.domain.records import RepairCard, WorkStep
from counter.domain.refusals import RuleBroken
from counter.domain.rights import may
from counter.domain.states import CardStatus
from counter.services.bench import StepNow, step_now
from counter.services.lookups import card_of, item_by_id

if TYPE_CHECKING:
    from counter.storage.work import Work

#: here the booked time has already let the card pass on
TIME_WAS_NEEDED = frozenset({CardStatus.AWAIT_INSPECTION, CardStatus.PASSED})


def correct_card_step(
    work: "Work",
    *,
    card_number: str,
    n: int,
    reason: str,
    started_at: int | None = None,
    ended_at: int | None = None,
    minutes: int | None = None,
    done: str | None = None,
) -> StepNow:
    """Replace step `n` of a card by one with the right times; the old line stays and is marked.

    Technicians correct their own steps, supervisors all. Raises RuleBroken "step.…", "card.…".
    """
    card = card_of(work, card_number)
    wrong = _step(work, card, n)
    begins = wrong.started_at if started_at is None else started_at
    ends = _end(wrong) if ended_at is None else ended_at
    item = item_by_id(work, card.item_id)
    if not item.received_at <= begins <= ends <= work.at:
        raise RuleBroken("step.bad_times", number=card.number, n=n)
    right = work.add(
        WorkStep(
            id=work.new_id(),
            card_id=card.id,
            technician_id=wrong.technician_id,
            work=wrong.work if done is None else cleaned(done, "work"),
            started_at=begins,
            ended_at=ends,
            minutes=rules.checked_minutes(minutes, begins, ends, card.number),
            corrects=wrong.id,
            reason=required(reason, "reason"),
        )
    )
    work.change(wrong, corrected_by=right.id)
    if card.status in TIME_WAS_NEEDED and not rules.minutes_booked(
        work.all(WorkStep, card_id=card.id)
    ):
        raise RuleBroken("card.no_time_booked", number=card.number)
    return step_now(work, item, card)


def _step(work: "Work", card: RepairCard, n: int) -> WorkStep:
    if card.status is CardStatus.CLOSED:
        raise RuleBroken("step.card_closed", number=card.number)
    steps = work.all(WorkStep, card_id=card.id)
    if not 1 <= n <= len(steps):
        raise RuleBroken("step.unknown", number=card.number, n=n, steps=len(steps))
    step = steps[n - 1]
    if step.corrected_by is not None:
        raise RuleBroken("step.already_corrected", number=card.number, n=n)
    if step.ended_at is None:
        raise RuleBroken("step.still_open", number=card.number, n=n)
    if step.technician_id != work.person.id and not may(work.person.role, "correct_any_step"):
        raise RuleBroken("step.of_another", number=card.number, n=n)
    return step


def _end(step: WorkStep) -> int:
    return step.started_at if step.ended_at is None else step.ended_at
