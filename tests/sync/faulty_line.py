"""A line between seats and a hub on which everything happens that happens on lines: calls are
delayed, trickle, break off, come twice, lose bits, or are answered by somebody else.
"""

import socket
import threading
import time
from collections import Counter
from contextlib import suppress
from random import Random

PORTAL = (
    b"HTTP/1.1 302 Found\r\nlocation: http://portal.invalid/\r\ncontent-length: 0\r\n"
    b"connection: close\r\n\r\n"
)
PAGE = (
    b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 25\r\nconnection: close\r\n\r\n"
    b"<html>Please sign</html>\r\n"
)
FAULTS = (
    "delayed", "trickled", "cut on the way up", "cut on the way down", "doubled", "page", "portal",
    "bit on the way up", "bit on the way down",
)  # fmt: skip
END = b"\r\n\r\n"


class FaultyLine:
    """Forwards calls to a port of this machine, each over a connection of its own; `badness` of
    them meet a fault. `met` counts which.
    """

    def __init__(self, port: int, seed: int, badness: float = 0.4) -> None:
        self._port, self._chance, self.badness = port, Random(seed), badness
        self.met = Counter[str]()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        """Nobody gets through any more."""
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._server.accept()
                is_bad = self._chance.random() < self.badness
                fault = self._chance.choice(FAULTS) if is_bad else "none"
                chance = Random(self._chance.random())
                threading.Thread(
                    target=self._answer, args=(near, fault, chance), daemon=True
                ).start()

    def _answer(self, near: socket.socket, fault: str, chance: Random) -> None:
        with suppress(OSError, ValueError), near:
            near.settimeout(20)
            call = _whole(near)
            if not call:
                return
            self.met[fault] += 1
            if fault in ("page", "portal"):
                near.sendall(PAGE if fault == "page" else PORTAL)
                return
            if fault == "doubled":
                self._ask(call)
            answer = self._ask(_spoilt(call, fault, "up", chance))
            if fault == "delayed":
                time.sleep(chance.random() / 5)
            answer = _spoilt(answer, fault, "down", chance)
            if fault == "trickled":
                for at in range(0, min(len(answer), 64), 8):
                    near.sendall(answer[at : at + 8])
                    time.sleep(0.002)
                answer = answer[64:]
            near.sendall(answer)

    def _ask(self, call: bytes) -> bytes:
        """What the hub says; nothing where it hangs up."""
        with socket.create_connection(("127.0.0.1", self._port), timeout=10) as far:
            far.sendall(call)
            if len(call) < _length(call):
                far.shutdown(socket.SHUT_WR)
            head, _, rest = _whole(far, has_body=not call.startswith(b"HEAD")).partition(END)
            # the next call has to come over a line of its own
            return head + b"\r\nconnection: close" + END + rest if head else b""


def _spoilt(said: bytes, fault: str, way: str, chance: Random) -> bytes:
    if not said:
        return said
    if fault == f"cut on the way {way}":
        return said[: chance.randrange(len(said))]
    if fault == f"bit on the way {way}":
        at = chance.randrange(len(said) * 8)
        spoilt = bytearray(said)
        spoilt[at // 8] ^= 1 << at % 8
        # a length that is not true would only make everybody wait
        return bytes(spoilt) if _length(bytes(spoilt)) == len(said) else said
    return said


def _whole(of: socket.socket, *, has_body: bool = True) -> bytes:
    """One message of HTTP; less where the line ends."""
    said = b""
    while END not in said or (has_body and len(said) < _length(said)):
        piece = of.recv(65_536)
        if not piece:
            break
        said += piece
    return said


def _length(said: bytes) -> int:
    head, _, _ = said.partition(END)
    for line in head.lower().split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name == b"content-length":
            return len(head) + len(END) + int(value)
    return len(head) + len(END)
