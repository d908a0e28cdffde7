"""After a round with the hub: what customers said on their page is done here, once.

Every seat of an outlet hears of it. The one whose digit stands in the case's number does it at
once; the others when it has not within an hour, so that nothing waits for a seat that is off.
"""

from counter.app import Counter
from counter.domain.numbers import parse
from counter.domain.refusals import RuleBroken
from counter.services.customer_answers import leave_customer_answer, take_customer_answer
from counter.storage.questions.customer_answers import (
    SeatTurn,
    WaitingAnswer,
    seat_turn,
    waiting_answers,
)

OTHERS_WAIT_MS = 3_600_000
#: refusals that say the case has gone on without this answer
GONE_ON = ("card", "case", "custody", "estimate")


def take_answers(counter: Counter) -> int:
    """Takes every answer that is this seat's turn; how many that were. Used on the thread that
    writes. Raises RuleBroken where nothing can be written.
    """
    db, now = counter.shop.db, counter.clock()
    waiting = waiting_answers(db, now_at=now)
    if not waiting:
        return 0
    turn = seat_turn(db)
    return sum(_take(counter, one) for one in waiting if _is_turn(one, turn, now))


def _is_turn(answer: WaitingAnswer, turn: SeatTurn, now: int) -> bool:
    read = parse(answer.case_number)
    # one that came from another outlet is for the first of ours
    digit = read.seat if read.outlet == turn.outlet else turn.first
    return turn.seat == digit or now - answer.at > OTHERS_WAIT_MS


def _take(counter: Counter, answer: WaitingAnswer) -> bool:
    facts = {"item_id": answer.item_id, "answer_id": answer.answer_id}
    try:
        return counter.do_unasked(take_customer_answer, **facts) is not None
    except RuleBroken as refusal:
        if refusal.rule.split(".")[0] not in GONE_ON:
            raise
    return counter.do_unasked(leave_customer_answer, **facts) is not None
