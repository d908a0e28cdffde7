"""Turns the rows an act has touched into one entry of the book, in the act's own transaction
(sync.md §4.1).
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from counter.domain.refusals import RuleBroken
from counter.storage import contention, entries, erasing, logbook, versions
from counter.storage.applying import Group
from counter.storage.catalogue import BY_NAME, Kind
from counter.storage.database import Connection
from counter.storage.logbook import Logbook
from counter.storage.subjects import Erased, Subjects, Touched

UNKNOWN = "unknown"
#: of the hybrid clock the part that counts within a millisecond begins by chance
APART_BYTES = 2


@dataclass(frozen=True, slots=True)
class Head:
    """Where the seat's chain stands. `chain` is its 16-byte id, `n` its number in this file."""

    n: int
    chain: bytes
    seq: int
    hash: bytes
    hlc: int


@dataclass(frozen=True, slots=True)
class Pen:
    """What a seal needs from outside: random bytes and a signature."""

    chance: Callable[[int], bytes]
    sign: entries.Sign


@dataclass(frozen=True, slots=True)
class Sealed:
    """What an entry speaks of: rows touched, the new ones of them, the chain's new head."""

    touched: list[Touched]
    new: list[Touched]
    head: Head


@dataclass(slots=True)
class _Row:
    """The pending triggers of one row, folded into one change."""

    kind: Kind
    id: bytes
    op: str
    values: dict[str, Any]


def read_head(db: Connection) -> Head:
    """The head of this seat's chain; read inside the transaction, never cached (decisions 14)."""
    kept = dict(db.execute("SELECT name, value FROM sync_state").fetchall())
    n = int.from_bytes(kept["chain"], "big")
    (chain,) = db.execute("SELECT chain FROM sync_chain WHERE n = ?", (n,)).fetchone()
    return Head(
        n,
        chain,
        int.from_bytes(kept["seq"], "big"),
        kept["head"],
        int.from_bytes(kept["hlc"], "big"),
    )


def write_head(db: Connection, head: Head) -> None:
    """Keeps the head beside the entry it belongs to."""
    rows = (
        ("chain", head.n.to_bytes(4, "big")),
        ("seq", head.seq.to_bytes(8, "big")),
        ("head", head.hash),
        ("hlc", head.hlc.to_bytes(8, "big")),
    )
    db.executemany("INSERT OR REPLACE INTO sync_state(name, value) VALUES (?, ?)", rows)


def _take_pending(db: Connection) -> list[_Row]:
    found = db.execute("SELECT tbl, id, op, f FROM sync_pending ORDER BY n").fetchall()
    rows: dict[Touched, _Row] = {}
    for table, row_id, op, fields in found:
        values = json.loads(fields)
        if known := rows.get((table, row_id)):
            known.values |= values
        else:
            rows[table, row_id] = _Row(BY_NAME[table], row_id, op, values)
    if found:
        db.execute("DELETE FROM sync_pending")
    return list(rows.values())


class Seal:
    """One seal: it is made for an act, used once and thrown away."""

    def __init__(self, db: Connection, pen: Pen) -> None:
        """`db` stands inside the act's transaction."""
        self._db, self._pen = db, pen
        self._subjects = Subjects(db)
        self._n, self._eid, self._personal = 0, b"", 0
        #: writes that lost and that this act has seen too: it settles their conflict
        self.closes: Mapping[Group, tuple[str, ...]] = {}

    def close(
        self, kind: str, actor: str, at: int, erased: tuple[Erased, ...] = ()
    ) -> Sealed | None:
        """Seals what is pending as one entry; None when nothing is."""
        rows = _take_pending(self._db)
        if not rows and not erased:
            return None
        head = read_head(self._db)
        # two lives of one file whose clock stands still would else count on alike, and give one
        # id to two acts
        apart = int.from_bytes(self._pen.chance(APART_BYTES), "big")
        hlc, seq = max(head.hlc + 1, at << 16) + apart, head.seq + 1
        sv = entries.SCHEMA_VERSION
        place = entries.Place(head.chain, seq, hlc, sv, head.hash)
        self._n, self._eid = logbook.number_of(head.n, seq), place.eid
        subjects: set[bytes] = {one.id for one in erased}
        changes = [self._change(row, hlc, subjects) for row in rows]
        changes += [erasing.change_of(one) for one in erased]
        entry = entries.Entry(self._eid, kind, actor, at, tuple(changes))
        link = place.hash_of(entry.body())
        Logbook(self._db).keep(self._n, place, entry, self._pen.sign(link), subjects)
        head = Head(head.n, head.chain, seq, link, hlc)
        write_head(self._db, head)
        contention.weigh(self._db, self.closes)
        with erasing.capture_off(self._db):
            # after the changes, so that a name written in this very act does not outlive it
            for change in changes:
                if change.op == "E":
                    erasing.erase(self._db, change)
        touched = [(row.kind.name, row.id) for row in rows]
        new = [(row.kind.name, row.id) for row in rows if row.op == "I"]
        return Sealed([*touched, *((one.table, one.id) for one in erased)], new, head)

    def _change(self, row: _Row, hlc: int, subjects: set[bytes]) -> entries.Change:
        item = self._subjects.item_of(row.kind, row.id, row.values)
        subjects.add(item)
        term = self._subjects.term_of(item) if row.kind.item_path else 0
        base: dict[str, str] | None = None
        hidden: dict[str, bytes | None] = {}
        if row.op == "U":
            is_handed_over = "custodian" in row.values
            term, base, hidden["ver"] = self._versions(row, term + is_handed_over, hlc)
            if is_handed_over:
                self._subjects.pass_on(item, term)
        if links := self._hide(row):
            hidden["ph"] = entries.packed_links(links)
        self._keep_hidden(row, hidden)
        if row.op == "I":
            row.values = {
                name: value
                for name, value in row.values.items()
                if not self._is_default(row.kind, name, value)
            }
        return entries.Change(row.kind.name, row.id, row.op, row.values, base, term)

    @staticmethod
    def _is_default(kind: Kind, name: str, value: Any) -> bool:
        column = kind.column(name)
        default = column.default
        return value == (default.hex() if isinstance(default, bytes) else default)

    def _versions(self, row: _Row, term: int, hlc: int) -> tuple[int, dict[str, str], bytes]:
        (blob,) = self._db.execute(
            f"SELECT ver FROM {row.kind.name} WHERE id = ?", (row.id,)
        ).fetchone()
        base: dict[str, str] = {}
        groups = sorted({row.kind.group_of(name) for name in row.values})
        # a write that saw another never loses to it, though its item is not yet known here
        term = max(term, *(versions.term_of(versions.read(blob, group)) for group in groups))
        for group in groups:
            old = versions.read(blob, group)
            lost = self.closes.get((row.kind.name, row.id, group), ())
            seen = "+".join((versions.name_of(old), *lost))
            base[row.kind.columns[group].name] = seen
            generation = versions.generation_in(seen) + 1
            blob = versions.write(blob, group, versions.pack(term, generation, hlc, self._eid))
        return term, base, blob

    def _hide(self, row: _Row) -> list[bytes]:
        """Puts personal values beside the log, leaves their hashes in the entry (decisions 5);
        answers the row's hashes, nothing where none has changed.
        """
        written = [name for name in row.kind.personal if name in row.values]
        if not written or (row.op == "I" and not any(row.values[name] for name in written)):
            return []
        if any(row.values[name] for name in written) and erasing.is_erased(self._db, row.id):
            raise RuleBroken("record.erased", kind=row.kind.name)
        (packed,) = self._db.execute(
            f"SELECT ph FROM {row.kind.name} WHERE {row.kind.where}",
            row.kind.key(row.id, row.values),
        ).fetchone()
        links = entries.read_links(packed, len(row.kind.personal))
        for name in written:
            place = row.kind.personal.index(name)
            links[place] = b""
            if value := row.values[name]:
                salt = self._pen.chance(16)
                links[place] = entries.personal_hash(salt, value)
                self._db.execute(
                    "INSERT INTO sync_personal(entry, n, salt, value) VALUES (?, ?, ?, ?)",
                    (self._n, self._personal, salt, value),
                )
                row.values[name] = [self._personal, links[place].hex()]
                self._personal += 1
        return links

    def _keep_hidden(self, row: _Row, hidden: dict[str, bytes | None]) -> None:
        if hidden:
            names = ", ".join(f"{name} = ?" for name in hidden)
            self._db.execute(
                f"UPDATE {row.kind.name} SET {names} WHERE {row.kind.where}",
                (*hidden.values(), *row.kind.key(row.id, row.values)),
            )
