"""A thread that reads one device: it opens it, hands on what is scanned, and opens it again when it
is back.

It is one of the program's few threads and touches nothing of the shop: what it reads comes to the
window as a signal.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

RETRY_S = 1.0
PATIENCE_S = 0.2  # so long a thread that is to stop may take
LAST_WAIT_S = 3.0


class DeviceState(StrEnum):
    """How a device stands."""

    OFF = "off"
    OPEN = "open"
    GONE = "gone"  # not there; it is opened when it comes
    REFUSED = "refused"  # it is there, but not for this account, or somebody else has it


@dataclass(frozen=True, slots=True)
class Told:
    """A code, or how the device stands now with the system's own words for why."""

    device: str
    code: str = ""
    state: DeviceState | None = None
    why: str = ""


class Scanner(Protocol):
    """An open device."""

    def codes(self, patience_s: float) -> list[str]:
        """What was scanned; raises OSError when it is gone."""
        ...

    def close(self) -> None:
        """Give it back."""
        ...


class Reader:
    """Reads a device until it is stopped."""

    def __init__(
        self,
        device: str,
        make: Callable[[], Scanner],
        tell: Callable[[Told], None],
        *,
        after: "Reader | None" = None,
        retry_s: float = RETRY_S,
    ):
        """`make` opens the device or raises OSError; `tell` is called on the thread; `after` is who
        had the device before and is waited for.
        """
        self._device, self._make, self._tell, self._retry_s = device, make, tell, retry_s
        self._after = after
        self._is_over = threading.Event()
        self._state: DeviceState | None = None
        self._thread = threading.Thread(target=self._run, name=f"scanner {device}", daemon=True)
        self._thread.start()

    def leave(self) -> None:
        """Give the device back soon; nothing waits for it."""
        self._is_over.set()

    def stop(self) -> None:
        """Give the device back and end the thread."""
        self._is_over.set()
        self._thread.join(timeout=LAST_WAIT_S)

    def _run(self) -> None:
        before, self._after = self._after, None
        if before is not None:
            before.stop()
        while not self._is_over.is_set():
            try:
                scanner = self._make()
            except OSError as trouble:
                self._say(_state_of(trouble), str(trouble))
            else:
                self._say(DeviceState.OPEN, "")
                self._read(scanner)
            self._is_over.wait(self._retry_s)

    def _read(self, scanner: Scanner) -> None:
        try:
            while not self._is_over.is_set():
                for code in scanner.codes(PATIENCE_S):
                    self._tell(Told(self._device, code))
        except (OSError, ValueError, TypeError) as trouble:
            # the serial library names a port that vanished in the middle in all three ways
            self._say(DeviceState.GONE, str(trouble))
        finally:
            scanner.close()

    def _say(self, state: DeviceState, why: str) -> None:
        if state is not self._state and not self._is_over.is_set():
            self._state = state
            self._tell(Told(self._device, state=state, why=why))


def _state_of(trouble: OSError) -> DeviceState:
    """Whether a device that could not be opened is there."""
    is_refused = isinstance(trouble, PermissionError) or trouble.errno in REFUSALS
    return DeviceState.REFUSED if is_refused else DeviceState.GONE


#: EACCES, EBUSY, EPERM and, of a port that another program holds, EAGAIN
REFUSALS = frozenset({13, 16, 1, 11})
