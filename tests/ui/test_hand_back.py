"""Hand-back through the real window: the receipt opens it, one button ends it, a bad one alarms."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from tests.builders import a_fan
from tests.desk import CASHIER, DESK, Case, Desk
from tests.ui.robots import Clerk
from ui.dialogs.loss import LossDialog

ENTER = Qt.Key.Key_Return


def mended(shop: Desk) -> Case:
    """A kettle with two accessories, repaired and settled at 60.00, not paid."""
    case = shop.mends(shop.takes_in())
    shop.settles(case)
    return case


def test_a_scan_opens_it_and_one_button_ends_it(clerk: Clerk, shop: Desk):
    case = mended(shop)
    page = clerk.hand_back().ready
    clerk.scans(case.receipt)
    clerk.sees("¥ 60.00")
    clerk.sees("还差：")
    for tick in page.panels[0].ticks:
        clerk.waits_for_focus(tick)
        clerk.presses(Qt.Key.Key_Space)
        page.first()
    clerk.waits_for_focus(page.payment.method)
    clerk.types("1")
    clerk.waits_for_focus(page.payment.tendered)
    clerk.types("100")
    clerk.sees("¥ 40.00")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits_for_focus(page.signed)
    clerk.presses(Qt.Key.Key_Space)
    clerk.presses(ENTER, ctrl=True)
    clerk.sees("已作废")
    assert shop.row("item_receipt", case.receipt)["status"] == "VOIDED"
    assert shop.row("customer_item", case.case)["custody_state"] == "HANDED_BACK"
    assert shop.rows("payment")[-1]["tendered_fen"] == 10_000


def test_it_goes_nowhere_while_something_is_open(clerk: Clerk, shop: Desk):
    case = mended(shop)
    clerk.scans(case.receipt)
    clerk.sees("¥ 60.00")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits_for_focus(clerk.hand_back().ready.panels[0].ticks[0])
    assert shop.rows("payment") == []


def test_a_missing_accessory_needs_a_reason(clerk: Clerk, shop: Desk):
    case = shop.ready_to_go(shop.takes_in())
    page = clerk.hand_back().ready
    clerk.scans(case.receipt)
    clerk.sees("底座")
    panel = page.panels[0]
    clerk.clicks(panel.ticks[0])
    panel.reason.setFocus()
    clerk.writes("滤网丢了，已赔")
    clerk.clicks(page.signed)
    clerk.presses(ENTER, ctrl=True)
    clerk.sees("已作废")
    row = shop.row("customer_item", case.case)
    assert row["accessories_back_json"] == "[1]"
    assert "滤网丢了" in row["condition_changed"]


def test_a_deputy_gives_name_and_paper(clerk: Clerk, shop: Desk):
    case = shop.ready_to_go(shop.takes_in(a_fan()))
    page = clerk.hand_back().ready
    clerk.scans(case.receipt)
    clerk.sees("领取人")
    page.collector.who.choose("DEPUTY")
    clerk.sees("还差：代领人姓名、证件、证件后四位、客户签收")
    page.collector.person.setFocus()
    clerk.writes("李娜")
    page.collector.id_type.choose([page.collector.id_type.chips[0].code])
    page.collector.id_tail.setFocus()
    clerk.types("302x")
    clerk.clicks(page.signed)
    clerk.presses(ENTER, ctrl=True)
    clerk.sees("已作废")
    row = shop.row("customer_item", case.case)
    assert (row["collector_name"], row["collector_id_tail"]) == ("李娜", "302X")


def test_one_of_two_goes_and_the_rest_gets_a_new_receipt(clerk: Clerk, shop: Desk):
    first, second = shop.checks_in(a_fan(), a_fan())
    shop.ready_to_go(first)
    clerk.scans(first.receipt)
    clerk.sees("本次交还")
    page = clerk.hand_back().ready
    assert page.which.value() == [first.case]
    clerk.clicks(page.signed)
    clerk.presses(ENTER, ctrl=True)
    clerk.sees("其余物品凭新收据")
    assert shop.row("customer_item", second.case)["out_at"] is None
    assert len(shop.rows("item_receipt", "status = 'ISSUED'")) == 1


def test_what_is_not_repaired_says_so(clerk: Clerk, shop: Desk):
    case = shop.takes_in(a_fan())
    clerk.scans(case.receipt)
    clerk.waits(lambda: bool(clerk.hand_back().ready.panels))
    assert clerk.hand_back().ready.panels[0].obstacles()


# -- alarms


def test_a_lost_receipt_sets_off_an_alarm_and_nothing_can_be_handed_over(clerk, shop):
    case = shop.ready_to_go(shop.takes_in(a_fan()))
    shop.do("report_receipt_lost", DESK, receipt_number=case.receipt, reported_by="张伟")
    clerk.scans(case.receipt)
    clerk.sees("不得交付任何物品")
    alarm = clerk.hand_back().alarm
    clerk.waits_for_focus(alarm.close_button)
    captions = " ".join(b.text() for b in alarm.findChildren(QPushButton) if b.isVisible())
    assert "交还" not in captions
    clerk.waits(lambda: shop.alarms() == ["receipt.reported_lost"])
    clerk.waits(lambda: "收据挂失" in alarm.trail.accessibleDescription())
    clerk.presses(ENTER, ctrl=True)
    clerk.waits_for_answers()
    assert shop.row("item_receipt", case.receipt)["status"] == "LOST_REPORTED"


def test_a_found_receipt_is_good_again(clerk: Clerk, shop: Desk):
    case = shop.ready_to_go(shop.takes_in(a_fan()))
    shop.do("report_receipt_lost", DESK, receipt_number=case.receipt)
    clerk.scans(case.receipt)
    clerk.sees("不得交付任何物品")
    clerk.waits_for_answers()
    clerk.clicks(clerk.hand_back().alarm.found)
    clerk.waits(lambda: clerk.hand_back().stack.currentWidget() is clerk.hand_back().ready)
    assert shop.row("item_receipt", case.receipt)["status"] == "ISSUED"


def test_a_void_receipt_alarms_and_offers_no_way_back(clerk: Clerk, shop: Desk):
    case = shop.ready_to_go(shop.takes_in(a_fan()))
    shop.hands_back(case)
    clerk.scans(case.receipt)
    clerk.sees("已作废，不得交付任何物品")
    alarm = clerk.hand_back().alarm
    assert not alarm.found.isVisible()
    assert not alarm.declare.isVisible()


def declare(clerk: Clerk, pin: str) -> LossDialog:
    clerk.clicks(clerk.hand_back().alarm.declare)
    clerk.waits(lambda: isinstance(QApplication.activeModalWidget(), LossDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, LossDialog)
    dialog.id_type.choose([dialog.id_type.chips[0].code])
    dialog.check.choose([dialog.check.chips[0].code])
    dialog.supervisor.choose(["1003"])
    dialog.signed.setChecked(True)
    dialog.id_tail.setText("0417")
    dialog.knowledge.setText("序列号后四位、电源线")
    dialog.pin.setText(pin)
    clerk.clicks(dialog.go)
    return dialog


def test_a_declared_loss_opens_the_only_lawful_way(clerk: Clerk, shop: Desk):
    case = shop.ready_to_go(shop.takes_in(a_fan()))
    shop.do("report_receipt_lost", DESK, receipt_number=case.receipt)
    clerk.scans(case.receipt)
    clerk.sees("不得交付任何物品")
    clerk.waits_for_answers()
    dialog = declare(clerk, "9999")
    clerk.waits(dialog.go.isEnabled)
    assert shop.row("item_receipt", case.receipt)["status"] == "LOST_REPORTED"
    dialog.pin.setText("0000")
    clerk.clicks(dialog.go)
    page = clerk.hand_back().ready
    clerk.waits(lambda: clerk.hand_back().stack.currentWidget() is page)
    clerk.turns_to_the_window()
    clerk.clicks(page.signed)
    clerk.presses(ENTER, ctrl=True)
    clerk.sees("已作废")
    assert shop.row("customer_item", case.case)["custody_state"] == "HANDED_BACK"
    assert shop.rows("receipt_line")[0]["recovered_how"] == "LOST_DECLARED"


def test_without_the_paper_it_must_be_in_the_hand_first(clerk: Clerk, shop: Desk):
    case = shop.ready_to_go(shop.takes_in(a_fan()))
    screen = clerk.hand_back()
    clerk.presses(Qt.Key.Key_F7)
    clerk.types(case.card)
    clerk.presses(ENTER)
    clerk.waits(lambda: screen.stack.currentWidget() is screen.ready)
    clerk.clicks(screen.ready.signed)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits_for_focus(screen.ready.paper)
    assert shop.row("item_receipt", case.receipt)["status"] == "ISSUED"


def test_a_wrong_check_digit_is_told(clerk: Clerk, shop: Desk):
    case = shop.takes_in(a_fan())
    wrong = case.receipt[:-1] + str((int(case.receipt[-1]) + 1) % 10)
    clerk.scans(wrong)
    clerk.waits(clerk.window.messages.toast.isVisible)
    assert shop.alarms() == []


def test_the_cashier_hands_back_too(open_window, shop: Desk):
    clerk = open_window()
    clerk.signs_in(CASHIER)
    assert not clerk.window.rail.buttons["check_in"].isVisible()
