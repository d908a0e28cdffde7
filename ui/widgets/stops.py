"""Where an item has been as a line of stops: done filled, here a ring and bold, ahead dotted."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.fonts import text_font
from ui.theme import Theme
from ui.widgets.look import put_text, tip_of

HEIGHT, RADIUS, MIDDLE = 62, 7, 11
LEAST_CELL = 116


@dataclass(frozen=True, slots=True)
class Stop:
    """A place the item was at, is at or will come to, and since when."""

    name: str
    note: str


class Stops(QWidget):
    """A line that is only read. Where the stops do not all find room, the earliest give way."""

    def __init__(self, theme: Theme):
        super().__init__()
        self._theme = theme
        self.stops: list[Stop] = []
        self._here = 0
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_stops(self, stops: list[Stop], here: int) -> None:
        """Show these; the one with the number `here` is where the item is now."""
        self.stops, self._here = stops, here
        said = " → ".join(f"{stop.name} {stop.note}".strip() for stop in stops[: here + 1])
        self.setAccessibleDescription(said)
        self.setToolTip(tip_of(said))
        self.update()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        if not self.stops:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max(2, self.width() // LEAST_CELL)
        first = max(0, len(self.stops) - most)
        shown = self.stops[first:]
        cell = self.width() / len(shown)
        for place, stop in enumerate(shown):
            self._paint_line(painter, place, first, cell, len(shown))
            self._paint_stop(painter, cell * place + 9, place + first, stop, cell)

    def _paint_line(
        self, painter: QPainter, place: int, first: int, cell: float, count: int
    ) -> None:
        if place + 1 == count:
            return
        done, x = place + first < self._here, cell * place + 9
        style = Qt.PenStyle.SolidLine if done else Qt.PenStyle.DotLine
        painter.setPen(QPen(self._theme.colour("accent" if done else "border_strong"), 2, style))
        painter.drawLine(QPointF(x + 11, MIDDLE), QPointF(x + cell - 11, MIDDLE))

    def _paint_stop(
        self, painter: QPainter, x: float, number: int, stop: Stop, cell: float
    ) -> None:
        colour = self._theme.colour
        is_here, is_past = number == self._here, number <= self._here
        painter.setPen(QPen(colour("accent" if is_past else "border_strong"), 2))
        painter.setBrush(colour("accent" if is_past and not is_here else "surface"))
        painter.drawEllipse(QPointF(x, MIDDLE), RADIUS, RADIUS)
        if is_here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent"))
            painter.drawEllipse(QPointF(x, MIDDLE), RADIUS / 2, RADIUS / 2)
        ink = "accent" if is_here else "text" if is_past else "text_3"
        name = QRectF(x - 8, 24, cell - 8, 20)
        put_text(painter, name, stop.name, text_font(13, bold=is_here), colour(ink))
        note = QRectF(x - 8, 42, cell - 8, 18)
        put_text(painter, note, stop.note, text_font(12), colour("text_3"))
