"""A dense table of a book: hairlines, states as dot and word, figures at the right, keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.fonts import text_font
from ui.theme import Theme
from ui.widgets.look import lit_of, put_text, rect_of, tip_of

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
CELL = Qt.ItemDataRole.UserRole + 1
ROW, HEAD, LEAST = 18, 24, 40
LEAST_REST = 72  # px, of a column that takes what is left
TOUCH_ROW = 44
NEAR = 40  # rows from an end, the next page is asked for
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the kept widths, its width, and how its cells stand.

    Width 0 takes what is left. Where there is no room for all, those with a `spare` go, 1 first.
    """

    name: str
    width: int
    is_figure: bool = False
    is_strong: bool = False
    spare: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A text; with a `tone` it speaks of a state, with `dot` it has one before it."""

    text: str = ""
    tone: str = ""
    dot: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: its cells, and what Enter on it is about."""

    cells: tuple[Cell, ...]
    subject: object = None


class LedgerModel(QAbstractTableModel):
    """The rows that were read so far."""

    def __init__(self, columns: Sequence[Column], parent: QObject):
        super().__init__(parent)
        self.columns = tuple(columns)
        self.entries: list[Entry] = []
        self._titles = [""] * len(columns)

    def say(self, titles: Sequence[str]) -> None:
        """Set the heads of the columns."""
        self._titles = list(titles)
        last = len(self.columns) - 1
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)

    def titles(self) -> list[str]:
        """The heads of the columns."""
        return self._titles

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def append(self, entries: Sequence[Entry]) -> None:
        """Add rows at the end."""
        if entries:
            first = len(self.entries)
            self.beginInsertRows(NOWHERE, first, first + len(entries) - 1)
            self.entries.extend(entries)
            self.endInsertRows()

    def prepend(self, entries: Sequence[Entry]) -> None:
        """Add rows at the beginning."""
        if entries:
            self.beginInsertRows(NOWHERE, 0, len(entries) - 1)
            self.entries[:0] = entries
            self.endInsertRows()

    def rowCount(self, parent: Index = NOWHERE, /) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = NOWHERE, /) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
        /,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = RIGHT if self.columns[section].is_figure else LEFT
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        cell = self.entries[index.row()].cells[index.column()]
        if role == CELL:
            return cell
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            is_tip = role == Qt.ItemDataRole.ToolTipRole
            return tip_of(cell.text) if is_tip else cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.sentence(index.row())
        return None

    def sentence(self, row: int) -> str:
        """A row as it is read out: each head with its cell, empty ones left out."""
        cells = zip(self._titles, self.entries[row].cells, strict=True)
        return ", ".join(f"{title} {cell.text}" for title, cell in cells if cell.text)


class LedgerPainter(QStyledItemDelegate):
    """Paints a cell; the chosen row is tinted, and every row ends in a hairline."""

    def __init__(self, theme: Theme, view: QWidget):
        super().__init__(view)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        cell: Cell = index.data(CELL)
        model = index.model()
        assert isinstance(model, LedgerModel)
        column, colour = model.columns[index.column()], self._theme.colour
        painter.save()
        where = rect_of(option)
        box = QRectF(where)
        if lit_of(option).chosen:
            painter.fillRect(box, colour("accent_tint"))
        painter.setPen(QPen(colour("border"), 1))
        painter.drawLine(where.bottomLeft(), where.bottomRight())
        inner = box.adjusted(6, 0, -6, 0)
        if cell.dot:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(cell.tone or "grey"))
            painter.drawEllipse(QRectF(inner.x() + 1, inner.center().y() - 3.5, 7, 7))
            inner.adjust(14, 0, 0, 0)
        tone = cell.tone or ("text" if column.is_strong or column.is_figure else "text_2")
        font = text_font(12, bold=cell.tone == "danger", tabular=True)
        side = RIGHT if column.is_figure else LEFT
        put_text(painter, inner, cell.text, font, colour(tone), align=side)
        painter.restore()


class Ledger(QTableView):
    """The table. Enter opens, Home and End go to the ends of the book, not of what was read."""

    opened = Signal(object)
    chosen = Signal(object)
    near_end = Signal()
    near_start = Signal()
    wants_first = Signal()
    wants_last = Signal()
    resized = Signal(list)  # the widths, once somebody has moved a border

    def __init__(self, theme: Theme, columns: Sequence[Column], row_height: int = ROW):
        super().__init__()
        self._theme, self._row_height = theme, row_height
        self._is_setting = False
        self._left_out: set[int] = set()
        self._widths = [column.width or LEAST_REST for column in columns]
        self.ledger = LedgerModel(columns, self)
        self._painter = LedgerPainter(theme, self)
        self.setModel(self.ledger)
        self.setItemDelegate(self._painter)
        self.setProperty("role", "ledger")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._shape()
        self._connect()

    def _shape(self) -> None:
        height = TOUCH_ROW if self._theme.density == "touch" else self._row_height
        rows, heads = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(height)
        rows.setDefaultSectionSize(height)
        heads.setFixedHeight(HEAD)
        heads.setHighlightSections(False)
        heads.setTextElideMode(Qt.TextElideMode.ElideRight)  # whole in its tool tip
        heads.setMinimumSectionSize(LEAST)
        for place, column in enumerate(self.ledger.columns):
            mode = QHeaderView.ResizeMode.Interactive
            if column.width:
                self.setColumnWidth(place, column.width)
            else:
                mode = QHeaderView.ResizeMode.Stretch
            heads.setSectionResizeMode(place, mode)

    def _connect(self) -> None:
        self.activated.connect(self._open)
        self.verticalScrollBar().valueChanged.connect(self._look_ahead)
        self.horizontalHeader().sectionResized.connect(self._tell_widths)
        self._theme.changed.connect(self._shape_anew)

    def use_widths(self, widths: Sequence[int]) -> None:
        """Give the columns widths that were kept; as many as there are columns, or none."""
        if len(widths) != len(self.ledger.columns):
            return
        self._is_setting = True
        for place, width in enumerate(widths):
            if self.ledger.columns[place].width:
                self._widths[place] = max(LEAST, width)
                self.setColumnWidth(place, self._widths[place])
        self._is_setting = False
        self.fit()

    def leave_out(self, places: set[int]) -> None:
        """Show all columns but these, as far as there is room."""
        self._left_out = places
        self.fit()

    def fit(self) -> None:
        """Leave out the least important columns where there is no room for all."""
        columns = self.ledger.columns
        hidden = set(self._left_out)
        shown = [n for n in range(len(columns)) if n not in hidden]
        needed, room = sum(self._widths[n] for n in shown), self.viewport().width()
        for place in sorted(shown, key=self._spare_of):
            if needed > room and columns[place].spare:
                needed -= self._widths[place]
                hidden.add(place)
        self._is_setting = True
        for place in range(len(columns)):
            if self.isColumnHidden(place) != (place in hidden):
                self.setColumnHidden(place, place in hidden)
        self._is_setting = False

    def _spare_of(self, place: int) -> int:
        return self.ledger.columns[place].spare

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self.fit()

    def subject(self) -> object:
        """What the chosen row is about; None where there is none."""
        row = self.currentIndex().row()
        return self.ledger.entries[row].subject if 0 <= row < len(self.ledger.entries) else None

    def choose(self, row: int) -> None:
        """Put the choice on a row."""
        if 0 <= row < self.ledger.rowCount():
            self.setCurrentIndex(self.ledger.index(row, 0))

    def choose_subject(self, subject: object) -> bool:
        """Put the choice on the row about something; False when it was not read."""
        for row, entry in enumerate(self.ledger.entries):
            if entry.subject == subject:
                self.choose(row)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        key = event.key()
        if key == Qt.Key.Key_Home:
            self.wants_first.emit()
        elif key == Qt.Key.Key_End:
            self.wants_last.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            bar = self.horizontalScrollBar()
            step = bar.pageStep() // 3
            bar.setValue(bar.value() + (step if key == Qt.Key.Key_Right else -step))
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str, /) -> None:
        """Letters look for nothing here: a scanner's digits must not move the choice."""

    def currentChanged(self, current: Index, previous: Index, /) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(self.ledger.entries[current.row()].subject)
            self._look_ahead()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.ledger.entries[index.row()].subject)

    def _look_ahead(self) -> None:
        """Ask for more while there is still something to read."""
        top, bottom = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        count = self.ledger.rowCount()
        if count and (bottom < 0 or bottom >= count - NEAR):
            self.near_end.emit()
        if count and 0 <= top < NEAR:
            self.near_start.emit()

    def _tell_widths(self, place: int, _old: int, width: int) -> None:
        if self._is_setting or not self.ledger.columns[place].width or not self.isVisible():
            return
        self._widths[place] = width or self._widths[place]
        self.resized.emit(list(self._widths))

    def _shape_anew(self) -> None:
        height = TOUCH_ROW if self._theme.density == "touch" else self._row_height
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.viewport().update()
