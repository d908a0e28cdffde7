"""Screens that are wanted every day are built while nobody waits: one at a time, when it is quiet.

A screen takes longer to build than a key may wait. Only what was imported beside the window is
built here, and nothing while the desk has work.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from ui.window import Window

DAILY = ("check_in", "case", "hand_back")
QUIET_MS = 60


class Ahead(QObject):
    """Builds the daily screens of a window before they are opened."""

    def __init__(self, window: "Window"):
        super().__init__(window)
        self._window = window
        self._quiet = QTimer(self, interval=QUIET_MS)
        self._quiet.timeout.connect(self._build_one)

    def begin(self, _answer: object = None) -> None:
        """The modules are there: build from now on."""
        self._quiet.start()

    def _build_one(self) -> None:
        if self._window.kit.desk.is_busy():
            return
        name = next((name for name in DAILY if name not in self._window.screens), None)
        if name is None:
            self._quiet.stop()
        else:
            self._window.screen_named(name)
