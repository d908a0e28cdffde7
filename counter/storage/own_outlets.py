"""Which outlet numbers are this shop's own: its number, the one its hub admitted it under, those
its colleagues' shops had where they began alone (decisions 9); and which rows were made under one
of them.
"""

from counter.storage.database import Connection
from counter.storage.ids import TAIL_BITS

_NUMBERS = (
    "SELECT outlet FROM sync_gate UNION "
    "SELECT outlet FROM sync_chain WHERE outlet > 0 AND why <> 'handed over'"
)
#: the number a hub has admitted this seat under, where it had chosen another one itself
ADMITTED_AS = "admitted_as"
_ADMITTED = f"SELECT value FROM sync_state WHERE name = 'note:{ADMITTED_AS}'"
_CALLED = """
SELECT name FROM outlet WHERE number = :n AND name <> '' UNION ALL
SELECT * FROM (SELECT iif(to_outlet = :n, to_name, from_name) FROM transfer
  WHERE (to_outlet = :n AND to_name > '') OR (from_outlet = :n AND from_name > '')
  ORDER BY k DESC LIMIT 1) LIMIT 1
"""
#: the bytes of an id that begin with two fixed bits and hold the outlet's number and tail
FIRST, SIZE = 9, 3
_FIXED, _BITS_BELOW = 0b10 << 22, 2


def own_outlets(db: Connection) -> frozenset[int]:
    """The numbers that mean this outlet; {0} in a file that belongs to none yet."""
    admitted = (int.from_bytes(value, "big") for (value,) in db.execute(_ADMITTED))
    return frozenset((*(number for (number,) in db.execute(_NUMBERS)), *admitted))


def outlet_called(db: Connection, number: int) -> str:
    """What an outlet is called: by its record, else as the newest transfer names it, else ""."""
    found = db.execute(_CALLED, {"n": number}).fetchone()
    return found[0] if found else ""


def made_here(db: Connection, column: str) -> str:
    """A test in SQL: the id in `column` was made by this outlet; true of every row in a file that
    belongs to none yet.
    """
    numbers = sorted(own_outlets(db) - {0})
    if not numbers:
        return "1"
    tests = (f"substr({column}, {FIRST}, {SIZE}) BETWEEN {_bound(one)}" for one in numbers)
    return f"({' OR '.join(tests)})"


def _bound(number: int) -> str:
    """The least and the greatest of these bytes in ids of that outlet, whatever its tail."""
    low = _FIXED | number << TAIL_BITS >> _BITS_BELOW
    high = _FIXED | ((number + 1 << TAIL_BITS) - 1) >> _BITS_BELOW
    return f"x'{low:06x}' AND x'{high:06x}'"
