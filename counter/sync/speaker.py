"""What a seat needs to speak for itself, away from the thread that writes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who it is; `clock` gives milliseconds since 1970 UTC."""

    home: Path
    replica: bytes
    sign: Callable[[bytes], bytes]
    clock: Callable[[], int]
