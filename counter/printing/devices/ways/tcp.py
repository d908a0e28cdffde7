"""The way over the network: port 9100, where a printer takes bytes as they are."""

import errno
import os
import select
import socket
import time
from typing import Any

from counter.printing.devices.catalogue import host_and_port
from counter.printing.devices.steps import Steps, others
from counter.printing.devices.ways.wire import CHUNK, GLANCE_S, Broken, queued, why

UNDER_WAY = (errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EALREADY)


class TcpWire:
    """One connection to a printer."""

    answers = True

    def __init__(self, line: socket.socket) -> None:
        """`line` does not block."""
        self._line = line

    def send(self, part: bytes, patience_s: float) -> int:
        """Send as much as it takes at once."""
        try:
            _, ready, _ = select.select((), (self._line,), (), patience_s)
            return self._line.send(part[:CHUNK]) if ready else 0
        except BlockingIOError:
            return 0
        except OSError as trouble:
            raise why(trouble) from trouble

    def unsent(self) -> int:
        """What the printer's end has not confirmed, where the system tells (Linux)."""
        left = queued(self._line.fileno())
        # asked second: a line that was reset holds nothing any more
        trouble = self._line.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if trouble:
            raise Broken(os.strerror(trouble))
        return left

    def hear(self, patience_s: float) -> bytes:
        """Receive what is there."""
        try:
            ready, _, _ = select.select((self._line,), (), (), patience_s)
            said = self._line.recv(CHUNK) if ready else b""
        except BlockingIOError:
            return b""
        except OSError as trouble:
            raise why(trouble) from trouble
        if ready and not said:
            raise Broken("end of connection")
        return said

    def close(self) -> None:
        """Hang up, but not on what is under way: an answer left unread would reset the line."""
        try:
            self._line.shutdown(socket.SHUT_WR)
            while self._line.recv(CHUNK):
                pass
        except OSError:
            pass  # nothing more to hear, or nobody there
        self._line.close()


def opening_tcp(address: str, patience_s: float) -> Steps[TcpWire]:
    """Connect in steps, though the system may take its time over a name; raises Broken."""
    host, port = host_and_port(address)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as trouble:
        raise Broken(str(trouble)) from trouble
    last = Broken("no address")
    until = time.monotonic() + patience_s
    for family, kind, protocol, _, there in found:
        line = socket.socket(family, kind, protocol)
        try:
            yield from _connecting(line, there, until)
        except OSError as trouble:
            line.close()
            last = why(trouble)
        except GeneratorExit:
            line.close()
            raise
        else:
            return TcpWire(line)
    raise last


def _connecting(line: socket.socket, there: Any, until: float) -> Steps[None]:
    """Raises OSError."""
    line.setblocking(False)
    code = line.connect_ex(there)
    while code in UNDER_WAY:
        _, ready, failed = select.select((), (line,), (line,), GLANCE_S)
        if ready or failed:
            code = line.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            break
        if time.monotonic() > until:
            code = errno.ETIMEDOUT
            break
        until += yield from others()
    if code:
        raise OSError(code, os.strerror(code))
