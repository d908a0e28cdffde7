"""Papers of the print queue: each with its box to tick, its name, where it goes and how it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen

from ui.fonts import text_font
from ui.theme import Theme
from ui.widgets.look import Lit, announce, put_text
from ui.widgets.row_list import RowList, RowPainter, spoken

HEIGHT = 54
BOX = 20
CENTRE = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """One paper in the words shown; `ticked` is spoken where it is ticked."""

    key: str
    name: str
    number: str
    state: str
    tone: str
    tail: str
    ticked: str = ""

    def spoken(self) -> str:
        """The paper as one sentence."""
        return spoken(self.ticked, self.name, self.number, self.state, self.tail)


class PaperPainter(RowPainter[PaperLine]):
    """Draws one paper."""

    edges = (2, 1, -2, -2)

    def height(self) -> int:
        return max(HEIGHT, self._theme.height("row"))

    def paint_ground(self, painter: QPainter, row: PaperLine, box: QRectF, lit: Lit) -> None:
        super().paint_ground(painter, row, box, lit)
        if lit.chosen and self._view.hasFocus():
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 8, 8)

    def paint_row(self, painter: QPainter, row: PaperLine, box: QRectF, lit: Lit) -> None:
        del lit
        colour, middle = self._theme.colour, box.center().y()
        self._paint_tick(painter, QRectF(box.x() + 12, middle - BOX / 2, BOX, BOX), row)
        inner = box.adjusted(44, 0, -12, 0)
        font = text_font(12, bold=True)
        width = min(QFontMetricsF(font).horizontalAdvance(row.state) + 18, inner.width() * 0.55)
        pill = QRectF(inner.right() - width, inner.y() + 6, width, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(f"{row.tone}_tint"))
        painter.drawRoundedRect(pill, 10, 10)
        text = pill.adjusted(9, 0, -9, 0)
        put_text(painter, text, row.state, font, colour(row.tone), align=CENTRE)
        name = QRectF(inner.x(), inner.y() + 5, pill.x() - inner.x() - 10, 22)
        used = put_text(painter, name, row.name, text_font(bold=True), colour("text")) + 10
        number = name.adjusted(used, 0, 0, 0)
        if number.width() > BOX:
            put_text(painter, number, row.number, text_font(13, tabular=True), colour("text_2"))
        tail = QRectF(inner.x(), inner.y() + 28, inner.width(), 18)
        put_text(painter, tail, row.tail, text_font(12), colour("text_3"))

    def _paint_tick(self, painter: QPainter, box: QRectF, row: PaperLine) -> None:
        colour, on = self._theme.colour, bool(row.ticked)
        painter.setPen(QPen(colour("accent" if on else "control_border"), 1.5))
        painter.setBrush(colour("accent" if on else "surface"))
        painter.drawRoundedRect(box, 6, 6)
        if on:
            mark = self._theme.pixmap("check", "on_accent", 14, self._ratio())
            painter.drawPixmap(box.topLeft().toPoint() + QPoint(3, 3), mark)


class PaperList(RowList[PaperLine]):
    """The queue; Space, Enter or a click ticks a paper, Ctrl+A all of them."""

    ticked = Signal(str)
    all_ticked = Signal()
    moved = Signal()
    enters = (*RowList.enters, Qt.Key.Key_Space)

    def __init__(self, theme: Theme):
        super().__init__(theme, PaperPainter)
        self.selectionModel().currentChanged.connect(self._move)

    def show_lines(self, lines: Sequence[PaperLine]) -> None:
        """Show these; the same paper stays chosen, or the one that took its place."""
        key, place = self.key(), max(0, self.currentIndex().row())
        if [line.key for line in lines] == [row.key for row in self.rows]:
            if list(lines) != self.rows:
                self._model.say_anew(lines)
            return
        self._model.show_rows(lines)
        found = self.place_of(key)
        self.choose_place(found if found >= 0 else min(place, len(lines) - 1))

    def take(self, row: PaperLine) -> None:
        self.ticked.emit(row.key)
        now = self.chosen()
        announce(self, now.spoken() if now else "")

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        control = Qt.KeyboardModifier.ControlModifier
        if event.modifiers() == control and event.key() == Qt.Key.Key_A:
            self.all_ticked.emit()
            return
        if event.modifiers() == control and event.key() in self.enters:
            event.ignore()  # the button's
            return
        super().keyPressEvent(event)

    def _move(self) -> None:
        self.moved.emit()
