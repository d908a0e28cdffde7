"""The bench by keys and scanner: a card opens, its clock runs, it is judged, mended, handed on."""

import json

import pytest
from PySide6.QtCore import Qt

from counter.storage.questions.bench import Whose
from tests.builders import a_fan
from tests.desk import DESK, MINUTE, SECOND, SUPERVISOR, Case, Desk
from tests.ui.repairs import bench, sits_at_bench, works_on
from tests.ui.robots import Clerk

ENTER, TAB, SPACE, Z = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Z


def running(shop: Desk) -> list[dict[str, object]]:
    return shop.rows("work_step", "ended_at IS NULL")


def finds_what_it_takes(clerk: Clerk) -> None:
    """Name the fault and what is to be done; its price is asked next."""
    page = bench(clerk).page
    clerk.types("3")
    clerk.waits_for_focus(page.finding.words)
    clerk.writes("老化")
    clerk.presses(ENTER)
    clerk.types("1")
    clerk.waits_for_focus(page.estimate.rows[0].what)
    clerk.writes("换圈")
    clerk.presses(ENTER)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_from_the_scan_to_inspection(language: str, open_window, shop: Desk):
    case = shop.hangs(shop.takes_in())
    clerk = sits_at_bench(open_window, language)
    page = bench(clerk).page
    works_on(clerk, case)
    clerk.waits_for_focus(page.finding.fault)
    clerk.types("3")
    clerk.waits_for_focus(page.finding.words)
    clerk.writes("密封圈老化")
    clerk.presses(ENTER)
    clerk.waits_for_focus(page.finding.leads)
    clerk.types("1")  # an estimate: the next gap is its first line
    clerk.waits_for_focus(page.estimate.rows[0].what)
    clerk.writes("更换密封圈")
    clerk.presses(ENTER)
    clerk.waits_for_focus(page.estimate.rows[0].amount)
    clerk.types("60")
    clerk.presses(ENTER)
    clerk.waits_for_focus(page.footer.go)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: shop.status(case) == "AWAIT_APPROVAL")
    estimate = shop.rows("estimate")[0]
    assert estimate["total_fen"] == 6000
    shop.do("record_consent", DESK, estimate_number=estimate["number"], how="IN_PERSON")
    start = clerk.window.kit.language.say("Start")
    clerk.waits(lambda: page.footer.go.text() == start)  # their word is seen by itself
    mends(clerk, shop, case)


def mends(clerk: Clerk, shop: Desk, case: Case) -> None:
    page = bench(clerk).page
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: shop.status(case) == "REPAIRING")
    clerk.settles()
    shop.wait(21 * MINUTE)
    clerk.scans(shop.rows("part")[0]["number"])
    clerk.waits_for_focus(page.parts.pending.book)
    clerk.presses(ENTER)
    clerk.waits(lambda: len(shop.rows("part_used")) == 1)
    clerk.waits(lambda: page.parts.pieces() == 1)
    value = page.values.table.rows[0].edit
    clerk.tabs_to(value)
    clerk.types("0.06")
    clerk.presses(ENTER)
    clerk.waits(lambda: [row["verdict"] for row in shop.rows("measurement")] == ["PASS"])
    clerk.settles()
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: shop.status(case) == "AWAIT_INSPECTION")
    assert running(shop) == []
    clerk.waits_for_focus(page.queue.list)


def test_a_scan_is_undone_by_keys_and_books_nothing(open_window, shop: Desk):
    case = shop.hangs(shop.takes_in())
    clerk = sits_at_bench(open_window)
    works_on(clerk, case)
    assert len(running(shop)) == 1
    clerk.presses(Z, ctrl=True)
    clerk.waits(lambda: running(shop) == [])
    assert [step["minutes"] for step in shop.rows("work_step")] == [0]


def test_ones_own_cards_tell_their_numbers_and_a_colleagues_whose_they_are(open_window, shop: Desk):
    case = shop.agrees(shop.diagnoses(shop.takes_in()))
    clerk = sits_at_bench(open_window)
    queue = bench(clerk).page.queue
    clerk.waits(lambda: len(queue.list.rows) == 1)
    assert queue.list.rows[0].tail == clerk.window.kit.figures.short_number(case.card)
    queue.filter.choose([Whose.ALL.value])
    clerk.waits(lambda: queue.list.rows[0].tail == "周建国")


def test_another_scan_switches_the_clock(open_window, shop: Desk):
    first, second = shop.hangs(shop.takes_in()), shop.hangs(shop.takes_in(a_fan()))
    clerk = sits_at_bench(open_window)
    works_on(clerk, first)
    shop.wait(6 * MINUTE)
    clerk.scans(second.case)  # the label on the item does as well
    clerk.waits(lambda: shop.status(second) == "DIAGNOSING")
    steps = shop.rows("work_step")
    assert [step["minutes"] for step in steps] == [6, 0]
    assert len(running(shop)) == 1


def test_pausing_books_the_minutes_and_enter_opens_without_a_clock(open_window, shop: Desk):
    case = shop.hangs(shop.takes_in())
    clerk = sits_at_bench(open_window)
    works_on(clerk, case)
    shop.wait(7 * MINUTE)
    clerk.presses(Qt.Key.Key_P, ctrl=True)
    clerk.waits(lambda: running(shop) == [])
    assert shop.rows("work_step")[0]["minutes"] == 7
    clerk.settles()
    clerk.presses(Qt.Key.Key_Escape)
    clerk.waits_for_focus(bench(clerk).page.queue.list)
    clerk.presses(ENTER)
    clerk.waits(bench(clerk).page.aside.isVisible)
    clerk.settles()
    assert running(shop) == []


def test_a_colleague_joins_in(open_window, shop: Desk):
    case = shop.hangs(shop.takes_in())
    shop.do("start_work", SECOND, card_number=case.card)
    clerk = sits_at_bench(open_window)
    works_on(clerk, case)
    assert len(running(shop)) == 2


def test_a_card_that_does_not_hang_is_hung_by_its_second_scan(open_window, shop: Desk):
    case = shop.takes_in()
    clerk = sits_at_bench(open_window)
    clerk.scans(case.card)
    clerk.sees("还没挂上")
    clerk.settles()
    clerk.scans(case.card)
    clerk.waits(lambda: shop.status(case) == "HUNG")


def test_an_item_without_fault_goes_back(open_window, shop: Desk):
    case = shop.hangs(shop.takes_in(a_fan()))
    clerk = sits_at_bench(open_window)
    page = bench(clerk).page
    works_on(clerk, case)
    clerk.types("1")
    clerk.waits_for_focus(page.finding.words)
    clerk.writes("试机两小时正常")
    clerk.presses(ENTER)
    clerk.types("4")
    clerk.waits_for_focus(page.footer.go)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: shop.status(case) == "RETURN_UNREPAIRED")
    assert shop.row("repair_card", case.card)["no_fault_found"] == 1


def test_waiting_for_parts_is_chosen_from_the_menu(open_window, shop: Desk):
    case = shop.agrees(shop.diagnoses(shop.takes_in()))
    clerk = sits_at_bench(open_window)
    works_on(clerk, case)
    page = bench(clerk).page
    clerk.tabs_to(page.footer.wait)
    clerk.presses(SPACE)
    clerk.waits(page.footer.menu.isVisible)
    page.footer.menu.setActiveAction(page.footer.menu.actions()[1])
    clerk.qtbot.keyClick(page.footer.menu, ENTER)
    clerk.waits(lambda: shop.status(case) == "AWAIT_PARTS")
    assert shop.row("repair_card", case.card)["wait_cause"] == "OUTLET"


def repairing(open_window, shop: Desk, language: str = "zh_CN") -> tuple[Clerk, Case]:
    case = shop.agrees(shop.diagnoses(shop.takes_in()))
    clerk = sits_at_bench(open_window, language)
    works_on(clerk, case)
    return clerk, case


def test_nothing_used_has_to_be_said(open_window, shop: Desk):
    clerk, case = repairing(open_window, shop)
    shop.wait(5 * MINUTE)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits_for_focus(bench(clerk).page.parts.none)
    assert shop.status(case) == "REPAIRING"
    clerk.presses(SPACE)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: shop.status(case) == "AWAIT_INSPECTION")


def test_a_part_is_searched_and_a_slip_taken_back(open_window, shop: Desk):
    clerk, _ = repairing(open_window, shop)
    page = bench(clerk).page
    clerk.tabs_to(page.parts.seek)
    clerk.writes("密封")
    clerk.presses(ENTER)
    clerk.waits_for_focus(page.parts.pending.book)
    clerk.scans(shop.rows("part")[0]["number"])  # once more: one more piece
    assert page.parts.pending.qty.value() == 2
    clerk.presses(ENTER)
    clerk.waits(lambda: [row["qty"] for row in shop.rows("part_used")] == [2])
    clerk.settles()
    clerk.presses(Z, ctrl=True)
    clerk.waits(lambda: [row["qty"] for row in shop.rows("part_used")] == [2, -2])


def test_a_step_is_put_right_with_a_reason(open_window, shop: Desk):
    clerk, _case = repairing(open_window, shop, "en")
    shop.wait(30 * MINUTE)
    clerk.presses(Qt.Key.Key_P, ctrl=True)
    clerk.waits(lambda: running(shop) == [])
    clerk.settles()
    steps = bench(clerk).page.steps
    clerk.tabs_to(steps.rows[-1].pen)
    clerk.presses(SPACE)
    clerk.waits(steps.is_correcting)
    clerk.types("90")  # longer than the clock
    clerk.presses(TAB)
    clerk.writes("午休没停表")
    clerk.presses(ENTER)
    clerk.sees("cannot be booked")
    assert steps.is_correcting()  # what was typed stays
    clerk.presses(Qt.Key.Key_Backtab)
    clerk.types("12")
    clerk.presses(TAB, ENTER)
    clerk.waits(lambda: not steps.is_correcting())
    clerk.settles()
    kept = [row["minutes"] for row in shop.rows("work_step") if row["corrected_by"] is None]
    assert kept[-1] == 12


def test_why_it_did_not_pass_is_on_the_page(open_window, shop: Desk):
    case = shop.repairs(shop.agrees(shop.diagnoses(shop.takes_in())))
    shop.do("inspect", SUPERVISOR, card_number=case.card, passed=False, reason="底座还渗水")
    clerk = sits_at_bench(open_window)
    works_on(clerk, case)
    assert shop.status(case) == "REPAIRING"
    clerk.sees("底座还渗水")


def test_what_was_typed_of_a_finding_outlives_another_scan(open_window, shop: Desk):
    first, second = shop.hangs(shop.takes_in()), shop.hangs(shop.takes_in(a_fan()))
    clerk = sits_at_bench(open_window)
    page = bench(clerk).page
    works_on(clerk, first)
    clerk.types("3")
    clerk.waits_for_focus(page.finding.words)
    clerk.writes("密封圈")
    clerk.scans(second.card)
    clerk.waits(lambda: shop.status(second) == "DIAGNOSING")
    clerk.settles()
    assert page.finding.words.text() == ""
    clerk.scans(first.card)
    clerk.waits(lambda: page.finding.words.text() == "密封圈")


@pytest.mark.parametrize("typed", ["abc", "12.345", "１２", "-5", "9" * 12])
def test_no_amount_is_no_estimate(typed: str, open_window, shop: Desk):
    case = shop.hangs(shop.takes_in())
    clerk = sits_at_bench(open_window)
    page = bench(clerk).page
    works_on(clerk, case)
    finds_what_it_takes(clerk)
    clerk.writes(typed)
    page.estimate.rows[0].amount.setText(typed)
    clerk.presses(ENTER, ctrl=True)
    clerk.settles()
    right = typed == "１２"
    assert (shop.status(case) == "DIAGNOSING") is not right
    assert page.estimate.rows[0].what.text() == ("" if right else "换圈")


def test_a_code_that_is_nothing_is_said(open_window, shop: Desk):
    clerk, _ = repairing(open_window, shop)
    clerk.scans("NOSUCHPART")
    clerk.sees("NOSUCHPART")
    clerk.scans("2000171260099931")
    clerk.settles()
    assert shop.rows("part_used") == []


def test_a_value_over_its_limit_is_marked_and_no_number_is_not_sent(open_window, shop: Desk):
    clerk, _ = repairing(open_window, shop)
    table = bench(clerk).page.values.table
    clerk.tabs_to(table.rows[0].edit)
    clerk.types("1.5")
    clerk.presses(ENTER)
    clerk.waits(lambda: [row["verdict"] for row in shop.rows("measurement")] == ["FAIL"])
    clerk.sees("超限")
    clerk.settles()
    clerk.tabs_to(table.rows[1].edit)
    clerk.types("abc")
    clerk.presses(ENTER)
    clerk.settles()
    assert len(shop.rows("measurement")) == 1
    clerk.tabs_to(bench(clerk).page.parts.none)
    clerk.presses(SPACE)
    shop.wait(5 * MINUTE)
    clerk.presses(ENTER, ctrl=True)  # it may have been meant as a value
    clerk.waits_for_focus(table.rows[1].edit)
    assert shop.rows("repair_card")[0]["status"] == "REPAIRING"


def test_what_was_done_is_kept_with_the_step_that_the_estimate_ends(open_window, shop: Desk):
    case = shop.hangs(shop.takes_in())
    clerk = sits_at_bench(open_window)
    page = bench(clerk).page
    works_on(clerk, case)
    shop.wait(4 * MINUTE)
    clerk.tabs_to(page.steps.done)
    clerk.writes("拆检底座")
    bench(clerk).go_on()
    finds_what_it_takes(clerk)
    clerk.types("60")
    clerk.presses(ENTER)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: shop.status(case) == "AWAIT_APPROVAL")
    clerk.settles()
    assert [step["work"] for step in shop.rows("work_step") if step["minutes"]] == ["拆检底座"]
    assert page.steps.done.text() == ""


def test_what_was_done_is_kept_while_a_card_waits_for_parts(open_window, shop: Desk):
    clerk, _case = repairing(open_window, shop)
    page = bench(clerk).page
    shop.wait(5 * MINUTE)
    clerk.tabs_to(page.steps.done)
    clerk.writes("清洁触点")
    clerk.tabs_to(page.footer.wait)
    clerk.presses(SPACE)
    clerk.waits(page.footer.menu.isVisible)
    page.footer.menu.setActiveAction(page.footer.menu.actions()[1])
    clerk.qtbot.keyClick(page.footer.menu, ENTER)
    clerk.waits(lambda: running(shop) == [])
    clerk.settles()
    assert shop.rows("work_step")[-1]["work"] == "清洁触点"
    assert page.steps.done.text() == ""


def test_the_estimate_follows_the_parts_until_it_is_touched_and_never_offers_them_twice(
    open_window, shop: Desk
):
    case = shop.hangs(shop.takes_in())
    clerk = sits_at_bench(open_window)
    page = bench(clerk).page
    works_on(clerk, case)
    part = shop.rows("part")[0]
    clerk.scans(part["number"])
    clerk.waits_for_focus(page.parts.pending.book)
    clerk.presses(ENTER)
    clerk.waits(lambda: len(shop.rows("part_used")) == 1)
    clerk.waits(lambda: page.estimate.rows[0].what.text() == part["name"])
    clerk.settles()
    page.finding.fault.start()
    clerk.types("3")
    clerk.tabs_to(page.finding.words)
    clerk.writes("老化")
    clerk.presses(ENTER)
    clerk.waits_for_focus(page.finding.leads)
    clerk.types("1")
    clerk.waits(page.estimate.isVisible)
    clerk.tabs_to(page.estimate.rows[1].what)
    clerk.writes("换圈")
    clerk.presses(ENTER)
    clerk.types("60")
    clerk.presses(ENTER)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: shop.status(case) == "AWAIT_APPROVAL")
    clerk.settles()
    lines = json.loads(shop.rows("estimate")[0]["lines_json"])
    assert [line["name"] for line in lines] == [part["name"], "换圈"]
    assert [line.what.text() for line in page.estimate.rows] == [""]
    clerk.tabs_to(page.estimate.rows[0].what)
    clerk.writes("换底座")
    clerk.presses(ENTER)
    clerk.types("80")
    clerk.sees("将替换已发出的报价")
