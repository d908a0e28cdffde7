"""The repair card's ways (domain.md §6.4) and what must be true before it moves on.

Two ways stand here that §6.4 does not print: more work than agreed sends the card back to waiting
for approval (§7.8), and an item may be withdrawn from any state before hand-back (decisions 30).
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from counter.domain.records import Id, Measurement, PartUsed, WorkStep
from counter.domain.refusals import RuleBroken
from counter.domain.states import CardStatus as Status

Hand = TypeVar("Hand", Id, str)  # who worked, as a record or as a question names him
MS_PER_MINUTE = 60_000
_PLAIN_DECIMAL = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


class CardEvent(StrEnum):
    """What happens to a card."""

    HANG = "hang"
    START_DIAGNOSIS = "start_diagnosis"
    ESTIMATE_SENT = "estimate_sent"
    APPROVED = "approved"
    DECLINED = "declined"
    EXTRA_DECLINED = "extra_declined"
    COVERED = "covered"
    PARTS_NEEDED = "parts_needed"
    PARTS_ISSUED = "parts_issued"
    START = "start"
    DONE = "done"
    PASS = "pass"
    FAIL = "fail"
    NO_FAULT = "no_fault"
    NOT_REPAIRABLE = "not_repairable"
    WITHDRAW = "withdraw"
    CANCEL = "cancel"
    HAND_BACK = "hand_back"


S, E = Status, CardEvent

WAYS: dict[Status, dict[CardEvent, Status]] = {
    S.OPENED: {E.HANG: S.HUNG, E.CANCEL: S.CLOSED, E.WITHDRAW: S.RETURN_UNREPAIRED},
    S.HUNG: {
        E.START_DIAGNOSIS: S.DIAGNOSING,
        E.CANCEL: S.CLOSED,
        E.WITHDRAW: S.RETURN_UNREPAIRED,
    },
    S.DIAGNOSING: {
        E.ESTIMATE_SENT: S.AWAIT_APPROVAL,
        E.COVERED: S.APPROVED,
        E.NO_FAULT: S.RETURN_UNREPAIRED,
        E.NOT_REPAIRABLE: S.RETURN_UNREPAIRED,
        E.WITHDRAW: S.RETURN_UNREPAIRED,
    },
    S.AWAIT_APPROVAL: {
        E.ESTIMATE_SENT: S.AWAIT_APPROVAL,
        E.APPROVED: S.APPROVED,
        E.DECLINED: S.RETURN_UNREPAIRED,
        E.EXTRA_DECLINED: S.APPROVED,
        E.WITHDRAW: S.RETURN_UNREPAIRED,
    },
    S.APPROVED: {
        E.START: S.REPAIRING,
        E.PARTS_NEEDED: S.AWAIT_PARTS,
        E.ESTIMATE_SENT: S.AWAIT_APPROVAL,
        E.WITHDRAW: S.RETURN_UNREPAIRED,
    },
    S.AWAIT_PARTS: {
        E.PARTS_ISSUED: S.REPAIRING,
        E.ESTIMATE_SENT: S.AWAIT_APPROVAL,
        E.WITHDRAW: S.RETURN_UNREPAIRED,
    },
    S.REPAIRING: {
        E.DONE: S.AWAIT_INSPECTION,
        E.PARTS_NEEDED: S.AWAIT_PARTS,
        E.ESTIMATE_SENT: S.AWAIT_APPROVAL,
        E.NOT_REPAIRABLE: S.RETURN_UNREPAIRED,
        E.WITHDRAW: S.RETURN_UNREPAIRED,
    },
    S.AWAIT_INSPECTION: {
        E.PASS: S.PASSED,
        E.FAIL: S.REWORK,
        E.WITHDRAW: S.RETURN_UNREPAIRED,
    },
    S.REWORK: {E.START: S.REPAIRING, E.WITHDRAW: S.RETURN_UNREPAIRED},
    S.PASSED: {E.HAND_BACK: S.CLOSED, E.WITHDRAW: S.RETURN_UNREPAIRED},
    S.RETURN_UNREPAIRED: {E.HAND_BACK: S.CLOSED},
    S.CLOSED: {},
}

#: work is going on: only here a step may be open
AT_WORK = frozenset({S.DIAGNOSING, S.REPAIRING})
#: work is over and the item may be settled and handed back
WORK_OVER = frozenset({S.PASSED, S.RETURN_UNREPAIRED})

#: what starting work means in each state where it is possible
STARTS: dict[Status, CardEvent] = {
    S.HUNG: E.START_DIAGNOSIS,
    S.APPROVED: E.START,
    S.AWAIT_PARTS: E.PARTS_ISSUED,
    S.REWORK: E.START,
}


def after(status: Status, event: CardEvent, number: str) -> Status:
    """The state after the event; raises RuleBroken "card.not_now"."""
    try:
        return WAYS[status][event]
    except KeyError:
        raise RuleBroken("card.not_now", number=number, status=status, event=event) from None


def started(status: Status, number: str) -> Status:
    """The state once a technician starts; work already going on stays what it is.

    Raises RuleBroken "card.not_hung" before the card hangs on its item, else "card.not_now".
    """
    if status in AT_WORK:
        return status
    if status is S.OPENED:
        raise RuleBroken("card.not_hung", number=number)
    return after(status, STARTS.get(status, E.START), number)


def check_at_work(status: Status, number: str) -> None:
    """Parts and test values are booked while work goes on; raises RuleBroken "card.not_at_work"."""
    if status not in AT_WORK:
        raise RuleBroken("card.not_at_work", number=number, status=status)


def minutes_between(started_at: int, ended_at: int) -> int:
    """Bench minutes of a step, to the nearest minute; a slip of seconds books nothing."""
    return (ended_at - started_at + MS_PER_MINUTE // 2) // MS_PER_MINUTE


def checked_minutes(minutes: int | None, started_at: int, ended_at: int, number: str) -> int:
    """The minutes to book: the technician's own figure, if given, or what the clock says.

    Raises RuleBroken "card.minutes_negative" or "card.minutes_above_clock": nobody works longer
    than the time that went by.
    """
    by_clock = -(-(ended_at - started_at) // MS_PER_MINUTE)
    if minutes is None:
        return minutes_between(started_at, ended_at)
    if minutes < 0:
        raise RuleBroken("card.minutes_negative", number=number, minutes=minutes)
    if minutes > by_clock:
        raise RuleBroken("card.minutes_above_clock", number=number, minutes=minutes, clock=by_clock)
    return minutes


def minutes_booked(steps: Iterable[WorkStep]) -> int:
    """Actual minutes of a card; a corrected step no longer counts."""
    return sum(step.minutes for step in steps if step.corrected_by is None)


def pieces_used(parts: Iterable[PartUsed]) -> int:
    """How many pieces are in the item; a line taken back has counted itself out."""
    return sum(part.qty for part in parts)


def check_done(number: str, *, minutes: int, pieces: int, no_parts_used: bool) -> None:
    """A repair is done with booked time and either parts or the word that none were needed (§5.4).

    Raises RuleBroken "card.no_time_booked", "card.no_parts_no_word" or "card.parts_were_used".
    """
    if minutes <= 0:
        raise RuleBroken("card.no_time_booked", number=number)
    if pieces <= 0 and not no_parts_used:
        raise RuleBroken("card.no_parts_no_word", number=number)
    if pieces > 0 and no_parts_used:
        raise RuleBroken("card.parts_were_used", number=number, pieces=pieces)


def who_worked(
    stretches: Iterable[tuple[Hand, int, int]], *, failed_at: int | None = None
) -> frozenset[Hand]:
    """Who booked time on a card since it last failed, and who did the last step whatever it booked.

    A stretch is who, when it began, and its minutes; one that was corrected is left out by the
    caller. `failed_at` None = the card has not failed.
    """
    told = list(stretches)
    booked = {who for who, at, minutes in told if minutes > 0 and at >= (failed_at or 0)}
    last = max(told, key=_began, default=None)
    return frozenset(booked | ({last[0]} if last else set()))


def _began(stretch: tuple[object, int, int]) -> int:
    return stretch[1]


def check_inspector(
    number: str, *, inspector: Id, workers: frozenset[Id], self_allowed: bool
) -> bool:
    """Nobody passes his own work (§5.5); True when a one-person outlet does and says so.

    Raises RuleBroken "card.own_work".
    """
    if inspector not in workers:
        return False
    if not self_allowed:
        raise RuleBroken("card.own_work", number=number)
    return True


def check_tests(number: str, measurements: Iterable[Measurement]) -> None:
    """The last value of each test is within its limits; raises RuleBroken "card.test_failed"."""
    last = {measured.name: measured for measured in measurements}
    for measured in last.values():
        if measured.verdict == "FAIL":
            raise RuleBroken(
                "card.test_failed",
                number=number,
                test=measured.name,
                value=f"{measured.value} {measured.unit}".strip(),
            )


def verdict(value: str, low: str, high: str) -> str:
    """PASS or FAIL by the limits, computed and never chosen.

    Raises RuleBroken "test.not_a_number" or as `limits` does.
    """
    measured = _decimal(value)
    least, most = limits(low, high)
    within = (least is None or measured >= least) and (most is None or measured <= most)
    return "PASS" if within else "FAIL"


def limits(low: str, high: str) -> tuple[Decimal | None, Decimal | None]:
    """The least and the most a value may be; either may be empty, not both.

    Raises RuleBroken "test.not_a_number", "test.no_limit" or "test.limits_crossed".
    """
    least, most = _limit(low), _limit(high)
    if least is None and most is None:
        raise RuleBroken("test.no_limit")
    if least is not None and most is not None and least > most:
        raise RuleBroken("test.limits_crossed", low=low, high=high)
    return least, most


def _limit(text: str) -> Decimal | None:
    return _decimal(text) if text else None


def _decimal(text: str) -> Decimal:
    if not _PLAIN_DECIMAL.fullmatch(text):
        raise RuleBroken("test.not_a_number", text=text[:20])
    return Decimal(text)
