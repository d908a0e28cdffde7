"""The settlement of a case: what was done, what it costs, who pays (domain.md §9.3, §11.7)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain import settling as rules
from counter.domain.cards import WORK_OVER
from counter.domain.choices import LineKind
from counter.domain.consenting import check_charge, most_chargeable_fen
from counter.domain.covers import checked_guarantee_days
from counter.domain.money import checked, split_tax
from counter.domain.numbers import NumberKind
from counter.domain.personal import required
from counter.domain.records import CustomerItem, RepairCard, Settlement, SettlementLine
from counter.domain.refusals import RuleBroken
from counter.domain.settling import Charge
from counter.domain.states import (
    CardStatus,
    Category,
    Coverage,
    CustodyState,
    SettlementStatus,
)
from counter.services.estimates import MOST_LINES, MOST_PIECES, agreed_fen
from counter.services.lookups import card_of_item, case_of
from counter.services.paper_settings import queue
from counter.services.payments import payments_of, set_status, standing_settlement
from counter.services.settings import number_set

if TYPE_CHECKING:
    from counter.storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeFacts:
    """One line to settle; `price_fen` is the listed price of one piece with tax.

    `customer_fen` is what the customer pays of the whole line where that does not follow from the
    coverage: a contract's price, what goodwill leaves.
    """

    line: LineKind = LineKind.LABOUR
    name: str
    qty: int = 1
    price_fen: int
    coverage: Coverage = Coverage.CUSTOMER
    customer_fen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A settlement; `due_fen` is negative where money goes back to the customer."""

    settlement_number: str
    case_number: str
    category: Category
    gross_fen: int
    net_fen: int
    tax_fen: int
    deposit_fen: int
    due_fen: int
    status: SettlementStatus


def settle(
    work: "Work",
    *,
    case_number: str,
    lines: tuple[ChargeFacts, ...] = (),
    rounding_off_fen: int = 0,
    guarantee_days: int | None = None,
    print_now: bool = False,
) -> Settled:
    """Make the statement of a case whose work is over; a newer one replaces an unpaid older one.

    Tax is taken out line by line; the total never exceeds the customer's consent, 抹零 is a line of
    its own (domain.md §5.9-§5.10). Raises RuleBroken "settlement.…", "money.…", "line.qty".
    """
    item = case_of(work, case_number)
    card = card_of_item(work, item)
    _check_may_settle(item, card, lines)
    _replace_older(work, item)
    charges = _charges(work, lines, rounding_off_fen)
    most = most_chargeable_fen(agreed_fen(work, item), item.diagnosis_fee_fen)
    check_charge(rules.needs_consent_fen(charges), most, item.number)
    category = rules.worst_category((c.coverage for c in charges), card.category)
    settlement = _book(work, item, charges, category, _guarantee_days(work, guarantee_days))
    if print_now:
        queue(work, "settlement_statement", settlement.number)
    return Settled(
        settlement_number=settlement.number,
        case_number=item.number,
        category=settlement.category,
        gross_fen=settlement.gross_fen,
        net_fen=settlement.net_fen,
        tax_fen=settlement.tax_fen,
        deposit_fen=settlement.deposit_fen,
        due_fen=rules.due_fen(settlement.gross_fen, payments_of(work, item)),
        status=settlement.status,
    )


def _check_may_settle(item: CustomerItem, card: RepairCard, lines: tuple[ChargeFacts, ...]) -> None:
    if item.custody_state is CustodyState.HANDED_BACK:
        raise RuleBroken("case.handed_back", number=item.number)
    if card.status not in WORK_OVER:
        raise RuleBroken("settlement.work_not_over", number=item.number, status=card.status)
    if card.status is CardStatus.PASSED and not lines:
        raise RuleBroken("settlement.no_lines", number=item.number)
    if len(lines) > MOST_LINES:
        raise RuleBroken("estimate.too_many_lines", lines=len(lines), most=MOST_LINES)


def _replace_older(work: "Work", item: CustomerItem) -> None:
    older = standing_settlement(work, item)
    if older is None:
        return
    if older.status is SettlementStatus.PAID:
        raise RuleBroken("settlement.already_paid", number=item.number)
    set_status(work, older, SettlementStatus.REPLACED)


def _charges(work: "Work", lines: tuple[ChargeFacts, ...], rounding_off_fen: int) -> list[Charge]:
    charges = [_charge(facts) for facts in lines]
    if checked(rounding_off_fen, "rounding_off_fen"):
        total = sum(charge.customer_fen for charge in charges)
        most = number_set(work, "rounding_limit_fen")
        charges.append(rules.rounding_charge(rounding_off_fen, total, most))
    return charges


def _charge(facts: ChargeFacts) -> Charge:
    name = required(facts.name, "line_name")
    if facts.line is LineKind.ROUNDING:
        raise RuleBroken("settlement.rounding_is_a_fact", line=name)
    if not 1 <= facts.qty <= MOST_PIECES:
        raise RuleBroken("line.qty", line=name, qty=facts.qty, most=MOST_PIECES)
    listed = checked(facts.qty * checked(facts.price_fen, "price_fen"), "price_fen")
    agreed = facts.customer_fen
    if agreed is not None:
        checked(agreed, "customer_fen")
    return Charge(
        line=facts.line,
        name=name,
        qty=facts.qty,
        list_fen=listed,
        customer_fen=rules.customer_part(facts.coverage, listed, agreed, name),
        coverage=facts.coverage,
    )


def _guarantee_days(work: "Work", asked: int | None) -> int:
    days = number_set(work, "guarantee_days") if asked is None else asked
    return checked_guarantee_days(days, number_set(work, "guarantee_days_least"))


def _book(
    work: "Work", item: CustomerItem, charges: list[Charge], category: Category, days: int
) -> Settlement:
    permille = number_set(work, "tax_permille")
    totals = rules.totals(charges, permille)
    checked(totals.gross_fen, "total_fen")
    payments = payments_of(work, item)
    due = rules.due_fen(totals.gross_fen, payments)
    settlement = work.add(
        Settlement(
            id=work.new_id(),
            number=work.next_number(NumberKind.SETTLEMENT),
            item_id=item.id,
            category=category,
            gross_fen=totals.gross_fen,
            net_fen=totals.net_fen,
            tax_fen=totals.tax_fen,
            tax_permille=permille,
            deposit_fen=rules.paid_fen(payments),
            currency=item.currency,
            guarantee_days=days,
            made_at=work.at,
            made_by=work.person.id,
            status=rules.status_for(SettlementStatus.OPEN, totals.gross_fen, due),
            status_at=work.at,
            status_by=work.person.id,
        )
    )
    for n, charge in enumerate(charges, start=1):
        _add_line(work, settlement, n, charge)
    return settlement


def _add_line(work: "Work", settlement: Settlement, n: int, charge: Charge) -> None:
    taxed = split_tax(charge.customer_fen, settlement.tax_permille)
    work.add(
        SettlementLine(
            id=work.new_id(),
            settlement_id=settlement.id,
            n=n,
            line=charge.line.value,
            name=charge.name,
            qty=charge.qty,
            list_fen=charge.list_fen,
            gross_fen=taxed.gross_fen,
            net_fen=taxed.net_fen,
            tax_fen=taxed.tax_fen,
            coverage=charge.coverage,
        )
    )
