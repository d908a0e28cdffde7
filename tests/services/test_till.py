"""The cash of a day: counted, held against the book, counted anew."""

from tests.builders import a_customer, a_fan
from tests.desk import AUDITOR, CASHIER, DAY, DESK, SUPERVISOR, TECHNICIAN, Case, Desk


def paid(desk: Desk, method: str = "CASH") -> Case:
    case = desk.mends(desk.takes_in(a_fan(), a_customer()))
    desk.settles(case)
    desk.pays(case, method=method)
    return case


def test_what_is_missing_is_what_was_counted_less_change_and_book(desk: Desk):
    paid(desk)
    paid(desk, "WECHAT")
    day = desk.rows("day_total")[0]["day"]
    answer = desk.do("count_till", CASHIER, float_fen=20000, counted_fen=25500, note=" 少 了 ")
    assert (answer.day, answer.book_fen, answer.expected_fen) == (day, 6000, 26000)
    assert (answer.difference_fen, answer.counts) == (-500, 1)
    (kept,) = desk.rows("till_count")
    assert (kept["day_on"], kept["float_fen"], kept["book_fen"]) == (day, 20000, 6000)
    assert (kept["counted_fen"], kept["note"], kept["currency"]) == (25500, "少 了", "CNY")


def test_a_day_is_counted_anew_and_the_first_count_stays(desk: Desk):
    case = paid(desk)
    first = desk.do("count_till", DESK, counted_fen=6000)
    desk.do("reverse_payment", SUPERVISOR, case_number=case.case, n=1, reason="刷错")
    second = desk.do("count_till", DESK, counted_fen=6000)
    assert (first.difference_fen, second.difference_fen) == (0, 6000)
    assert (second.book_fen, second.counts) == (0, 2)
    assert [row["book_fen"] for row in desk.rows("till_count")] == [6000, 0]


def test_the_evening_is_made_up_for_in_the_morning_but_no_day_before_it_comes(desk: Desk):
    paid(desk)
    day = desk.rows("day_total")[0]["day"]
    desk.wait(DAY)
    assert desk.do("count_till", CASHIER, day=day, counted_fen=6000).difference_fen == 0
    today = desk.do("count_till", CASHIER, counted_fen=0)
    assert (today.book_fen, today.difference_fen) == (0, 0)
    assert today.day > day
    refusal = desk.refusal("count_till", CASHIER, day="2099-01-01", counted_fen=0)
    assert (refusal.rule, refusal.facts["day"]) == ("till.day_to_come", "2099-01-01")
    assert desk.refused("count_till", CASHIER, day="gestern", counted_fen=0) == "input.bad_date"


def test_no_amount_below_zero_and_nobody_who_takes_no_money(desk: Desk):
    assert desk.refused("count_till", CASHIER, counted_fen=-1) == "money.negative"
    assert desk.refused("count_till", CASHIER, counted_fen=0, float_fen=-1) == "money.negative"
    assert desk.refused("count_till", CASHIER, counted_fen=10**9) == "money.too_large"
    for person in (TECHNICIAN, AUDITOR):
        assert desk.refused("count_till", person, counted_fen=0) == "right.missing"
