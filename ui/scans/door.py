"""The one door every code comes in by, whether keys, a serial line, a USB device or a camera read
it, and the way back: what became of the scan.
"""

from enum import StrEnum

from PySide6.QtCore import QObject, Signal

USUAL_GAP_MS = 35


class Outcome(StrEnum):
    """What became of a scan."""

    HIT = "hit"
    UNKNOWN = "unknown"  # nobody knows it, or it cannot be taken here
    ALARM = "alarm"  # a receipt that is spent, lost or another outlet's


class ScanDoor(QObject):
    """Holds nothing but who waits for an answer."""

    came = Signal(str)  # a code as it stands on the label
    unreadable = Signal(str)  # why nothing can be made of what came: a code of `ui.scanner`
    answered = Signal(object)  # an Outcome
    device_changed = Signal(str)  # another state of this device: serial, hid
    closing = Signal()  # the program gives every device back

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self.gap_ms = USUAL_GAP_MS  # the longest time between two keys of a scan, here
        self._awaits = False
        self._devices: dict[str, tuple[str, str]] = {}

    def take(self, code: str) -> None:
        """A code was read; in the window's own thread."""
        self.came.emit(code)

    def begin(self) -> None:
        """A scan is being led to where it belongs."""
        self._awaits = True

    def tell(self, outcome: Outcome) -> None:
        """What became of it; of what was not scanned nothing is told, nor twice."""
        if self._awaits:
            self._awaits = False
            self.answered.emit(outcome)

    def note_device(self, device: str, state: str, why: str = "") -> None:
        """How a device stands now, with the system's own words for why."""
        self._devices[device] = (state, why)
        self.device_changed.emit(device)

    def device(self, device: str) -> tuple[str, str]:
        """How a device stands, and why."""
        return self._devices.get(device, ("off", ""))

    def close(self) -> None:
        """The program ends, or another shop is opened."""
        self.closing.emit()
