"""The case page by keys and scans alone: what is seen, done, refused and undone."""

import threading

import pytest
from PySide6.QtCore import Qt

from counter.domain.case_acts import CaseAct
from tests.builders import a_fan, a_kettle
from tests.desk import AUDITOR, CASHIER, DESK, MANAGER, SUPERVISOR, Case, Desk
from tests.ui.case_pages import case_screen, part_paid, settlement_screen
from tests.ui.robots import Clerk
from ui.dialogs.form import FormDialog
from ui.dialogs.preview import PreviewDialog

ENTER, SPACE, TAB = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Tab
LANGUAGES = pytest.mark.parametrize("language", ["zh_CN", "en"])


def scans(clerk: Clerk, code: str) -> None:
    """Scan a code that leads to a case, and wait until the page shows it."""
    clerk.scans(code)
    screen = case_screen(clerk)
    clerk.waits(lambda: clerk.window.current() is screen and bool(screen.log.log.lines))
    clerk.waits_for_answers()
    clerk.waits_for_focus(screen.head.bar)


def chooses(clerk: Clerk, act: CaseAct) -> FormDialog:
    """Press the key of what is to be done, and wait for its form."""
    screen = case_screen(clerk)
    key = next(button.key for button in screen.head.bar.buttons if button.act is act)
    clerk.types(key)
    clerk.waits(lambda: screen.deeds.dialog is not None)
    dialog = screen.deeds.dialog
    assert dialog is not None
    clerk.waits_for_focus(dialog)
    return dialog


def ends(clerk: Clerk) -> None:
    """Send the form and wait until it is gone."""
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: case_screen(clerk).deeds.dialog is None)
    clerk.turns_to_the_window()
    clerk.waits_for_answers()


def offered(clerk: Clerk) -> set[CaseAct]:
    return {button.act for button in case_screen(clerk).head.bar.buttons}


@LANGUAGES
def test_a_case_goes_from_the_customers_word_to_the_money(language: str, open_window, shop: Desk):
    clerk = open_window(language)
    case = shop.diagnoses(shop.takes_in())
    shop.estimates(case)
    clerk.signs_in(SUPERVISOR)
    scans(clerk, case.case)
    assert case_screen(clerk).aside.act is CaseAct.RECORD_CONSENT
    chooses(clerk, CaseAct.RECORD_CONSENT)
    clerk.types("1")  # in person
    ends(clerk)
    assert shop.rows("consent")[0]["how"] == "IN_PERSON"
    shop.passes(shop.repairs(case))
    clerk.waits(lambda: case_screen(clerk).aside.act is CaseAct.SETTLE)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: bool(settlement_screen(clerk).rows))
    clerk.waits_for_answers()
    clerk.types("0.5")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(shop.rows("settlement")) == 1)
    clerk.waits(lambda: clerk.window.current() is case_screen(clerk))
    clerk.waits_for_answers()
    clerk.waits_for_focus(case_screen(clerk).head.bar)
    assert shop.rows("settlement")[0]["gross_fen"] == 5950
    chooses(clerk, CaseAct.TAKE_PAYMENT)
    clerk.types("1")  # cash
    clerk.waits_for_focus(case_screen(clerk).deeds.dialog.amount)
    clerk.types("20")
    case_screen(clerk).deeds.dialog.paying.add_piece()
    clerk.types("2")
    ends(clerk)
    assert [row["amount_fen"] for row in shop.rows("payment")] == [2000, 3950]
    clerk.sees("¥ 0.00")


def test_a_payment_is_taken_back_with_a_reason(clerk: Clerk, shop: Desk):
    case = part_paid(shop)
    clerk.window.lock()
    clerk.signs_in(CASHIER)
    scans(clerk, case.card)
    chooses(clerk, CaseAct.REVERSE_PAYMENT)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: "还差" in case_screen(clerk).deeds.dialog.missing.text())
    case_screen(clerk).deeds.dialog.reasons.start()
    clerk.types("2")
    ends(clerk)
    assert shop.rows("payment")[-1]["amount_fen"] == -2000
    chooses(clerk, CaseAct.TAKE_PAYMENT)
    clerk.types("2")
    ends(clerk)
    clerk.sees("已收")
    clerk.presses(Qt.Key.Key_Z, ctrl=True)
    clerk.waits(lambda: len(shop.rows("payment")) == 4)
    assert shop.rows("payment")[-1]["amount_fen"] == -6000


def test_the_customer_is_told_and_it_stands_on_the_line(clerk: Clerk, shop: Desk):
    case = shop.mends(shop.takes_in())
    shop.settles(case)
    scans(clerk, case.card)
    assert case_screen(clerk).aside.act is CaseAct.NOTIFY
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: case_screen(clerk).deeds.dialog is not None)
    dialog = case_screen(clerk).deeds.dialog
    clerk.waits_for_focus(dialog)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: "结果" in dialog.missing.text())
    clerk.types("1")
    ends(clerk)
    assert shop.rows("notice")[0]["said"].startswith("已修好")
    clerk.waits(lambda: case_screen(clerk).route.stops.stops[-2].name == "已通知客户")
    assert case_screen(clerk).aside.act is CaseAct.HAND_BACK


def test_a_phone_is_shown_on_demand_and_that_is_kept(clerk: Clerk, shop: Desk):
    case = shop.takes_in()
    scans(clerk, case.case)
    screen = case_screen(clerk)
    assert "13800135678" not in clerk.reads()
    screen.head.reveal.setFocus()
    clerk.presses(SPACE)
    clerk.sees("13800135678")
    assert shop.alarms() == ["customer.shown"]
    clerk.window.lock()
    clerk.signs_in(DESK)
    scans(clerk, case.case)
    assert "13800135678" not in clerk.reads()


def test_what_was_written_wrong_is_corrected_and_taken_back(clerk: Clerk, shop: Desk):
    case = shop.takes_in()
    scans(clerk, case.case)
    dialog = chooses(clerk, CaseAct.CORRECT_UNIT)
    dialog.edits["model"].setFocus()
    dialog.edits["model"].selectAll()
    clerk.types("SW-18K")
    ends(clerk)
    clerk.sees("SW-18K")
    clerk.presses(Qt.Key.Key_Z, ctrl=True)
    clerk.waits(lambda: shop.rows("unit")[0]["model"] == "SW-17J")
    dialog = chooses(clerk, CaseAct.CORRECT_CUSTOMER)
    dialog.edits["phone"].setFocus()
    dialog.edits["phone"].selectAll()
    clerk.types("1380013")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(dialog.fields["phone"].has_error)
    dialog.edits["phone"].selectAll()
    clerk.types("13800135679")
    ends(clerk)
    assert shop.rows("customer")[0]["phone"] == "13800135679"
    dialog = chooses(clerk, CaseAct.CORRECT_ITEM)
    dialog.fault.setFocus()
    dialog.fault.selectAll()
    clerk.writes("底座裂了")
    ends(clerk)
    assert shop.rows("customer_item")[0]["fault"] == "底座裂了"


def test_another_promise_asks_for_a_reason(clerk: Clerk, shop: Desk):
    case = shop.takes_in(a_fan())
    scans(clerk, case.case)
    dialog = chooses(clerk, CaseAct.CORRECT_ITEM)
    dialog.promise.setFocus()
    dialog.promise.setCurrentSection(dialog.promise.Section.DaySection)
    clerk.presses(Qt.Key.Key_Up)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits_for_focus(dialog.reason)
    clerk.writes("等厂家配件")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: case_screen(clerk).deeds.dialog is None)
    assert shop.alarms() == ["promise.moved"]


def test_an_item_is_moved_withdrawn_and_its_receipt_blocked(clerk: Clerk, shop: Desk):
    case = shop.takes_in()
    clerk.window.lock()
    clerk.signs_in(SUPERVISOR)
    scans(clerk, case.case)
    chooses(clerk, CaseAct.MOVE)
    clerk.types("1")
    ends(clerk)
    assert shop.row("customer_item", case.case)["shelf_id"] is not None
    chooses(clerk, CaseAct.REPORT_LOST)
    clerk.writes("张伟")
    ends(clerk)
    assert shop.row("item_receipt", case.receipt)["status"] == "LOST_REPORTED"
    clerk.waits(lambda: CaseAct.FOUND in offered(clerk))
    clerk.presses(Qt.Key.Key_Z, ctrl=True)
    clerk.waits(lambda: shop.row("item_receipt", case.receipt)["status"] == "ISSUED")
    clerk.waits(lambda: CaseAct.VOID_RECEIPT in offered(clerk))
    clerk.waits_for_answers()
    chooses(clerk, CaseAct.WITHDRAW)
    case_screen(clerk).deeds.dialog.reasons.start()
    clerk.types("1")
    ends(clerk)
    assert shop.row("repair_card", case.card)["status"] == "RETURN_UNREPAIRED"


def test_a_receipt_written_in_error_is_voided(clerk: Clerk, shop: Desk):
    case = shop.takes_in(a_fan())
    clerk.window.lock()
    clerk.signs_in(SUPERVISOR)
    scans(clerk, case.case)
    dialog = chooses(clerk, CaseAct.VOID_RECEIPT)
    dialog.reasons.start()
    clerk.types("1")
    ends(clerk)
    assert shop.row("item_receipt", case.receipt)["status"] == "VOIDED_ERROR"
    assert len(shop.rows("item_receipt")) == 2


def test_what_is_said_to_be_missing_is_gone_once_it_is_there(clerk: Clerk, shop: Desk):
    scans(clerk, shop.takes_in().case)
    dialog = chooses(clerk, CaseAct.MOVE)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(dialog.missing.isVisible)
    clerk.types("1")
    clerk.waits(lambda: not dialog.missing.isVisible())
    dialog.shelf.clear()
    clerk.waits_for_answers()
    assert not dialog.missing.isVisible()  # nobody is told of a gap before he sends
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(dialog.missing.isVisible)


def test_a_paper_is_looked_at_and_printed_again_with_a_count(clerk: Clerk, shop: Desk):
    case = shop.takes_in()
    clerk.window.lock()
    clerk.signs_in(SUPERVISOR)
    scans(clerk, case.case)
    papers = case_screen(clerk).papers
    tile = case_screen(clerk).aside.papers.tiles[0]
    for count in (1, 2):
        tile.setFocus()
        clerk.presses(SPACE)
        clerk.waits(lambda: papers.preview_dialog is not None)
        preview = papers.preview_dialog
        preview.print_button.setFocus()
        clerk.presses(SPACE)
        clerk.waits(lambda: papers.dialog is not None)
        clerk.waits_for_focus(papers.dialog)
        papers.dialog.reasons.start()
        clerk.types("1")
        clerk.presses(ENTER, ctrl=True)
        clerk.waits(lambda: papers.dialog is None)
        clerk.turns_to_the_window()
        clerk.waits(lambda n=count: len(clerk.printed) == n)
    assert shop.alarms() == ["paper.reprinted", "paper.reprinted"]
    assert {row["reprint"] for row in shop.rows("print_job", "form = 'item_receipt'")} == {0, 1}
    clerk.sees("第 2 次补打")


def test_of_two_papers_asked_for_at_once_the_later_one_is_shown(clerk: Clerk, shop: Desk):
    case = shop.takes_in()
    scans(clerk, case.case)
    papers = case_screen(clerk).papers
    first, second, *_ = case_screen(clerk).aside.papers.tiles
    assert first.paper.form != second.paper.form
    first.click()
    second.click()
    clerk.waits_for_answers()
    clerk.waits(lambda: papers.preview_dialog is not None)
    assert papers.preview_dialog.form == second.paper.form
    first.click()
    first.click()
    clerk.waits_for_answers()
    assert len(clerk.window.findChildren(PreviewDialog)) == 1


def test_who_may_not_is_not_offered(clerk: Clerk, shop: Desk):
    case = part_paid(shop)
    scans(clerk, case.card)
    assert CaseAct.REVERSE_PAYMENT not in offered(clerk)
    assert CaseAct.WITHDRAW not in offered(clerk)
    clerk.window.lock()
    clerk.signs_in(AUDITOR)
    clerk.scans(case.receipt)
    screen = case_screen(clerk)
    clerk.waits(lambda: bool(screen.log.log.lines))
    clerk.waits_for_answers()
    assert offered(clerk) == set()
    assert not screen.aside.go.isVisible()
    assert not screen.aside.keys.isVisible()
    assert not screen.head.reveal.isVisible()


def test_the_log_is_walked_filtered_and_the_unit_has_a_past(clerk: Clerk, shop: Desk):
    first = shop.ready_to_go(shop.takes_in(a_kettle(unit=_with_serial())))
    shop.hands_back(first)
    case: Case = shop.takes_in(a_kettle(unit=_with_serial()))
    scans(clerk, case.case)
    screen = case_screen(clerk)
    screen.log.log.setFocus()
    clerk.presses(Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Home)
    assert screen.log.log.lines[-1].what == "受理"
    screen.log.chips.start()
    clerk.types("4")
    clerk.waits(lambda: screen.log.log.lines == [])
    screen.log.views.choose("visits")
    clerk.waits_for_answers()
    screen.log.visits.links.start()
    clerk.presses(ENTER)
    clerk.waits(lambda: screen.title().endswith(clerk.window.kit.figures.short_number(first.case)))
    clerk.waits_for_answers()
    assert CaseAct.CORRECT_ITEM not in offered(clerk)


def test_a_number_nobody_knows_says_so(clerk: Clerk, shop: Desk):
    clerk.window.open("case", "1000171260099937")
    clerk.waits_for_answers()
    clerk.sees("扫描收据、修护卡或物品签")
    assert clerk.window.messages.toast.text()


def test_a_scanner_never_presses_a_button(clerk: Clerk, shop: Desk):
    case, other = shop.takes_in(), shop.takes_in(a_fan())
    scans(clerk, case.case)
    scans(clerk, other.card)
    clerk.qtbot.wait(200)
    assert case_screen(clerk).deeds.dialog is None
    assert clerk.window.current() is case_screen(clerk)


def test_rubbish_in_the_fields_is_refused_and_kept(clerk: Clerk, shop: Desk):
    case = part_paid(shop)
    clerk.window.lock()
    clerk.signs_in(MANAGER)
    scans(clerk, case.case)
    dialog = chooses(clerk, CaseAct.TAKE_PAYMENT)
    clerk.types("2")
    for typed in ("1e9", "-5", "40.001", "９９９", "🙂"):
        dialog.amount.setText(typed)
        clerk.presses(ENTER, ctrl=True)
        clerk.waits(lambda: bool(dialog.missing.isVisible()))
        assert dialog.amount.text() == typed
    dialog.amount.setText("４０")
    ends(clerk)
    assert shop.rows("payment")[-1]["amount_fen"] == 4000


def _with_serial() -> dict[str, str]:
    return {"kind": "kettle", "brand": "苏泊尔", "model": "SW-17J", "serial": "SW17J000123"}


def test_a_key_right_after_a_scan_does_nothing_to_the_case_before(open_window, shop: Desk):
    before = shop.diagnoses(shop.takes_in(a_kettle()))
    shop.estimates(before)
    after = shop.diagnoses(shop.takes_in(a_fan()))
    shop.estimates(after)
    clerk = open_window("zh_CN")
    clerk.signs_in(SUPERVISOR)
    scans(clerk, before.case)
    screen, known = case_screen(clerk), threading.Event()
    tells = next(b.key for b in screen.head.bar.buttons if b.act is CaseAct.NOTIFY)
    clerk.window.kit.desk.ask(_not_yet, known=known)
    clerk.scans(after.case)
    clerk.presses(ENTER, ctrl=True)
    clerk.types(tells)
    clerk.qtbot.wait(120)  # longer than a key waits for the next of a scanner
    clerk.presses(ENTER, ctrl=True)
    assert screen.deeds.dialog is None
    known.set()
    clerk.settles()
    clerk.waits_for_focus(screen.head.bar)
    assert screen.deeds.dialog is None
    assert clerk.window.current() is screen
    chooses(clerk, CaseAct.RECORD_CONSENT)
    clerk.types("1")
    ends(clerk)
    assert (shop.status(before), shop.status(after)) == ("AWAIT_APPROVAL", "APPROVED")


def _not_yet(_reader: object, known: threading.Event) -> None:
    """A question that takes its time: all that is asked after it waits."""
    known.wait(5)
