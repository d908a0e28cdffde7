"""Work at a printer in small steps, so that one thread serves several printers in turn.

A step may block for a glance and no longer; what is waited for longer is waited for in many steps.
"""

import time
from collections.abc import Generator
from typing import TypeVar

T = TypeVar("T")
Steps = Generator[None, None, T]
GLANCE_S = 0.1


def finished(steps: Steps[T]) -> T:
    """All the steps at once, for whoever serves one printer; raises what they raise."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def others() -> Steps[float]:
    """Let other printers have their turn; how many seconds that took."""
    began = time.monotonic()
    yield
    return time.monotonic() - began


def pause(seconds: float) -> Steps[None]:
    """Let time go by."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        time.sleep(min(left, GLANCE_S))
        yield
