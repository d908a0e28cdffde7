"""Settlements and payments: consent, rounding, deposits, change, reversals."""

import pytest

from tests.builders import Facts, a_fan, labour, offered
from tests.desk import CASHIER, DESK, MANAGER, SUPERVISOR, Case, Desk


def passed(desk: Desk, *lines: Facts, item: Facts | None = None) -> Case:
    """A case whose repair has passed inspection."""
    case = desk.diagnoses(desk.takes_in(item or a_fan()))
    return desk.passes(desk.repairs(desk.agrees(case, *lines)))


def settle(case: Case, *lines: Facts, **more: object) -> Facts:
    return {"case_number": case.case, "lines": list(lines) or [labour()], **more}


def pay(case: Case, *money: tuple[str, int]) -> Facts:
    payments = [{"method": method, "amount_fen": fen} for method, fen in money]
    return {"case_number": case.case, "payments": payments}


def test_m1_totals_are_sums_of_lines(desk: Desk):
    case = passed(desk, offered(23650))
    answer = desk.settles(
        case,
        labour(12000),
        labour(8650, line="part_line", name="加热管"),
        labour(3000, line="travel_line", name="上门"),
    )
    assert (answer.gross_fen, answer.net_fen, answer.tax_fen) == (23650, 20929, 2721)
    lines = desk.rows("settlement_line")
    assert [line["net_fen"] for line in lines] == [10619, 7655, 2655]
    assert desk.row("settlement", answer.settlement_number)["category"] == "PAID"


def test_m3_above_the_consent_only_with_another_one(desk: Desk):
    case = desk.agrees(desk.diagnoses(desk.takes_in(a_fan())), offered(30000))
    desk.do("start_work", "1002", card_number=case.card)
    extra = desk.estimates(case, offered(1800), extra=True)
    desk.do("record_consent", DESK, estimate_number=extra, how="MESSAGE")
    desk.passes(desk.repairs(case))
    rule = "settlement.above_consent"
    assert desk.refused("settle", DESK, **settle(case, labour(31801))) == rule
    assert desk.settles(case, labour(31800)).due_fen == 31800


def test_m3_without_it_the_estimate_is_the_most(desk: Desk):
    case = passed(desk, offered(30000))
    refusal = desk.refusal("settle", DESK, **settle(case, labour(31800)))
    assert refusal.rule == "settlement.above_consent"
    assert refusal.facts["agreed_fen"] == 30000
    assert desk.settles(case, labour(30000)).gross_fen == 30000


def test_rounding_off_is_a_line_and_counts_against_the_consent(desk: Desk):
    case = passed(desk, offered(6000))
    answer = desk.settles(case, labour(6050), rounding_off_fen=50)
    assert answer.gross_fen == 6000
    assert desk.rows("settlement_line")[-1]["line"] == "rounding_line"
    assert desk.rows("settlement_line")[-1]["gross_fen"] == -50
    too_much = settle(case, rounding_off_fen=1001)
    assert desk.refused("settle", DESK, **too_much) == "settlement.rounding_too_large"


def test_a_newer_settlement_replaces_an_unpaid_one_and_no_paid_one(desk: Desk):
    case = passed(desk)
    desk.settles(case)
    desk.settles(case, labour(5000))
    assert [row["status"] for row in desk.rows("settlement")] == ["REPLACED", "OPEN"]
    desk.pays(case, 5000)
    assert desk.refused("settle", DESK, **settle(case)) == "settlement.already_paid"


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        ([], "settlement.no_lines"),
        ([labour(-1)], "money.negative"),
        ([labour(qty=0)], "line.qty"),
        ([labour(line="rounding_line")], "settlement.rounding_is_a_fact"),
        ([labour(customer_fen=6001)], "settlement.above_list"),
        ([labour(customer_fen=-1)], "money.negative"),
        ([labour(coverage="WARRANTY_MANUFACTURER", customer_fen=5)], "settlement.part_paid"),
        ([labour(999_999_999, qty=2)], "money.too_large"),
        ([labour()] * 61, "estimate.too_many_lines"),
        ([labour(name="长" * 81)], "input.too_long"),
    ],
)
def test_a_settlement_is_refused(desk: Desk, lines: list[Facts], rule: str):
    case = passed(desk)
    assert desk.refused("settle", DESK, case_number=case.case, lines=lines) == rule


def test_nothing_is_settled_before_the_work_is_over(desk: Desk):
    case = desk.agrees(desk.diagnoses(desk.takes_in(a_fan())))
    assert desk.refused("settle", DESK, **settle(case)) == "settlement.work_not_over"
    assert desk.refused("take_payment", CASHIER, **pay(case, ("CASH", 100))) == "settlement.none"


def test_a_covered_repair_has_a_statement_with_nothing_to_pay(desk: Desk):
    case = desk.diagnoses(desk.takes_in(a_fan()), "COVERED", category="FREE")
    desk.passes(desk.repairs(case))
    answer = desk.settles(case, labour(coverage="WARRANTY_MANUFACTURER"))
    assert (answer.category, answer.status, answer.due_fen) == ("FREE", "ZERO_DUE", 0)
    assert desk.rows("settlement_line")[0]["list_fen"] == 6000


def test_goodwill_and_contract_leave_the_customer_a_part(desk: Desk):
    case = passed(desk, offered(2500))
    answer = desk.settles(
        case,
        labour(6000, coverage="GOODWILL", customer_fen=2000),
        labour(6000, coverage="CONTRACT", customer_fen=500),
    )
    assert (answer.gross_fen, answer.category) == (2500, "CONTRACT")


def test_the_diagnosis_fee_signed_at_check_in_may_be_charged(desk: Desk):
    case = desk.takes_in(a_fan(diagnosis_fee_fen=3000))
    desk.diagnoses(case, "NO_FAULT_FOUND")
    fee = {"line": "other_line", "name": "检测费"}
    rule = "settlement.above_consent"
    assert desk.refused("settle", DESK, **settle(case, fee | {"price_fen": 3001})) == rule
    assert desk.settles(case, fee | {"price_fen": 3000}).due_fen == 3000


def test_several_ways_to_pay_and_change_for_cash(desk: Desk):
    case = passed(desk, offered(15000))
    desk.settles(case, labour(14800))
    assert desk.refused("take_payment", CASHIER, **pay(case, ("WECHAT", 14801))) == (
        "payment.more_than_due"
    )
    answer = desk.do("take_payment", CASHIER, **pay(case, ("WECHAT", 5000), ("CASH", 10000)))
    assert (answer.change_fen, answer.due_fen, answer.settlement_status) == (200, 0, "PAID")
    cash = desk.rows("payment")[-1]
    assert (cash["amount_fen"], cash["tendered_fen"]) == (9800, 10000)
    assert desk.refused("take_payment", CASHIER, **pay(case, ("CASH", 1))) == "payment.nothing_due"
    assert desk.refused("take_payment", CASHIER, **pay(case)) == "payment.how_many"


@pytest.mark.parametrize(
    ("fen", "rule"), [(0, "payment.zero"), (-1, "money.negative"), (10**9, "money.too_large")]
)
def test_an_amount_that_is_none(desk: Desk, fen: int, rule: str):
    case = passed(desk)
    desk.settles(case)
    assert desk.refused("take_payment", CASHIER, **pay(case, ("CASH", fen))) == rule


def test_a_deposit_is_deducted_and_its_surplus_paid_back(desk: Desk):
    case = passed(desk, item=a_fan(deposit={"method": "ALIPAY", "amount_fen": 8000}))
    answer = desk.settles(case)
    assert (answer.deposit_fen, answer.due_fen, answer.status) == (8000, -2000, "OPEN")
    refund = {"case_number": case.case, "method": "ALIPAY", "reason": "多收"}
    assert desk.refused("refund_payment", SUPERVISOR, **refund, amount_fen=2001) == (
        "refund.too_much"
    )
    assert desk.refused("refund_payment", DESK, **refund) == "right.missing"
    answer = desk.do("refund_payment", CASHIER, **refund)
    assert (answer.due_fen, answer.settlement_status) == (0, "PAID")
    assert desk.rows("payment")[-1]["kind"] == "REFUND"
    assert desk.refused("refund_payment", CASHIER, **refund) == "refund.nothing"


def test_a_deposit_that_covers_everything_is_paid_at_once(desk: Desk):
    case = passed(desk, item=a_fan(deposit={"method": "CASH", "amount_fen": 6000}))
    assert desk.settles(case).status == "PAID"


def test_no_deposit_after_the_settlement(desk: Desk):
    case = passed(desk)
    desk.settles(case)
    late = pay(case, ("CASH", 100)) | {"deposit": True}
    assert desk.refused("take_payment", CASHIER, **late) == "payment.deposit_too_late"


def test_a_payment_is_reversed_by_its_place_once(desk: Desk):
    case = passed(desk)
    desk.settles(case)
    desk.pays(case)
    back = {"case_number": case.case, "reason": "刷错"}
    assert desk.refused("reverse_payment", CASHIER, **back, n=2) == "payment.unknown"
    assert desk.do("reverse_payment", CASHIER, **back, n=1).settlement_status == "OPEN"
    assert desk.refused("reverse_payment", CASHIER, **back, n=1) == "payment.already_reversed"
    assert desk.refused("reverse_payment", CASHIER, **back, n=2) == "payment.is_reversal"
    assert sum(row["amount_fen"] for row in desk.rows("payment")) == 0


def test_money_booked_the_wrong_way_is_put_right_after_hand_back(desk: Desk):
    case = desk.ready_to_go(desk.takes_in(a_fan()))
    desk.hands_back(case)
    desk.do("reverse_payment", CASHIER, case_number=case.case, n=1, reason="其实是现金")
    desk.pays(case, 6000, "CASH")
    assert desk.rows("settlement")[0]["status"] == "PAID"
    assert desk.refused("settle", DESK, **settle(case)) == "case.handed_back"


def test_the_guarantee_promised_is_never_less_than_the_law(desk: Desk):
    case = passed(desk)
    short = settle(case, guarantee_days=29)
    assert desk.refused("settle", DESK, **short) == "guarantee.too_short"
    too_long = settle(case, guarantee_days=10**7)
    assert desk.refused("settle", DESK, **too_long) == "guarantee.too_long"
    desk.settles(case, guarantee_days=90)
    assert desk.rows("settlement")[0]["guarantee_days"] == 90


def test_the_tax_rate_is_the_outlets_setting(desk: Desk):
    desk.do("change_setting", MANAGER, name="tax_permille", value=10)
    case = passed(desk)
    assert desk.settles(case, labour(1010)).tax_fen == 10


def test_the_statement_is_printed_when_asked_for(desk: Desk):
    case = passed(desk)
    answer = desk.settles(case, print_now=True)
    assert ("settlement_statement", answer.settlement_number) in desk.papers()
