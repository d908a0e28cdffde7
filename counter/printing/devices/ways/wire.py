"""A way that carries bytes and may carry an answer: what all of them offer, and how they break."""

import os
import select
import sys
import time
from typing import Protocol

CHUNK = 16_384  # bytes that are handed over at once
GLANCE_S = 0.02


class Broken(Exception):
    """The way is gone in the middle of something; `said` is what the system said."""

    def __init__(self, said: str) -> None:
        """`said` is for people who mend machines."""
        super().__init__(said)
        self.said = said


def why(trouble: OSError) -> Broken:
    """The same trouble, told as a way that broke."""
    return Broken(trouble.strerror or type(trouble).__name__)


class Wire(Protocol):
    """An open way; all times are seconds. Everything may raise Broken."""

    @property
    def answers(self) -> bool:
        """Whether anything could be heard from the other end."""
        ...

    def send(self, part: bytes, patience_s: float) -> int:
        """How many bytes of `part` were taken before `patience_s` went by; 0 = none."""
        ...

    def unsent(self) -> int:
        """How many bytes of those taken are known to be on this side still."""
        ...

    def hear(self, patience_s: float) -> bytes:
        """What has been said; empty when nothing came in time. Broken when the end hung up."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class FileWire:
    """A wire over an open file that does not block."""

    def __init__(self, file: int, *, answers: bool) -> None:
        """`file` is the system's number of it."""
        self._file = file
        self._answers = answers

    @property
    def answers(self) -> bool:
        """Whether it was opened for reading too."""
        return self._answers

    def send(self, part: bytes, patience_s: float) -> int:
        """Write as much as it takes at once."""
        try:
            _, ready, _ = select.select((), (self._file,), (), patience_s)
            return os.write(self._file, part[:CHUNK]) if ready else 0
        except BlockingIOError:
            return 0
        except OSError as trouble:
            raise why(trouble) from trouble

    def unsent(self) -> int:
        """A terminal knows; a printer's port does not, and nothing is what is known."""
        return queued(self._file)

    def hear(self, patience_s: float) -> bytes:
        """Read what is there."""
        if not self._answers:
            return b""
        try:
            ready, _, _ = select.select((self._file,), (), (), patience_s)
            said = os.read(self._file, CHUNK) if ready else b""
        except BlockingIOError:
            return b""
        except OSError as trouble:
            raise why(trouble) from trouble
        if ready and not said:
            # a printer's port reads as ended while it has nothing to say
            time.sleep(min(patience_s, GLANCE_S))
        return said

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)


def queued(file: int) -> int:
    """Bytes that the system holds and the other end has not taken; 0 where it cannot tell."""
    if sys.platform == "win32":
        return 0
    import fcntl
    import termios

    try:
        return int.from_bytes(fcntl.ioctl(file, termios.TIOCOUTQ, bytes(4)), "little")
    except OSError:
        return 0
