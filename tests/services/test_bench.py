"""The bench: clocks, diagnosis, parts, tests, inspection."""

import pytest

from tests.builders import a_fan, offered
from tests.desk import (
    DAY,
    DESK,
    MANAGER,
    MINUTE,
    SECOND,
    SUPERVISOR,
    TECHNICIAN,
    Desk,
)


def status(desk: Desk, card: str) -> str:
    return desk.row("repair_card", card)["status"]


def test_a_card_is_hung_on_its_own_item_once(desk: Desk):
    kettle, fan = desk.checks_in()[0], desk.takes_in(a_fan())
    wrong = {"card_number": kettle.card, "case_number": fan.card}
    assert desk.refused("hang_card", DESK, **wrong) == "card.wrong_item"
    assert desk.refused("start_work", TECHNICIAN, card_number=kettle.card) == "card.not_hung"
    desk.do("hang_card", DESK, card_number=kettle.card, case_number=kettle.card)
    assert desk.refused("hang_card", DESK, card_number=kettle.card, case_number=kettle.case) == (
        "card.not_now"
    )


def test_starting_takes_the_item_off_its_shelf_to_the_bench(desk: Desk):
    case = desk.hangs(desk.takes_in(a_fan(shelf="A-01")))
    answer = desk.do("start_work", TECHNICIAN, card_number=case.card)
    assert (answer.card_status, answer.custody_state) == ("DIAGNOSING", "AT_BENCH")
    assert desk.row("customer_item", case.case)["shelf_id"] is None


def test_one_clock_a_technician(desk: Desk):
    one, two = (desk.hangs(desk.takes_in(a_fan())) for _ in range(2))
    desk.do("start_work", TECHNICIAN, card_number=one.card)
    assert desk.refused("start_work", TECHNICIAN, card_number=two.card) == "bench.other_card"
    assert desk.refused("start_work", TECHNICIAN, card_number=one.card) == "bench.clock_runs"
    assert desk.refused("stop_work", SECOND, card_number=one.card) == "bench.not_his_clock"
    assert desk.refused("stop_work", TECHNICIAN, card_number=two.card) == "bench.no_clock"
    desk.do("stop_work", SUPERVISOR, card_number=one.card)
    desk.do("start_work", TECHNICIAN, card_number=two.card)


def test_a_colleague_joins_in_with_a_clock_of_his_own(desk: Desk):
    case = desk.hangs(desk.takes_in(a_fan()))
    desk.do("start_work", TECHNICIAN, card_number=case.card)
    desk.wait(9 * MINUTE)
    desk.do("start_work", SECOND, card_number=case.card, task="扶住")
    desk.wait(4 * MINUTE)
    answer = desk.do("stop_work", SECOND, card_number=case.card, minutes=3)
    assert answer.minutes_in_all == 3
    first, second = desk.rows("work_step")
    assert (first["ended_at"], second["minutes"]) == (None, 3)
    technician = desk.rows("person", "code = ?", TECHNICIAN)[0]["id"]
    assert desk.row("repair_card", case.card)["technician_id"] == technician


def test_who_finishes_a_card_stops_every_clock_on_it(desk: Desk):
    case = desk.agrees(desk.diagnoses(desk.takes_in(a_fan())))
    desk.do("start_work", TECHNICIAN, card_number=case.card)
    desk.do("start_work", SECOND, card_number=case.card)
    desk.wait(9 * MINUTE)
    finish = {"card_number": case.card, "no_parts_used": True, "minutes": 5, "done": "装回"}
    answer = desk.do("finish_repair", SECOND, **finish)
    assert status(desk, case.card) == "AWAIT_INSPECTION"
    joined = desk.rows("work_step")[-2:]
    assert [(step["minutes"], step["work"]) for step in joined] == [(11, ""), (5, "装回")]
    assert answer.minutes_in_all >= 16


def test_why_a_repair_failed_stays_to_be_seen_while_it_is_mended(desk: Desk):
    case = desk.repairs(desk.agrees(desk.diagnoses(desk.takes_in(a_fan()))))
    desk.do("inspect", SUPERVISOR, card_number=case.card, passed=False, reason="还有异响")
    desk.do("start_work", TECHNICIAN, card_number=case.card)
    card = desk.row("repair_card", case.card)
    assert (card["status"], card["status_reason"]) == ("REPAIRING", "还有异响")


def test_minutes_are_the_clocks_or_fewer(desk: Desk):
    case = desk.hangs(desk.takes_in(a_fan()))
    desk.do("start_work", TECHNICIAN, card_number=case.card)
    desk.wait(40 * MINUTE)
    stop = {"card_number": case.card}
    assert desk.refused("stop_work", TECHNICIAN, **stop, minutes=-1) == "card.minutes_negative"
    assert desk.refused("stop_work", TECHNICIAN, **stop, minutes=99) == "card.minutes_above_clock"
    answer = desk.do("stop_work", TECHNICIAN, **stop, minutes=25)
    assert (answer.minutes, answer.minutes_in_all) == (25, 25)


def test_a_covered_repair_needs_no_estimate_but_somebody_who_pays(desk: Desk):
    case = desk.hangs(desk.takes_in(a_fan()))
    desk.do("start_work", TECHNICIAN, card_number=case.card)
    facts = {"card_number": case.card, "finding": "COVERED", "diagnosis": "主板坏"}
    assert desk.refused("record_diagnosis", TECHNICIAN, **facts) == "diagnosis.covered_by_whom"
    desk.do("record_diagnosis", TECHNICIAN, **facts, category="FREE")
    card = desk.row("repair_card", case.card)
    assert (card["status"], card["category"]) == ("APPROVED", "FREE")
    assert desk.rows("work_step")[0]["ended_at"] == desk.at


@pytest.mark.parametrize("finding", ["NO_FAULT_FOUND", "NOT_REPAIRABLE"])
def test_what_cannot_be_mended_goes_back_and_is_ready(desk: Desk, finding: str):
    case = desk.diagnoses(desk.takes_in(a_fan()), finding)
    assert status(desk, case.card) == "RETURN_UNREPAIRED"
    assert desk.row("customer_item", case.case)["custody_state"] == "READY"
    assert desk.row("repair_card", case.card)["no_fault_found"] == (finding == "NO_FAULT_FOUND")
    assert all(step["ended_at"] for step in desk.rows("work_step"))


def test_a_diagnosis_is_written_while_somebody_works(desk: Desk):
    case = desk.hangs(desk.takes_in(a_fan()))
    facts = {"card_number": case.card, "finding": "NO_FAULT_FOUND", "diagnosis": "正常"}
    assert desk.refused("record_diagnosis", TECHNICIAN, **facts) == "card.not_at_work"
    desk.do("start_work", TECHNICIAN, card_number=case.card)
    empty = facts | {"diagnosis": "  "}
    assert desk.refused("record_diagnosis", TECHNICIAN, **empty) == "input.missing"


def test_waiting_for_parts_says_for_whom(desk: Desk):
    case = desk.agrees(desk.diagnoses(desk.takes_in(a_fan())))
    desk.do("wait_for_parts", TECHNICIAN, card_number=case.card, cause="MANUFACTURER")
    card = desk.row("repair_card", case.card)
    assert (card["status"], card["wait_cause"]) == ("AWAIT_PARTS", "MANUFACTURER")
    desk.do("start_work", TECHNICIAN, card_number=case.card)
    card = desk.row("repair_card", case.card)
    assert (card["status"], card["wait_cause"]) == ("REPAIRING", "")
    desk.do("wait_for_parts", TECHNICIAN, card_number=case.card, cause="OUTLET")
    assert desk.rows("work_step")[-1]["ended_at"] == desk.at


def test_parts_move_stock_and_can_be_taken_back(desk: Desk):
    case = desk.agrees(desk.diagnoses(desk.takes_in(a_fan())))
    use = {"card_number": case.card, "part": "MF-17"}
    assert desk.refused("use_part", TECHNICIAN, **use) == "card.not_at_work"
    desk.do("start_work", TECHNICIAN, card_number=case.card)
    assert desk.do("use_part", TECHNICIAN, **use, qty=3).in_stock == 7
    assert desk.refused("use_part", TECHNICIAN, card_number=case.card, part="NO") == "part.unknown"
    assert desk.refused("use_part", TECHNICIAN, **use, qty=0) == "part.qty"
    back = {"card_number": case.card, "reason": "拿错"}
    assert desk.do("take_back_part", TECHNICIAN, **back, n=1).in_stock == 10
    assert desk.refused("take_back_part", TECHNICIAN, **back, n=1) == "part.already_taken_back"
    assert desk.refused("take_back_part", TECHNICIAN, **back, n=2) == "part.already_taken_back"
    assert desk.refused("take_back_part", TECHNICIAN, **back, n=3) == "part.unknown_line"
    assert sum(row["qty"] for row in desk.rows("part_used")) == 0


def test_a_price_outside_the_published_range_needs_a_supervisor_and_a_reason(desk: Desk):
    case = desk.agrees(desk.diagnoses(desk.takes_in(a_fan())))
    desk.do("start_work", TECHNICIAN, card_number=case.card)
    use = {"card_number": case.card, "part": "MF-17", "price_fen": 5000}
    rule = "part.price_outside_range"
    assert desk.refused("use_part", TECHNICIAN, **use, reason="进口件") == rule
    assert desk.refused("use_part", SUPERVISOR, **use) == rule
    assert desk.do("use_part", SUPERVISOR, **use, reason="进口件").price_fen == 5000


def test_stock_below_zero_is_told_not_refused(desk: Desk):
    case = desk.agrees(desk.diagnoses(desk.takes_in(a_fan())))
    desk.do("start_work", TECHNICIAN, card_number=case.card)
    desk.do("use_part", TECHNICIAN, card_number=case.card, part="MF-17", qty=11)
    assert desk.warnings == ["part.stock_below_zero"]


def test_a_repair_is_done_with_time_and_a_word_about_parts(desk: Desk):
    case = desk.agrees(desk.diagnoses(desk.takes_in(a_fan())))
    desk.do("start_work", TECHNICIAN, card_number=case.card)
    finish = {"card_number": case.card}
    assert desk.refused("finish_repair", TECHNICIAN, **finish) == "card.no_parts_no_word"
    desk.do("use_part", TECHNICIAN, card_number=case.card, part="MF-17")
    assert desk.refused("finish_repair", TECHNICIAN, **finish, no_parts_used=True) == (
        "card.parts_were_used"
    )
    assert desk.refused("finish_repair", SECOND, **finish) == "bench.not_his_clock"
    desk.do("finish_repair", TECHNICIAN, **finish)
    assert status(desk, case.card) == "AWAIT_INSPECTION"


def test_no_repair_is_done_without_booked_time(desk: Desk):
    case = desk.hangs(desk.takes_in(a_fan()))
    desk.do("start_work", TECHNICIAN, card_number=case.card)
    desk.do("stop_work", TECHNICIAN, card_number=case.card, minutes=0)
    desk.do(
        "record_diagnosis",
        TECHNICIAN,
        card_number=case.card,
        finding="COVERED",
        diagnosis="松动",
        category="FREE",
    )
    desk.do("start_work", TECHNICIAN, card_number=case.card)
    facts = {"card_number": case.card, "no_parts_used": True, "minutes": 0}
    assert desk.refused("finish_repair", TECHNICIAN, **facts) == "card.no_time_booked"


def test_nobody_inspects_his_own_work(desk: Desk):
    case = desk.agrees(desk.diagnoses(desk.takes_in(a_fan())))
    desk.do("start_work", SUPERVISOR, card_number=case.card)
    desk.wait(5 * MINUTE)
    desk.do("finish_repair", SUPERVISOR, card_number=case.card, no_parts_used=True)
    look = {"card_number": case.card, "passed": True}
    assert desk.refused("inspect", SUPERVISOR, **look) == "card.own_work"
    assert desk.refused("inspect", TECHNICIAN, **look) == "right.missing"
    desk.do("change_setting", MANAGER, name="self_inspection", value=True)
    assert desk.do("inspect", SUPERVISOR, **look).self_inspected is True


def test_a_colleague_who_finishes_does_not_make_own_work_strange(desk: Desk):
    case = desk.agrees(desk.diagnoses(desk.takes_in(a_fan())))
    for who in (SUPERVISOR, TECHNICIAN):
        desk.do("start_work", who, card_number=case.card)
        desk.wait(5 * MINUTE)
    desk.do("finish_repair", TECHNICIAN, card_number=case.card, no_parts_used=True)
    look = {"card_number": case.card, "passed": True}
    assert desk.refused("inspect", SUPERVISOR, **look) == "card.own_work"
    desk.do("inspect", MANAGER, card_number=case.card, passed=False, reason="响")
    desk.do("start_work", TECHNICIAN, card_number=case.card)
    desk.wait(5 * MINUTE)
    desk.do("finish_repair", TECHNICIAN, card_number=case.card, no_parts_used=True)
    assert desk.do("inspect", SUPERVISOR, **look).self_inspected is False


def test_a_failed_inspection_sends_back_to_rework(desk: Desk):
    case = desk.repairs(desk.agrees(desk.diagnoses(desk.takes_in(a_fan()))))
    look = {"card_number": case.card, "passed": False}
    assert desk.refused("inspect", SUPERVISOR, **look) == "input.missing"
    desk.do("inspect", SUPERVISOR, **look, reason="还有异响")
    assert status(desk, case.card) == "REWORK"
    desk.passes(desk.repairs(case))
    card = desk.row("repair_card", case.card)
    assert (card["status"], card["inspection_result"]) == ("PASSED", "PASSED")
    assert card["guarantee_until_on"] == "2026-12-23"
    assert desk.row("customer_item", case.case)["custody_state"] == "READY"


def test_a_failed_safety_test_stops_the_inspection(desk: Desk):
    case = desk.repairs(desk.agrees(desk.diagnoses(desk.takes_in(a_fan()))))
    measure = {"card_number": case.card, "name": "绝缘电阻", "unit": "MΩ", "low": "2"}
    assert desk.do("record_test", SUPERVISOR, **measure, value="1.9").verdict == "FAIL"
    look = {"card_number": case.card, "passed": True}
    assert desk.refused("inspect", SUPERVISOR, **look) == "card.test_failed"
    desk.do("record_test", SUPERVISOR, **measure, value="20")
    desk.do("inspect", SUPERVISOR, **look, shelf="A-02")
    assert desk.row("customer_item", case.case)["shelf_id"] == desk.rows("shelf")[1]["id"]


def test_a_step_is_corrected_by_a_new_line(desk: Desk):
    case = desk.repairs(desk.agrees(desk.diagnoses(desk.takes_in(a_fan()))))
    fix = {"card_number": case.card, "reason": "忘了停表"}
    assert desk.refused("correct_card_step", TECHNICIAN, **fix, n=9) == "step.unknown"
    assert desk.refused("correct_card_step", SECOND, **fix, n=2) == "step.of_another"
    assert desk.refused("correct_card_step", TECHNICIAN, **fix, n=2, minutes=999) == (
        "card.minutes_above_clock"
    )
    late = "2027-01-01T00:00:00+08:00"
    assert desk.refused("correct_card_step", TECHNICIAN, **fix, n=2, ended_at=late) == (
        "step.bad_times"
    )
    answer = desk.do("correct_card_step", TECHNICIAN, **fix, n=2, minutes=5)
    before, wrong, right = desk.rows("work_step")
    assert wrong["corrected_by"] == right["id"]
    assert right["corrects"] == wrong["id"]
    assert answer.minutes_in_all == before["minutes"] + 5
    assert desk.refused("correct_card_step", TECHNICIAN, **fix, n=2) == "step.already_corrected"
    desk.do("correct_card_step", SUPERVISOR, **fix, n=1, minutes=0)
    assert desk.refused("correct_card_step", SUPERVISOR, **fix, n=3, minutes=0) == (
        "card.no_time_booked"
    )


def test_estimates_wait_are_replaced_agreed_to_and_declined(desk: Desk):
    case = desk.diagnoses(desk.takes_in(a_fan()))
    first = desk.estimates(case)
    second = desk.estimates(case, offered(5000), offered(3000, coverage="GOODWILL"))
    yes = {"estimate_number": second, "how": "PHONE"}
    assert desk.refused("record_consent", DESK, estimate_number=first, how="IN_PERSON") == (
        "estimate.not_waiting"
    )
    assert desk.refused("record_consent", DESK, **yes) == "consent.phone_missing"
    yes |= {"called_phone": "13800135678"}
    assert desk.refused("record_consent", DESK, **yes, amount_fen=8000) == (
        "consent.amount_differs"
    )
    assert desk.refused("record_consent", DESK, **yes, lines=[3]) == "estimate.unknown_line"
    answer = desk.do("record_consent", DESK, **yes, amount_fen=5000)
    assert (answer.agreed_fen, answer.card_status) == (5000, "APPROVED")
    (consent,) = desk.rows("consent")
    assert (consent["given_by_name"], consent["lines_json"]) == ("张伟", "[1, 2]")
    assert [row["status"] for row in desk.rows("estimate")] == ["REPLACED", "CONSENTED"]


def test_a_declined_first_estimate_sends_the_item_back(desk: Desk):
    case = desk.diagnoses(desk.takes_in(a_fan()))
    desk.do("decline_estimate", DESK, estimate_number=desk.estimates(case), reason="太贵")
    assert status(desk, case.card) == "RETURN_UNREPAIRED"
    assert desk.row("customer_item", case.case)["custody_state"] == "READY"


def test_a_declined_extra_leaves_what_was_agreed(desk: Desk):
    case = desk.agrees(desk.diagnoses(desk.takes_in(a_fan())))
    desk.do("start_work", TECHNICIAN, card_number=case.card)
    extra = desk.estimates(case, offered(1800), extra=True)
    assert status(desk, case.card) == "AWAIT_APPROVAL"
    assert all(step["ended_at"] for step in desk.rows("work_step"))
    assert desk.refused("start_work", TECHNICIAN, card_number=case.card) == "card.not_now"
    desk.do("decline_estimate", DESK, estimate_number=extra, reason="不用了")
    assert status(desk, case.card) == "APPROVED"
    desk.passes(desk.repairs(case))


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        ([], "estimate.no_lines"),
        ([offered(coverage="GOODWILL")], "estimate.nothing_to_pay"),
        ([offered(-1)], "money.negative"),
        ([offered(qty=0)], "line.qty"),
        ([offered(name=" ")], "input.missing"),
        ([offered(line="rounding_line")], "estimate.no_rounding"),
        ([offered()] * 61, "estimate.too_many_lines"),
    ],
)
def test_an_estimate_is_refused(desk: Desk, lines: list[dict[str, object]], rule: str):
    case = desk.diagnoses(desk.takes_in(a_fan()))
    facts = {"card_number": case.card, "lines": lines}
    assert desk.refused("send_estimate", TECHNICIAN, **facts) == rule


def test_nothing_comes_on_top_of_nothing(desk: Desk):
    case = desk.diagnoses(desk.takes_in(a_fan()))
    facts = {"card_number": case.card, "lines": [offered()], "extra": True}
    assert desk.refused("send_estimate", TECHNICIAN, **facts) == "estimate.extra_to_nothing"


def test_a_day_later_the_clock_still_runs_until_somebody_stops_it(desk: Desk):
    case = desk.hangs(desk.takes_in(a_fan()))
    desk.do("start_work", TECHNICIAN, card_number=case.card)
    desk.wait(DAY)
    assert desk.do("stop_work", TECHNICIAN, card_number=case.card, minutes=30).minutes == 30
