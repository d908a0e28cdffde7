"""One program of a machine prints at a time; who crashes gives its turn back."""

import os
import sys
from pathlib import Path

FILE = "printing.lock"


class Turn:
    """The right to print, held as a lock that the system takes from whoever dies."""

    def __init__(self, home: Path) -> None:
        """`home` is the machine's own folder."""
        self._path = home / FILE
        self._file: int | None = None

    @property
    def is_mine(self) -> bool:
        """Whether it is held here."""
        return self._file is not None

    def take(self) -> bool:
        """Take it, unless another program has it. Raises OSError where no file can be made."""
        if self._file is not None:
            return True
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(file)
        except OSError:
            os.close(file)
            return False
        self._file = file
        return True

    def give_back(self) -> None:
        """Let others print."""
        if self._file is not None:
            os.close(self._file)  # and with it the lock
            self._file = None


def _lock(file: int) -> None:
    """Raises OSError where somebody holds it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
