"""How the file stands towards others: what was set aside, what people have to settle."""

from counter.storage.database import Connection
from counter.storage.questions.reading import value


def held_count(db: Connection) -> int:
    """How many entries have changes that were set aside: their writer had no right to them."""
    return int(value(db, "SELECT count(DISTINCT entry) FROM sync_held"))


def later_count(db: Connection) -> int:
    """How many entries wait for a newer program: one that this one cannot read wrote them."""
    return int(value(db, "SELECT count(*) FROM sync_future"))


def contended_count(db: Connection) -> int:
    """How many writes stand against each other."""
    return int(value(db, "SELECT count(*) FROM contended"))
