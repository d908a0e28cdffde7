"""Consent, settlement and cover: nobody pays above his word (domain.md §7, §14 M3)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain import consenting, covers, settling
from counter.domain.choices import ConsentHow, LineKind
from counter.domain.covers import Cover
from counter.domain.records import Consent, Estimate, Id, Payment
from counter.domain.refusals import RuleBroken
from counter.domain.settling import Charge
from counter.domain.states import (
    Category,
    Coverage,
    EstimateStatus,
    PaymentKind,
    SettlementStatus,
)

CASE = "1000171260012342"


def an_id(n: int) -> Id:
    return Id(n.to_bytes(16, "big"))


def rule_of(function: object, *args: object, **facts: object) -> str:
    with pytest.raises(RuleBroken) as broken:
        function(*args, **facts)  # type: ignore[operator]
    return broken.value.rule


def estimate(n: int, status: EstimateStatus, *, extra: bool = False) -> Estimate:
    return Estimate(id=an_id(n), number=CASE, status=status, extra=int(extra))


def consent(n: int, amount_fen: int) -> Consent:
    return Consent(id=an_id(100 + n), estimate_id=an_id(n), amount_fen=amount_fen)


def payment(n: int, fen: int, kind: PaymentKind, reverses: int | None = None) -> Payment:
    return Payment(
        id=an_id(n),
        amount_fen=fen,
        kind=kind,
        reverses=an_id(reverses) if reverses else None,
    )


def charge(fen: int, coverage: Coverage = Coverage.CUSTOMER, list_fen: int = 0) -> Charge:
    return Charge(
        line=LineKind.LABOUR,
        name="work",
        qty=1,
        list_fen=list_fen or fen,
        customer_fen=fen,
        coverage=coverage,
    )


def test_m3_charged_above_the_estimate_only_with_consent():
    agreed = [estimate(1, EstimateStatus.CONSENTED)]
    consents = [consent(1, 30000)]
    most = consenting.most_chargeable_fen(consenting.consented_fen(agreed, consents), 0)
    assert most == 30000
    consenting.check_charge(30000, most, CASE)
    assert rule_of(consenting.check_charge, 31800, most, CASE) == "settlement.above_consent"

    agreed.append(estimate(2, EstimateStatus.CONSENTED, extra=True))
    consents.append(consent(2, 1800))
    most = consenting.most_chargeable_fen(consenting.consented_fen(agreed, consents), 0)
    consenting.check_charge(31800, most, CASE)
    assert rule_of(consenting.check_charge, 31801, most, CASE) == "settlement.above_consent"


def test_only_standing_estimates_count():
    estimates = [
        estimate(1, EstimateStatus.REPLACED),
        estimate(2, EstimateStatus.CONSENTED),
        estimate(3, EstimateStatus.DECLINED),
        estimate(4, EstimateStatus.SENT),
    ]
    consents = [consent(1, 100), consent(2, 200)]
    assert consenting.consented_fen(estimates, consents) == 200
    assert consenting.consented_fen([], []) is None


def test_without_a_consent_the_fee_signed_at_check_in_is_the_most():
    assert consenting.most_chargeable_fen(None, 5000) == 5000
    assert consenting.most_chargeable_fen(3000, 5000) == 5000
    assert consenting.most_chargeable_fen(None, 0) == 0


def test_consent_is_per_line_and_named():
    lines = [
        consenting.EstimateLine(
            n=n,
            line=LineKind.PART,
            name="part",
            qty=1,
            amount_fen=1000 * n,
            coverage=coverage,
        )
        for n, coverage in ((1, Coverage.CUSTOMER), (2, Coverage.GOODWILL), (3, Coverage.CUSTOMER))
    ]
    assert consenting.customer_total(lines) == 4000
    assert [line.n for line in consenting.agreed_lines(lines, [3, 1, 3], CASE)] == [1, 3]
    assert consenting.agreed_lines(lines, [], CASE) == lines
    assert rule_of(consenting.agreed_lines, lines, [4], CASE) == "estimate.unknown_line"
    assert (
        rule_of(consenting.check_consent_note, ConsentHow.PHONE, "", CASE)
        == "consent.phone_missing"
    )
    consenting.check_consent_note(ConsentHow.IN_PERSON, "", CASE)


@pytest.mark.parametrize("status", EstimateStatus)
def test_only_a_waiting_estimate_is_answered(status: EstimateStatus):
    if status is EstimateStatus.SENT:
        consenting.check_answerable(estimate(1, status))
    else:
        assert rule_of(consenting.check_answerable, estimate(1, status)) == "estimate.not_waiting"


@pytest.mark.parametrize(
    ("coverage", "agreed", "expected"),
    [
        (Coverage.CUSTOMER, None, 1000),
        (Coverage.CUSTOMER, 800, 800),
        (Coverage.CUSTOMER, 1001, "settlement.above_list"),
        (Coverage.CONTRACT, None, 0),
        (Coverage.CONTRACT, 300, 300),
        (Coverage.GOODWILL, 300, 300),
        (Coverage.GOODWILL, 1001, "settlement.above_list"),
        (Coverage.WARRANTY_MANUFACTURER, 0, 0),
        (Coverage.WARRANTY_MANUFACTURER, 1, "settlement.part_paid"),
        (Coverage.OUTLET_REWORK, 1, "settlement.part_paid"),
    ],
)
def test_what_the_customer_pays_of_a_line(
    coverage: Coverage, agreed: int | None, expected: int | str
):
    if isinstance(expected, int):
        assert settling.customer_part(coverage, 1000, agreed, "line") == expected
    else:
        assert rule_of(settling.customer_part, coverage, 1000, agreed, "line") == expected


def test_rounding_off_is_a_line_of_its_own_and_limited():
    line = settling.rounding_charge(50, 23650, 1000)
    assert (line.line, line.customer_fen) == (LineKind.ROUNDING, -50)
    rule = "settlement.rounding_too_large"
    assert rule_of(settling.rounding_charge, 1001, 23650, 1000) == rule
    assert rule_of(settling.rounding_charge, 60, 50, 1000) == rule
    assert settling.totals([charge(23650), line], 130).gross_fen == 23600


@given(st.lists(st.integers(0, 100_000), max_size=12), st.integers(0, 300))
def test_totals_are_the_sums_of_their_lines(gross: list[int], permille: int):
    totals = settling.totals([charge(fen) for fen in gross], permille)
    assert totals.gross_fen == sum(gross) == totals.net_fen + totals.tax_fen


def test_the_worst_line_names_the_job():
    worst = settling.worst_category
    mixed = [Coverage.WARRANTY_MANUFACTURER, Coverage.CUSTOMER]
    assert worst(mixed, Category.FREE) is Category.PAID
    assert worst([Coverage.GOODWILL, Coverage.CONTRACT], Category.PAID) is Category.CONTRACT
    assert worst([Coverage.OUTLET_REWORK], Category.PAID) is Category.FREE
    assert worst([], Category.CONTRACT) is Category.CONTRACT


def test_a_contract_price_needs_consent_too():
    charges = [charge(300, Coverage.CONTRACT, 1000), charge(500)]
    assert settling.needs_consent_fen(charges) == 800


def test_deposits_payments_and_reversals_add_up():
    lines = [
        payment(1, 5000, PaymentKind.DEPOSIT),
        payment(2, 2000, PaymentKind.DEPOSIT),
        payment(3, -2000, PaymentKind.REVERSAL, reverses=2),
        payment(4, 1000, PaymentKind.PAYMENT),
    ]
    assert settling.deposit_fen(lines) == 5000
    assert settling.paid_fen(lines) == 6000
    assert settling.due_fen(10000, lines) == 4000
    assert settling.due_fen(5000, lines) == -1000


def test_a_line_is_reversed_once_and_a_reversal_never():
    lines = [
        payment(1, 5000, PaymentKind.PAYMENT),
        payment(2, -5000, PaymentKind.REVERSAL, reverses=1),
        payment(3, 5000, PaymentKind.PAYMENT),
    ]
    settling.check_reversible(lines[2], lines, 3)
    check = settling.check_reversible
    assert rule_of(check, lines[0], lines, 1) == "payment.already_reversed"
    assert rule_of(check, lines[1], lines, 2) == "payment.is_reversal"


@pytest.mark.parametrize(
    ("status", "gross", "due", "expected"),
    [
        (SettlementStatus.OPEN, 100, 0, SettlementStatus.PAID),
        (SettlementStatus.OPEN, 0, 0, SettlementStatus.ZERO_DUE),
        (SettlementStatus.OPEN, 100, 40, SettlementStatus.OPEN),
        (SettlementStatus.PAID, 100, 100, SettlementStatus.OPEN),
        (SettlementStatus.CREDIT, 100, 40, SettlementStatus.CREDIT),
        (SettlementStatus.CREDIT, 100, 0, SettlementStatus.PAID),
        (SettlementStatus.OPEN, 0, -50, SettlementStatus.OPEN),
        (SettlementStatus.CREDIT, 100, -1, SettlementStatus.OPEN),
    ],
)
def test_a_settlement_is_what_is_still_due(
    status: SettlementStatus, gross: int, due: int, expected: SettlementStatus
):
    assert settling.status_for(status, gross, due) is expected


def test_only_cash_gives_change():
    booked = settling.booked_fen
    assert booked(20000, 14800, is_cash=True, case_number=CASE) == 14800
    assert booked(5000, 14800, is_cash=False, case_number=CASE) == 5000
    for handed, due, rule in (
        (20000, 14800, "payment.more_than_due"),
        (0, 14800, "payment.zero"),
        (100, 0, "payment.nothing_due"),
        (100, -5, "payment.nothing_due"),
    ):
        assert rule_of(booked, handed, due, is_cash=False, case_number=CASE) == rule


@pytest.mark.parametrize(
    ("cover", "expected"),
    [
        (Cover(), Coverage.CUSTOMER),
        (Cover(in_contract=True, guarantee=True), Coverage.CONTRACT),
        (Cover(in_contract=True, exclusion="MISUSE"), Coverage.CONTRACT),
        (Cover(guarantee=True), Coverage.WARRANTY_MANUFACTURER),
        (Cover(guarantee=True, exclusion="MISUSE"), Coverage.CUSTOMER),
        (Cover(workmanship=True, guarantee=True), Coverage.OUTLET_REWORK),
        (Cover(workmanship=True, exclusion="MISUSE"), Coverage.CUSTOMER),
    ],
)
def test_who_pays_a_line(cover: Cover, expected: Coverage):
    assert covers.line_coverage(cover) is expected


def test_w14_rework_is_free_until_the_thirtieth_day():
    until = covers.guarantee_until(date(2026, 6, 1), 30).isoformat()
    covers.check_rework(CASE, until, date(2026, 7, 1))
    assert rule_of(covers.check_rework, CASE, until, date(2026, 7, 2)) == "guarantee.over"
    assert rule_of(covers.check_rework, CASE, "", date(2026, 6, 2)) == "guarantee.none"


def test_an_outlet_promises_more_than_the_law_never_less():
    assert covers.checked_guarantee_days(90, 30) == 90
    assert rule_of(covers.checked_guarantee_days, 29, 30) == "guarantee.too_short"


def test_sending_out_needs_the_customers_word():
    from counter.domain import custody

    custody.check_send_out(CASE, "Hongxin lab", True)
    assert (
        rule_of(custody.check_send_out, CASE, "Hongxin lab", False)
        == "custody.send_out_needs_consent"
    )
    assert rule_of(custody.check_send_out, CASE, "", True) == "custody.send_out_to_whom"
