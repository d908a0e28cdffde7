"""A list to choose from while the focus stays in a field: icon, text, what stands at its end."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from ui.fonts import text_font
from ui.theme import Theme
from ui.widgets.look import Lit, announce, put_text
from ui.widgets.row_list import Row, RowPainter, RowView

HEIGHT, SHOWN, GAP = 42, 9, 4
RIGHT = Qt.AlignmentFlag.AlignRight


class Line(Row, Protocol):
    """What a line shows."""

    @property
    def text(self) -> str:
        """What it is."""
        ...

    @property
    def icon(self) -> str:
        """Its sign."""
        ...

    @property
    def end(self) -> str:
        """What stands at its end."""
        ...


class HitPainter(RowPainter[Line]):
    """Draws a line."""

    edges = (6, 1, -6, -1)

    def height(self) -> int:
        return max(HEIGHT, self._theme.height("row"))

    def paint_row(self, painter: QPainter, row: Line, box: QRectF, lit: Lit) -> None:
        theme = self._theme
        icon = theme.pixmap(row.icon, "accent" if lit.chosen else "text_2", 18, self._ratio())
        painter.drawPixmap(round(box.x()) + 12, round(box.center().y()) - 9, icon)
        inner = box.adjusted(42, 0, -14, 0)
        font = text_font(12)
        taken = min(QFontMetricsF(font).horizontalAdvance(row.end) + 4, inner.width() / 3)
        end = QRectF(inner.right() - taken, inner.y(), taken, inner.height())
        put_text(painter, end, row.end, font, theme.colour("text_2"), align=RIGHT)
        inner.setRight(end.left() - 12)
        put_text(painter, inner, row.text, text_font(tabular=True), theme.colour("text"))


class HitList(RowView[Line]):
    """The lines; the keys come from the field above."""

    picked = Signal(object)

    def __init__(self, theme: Theme):
        super().__init__(theme, HitPainter)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_lines(self, lines: Sequence[Line], *, choose: bool = True) -> None:
        """Show lines, as many as there is room for; the first one chosen, or none until an arrow
        does.
        """
        self._model.show_rows(lines)
        row = max(HEIGHT, self.sizeHintForRow(0))
        self.setFixedHeight(min(SHOWN, max(1, len(lines))) * row + 2)
        self.setCurrentIndex(QModelIndex())
        if choose:
            self.choose_place(0)

    def step(self, by: int) -> None:
        """Choose the next line, round and round."""
        if self.rows:
            place = self.currentIndex().row()
            place = max(place, 0) + by if by < 0 else place + by
            self.choose_place(place % len(self.rows))
            announce(self, str(self.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)))

    def take(self, row: Line) -> None:
        self.picked.emit(row)


def show_below(
    theme: Theme, frame: QWidget, field: QWidget, host: QWidget, least_width: int
) -> None:
    """Show a frame with such a list below a field, over whatever lies there in the host."""
    if frame.parentWidget() is not host:
        frame.setParent(host)
    frame.setFixedWidth(max(field.width(), least_width))
    frame.adjustSize()
    corner = field.mapTo(host, QPoint(0, field.height() + GAP))
    room = host.width() - frame.width() - GAP
    frame.move(min(corner.x(), room), corner.y())
    theme.dress(frame)
    frame.show()
    frame.raise_()
