"""Builds a new shop's file and brings an older one up to date (decisions 15)."""

from functools import cache
from pathlib import Path

from counter.domain import records as r
from counter.domain.refusals import RuleBroken
from counter.storage import database, schema
from counter.storage.database import Connection

FIRST = 1


def build(db: Connection) -> None:
    """Makes every table, trigger and index of the newest layout, in the caller's transaction."""
    for statement in _tables():
        db.execute(statement)
    db.execute(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    db.execute("INSERT INTO alembic_version VALUES (?)", (f"{schema.HEAD:04d}",))
    db.execute("INSERT INTO sync_gate(one, applying, outlet) VALUES (1, 0, 0)")
    schema.make_triggers(db)
    db.execute(f"PRAGMA user_version = {schema.HEAD}")


@cache  # every `verify` builds an empty shop
def _tables() -> tuple[str, ...]:
    from sqlalchemy.dialects import sqlite
    from sqlalchemy.schema import CreateIndex, CreateTable

    from counter.storage.tables import METADATA

    dialect, made = sqlite.dialect(), list[str]()
    for table in METADATA.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=dialect)))
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            made.append(str(CreateIndex(index).compile(dialect=dialect)))
    return tuple(made)


def first_chain(db: Connection, replica: bytes, chain: bytes, public_key: bytes) -> int:
    """Starts the book of a new shop: its chain is number 1 and has no parent."""
    db.execute(
        "INSERT INTO sync_chain(n, chain, replica, public_key, outlet, seat, why) "
        "VALUES (?, ?, ?, ?, 0, 0, 'a new shop')",
        (FIRST, chain, replica, public_key),
    )
    rows = (
        ("replica", replica),
        ("seat", b""),
        ("chain", FIRST.to_bytes(4, "big")),
        ("seq", bytes(8)),
        ("head", bytes(32)),
        ("hlc", bytes(8)),
    )
    db.executemany("INSERT INTO sync_state(name, value) VALUES (?, ?)", rows)
    return FIRST


def claim(db: Connection, chain: int, outlet: r.Outlet, seat: r.Seat) -> None:
    """Writes down whose file this is, once `open_shop` has said so."""
    db.execute("UPDATE sync_gate SET outlet = ?", (outlet.number,))
    db.execute("UPDATE sync_state SET value = ? WHERE name = 'seat'", (seat.id,))
    db.execute(
        "UPDATE sync_chain SET outlet = ?, seat = ? WHERE n = ?", (outlet.number, seat.digit, chain)
    )


def bring_up_to_date(db: Connection, path: Path) -> None:
    """Runs the revisions an older file lacks, after a copy of it was made.

    Raises RuleBroken("shop.newer") for a file of a newer program, RuleBroken("shop.older_layout")
    for one that was made before its revision was settled, RuleBroken("shop.none") for a file that
    is no shop.
    """
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version == schema.HEAD:
        if schema.layout_of(db) != schema.LAYOUT:
            raise RuleBroken("shop.older_layout", folder=str(path.parent))
        return
    if version > schema.HEAD:
        raise RuleBroken("shop.newer", folder=str(path.parent))
    if version == 0:
        raise RuleBroken("shop.none", folder=str(path.parent))
    from counter.storage.migrating import migrate

    old = path.with_name(f"{path.stem}-before-{schema.HEAD:04d}{path.suffix}")
    copy = database.sqlite.connect(str(old), isolation_level=None)
    db.backup(copy)
    copy.close()
    migrate(db)
