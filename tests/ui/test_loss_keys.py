"""The declaration of loss by Tab alone: every question in reading order, and the focus seen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.robots import Clerk
from ui.dialogs.loss import LossDialog
from ui.widgets.focus_ring import FocusRing

TAB = Qt.Key.Key_Tab


def test_tab_goes_through_the_declaration_in_reading_order(clerk: Clerk):
    dialog = LossDialog(clerk.window.kit, clerk.window, "王芳", [])
    dialog.open()
    clerk.waits(lambda: QApplication.activeModalWidget() is dialog)
    dialog.declarant.setFocus()
    clerk.waits_for_focus(dialog.declarant)
    clerk.presses(TAB)
    clerk.waits_for_focus(dialog.check)
    ring = dialog.findChild(FocusRing)
    assert isinstance(ring, FocusRing)
    clerk.waits(ring.isVisible)
    clerk.presses(TAB)
    clerk.waits_for_focus(dialog.id_type)
    clerk.presses(TAB)
    clerk.waits_for_focus(dialog.id_tail)
    clerk.presses(TAB)
    clerk.waits_for_focus(dialog.knowledge)
    dialog.reject()
