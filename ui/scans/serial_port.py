"""A scanner on a serial line, or on a USB cable that shows itself as one: eight bits, no parity."""

from dataclasses import dataclass

from ui.scans.frames import PAUSE_S, Frames

BAUDS = (9600, 19200, 38400, 57600, 115200, 4800, 2400, 1200)
USUAL_BAUD = BAUDS[0]


@dataclass(frozen=True, slots=True)
class Port:
    """A port of this machine: how it is opened, and what the system calls what hangs on it."""

    path: str
    name: str


def list_ports(_connection: object = None) -> list[Port]:
    """The ports there are now; on a thread that may wait for the system."""
    from serial.tools.list_ports import comports

    found = [(one.device, one.description or "") for one in comports()]
    return [Port(path, "" if name == "n/a" else name) for path, name in sorted(found)]


class SerialScanner:
    """An open port; gives whole codes. Every failure is an OSError."""

    def __init__(self, path: str, baud: int) -> None:
        from serial import Serial

        self._port = Serial(path, baud, timeout=PAUSE_S, exclusive=True)
        self._frames = Frames()

    def codes(self, patience_s: float) -> list[str]:
        """What was scanned within so many seconds."""
        self._port.timeout = PAUSE_S if self._frames.is_waiting() else patience_s
        first = self._port.read(1)
        if not first:
            return self._frames.rest()
        return self._frames.feed(first + self._port.read(self._port.in_waiting))

    def close(self) -> None:
        """Give the port back."""
        self._port.close()
