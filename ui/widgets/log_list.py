"""The log of a case, painted, grouped by day: hour, sign, what was done, and who did it."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.fonts import text_font
from ui.theme import Theme
from ui.widgets.look import announce, put_text

ROW, DAY = 44, 28
HOUR_WIDTH, SIGN_X, TEXT_X = 54, 74.0, 98.0
SIGN, LINE_GAP = 12, 13
STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_Home: -1_000_000,
    Qt.Key.Key_End: 1_000_000,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was done; `more` says how or why, `group` what sort of thing it is."""

    day: str
    hour: str
    icon: str
    tone: str
    what: str
    more: str
    who: str
    group: str = ""

    def spoken(self) -> str:
        """The line as one sentence."""
        parts = (self.day, self.hour, self.what, self.more, self.who)
        return ", ".join(part for part in parts if part)


class LogList(QWidget):
    """Lines under the days they were done on. It is only read; arrows go from line to line."""

    moved = Signal(QRectF)  # the line that is looked at, so that a page can follow

    def __init__(self, theme: Theme):
        super().__init__()
        self._theme = theme
        self.lines: list[Line] = []
        self._tops: list[float] = []
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self.update)

    def show_lines(self, lines: list[Line]) -> None:
        """Show these, in this order."""
        self.lines, self._tops = lines, []
        top, day = 0.0, ""
        for line in lines:
            if line.day != day:
                top, day = top + DAY, line.day
            self._tops.append(top)
            top += ROW
        self._current = min(self._current, max(0, len(lines) - 1))
        self.setFixedHeight(round(top))
        self.setAccessibleDescription("; ".join(line.spoken() for line in lines))
        self.update()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None or not self.lines:
            super().keyPressEvent(event)
            return
        self._current = max(0, min(len(self.lines) - 1, self._current + step))
        self._look()

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        if self.lines:
            self._look()

    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        super().focusOutEvent(event)
        self.update()

    def _look(self) -> None:
        announce(self, self.lines[self._current].spoken())
        self.moved.emit(QRectF(0, self._tops[self._current] - DAY, self.width(), ROW + DAY))
        self.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = event.rect()
        for place, (line, top) in enumerate(zip(self.lines, self._tops, strict=True)):
            if top + ROW < seen.top() or top - DAY > seen.bottom():
                continue
            is_first = place == 0 or self.lines[place - 1].day != line.day
            is_last = place + 1 == len(self.lines) or self.lines[place + 1].day != line.day
            if is_first:
                self._paint_day(painter, top - DAY, line.day)
            if self.hasFocus() and place == self._current:
                self._paint_ground(painter, top)
            if not is_last:
                self._paint_thread(painter, top)
            self._paint_line(painter, top, line)

    def _paint_day(self, painter: QPainter, top: float, day: str) -> None:
        font, middle = text_font(12, bold=True), top + DAY / 2
        line = QRectF(0, top, self.width(), DAY)
        put_text(painter, line, day, font, self._theme.colour("text_2"))
        start = QFontMetricsF(font).horizontalAdvance(day) + 12
        painter.setPen(QPen(self._theme.colour("border"), 1))
        painter.drawLine(QPointF(start, middle), QPointF(self.width(), middle))

    def _paint_ground(self, painter: QPainter, top: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("hover"))
        painter.drawRoundedRect(QRectF(0, top - 3, self.width(), ROW), 8, 8)

    def _paint_thread(self, painter: QPainter, top: float) -> None:
        middle = top + ROW / 2 - 7
        painter.setPen(QPen(self._theme.colour("border"), 1.5))
        painter.drawLine(
            QPointF(SIGN_X, middle + LINE_GAP), QPointF(SIGN_X, middle + ROW - LINE_GAP)
        )

    def _paint_line(self, painter: QPainter, top: float, line: Line) -> None:
        colour, middle = self._theme.colour, top + ROW / 2 - 7
        hour = QRectF(0, middle - 10, HOUR_WIDTH, 20)
        put_text(painter, hour, line.hour, text_font(12, tabular=True), colour("text_3"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(f"{line.tone}_tint"))
        painter.drawEllipse(QPointF(SIGN_X, middle), SIGN, SIGN)
        sign = self._theme.pixmap(line.icon, line.tone, 14, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(SIGN_X - 7, middle - 7), sign)
        small = text_font(12)
        width = QFontMetricsF(small).horizontalAdvance(line.who) + 2
        who = QRectF(self.width() - width, middle - 10, width, 20)
        put_text(painter, who, line.who, small, colour("text_3"))
        room = self.width() - TEXT_X - width - 12
        what = QRectF(TEXT_X, middle - 11, room, 22)
        put_text(painter, what, line.what, text_font(), colour("text"))
        more = QRectF(TEXT_X, middle + 9, self.width() - TEXT_X - 4, 18)
        put_text(painter, more, line.more, small, colour("text_3"))
