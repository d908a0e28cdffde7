"""Which states stand in which lane, and one lane as a model."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from counter.language import N_
from counter.storage.questions.board import WORK_OVER, BoardRow, OpenState
from ui.kit import Kit
from ui.widgets.look import tip_of

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ROW = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Lane:
    """What an item in it waits for."""

    code: str
    title: str
    icon: str
    tone: str
    states: frozenset[OpenState]
    empty: str  # what a lane without cards says


LANES = (
    Lane(
        "diagnose",
        N_("To diagnose"),
        "search",
        "cyan",
        frozenset({OpenState.OPENED, OpenState.HUNG, OpenState.DIAGNOSING}),
        N_("Nothing waits to be diagnosed. What is taken in appears here."),
    ),
    Lane(
        "approve",
        N_("To approve"),
        "clock",
        "violet",
        frozenset({OpenState.AWAIT_APPROVAL}),
        N_("No estimate waits for a customer's word."),
    ),
    Lane(
        "parts",
        N_("Awaiting parts"),
        "package",
        "warn",
        frozenset({OpenState.AWAIT_PARTS}),
        N_("Nothing waits for parts."),
    ),
    Lane(
        "repair",
        N_("In repair"),
        "wrench",
        "accent",
        frozenset({OpenState.APPROVED, OpenState.REPAIRING, OpenState.REWORK, OpenState.SENT_OUT}),
        N_("Nothing is being repaired."),
    ),
    Lane(
        "inspect",
        N_("To inspect"),
        "badge-check",
        "grey",
        frozenset({OpenState.AWAIT_INSPECTION}),
        N_("Nothing waits for the supervisor."),
    ),
    Lane(
        "ready",
        N_("Ready"),
        "package-check",
        "ok",
        WORK_OVER,
        N_("Nothing waits to be fetched."),
    ),
)
READY = LANES[-1]


class LaneModel(QAbstractListModel):
    """The rows of one lane, in the order the question gave them."""

    wants_more = Signal(str)  # the key after which the next page begins

    def __init__(self, kit: Kit, parent: QObject):
        super().__init__(parent)
        self._kit = kit
        self._rows: list[BoardRow] = []
        self._next: str | None = None

    def show_rows(self, rows: list[BoardRow], after: str | None = None) -> None:
        """Show other rows; `after` is the key of those that follow."""
        self._next = after
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def append_rows(self, rows: list[BoardRow], after: str | None) -> None:
        """Show the next page below."""
        self._next = after
        if not rows:
            return
        count = len(self._rows)
        self.beginInsertRows(NOWHERE, count, count + len(rows) - 1)
        self._rows = [*self._rows, *rows]
        self.endInsertRows()

    def canFetchMore(self, parent: Index, /) -> bool:
        return not parent.isValid() and self._next is not None

    def fetchMore(self, parent: Index, /) -> None:
        if not parent.isValid() and self._next is not None:
            after, self._next = self._next, None  # asked for once
            self.wants_more.emit(after)

    def place_of(self, number: str) -> int:
        """Where a case, card or receipt stands here, or -1."""
        for place, row in enumerate(self._rows):
            if number in (row.case_number, row.card_number, row.receipt_number):
                return place
        return -1

    def rowCount(self, parent: Index = NOWHERE, /) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        if role == ROW:
            return self._rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._sentence(self._rows[index.row()])
        if role == Qt.ItemDataRole.ToolTipRole:
            row = self._rows[index.row()]
            number = self._kit.figures.number(row.case_number)
            return tip_of("\n".join(t for t in (name_of(row), row.fault, number, row.shelf) if t))
        return None

    def _sentence(self, row: BoardRow) -> str:
        figures = self._kit.figures
        due, _, _ = due_of(row, self._kit)
        number = figures.number(row.case_number)
        return ", ".join(t for t in (name_of(row), row.fault, row.customer_name, due, number) if t)


def due_of(row: BoardRow, kit: Kit) -> tuple[str, str, str]:
    """When it is promised, or by how much that is over: words, tone and icon."""
    figures, now = kit.figures, kit.now()
    if row.state in READY.states:
        return figures.moment(row.promised_at, now), "text_3", "clock"
    if row.promised_at < now:
        age = figures.age(now - row.promised_at)
        return kit.language.say("Overdue {age}", age=age), "danger", "triangle-alert"
    is_today = figures.local(row.promised_at).date() == figures.local(now).date()
    return figures.moment(row.promised_at, now), "warn" if is_today else "text_3", "clock"


def short_name(row: BoardRow) -> str:
    """What tells it from others where room is scarce: its icon says what kind of thing it is."""
    return " ".join(t for t in (row.brand, row.model) if t) or row.product


def name_of(row: BoardRow) -> str:
    """What the item is called: product, brand and model."""
    return " ".join(t for t in (row.product, row.brand, row.model) if t)
