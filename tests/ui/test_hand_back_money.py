"""Hand-back: several payments and change, a name on the pad, what others do, rough days."""

import json

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from sqlcipher3 import dbapi2

from tests.builders import a_fan
from tests.desk import CASHIER, DESK, SUPERVISOR, Case, Desk
from tests.ui.robots import Clerk
from tests.ui.test_check_in_rough import LONGER_THAN_A_LOCK_MS
from ui.screens.hand_back.ready_page import ReadyPage

ENTER, SPACE, DELETE = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Delete


def settled(shop: Desk) -> Case:
    """A fan, repaired and settled at 60.00, not paid."""
    case = shop.mends(shop.takes_in(a_fan()))
    shop.settles(case)
    return case


def shown(clerk: Clerk, case: Case) -> ReadyPage:
    clerk.scans(case.receipt)
    page = clerk.hand_back().ready
    clerk.waits(lambda: bool(page.panels))
    clerk.waits_for_answers()
    return page


def signs(page: ReadyPage) -> None:
    """Sign with the mouse, in three bends."""
    pad = page.sign.pad
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(30, 40))
    for n in range(1, 14):
        QTest.mouseMove(pad, QPoint(30 + n * 12, 40 + (n % 4) * 9))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(210, 50))


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_it_is_paid_in_two_ways_with_change_by_keys_alone(open_window, shop: Desk, language: str):
    case = settled(shop)
    clerk = open_window(language)
    clerk.signs_in(DESK)
    page = shown(clerk, case)
    clerk.waits_for_focus(page.payment.method)
    clerk.types("2")  # WeChat
    clerk.waits_for_focus(page.payment.tendered)
    clerk.types("20")
    clerk.presses(ENTER)
    clerk.waits_for_focus(page.payment.method)
    assert page.payment.paying.rest_fen() == 4000
    clerk.types("1")
    clerk.types("50")
    clerk.sees("¥ 10.00")
    clerk.presses(ENTER)
    clerk.waits_for_focus(page.signed)
    clerk.presses(SPACE)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: shop.row("item_receipt", case.receipt)["status"] == "VOIDED")
    paid = [(row["method"], row["amount_fen"], row["tendered_fen"]) for row in shop.rows("payment")]
    assert paid == [("WECHAT", 2000, None), ("CASH", 4000, 5000)]
    assert shop.rows("signature") == []


def test_a_way_that_was_clicked_leads_to_the_amount(clerk: Clerk, shop: Desk):
    page = shown(clerk, settled(shop))
    cash = page.payment.method.chips[0]
    clerk.clicks(cash)
    clerk.types("200")  # whose first digit is the key of another way
    assert page.payment.method.value() == [cash.code]
    assert page.payment.tendered.text() == "200"
    clerk.sees("¥ 140.00")


def test_money_is_only_taken_when_the_item_goes(clerk: Clerk, shop: Desk):
    case = settled(shop)
    page = shown(clerk, case)
    page.payment.method.choose(["WECHAT"])
    clerk.clicks(page.signed)
    shop.do("report_receipt_lost", DESK, receipt_number=case.receipt)
    clerk.presses(ENTER, ctrl=True)
    clerk.sees("不得交付任何物品")
    assert shop.rows("payment") == []


def test_only_cash_gives_change(clerk: Clerk, shop: Desk):
    page = shown(clerk, settled(shop))
    page.payment.method.choose(["WECHAT"])
    page.payment.tendered.setFocus()
    clerk.types("100")
    clerk.sees("只有现金")
    clerk.clicks(page.signed)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits_for_focus(page.payment.tendered)
    assert shop.rows("payment") == []


@pytest.mark.parametrize("text", ["abc", "12.345", "-5", "１e9", "<b>5</b>", "9" * 40, "😀"])
def test_what_is_no_amount_is_told(clerk: Clerk, shop: Desk, text: str):
    page = shown(clerk, settled(shop))
    page.payment.method.choose(["CASH"])
    page.payment.tendered.setFocus()
    QGuiApplication.clipboard().setText(text)
    page.payment.tendered.paste()
    assert page.payment.paying.field.has_error()
    clerk.clicks(page.signed)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits_for_focus(page.payment.tendered)
    assert shop.rows("payment") == []


def test_a_payment_taken_by_mistake_is_taken_away_again(clerk: Clerk, shop: Desk):
    page = shown(clerk, settled(shop))
    page.payment.method.choose(["WECHAT"])
    page.payment.tendered.setText("20")
    page.payment.add_piece()
    clerk.sees("还差 ¥ 40.00")
    row = page.payment.findChildren(type(page.payment.paying.another))
    away = next(button for button in row if button.property("place") == 0)
    clerk.clicks(away)
    assert page.payment.paying.rest_fen() == 6000


def overpaid(shop: Desk) -> Case:
    """A fan with a deposit of 100.00, settled at 60.00: 40.00 go back."""
    case = shop.takes_in(a_fan(deposit={"method": "CASH", "amount_fen": 10_000}))
    shop.settles(shop.mends(case))
    return case


@pytest.mark.parametrize(
    ("language", "needed"), [("zh_CN", "退还多收的钱"), ("en", "money that goes back")]
)
def test_what_was_paid_too_much_goes_back_first(open_window, shop: Desk, language, needed):
    case = overpaid(shop)
    clerk = open_window(language)
    clerk.signs_in(SUPERVISOR)
    clerk.window.open("hand_back", case.receipt)
    page = clerk.hand_back().ready
    clerk.sees(needed)
    clerk.waits_for_focus(page.panels[0].refund)
    clerk.presses(ENTER)
    screen = clerk.hand_back()
    clerk.waits(lambda: screen.refund.dialog is not None)
    clerk.waits_for_focus(screen.refund.dialog)
    assert "40.00" in screen.refund.dialog.title.text()
    clerk.types("2")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: screen.refund.dialog is None)
    clerk.turns_to_the_window()
    clerk.waits_for_answers()
    assert shop.rows("payment")[-1]["amount_fen"] == -4000
    clerk.waits(lambda: not page.panels[0].obstacles())
    page.sign.start()
    clerk.presses(SPACE)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: shop.row("item_receipt", case.receipt)["status"] == "VOIDED")


def test_who_may_not_pay_back_is_told_who_may(clerk: Clerk, shop: Desk):
    page = shown(clerk, overpaid(shop))
    clerk.waits_for_focus(page.panels[0].refund)
    clerk.presses(ENTER)
    clerk.waits(lambda: "收银" in clerk.window.messages.toast.text())
    assert clerk.hand_back().refund.dialog is None


# -- the pad


def test_a_name_on_the_pad_is_kept_with_the_item(clerk: Clerk, shop: Desk):
    case = shop.ready_to_go(shop.takes_in(a_fan()))
    page = shown(clerk, case)
    signs(page)
    clerk.waits(lambda: "客户签收" not in page.missing.text())
    clerk.presses(ENTER, ctrl=True)
    clerk.sees("已作废")
    (kept,) = shop.rows("signature")
    assert (kept["what"], kept["signer"], kept["number"]) == ("HAND_BACK", "CUSTOMER", case.receipt)
    strokes = json.loads(kept["strokes_json"])
    assert len(strokes) == 1
    assert len(strokes[0]) > 6


def test_what_changes_after_the_signature_is_signed_again(clerk: Clerk, shop: Desk):
    case = shop.ready_to_go(shop.takes_in())
    page = shown(clerk, case)
    for tick in page.panels[0].ticks:
        tick.setChecked(True)
    signs(page)
    assert page.sign.pad.is_signed()
    page.panels[0].ticks[0].setChecked(False)
    clerk.sees("请重新签字")
    assert page.sign.pad.is_blank()


def test_delete_clears_the_pad_and_paper_stands_in_for_it(clerk: Clerk, shop: Desk):
    page = shown(clerk, shop.ready_to_go(shop.takes_in(a_fan())))
    signs(page)
    page.sign.pad.setFocus()
    clerk.presses(DELETE)
    assert page.sign.pad.is_blank()
    clerk.presses(Qt.Key.Key_Tab)
    clerk.waits_for_focus(page.signed)
    clerk.presses(SPACE)
    signs(page)
    assert not page.signed.isChecked()


def test_a_very_long_name_is_thinned_until_it_can_be_kept(clerk: Clerk, shop: Desk):
    case = shop.ready_to_go(shop.takes_in(a_fan()))
    page = shown(clerk, case)
    for stroke in range(20):
        for n in range(300):
            place = QPointF(n % 270, (n * 7 + stroke) % 90)
            page.sign.pad.draw(place, stroke * 1000 + n, starts=n == 0)
        page.sign.pad.lift()
    clerk.presses(ENTER, ctrl=True)
    clerk.sees("已作废")
    assert len(shop.rows("signature")[0]["strokes_json"]) <= 3000


# -- what others do, and rough days


def test_what_is_not_settled_leads_to_the_settlement_and_comes_back(clerk: Clerk, shop: Desk):
    case = shop.mends(shop.takes_in(a_fan()))
    page = shown(clerk, case)
    clerk.waits_for_focus(page.panels[0].settle)
    clerk.presses(SPACE)
    form = clerk.window.screen_named("settlement")
    clerk.waits(lambda: clerk.window.current() is form)
    clerk.waits_for_answers()
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: clerk.window.current() is clerk.hand_back())
    clerk.waits(lambda: page.payment.due_fen() == 6000)
    assert not page.panels[0].obstacles()
    assert page.paper.isChecked()  # the receipt still lies on the counter
    assert case.receipt == page.view.receipt_number


def test_an_item_that_is_not_ready_keeps_everything_else_typed(clerk: Clerk, shop: Desk):
    page = shown(clerk, shop.takes_in(a_fan()))
    page.collector.who.choose("DEPUTY")
    page.collector.person.setText("李娜")
    clerk.clicks(page.signed)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits_for_answers()
    assert "修好" in page.missing.text()
    assert page.collector.person.text() == "李娜"


def test_a_locked_file_is_told_and_nothing_ticked_is_lost(clerk: Clerk, shop: Desk):
    case = settled(shop)
    page = shown(clerk, case)
    page.payment.method.choose(["WECHAT"])
    clerk.clicks(page.signed)
    other = dbapi2.connect(str(shop.counter.shop.path))
    other.execute("BEGIN IMMEDIATE")
    clerk.presses(ENTER, ctrl=True)
    toast = clerk.window.messages.toast
    clerk.qtbot.waitUntil(toast.isVisible, timeout=LONGER_THAN_A_LOCK_MS)
    other.rollback()
    other.close()
    assert page.signed.isChecked()
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: shop.row("item_receipt", case.receipt)["status"] == "VOIDED")


@pytest.mark.parametrize("text", ["<b>李娜</b>", "\u202e李娜\u200b", "李" * 200, "😀"])
def test_a_deputys_name_is_text_and_nothing_else(clerk: Clerk, shop: Desk, text: str):
    case = shop.ready_to_go(shop.takes_in(a_fan()))
    page = shown(clerk, case)
    page.collector.who.choose("DEPUTY")
    page.collector.person.setText(text)
    page.collector.id_type.choose([page.collector.id_type.chips[0].code])
    page.collector.id_tail.setText("３０２ｘ")
    signs(page)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits_for_answers()
    if len(text) > 60:
        assert "姓名" in clerk.window.messages.toast.text()
        assert page.collector.person.text() == text
        page.collector.person.setText("李娜")
        clerk.clicks(page.signed)
        clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: shop.row("customer_item", case.case)["out_at"] is not None)
    row = shop.row("customer_item", case.case)
    assert "\u202e" not in row["collector_name"]
    assert row["collector_id_tail"] == "302X"


def test_a_scan_in_the_middle_of_a_reason_leaves_the_reason(clerk: Clerk, shop: Desk):
    first, second = shop.ready_to_go(shop.takes_in()), shop.ready_to_go(shop.takes_in(a_fan()))
    page = shown(clerk, first)
    page.panels[0].reason.setFocus()
    clerk.types("ab")
    clerk.scans("6923450657713")
    clerk.types("cd")
    assert page.panels[0].reason.text() == "abcd"
    clerk.scans(second.receipt)  # the next customer's paper opens it
    clerk.waits(lambda: page.view is not None and page.view.receipt_number == second.receipt)


def test_a_supervisor_declares_the_loss_with_a_name_on_the_pad(clerk: Clerk, shop: Desk):
    case = shop.ready_to_go(shop.takes_in(a_fan()))
    facts = {"strokes": [[[n, n % 7, n * 9] for n in range(12)]]}
    shop.do(
        "declare_receipt_lost",
        SUPERVISOR,
        receipt_number=case.receipt,
        declarant_name="张伟",
        id_type="身份证",
        id_tail="302X",
        phone_check="CALL_BACK",
        item_knowledge="说得出型号",
        declaration_signed=True,
        signature=facts,
    )
    clerk.scans(case.card)
    assert shop.rows("signature")[0]["what"] == "LOSS"


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_cashier_takes_the_money_and_is_told_who_hands_over(
    open_window, shop: Desk, language: str
):
    case = settled(shop)
    clerk = open_window(language)
    clerk.signs_in(CASHIER)
    page = shown(clerk, case)
    say = clerk.window.kit.language.say
    clerk.sees(say("It is handed over by: {roles}.").partition("{")[0])
    clerk.sees(say("Front desk"))
    assert page.go.text() == say("Take the money")
    assert not page.sign.isVisible()
    clerk.waits_for_focus(page.payment.method)
    clerk.types("1")
    clerk.types("100")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(shop.rows("payment")) == 1)
    clerk.sees("40.00")  # the change
    clerk.waits(lambda: page.go.text() == say("Nothing more to pay"))
    clerk.presses(ENTER, ctrl=True)
    clerk.waits_for_answers()
    assert say("Front desk") in clerk.window.messages.toast.text()
    assert shop.row("item_receipt", case.receipt)["status"] == "ISSUED"
    clerk.window.lock()
    clerk.signs_in(DESK)
    page = shown(clerk, case)
    assert page.payment.due_fen() == 0
    clerk.clicks(page.signed)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: shop.row("item_receipt", case.receipt)["status"] == "VOIDED")


def test_a_blocked_receipt_alarms_at_the_cashiers_too(open_window, shop: Desk):
    case = settled(shop)
    shop.do("report_receipt_lost", DESK, receipt_number=case.receipt)
    clerk = open_window()
    clerk.signs_in(CASHIER)
    clerk.scans(case.receipt)
    clerk.sees("不得交付任何物品")
    clerk.waits(lambda: shop.alarms() == ["receipt.reported_lost"])
    clerk.waits_for_answers()
