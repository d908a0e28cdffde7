"""The arithmetic of a settlement: lines with tax, deposits, what is still due (domain.md §9.3)."""

from collections.abc import Iterable
from dataclasses import dataclass

from counter.domain.choices import LineKind
from counter.domain.money import split_tax
from counter.domain.records import Payment
from counter.domain.refusals import RuleBroken
from counter.domain.states import Category, Coverage, PaymentKind, SettlementStatus

#: the category a line of this coverage belongs to (domain.md §2.2, §2.4)
CATEGORY_OF: dict[Coverage, Category] = {
    Coverage.CUSTOMER: Category.PAID,
    Coverage.CONTRACT: Category.CONTRACT,
    Coverage.WARRANTY_MANUFACTURER: Category.FREE,
    Coverage.GOODWILL: Category.FREE,
    Coverage.OUTLET_REWORK: Category.FREE,
}
#: the "worst" line names the job: A above B above C (domain.md §7.1)
_WORST_FIRST = (Category.PAID, Category.CONTRACT, Category.FREE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """One line to settle: the listed price with tax and what the customer pays of it."""

    line: LineKind
    name: str
    qty: int
    list_fen: int
    customer_fen: int
    coverage: Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums of the lines; never computed any other way (domain.md §5.9)."""

    gross_fen: int
    net_fen: int
    tax_fen: int


def customer_part(coverage: Coverage, list_fen: int, agreed_fen: int | None, name: str) -> int:
    """What the customer pays of a line: all, nothing, or what a contract or goodwill leaves.

    `agreed_fen` None takes the rule of the coverage. Raises RuleBroken "settlement.part_paid" when
    a line somebody else pays is charged, "settlement.above_list" above the listed price.
    """
    if coverage is Coverage.CUSTOMER:
        return list_fen if agreed_fen is None else _at_most(agreed_fen, list_fen, name)
    if not agreed_fen:
        return 0
    if coverage in (Coverage.CONTRACT, Coverage.GOODWILL):
        return _at_most(agreed_fen, list_fen, name)
    raise RuleBroken("settlement.part_paid", line=name, coverage=coverage)


def rounding_charge(rounding_off_fen: int, total_fen: int, most_fen: int) -> Charge:
    """抹零 as a line of its own, never a silent change (domain.md §9.3).

    Raises RuleBroken "settlement.rounding_too_large" above the outlet's limit or the total.
    """
    if rounding_off_fen > min(total_fen, most_fen):
        raise RuleBroken(
            "settlement.rounding_too_large",
            rounding_fen=rounding_off_fen,
            most_fen=min(total_fen, most_fen),
        )
    return Charge(
        line=LineKind.ROUNDING,
        name="",
        qty=1,
        list_fen=-rounding_off_fen,
        customer_fen=-rounding_off_fen,
        coverage=Coverage.CUSTOMER,
    )


def totals(charges: Iterable[Charge], tax_permille: int) -> Totals:
    """Sums over the lines, tax taken out line by line."""
    taxed = [split_tax(charge.customer_fen, tax_permille) for charge in charges]
    return Totals(
        gross_fen=sum(line.gross_fen for line in taxed),
        net_fen=sum(line.net_fen for line in taxed),
        tax_fen=sum(line.tax_fen for line in taxed),
    )


def needs_consent_fen(charges: Iterable[Charge]) -> int:
    """What of the total the customer must have agreed to: every fen he is to pay, a contract's
    price too as long as no contract is on file to show it (domain.md §5.10).
    """
    return sum(charge.customer_fen for charge in charges)


def worst_category(coverages: Iterable[Coverage], without_lines: Category) -> Category:
    """The category of the whole job (domain.md §7.1)."""
    found = {CATEGORY_OF[coverage] for coverage in coverages}
    return next((category for category in _WORST_FIRST if category in found), without_lines)


def paid_fen(payments: Iterable[Payment]) -> int:
    """Everything that came in less everything that went out, deposits and reversals included."""
    return sum(payment.amount_fen for payment in payments)


def deposit_fen(payments: Iterable[Payment]) -> int:
    """Deposits that still stand: a reversed one has counted itself out."""
    lines = list(payments)
    deposits = {line.id for line in lines if line.kind is PaymentKind.DEPOSIT}
    return sum(p.amount_fen for p in lines if p.id in deposits or p.reverses in deposits)


def due_fen(gross_fen: int, payments: Iterable[Payment]) -> int:
    """What the customer still owes; negative where money goes back to him."""
    return gross_fen - paid_fen(payments)


def status_for(status: SettlementStatus, gross_fen: int, due: int) -> SettlementStatus:
    """The state a settlement has with this much due; a granted credit stays until it is paid."""
    if due == 0:
        return SettlementStatus.PAID if gross_fen else SettlementStatus.ZERO_DUE
    if status is SettlementStatus.CREDIT and due > 0:
        return SettlementStatus.CREDIT
    return SettlementStatus.OPEN


def booked_fen(handed_over_fen: int, due: int, *, is_cash: bool, case_number: str) -> int:
    """What to book of money handed over: cash gives change, nothing else may exceed what is due.

    Raises RuleBroken "payment.zero", "payment.nothing_due" or "payment.more_than_due".
    """
    if handed_over_fen == 0:
        raise RuleBroken("payment.zero")
    if due <= 0:
        raise RuleBroken("payment.nothing_due", number=case_number)
    if handed_over_fen > due and not is_cash:
        raise RuleBroken(
            "payment.more_than_due",
            number=case_number,
            amount_fen=handed_over_fen,
            due_fen=due,
        )
    return min(handed_over_fen, due)


def check_reversible(payment: Payment, payments: Iterable[Payment], n: int) -> None:
    """A line is reversed once, and a reversal never; raises RuleBroken "payment.…"."""
    if payment.kind is PaymentKind.REVERSAL:
        raise RuleBroken("payment.is_reversal", n=n)
    if any(other.reverses == payment.id for other in payments):
        raise RuleBroken("payment.already_reversed", n=n)


def _at_most(agreed_fen: int, list_fen: int, name: str) -> int:
    if agreed_fen > list_fen:
        raise RuleBroken(
            "settlement.above_list", line=name, charged_fen=agreed_fen, list_fen=list_fen
        )
    return agreed_fen
