"""The till of the day by keys: what came in, the drawer against the book, a payment taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.builders import a_customer, a_kettle
from tests.desk import DAY, Case, Desk
from tests.ui.held import acts_wait
from tests.ui.robots import Clerk
from tests.ui.test_registers_export import content, presses_export, saves
from ui.screens.till.screen import TillScreen

ENTER = Qt.Key.Key_Return


def opens(clerk: Clerk) -> TillScreen:
    clerk.presses(Qt.Key.Key_F11)
    screen = clerk.window.screen_named("till")
    assert isinstance(screen, TillScreen)
    clerk.waits(screen.isVisible)
    clerk.waits_for_answers()
    return screen


def shown(screen: TillScreen) -> list[list[str]]:
    return [[cell.text for cell in entry.cells] for entry in screen.takings.ledger.entries]


@pytest.fixture
def paid(shop: Desk) -> list[Case]:
    """Three paid: one yesterday in cash, two today by WeChat and in cash."""
    cases = [shop.takes_in(a_kettle(), a_customer(phone=f"1380000000{n}")) for n in range(3)]
    for case in cases:
        shop.mends(case)
        shop.settles(case)
    shop.pays(cases[0], method="CASH")
    shop.wait(DAY)
    shop.pays(cases[1])
    shop.pays(cases[2], method="CASH")
    return cases


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_day_stands_by_ways_of_paying_and_the_day_before_is_a_key_away(
    language: str, open_window, paid
):
    clerk = open_window(language)
    clerk.signs_in("1004")
    screen = opens(clerk)
    assert [row[1:] for row in shown(screen)] == [
        ["1", "60.00", "", "60.00"],
        ["1", "60.00", "", "60.00"],
        ["2", "120.00", "", "120.00"],
    ]
    assert screen.days.ledger.rowCount() == 2
    clerk.waits_for_focus(screen.lines)
    screen.day.setFocus()
    clerk.types("1123")
    clerk.presses(ENTER)
    clerk.waits(lambda: [row[-1] for row in shown(screen)] == ["60.00", "60.00"])
    screen.day.setFocus()
    clerk.types("1101")
    clerk.presses(ENTER)
    clerk.waits(lambda: not screen.lines.isVisible())
    clerk.types("13-13")
    clerk.presses(ENTER)
    assert screen.day.text() == "13-13"
    clerk.waits(screen.day.is_wrong)


def test_cash_counted_is_held_against_the_book(open_window, paid):
    clerk = open_window()
    clerk.signs_in("1004")
    screen = opens(clerk)
    screen.drawer.float.setFocus()
    clerk.types("200")
    clerk.presses(Qt.Key.Key_Tab)
    clerk.types("260")
    assert screen.drawer.difference_fen() == 0
    clerk.sees("账款相符。")
    clerk.presses(Qt.Key.Key_Backspace)
    clerk.types("x")
    assert screen.drawer.difference_fen() is None
    assert screen.drawer.counted.text() == "26x"
    assert screen.drawer.fields[1].has_error()
    clerk.presses(Qt.Key.Key_Backspace)
    clerk.types("5.50")
    assert screen.drawer.difference_fen() == 550
    screen.drawer.counted.setText("250")
    clerk.sees("短款。请查有没有收款方式记错的。")


def test_a_payment_is_taken_back_with_a_reason(open_window, shop: Desk, paid):
    clerk = open_window()
    clerk.signs_in("1004")
    screen = opens(clerk)
    screen.lines.setFocus()
    clerk.presses(Qt.Key.Key_Down)  # the one by WeChat
    line = screen.reversal.line()
    assert line is not None
    assert line.case_number == paid[1].case
    screen.reversal.reason.setFocus()
    clerk.presses(ENTER)
    clerk.sees("请写明冲销原因。")
    clerk.writes("刷错了")
    clerk.presses(ENTER)
    clerk.waits(lambda: len(shop.rows("payment")) == 4)
    assert shop.rows("payment")[-1]["reason"] == "刷错了"
    clerk.waits(lambda: screen.lines.ledger.rowCount() == 3)
    screen.lines.setFocus()
    clerk.waits_for_answers()
    again = screen.reversal.line()
    assert again is not None
    assert (again.case_number, again.is_reversed) == (paid[1].case, True)
    screen.reversal.reason.setFocus()
    clerk.types("x")
    clerk.presses(ENTER)
    clerk.waits(screen.reversal.field.has_error)
    assert screen.reversal.reason.text() == "x"


def test_who_may_not_take_back_is_told_who_may(open_window, shop: Desk, paid):
    clerk = open_window()
    clerk.signs_in("1001")
    screen = opens(clerk)
    screen.reversal.reason.setFocus()
    clerk.types("x")
    clerk.presses(ENTER)
    clerk.waits(screen.reversal.field.has_error)
    assert len(shop.rows("payment")) == 3


def test_the_day_goes_out_as_a_table(open_window, paid, tmp_path):
    clerk = open_window()
    clerk.signs_in("1004")
    opens(clerk)
    dialog = presses_export(clerk)
    saves(clerk, dialog, tmp_path, "mine")
    path = tmp_path / "mine.xlsx"
    clerk.waits(path.exists)
    text = content(path)
    assert (
        text.count("<row ") == 8
    )  # title, the day, two ways of paying, their sum, heads, two lines
    assert "合计" in text
    assert "13800000001" not in text
    clerk.waits(lambda: QApplication.activeModalWidget() is None)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_count_is_kept_by_one_key_and_counted_anew(
    language: str, open_window, shop: Desk, paid
):
    clerk = open_window(language)
    clerk.signs_in("1004")
    screen = opens(clerk)
    assert not screen.counts.isVisible()
    screen.drawer.float.setFocus()
    clerk.presses(ENTER, ENTER)  # nothing is counted yet
    clerk.waits(screen.drawer.fields[1].has_error)
    assert shop.rows("till_count") == []
    screen.drawer.float.setFocus()
    clerk.types("200")
    clerk.presses(ENTER)
    clerk.types("255.50")
    clerk.tabs_to(screen.drawer.note)
    clerk.writes("找零多给了")
    clerk.presses(ENTER, ctrl=True)
    clerk.presses(ENTER, ctrl=True)  # an impatient finger keeps it once
    clerk.waits(lambda: screen.counts.ledger.rowCount() == 1)
    (kept,) = shop.rows("till_count")
    figures = (kept["float_fen"], kept["book_fen"], kept["counted_fen"], kept["note"])
    assert figures == (20000, 6000, 25550, "找零多给了")
    texts = [cell.text for cell in screen.counts.ledger.entries[0].cells]
    assert texts[1:] == ["钱会计", "200.00", "60.00", "255.50", "−4.50", "找零多给了"]
    assert (screen.drawer.float.text(), screen.drawer.counted.text()) == ("200", "")
    clerk.sees("钱会计已清点。" if language == "zh_CN" else "by 钱会计.")
    screen.drawer.counted.setFocus()
    clerk.types("260")
    clerk.presses(ENTER)
    clerk.waits(lambda: screen.counts.ledger.rowCount() == 2)
    newest, first = (entry.cells for entry in screen.counts.ledger.entries)
    assert (newest[5].text, first[5].text) == ("0.00", "−4.50")


def test_cash_booked_after_the_count_asks_for_another(open_window, shop: Desk, paid):
    clerk = open_window()
    clerk.signs_in("1004")
    screen = opens(clerk)
    screen.drawer.counted.setFocus()
    clerk.types("60")
    clerk.presses(ENTER)
    clerk.waits(lambda: screen.counts.ledger.rowCount() == 1)
    shop.do("reverse_payment", "1003", case_number=paid[2].case, n=1, reason="刷错")
    clerk.sees("此后支出现金 ¥ 60.00，请重新清点。")
    screen.day.setFocus()
    clerk.types("1123")
    clerk.presses(ENTER)
    clerk.waits(lambda: not screen.counts.isVisible())
    assert screen.drawer.float.text() == ""


def test_a_reversal_clears_no_reason_that_is_typed_for_another_payment(
    open_window, shop: Desk, paid
):
    clerk = open_window()
    clerk.signs_in("1003")
    screen = opens(clerk)
    screen.lines.choose(0)
    screen.reversal.reason.setText("刷错")
    with acts_wait(clerk):
        screen.reversal.go.click()
        screen.lines.choose(1)
        screen.reversal.reason.setText("重复")
    assert len(shop.rows("payment", "kind = 'REVERSAL'")) == 1
    assert screen.reversal.reason.text() == "重复"
