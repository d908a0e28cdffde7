"""How often a paper was printed again."""

from counter.storage.database import Connection
from counter.storage.questions.reading import value

_REPRINTS = "SELECT count(*) FROM alarm WHERE number = ? AND rule = 'paper.reprinted'"


def reprints_of(db: Connection, *, number: str) -> int:
    """How many times papers of that number were printed again, by everybody."""
    return int(value(db, _REPRINTS, (number,)))
