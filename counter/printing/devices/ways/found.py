"""What could be a printer on this machine and beside it: queues, device files, serial ports, and
whoever listens where printers listen in its own network.
"""

import errno
import ipaddress
import selectors
import socket
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from counter.printing.devices.catalogue import PORT
from counter.printing.devices.ways import queue

DEVICE_FOLDERS = (Path("/dev/usb"), Path("/dev"))
NEAR_BITS = 24  # of an address: the network that is looked through
#: addresses of nobody; a datagram socket that is led there tells by which address it would go
ELSEWHERE = ("192.0.2.1", "10.255.255.255", "172.31.255.255", "192.168.255.255")
UNDER_WAY = (0, errno.EINPROGRESS, errno.EWOULDBLOCK)
KNOCK_S = 0.4  # a printer in the same network answers within some thousandths


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


def near_hosts() -> list[str]:
    """Every other address of the private networks this machine is in, nothing farther than /24."""
    mine = {ipaddress.IPv4Address(one) for one in _own_addresses()}
    hosts: set[ipaddress.IPv4Address] = set()
    for one in mine:
        if one.is_private and not one.is_loopback and not one.is_link_local:
            hosts |= set(ipaddress.IPv4Network(f"{one}/{NEAR_BITS}", strict=False).hosts())
    return [str(host) for host in sorted(hosts - mine)]


def _own_addresses() -> set[str]:
    found: set[str] = set()
    with suppress(OSError):
        found |= set(socket.gethostbyname_ex(socket.gethostname())[2])
    for far in ELSEWHERE:
        with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
            line.connect((far, PORT))  # no datagram goes out by this
            found.add(str(line.getsockname()[0]))
    return found


def listening(hosts: Iterable[str], port: int = PORT, patience_s: float = KNOCK_S) -> list[str]:
    """Which of these hosts take a connection there; all are knocked at together, none is told
    anything.
    """
    doors = selectors.DefaultSelector()
    open_hosts: list[str] = []
    try:
        for host in hosts:
            _knock(doors, host, port)
        until = time.monotonic() + patience_s
        while doors.get_map() and (left := until - time.monotonic()) > 0:
            for door, _ in doors.select(left):
                line = door.fileobj
                assert isinstance(line, socket.socket)
                if line.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0:
                    open_hosts.append(str(door.data))
                doors.unregister(line)
                line.close()
    finally:
        for door in list(doors.get_map().values()):
            assert isinstance(door.fileobj, socket.socket)
            door.fileobj.close()
        doors.close()
    return open_hosts


def _knock(doors: selectors.BaseSelector, host: str, port: int) -> None:
    line = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    line.setblocking(False)
    try:
        said = line.connect_ex((host, port))
        if said not in UNDER_WAY:
            raise OSError(said, host)
        doors.register(line, selectors.EVENT_WRITE, host)
    except OSError:
        line.close()
