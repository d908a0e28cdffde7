"""Scanners that type like keyboards: a burst is taken out of the field it fell into and handed on
as a code.

A burst is a run of printable keys with short gaps, ended by Enter or Tab. What it has already put
into the focused widget is taken back from a snapshot. The filter sits on the focused widget only:
on the application it would see every paint event.
"""

import time
import unicodedata
from collections.abc import Callable
from typing import Protocol, cast, runtime_checkable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

GAP_MS = 35.0
SHORTEST = 6
RAW_KEYS = "raw_keys"  # a widget with this property wants every key as it comes
ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
HELD_BACK = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


@runtime_checkable
class Restorable(Protocol):
    """A widget that keys change and that can stand again as it stood before a burst."""

    def held(self) -> object:
        """What stands there now."""

    def put_back(self, held: object) -> None:
        """Make it stand as it did."""


def event_ms(event: QKeyEvent) -> float:
    """When the key was pressed: the system's own stamp, so that a busy moment of ours makes no
    burst of typing.
    """
    return float(event.timestamp()) or time.monotonic() * 1000


def plain_code(raw: str) -> str:
    """Full-width forms folded, spaces and hyphens at the ends gone, capitals."""
    return unicodedata.normalize("NFKC", raw).strip().upper()


class ScanFilter(QObject):
    """Follows the focus and tells scans from typing."""

    scanned = Signal(str)

    def __init__(
        self,
        app: QApplication,
        parent: QObject,
        *,
        prefix: str = "",
        clock: Callable[[QKeyEvent], float] = event_ms,
    ):
        """`prefix` is what a scanner may be set to type first, which makes it exact; `clock` gives
        milliseconds.
        """
        super().__init__(parent)
        self.clock = clock
        self._prefix = prefix
        self._typed = ""
        self._last = 0.0
        self._snapshot: tuple[QWidget, object] | None = None
        self._on: QObject | None = None
        app.focusChanged.connect(self._follow)
        self._follow(None, QApplication.focusWidget())

    def eventFilter(self, _watched: QObject, event: QEvent, /) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.modifiers() & HELD_BACK:
            return False
        now = self.clock(event)
        fast = now - self._last <= GAP_MS
        if Qt.Key(event.key()) in ENDS:
            return self._ended(fast)
        if len(event.text()) == 1 and event.text().isprintable():
            if not fast:
                self._typed, self._snapshot = "", self._look()
            self._typed += event.text()
            self._last = now
        return False

    def _ended(self, fast: bool) -> bool:
        code, self._typed = self._typed, ""
        if not fast or len(code) < SHORTEST or not code.startswith(self._prefix):
            # too short for a code and too fast for a hand: it presses no button
            return fast and isinstance(QApplication.focusWidget(), QAbstractButton)
        self._put_back()
        self.scanned.emit(plain_code(code[len(self._prefix) :]))
        return True  # the Enter belongs to the scan

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._on is not None and isValid(self._on):
            self._on.removeEventFilter(self)
        self._on = new or QApplication.activeWindow()
        if self._on is not None and not self._on.property(RAW_KEYS):
            self._on.installEventFilter(self)

    def _look(self) -> tuple[QWidget, object] | None:
        widget = QApplication.focusWidget()
        if isinstance(widget, QLineEdit):
            return widget, (widget.text(), widget.cursorPosition())
        if isinstance(widget, QPlainTextEdit):
            return widget, (widget.toPlainText(), widget.textCursor().position())
        while widget is not None and not isinstance(widget, Restorable):
            widget = widget.parentWidget()
        return None if widget is None else (widget, widget.held())

    def _put_back(self) -> None:
        if self._snapshot is None or not isValid(self._snapshot[0]):
            return
        widget, held = self._snapshot
        self._snapshot = None
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            text, place = cast(tuple[str, int], held)
            put_text_back(widget, text, place)
        elif isinstance(widget, Restorable):
            widget.put_back(held)


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
