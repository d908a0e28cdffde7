"""Rows that are painted: the model, the painter and the view that every such list stands on."""

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import Theme
from ui.widgets.look import Lit, as_lane, lit_of, rect_of, tip_of

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ROW = Qt.ItemDataRole.UserRole + 1


class Row(Protocol):
    """Whatever stands in a list."""

    def spoken(self) -> str:
        """The row as one sentence, for a reader and for its tip."""
        ...


class KeyedRow(Row, Protocol):
    """A row that is found again by its key."""

    @property
    def key(self) -> str:
        """What opening it tells."""
        ...


R = TypeVar("R", bound=Row)
K = TypeVar("K", bound=KeyedRow)


def spoken(*parts: str) -> str:
    """The parts of a row as one sentence, empty ones left out."""
    return ", ".join(part for part in parts if part)


class RowModel(QAbstractListModel, Generic[R]):
    """The rows, in the order they were given."""

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self.rows: list[R] = []

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def say_anew(self, rows: Sequence[R]) -> None:
        """Show the same rows in other words; each keeps its place."""
        self.rows = list(rows)
        self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))

    def rowCount(self, parent: Index = NOWHERE, /) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        if role == ROW:
            return self.rows[index.row()]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return tip_of(self.rows[index.row()].spoken())
        return None


class RowPainter(QStyledItemDelegate, Generic[R]):
    """Draws a row: its ground, and on it what the row shows."""

    edges: ClassVar[tuple[float, float, float, float]] = (0, 1, 0, -1)  # of the ground in the row

    def __init__(self, theme: Theme, parent: QWidget):
        super().__init__(parent)
        self._theme, self._view = theme, parent

    def height(self) -> int:
        """How high a row is."""
        raise NotImplementedError

    def paint_row(self, painter: QPainter, row: R, box: QRectF, lit: Lit) -> None:
        """Draw what the row shows."""
        raise NotImplementedError

    def paint_ground(self, painter: QPainter, row: R, box: QRectF, lit: Lit) -> None:
        """Draw what is under it: a tint where it is chosen or the mouse is over it."""
        del row
        if lit.chosen or lit.over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent_tint" if lit.chosen else "hover"))
            painter.drawRoundedRect(box, 8, 8)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index, /) -> QSize:
        return QSize(100, self.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        row: R = index.data(ROW)
        box, lit = QRectF(rect_of(option)).adjusted(*self.edges), lit_of(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_ground(painter, row, box, lit)
        self.paint_row(painter, row, box, lit)
        painter.restore()

    def _ratio(self) -> float:
        return self._view.devicePixelRatioF()


class RowView(QListView, Generic[R]):
    """Rows that a click takes; a scanner's digits choose nothing."""

    def __init__(self, theme: Theme, painter: type[RowPainter[R]]):
        super().__init__()
        as_lane(self)
        self._model, self._painter = RowModel[R](self), painter(theme, self)
        self.setModel(self._model)
        self.setItemDelegate(self._painter)
        self.clicked.connect(self._take)
        theme.changed.connect(self.viewport().update)

    @property
    def rows(self) -> list[R]:
        """What is listed."""
        return self._model.rows

    def take(self, row: R) -> None:
        """Somebody wants this one."""
        raise NotImplementedError

    def chosen(self) -> R | None:
        """The row that Enter takes."""
        index = self.currentIndex()
        return index.data(ROW) if index.isValid() else None

    def choose_place(self, place: int) -> None:
        """Choose the row at a place; none where there is no such place."""
        if 0 <= place < len(self.rows):
            self.setCurrentIndex(self._model.index(place, 0))

    def keyboardSearch(self, search: str, /) -> None:
        """Letters look for nothing here."""

    def _take(self, index: QModelIndex) -> None:
        if index.isValid():
            self.take(index.data(ROW))


class RowList(RowView[K]):
    """Rows that Enter or a click opens. Arrows go along."""

    opened = Signal(str)
    passed = Signal(str)  # arrows have come to another row
    reached_end = Signal()  # there may be more
    enters: ClassVar[tuple[Qt.Key, ...]] = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

    def key(self) -> str:
        """The key of the chosen row; empty where none is."""
        row = self.chosen()
        return "" if row is None else row.key

    def place_of(self, key: str) -> int:
        """Where a row stands, or -1."""
        return next((place for place, row in enumerate(self.rows) if row.key == key), -1)

    def choose(self, key: str) -> None:
        """Choose a row without opening it."""
        self.choose_place(self.place_of(key))

    def start(self) -> None:
        """Take the focus, on the chosen row or the first."""
        if not self.currentIndex().isValid():
            self.choose_place(0)
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def take(self, row: K) -> None:
        self.opened.emit(row.key)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if Qt.Key(event.key()) in self.enters:
            self._take(self.currentIndex())
            return
        before = self.currentIndex().row()
        super().keyPressEvent(event)
        if self.currentIndex().row() != before:
            self.passed.emit(self.key())
        if self.currentIndex().row() == len(self.rows) - 1:
            self.reached_end.emit()
