"""Chains as a file knows them: each is one life of one replica (sync.md §3)."""

from dataclasses import astuple, dataclass

from counter.storage.database import Connection


@dataclass(frozen=True, slots=True)
class ChainRow:
    """One life of one replica: who writes it, and the entry of its parent it goes on after."""

    chain: bytes
    replica: bytes
    public_key: bytes
    outlet: int
    seat: int
    parent: bytes | None
    parent_seq: int | None
    parent_hash: bytes | None
    why: str


COLUMNS = "chain, replica, public_key, outlet, seat, parent, parent_seq, parent_hash, why"


def chain_row(db: Connection, n: int) -> ChainRow:
    """The chain of that number in this file."""
    return ChainRow(*db.execute(f"SELECT {COLUMNS} FROM sync_chain WHERE n = ?", (n,)).fetchone())


def ground_of(db: Connection, chain: bytes, seq: int, link: bytes) -> tuple[bytes, int, bytes]:
    """The entry a chain stands on that goes on from here: chain, place, link. A chain without an
    entry is heard of by nobody, so what goes on from it stands on what that one stands on.
    """
    query = (
        "SELECT parent, parent_seq, parent_hash FROM sync_chain "
        "WHERE chain = ? AND parent IS NOT NULL"
    )
    while not seq and (found := db.execute(query, (chain,)).fetchone()):
        chain, seq, link = found
    return chain, seq, link


def add_chain(db: Connection, row: ChainRow) -> int:
    """Writes down a chain that is new in this file; its number here."""
    marks = ", ".join("?" * len(COLUMNS.split(", ")))
    statement = f"INSERT INTO sync_chain({COLUMNS}) VALUES ({marks})"
    return int(db.execute(statement, astuple(row)).lastrowid)


def has_written(db: Connection, replica: bytes) -> bool:
    """Whether a replica has a chain in this file."""
    query = "SELECT EXISTS(SELECT 1 FROM sync_chain WHERE replica = ?)"
    return bool(db.execute(query, (replica,)).fetchone()[0])


def free_digit(db: Connection, outlet_id: bytes, chance: int) -> int | None:
    """A digit no seat of the outlet numbers with: the one this file was promised, else one by
    chance; None where all are given.
    """
    taken = db.execute("SELECT digit FROM seat WHERE outlet_id = ?", (outlet_id,)).fetchall()
    free = [digit for digit in range(10) if (digit,) not in taken]
    promised = db.execute("SELECT value FROM sync_state WHERE name = 'promised'").fetchone()
    if promised and promised[0][0] in free:
        return int(promised[0][0])
    return free[chance % len(free)] if free else None
