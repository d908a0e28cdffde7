"""The scanners of this machine that are no keyboards: which are set, how they stand."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from ui.kit import Kit
from ui.scans.hid import HidScanner
from ui.scans.reader import DeviceState, Reader, Scanner, Told
from ui.scans.serial_port import BAUDS, USUAL_BAUD, SerialScanner

SERIAL, HID = "serial", "hid"
PORT, BAUD, HID_PATH = "scanner/port", "scanner/baud", "scanner/hid"
SETTINGS = {PORT: SERIAL, BAUD: SERIAL, HID_PATH: HID}


class Devices(QObject):
    """One thread for each device that is set; what they read goes through the one door."""

    _arrived = Signal(object)

    def __init__(self, kit: Kit, parent: QObject):
        super().__init__(parent)
        self._preferences, self._door = kit.preferences, kit.scans
        self._readers: dict[str, Reader] = {}
        self._arrived.connect(self._take)
        self._preferences.changed.connect(self._set_anew)
        self._door.closing.connect(self.stop)
        for device in (SERIAL, HID):
            self._begin(device)

    def stop(self) -> None:
        """Give every device back."""
        for reader in self._readers.values():
            reader.stop()
        self._readers.clear()

    def _set_anew(self, name: str) -> None:
        if name in SETTINGS:
            self._begin(SETTINGS[name])

    def _begin(self, device: str) -> None:
        before = self._readers.pop(device, None)
        if before is not None:
            before.leave()
        make = self._make(device)
        if make is None:
            self._door.note_device(device, DeviceState.OFF)
        else:
            self._readers[device] = Reader(device, make, self._arrived.emit, after=before)

    def _make(self, device: str) -> Callable[[], Scanner] | None:
        """How the device that is set is opened; None where none is."""
        kept = self._preferences.kept
        if device == HID:
            path = kept(HID_PATH)
            return partial(HidScanner, path) if path else None
        port, baud = kept(PORT), kept(BAUD)
        speed = int(baud) if baud.isdecimal() and int(baud) in BAUDS else USUAL_BAUD
        return partial(SerialScanner, port, speed) if port else None

    def _take(self, told: Told) -> None:
        if told.device not in self._readers:
            return  # it is set no more
        if told.state is not None:
            self._door.note_device(told.device, told.state, told.why)
        else:
            self._door.take(told.code)
