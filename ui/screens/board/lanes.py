"""Which states stand in which lane, and one lane as a model."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from counter.language import N_
from counter.storage.questions.board import BoardRow, OpenState
from ui.kit import Kit

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


LANES = (
    Lane(
        "diagnose",
        N_("To diagnose"),
        "search",
        "cyan",
        frozenset({OpenState.OPENED, OpenState.HUNG, OpenState.DIAGNOSING}),
    ),
    Lane(
        "approve",
        N_("To approve"),
        "clock",
        "violet",
        frozenset({OpenState.AWAIT_APPROVAL}),
    ),
    Lane("parts", N_("Waiting for parts"), "package", "warn", frozenset({OpenState.AWAIT_PARTS})),
    Lane(
        "repair",
        N_("In repair"),
        "wrench",
        "accent",
        frozenset({OpenState.APPROVED, OpenState.REPAIRING, OpenState.REWORK, OpenState.SENT_OUT}),
    ),
    Lane(
        "inspect", N_("To inspect"), "badge-check", "grey", frozenset({OpenState.AWAIT_INSPECTION})
    ),
    Lane(
        "ready",
        N_("Ready"),
        "package-check",
        "ok",
        frozenset(
            {
                OpenState.PASSED,
                OpenState.RETURN_UNREPAIRED,
                OpenState.READY,
                OpenState.NOTIFIED,
                OpenState.UNCLAIMED,
                OpenState.CLOSED,
            }
        ),
    ),
)
READY = LANES[-1]


class LaneModel(QAbstractListModel):
    """The rows of one lane, in the order the question gave them."""

    def __init__(self, kit: Kit, parent: QObject):
        super().__init__(parent)
        self._kit = kit
        self._rows: list[BoardRow] = []

    def show_rows(self, rows: list[BoardRow]) -> None:
        """Show other rows."""
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

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
            return "\n".join(t for t in (name_of(row), row.fault, number, row.shelf) if t)
        return None

    def _sentence(self, row: BoardRow) -> str:
        figures = self._kit.figures
        due = figures.moment(row.promised_at, self._kit.now())
        number = figures.number(row.case_number)
        return ", ".join(t for t in (name_of(row), row.fault, row.customer_name, due, number) if t)


def short_name(row: BoardRow) -> str:
    """What tells it from others where room is scarce: its icon says what kind of thing it is."""
    return " ".join(t for t in (row.brand, row.model) if t) or row.product


def name_of(row: BoardRow) -> str:
    """What the item is called: product, brand and model."""
    return " ".join(t for t in (row.product, row.brand, row.model) if t)
