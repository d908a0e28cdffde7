"""How long to wait after a call that failed."""

from collections.abc import Callable
from dataclasses import dataclass

FIRST_WAIT_S, LONGEST_WAIT_S = 1.0, 300.0
MOST_DOUBLINGS = 16


@dataclass(slots=True)
class Rhythm:
    """Longer each time, and by chance (full jitter), so that a thousand seats do not come back at
    once. `chance` gives a number from 0 to 1.
    """

    chance: Callable[[], float]
    failures: int = 0

    def failed(self, later_s: float = 0.0) -> float:
        """Seconds until the next try; `later_s` is the least the other side has asked for."""
        longest = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** min(self.failures, MOST_DOUBLINGS))
        self.failures += 1
        return later_s + longest * self.chance()

    def begin_anew(self) -> None:
        """It went well, or somebody wants it tried now."""
        self.failures = 0
