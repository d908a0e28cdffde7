"""Answers that come late to bench, inspection, hand-back, settlement and check-in: by then another
card, another receipt or another person is there.
"""

from PySide6.QtCore import Qt

from counter.storage.questions.bench import Whose, bench_queue
from tests.builders import a_customer, a_fan
from tests.desk import DESK, MANAGER, SUPERVISOR, TECHNICIAN, Case, Desk
from tests.ui.case_pages import settlement_screen
from tests.ui.held import acts_wait, answers_wait, texts_of
from tests.ui.repairs import bench, inspects, points, sits_at_bench, works_on
from tests.ui.robots import Clerk
from tests.ui.test_check_in import fill_in
from ui.dialogs.loss import LossDialog
from ui.screens.bench.finding_card import Found

ENTER = Qt.Key.Key_Return
CHEN = a_customer(phone="13911112222", name="陈静")


def two(shop: Desk) -> tuple[Case, Case]:
    """A kettle of 张伟 and a fan of 陈静."""
    return shop.takes_in(), shop.takes_in(a_fan(), customer=CHEN)


# -- the bench


def test_of_two_cards_scanned_at_once_the_later_one_runs(open_window, shop: Desk):
    first, second = (shop.hangs(case) for case in two(shop))
    clerk = sits_at_bench(open_window)
    with answers_wait(clerk):
        clerk.scans(first.card)
        clerk.scans(second.card)
    clerk.waits(lambda: len(shop.rows("work_step")) == 1)
    clerk.settles()
    card = shop.row("repair_card", second.card)["id"]
    assert [step["card_id"] for step in shop.rows("work_step")] == [card]
    assert bench(clerk).deeds.number == second.card


def test_a_card_that_was_put_away_meanwhile_does_not_open(open_window, shop: Desk):
    first, _ = (shop.hangs(case) for case in two(shop))
    clerk = sits_at_bench(open_window)
    with answers_wait(clerk):
        clerk.scans(first.card)
        bench(clerk).close_card()
    assert bench(clerk).deeds.number == ""
    assert shop.rows("work_step") == []


def test_a_repair_that_is_handed_on_closes_no_other_card(open_window, shop: Desk):
    first, second = two(shop)
    shop.agrees(shop.diagnoses(first))
    shop.hangs(second)
    clerk = sits_at_bench(open_window)
    works_on(clerk, first)
    screen = bench(clerk)
    with acts_wait(clerk):
        screen.deeds.finish(no_parts_used=True)
        screen.page.queue.opened.emit(second.card)
        clerk.waits(lambda: screen.deeds.number == second.card)
    assert shop.status(first) == "AWAIT_INSPECTION"
    assert screen.deeds.number == second.card


def test_a_finding_written_down_leaves_what_was_typed_on_another_card(open_window, shop: Desk):
    first, second = (shop.hangs(case) for case in two(shop))
    clerk = sits_at_bench(open_window)
    works_on(clerk, first)
    screen = bench(clerk)
    with acts_wait(clerk):
        screen.deeds.record(Found("LEAKS", "密封圈老化", "老化", "NEEDS_ESTIMATE").facts())
        screen.page.queue.opened.emit(second.card)
        clerk.waits(lambda: screen.deeds.number == second.card)
        screen.page.finding.cause.setText("进水")
    assert screen.page.finding.typed().cause == "进水"


def with_work(shop: Desk) -> Case:
    case = shop.takes_in()
    shop.agrees(shop.diagnoses(case))
    return case


def two_parts(shop: Desk) -> tuple[str, str]:
    shop.do("add_part", MANAGER, code="K-2", name="底座", price_fen=2000)
    first, second = (str(part["number"]) for part in shop.rows("part"))
    return first, second


def test_two_parts_scanned_in_a_row_are_both_booked(open_window, shop: Desk):
    case = with_work(shop)
    clerk = sits_at_bench(open_window)
    works_on(clerk, case)
    first, second = two_parts(shop)
    pending = bench(clerk).page.parts.pending
    with acts_wait(clerk):
        clerk.scans(first)
        clerk.waits(lambda: pending.part is not None)
        clerk.scans(second)
        clerk.waits(lambda: pending.part is not None and pending.part.number == second)
    assert len(shop.rows("part_used")) == 1
    assert pending.part is not None
    clerk.waits_for_focus(pending.book)
    clerk.presses(ENTER)
    clerk.waits(lambda: len(shop.rows("part_used")) == 2)


def test_parts_scanned_faster_than_they_are_found_are_both_booked(open_window, shop: Desk):
    case = with_work(shop)
    clerk = sits_at_bench(open_window)
    works_on(clerk, case)
    first, second = two_parts(shop)
    pending = bench(clerk).page.parts.pending
    with answers_wait(clerk):
        clerk.scans(first)
        clerk.scans(second)
    clerk.waits(lambda: len(shop.rows("part_used")) == 1)
    clerk.settles()
    assert pending.part is not None
    assert pending.part.number == second


def test_a_part_goes_into_no_other_item(open_window, shop: Desk):
    first, second = with_work(shop), with_work(shop)
    clerk = sits_at_bench(open_window)
    works_on(clerk, first)
    screen = bench(clerk)
    with answers_wait(clerk):
        screen.page.queue.opened.emit(second.card)
        screen.page.parts.take(shop.rows("part")[0]["number"])
    assert screen.deeds.number == second.card
    assert screen.page.parts.pending.part is None


# -- the supervisor


def test_a_repair_that_has_passed_closes_no_other(open_window, shop: Desk):
    first, second = (shop.repairs(shop.agrees(shop.diagnoses(case))) for case in two(shop))
    clerk = open_window()
    clerk.signs_in(SUPERVISOR)
    screen = inspects(clerk, first)
    for point in points(screen):
        point.setChecked(True)
    with acts_wait(clerk):
        screen.accept()
        screen.open_with(second.card)
        clerk.waits(lambda: "电风扇" in texts_of(screen.head))
    assert shop.status(first) == "PASSED"
    assert screen.verdict.isVisible()


def test_a_repair_read_again_does_not_come_back_over_the_next(open_window, shop: Desk):
    first, second = (shop.repairs(shop.agrees(shop.diagnoses(case))) for case in two(shop))
    clerk = open_window()
    clerk.signs_in(SUPERVISOR)
    screen = inspects(clerk, first)
    with answers_wait(clerk):
        screen.open_with(second.card)
        screen.reload()
    assert "电风扇" in texts_of(screen.head)


# -- hand-back and settlement


def shows_receipt(clerk: Clerk, case: Case) -> None:
    page = clerk.hand_back().ready
    clerk.scans(case.receipt)
    clerk.waits(lambda: page.view is not None and page.view.receipt_number == case.receipt)
    clerk.waits_for_answers()


def test_a_loss_is_reported_of_the_receipt_the_form_was_opened_for(clerk: Clerk, shop: Desk):
    first, second = two(shop)
    shows_receipt(clerk, first)
    screen = clerk.hand_back()
    with answers_wait(clerk):
        screen.open_with(second.receipt)
        screen.declare_loss()
    (dialog,) = clerk.window.findChildren(LossDialog)
    dialog.reported.emit("张伟")
    clerk.settles()
    assert shop.row("item_receipt", first.receipt)["status"] == "LOST_REPORTED"
    assert shop.row("item_receipt", second.receipt)["status"] == "ISSUED"


def test_a_receipt_that_is_open_stays_the_one_it_is_when_another_is_unknown(
    clerk: Clerk, shop: Desk
):
    first, _ = two(shop)
    shows_receipt(clerk, first)
    screen = clerk.hand_back()
    screen.open_with("1")
    clerk.settles()
    assert screen.stack.currentWidget() is screen.ready
    shop.do("report_receipt_lost", DESK, receipt_number=first.receipt)
    screen.reload()
    clerk.waits(lambda: screen.stack.currentWidget() is screen.alarm)


def test_a_receipt_put_away_meanwhile_does_not_open(clerk: Clerk, shop: Desk):
    first, _ = two(shop)
    clerk.window.go("hand_back")
    screen = clerk.hand_back()
    with answers_wait(clerk):
        screen.open_with(first.receipt)
        screen.close_receipt()
    assert screen.stack.currentWidget() is screen.empty


def test_items_handed_back_close_no_other_receipt(clerk: Clerk, shop: Desk):
    first, second = shop.takes_in(a_fan()), shop.takes_in(a_fan(), customer=CHEN)
    shop.ready_to_go(first)
    shows_receipt(clerk, first)
    screen = clerk.hand_back()
    screen.ready.signed.setChecked(True)
    with acts_wait(clerk):
        screen.hand_back()
        screen.open_with(second.receipt)
        page = screen.ready
        clerk.waits(lambda: page.view is not None and page.view.receipt_number == second.receipt)
    assert shop.row("item_receipt", first.receipt)["status"] == "VOIDED"
    assert screen.stack.currentWidget() is screen.ready


def test_whoever_went_on_is_not_called_back_by_a_settlement(clerk: Clerk, shop: Desk):
    case = shop.mends(shop.takes_in())
    clerk.window.open("settlement", case.case)
    screen = settlement_screen(clerk)
    clerk.waits(lambda: bool(screen.rows))
    with acts_wait(clerk):
        screen.settle()
        clerk.window.go("board")
    assert len(shop.rows("settlement")) == 1
    assert clerk.window.current() is clerk.window.screen_named("board")


def test_a_settlement_opened_by_one_is_not_shown_to_the_next(clerk: Clerk, shop: Desk):
    case = shop.mends(shop.takes_in())
    screen = settlement_screen(clerk)
    with answers_wait(clerk):
        clerk.window.open("settlement", case.case)
        screen.begin_anew()
    assert screen.rows == []


# -- check-in


def test_what_was_taken_in_clears_no_other_form(clerk: Clerk, shop: Desk):
    fill_in(clerk, "kettle")
    screen = clerk.check_in()
    with acts_wait(clerk):
        screen.take_in()
        screen.begin_anew()
        screen.form.customer.person.setText("赵敏")
    assert len(shop.rows("item_receipt")) == 1
    assert screen.form.customer.person.text() == "赵敏"


def test_drafts_of_one_do_not_come_to_the_next(clerk: Clerk, shop: Desk):
    fill_in(clerk, "kettle")
    screen = clerk.check_in()
    screen.save_now()
    clerk.settles()
    with answers_wait(clerk):
        screen.reload()
        clerk.window.lock()
        clerk.window.unlock(shop.counter.sign_in(SUPERVISOR, "0000"))
        clerk.window.go("check_in")
    assert screen.form.customer.person.text() == ""


def test_cards_of_a_list_of_before_do_not_stand_in_the_new_one(open_window, shop: Desk):
    first, second = (shop.hangs(case) for case in two(shop))
    clerk = sits_at_bench(open_window)
    queue = bench(clerk).page.queue
    queue.filter.choose(["ALL"])
    queue.ask()
    clerk.settles()
    facts = {"technician_code": TECHNICIAN, "whose": Whose.ALL, "language": "zh_CN"}
    before = clerk.window.kit.desk.glance(bench_queue, after=None, **facts)
    queue.take(before, "of a list of before")
    assert [job.key for job in queue.list.rows] == [first.card, second.card]
