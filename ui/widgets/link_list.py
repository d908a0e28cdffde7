"""Rows that lead somewhere: a sign, a line, a smaller line, and what stands at the end."""

from dataclasses import dataclass
from typing import Any

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
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
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
from ui.widgets.look import put_text, tip_of

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
LINK = Qt.ItemDataRole.UserRole + 1
HEIGHT = 52
RIGHT = Qt.AlignmentFlag.AlignRight
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Link:
    """One row; `key` is what opening it tells."""

    key: str
    icon: str
    text: str
    more: str = ""
    end: str = ""
    tone: str = "text_2"


class LinkModel(QAbstractListModel):
    """The rows."""

    def __init__(self, parent: QObject):
        super().__init__(parent)
        self.links: list[Link] = []

    def show_links(self, links: list[Link]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.links = links
        self.endResetModel()

    def place_of(self, key: str) -> int:
        """The place of a row, -1 where there is none."""
        return next((n for n, link in enumerate(self.links) if link.key == key), -1)

    def rowCount(self, parent: Index = NOWHERE, /) -> int:
        return 0 if parent.isValid() else len(self.links)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        link = self.links[index.row()]
        if role == LINK:
            return link
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return tip_of(", ".join(text for text in (link.text, link.more, link.end) if text))
        return None


class LinkPainter(QStyledItemDelegate):
    """Draws a row."""

    def __init__(self, theme: Theme, view: QWidget):
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index, /) -> QSize:
        return QSize(100, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        link: Link = index.data(LINK)
        # The stubs of the binding leave these two out.
        where: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(where).adjusted(0, 1, -2, -1)
        if chosen or over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent_tint" if chosen else "hover"))
            painter.drawRoundedRect(box, 8, 8)
        self._paint_link(painter, link, box, chosen=chosen)
        painter.restore()

    def _paint_link(self, painter: QPainter, link: Link, box: QRectF, *, chosen: bool) -> None:
        colour = self._theme.colour
        tone = "accent" if chosen else link.tone
        icon = self._theme.pixmap(link.icon, tone, 18, self._view.devicePixelRatioF())
        painter.drawPixmap(round(box.x()) + 10, round(box.center().y()) - 9, icon)
        inner = box.adjusted(38, 0, -10, 0)
        font = text_font(13, tabular=True)
        end = QFontMetricsF(font).horizontalAdvance(link.end) + 2
        where = QRectF(inner.right() - end, inner.y(), end, 28 if link.more else inner.height())
        put_text(painter, where, link.end, font, colour("text_2"), align=RIGHT)
        top = inner.y() + (5 if link.more else 0)
        height = 22 if link.more else inner.height()
        line = QRectF(inner.x(), top, inner.width() - end - 10, height)
        put_text(painter, line, link.text, text_font(tabular=True), colour("text"))
        more = QRectF(inner.x(), top + 22, inner.width(), 18)
        put_text(painter, more, link.more, text_font(12), colour("text_2"))


class LinkList(QListView):
    """Rows that Enter or a click opens. Arrows go along; a scanner's digits choose nothing."""

    opened = Signal(str)
    reached_end = Signal()  # there may be more

    def __init__(self, theme: Theme):
        super().__init__()
        self.links = LinkModel(self)
        self.setModel(self.links)
        self.setItemDelegate(LinkPainter(theme, self))
        self.setProperty("role", "lane")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._open)
        theme.changed.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        return QSize(200, 2 * HEIGHT)  # it takes what is left, and never what others need

    def show_links(self, links: list[Link]) -> None:
        """Show other rows; what was chosen stays chosen where it is still there."""
        held = self.currentIndex()
        key = held.data(LINK).key if held.isValid() else ""
        self.links.show_links(links)
        self.choose(key)

    def choose(self, key: str) -> None:
        """Choose a row without opening it."""
        place = self.links.place_of(key)
        if place >= 0:
            self.setCurrentIndex(self.links.index(place, 0))

    def start(self) -> None:
        """Take the focus, on the chosen row or the first."""
        if not self.currentIndex().isValid() and self.links.links:
            self.setCurrentIndex(self.links.index(0, 0))
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if Qt.Key(event.key()) in ENTERS:
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)
        if self.currentIndex().row() == len(self.links.links) - 1:
            self.reached_end.emit()

    def keyboardSearch(self, search: str, /) -> None:
        """Letters look for nothing here."""

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(LINK).key)
