"""At the bench: time, diagnosis, waiting for parts, and the repair that is done."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain import cards as rules
from counter.domain.cards import CardEvent
from counter.domain.choices import Finding, WaitCause
from counter.domain.custody import CustodyStep
from counter.domain.personal import cleaned, required
from counter.domain.records import (
    CustomerItem,
    Measurement,
    PartUsed,
    Person,
    RepairCard,
    WorkStep,
)
from counter.domain.refusals import RuleBroken
from counter.domain.rights import may
from counter.domain.states import CardStatus, Category, CustodyState
from counter.services.cards import stop_clock, stop_step, turn, turn_by
from counter.services.custody import CaseNow, case_now, make_ready, pass_on
from counter.services.lookups import card_of, item_by_id, open_steps

if TYPE_CHECKING:
    from counter.storage.work import Work

EVENT_OF: dict[Finding, CardEvent] = {
    Finding.COVERED: CardEvent.COVERED,
    Finding.NO_FAULT_FOUND: CardEvent.NO_FAULT,
    Finding.NOT_REPAIRABLE: CardEvent.NOT_REPAIRABLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepNow:
    """A stretch of bench time: `n` is its place on the card, `minutes` are booked once it ends."""

    case_number: str
    card_number: str
    card_status: CardStatus
    custody_state: CustodyState
    n: int
    minutes: int
    minutes_in_all: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A measured value and its verdict, PASS or FAIL."""

    card_number: str
    name: str
    verdict: str


def start_work(work: "Work", *, card_number: str, task: str = "") -> StepNow:
    """Start the clock on a card for whoever acts, and take the item to the bench.

    One clock a technician; a colleague may join in on the same card, which stays the first one's.
    Raises RuleBroken "card.not_hung", "card.not_now", "bench.clock_runs", "bench.other_card" or
    "custody.not_now".
    """
    card = card_of(work, card_number)
    item = item_by_id(work, card.item_id)
    status = rules.started(card.status, card.number)
    joins = _check_free(work, card)
    if status is not card.status:
        why = card.status_reason if card.status is CardStatus.REWORK else ""
        card = turn(
            work, card, status, reason=why
        )  # why it failed is to be seen while it is mended
    keeper = card.technician_id if joins else work.person.id
    card = work.change(card, technician_id=keeper, wait_cause="")
    if item.custody_state is not CustodyState.AT_BENCH:
        item = pass_on(work, item, CustodyStep.TAKE_TO_BENCH)
    work.add(
        WorkStep(
            id=work.new_id(),
            card_id=card.id,
            technician_id=work.person.id,
            work=cleaned(task, "work"),
            started_at=work.at,
        )
    )
    return step_now(work, item, card)


def stop_work(
    work: "Work", *, card_number: str, minutes: int | None = None, done: str = ""
) -> StepNow:
    """Stop one's own clock on a card and book its minutes; a supervisor stops anybody's.

    `minutes` is the technician's own figure where he was interrupted; never more than went by.
    Raises RuleBroken "bench.no_clock", "bench.not_his_clock" or "card.minutes_…".
    """
    card = card_of(work, card_number)
    steps = open_steps(work, card)
    if not steps:
        raise RuleBroken("bench.no_clock", number=card.number)
    _check_own(work, card, steps)
    own = next((step for step in steps if step.technician_id == work.person.id), None)
    done = cleaned(done, "work")
    if own is not None:
        stop_step(work, card, own, minutes=minutes, done=done)
    else:
        stop_clock(work, card, minutes=minutes, done=done)
    return step_now(work, item_by_id(work, card.item_id), card)


def wait_for_parts(
    work: "Work", *, card_number: str, cause: WaitCause, note: str = "", done: str = ""
) -> CaseNow:
    """Put a card aside until its parts come; `cause` says who is waited for (domain.md §6.4).

    `done` is what was done in the step that ends with it.
    """
    card = card_of(work, card_number)
    stop_clock(work, card, done=cleaned(done, "work"))
    card = turn_by(work, card, CardEvent.PARTS_NEEDED, reason=cleaned(note, "reason"))
    card = work.change(card, wait_cause=cause.value)
    return case_now(work, item_by_id(work, card.item_id), card)


def record_diagnosis(
    work: "Work",
    *,
    card_number: str,
    finding: Finding,
    diagnosis: str,
    fault_code: str = "",
    cause: str = "",
    category: Category | None = None,
    done: str = "",
) -> CaseNow:
    """Write down what was found, and where that leads; `done` is of the step that ends with it.

    NEEDS_ESTIMATE waits for `send_estimate`; COVERED (category B or C) may start at once;
    NO_FAULT_FOUND and NOT_REPAIRABLE send the item back unrepaired. Raises RuleBroken
    "card.not_at_work", "card.not_now", "diagnosis.covered_by_whom" or "input.…".
    """
    card = card_of(work, card_number)
    rules.check_at_work(card.status, card.number)
    card = work.change(
        card,
        diagnosis=required(diagnosis, "diagnosis", lines=True),
        fault_code=cleaned(fault_code, "fault_code"),
        cause=cleaned(cause, "cause", lines=True),
        no_fault_found=int(finding is Finding.NO_FAULT_FOUND),
    )
    item = item_by_id(work, card.item_id)
    if finding is Finding.COVERED:
        card = _cover(work, card, category)
    if finding is not Finding.NEEDS_ESTIMATE:
        card = turn_by(work, card, EVENT_OF[finding])
        stop_clock(work, card, done=cleaned(done, "work"))
    if card.status is CardStatus.RETURN_UNREPAIRED:
        item = make_ready(work, item)
    return case_now(work, item, card)


def record_test(
    work: "Work",
    *,
    card_number: str,
    name: str,
    value: str,
    unit: str = "",
    low: str = "",
    high: str = "",
) -> Measured:
    """Write down a measured value; the verdict follows from value and limits.

    Raises RuleBroken "test.…", or "card.not_at_work" when nobody is working on the item and it is
    not being inspected.
    """
    card = card_of(work, card_number)
    if card.status is not CardStatus.AWAIT_INSPECTION:
        rules.check_at_work(card.status, card.number)
    value, low, high = (cleaned(text, "value") for text in (value, low, high))
    measured = work.add(
        Measurement(
            id=work.new_id(),
            card_id=card.id,
            name=required(name, "measured"),
            unit=cleaned(unit, "value"),
            low=low,
            high=high,
            value=value,
            verdict=rules.verdict(value, low, high),
            at=work.at,
            by=work.person.id,
        )
    )
    return Measured(card_number=card.number, name=measured.name, verdict=measured.verdict)


def finish_repair(
    work: "Work",
    *,
    card_number: str,
    done: str = "",
    minutes: int | None = None,
    no_parts_used: bool = False,
) -> StepNow:
    """Stop every clock of the card and hand it to inspection.

    Needs booked minutes, and parts or the word that none were used (domain.md §5.4). Raises
    RuleBroken "card.…" or "bench.not_his_clock".
    """
    card = card_of(work, card_number)
    status = rules.after(card.status, CardEvent.DONE, card.number)
    steps = open_steps(work, card)
    if steps:
        _check_own(work, card, steps)
        stop_clock(work, card, minutes=minutes, done=cleaned(done, "work"))
    rules.check_done(
        card.number,
        minutes=rules.minutes_booked(work.all(WorkStep, card_id=card.id)),
        pieces=rules.pieces_used(work.all(PartUsed, card_id=card.id)),
        no_parts_used=no_parts_used,
    )
    card = work.change(card, no_parts_used=int(no_parts_used))
    card = turn(work, card, status)
    return step_now(work, item_by_id(work, card.item_id), card)


def _cover(work: "Work", card: RepairCard, category: Category | None) -> RepairCard:
    covered = category or card.category
    if covered is Category.PAID:
        raise RuleBroken("diagnosis.covered_by_whom", number=card.number)
    return work.change(card, category=covered)


def _check_free(work: "Work", card: RepairCard) -> bool:
    """Whoever starts has no other clock; True when a colleague's runs on the card already."""
    running = open_steps(work, card)
    if any(step.technician_id == work.person.id for step in running):
        raise RuleBroken("bench.clock_runs", number=card.number, technician=work.person.code)
    elsewhere = work.find(WorkStep, technician_id=work.person.id, ended_at=None)
    if elsewhere is not None:
        other = work.one(RepairCard, id=elsewhere.card_id)
        raise RuleBroken("bench.other_card", number=other.number)
    return bool(running)


def _check_own(work: "Work", card: RepairCard, steps: list[WorkStep]) -> None:
    own = any(step.technician_id == work.person.id for step in steps)
    if not own and not may(work.person.role, "correct_any_step"):
        code = _code_of(work, steps[0])
        raise RuleBroken("bench.not_his_clock", number=card.number, technician=code)


def _code_of(work: "Work", step: WorkStep) -> str:
    return work.one(Person, id=step.technician_id).code


def step_now(work: "Work", item: CustomerItem, card: RepairCard) -> StepNow:
    """The last step of a card and all its booked minutes."""
    steps = work.all(WorkStep, card_id=card.id)
    return StepNow(
        case_number=item.number,
        card_number=card.number,
        card_status=card.status,
        custody_state=item.custody_state,
        n=len(steps),
        minutes=steps[-1].minutes if steps else 0,
        minutes_in_all=rules.minutes_booked(steps),
    )
