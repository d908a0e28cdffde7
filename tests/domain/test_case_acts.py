"""What can be done to a case follows from how it stands; the next step is one of it."""

from itertools import product

import pytest

from counter.domain.case_acts import CaseAct, Standing, next_act, possible, right_of
from counter.domain.rights import MANAGER
from counter.domain.states import CardStatus, CustodyState, ReceiptStatus, SettlementStatus

EVERYTHING = list(CaseAct)
NEW = Standing(custody=CustodyState.RECEIVED, card=CardStatus.OPENED, receipt=ReceiptStatus.ISSUED)


def ready(**more: object) -> Standing:
    facts: dict[str, object] = {
        "custody": CustodyState.READY,
        "card": CardStatus.PASSED,
        "receipt": ReceiptStatus.ISSUED,
    }
    return Standing(**(facts | more))  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (NEW, None),
        (Standing(custody=CustodyState.AT_BENCH, estimate_waits=True), CaseAct.RECORD_CONSENT),
        (ready(), CaseAct.SETTLE),
        (ready(settlement=SettlementStatus.OPEN, due_fen=100), CaseAct.NOTIFY),
        (ready(custody=CustodyState.NOTIFIED, settlement=SettlementStatus.OPEN, due_fen=100),
         CaseAct.HAND_BACK),
        (ready(settlement=SettlementStatus.OPEN, due_fen=-100), CaseAct.REFUND),
        (ready(receipt=ReceiptStatus.LOST_REPORTED), CaseAct.FOUND),
        (Standing(custody=CustodyState.HANDED_BACK, card=CardStatus.CLOSED,
                  settlement=SettlementStatus.OPEN, due_fen=100), CaseAct.TAKE_PAYMENT),
    ],
)  # fmt: skip
def test_the_next_step(case: Standing, expected: CaseAct | None):
    assert next_act(case, EVERYTHING) is expected
    assert next_act(case, []) is None


def test_what_is_written_in_error_is_voided_before_any_work_only():
    assert CaseAct.VOID_RECEIPT in possible(NEW)
    assert CaseAct.VOID_RECEIPT not in possible(ready())


def test_an_item_that_is_gone_is_only_looked_at():
    gone = Standing(custody=CustodyState.HANDED_BACK, card=CardStatus.CLOSED)
    assert possible(gone) == [CaseAct.CORRECT_UNIT, CaseAct.CORRECT_CUSTOMER]


def test_nothing_paid_is_settled_again_or_withdrawn():
    paid = ready(settlement=SettlementStatus.PAID)
    assert not {CaseAct.SETTLE, CaseAct.WITHDRAW} & set(possible(paid))


def test_every_state_has_an_answer():
    for custody, card in product(CustodyState, CardStatus):
        case = Standing(custody=custody, card=card)
        can = possible(case)
        assert next_act(case, EVERYTHING) in (None, *can)


def test_every_act_has_a_right_that_somebody_has():
    assert {right_of(act) for act in CaseAct} <= MANAGER
