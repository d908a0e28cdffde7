"""Erasure of personal values, final on every replica; and the gate that holds the capture off."""

import json
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from typing import Any

from counter.storage.catalogue import Kind
from counter.storage.database import Connection


@contextmanager
def capture_off(db: Connection) -> Generator[None, None, None]:
    """Within this, writes are not captured: they come from entries that are in the book already."""
    db.execute("UPDATE sync_gate SET applying = 1")
    try:
        yield
    finally:
        db.execute("UPDATE sync_gate SET applying = 0")


def erase(db: Connection, kind: Kind, row_id: bytes) -> bool:
    """Blanks the personal columns of a row and what stands of them beside the log; the hashes stay
    (decisions 5). Says whether the row is here.
    """
    db.execute("INSERT OR IGNORE INTO sync_erased(id, tbl) VALUES (?, ?)", (row_id, kind.name))
    db.execute("DELETE FROM sync_personal WHERE subject = ?", (row_id,))
    blank = ", ".join(f"{name} = ''" for name in kind.personal)
    found = db.execute(f"UPDATE {kind.name} SET {blank} WHERE id = ?", (row_id,)).rowcount
    parked = "SELECT grp, ver, val FROM sync_parked WHERE tbl = ? AND id = ?"
    for group, version, value in db.execute(parked, (kind.name, row_id)).fetchall():
        kept, links = json.loads(value)
        kept |= {name: "" for name in kind.personal if name in kept}
        db.execute(
            "UPDATE sync_parked SET val = ? WHERE tbl = ? AND id = ? AND grp = ? AND ver = ?",
            (json.dumps([kept, links], ensure_ascii=False), kind.name, row_id, group, version),
        )
    return bool(found)


def is_erased(db: Connection, row_id: bytes) -> bool:
    """Whether the personal columns of a row are gone for good."""
    found: Iterable[Any] = db.execute(
        "SELECT 1 FROM sync_erased WHERE id = ?", (row_id,)
    ).fetchall()
    return bool(found)
