"""A clock that stands far after the last entry is asked about once, before anything is written."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.desk import DAY, Desk
from tests.ui.robots import Clerk
from tests.ui.test_check_in import fill_in
from ui.dialogs.clock import ClockDialog

ENTER = Qt.Key.Key_Return


def dialog_of(clerk: Clerk) -> ClockDialog:
    clerk.waits(lambda: isinstance(QApplication.activeModalWidget(), ClockDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ClockDialog)
    return dialog


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_long_closure_asks_once_and_goes_on(open_window, shop: Desk, language: str):
    shop.wait(40 * DAY)
    clerk = open_window(language)
    clerk.signs_in("1001")
    fill_in(clerk, kind="fan")
    clerk.presses(ENTER, ctrl=True)
    dialog = dialog_of(clerk)
    assert "40" in dialog.text.text() or "41" in dialog.text.text()
    clerk.waits_for_focus(dialog.cancel)
    clerk.presses(Qt.Key.Key_Escape)
    clerk.turns_to_the_window()
    clerk.waits_for_answers()
    assert shop.rows("customer_item") == []
    assert clerk.check_in().form.customer.person.text()  # what was typed stays
    clerk.presses(ENTER, ctrl=True)
    dialog = dialog_of(clerk)
    clerk.tabs_to(dialog.go)
    clerk.presses(Qt.Key.Key_Space)
    clerk.turns_to_the_window()
    clerk.waits_for_answers()
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(shop.rows("customer_item")) == 1)
    assert "clock.confirmed" in shop.alarms()
    clerk.waits(lambda: bool(clerk.printed))
