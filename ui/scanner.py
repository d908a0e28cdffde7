"""Scanners that type like keyboards: a burst is taken out of whatever it fell into and handed on
as a code.

A burst is a run of characters with short gaps, ended as the scanner of this machine ends its codes:
by Enter, by Tab, or by a pause. What it has already put into the focused widget is taken back from
a snapshot. Characters come as keys, or one by one from an input method that lets digits through.
The filter sits on the focused widget only: on the application it would see every paint event.
"""

import time
import unicodedata
from collections.abc import Callable
from typing import Protocol, cast, runtime_checkable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from shiboken6 import isValid

from ui.scans.habits import Ending, Habits

SHORTEST = 6
SHORTEST_PAUSE_MS = 60  # where nothing but a pause ends a code
SEPARATOR = "\x1d"  # between the parts of a GS1 code; scanners type it as Ctrl+]
RAW_KEYS = "raw_keys"  # a widget with this property wants every key as it comes
COMPOSED, ALT_CODES = "composed", "alt_codes"  # why a scan could not be read
ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
ALT = Qt.KeyboardModifier.AltModifier
HELD_BACK = Qt.KeyboardModifier.ControlModifier | ALT | Qt.KeyboardModifier.MetaModifier


@runtime_checkable
class Restorable(Protocol):
    """A widget that keys change and that can stand again as it stood before a burst."""

    def held(self) -> object:
        """What stands there now."""

    def put_back(self, held: object) -> None:
        """Make it stand as it did."""


class KeyClock:
    """When a key was pressed, by the system's own stamp, so that a busy moment of ours makes no
    burst of typing; what an input method hands over carries no stamp and is set beside it.
    """

    def __init__(self) -> None:
        self._ahead = 0.0  # of the system's stamps before our own clock, ms

    def __call__(self, event: QEvent) -> float:
        now = time.monotonic() * 1000
        stamp = float(event.timestamp()) if isinstance(event, QKeyEvent) else 0.0
        if stamp:
            self._ahead = stamp - now
        return stamp or now + self._ahead


def event_ms(event: QKeyEvent) -> float:
    """When a key was pressed, where nothing but keys counts."""
    return float(event.timestamp()) or time.monotonic() * 1000


def half_width(raw: str) -> str:
    """Full-width forms of an input method folded, and nothing around."""
    return unicodedata.normalize("NFKC", raw).strip(" \t\r\n")


def plain_code(raw: str) -> str:
    """Full-width forms folded, spaces at the ends gone, capitals."""
    return half_width(raw).upper()


class ScanFilter(QObject):
    """Follows the focus and tells scans from typing."""

    scanned = Signal(str)  # as it stands on the label
    unreadable = Signal(str)  # COMPOSED or ALT_CODES: a scan came that nothing can be made of

    def __init__(
        self,
        app: QApplication,
        parent: QObject,
        *,
        habits: Habits | None = None,
        clock: Callable[[QEvent], float] | None = None,
    ):
        """`habits` is what this machine has learnt of its scanner; `clock` gives milliseconds."""
        super().__init__(parent)
        self.clock = clock or KeyClock()
        self._habits = habits or Habits()
        self._typed = ""
        self._last = self._over_at = float("-inf")
        self._lost = {COMPOSED: 0, ALT_CODES: 0}
        self._snapshots: dict[QWidget, object] = {}
        self._on: QObject | None = None
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._paused)
        app.focusChanged.connect(self._follow)
        self._follow(None, QApplication.focusWidget())

    def use(self, habits: Habits) -> None:
        """Take what was learnt since."""
        self._habits = habits
        self._forget()

    def eventFilter(self, _watched: QObject, event: QEvent, /) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._pressed(event)
            if event.type() == QEvent.Type.ShortcutOverride:
                return self._overrides(event)
        elif isinstance(event, QInputMethodEvent):
            self._composed(event)
        return False

    # -- what comes in

    def _pressed(self, event: QKeyEvent) -> bool:
        now, text = self.clock(event), event.text()
        if event.isAutoRepeat():
            self._forget()  # a key that is held down is no scanner
            return False
        if text == SEPARATOR and self._is_fast(now):
            self._add(SEPARATOR, now)
            return True
        if event.modifiers() & HELD_BACK:
            self._note_alt_code(event, now)
            return False
        if Qt.Key(event.key()) in ENDS:
            return self._ended(now)
        if len(text) == 1 and text.isprintable():
            is_fast = self._is_fast(now)
            self._add(text, now)
            return is_fast and self._would_act(text)
        return False

    def _composed(self, event: QInputMethodEvent) -> None:
        """An input method lets digits through one by one; what it composes is lost to a scan."""
        now, text = self.clock(event), event.commitString()
        if len(text) == 1 and not event.preeditString() and text.isprintable():
            self._add(text, now)
            return
        self._typed = ""
        if event.preeditString():
            self._note_lost(COMPOSED, now)
        self._last = now

    def _overrides(self, event: QKeyEvent) -> bool:
        """In the middle of a burst no character is a shortcut of the window."""
        is_key = len(event.text()) == 1 and not event.modifiers() & HELD_BACK
        if is_key and self._typed and self._is_fast(self.clock(event)):
            event.accept()
            return True
        return False

    def _note_alt_code(self, event: QKeyEvent, now: float) -> None:
        is_digit = Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9
        if event.modifiers() & ALT and is_digit:
            self._note_lost(ALT_CODES, now)
            self._last = now

    def _note_lost(self, why: str, now: float) -> None:
        """Count what comes at a scanner's pace and can be read by nobody; told once."""
        self._lost[why] = self._lost[why] + 1 if self._is_fast(now) else 1
        if self._lost[why] == SHORTEST:
            self.unreadable.emit(why)

    # -- a burst

    def _is_fast(self, now: float) -> bool:
        return now - self._last <= self._habits.gap_ms

    def _add(self, character: str, now: float) -> None:
        if not self._is_fast(now):
            self._forget()
        self._look()
        self._typed += character
        self._last = now
        if self._habits.ending is Ending.PAUSE:
            self._pause.start(max(SHORTEST_PAUSE_MS, 2 * self._habits.gap_ms))

    def _ended(self, now: float) -> bool:
        """Enter or Tab; answers whether it belonged to a scan."""
        if now - self._over_at <= self._habits.gap_ms:
            self._over_at = now
            return True  # the line feed after the return
        is_fast, code = self._is_fast(now), self._code()
        if is_fast and code is not None:
            self._over_at = now
            self._hand_on(code)
            return True
        self._typed = ""
        self._pause.stop()
        # too short for a code and too fast for a hand: it presses no button
        return is_fast and isinstance(QApplication.focusWidget(), QAbstractButton)

    def _paused(self) -> None:
        code = self._code()
        if code is not None:
            self._hand_on(code)

    def _code(self) -> str | None:
        """What was scanned, where what was typed is a scan."""
        inner = self._habits.inner(half_width(self._habits.folded(self._typed)))
        return inner if inner is not None and len(inner) >= SHORTEST else None

    def _hand_on(self, code: str) -> None:
        self._put_back()
        self._forget()
        self.scanned.emit(code)

    def _forget(self) -> None:
        self._typed = ""
        self._snapshots = {}
        self._pause.stop()

    # -- where it fell

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._on is not None and isValid(self._on):
            self._on.removeEventFilter(self)
        self._on = new or QApplication.activeWindow()
        if self._on is not None and not self._on.property(RAW_KEYS):
            self._on.installEventFilter(self)

    def _would_act(self, text: str) -> bool:
        """Whether a character of a burst would press a button or choose from a list."""
        widget = QApplication.focusWidget()
        is_press = isinstance(widget, QAbstractButton) and text == " "
        return is_press or (isinstance(widget, QComboBox) and not widget.isEditable())

    def _look(self) -> None:
        """Keep how what has the focus stood, unless it is kept since the burst began."""
        widget = QApplication.focusWidget()
        if not isinstance(widget, QLineEdit | QPlainTextEdit | QComboBox | Restorable):
            while widget is not None and not isinstance(widget, Restorable):
                widget = widget.parentWidget()
        if widget is not None and widget not in self._snapshots:
            self._snapshots[widget] = _held(widget)

    def _put_back(self) -> None:
        for widget, held in self._snapshots.items():
            if not isValid(widget):
                continue
            if isinstance(widget, Restorable):
                widget.put_back(held)
            elif isinstance(widget, QComboBox):
                put_choice_back(widget, cast(int, held))
            elif isinstance(widget, QLineEdit | QPlainTextEdit):
                put_text_back(widget, *cast(tuple[str, int], held))


def _held(widget: QWidget) -> object:
    if isinstance(widget, Restorable):
        return widget.held()
    if isinstance(widget, QComboBox):
        return widget.currentIndex()
    if isinstance(widget, QLineEdit):
        return widget.text(), widget.cursorPosition()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText(), widget.textCursor().position()
    return None


def put_choice_back(widget: QComboBox, place: int) -> None:
    """Make a list of choices stand as it did; whoever follows it is told as of choosing."""
    if widget.currentIndex() != place:
        widget.setCurrentIndex(place)
        widget.activated.emit(place)


def put_text_back(widget: QLineEdit | QPlainTextEdit, text: str, place: int) -> None:
    """Make a text field stand as it did, cursor included; whoever follows it is told as of typing,
    else what was taken back would stand on elsewhere.
    """
    if isinstance(widget, QLineEdit):
        widget.setText(text)
        widget.setCursorPosition(place)
        widget.textEdited.emit(text)
        return
    widget.setPlainText(text)
    cursor = widget.textCursor()
    cursor.setPosition(place)
    widget.setTextCursor(cursor)
