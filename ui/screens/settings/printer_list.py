"""The printers of this machine at the left: their names, how they are, and how they are reached."""

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter

from ui.fonts import text_font
from ui.theme import Theme
from ui.widgets.look import Lit, put_text
from ui.widgets.row_list import NOWHERE, Index, RowList, RowPainter, spoken

HEIGHT, GAP = 52, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterRow:
    """One printer in the words shown; the tone is that of its state."""

    key: str
    name: str
    state: str
    tone: str
    detail: str
    is_described: bool

    def spoken(self) -> str:
        """The row as one sentence."""
        return spoken(self.name, self.state, self.detail)


class PrinterPainter(RowPainter[PrinterRow]):
    """Draws the name above, the state and the way below."""

    edges = (1.0, 1.0, -1.0, -1.0 - GAP)

    def height(self) -> int:
        return HEIGHT + GAP

    def paint_ground(self, painter: QPainter, row: PrinterRow, box: QRectF, lit: Lit) -> None:
        super().paint_ground(painter, row, box, lit)
        if lit.chosen and self._view.hasFocus():
            painter.setPen(self._theme.colour("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 8, 8)

    def paint_row(self, painter: QPainter, row: PrinterRow, box: QRectF, lit: Lit) -> None:
        del lit
        theme, inner = self._theme, box.adjusted(10, 0, -10, 0)
        icon = theme.pixmap("printer" if row.is_described else "monitor-smartphone", "text_2",
                            18, self._ratio())  # fmt: skip
        painter.drawPixmap(inner.topLeft().toPoint() + QPoint(0, 7), icon)
        name = QRectF(inner.x() + 26, inner.y() + 4, inner.width() - 26, 22)
        put_text(painter, name, row.name, text_font(bold=row.is_described), theme.colour("text"))
        dot = QRectF(inner.x() + 5, inner.y() + 33, 8, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(row.tone))
        painter.drawEllipse(dot)
        line = QRectF(inner.x() + 26, inner.y() + 26, inner.width() - 26, 20)
        used = put_text(painter, line, row.state, text_font(12, bold=True), theme.colour(row.tone))
        rest = line.adjusted(used + 8, 0, 0, 0)
        if rest.width() > 24:
            put_text(painter, rest, row.detail, text_font(12), theme.colour("text_3"))


class PrinterList(RowList[PrinterRow]):
    """Arrows choose and show, Enter goes to what is shown."""

    chosen_key = Signal(str)
    enters: ClassVar[tuple[Qt.Key, ...]] = (*RowList.enters, Qt.Key.Key_Space)

    def __init__(self, theme: Theme):
        super().__init__(theme, PrinterPainter)
        self._is_quiet = False
        self.selectionModel().currentChanged.connect(self._told)

    def show_rows(self, rows: list[PrinterRow]) -> None:
        """Show these; the chosen one stays chosen where it is still there."""
        key = self.key()
        if [row.key for row in rows] != [row.key for row in self.rows]:
            self._is_quiet = True
            self._model.show_rows(rows)
            self._is_quiet = False
            self.mark(key)
        elif rows:
            self._model.say_anew(rows)

    def mark(self, key: str) -> None:
        """Choose a row without telling; none where nothing has that key."""
        self._is_quiet = True
        if self.place_of(key) < 0:
            self.setCurrentIndex(NOWHERE)
            self.clearSelection()
        else:
            self.choose(key)
        self._is_quiet = False

    # What a scanner typed by mistake is taken back (ui/scanner.py).
    def held(self) -> object:
        """The row chosen now."""
        return self.key()

    def put_back(self, held: object) -> None:
        """Choose it again."""
        self.mark(str(held))

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        """Qt would choose the first row by itself; Tab going by chooses nothing."""
        key, self._is_quiet = self.key(), True
        super().focusInEvent(event)
        self.mark(key)

    def _told(self, now: Index, _before: Index) -> None:
        if now.isValid() and not self._is_quiet:
            self.chosen_key.emit(self.key())
