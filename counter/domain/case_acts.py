"""What can be done to a case as it stands, the likeliest first; the acts themselves check again."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from counter.domain import cards, custody, receipts
from counter.domain.cards import CardEvent
from counter.domain.custody import GONE, CustodyStep
from counter.domain.receipts import ReceiptEvent
from counter.domain.states import CardStatus, CustodyState, ReceiptStatus, SettlementStatus

WAITS_TO_BE_FETCHED = frozenset(
    {CustodyState.READY, CustodyState.NOTIFIED, CustodyState.UNCLAIMED, CustodyState.LIEN_NOTICE}
)
NOT_STARTED = frozenset({CardStatus.OPENED, CardStatus.HUNG})
MOVES = frozenset({CustodyStep.STORE, CustodyStep.TAKE_TO_BENCH, CustodyStep.SEND_OUT})


class CaseAct(StrEnum):
    """Something that can be done to a case; the value is the name of the act."""

    RECORD_CONSENT = "record_consent"
    SETTLE = "settle"
    NOTIFY = "notify_customer"
    HAND_BACK = "hand_back"
    TAKE_PAYMENT = "take_payment"
    TAKE_DEPOSIT = "take_deposit"
    REFUND = "refund_payment"
    MOVE = "move_item"
    CONFIRM_SIGNATURE = "confirm_signature"
    CORRECT_ITEM = "correct_item"
    CORRECT_UNIT = "correct_unit"
    CORRECT_CUSTOMER = "correct_customer"
    REVERSE_PAYMENT = "reverse_payment"
    REPORT_LOST = "report_receipt_lost"
    FOUND = "receipt_found"
    REVEAL_PASSCODE = "reveal_passcode"
    WITHDRAW = "withdraw_item"
    VOID_RECEIPT = "void_receipt"
    PACK = "pack_transfer"


#: the right each needs, where it is not called as the act is
RIGHTS: dict[CaseAct, str] = {
    CaseAct.TAKE_DEPOSIT: "take_payment",
    CaseAct.CONFIRM_SIGNATURE: "check_in",
    CaseAct.CORRECT_ITEM: "correct_customer",
    CaseAct.CORRECT_UNIT: "correct_customer",
    CaseAct.FOUND: "report_receipt_lost",
    CaseAct.PACK: "transfer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a case stands.

    `receipt` is the paper the item is still out on, None once it came back; `settlement` the one
    that counts; `due_fen` negative where money goes back. `is_held` is False while another outlet
    or nobody has the item: nothing can be done to the case here.
    """

    custody: CustodyState
    card: CardStatus | None = None
    receipt: ReceiptStatus | None = None
    is_signed: bool = True
    estimate_waits: bool = False
    settlement: SettlementStatus | None = None
    due_fen: int = 0
    has_reversible_payment: bool = False
    has_passcode: bool = False
    is_erased: bool = False
    is_held: bool = True


def right_of(act: CaseAct) -> str:
    """The right somebody needs for it."""
    return RIGHTS.get(act, act.value)


def possible(case: Standing) -> list[CaseAct]:
    """What can be done now, the likeliest first."""
    if not case.is_held:
        return []
    return [act for act in CaseAct if _CHECKS[act](case)]


def next_act(case: Standing, allowed: list[CaseAct]) -> CaseAct | None:
    """The one step that leads on, of those that are `allowed`."""
    can = possible(case)
    order = (
        CaseAct.FOUND,
        CaseAct.RECORD_CONSENT,
        CaseAct.REFUND,
        *((CaseAct.SETTLE,) if case.settlement is None else ()),
        *((CaseAct.NOTIFY,) if case.custody is CustodyState.READY else ()),
        CaseAct.HAND_BACK,
        CaseAct.TAKE_PAYMENT,
    )
    return next((act for act in order if act in can and act in allowed), None)


def _is_here(case: Standing) -> bool:
    return case.custody not in GONE


def _may_settle(case: Standing) -> bool:
    is_over = case.card in cards.WORK_OVER
    return _is_here(case) and is_over and case.settlement is not SettlementStatus.PAID


def _may_hand_back(case: Standing) -> bool:
    waits = case.custody in WAITS_TO_BE_FETCHED
    return waits and case.receipt in (ReceiptStatus.ISSUED, ReceiptStatus.LOST_DECLARED)


def _may_withdraw(case: Standing) -> bool:
    if case.card is None or case.custody is CustodyState.SENT_OUT or not _is_here(case):
        return False
    not_paid = case.settlement is not SettlementStatus.PAID
    return not_paid and CardEvent.WITHDRAW in cards.WAYS[case.card]


def _may_void(case: Standing) -> bool:
    return _receipt_may(case, ReceiptEvent.VOID_ERROR) and case.card in NOT_STARTED


def _receipt_may(case: Standing, event: ReceiptEvent) -> bool:
    return case.receipt is not None and event in receipts.WAYS[case.receipt]


def _may_move(case: Standing) -> bool:
    return any(step in custody.WAYS[case.custody] for step in MOVES)


def _may_pack(case: Standing) -> bool:
    return CustodyStep.SEND_OVER in custody.WAYS[case.custody]


def _may_report(case: Standing) -> bool:
    return _receipt_may(case, ReceiptEvent.REPORT_LOST)


def _may_find(case: Standing) -> bool:
    return _receipt_may(case, ReceiptEvent.FOUND)


def _may_sign(case: Standing) -> bool:
    return case.receipt is ReceiptStatus.ISSUED and not case.is_signed


def _may_pay(case: Standing) -> bool:
    return case.settlement is not None and case.due_fen > 0


def _may_deposit(case: Standing) -> bool:
    return _is_here(case) and case.settlement is None


def _may_refund(case: Standing) -> bool:
    return case.settlement is not None and case.due_fen < 0


def _consent(case: Standing) -> bool:
    return case.estimate_waits


def _reversible(case: Standing) -> bool:
    return case.has_reversible_payment


def _passcode(case: Standing) -> bool:
    return case.has_passcode


def _known(case: Standing) -> bool:
    return not case.is_erased


def _always(_case: Standing) -> bool:
    return True


_CHECKS: dict[CaseAct, Callable[[Standing], bool]] = {
    CaseAct.RECORD_CONSENT: _consent,
    CaseAct.SETTLE: _may_settle,
    CaseAct.NOTIFY: _is_here,
    CaseAct.HAND_BACK: _may_hand_back,
    CaseAct.TAKE_PAYMENT: _may_pay,
    CaseAct.TAKE_DEPOSIT: _may_deposit,
    CaseAct.REFUND: _may_refund,
    CaseAct.MOVE: _may_move,
    CaseAct.CONFIRM_SIGNATURE: _may_sign,
    CaseAct.CORRECT_ITEM: _is_here,
    CaseAct.CORRECT_UNIT: _always,
    CaseAct.CORRECT_CUSTOMER: _known,
    CaseAct.REVERSE_PAYMENT: _reversible,
    CaseAct.REPORT_LOST: _may_report,
    CaseAct.FOUND: _may_find,
    CaseAct.REVEAL_PASSCODE: _passcode,
    CaseAct.WITHDRAW: _may_withdraw,
    CaseAct.VOID_RECEIPT: _may_void,
    CaseAct.PACK: _may_pack,
}
