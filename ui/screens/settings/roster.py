"""A list at the left of a form: what there is, one of it chosen."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from ui.theme import Theme
from ui.widgets.look import tip_of

KEY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what it is found by, what it says, its icon, and whether it is in use."""

    key: str
    text: str
    icon: str = ""
    is_active: bool = True
    tip: str = ""


class Roster(QListWidget):
    """Arrows choose, Enter goes to the form."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme):
        super().__init__()
        self._theme = theme
        self._entries: list[Entry] = []
        self.setProperty("role", "roster")
        self.setProperty("kind", "roster")  # the ring shows where the keys go
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.setTabKeyNavigation(False)
        self.currentRowChanged.connect(self._row_changed)
        theme.changed.connect(self._draw)

    def show_entries(self, entries: list[Entry]) -> None:
        """Show these lines; the chosen one stays chosen where it is still there."""
        key = self.key()
        self._entries = entries
        self.blockSignals(True)
        self.clear()
        for _ in entries:
            self.addItem(QListWidgetItem())
        self._draw()
        self.blockSignals(False)
        if key:
            self.choose(key)

    def key(self) -> str:
        """The key of the chosen line; empty where none is."""
        row = self.currentRow()
        return self._entries[row].key if 0 <= row < len(self._entries) else ""

    def keys(self) -> list[str]:
        """The keys of all lines."""
        return [entry.key for entry in self._entries]

    def choose(self, key: str) -> None:
        """Choose a line without telling; none where nothing has that key."""
        self.blockSignals(True)
        self.setCurrentRow(self.keys().index(key) if key in self.keys() else -1)
        self.blockSignals(False)

    # What a scanner typed by mistake is taken back (ui/scanner.py).
    def held(self) -> object:
        """The line chosen now."""
        return self.key()

    def put_back(self, held: object) -> None:
        """Choose it again."""
        self.choose(str(held))

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        """Qt would choose the first line by itself; Tab going by chooses nothing."""
        row = self.currentRow()
        self.blockSignals(True)
        super().focusInEvent(event)
        self.setCurrentRow(row)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _draw(self) -> None:
        grey, text = self._theme.colour("text_3"), self._theme.colour("text")
        for row, entry in enumerate(self._entries):
            item = self.item(row)
            item.setText(entry.text)
            item.setToolTip(tip_of(entry.tip or entry.text))
            item.setForeground(text if entry.is_active else grey)
            item.setSizeHint(QSize(0, self._theme.height("row")))
            if entry.icon:
                item.setIcon(self._theme.icon(entry.icon, "text_2", size=18))

    def _row_changed(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(self.key())
