"""Erasure of personal values, final on every replica; and the gate that holds the capture off."""

import json
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from typing import Any

from counter.storage.catalogue import BY_NAME, Kind
from counter.storage.database import Connection
from counter.storage.entries import Change
from counter.storage.logbook import Logbook
from counter.storage.subjects import Erased, Subjects


@contextmanager
def capture_off(db: Connection) -> Generator[None, None, None]:
    """Within this, writes are not captured: they come from entries that are in the book already."""
    db.execute("UPDATE sync_gate SET applying = 1")
    try:
        yield
    finally:
        db.execute("UPDATE sync_gate SET applying = 0")


def change_of(erased: Erased) -> Change:
    """An erasure as an entry says it."""
    within = BY_NAME[erased.table].within
    values = {within: erased.parent.hex()} if within and erased.parent else {}
    return Change(erased.table, erased.id, "E", dict(values))


def erase(db: Connection, change: Change) -> bool:
    """Blanks the personal columns of a row and what stands of them beside the log; the hashes stay
    (decisions 5). Says whether the row is here.
    """
    kind, row_id = BY_NAME[change.table], change.id
    db.execute("INSERT OR IGNORE INTO sync_erased(id, tbl) VALUES (?, ?)", (row_id, kind.name))
    _forget_values(db, kind, change)
    blank = ", ".join(f"{name} = ''" for name in kind.personal)
    found = db.execute(
        f"UPDATE {kind.name} SET {blank} WHERE {kind.where}", kind.key(row_id, change.values)
    ).rowcount
    parked = "SELECT grp, ver, val FROM sync_parked WHERE tbl = ? AND id = ?"
    for group, version, value in db.execute(parked, (kind.name, row_id)).fetchall():
        kept, links = json.loads(value)
        kept |= {name: "" for name in kind.personal if name in kept}
        db.execute(
            "UPDATE sync_parked SET val = ? WHERE tbl = ? AND id = ? AND grp = ? AND ver = ?",
            (json.dumps([kept, links], ensure_ascii=False), kind.name, row_id, group, version),
        )
    return bool(found)


def _forget_values(db: Connection, kind: Kind, change: Change) -> None:
    """Deletes what stands beside the log for one row: the entries that speak of it say where. One
    that came before the row's parent speaks of it by what was known of its path then.
    """
    book = Logbook(db)
    path = Subjects(db).path_of(kind, change.id, change.values)
    for n in sorted({n for subject in path for n in book.speaking_of(subject)}):
        for one in book.entry(n).read().changes:
            if (one.table, one.id) == (kind.name, change.id):
                kept = [value[0] for value in one.values.values() if isinstance(value, list)]
                db.executemany(
                    "DELETE FROM sync_personal WHERE entry = ? AND n = ?", [(n, k) for k in kept]
                )


def is_erased(db: Connection, row_id: bytes) -> bool:
    """Whether the personal columns of a row are gone for good."""
    found: Iterable[Any] = db.execute(
        "SELECT 1 FROM sync_erased WHERE id = ?", (row_id,)
    ).fetchall()
    return bool(found)
