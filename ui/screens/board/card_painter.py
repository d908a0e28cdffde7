"""Paints the cards of the board: item, fault, number, and when it is due."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from counter.storage.questions.board import BoardRow
from ui.fonts import text_font
from ui.kit import Kit
from ui.screens.board.lanes import ROW, due_of, short_name
from ui.widgets.look import lit_of, put_text, rect_of

HEIGHT, GAP = 106, 8
CENTRE = Qt.AlignmentFlag.AlignHCenter


class CardPainter(QStyledItemDelegate):
    """Draws one row as a card."""

    def __init__(self, kit: Kit, parent: QWidget):
        super().__init__(parent)
        self._kit, self._view = kit, parent
        self._icons: dict[str, str] = {}

    def use_icons(self, icons: dict[str, str]) -> None:
        """The icon of each kind of item."""
        self._icons = icons

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex, /
    ) -> QSize:
        return QSize(100, HEIGHT + GAP)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        /,
    ) -> None:
        row: BoardRow = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(rect_of(option)).adjusted(1.5, 1.5, -1.5, -1.5 - GAP)
        self._paint_ground(painter, option, box)
        inner = box.adjusted(12, 0, -12, 0)
        self._paint_item(painter, row, inner)
        self._paint_due(painter, row, inner)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF) -> None:
        colour = self._kit.theme.colour
        chosen = over = False
        if self._view.hasFocus() or self._view.underMouse():
            chosen, over = lit_of(option)
            chosen = chosen and self._view.hasFocus()
        edge = "focus" if chosen else "border_strong" if over else "border"
        painter.setPen(QPen(colour(edge), 2 if chosen else 1))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(box, 9, 9)

    def _paint_item(self, painter: QPainter, row: BoardRow, inner: QRectF) -> None:
        theme, figures = self._kit.theme, self._kit.figures
        icon = theme.pixmap(self._icons.get(row.kind_code, "shapes"), "text_3", 16, self._ratio())
        painter.drawPixmap(inner.topLeft().toPoint() + QPoint(0, 12), icon)
        taken = self._paint_flag(painter, row, inner)
        first = QRectF(inner.x() + 22, inner.y() + 8, inner.width() - 22 - taken, 24)
        put_text(painter, first, short_name(row), text_font(bold=True), theme.colour("text"))
        second = QRectF(inner.x(), inner.y() + 33, inner.width(), 20)
        put_text(painter, second, row.fault, text_font(13), theme.colour("text_2"))
        third = QRectF(inner.x(), inner.y() + 54, inner.width(), 18)
        number = figures.short_number(row.card_number or row.case_number)
        parts = (number, row.customer_name, row.shelf)
        text = " · ".join(t for t in parts if t)
        put_text(painter, third, text, text_font(12, tabular=True), theme.colour("text_3"))

    def _paint_flag(self, painter: QPainter, row: BoardRow, inner: QRectF) -> float:
        if not row.is_rework:
            return 0
        theme = self._kit.theme
        text, font = self._kit.language.say("Rework"), text_font(11, bold=True)
        width = QFontMetricsF(font).horizontalAdvance(text) + 14
        pill = QRectF(inner.right() - width, inner.y() + 11, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("violet_tint"))
        painter.drawRoundedRect(pill, 9, 9)
        put_text(painter, pill, text, font, theme.colour("violet"), align=CENTRE)
        return width + 6

    def _paint_due(self, painter: QPainter, row: BoardRow, inner: QRectF) -> None:
        theme = self._kit.theme
        text, tone, icon = due_of(row, self._kit)
        y = inner.y() + 76
        pixmap = theme.pixmap(icon, tone, 14, self._ratio())
        painter.drawPixmap(inner.topLeft().toPoint() + QPoint(0, 78), pixmap)
        taken = 48 if row.technician_name else 19
        line = QRectF(inner.x() + 19, y, inner.width() - taken, 18)
        put_text(painter, line, text, text_font(12, bold=tone == "danger"), theme.colour(tone))
        if row.technician_name:
            disc = QRectF(inner.right() - 22, y - 3, 22, 22)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_tint_2"))
            painter.drawEllipse(disc)
            initial, font = row.technician_name[0], text_font(11, bold=True)
            put_text(painter, disc, initial, font, theme.colour("accent"), align=CENTRE)

    def _ratio(self) -> float:
        return self._view.devicePixelRatioF()
