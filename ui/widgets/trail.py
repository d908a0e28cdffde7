"""A log as a trail: day, hour, sign, what was done, who did it. It is only read."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.fonts import text_font
from ui.theme import Theme
from ui.widgets.look import put_text

ROW, DAY = 32, 28
SIGN_X = 74.0


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done."""

    day: str
    hour: str
    icon: str
    tone: str
    what: str
    who: str


class Trail(QWidget):
    """Steps under the days they were done on."""

    def __init__(self, theme: Theme):
        super().__init__()
        self._theme = theme
        self._steps: list[Step] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_steps(self, steps: list[Step]) -> None:
        """Show these, in this order."""
        self._steps = steps
        days = len(dict.fromkeys(step.day for step in steps))
        self.setFixedHeight(len(steps) * ROW + days * DAY)
        said = "; ".join(f"{s.day} {s.hour} {s.what} {s.who}" for s in steps)
        self.setAccessibleDescription(said)
        self.update()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top, day = 0.0, ""
        for step in self._steps:
            if step.day != day:
                self._paint_day(painter, top, step.day)
                top, day = top + DAY, step.day
            self._paint_step(painter, top, step)
            top += ROW

    def _paint_day(self, painter: QPainter, top: float, day: str) -> None:
        font = text_font(12, bold=True)
        line = QRectF(0, top, self.width(), DAY)
        put_text(painter, line, day, font, self._theme.colour("text_2"))
        start = QFontMetricsF(font).horizontalAdvance(day) + 12
        painter.setPen(QPen(self._theme.colour("border"), 1))
        painter.drawLine(QPointF(start, top + DAY / 2), QPointF(self.width(), top + DAY / 2))

    def _paint_step(self, painter: QPainter, top: float, step: Step) -> None:
        colour, middle = self._theme.colour, top + ROW / 2
        hour = QRectF(0, top, 56, ROW)
        put_text(painter, hour, step.hour, text_font(12, tabular=True), colour("text_3"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(f"{step.tone}_tint"))
        painter.drawEllipse(QPointF(SIGN_X, middle), 12, 12)
        sign = self._theme.pixmap(step.icon, step.tone, 14, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(SIGN_X - 7, middle - 7), sign)
        font = text_font(12)
        width = QFontMetricsF(font).horizontalAdvance(step.who) + 2
        who = QRectF(self.width() - width, top, width, ROW)
        put_text(painter, who, step.who, font, colour("text_3"))
        what = QRectF(SIGN_X + 24, top, self.width() - SIGN_X - 36 - width, ROW)
        put_text(painter, what, step.what, text_font(), colour("text"))
