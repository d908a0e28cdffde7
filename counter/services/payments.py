"""Money in and out of a case: deposits, payments, refunds, reversals; a ledger only added to."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain import settling as rules
from counter.domain.choices import PaymentMethod
from counter.domain.money import checked
from counter.domain.personal import cleaned, required
from counter.domain.records import CustomerItem, Payment, Settlement
from counter.domain.refusals import RuleBroken
from counter.domain.states import PaymentKind, SettlementStatus
from counter.services.lookups import case_of

if TYPE_CHECKING:
    from counter.storage.work import Work

MOST_AT_ONCE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFacts:
    """Money handed over one way; for cash the change is worked out."""

    method: PaymentMethod
    amount_fen: int
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidNow:
    """The money of a case after an act; `n` is the place of the last line in the case's list.

    `due_fen` None = not settled yet.
    """

    case_number: str
    n: int
    paid_fen: int
    deposit_fen: int
    due_fen: int | None
    change_fen: int
    settlement_status: SettlementStatus | None


def take_payment(
    work: "Work", *, case_number: str, payments: tuple[PaymentFacts, ...], deposit: bool = False
) -> PaidNow:
    """Take money, several ways at once if need be.

    Before the settlement only a `deposit` can be taken. Nothing above what is due but cash, which
    gives change. Raises RuleBroken "payment.…", "settlement.none", "money.…".
    """
    item = case_of(work, case_number)
    if not 1 <= len(payments) <= MOST_AT_ONCE:
        raise RuleBroken("payment.how_many", payments=len(payments), most=MOST_AT_ONCE)
    settlement = standing_settlement(work, item)
    if deposit:
        if settlement is not None or item.out_at is not None:
            raise RuleBroken("payment.deposit_too_late", number=item.number)
        for facts in payments:
            take_deposit(work, item, facts)
        return paid_now(work, item)
    if settlement is None:
        raise RuleBroken("settlement.none", number=item.number)
    change = sum(_take(work, item, settlement, facts) for facts in payments)
    _update_status(work, item, settlement)
    return paid_now(work, item, change_fen=change)


def refund_payment(
    work: "Work",
    *,
    case_number: str,
    method: PaymentMethod,
    amount_fen: int | None = None,
    reason: str,
) -> PaidNow:
    """Pay back what the customer has paid above the settlement, whole unless an amount is named.

    Raises RuleBroken "refund.nothing", "refund.too_much", "settlement.none".
    """
    item = case_of(work, case_number)
    settlement = standing_settlement(work, item)
    if settlement is None:
        raise RuleBroken("settlement.none", number=item.number)
    surplus = -rules.due_fen(settlement.gross_fen, payments_of(work, item))
    if surplus <= 0:
        raise RuleBroken("refund.nothing", number=item.number)
    amount = surplus if amount_fen is None else checked(amount_fen, "amount_fen")
    if not 0 < amount <= surplus:
        raise RuleBroken(
            "refund.too_much", number=item.number, amount_fen=amount, surplus_fen=surplus
        )
    facts = PaymentFacts(method=method, amount_fen=-amount)
    _book(work, item, facts, PaymentKind.REFUND, settlement, reason=required(reason, "reason"))
    _update_status(work, item, settlement)
    return paid_now(work, item)


def reverse_payment(work: "Work", *, case_number: str, n: int, reason: str) -> PaidNow:
    """Take back line `n` of a case's payments by a line of the opposite amount.

    Also after hand-back, when money was booked the wrong way: the settlement is then open again
    until it is paid. Raises RuleBroken "payment.unknown", "payment.already_reversed",
    "payment.is_reversal".
    """
    item = case_of(work, case_number)
    lines = payments_of(work, item)
    if not 1 <= n <= len(lines):
        raise RuleBroken("payment.unknown", number=item.number, n=n, payments=len(lines))
    wrong = lines[n - 1]
    rules.check_reversible(wrong, lines, n)
    work.add(
        Payment(
            id=work.new_id(),
            item_id=item.id,
            settlement_id=wrong.settlement_id,
            kind=PaymentKind.REVERSAL,
            method=wrong.method,
            amount_fen=-wrong.amount_fen,
            currency=wrong.currency,
            reference=wrong.reference,
            at=work.at,
            by=work.person.id,
            reverses=wrong.id,
            reason=required(reason, "reason"),
        )
    )
    settlement = standing_settlement(work, item)
    if settlement is not None:
        _update_status(work, item, settlement)
    return paid_now(work, item)


def take_deposit(work: "Work", item: CustomerItem, facts: PaymentFacts) -> Payment:
    """Book money taken before the settlement; raises "payment.zero", "money.…"."""
    if checked(facts.amount_fen, "amount_fen") == 0:
        raise RuleBroken("payment.zero")
    return _book(work, item, facts, PaymentKind.DEPOSIT, None)


def standing_settlement(work: "Work", item: CustomerItem) -> Settlement | None:
    """The settlement that counts: the newest that was not replaced."""
    made = work.all(Settlement, item_id=item.id)
    return next((s for s in reversed(made) if s.status is not SettlementStatus.REPLACED), None)


def payments_of(work: "Work", item: CustomerItem) -> list[Payment]:
    """Every line of money of a case, in order."""
    return work.all(Payment, item_id=item.id)


def set_status(
    work: "Work", settlement: Settlement, status: SettlementStatus, *, reason: str = ""
) -> Settlement:
    """Give a settlement its new state."""
    return work.change(
        settlement,
        status=status,
        status_at=work.at,
        status_by=work.person.id,
        status_reason=reason,
    )


def paid_now(work: "Work", item: CustomerItem, *, change_fen: int = 0) -> PaidNow:
    """The money of a case as it stands."""
    lines = payments_of(work, item)
    settlement = standing_settlement(work, item)
    return PaidNow(
        case_number=item.number,
        n=len(lines),
        paid_fen=rules.paid_fen(lines),
        deposit_fen=rules.deposit_fen(lines),
        due_fen=rules.due_fen(settlement.gross_fen, lines) if settlement else None,
        change_fen=change_fen,
        settlement_status=settlement.status if settlement else None,
    )


def _take(work: "Work", item: CustomerItem, settlement: Settlement, facts: PaymentFacts) -> int:
    """Book one payment against the settlement and give the change."""
    handed_over = checked(facts.amount_fen, "amount_fen")
    is_cash = facts.method is PaymentMethod.CASH
    due = rules.due_fen(settlement.gross_fen, payments_of(work, item))
    amount = rules.booked_fen(handed_over, due, is_cash=is_cash, case_number=item.number)
    booked = PaymentFacts(method=facts.method, amount_fen=amount, reference=facts.reference)
    _book(
        work,
        item,
        booked,
        PaymentKind.PAYMENT,
        settlement,
        tendered_fen=handed_over if is_cash else None,
    )
    return handed_over - amount


def _book(
    work: "Work",
    item: CustomerItem,
    facts: PaymentFacts,
    kind: PaymentKind,
    settlement: Settlement | None,
    *,
    tendered_fen: int | None = None,
    reason: str = "",
) -> Payment:
    return work.add(
        Payment(
            id=work.new_id(),
            item_id=item.id,
            settlement_id=settlement.id if settlement else None,
            kind=kind,
            method=facts.method.value,
            amount_fen=facts.amount_fen,
            tendered_fen=tendered_fen,
            currency=item.currency,
            reference=cleaned(facts.reference, "reference"),
            at=work.at,
            by=work.person.id,
            reason=reason,
        )
    )


def _update_status(work: "Work", item: CustomerItem, settlement: Settlement) -> Settlement:
    due = rules.due_fen(settlement.gross_fen, payments_of(work, item))
    status = rules.status_for(settlement.status, settlement.gross_fen, due)
    if status is settlement.status:
        return settlement
    return set_status(work, settlement, status)
