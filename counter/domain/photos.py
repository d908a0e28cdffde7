"""Which pictures of an item stand.

The ledger adds one by its size and takes it back by minus that.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Line(Protocol):
    """A line of the ledger."""

    @property
    def sha256(self) -> str:
        """The hash of the picture's bytes."""
        ...

    @property
    def size(self) -> int:
        """How many bytes it has; below zero where it is taken back."""
        ...


P = TypeVar("P", bound=Line)


@dataclass(frozen=True, slots=True)
class Taken(Generic[P]):
    """A picture that was taken: its place among all of its item, and whether it still stands."""

    n: int
    photo: P
    stands: bool


def taken(photos: Sequence[P]) -> list[Taken[P]]:
    """The pictures that were ever taken, in order; the same bytes taken again after they were
    withdrawn are another picture.
    """
    withdrawn = Counter(one.sha256 for one in photos if one.size < 0)
    found: list[Taken[P]] = []
    for photo in photos:
        if photo.size <= 0:
            continue
        is_back = withdrawn[photo.sha256] > 0
        withdrawn[photo.sha256] -= 1
        found.append(Taken(len(found) + 1, photo, stands=not is_back))
    return found
