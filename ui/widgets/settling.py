"""Wrapped texts inside frames inside columns: Qt hands their height up one frame an event. Here it
is done in one go.
"""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget


class Settling(QObject):
    """Lays a part of a page out anew, the innermost first, once what was begun is said."""

    def __init__(self, root: QWidget):
        super().__init__(root)
        self._root = root
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._settle)

    def soon(self) -> None:
        """Do it when the texts stand."""
        self._timer.start()

    def now(self) -> None:
        """Do it at once: a page that is shown anew is painted once, not at each step."""
        self._settle()

    def _settle(self) -> None:
        for widget in reversed([self._root, *self._root.findChildren(QWidget)]):
            layout = widget.layout()
            if layout is not None and widget.isVisible():
                layout.activate()
