"""Keeps many entries in the log together: what they lean on is read in few questions."""

from collections.abc import Collection
from dataclasses import dataclass

from counter.storage import shortening
from counter.storage.asking import among
from counter.storage.catalogue import BY_NAME, Merge
from counter.storage.database import Connection
from counter.storage.entries import Entry, Place
from counter.storage.logbook import Logbook

#: by the number of an entry that stands alone, the ids that others may name by their place in it
Near = dict[int, list[bytes]]


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry to be kept under number `n`, its body as it came, and what it speaks of."""

    n: int
    place: Place
    entry: Entry
    body: bytes
    sig: bytes
    subjects: Collection[bytes]


class Keeper(Logbook):
    """Serves one transaction of the writer: what is added is in the file after `write`."""

    def __init__(self, db: Connection, near: Near | None = None) -> None:
        """`near` is what an earlier transaction has remembered of the same file, where nobody else
        has written since.
        """
        super().__init__(db)
        self._near = {} if near is None else near
        self._fresh: Near = {}
        self._waiting: list[Kept] = []
        self._knows_lasting = False

    def add(self, one: Kept) -> None:
        """Takes an entry to be kept."""
        self._waiting.append(one)

    def write(self) -> None:
        """Keeps all that was added, in that order."""
        told: dict[bytes, list[int]] = {s: [] for one in self._waiting for s in one.subjects}
        query = "SELECT subject_id, entries FROM log_subject WHERE subject_id IN ({})"
        for subject, entries in among(self._db, query, told):
            told[subject] = shortening.unpacked(entries)
        more = dict.fromkeys(told, b"")
        rows: list[tuple[int, int, int, int, bytes, bytes]] = []
        for one in self._waiting:
            spoken = [told[subject] for subject in one.subjects]
            base, near = self._leaning(one.n, spoken)
            if not base:
                self._fresh[one.n] = shortening.near_ids(one.body)
            late = one.place.hlc - (one.entry.at << 16)
            rows.append((one.n, one.place.sv, late, base, self.kept(one.body, near), one.sig))
            for subject, numbers in zip(one.subjects, spoken, strict=True):
                more[subject] += shortening.packed([one.n], numbers[-1] if numbers else 0)
                numbers.append(one.n)
            self._note_lasting(one.entry)
        self._db.executemany(
            "INSERT INTO sync_log(n, sv, late, base, body, sig) VALUES (?, ?, ?, ?, ?, ?)", rows
        )
        self._db.executemany(
            "INSERT INTO log_subject(subject_id, entries) VALUES (?, ?) "
            "ON CONFLICT(subject_id) DO UPDATE "
            "SET entries = CAST(entries || excluded.entries AS BLOB)",
            list(more.items()),
        )
        self._waiting.clear()
        self._near |= self._fresh
        self._fresh.clear()

    def _near_of(self, n: int) -> list[bytes]:
        return self._fresh[n] if n in self._fresh else super()._near_of(n)

    def _lasting_number(self, hexed: bytes) -> int | None:
        if not self._knows_lasting:
            query = "SELECT id, n FROM sync_lasting WHERE n < ?"
            for row_id, n in self._db.execute(query, (shortening.MOST,)):
                self._numbers[row_id.hex().encode()] = n
            self._knows_lasting = True
        return self._numbers.get(hexed)

    def _note_lasting(self, entry: Entry) -> None:
        for change in entry.changes:
            known = BY_NAME.get(change.table)  # a newer program may keep more tables
            if change.op == "I" and known and known.merge is Merge.MASTER:
                insert = "INSERT OR IGNORE INTO sync_lasting(id) VALUES (?)"
                done = self._db.execute(insert, (change.id,))
                if done.rowcount == 1:
                    self._numbers[change.id.hex().encode()] = done.lastrowid
