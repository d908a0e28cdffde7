"""All that scans need beside the window: keys, devices, the way of a code, how it is answered."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ui.scanner import ScanFilter
from ui.scans import habits
from ui.scans.devices import Devices
from ui.scans.leading import Leading
from ui.scans.signs import Signs

if TYPE_CHECKING:
    from ui.window import Window


class Scanning(QObject):
    """Built when the window is furnished; lives as long."""

    def __init__(self, window: "Window", app: QApplication):
        super().__init__(window)
        self._preferences, self._door = window.kit.preferences, window.kit.scans
        self.keys = ScanFilter(app, self)
        self.leading = Leading(window)
        self.signs = Signs(window.kit, window)
        self.devices = Devices(window.kit, self)
        self.keys.scanned.connect(window.kit.scans.take)
        self.keys.unreadable.connect(window.kit.scans.unreadable)
        self._preferences.changed.connect(self._learnt)
        self._learnt(habits.KEPT_AS)

    def _learnt(self, name: str) -> None:
        if name == habits.KEPT_AS:
            learnt = habits.read(self._preferences.kept(habits.KEPT_AS))
            self._door.gap_ms = learnt.gap_ms
            self.keys.use(learnt)
