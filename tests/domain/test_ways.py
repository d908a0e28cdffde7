"""Every state against every event: the ways of domain.md §6.3-§6.5, and no others."""

from collections.abc import Callable
from enum import StrEnum

import pytest

from counter.domain import cards, custody, receipts
from counter.domain.cards import CardEvent
from counter.domain.custody import CustodyStep
from counter.domain.receipts import ReceiptEvent
from counter.domain.refusals import RuleBroken
from counter.domain.states import CardStatus, CustodyState, ReceiptStatus

NUMBER = "3000171260012349"

RECEIPT_WAYS = """
DRAFT issue ISSUED
DRAFT void_error VOIDED_ERROR
ISSUED recover RECOVERED
ISSUED report_lost LOST_REPORTED
ISSUED void_error VOIDED_ERROR
RECOVERED void VOIDED
LOST_REPORTED found ISSUED
LOST_REPORTED declare_lost LOST_DECLARED
LOST_DECLARED void VOIDED
LOST_DECLARED reissue VOIDED
"""

CARD_WAYS = """
OPENED hang HUNG
OPENED cancel CLOSED
HUNG start_diagnosis DIAGNOSING
HUNG cancel CLOSED
DIAGNOSING estimate_sent AWAIT_APPROVAL
DIAGNOSING covered APPROVED
DIAGNOSING no_fault RETURN_UNREPAIRED
DIAGNOSING not_repairable RETURN_UNREPAIRED
AWAIT_APPROVAL estimate_sent AWAIT_APPROVAL
AWAIT_APPROVAL approved APPROVED
AWAIT_APPROVAL declined RETURN_UNREPAIRED
AWAIT_APPROVAL extra_declined APPROVED
APPROVED start REPAIRING
APPROVED parts_needed AWAIT_PARTS
APPROVED estimate_sent AWAIT_APPROVAL
AWAIT_PARTS parts_issued REPAIRING
AWAIT_PARTS estimate_sent AWAIT_APPROVAL
REPAIRING done AWAIT_INSPECTION
REPAIRING parts_needed AWAIT_PARTS
REPAIRING estimate_sent AWAIT_APPROVAL
REPAIRING not_repairable RETURN_UNREPAIRED
AWAIT_INSPECTION pass PASSED
AWAIT_INSPECTION fail REWORK
REWORK start REPAIRING
PASSED hand_back CLOSED
RETURN_UNREPAIRED hand_back CLOSED
OPENED withdraw RETURN_UNREPAIRED
HUNG withdraw RETURN_UNREPAIRED
DIAGNOSING withdraw RETURN_UNREPAIRED
AWAIT_APPROVAL withdraw RETURN_UNREPAIRED
APPROVED withdraw RETURN_UNREPAIRED
AWAIT_PARTS withdraw RETURN_UNREPAIRED
REPAIRING withdraw RETURN_UNREPAIRED
AWAIT_INSPECTION withdraw RETURN_UNREPAIRED
REWORK withdraw RETURN_UNREPAIRED
PASSED withdraw RETURN_UNREPAIRED
"""

CUSTODY_WAYS = """
RECEIVED store IN_STORE
RECEIVED take_to_bench AT_BENCH
RECEIVED make_ready READY
RECEIVED send_over IN_TRANSIT
RECEIVED undo_check_in HANDED_BACK
IN_STORE store IN_STORE
IN_STORE take_to_bench AT_BENCH
IN_STORE send_out SENT_OUT
IN_STORE send_over IN_TRANSIT
IN_STORE make_ready READY
IN_STORE undo_check_in HANDED_BACK
AT_BENCH store IN_STORE
AT_BENCH make_ready READY
AT_BENCH send_over IN_TRANSIT
IN_TRANSIT send_over IN_TRANSIT
IN_TRANSIT arrive IN_STORE
IN_TRANSIT arrive_ready READY
IN_TRANSIT lose_or_damage LOST_OR_DAMAGED
READY send_over IN_TRANSIT
NOTIFIED send_over IN_TRANSIT
SENT_OUT store IN_STORE
READY store READY
READY notify NOTIFIED
READY hand_back HANDED_BACK
NOTIFIED store NOTIFIED
NOTIFIED notify NOTIFIED
NOTIFIED hand_back HANDED_BACK
NOTIFIED pickup_overdue UNCLAIMED
UNCLAIMED store UNCLAIMED
UNCLAIMED notify UNCLAIMED
UNCLAIMED hand_back HANDED_BACK
UNCLAIMED serve_notice LIEN_NOTICE
UNCLAIMED deposit DEPOSITED
LIEN_NOTICE store LIEN_NOTICE
LIEN_NOTICE hand_back HANDED_BACK
LIEN_NOTICE lien_term_over LIEN_ENFORCEABLE
LIEN_ENFORCEABLE store LIEN_ENFORCEABLE
LIEN_ENFORCEABLE hand_back HANDED_BACK
LIEN_ENFORCEABLE dispose DISPOSED
LOST_OR_DAMAGED arrive IN_STORE
LOST_OR_DAMAGED arrive_ready READY
LOST_OR_DAMAGED compensate COMPENSATED
RECEIVED lose_or_damage LOST_OR_DAMAGED
IN_STORE lose_or_damage LOST_OR_DAMAGED
AT_BENCH lose_or_damage LOST_OR_DAMAGED
SENT_OUT lose_or_damage LOST_OR_DAMAGED
READY lose_or_damage LOST_OR_DAMAGED
NOTIFIED lose_or_damage LOST_OR_DAMAGED
UNCLAIMED lose_or_damage LOST_OR_DAMAGED
LIEN_NOTICE lose_or_damage LOST_OR_DAMAGED
LIEN_ENFORCEABLE lose_or_damage LOST_OR_DAMAGED
"""


def crossed(
    text: str,
    states: type[StrEnum],
    events: type[StrEnum],
    after: Callable[..., StrEnum],
) -> list[object]:
    """One case for every state and event; what is not listed must be refused."""
    listed = {(a, e): b for a, e, b in (line.split() for line in text.split("\n") if line)}
    assert {a for a, _ in listed} | set(listed.values()) <= set(states)
    return [
        pytest.param(after, state, event, listed.get((state, event)), id=f"{state}-{event}")
        for state in states
        for event in events
    ]


@pytest.mark.parametrize(
    ("after", "state", "event", "expected"),
    [
        *crossed(RECEIPT_WAYS, ReceiptStatus, ReceiptEvent, receipts.after),
        *crossed(CARD_WAYS, CardStatus, CardEvent, cards.after),
        *crossed(CUSTODY_WAYS, CustodyState, CustodyStep, custody.after),
    ],
)
def test_a_way_is_taken_only_where_there_is_one(
    after: Callable[..., StrEnum], state: StrEnum, event: StrEnum, expected: str | None
):
    if expected:
        assert after(state, event, NUMBER) == expected
        return
    with pytest.raises(RuleBroken) as refused:
        after(state, event, NUMBER)
    assert refused.value.rule in (
        "receipt.not_now",
        "card.not_now",
        "custody.not_now",
        "case.handed_back",
    )
    assert refused.value.facts["number"] == NUMBER


@pytest.mark.parametrize("status", ReceiptStatus)
def test_only_an_issued_receipt_is_good_when_shown(status: ReceiptStatus):
    if status is ReceiptStatus.ISSUED:
        receipts.check_presented(status, NUMBER)
        return
    with pytest.raises(RuleBroken) as refused:
        receipts.check_presented(status, NUMBER)
    assert refused.value.rule == receipts.ALARMS[status]


@pytest.mark.parametrize("status", ReceiptStatus)
def test_a_receipt_is_recovered_or_declared_lost_before_it_is_voided(status: ReceiptStatus):
    if status in (ReceiptStatus.ISSUED, ReceiptStatus.LOST_DECLARED):
        assert receipts.recovered_and_voided(status, NUMBER) is ReceiptStatus.VOIDED
        return
    with pytest.raises(RuleBroken):
        receipts.recovered_and_voided(status, NUMBER)


@pytest.mark.parametrize("status", CardStatus)
def test_where_work_may_start(status: CardStatus):
    starts = {
        CardStatus.HUNG: CardStatus.DIAGNOSING,
        CardStatus.DIAGNOSING: CardStatus.DIAGNOSING,
        CardStatus.APPROVED: CardStatus.REPAIRING,
        CardStatus.AWAIT_PARTS: CardStatus.REPAIRING,
        CardStatus.REPAIRING: CardStatus.REPAIRING,
        CardStatus.REWORK: CardStatus.REPAIRING,
    }
    if status in starts:
        assert cards.started(status, NUMBER) is starts[status]
        return
    with pytest.raises(RuleBroken) as refused:
        cards.started(status, NUMBER)
    expected = "card.not_hung" if status is CardStatus.OPENED else "card.not_now"
    assert refused.value.rule == expected


def test_from_every_state_before_closing_there_is_a_way_to_hand_back():
    way_out = {CardStatus.CLOSED}
    for _ in CardStatus:
        way_out |= {s for s, ways in cards.WAYS.items() if way_out & set(ways.values())}
    assert way_out == set(CardStatus)


def test_every_way_is_told_by_some_event():
    for ways, events in (
        (cards.WAYS, CardEvent),
        (receipts.WAYS, ReceiptEvent),
        (custody.WAYS, CustodyStep),
    ):
        assert {event for taken in ways.values() for event in taken} == set(events)
