"""Turns the rows an act has touched into one entry of the book, in the act's own transaction
(sync.md §4.1).
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from counter.domain.refusals import RuleBroken
from counter.storage import entries, erasing, versions
from counter.storage.catalogue import BY_NAME, Kind
from counter.storage.database import Connection
from counter.storage.subjects import Subjects, Touched

UNKNOWN = "unknown"


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
        self._eid = pen.chance(8)
        self._subjects = Subjects(db)
        self._personal = 0

    def close(
        self, kind: str, actor: str, at: int, erased: tuple[Touched, ...] = ()
    ) -> Sealed | None:
        """Seals what is pending as one entry; None when nothing is."""
        rows = _take_pending(self._db)
        if not rows and not erased:
            return None
        head = read_head(self._db)
        hlc = max(head.hlc + 1, at << 16)
        subjects: set[bytes] = {row_id for _, row_id in erased}
        changes = [self._change(row, hlc, subjects) for row in rows]
        changes += [entries.Change(table, row_id, "E", {}, {}) for table, row_id in erased]
        body = entries.Entry(self._eid, kind, actor, at, tuple(changes)).body()
        seq, sv = head.seq + 1, entries.SCHEMA_VERSION
        link = entries.Place(head.chain, seq, hlc, sv, head.hash).hash_of(body)
        n = self._db.execute(
            "INSERT INTO sync_log(chain, seq, hlc, sv, body, sig) VALUES (?, ?, ?, ?, ?, ?)",
            (head.n, seq, hlc, sv, entries.compressed(body), self._pen.sign(link)),
        ).lastrowid
        self._db.executemany(
            "INSERT INTO log_subject(subject_id, entry) VALUES (?, ?)", [(s, n) for s in subjects]
        )
        head = Head(head.n, head.chain, seq, link, hlc)
        write_head(self._db, head)
        with erasing.capture_off(self._db):
            # after the changes, so that a name written in this very act does not outlive it
            for table, row_id in erased:
                erasing.erase(self._db, BY_NAME[table], row_id)
        touched = [(row.kind.name, row.id) for row in rows]
        new = [(row.kind.name, row.id) for row in rows if row.op == "I"]
        return Sealed([*touched, *erased], new, head)

    def _change(self, row: _Row, hlc: int, subjects: set[bytes]) -> entries.Change:
        item = self._subjects.item_of(row.kind, row.id, row.values)
        subjects.add(item)
        term = self._subjects.term_of(item) if row.kind.item_path else 0
        base: dict[str, str] | None = None
        hidden: dict[str, bytes | None] = {}
        if row.op == "U":
            if "custodian" in row.values:
                term += 1
            term, base, hidden["ver"] = self._versions(row, term, hlc)
        elif row.kind.has_versions:
            hidden["ver"] = versions.pack(term, 1, hlc, self._eid)
        if row.kind.personal:
            hidden["ph"] = self._hide(row)
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
        blob = blob or bytes(versions.SIZE)  # a row that was written while the triggers were away
        base: dict[str, str] = {}
        groups = sorted({row.kind.group_of(name) for name in row.values})
        # a write that saw another never loses to it, though its item is not yet known here
        term = max(term, *(versions.term_of(versions.read(blob, group)) for group in groups))
        for group in groups:
            old = versions.read(blob, group)
            base[row.kind.columns[group].name] = versions.name_of(old)
            generation = versions.generation_of(old) + 1
            blob = versions.write(blob, group, versions.pack(term, generation, hlc, self._eid))
        return term, base, blob

    def _hide(self, row: _Row) -> bytes | None:
        """Puts personal values beside the log, leaves their hashes in the entry (decisions 5)."""
        found = self._db.execute(
            f"SELECT ph FROM {row.kind.name} WHERE id = ?", (row.id,)
        ).fetchone()
        hashes = bytearray((found and found[0]) or bytes(32 * len(row.kind.personal)))
        for place, name in enumerate(row.kind.personal):
            if name not in row.values:
                continue
            value, link = row.values[name], bytes(32)
            if value and erasing.is_erased(self._db, row.id):
                raise RuleBroken("record.erased", kind=row.kind.name)
            if value:
                salt = self._pen.chance(16)
                link = entries.personal_hash(salt, value)
                self._db.execute(
                    "INSERT INTO sync_personal(eid, n, salt, value, subject) "
                    "VALUES (?, ?, ?, ?, ?)",
                    (self._eid, self._personal, salt, value, row.id),
                )
                row.values[name] = [self._personal, link.hex()]
                self._personal += 1
            hashes[place * 32 : place * 32 + 32] = link
        return bytes(hashes) if any(hashes) else None

    def _keep_hidden(self, row: _Row, hidden: dict[str, bytes | None]) -> None:
        if hidden:
            names = ", ".join(f"{name} = ?" for name in hidden)
            self._db.execute(
                f"UPDATE {row.kind.name} SET {names} WHERE id = ?", (*hidden.values(), row.id)
            )
