"""Pictures after the entries: what the hub lacks goes up, what the book names and this machine
lacks comes down (sync.md §5.2).
"""

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol, TypeVar

from counter.domain.refusals import RuleBroken
from counter.storage.blobs import Blobs, blobs_of, fallen, newest, standing_since
from counter.storage.database import Connection
from counter.storage.sealing import read_head
from counter.sync import files
from counter.sync.reading import PICTURES, BookReader

T = TypeVar("T")
NAMES_A_CALL = 1_000
#: what says whether a picture stands
DECIDING = frozenset({"photo", "customer_item", "customer"})


class Line(files.Line, Protocol):
    """The calls of it; `SeatLine` makes them."""

    def ask(self, kind: type[T], path: str, message: object = None) -> T:
        """A call with a message."""
        ...


@dataclass(slots=True)
class Pictures:
    """What a round did: pictures sent and fetched; those the book names that are nowhere yet."""

    sent: int = 0
    fetched: int = 0
    missing: int = 0


def exchange_pictures(db: Connection, line: Line, done: Pictures) -> bytes | None:
    """Both ways, for pictures of which something was said since all of them were in their places;
    a file on a new chain looks through them all. What came before a cut counts in `done` and
    stays. The answer is the place to go on from, for `SeatBook.note_pictures`; None while some are
    nowhere yet. Raises NoHub, OSError.
    """
    blobs, place = blobs_of(db), newest(db)
    names = standing_since(db, _place(db))
    here = [name for name in names if blobs.is_whole(name)]
    for some in _pieces(here):
        for name in line.ask(list[str], "/v1/blobs", some):
            with suppress(FileNotFoundError):  # taken back meanwhile
                done.sent += files.send(line, f"/v1/blob/{name}", blobs.read(name)) > 0
    for name in sorted(set(names).difference(here)):
        try:
            _fetch(line, blobs, name)
            done.fetched += 1
        except (FileNotFoundError, RuleBroken):  # the seat that took it has not sent it yet
            done.missing += 1
    return None if done.missing else read_head(db).chain + place.to_bytes(8, "big")


def let_go(db: Connection, kinds: Collection[str]) -> list[str]:
    """After a round that changed these kinds of record, deletes pictures that a neighbour has
    taken back, or whose customer he has erased; their hashes. Raises OSError.
    """
    if not DECIDING.intersection(kinds):
        return []
    blobs = blobs_of(db)
    for name in fallen(db):
        if blobs.path(name).exists():
            blobs.doubt(name, b"")
    return blobs.settle(db)


def _fetch(line: Line, blobs: Blobs, name: str) -> None:
    part = blobs.arriving(name)
    files.fetch(line, f"/v1/blob/{name}", part, name, lambda _here, _of: None)
    content = part.read_bytes()
    part.unlink()
    if sha256(content).hexdigest() != name:
        raise RuleBroken("photo.altered", name=name[:12])
    blobs.drop(name)  # one that was altered here gives way
    blobs.put(content)


def _place(db: Connection) -> int:
    kept = BookReader(db).noted(PICTURES)
    chain, place = kept[:16], kept[16:]
    return int.from_bytes(place, "big") if chain == read_head(db).chain else 0


def _pieces(names: list[str]) -> Iterator[list[str]]:
    for at in range(0, len(names), NAMES_A_CALL):
        yield names[at : at + NAMES_A_CALL]
