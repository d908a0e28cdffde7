"""What could be a printer on this machine: queues, device files, serial ports."""

from dataclasses import dataclass
from pathlib import Path

from counter.printing.devices.ways import queue

DEVICE_FOLDERS = (Path("/dev/usb"), Path("/dev"))


@dataclass(frozen=True, slots=True)
class Found:
    """Addresses by their way."""

    queues: tuple[str, ...]
    devices: tuple[str, ...]
    ports: tuple[str, ...]


def look() -> Found:
    """Everything the system names; it may take its time over queues, nothing is opened."""
    from serial.tools import list_ports

    devices = sorted(str(path) for folder in DEVICE_FOLDERS for path in folder.glob("lp[0-9]*"))
    ports = sorted(port.device for port in list_ports.comports())
    return Found(tuple(queue.names()), tuple(devices), tuple(ports))
