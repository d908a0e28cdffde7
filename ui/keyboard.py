"""The keys of the window: one for each place, one for each action, Ctrl and a digit for each
colleague.
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.actions import ACTIONS
from ui.navigation import PLACES

COLLEAGUES = 9
SIGN = "?"


class Keyboard(QObject):
    """Says which place, action or colleague a key means."""

    place = Signal(str)
    action = Signal(str)
    colleague = Signal(int)  # from 0

    def __init__(self, window: QWidget):
        super().__init__(window)
        self._window = window
        self._meant: dict[QShortcut, tuple[str, str | int]] = {}
        for place in PLACES:
            self._bind(place.keys, "place", place.name, place.word)
        for action in ACTIONS:
            for keys in action.keys:
                self._bind(keys, "action", action.name, action.word)
        for digit in range(COLLEAGUES):
            self._bind(f"Ctrl+{digit + 1}", "colleague", digit, "")

    def offer(self, places: list[str]) -> None:
        """Let only the keys of these places do anything."""
        for shortcut, (kind, name) in self._meant.items():
            if kind == "place":
                shortcut.setEnabled(name in places)

    def _bind(self, keys: str, kind: str, name: str | int, word: str) -> None:
        shortcut = QShortcut(QKeySequence(keys), self._window)
        shortcut.setWhatsThis(word)
        shortcut.activated.connect(self._pressed)
        self._meant[shortcut] = (kind, name)

    def _pressed(self) -> None:
        shortcut = self.sender()
        if isinstance(shortcut, QShortcut):
            kind, name = self._meant[shortcut]
            getattr(self, kind).emit(name)
