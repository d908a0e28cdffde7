"""A printer on the network that can do what printers do: dawdle, run dry, hang up, vanish."""

import os
import select
import socket
import struct
import threading
import time
import tty
from dataclasses import dataclass, field
from types import TracebackType

RESET = struct.pack("ii", 1, 0)  # hang up without a word of farewell
READY_ZPL = (
    b"\x02030,0,0,1245,000,0,0,0,000,0,0,0\x03\r\n"
    b"\x02001,0,0,0,1,2,6,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n"
)


@dataclass
class Manner:
    """How a printer behaves: which language it answers in, and where it goes wrong."""

    language: str = ""  # "" = it never answers
    state: str = "ready"
    state_after: str = "ready"  # what it says when the page has come in
    busy_answers: int = 0  # so often it is printing before that
    bite: int = 65_536  # bytes it reads at once
    pause_s: float = 0.0  # between two bites
    stops_after: int = 1 << 40  # bytes: then it does `at_stop`
    at_stop: str = ""  # "close", "reset", "stall", "mute"


@dataclass
class Printer9100:
    """Listens on a port of its own; `got` is all it read."""

    manner: Manner
    got: bytearray = field(default_factory=bytearray)

    def __enter__(self) -> "Printer9100":
        self._door = socket.create_server(("127.0.0.1", 0))
        self._door.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.address = f"127.0.0.1:{self._door.getsockname()[1]}"
        self._left = threading.Event()
        self._busy = self.manner.busy_answers
        self._work = threading.Thread(target=self._serve, daemon=True)
        self._work.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, it: BaseException | None, at: TracebackType | None
    ) -> None:
        self._left.set()
        self._door.close()
        self._work.join(5)
        assert not self._work.is_alive()

    def _serve(self) -> None:
        self._door.settimeout(0.05)
        while not self._left.is_set():
            try:
                line, _ = self._door.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            with line:
                self._listen(line)

    def _listen(self, line: "socket.socket | PtyLine") -> None:
        line.settimeout(0.05)
        seen = len(self.got)
        while not self._left.is_set():
            if len(self.got) >= self.manner.stops_after and self._stop(line):
                return
            room = self.manner.stops_after - len(self.got)
            try:
                part = line.recv(min(self.manner.bite, room) if room > 0 else self.manner.bite)
            except TimeoutError:
                continue
            except OSError:
                return
            if not part:
                return
            self.got += part
            seen = self._answer(line, seen)
            time.sleep(self.manner.pause_s)

    def _stop(self, line: "socket.socket | PtyLine") -> bool:
        match self.manner.at_stop:
            case "reset" if isinstance(line, socket.socket):
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                return True
            case "close" | "reset":
                return True
            case "stall":
                self._left.wait(30)
                return True
            case _:
                return False

    # answers --------------------------------------------------------------------------------

    def _answer(self, line: "socket.socket | PtyLine", seen: int) -> int:
        """Answer what is asked in what came in since `seen`; where to go on from."""
        questions = {"ZPL": b"~HS", "TSPL": b"\x1b!?", "ESCPOS": b"\x10\x04"}
        question = questions.get(self.manner.language)
        if question is None:
            return len(self.got)
        while (at := self.got.find(question, seen)) >= 0:
            end = at + len(question) + (self.manner.language == "ESCPOS")
            if end > len(self.got):
                return at
            self._say(line, self.got[end - 1])
            seen = end
        if self.manner.language == "ESCPOS" and (at := self.got.find(b"\x1dr\x01", seen)) >= 0:
            if not self._is_mute() and self.manner.state_after == "ready":
                line.sendall(b"\x00")
            seen = at + 3
        return max(seen, len(self.got) - 2)

    def has_page(self) -> bool:
        """Whether the last command of a page has come in."""
        ends = {"ZPL": b"^XZ", "TSPL": b"PRINT 1,1\r\n", "ESCPOS": b"\x1dr\x01"}
        return ends[self.manner.language] in self.got

    def _is_mute(self) -> bool:
        return self.manner.at_stop == "mute" and len(self.got) >= self.manner.stops_after

    def _say(self, line: "socket.socket | PtyLine", which: int) -> None:
        if self._is_mute():
            return
        state = self.manner.state
        if self.has_page():
            state = self.manner.state_after
            if self._busy:
                self._busy -= 1
                state = "printing"
        line.sendall(SAYS[self.manner.language](state, which))


class PtyLine:
    """The printer's end of a line that is a file."""

    def __init__(self, file: int) -> None:
        self.file = file

    def settimeout(self, seconds: float) -> None:
        self._seconds = seconds

    def recv(self, most: int) -> bytes:
        if not select.select((self.file,), (), (), self._seconds)[0]:
            raise TimeoutError
        return os.read(self.file, most)

    def sendall(self, said: bytes) -> None:
        os.write(self.file, said)


class PtyPrinter(Printer9100):
    """The same printer at the end of a device file or a serial line."""

    def __enter__(self) -> "PtyPrinter":
        mine, theirs = os.openpty()
        tty.setraw(theirs)
        self.address = os.ttyname(theirs)
        self._left = threading.Event()
        self._busy = self.manner.busy_answers
        self._mine, self._theirs = PtyLine(mine), theirs
        self._work = threading.Thread(target=self._serve, daemon=True)
        self._work.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, it: BaseException | None, at: TracebackType | None
    ) -> None:
        self._left.set()
        self._work.join(5)
        assert not self._work.is_alive()
        os.close(self._theirs)

    def _serve(self) -> None:
        self._listen(self._mine)
        os.close(self._mine.file)


def _zpl(state: str, _which: int) -> bytes:
    said = READY_ZPL
    if state == "paper out":
        return said.replace(b"030,0,0", b"030,1,0")
    if state == "paused":
        return said.replace(b"030,0,0", b"030,0,1")
    if state == "cover open":
        return said.replace(b"001,0,0", b"001,0,1")
    if state == "printing":
        return said.replace(b"1245,000", b"1245,001")
    return said


def _tspl(state: str, _which: int) -> bytes:
    codes = {"ready": 0, "cover open": 1, "paper out": 4, "paused": 16, "printing": 32}
    return bytes([codes[state]])


def _escpos(state: str, which: int) -> bytes:
    plain = 0x12
    if state == "paper out":
        return bytes([plain | {1: 0x08, 2: 0x20, 3: 0, 4: 0x60}[which]])
    if state == "cover open":
        return bytes([plain | {1: 0x08, 2: 0x04, 3: 0, 4: 0}[which]])
    if state == "paused":
        return bytes([plain | {1: 0x08, 2: 0x08, 3: 0, 4: 0}[which]])
    return bytes([plain])


SAYS = {"ZPL": _zpl, "TSPL": _tspl, "ESCPOS": _escpos}
