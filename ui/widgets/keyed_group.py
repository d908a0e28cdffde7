"""Buttons side by side in as many lines as they need: one stop for Tab, and a key for each."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.fonts import text_font
from ui.theme import Theme
from ui.widgets.flow import Flow
from ui.widgets.look import put_text

FOCUS_IN, FOCUS_OUT = QEvent.Type.FocusIn, QEvent.Type.FocusOut


class Keyed(Protocol):
    """A button whose key stands at its corner while its group has the focus."""

    key: str
    shows_key: bool

    def setFocusPolicy(self, policy: Qt.FocusPolicy, /) -> None:
        """As every widget does."""

    def update(self) -> None:
        """As every widget does."""


class KeyedGroup(QWidget):
    """What groups of buttons have in common; each says which buttons it has and what keys do."""

    def __init__(self, theme: Theme, *, gap: int, least: str):
        """`least` names the height that the theme gives one line."""
        super().__init__()
        self._theme, self._least = theme, least
        self._flow = Flow(gap)
        self.setLayout(self._flow)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._settle)

    def _members(self) -> Sequence[Keyed]:
        raise NotImplementedError

    def _pressed(self, place: int, event: QKeyEvent) -> bool:
        raise NotImplementedError

    def eventFilter(self, watched: object, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            places = (n for n, one in enumerate(self._members()) if one is watched)
            place = next(places, None)
            return place is not None and self._pressed(place, event)
        if isinstance(event, QFocusEvent) and event.type() in (FOCUS_IN, FOCUS_OUT):
            self._show_keys(event.type() == FOCUS_IN)
        return False

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        """Height for width inside nested layouts reserves too much: it is set here."""
        least = self._theme.height(self._least)
        self.setFixedHeight(max(least, self._flow.height_at(self.width())))

    def _rove(self, stop: Keyed | None) -> None:
        """One stop for Tab in the whole group."""
        for one in self._members():
            policy = Qt.FocusPolicy.StrongFocus if one is stop else Qt.FocusPolicy.ClickFocus
            one.setFocusPolicy(policy)

    def _show_keys(self, on: bool) -> None:
        for one in self._members():
            one.shows_key = on
            one.update()


def paint_key(painter: QPainter, corner: QRectF, key: str, theme: Theme) -> None:
    """Paint the key of a button small into its corner."""
    put_text(painter, corner, key, text_font(9), theme.colour("text_3"))
