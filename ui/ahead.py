"""Screens are built while nobody waits: a step at a time, when it is quiet.

A screen takes longer to build, to dress and to lay out than a key may wait; each is a step of its
own. First come those that everybody opens, then the places of whoever is signed in. Nothing is
built while the desk has work.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.window import Window

DAILY = ("check_in", "case", "hand_back")
QUIET_MS = 60


class Ahead(QObject):
    """Builds the screens of a window before they are opened."""

    def __init__(self, window: "Window"):
        super().__init__(window)
        self._window = window
        self._steps: Iterator[None] = iter(())
        self._quiet = QTimer(self, interval=QUIET_MS)
        self._quiet.timeout.connect(self._go_on)

    def begin(self, _answer: object = None) -> None:
        """The modules are there, or somebody else is signed in: build from now on."""
        self._quiet.start()

    def _go_on(self) -> None:
        if self._window.kit.desk.is_busy():
            return
        if next(self._steps, self) is not self:
            return
        names = (*DAILY, *self._window.places())
        name = next((name for name in names if name not in self._window.screens), None)
        if name is None:
            self._quiet.stop()
        else:
            self._steps = self._building(name)

    def _building(self, name: str) -> Iterator[None]:
        screen = self._window.screen_named(name)
        yield
        self._window.kit.theme.dress(screen)
        yield
        for part in screen.findChildren(QWidget):
            part.ensurePolished()
        screen.resize(self._window.stack.size())
        layout = screen.layout()
        if layout is not None:
            layout.activate()
        yield
