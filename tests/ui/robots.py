"""Hands at the window: keys, a scanner, Chinese input; they wait for what they want to see."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.pile import Printed
from ui.screens.check_in.screen import CheckInScreen
from ui.screens.hand_back.screen import HandBackScreen
from ui.widgets.chips import Chips
from ui.window import Window

BY_HAND_MS, BY_SCANNER_MS, PAUSE_MS = 90, 6, 500
PATIENCE_MS = 30_000  # of a slow machine with much else to do
MOST_TABS = 90
TOLD = Qt.ItemDataRole.AccessibleTextRole


class Clerk:
    """Somebody at the keyboard; `pressed` counts the keys since it was last set to 0."""

    def __init__(self, qtbot: QtBot, window: Window):
        self.qtbot, self.window = qtbot, window
        self.pressed = 0
        self._ms = 1000.0
        window.scanning.keys.clock = self._clock
        self.faults: list[object] = []
        self.printed: list[Printed] = []
        window.kit.desk.failed.connect(self.faults.append)
        window.kit.print_room.failed.connect(self.faults.append)
        window.kit.print_room.refused.connect(self.faults.append)
        window.kit.print_room.unsure.connect(self.faults.append)
        window.kit.print_room.printed.connect(self.printed.append)

    # -- hands

    def presses(self, *keys: Qt.Key, ctrl: bool = False, shift: bool = False) -> None:
        """Press keys one after the other, wherever the focus is."""
        none = Qt.KeyboardModifier.NoModifier
        modifier = Qt.KeyboardModifier.ControlModifier if ctrl else none
        modifier |= Qt.KeyboardModifier.ShiftModifier if shift else none
        for key in keys:
            self._ms += BY_HAND_MS
            self.pressed += 1
            QTest.keyClick(self.focus(), key, modifier)

    def types(self, text: str) -> None:
        """Type characters of the keyboard, each a key."""
        for character in text:
            self._ms += BY_HAND_MS
            self.pressed += 1
            QTest.keyClicks(self.focus(), character)

    def writes(self, text: str) -> None:
        """Write by an input method: composed first, then committed as one."""
        target = self.focus()
        QApplication.sendEvent(target, QInputMethodEvent("pin yin", []))
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(target, event)

    def scans(self, code: str) -> None:
        """Scan a code: a burst of keys and Enter."""
        self._ms += PAUSE_MS
        for character in code:
            self._ms += BY_SCANNER_MS
            QTest.keyClicks(self.focus(), character)
        self._ms += BY_SCANNER_MS
        QTest.keyClick(self.focus(), Qt.Key.Key_Return)

    def tabs_to(self, widget: QWidget) -> None:
        """Go to a widget by Tab alone; it has to be reached."""
        for _ in range(MOST_TABS):
            if self.focus() is widget:
                return
            self.presses(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reached {widget.accessibleName()}")

    def picks(self, group: Chips, code: str) -> None:
        """Press the key of a chip while its group has the focus."""
        self.waits_for_focus(group)
        self.types(next(chip.key for chip in group.chips if chip.code == code))

    def clicks(self, widget: QWidget) -> None:
        """Click in the middle of a widget."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())

    def touches(self, widget: QWidget, at: QPoint) -> None:
        """Click somewhere on a widget."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)

    def turns_to_the_window(self) -> None:
        """After a dialog: a desktop gives the window the focus back, the bare platform does not."""
        self.window.activateWindow()
        self.waits(self.window.isActiveWindow)

    # -- eyes

    def focus(self) -> QWidget:
        """Where the next key goes. A desktop gives the window the focus back when a dialog goes;
        the bare platform does not.
        """
        if QApplication.activeWindow() is None:
            (QApplication.activeModalWidget() or self.window).activateWindow()
        return QApplication.focusWidget() or self.window

    def waits(self, condition: object) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def waits_for_answers(self) -> None:
        """Wait until the desk owes no answer."""
        self.waits(lambda: not self.window.kit.desk.is_busy())

    def settles(self) -> None:
        """Wait until what was done can be seen."""
        self.waits_for_answers()
        self.qtbot.wait(1)
        self.waits_for_answers()

    def waits_for_focus(self, widget: QWidget) -> None:
        """Wait until a widget, or one inside it, has the focus."""
        self.waits(lambda: widget is self.focus() or widget.isAncestorOf(self.focus()))

    def reads(self) -> str:
        """Every text that can be seen, in one string."""
        return "\n".join(seen_texts(self.window))

    def sees(self, text: str) -> None:
        """Wait until a text can be seen."""
        self.waits(lambda: text in self.reads())

    # -- the usual

    def signs_in(self, code: str, pin: str = "0000") -> None:
        """Choose a person and type the PIN."""
        assert self.window.reception.panel.choose_code(code)
        self.types(pin)
        self.presses(Qt.Key.Key_Return)
        self.waits(lambda: not self.window.reception.panel.isVisible())
        self.waits_for_answers()

    def hands_over_to(self, badge: str, pin: str = "0000") -> None:
        """The next person shows a badge and types the PIN; whoever was here is out."""
        self.turns_to_the_window()
        self.scans(badge)
        self.waits(self.window.reception.panel.isVisible)
        self.types(pin)
        self.presses(Qt.Key.Key_Return)
        self.waits(lambda: not self.window.reception.panel.isVisible())
        self.waits_for_answers()

    def check_in(self) -> CheckInScreen:
        """The check-in screen."""
        screen = self.window.screen_named("check_in")
        assert isinstance(screen, CheckInScreen)
        return screen

    def hand_back(self) -> HandBackScreen:
        """The hand-back screen."""
        screen = self.window.screen_named("hand_back")
        assert isinstance(screen, HandBackScreen)
        return screen

    def _clock(self, _event: QEvent) -> float:
        return self._ms


def painted_texts(root: QWidget) -> str:
    """What the lists that can be seen tell a screen reader of their lines, in one string."""
    found: list[str] = []
    for view in root.findChildren(QAbstractItemView):
        model = view.model()
        if view.isVisible() and model is not None:
            places = [model.index(place, 0) for place in range(model.rowCount())]
            found += [str(model.data(place, TOLD)) for place in places]
    return "\n".join(found)


def seen_texts(root: QWidget) -> list[str]:
    """The texts of every label and button that can be seen, with the remarks behind them."""
    parts = [*root.findChildren(QLabel), *root.findChildren(QAbstractButton)]
    shown = [part for part in parts if part.isVisible()]
    texts = [part.text() for part in shown] + [part.accessibleDescription() for part in shown]
    return [text for text in texts if text]
