"""A list to choose from while the focus stays in a field: icon, text, what stands at its end."""

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.fonts import text_font
from ui.theme import Theme
from ui.widgets.look import announce, put_text, tip_of

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
LINE = Qt.ItemDataRole.UserRole + 1
HEIGHT, SHOWN = 42, 9
RIGHT = Qt.AlignmentFlag.AlignRight


class Line(Protocol):
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


class HitModel(QAbstractListModel):
    """The lines."""

    def __init__(self, parent: QObject):
        super().__init__(parent)
        self.lines: list[Line] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE, /) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return tip_of(", ".join(text for text in (line.text, line.end) if text))
        return None


class HitPainter(QStyledItemDelegate):
    """Draws a line."""

    def __init__(self, theme: Theme, view: QWidget):
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index, /) -> QSize:
        return QSize(100, max(HEIGHT, self._theme.height("row")))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        line: Line = index.data(LINE)
        theme = self._theme
        # The stubs of the binding leave these two out.
        where: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(where).adjusted(6, 1, -6, -1)
        if chosen or over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_tint" if chosen else "hover"))
            painter.drawRoundedRect(box, 8, 8)
        tone = "accent" if chosen else "text_2"
        icon = theme.pixmap(line.icon, tone, 18, self._view.devicePixelRatioF())
        painter.drawPixmap(round(box.x()) + 12, round(box.center().y()) - 9, icon)
        inner = box.adjusted(42, 0, -14, 0)
        font = text_font(12)
        taken = min(QFontMetricsF(font).horizontalAdvance(line.end) + 4, inner.width() / 3)
        end = QRectF(inner.right() - taken, inner.y(), taken, inner.height())
        put_text(painter, end, line.end, font, theme.colour("text_2"), align=RIGHT)
        inner.setRight(end.left() - 12)
        put_text(painter, inner, line.text, text_font(tabular=True), theme.colour("text"))
        painter.restore()


class HitList(QListView):
    """The lines; the keys come from the field above."""

    picked = Signal(object)

    def __init__(self, theme: Theme):
        super().__init__()
        self.setProperty("role", "lane")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.hits = HitModel(self)
        self._painter = HitPainter(theme, self)
        self.setModel(self.hits)
        self.setItemDelegate(self._painter)
        self.clicked.connect(self._pick)
        theme.changed.connect(self.viewport().update)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show lines, the first one chosen, as many as there is room for."""
        self.hits.show_lines(lines)
        row = max(HEIGHT, self.sizeHintForRow(0))
        self.setFixedHeight(min(SHOWN, max(1, len(lines))) * row + 2)
        if lines:
            self.setCurrentIndex(self.hits.index(0, 0))

    def step(self, by: int) -> None:
        """Choose the next line, round and round."""
        count = self.hits.rowCount()
        if count:
            index = self.hits.index((self.currentIndex().row() + by) % count, 0)
            self.setCurrentIndex(index)
            announce(self, str(index.data(Qt.ItemDataRole.AccessibleTextRole)))

    def chosen(self) -> Line | None:
        """The line that Enter takes."""
        index = self.currentIndex()
        return index.data(LINE) if index.isValid() else None

    def _pick(self, index: QModelIndex) -> None:
        if index.isValid():
            self.picked.emit(index.data(LINE))
