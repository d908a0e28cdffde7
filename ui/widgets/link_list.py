"""Rows that lead somewhere: a sign, a line, a smaller line, and what stands at the end."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from ui.fonts import text_font
from ui.theme import Theme
from ui.widgets.look import Lit, put_text
from ui.widgets.row_list import RowList, RowPainter, spoken

HEIGHT = 52
RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Link:
    """One row; `key` is what opening it tells."""

    key: str
    icon: str
    text: str
    more: str = ""
    end: str = ""
    tone: str = "text_2"

    def spoken(self) -> str:
        """The row as one sentence."""
        return spoken(self.text, self.more, self.end)


class LinkPainter(RowPainter[Link]):
    """Draws a row."""

    edges = (0, 1, -2, -1)

    def height(self) -> int:
        return HEIGHT

    def paint_row(self, painter: QPainter, row: Link, box: QRectF, lit: Lit) -> None:
        colour = self._theme.colour
        tone = "accent" if lit.chosen else row.tone
        icon = self._theme.pixmap(row.icon, tone, 18, self._ratio())
        painter.drawPixmap(round(box.x()) + 10, round(box.center().y()) - 9, icon)
        inner = box.adjusted(38, 0, -10, 0)
        font = text_font(13, tabular=True)
        end = QFontMetricsF(font).horizontalAdvance(row.end) + 2
        where = QRectF(inner.right() - end, inner.y(), end, 28 if row.more else inner.height())
        put_text(painter, where, row.end, font, colour("text_2"), align=RIGHT)
        top = inner.y() + (5 if row.more else 0)
        height = 22 if row.more else inner.height()
        line = QRectF(inner.x(), top, inner.width() - end - 10, height)
        put_text(painter, line, row.text, text_font(tabular=True), colour("text"))
        more = QRectF(inner.x(), top + 22, inner.width(), 18)
        put_text(painter, more, row.more, text_font(12), colour("text_2"))


class LinkList(RowList[Link]):
    """The rows, as many as there is room for."""

    def __init__(self, theme: Theme):
        super().__init__(theme, LinkPainter)

    def sizeHint(self) -> QSize:
        return QSize(200, 2 * HEIGHT)  # it takes what is left, and never what others need

    def show_links(self, links: list[Link]) -> None:
        """Show other rows; what was chosen stays chosen where it is still there."""
        key = self.key()
        self._model.show_rows(links)
        self.choose(key)
