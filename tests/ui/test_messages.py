"""What stands at the foot of the window: its sign, its language, and when it goes."""

from functools import partial

import pytest
from PySide6.QtCore import Qt

from tests.builders import a_fan
from tests.desk import DESK, TECHNICIAN, Desk
from tests.ui.robots import Clerk

DONE, OBJECTS = "circle-check", "circle-alert"


def test_what_was_said_in_another_language_goes(clerk: Clerk):
    toast = clerk.window.messages.toast
    clerk.window.messages.tell("已收件")
    clerk.presses(Qt.Key.Key_E, ctrl=True, shift=True)
    assert toast.text() == ""


def test_a_warning_is_not_covered_by_what_was_done(clerk: Clerk):
    messages, desk = clerk.window.messages, clerk.window.kit.desk
    desk.warned.emit((("part.stock_below_zero", {"part": "MF-17", "in_stock": -3}),))
    messages.tell("已装箱")  # by the page, with the same answer
    assert messages.toast.text().startswith("已装箱\n")
    assert "MF-17" in messages.toast.text()
    assert messages.toast.icon == OBJECTS
    clerk.settles()
    messages.tell("已发出")
    assert (messages.toast.text(), messages.toast.icon) == ("已发出", DONE)


def test_papers_that_are_left_are_offered_in_the_new_language(open_window, shop: Desk):
    shop.takes_in(a_fan())
    clerk = open_window("en")
    clerk.signs_in(DESK)
    toast = clerk.window.messages.toast
    clerk.waits(lambda: "left unprinted" in toast.text())
    clerk.presses(Qt.Key.Key_E, ctrl=True, shift=True)
    clerk.waits(lambda: "单据" in toast.text())
    assert toast.action().isVisible()


@pytest.mark.parametrize(("language", "then"), [("zh_CN", "Type both again."), ("en", "重新输入")])
def test_a_wrong_pin_is_told_in_the_new_language(open_window, language: str, then: str):
    clerk = open_window(language)
    panel = clerk.window.reception.panel
    panel.choose_code(DESK)
    clerk.types("9999")
    clerk.presses(Qt.Key.Key_Return)
    clerk.waits(lambda: panel.pad.note.property("state") == "error")
    clerk.presses(Qt.Key.Key_E, ctrl=True, shift=True)
    assert then in panel.pad.note.text()
    assert panel.pad.note.property("state") == "error"


def test_the_next_one_is_not_told_of_a_wrong_pin(open_window):
    clerk = open_window()
    pad = clerk.window.reception.panel.pad
    clerk.window.reception.panel.choose_code(DESK)
    clerk.types("9999")
    clerk.presses(Qt.Key.Key_Return)
    clerk.waits(lambda: pad.note.property("state") == "error")
    clerk.signs_in(DESK)
    clerk.window.lock()
    assert pad.note.property("state") == ""


def test_what_does_not_go_yet_has_no_tick(open_window, shop: Desk):
    case = shop.takes_in(a_fan())
    clerk = open_window()
    clerk.signs_in(TECHNICIAN)
    toast = clerk.window.messages.toast
    clerk.scans(case.card)
    clerk.waits(lambda: "还没挂上" in toast.text())
    assert toast.icon == OBJECTS
    clerk.scans(case.card)
    clerk.waits(lambda: "挂" in toast.text() and "还没" not in toast.text())
    assert toast.icon == DONE


def test_a_refusal_goes_with_the_next_good_scan(clerk: Clerk, shop: Desk):
    case = shop.takes_in(a_fan())
    toast = clerk.window.messages.toast
    clerk.scans("8000126000000017")
    clerk.waits(toast.isVisible)
    assert toast.icon == OBJECTS
    clerk.scans(case.case)
    clerk.waits(lambda: clerk.window.current().name == "case")
    assert toast.text() == ""


def test_a_line_that_offers_nothing_leaves_the_undo_that_stood_there(clerk: Clerk):
    toast, done = clerk.window.messages.toast, list[str]()
    toast.show_message("Booked", action="Undo", act=partial(done.append, "undone"))
    toast.add_line("1 paper printed", "printer")
    assert toast.text() == "Booked\n1 paper printed"
    assert (toast.action().text(), toast.action().isVisible()) == ("Undo", True)
    toast.action().click()
    assert done == ["undone"]
    toast.add_line("another paper printed", "printer")  # nothing stands there any more
    assert not toast.action().isVisible()
