"""Once a day a seat asks the hub what it should hold, and compares (decisions 18)."""

from dataclasses import dataclass

from counter.domain.records import HEAD_OFFICE
from counter.storage.database import Connection
from counter.storage.proving import digest
from counter.sync.reading import BookReader
from counter.wire.messages import Digest

DAY_MS = 86_400_000
COMPARED = "compared"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Which kinds of record are not as the hub has them; none where all agree. `has_gone_back` is
    a hub that has told more than it holds: it stands as it stood once, as from a backup.
    """

    differ: tuple[str, ...] = ()
    has_gone_back: bool = False


def compare(db: Connection, book: BookReader, said: Digest, outlet: int) -> Agreement | None:
    """Compares what the hub has said after a round; None where somebody has written meanwhile, so
    that it says nothing.
    """
    if said.own < book.cursor(outlet) or said.published < book.cursor(HEAD_OFFICE):
        return Agreement(has_gone_back=True)
    if any(own.acked != own.seq for own in book.chains()):
        return None
    if (said.own, said.published) != (book.cursor(outlet), book.cursor(HEAD_OFFICE)):
        return None
    mine = digest(db)["tables"]
    theirs = {name: {"count": count, "sum": total} for name, (count, total) in said.tables.items()}
    # a newer hub may know more kinds of record, an older one fewer
    return Agreement(tuple(name for name, one in mine.items() if theirs.get(name, one) != one))


def compared_at(db: Connection) -> int:
    """When it was done last, in milliseconds since 1970 UTC; 0 = never."""
    query = "SELECT value FROM sync_state WHERE name = ?"
    found = db.execute(query, (COMPARED,)).fetchone()
    return int.from_bytes(found[0], "big") if found else 0


def is_due(db: Connection, at: int) -> bool:
    """Whether a day has passed since then; `at` is milliseconds since 1970 UTC."""
    return abs(at - compared_at(db)) >= DAY_MS


def keep_compared(db: Connection, at: int) -> None:
    """Notes that it was done."""
    statement = "INSERT OR REPLACE INTO sync_state(name, value) VALUES (?, ?)"
    db.execute(statement, (COMPARED, at.to_bytes(8, "big")))
