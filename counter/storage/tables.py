"""SQLAlchemy's picture of the file, made from the catalogue; it serves migrations, and the
tests of what is written as text.
"""

import re
from typing import Any

import sqlalchemy as sa

from counter.storage.catalogue import KINDS, Kind

AnyColumn = sa.Column[Any]
AnyType = sa.types.TypeEngine[Any]
TYPES: dict[str, type[AnyType]] = {"INTEGER": sa.INTEGER, "TEXT": sa.TEXT, "BLOB": sa.BLOB}


def _default(value: int | str | bytes | None) -> sa.TextClause | None:
    if value is None:
        return None
    if isinstance(value, bytes):
        return sa.text(f"x'{value.hex()}'")
    return sa.text(f"'{value}'" if isinstance(value, str) else str(int(value)))


def _table(metadata: sa.MetaData, kind: Kind) -> sa.Table:
    columns: list[AnyColumn] = [
        sa.Column(
            c.name,
            TYPES[c.sql],
            nullable=c.nullable,
            server_default=None if c.name == "id" else _default(c.default),
            unique=(c.name == "id" and not kind.within) or None,
        )
        for c in kind.columns
    ]
    hidden: list[AnyColumn] = [sa.Column("ver", sa.BLOB)] if kind.has_versions else []
    hidden += [sa.Column("ph", sa.BLOB)] if kind.personal else []
    return sa.Table(
        kind.name,
        metadata,
        sa.Column("k", sa.INTEGER, primary_key=True),
        *columns,
        *hidden,
        *(_index_of(kind, index) for index in kind.indexes),
        sqlite_strict=True,
    )


def _index_of(kind: Kind, index: tuple[str, ...]) -> sa.Index:
    names = [name for name in index if " " not in name]
    condition = next((sa.text(name) for name in index if " " in name), None)
    spelled = "_".join(re.sub(r"\W+", "_", name).strip("_") for name in names)
    columns = [sa.text(name) if "(" in name else name for name in names]
    return sa.Index(f"ix_{kind.name}_{spelled}", *columns, sqlite_where=condition)


def _key(name: str, of: type[AnyType]) -> AnyColumn:
    return sa.Column(name, of, primary_key=True, nullable=False)


def _must(name: str, of: type[AnyType], *, unique: bool | None = None) -> AnyColumn:
    return sa.Column(name, of, nullable=False, unique=unique)


def _may(name: str, of: type[AnyType]) -> AnyColumn:
    return sa.Column(name, of)


def _keyed(metadata: sa.MetaData, name: str, *columns: AnyColumn) -> sa.Table:
    """A table that is its own index: rows lie in the order of their key."""
    return sa.Table(name, metadata, *columns, sqlite_strict=True, sqlite_with_rowid=False)


def _rows(metadata: sa.MetaData, name: str, *columns: AnyColumn) -> sa.Table:
    return sa.Table(name, metadata, *columns, sqlite_strict=True)


def _index(table: sa.Table, name: str, *columns: str, unique: bool = False) -> None:
    sa.Index(name, *(table.c[column] for column in columns), unique=unique)


# fmt: off
def _book(on: sa.MetaData) -> None:
    """The log and what belongs to it (sync.md §4.1, decisions 5, 7)."""
    i, t, b = sa.INTEGER, sa.TEXT, sa.BLOB
    _rows(on, "sync_gate", _key("one", i), _must("applying", i), _must("outlet", i))
    _keyed(on, "sync_state", _key("name", t), _must("value", b))
    _rows(on, "sync_pending", _key("n", i), _must("tbl", t), _must("id", b), _must("op", t),
          _must("f", t))
    _rows(on, "sync_chain", _key("n", i), _must("chain", b, unique=True), _must("replica", b),
          _must("public_key", b),
          _must("outlet", i), _must("seat", i), _may("parent", b), _may("parent_seq", i),
          _may("parent_hash", b), _must("why", t))
    _rows(on, "sync_log", _key("n", i), _must("sv", i), _must("late", i), _must("base", i),
          _must("body", b), _must("sig", b))
    _rows(on, "sync_lasting", _key("n", i), _must("id", b, unique=True))
    _keyed(on, "sync_personal", _key("entry", i), _key("n", i), _must("salt", b),
           _must("value", t))
    _keyed(on, "log_subject", _key("subject_id", b), _must("entries", b))
    _keyed(on, "sync_parked", _key("tbl", t), _key("id", b), _key("grp", i), _must("ver", b),
           _must("val", t))
    _keyed(on, "sync_erased", _key("id", b), _must("tbl", t))
    _keyed(on, "sync_future", _key("chain", b), _key("seq", i))
    # changes of an entry that its writer had no right to: kept in the log, not applied
    _keyed(on, "sync_held", _key("entry", i), _key("n", i))
    # what a merge has left to be settled by people: it follows from the log and the rows
    _keyed(on, "contended", _key("what", t), _key("tbl", t), _key("id", b), _key("grp", i),
           _must("said", t))


def _derived(on: sa.MetaData) -> None:
    """What `derive` keeps (decisions 11, 12) and what only this seat holds (decisions 6)."""
    i, t, b = sa.INTEGER, sa.TEXT, sa.BLOB
    _rows(on, "paper_number", _key("number", i), _must("tbl", i), _must("id", b),
          _must("state", i))
    items = _keyed(on, "open_item", _key("id", b), _must("promised_at", i), _must("state", t))
    _index(items, "ix_open_item_promised", "promised_at", "id")
    _index(items, "ix_open_item_state", "state", "promised_at", "id")
    _keyed(on, "stock_balance", _key("part_id", b), _must("qty", i))
    _keyed(on, "day_total", _key("day", t), _key("method", t), _key("currency", t),
           _must("amount_fen", i), _must("lines", i))
    # the customer's own integer key: it never leaves this file
    _rows(on, "search_row", _key("k", i), _must("tokens", t))
    _keyed(on, "number_counter", _key("kind", i), _key("seat", i), _key("year", i),
           _must("last", i))
    _keyed(on, "pin_verifier", _key("person_id", b), _must("verifier", t), _must("failed", i),
           _must("wait_until_at", i))
    _keyed(on, "passcode", _key("item_id", b), _must("sealed", b))
# fmt: on


def make_metadata() -> sa.MetaData:
    """All tables of a shop's file."""
    metadata = sa.MetaData()
    for kind in KINDS:
        _table(metadata, kind)
    _book(metadata)
    _derived(metadata)
    return metadata


METADATA = make_metadata()
