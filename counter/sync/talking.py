"""What whoever a seat exchanges entries with must be able to do: the hub it has joined, or a
neighbour in the shop. Each is spoken to in its own rhythm, on threads of its own.
"""

from dataclasses import dataclass, field
from typing import Any, Protocol

from counter.storage.database import Connection
from counter.sync.exchange import Round
from counter.sync.pictures import Pictures
from counter.sync.sent_book import Send

HUB = "hub"


@dataclass(frozen=True, slots=True)
class Did:
    """What a round did; `place` is what `Ear.hear` goes on from. `waiting` are entries the partner
    has not confirmed, `proved_at` is when he last signed for some. `differ` are kinds of record
    that are not as the hub has them, None where that was not looked at. `trouble` is what went
    wrong when the entries were safe.
    """

    round: Round
    place: Any
    waiting: int
    proved_at: int
    differ: tuple[str, ...] | None = None
    pictures: Pictures = field(default_factory=Pictures)
    trouble: Exception | None = None


class Talk(Protocol):
    """Speaks with a partner on one thread."""

    def round(self, *, whole: bool = False) -> Did:
        """Everything up, everything down; with `whole` also what is done once a day. Raises NoHub,
        Refused, Forged, RuleBroken.
        """
        ...

    def hang_up(self) -> None:
        """Ends it for good, from any thread."""
        ...


class Ear(Protocol):
    """Waits on another thread for what a partner has to tell."""

    def hear(self, place: Any, wait_s: int) -> bool:
        """Whether there is something new behind a place; may take so long. Raises NoHub."""
        ...

    def hang_up(self) -> None:
        """Ends it for good, from any thread."""
        ...


class Partner(Protocol):
    """One a seat exchanges entries with."""

    @property
    def name(self) -> str:
        """`HUB`, or what tells a neighbour from all others."""
        ...

    @property
    def url(self) -> str:
        """Where he is."""
        ...

    def talk(self, db: Connection, send: Send) -> Talk:
        """`db` is a connection that reads, of the thread that will speak."""
        ...

    def ear(self) -> Ear:
        """For the thread that will wait."""
        ...
