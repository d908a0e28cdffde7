"""Notices that nobody has touched the window for a while."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from shiboken6 import isValid

TICK_MS = 1000
WARN_S, MINUTE_S = 20, 60
TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Listens at the system's windows, not at every widget: a filter on the application would see
    every paint.
    """

    nearly = Signal(int)  # so many seconds are left
    touched = Signal()  # somebody is here after all
    idle = Signal()

    def __init__(
        self,
        app: QGuiApplication,
        parent: QObject,
        clock: Callable[[], float] = time.monotonic,
    ):
        """`clock` gives seconds."""
        super().__init__(parent)
        self.clock = clock
        self._minutes = 0
        self._last = clock()
        self._warned = False
        self._windows: list[QWindow] = []
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.look)
        app.focusWindowChanged.connect(self._follow)
        self._follow(app.focusWindow())

    def start(self, minutes: int) -> None:
        """Count from now; 0 minutes = never."""
        self._minutes = minutes
        self.touch()
        if minutes:
            self._timer.start()
        else:
            self._timer.stop()

    def stop(self) -> None:
        """Nobody is signed in."""
        self._timer.stop()
        self._warned = False

    def is_counting(self) -> bool:
        """Whether it will come to a lock."""
        return self._timer.isActive()

    def touch(self) -> None:
        """Somebody is here."""
        self._last = self.clock()
        if self._warned:
            self._warned = False
            self.touched.emit()

    def look(self) -> None:
        """See how long it has been."""
        left = self._minutes * MINUTE_S - (self.clock() - self._last)
        if left <= 0:
            self.stop()
            self.idle.emit()
        elif left <= WARN_S:
            self._warned = True
            self.nearly.emit(max(1, round(left)))

    def eventFilter(self, _watched: QObject, event: QEvent, /) -> bool:
        if event.type() in TOUCHES:
            self.touch()
        return False

    def _follow(self, window: QWindow | None) -> None:
        self._windows = [one for one in self._windows if isValid(one)]
        if window is not None and window not in self._windows:
            window.installEventFilter(self)
            self._windows.append(window)
