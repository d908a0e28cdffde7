"""The supervisor by keys and scanner: passed onto a shelf, failed with a reason, never his own."""

import json

import pytest
from PySide6.QtCore import Qt

from tests.builders import a_fan
from tests.desk import MANAGER, MINUTE, SUPERVISOR, TECHNICIAN, Case, Desk
from tests.ui.repairs import inspection, inspects, points, sits_at_inspection
from tests.ui.robots import Clerk
from ui.screens.inspection.screen import InspectionScreen

ENTER, TAB, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space


def finished(shop: Desk, item: dict[str, object] | None = None, *, by: str = TECHNICIAN) -> Case:
    """A repair that waits for the supervisor."""
    case = shop.agrees(shop.diagnoses(shop.takes_in(item)))
    shop.do("start_work", by, card_number=case.card)
    shop.wait(20 * MINUTE)
    value = {"name": "接地电阻", "value": "0.06", "unit": "Ω", "high": "0.1"}
    shop.do("record_test", by, card_number=case.card, **value)
    shop.do("finish_repair", by, card_number=case.card, no_parts_used=True)
    return case


def ticks_all(clerk: Clerk, desk: InspectionScreen) -> None:
    """Each press of the button leads to the next open point."""
    for _ in points(desk):
        clerk.presses(ENTER, ctrl=True)
        clerk.presses(SPACE)
    assert desk.checks.open_ones() == []


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_repair_passes_onto_its_shelf(language: str, open_window, shop: Desk):
    case = finished(shop)
    clerk = sits_at_inspection(open_window, language)
    desk = inspects(clerk, case)
    clerk.waits_for_focus(points(desk)[0])
    clerk.presses(ENTER, ctrl=True)
    assert shop.status(case) == "AWAIT_INSPECTION"  # nothing is ticked yet
    again = desk.values.table.rows[0].edit
    clerk.tabs_to(again)
    clerk.types("0.05")
    clerk.presses(ENTER)
    clerk.waits(lambda: [row["value"] for row in shop.rows("measurement")] == ["0.06", "0.05"])
    clerk.waits_for_answers()
    ticks_all(clerk, desk)
    clerk.scans(shop.rows("shelf")[0]["number"])
    clerk.waits(lambda: desk.verdict.shelf.text() == "A-01")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: shop.status(case) == "PASSED")
    row = shop.row("customer_item", case.case)
    assert (row["custody_state"], row["shelf_id"]) == ("READY", shop.rows("shelf")[0]["id"])
    assert len(shop.row("repair_card", case.card)["inspection_checks_json"]) > 10
    clerk.waits_for_focus(desk.queue.list)


def test_a_failure_needs_its_reason_and_goes_back_to_the_bench(open_window, shop: Desk):
    case = finished(shop, a_fan())
    clerk = sits_at_inspection(open_window)
    desk = inspects(clerk, case)
    clerk.tabs_to(desk.verdict.fail)
    clerk.presses(SPACE)
    clerk.sees("请写明为什么不合格")
    clerk.waits_for_focus(desk.verdict.reasons)
    assert shop.status(case) == "AWAIT_INSPECTION"
    clerk.types("1")
    clerk.presses(TAB)
    clerk.writes("还有异响")
    clerk.presses(TAB, SPACE)
    clerk.waits(lambda: shop.status(case) == "REWORK")
    assert shop.row("repair_card", case.card)["status_reason"] == "故障未除、还有异响"


def test_a_value_over_its_limit_stops_the_pass(open_window, shop: Desk):
    case = finished(shop)
    clerk = sits_at_inspection(open_window)
    desk = inspects(clerk, case)
    clerk.tabs_to(desk.values.table.rows[0].edit)
    clerk.types("0.3")
    clerk.presses(ENTER)
    clerk.waits(lambda: len(shop.rows("measurement")) == 2)
    clerk.waits_for_answers()
    clerk.sees("还差：接地电阻合格")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits_for_focus(desk.values.table.rows[0].edit)
    assert shop.status(case) == "AWAIT_INSPECTION"


def test_nobody_passes_his_own_work(open_window, shop: Desk):
    case = finished(shop, by=SUPERVISOR)
    clerk = sits_at_inspection(open_window)
    desk = inspects(clerk, case)
    clerk.waits(lambda: not desk.verdict.go.isVisible())
    assert not desk.verdict.fail.isVisible()
    assert "自己" in desk.verdict.own.text()
    clerk.presses(ENTER, ctrl=True)
    clerk.waits_for_answers()
    assert shop.status(case) == "AWAIT_INSPECTION"


def test_where_the_outlet_allows_it_own_work_is_passed_and_counted(open_window, shop: Desk):
    shop.do("change_setting", MANAGER, name="self_inspection", value=True)
    case = finished(shop, a_fan(), by=SUPERVISOR)
    clerk = sits_at_inspection(open_window)
    desk = inspects(clerk, case)
    clerk.waits(desk.verdict.own.isVisible)
    assert "计数" in desk.verdict.own.text()
    ticks_all(clerk, desk)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: shop.status(case) == "PASSED")
    assert shop.row("repair_card", case.card)["self_inspected"] == 1
    clerk.presses(Qt.Key.Key_F9)
    clerk.window.screen_named("registers").books.choose("day")
    clerk.sees("自验 1")


def test_ticks_outlive_another_scan(open_window, shop: Desk):
    first, second = finished(shop), finished(shop, a_fan())
    clerk = sits_at_inspection(open_window)
    desk = inspects(clerk, first)
    clerk.presses(SPACE)
    assert desk.values.is_unneeded()
    clerk.presses(TAB, SPACE)
    ticked = desk.checks.ticked()
    assert len(ticked) == 1
    clerk.scans(second.card)
    clerk.waits(lambda: desk.checks.ticked() == [])
    clerk.waits_for_answers()
    assert not desk.values.is_unneeded()
    clerk.scans(first.case)
    clerk.waits(lambda: desk.checks.ticked() == ticked)
    assert desk.values.is_unneeded()


def test_enter_opens_the_first_of_the_queue(open_window, shop: Desk):
    finished(shop)
    clerk = sits_at_inspection(open_window, "en")
    desk = inspection(clerk)
    clerk.waits_for_focus(desk.queue.list)
    clerk.presses(ENTER)
    clerk.waits(desk.verdict.isVisible)


def test_two_late_ones_of_the_same_model_are_told_apart(open_window, shop: Desk):
    cases = [finished(shop), finished(shop)]
    shop.wait(30 * 24 * 60 * MINUTE)
    clerk = sits_at_inspection(open_window)
    cards = inspection(clerk).queue.list.model()
    clerk.waits(lambda: cards.rowCount() == 2)
    spoken = [cards.index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(2)]
    short = clerk.window.kit.figures.short_number
    for words, case in zip(spoken, cases, strict=True):
        assert "已逾期" in words
        assert short(case.card) in words


def test_after_a_verdict_enter_opens_the_next_of_the_queue(open_window, shop: Desk):
    first, second = finished(shop), finished(shop, a_fan())
    clerk = sits_at_inspection(open_window)
    desk = inspects(clerk, first)
    desk.verdict.reasons.start()
    clerk.types("1")
    clerk.tabs_to(desk.verdict.fail)
    clerk.presses(SPACE)
    clerk.waits_for_focus(desk.queue.list)
    clerk.waits(lambda: len(desk.queue.list.rows) == 1)
    clerk.presses(ENTER)
    clerk.waits(lambda: desk.queue.list.open_number == second.card)


def test_an_unknown_shelf_is_refused_and_the_ticks_stay(open_window, shop: Desk):
    case = finished(shop)
    clerk = sits_at_inspection(open_window)
    desk = inspects(clerk, case)
    ticks_all(clerk, desk)
    clerk.tabs_to(desk.verdict.shelf)
    clerk.types("Z-99")
    clerk.presses(ENTER, ctrl=True)
    clerk.sees("Z-99")
    clerk.waits_for_answers()
    assert shop.status(case) == "AWAIT_INSPECTION"
    assert desk.checks.open_ones() == []


@pytest.mark.parametrize("how", ["chip", "words"])
def test_a_reason_for_failing_is_never_passed_over(how: str, open_window, shop: Desk):
    case = finished(shop, a_fan())
    clerk = sits_at_inspection(open_window)
    desk = inspects(clerk, case)
    ticks_all(clerk, desk)
    if how == "words":
        clerk.tabs_to(desk.verdict.note)
        clerk.writes("还有异响")
    else:
        desk.verdict.reasons.start()
        clerk.types("1")
    clerk.presses(ENTER, ctrl=True)
    clerk.settles()
    assert shop.status(case) == "AWAIT_INSPECTION"
    clerk.sees("已写了不合格的原因")
    clerk.waits_for_focus(desk.verdict.fail)
    clerk.presses(SPACE)
    clerk.waits(lambda: shop.status(case) == "REWORK")
    reason = shop.row("repair_card", case.card)["status_reason"]
    assert reason == ("还有异响" if how == "words" else "故障未除")


def test_what_was_never_measured_does_not_pass_in_silence(open_window, shop: Desk):
    case = finished(shop)
    clerk = sits_at_inspection(open_window)
    desk = inspects(clerk, case)
    clerk.sees("项待测")
    for tick in desk.checks.ticks.values():
        clerk.tabs_to(tick)
        clerk.presses(SPACE)
    clerk.presses(ENTER, ctrl=True)
    clerk.settles()
    assert shop.status(case) == "AWAIT_INSPECTION"
    clerk.waits_for_focus(desk.values.unneeded)
    clerk.presses(SPACE)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: shop.status(case) == "PASSED")
    kept = json.loads(shop.row("repair_card", case.card)["inspection_checks_json"])
    assert "绝缘电阻：未测，无需测量" in kept
    assert not [one for one in kept if one.startswith("接地电阻")]


def test_a_value_that_is_no_number_stops_the_pass(open_window, shop: Desk):
    case = finished(shop)
    clerk = sits_at_inspection(open_window)
    desk = inspects(clerk, case)
    ticks_all(clerk, desk)
    value = desk.values.table.rows[0].edit
    clerk.tabs_to(value)
    clerk.types("abc")
    clerk.sees("接地电阻填数字")
    clerk.presses(ENTER, ctrl=True)
    clerk.settles()
    assert shop.status(case) == "AWAIT_INSPECTION"
    clerk.waits_for_focus(value)


def test_a_value_still_in_its_field_is_kept_with_the_pass(open_window, shop: Desk):
    case = finished(shop)
    clerk = sits_at_inspection(open_window)
    desk = inspects(clerk, case)
    ticks_all(clerk, desk)
    clerk.tabs_to(desk.values.table.rows[0].edit)
    clerk.types("0.05")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: shop.status(case) == "PASSED")
    assert [row["value"] for row in shop.rows("measurement")] == ["0.06", "0.05"]
