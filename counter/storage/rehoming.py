"""Two lives of one file: what was written after they parted moves to a chain of its own.

Nothing is dropped: each entry keeps what it says, its id and its clock, so that versions stay; only
its place, and so its link and signature, are made anew (sync.md §6.2).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from counter.storage import shortening
from counter.storage.chains import ChainRow, add_chain, chain_row
from counter.storage.database import Connection
from counter.storage.entries import NO_HASH, Place, Sign
from counter.storage.logbook import Logbook, Logged, number_of
from counter.storage.proving import held_of, personal_of
from counter.storage.receiving import keep_beside
from counter.storage.sealing import Head, read_head, write_head

WHY = "two lives of one file"


@dataclass(frozen=True, slots=True)
class _Moved:
    logged: Logged
    personal: dict[int, tuple[bytes, str]]
    held: list[int]
    subjects: set[bytes]


@dataclass(frozen=True, slots=True)
class Parted:
    """Where two lives part: chain number `chain` of this file, its last common entry and link."""

    chain: int
    met: int
    link: bytes


@dataclass(frozen=True, slots=True)
class Writer:
    """The seat that goes on: what it was written by another replica moves under this one's name."""

    public_key: bytes
    chance: Callable[[int], bytes]
    sign: Sign


def rehome(db: Connection, parted: Parted, writer: Writer) -> int:
    """Moves what this seat wrote after two lives parted, also on chains that go on from there, to a
    new chain; how many entries moved. Stands inside the caller's transaction.
    """
    row, hlc = chain_row(db, parted.chain), read_head(db).hlc  # its chain may be one of those gone
    (replica,) = db.execute("SELECT value FROM sync_state WHERE name = 'replica'").fetchone()
    (digit,) = db.execute(
        "SELECT digit FROM seat WHERE id = (SELECT value FROM sync_state WHERE name = 'seat')"
    ).fetchone()
    numbers = _descendants(db, parted, replica)
    moved = [one for n in numbers for one in _taken(db, n, parted.met if n == parted.chain else 0)]
    for n in numbers[1:]:
        db.execute("DELETE FROM sync_chain WHERE n = ?", (n,))
    fresh = ChainRow(
        writer.chance(16), replica, writer.public_key, row.outlet, digit, row.chain, parted.met,
        parted.link, WHY,
    )  # fmt: skip
    number = add_chain(db, fresh)
    link = _kept_again(db, moved, number, fresh, writer.sign)
    write_head(db, Head(number, fresh.chain, len(moved), link, hlc))
    return len(moved)


def _kept_again(
    db: Connection, moved: list[_Moved], number: int, row: ChainRow, sign: Sign
) -> bytes:
    """Keeps entries on the new chain; the last link."""
    book, link = Logbook(db), row.parent_hash or NO_HASH
    for seq, one in enumerate(moved, start=1):
        entry, old = one.logged.read(), one.logged.place
        if entry.first_hlc is None:
            entry = replace(entry, first_hlc=old.hlc)
        place = Place(row.chain, seq, old.hlc, old.sv, link)
        link, n = place.hash_of(entry.body()), number_of(number, seq)
        keep_beside(db, n, one.personal, one.held)
        book.keep(n, place, entry, sign(link), one.subjects)
    return link


def _descendants(db: Connection, parted: Parted, replica: bytes) -> list[int]:
    """The chain and those of this file that go on from an entry of it that moves."""
    (own,) = db.execute("SELECT chain FROM sync_chain WHERE n = ?", (parted.chain,)).fetchone()
    known, numbers = {own: parted.met}, [parted.chain]
    for n, one, parent, seq in db.execute(
        "SELECT n, chain, parent, parent_seq FROM sync_chain WHERE replica = ? ORDER BY n",
        (replica,),
    ).fetchall():
        if parent in known and seq > known[parent]:
            known[one] = 0
            numbers.append(n)
    return numbers


def _taken(db: Connection, chain: int, after: int) -> list[_Moved]:
    """Takes entries out of the log, with all that stands beside them."""
    log = [one for one in Logbook(db).rows(chain) if one.place.seq > after]
    numbers = {one.n for one in log}
    spoken = _forgotten(db, numbers)
    moved = [
        _Moved(one, personal_of(db, one.n), held_of(db, one.n), spoken.get(one.n, set()))
        for one in log
    ]
    for n in numbers:
        db.execute("DELETE FROM sync_log WHERE n = ?", (n,))
        db.execute("DELETE FROM sync_personal WHERE entry = ?", (n,))
        db.execute("DELETE FROM sync_held WHERE entry = ?", (n,))
    return moved


def _forgotten(db: Connection, numbers: set[int]) -> dict[int, set[bytes]]:
    """Takes the entries out of the lists of what they speak of; answers those lists turned round.

    It reads every list: two lives of one file are rare, and an index would cost every act.
    """
    spoken: dict[int, set[bytes]] = {}
    for subject, packed in db.execute("SELECT subject_id, entries FROM log_subject").fetchall():
        told = shortening.unpacked(packed)
        gone = numbers.intersection(told)
        for n in gone:
            spoken.setdefault(n, set()).add(subject)
        if gone:
            left = shortening.packed(n for n in told if n not in gone)
            db.execute("UPDATE log_subject SET entries = ? WHERE subject_id = ?", (left, subject))
    return spoken
