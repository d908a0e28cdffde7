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


def add_chain(db: Connection, row: ChainRow) -> int:
    """Writes down a chain that is new in this file; its number here."""
    marks = ", ".join("?" * len(COLUMNS.split(", ")))
    statement = f"INSERT INTO sync_chain({COLUMNS}) VALUES ({marks})"
    return int(db.execute(statement, astuple(row)).lastrowid)
