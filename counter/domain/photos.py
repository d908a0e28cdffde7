"""Which pictures of an item stand.

The ledger adds one by its size and takes it back by minus that.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from counter.domain.choices import PhotoOf
from counter.domain.states import CardStatus, CustodyState

NOT_BEGUN = frozenset({CardStatus.OPENED, CardStatus.HUNG})
WORK_OVER = frozenset({CardStatus.PASSED, CardStatus.RETURN_UNREPAIRED, CardStatus.CLOSED})


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


def moment_of(state: CustodyState, card: CardStatus | None) -> PhotoOf:
    """What a picture that is taken now is of: nobody is asked for what the case tells."""
    if state is CustodyState.AT_BENCH or card is None:
        return PhotoOf.BENCH
    if card in NOT_BEGUN:
        return PhotoOf.CHECK_IN
    if card is CardStatus.AWAIT_INSPECTION:
        return PhotoOf.INSPECTION
    return PhotoOf.HAND_BACK if card in WORK_OVER else PhotoOf.BENCH


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
