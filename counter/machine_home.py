"""What every way into the program asks the machine first: where its own folder is, and the time."""

import os
import time
from pathlib import Path


def home() -> Path:
    """The machine's own folder: COUNTER_HOME, else where this system keeps such things."""
    if named := os.environ.get("COUNTER_HOME"):
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("counter", appauthor=False)


def now() -> int:
    """The wall clock in milliseconds since 1970 UTC; the only clock of the program, always handed
    in.
    """
    return time.time_ns() // 1_000_000
