"""Enter presses the button that has the focus, on pages and in forms; a scanner's Enter none."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from counter.domain.case_acts import CaseAct
from tests.builders import a_fan
from tests.desk import Desk
from tests.ui.case_pages import case_screen
from tests.ui.robots import Clerk
from tests.ui.test_case import chooses, scans
from ui.dialogs.loss import LossDialog

ENTER = Qt.Key.Key_Return


def at_hand_back(clerk: Clerk, shop: Desk) -> QWidget:
    """The hand-back of an item, with the focus on the button for those without a receipt."""
    case = shop.ready_to_go(shop.takes_in(a_fan()))
    clerk.scans(case.receipt)
    page = clerk.hand_back().ready
    clerk.waits(lambda: bool(page.panels))
    page.lost.setFocus()
    return page


@pytest.mark.parametrize("key", [ENTER, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_button_of_a_page_is_pressed(clerk: Clerk, shop: Desk, key: Qt.Key):
    page = at_hand_back(clerk, shop)
    clerk.presses(key)
    clerk.waits(lambda: bool(page.window().findChildren(LossDialog)))
    clerk.presses(Qt.Key.Key_Escape)


def test_with_ctrl_it_is_the_pages_one_button(clerk: Clerk, shop: Desk):
    page = at_hand_back(clerk, shop)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits_for_focus(page.signed)
    assert not page.window().findChildren(LossDialog)


def test_a_sign_in_the_bar_is_pressed(clerk: Clerk):
    clerk.window.bar.language.setFocus()
    clerk.presses(ENTER)
    assert clerk.window.kit.language.code == "en"
    clerk.window.bar.who.setFocus()
    clerk.presses(ENTER)
    assert clerk.window.reception.panel.isVisible()


def test_a_person_is_chosen(open_window):
    clerk = open_window()
    panel = clerk.window.reception.panel
    panel.tiles[0].setFocus()
    clerk.presses(Qt.Key.Key_Right, ENTER)
    assert panel.chosen().code == panel.tiles[1].code
    clerk.waits_for_focus(panel.pad)


def test_a_paper_is_looked_at(clerk: Clerk, shop: Desk):
    case = shop.takes_in(a_fan())
    scans(clerk, case.case)
    screen = case_screen(clerk)
    screen.aside.papers.tiles[0].setFocus()
    clerk.presses(ENTER)
    clerk.waits(lambda: screen.papers.preview_dialog is not None)
    clerk.presses(Qt.Key.Key_Escape)


def test_a_form_is_cancelled_by_its_own_button_and_sent_by_the_other(clerk: Clerk, shop: Desk):
    case = shop.takes_in(a_fan())
    scans(clerk, case.case)
    chooses(clerk, CaseAct.NOTIFY).cancel.setFocus()
    clerk.presses(ENTER)
    clerk.waits(lambda: case_screen(clerk).deeds.dialog is None)
    clerk.turns_to_the_window()
    assert shop.rows("notice") == []
    dialog = chooses(clerk, CaseAct.NOTIFY)
    dialog.go.setFocus()
    clerk.presses(ENTER)
    clerk.waits(lambda: dialog.missing.isVisible() or bool(shop.rows("notice")))
    clerk.presses(Qt.Key.Key_Escape)


def test_the_enter_of_a_short_burst_presses_nothing(clerk: Clerk, shop: Desk):
    page = at_hand_back(clerk, shop)
    clerk.scans("123")
    assert not page.window().findChildren(LossDialog)
