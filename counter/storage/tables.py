"""SQLAlchemy's picture of the file, made from the catalogue; it serves writes, migrations and
their tests.
"""

from functools import cache

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from counter.storage.catalogue import BY_NAME, KINDS, Kind

TYPES = {"INTEGER": sa.INTEGER, "TEXT": sa.TEXT, "BLOB": sa.BLOB}
STRICT = {"sqlite_strict": True}


def _default(value: int | str | bytes | None) -> sa.TextClause | None:
    if value is None:
        return None
    if isinstance(value, bytes):
        return sa.text(f"x'{value.hex()}'")
    return sa.text(f"'{value}'" if isinstance(value, str) else str(int(value)))


def _table(metadata: sa.MetaData, kind: Kind) -> sa.Table:
    columns = [
        sa.Column(
            c.name,
            TYPES[c.sql],
            nullable=c.nullable,
            server_default=None if c.name == "id" else _default(c.default),
            unique=c.name == "id" or None,
        )
        for c in kind.columns
    ]
    hidden = [sa.Column("ver", sa.BLOB)] if kind.has_versions else []
    hidden += [sa.Column("ph", sa.BLOB)] if kind.personal else []
    table = sa.Table(
        kind.name,
        metadata,
        sa.Column("k", sa.INTEGER, primary_key=True),
        *columns,
        *hidden,
        **STRICT,
    )
    for index in kind.indexes:
        sa.Index(f"ix_{kind.name}_{'_'.join(index)}", *(table.c[name] for name in index))
    return table


def _book(metadata: sa.MetaData) -> None:
    """The log and what belongs to it (sync.md §4.1, decisions 5, 7)."""
    integer, text, blob = sa.INTEGER, sa.TEXT, sa.BLOB
    column, table, key = sa.Column, sa.Table, {"primary_key": True, "nullable": False}
    table(
        "sync_gate",
        metadata,
        column("one", integer, **key),
        column("applying", integer, nullable=False),
        column("outlet", integer, nullable=False),
        **STRICT,
    )
    table(
        "sync_state",
        metadata,
        column("name", text, **key),
        column("value", blob, nullable=False),
        sqlite_with_rowid=False,
        **STRICT,
    )
    table(
        "sync_pending",
        metadata,
        column("n", integer, **key),
        column("tbl", text, nullable=False),
        column("id", blob, nullable=False),
        column("op", text, nullable=False),
        column("f", text, nullable=False),
        **STRICT,
    )
    table(
        "sync_chain",
        metadata,
        column("n", integer, **key),
        column("chain", blob, nullable=False, unique=True),
        column("public_key", blob, nullable=False),
        column("outlet", integer, nullable=False),
        column("seat", integer, nullable=False),
        column("parent", blob),
        column("parent_seq", integer),
        column("parent_hash", blob),
        column("why", text, nullable=False),
        **STRICT,
    )
    table(
        "sync_log",
        metadata,
        column("n", integer, **key),
        column("chain", integer, nullable=False),
        column("seq", integer, nullable=False),
        column("hlc", integer, nullable=False),
        column("sv", integer, nullable=False),
        column("body", blob, nullable=False),
        column("hash", blob, nullable=False),
        column("sig", blob, nullable=False),
        **STRICT,
    )
    sa.Index(
        "ix_sync_log_chain_seq",
        *(metadata.tables["sync_log"].c[c] for c in ("chain", "seq")),
        unique=True,
    )
    table(
        "sync_personal",
        metadata,
        column("eid", blob, **key),
        column("n", integer, **key),
        column("salt", blob, nullable=False),
        column("value", text, nullable=False),
        column("subject", blob, nullable=False),
        sqlite_with_rowid=False,
        **STRICT,
    )
    sa.Index("ix_sync_personal_subject", metadata.tables["sync_personal"].c.subject)
    table(
        "log_subject",
        metadata,
        column("subject_id", blob, **key),
        column("entry", integer, **key),
        sqlite_with_rowid=False,
        **STRICT,
    )
    table(
        "sync_parked",
        metadata,
        column("tbl", text, **key),
        column("id", blob, **key),
        column("grp", integer, **key),
        column("ver", blob, nullable=False),
        column("val", text, nullable=False),
        sqlite_with_rowid=False,
        **STRICT,
    )
    table(
        "sync_erased",
        metadata,
        column("id", blob, **key),
        column("tbl", text, nullable=False),
        sqlite_with_rowid=False,
        **STRICT,
    )
    table(
        "sync_future",
        metadata,
        column("chain", blob, **key),
        column("seq", integer, **key),
        sqlite_with_rowid=False,
        **STRICT,
    )
    table("sync_seen", metadata, column("eid", blob, **key), sqlite_with_rowid=False, **STRICT)


def _derived(metadata: sa.MetaData) -> None:
    """What `derive` keeps (decisions 11, 12) and what only this seat holds (decisions 6)."""
    integer, text, blob = sa.INTEGER, sa.TEXT, sa.BLOB
    column, table, key = sa.Column, sa.Table, {"primary_key": True, "nullable": False}
    table(
        "paper_number",
        metadata,
        column("number", text, **key),
        column("tbl", text, nullable=False),
        column("id", blob, nullable=False),
        column("state", text, nullable=False),
        sqlite_with_rowid=False,
        **STRICT,
    )
    table(
        "open_item",
        metadata,
        column("id", blob, **key),
        column("promised_at", integer, nullable=False),
        column("state", text, nullable=False),
        sqlite_with_rowid=False,
        **STRICT,
    )
    sa.Index(
        "ix_open_item_promised", *(metadata.tables["open_item"].c[c] for c in ("promised_at", "id"))
    )
    sa.Index(
        "ix_open_item_state",
        *(metadata.tables["open_item"].c[c] for c in ("state", "promised_at", "id")),
    )
    table(
        "stock_balance",
        metadata,
        column("part_id", blob, **key),
        column("qty", integer, nullable=False),
        sqlite_with_rowid=False,
        **STRICT,
    )
    table(
        "day_total",
        metadata,
        column("day", text, **key),
        column("method", text, **key),
        column("currency", text, **key),
        column("amount_fen", integer, nullable=False),
        column("lines", integer, nullable=False),
        sqlite_with_rowid=False,
        **STRICT,
    )
    table(
        "search_row",
        metadata,
        column("k", integer, **key),
        column("id", blob, nullable=False, unique=True),
        column("tokens", text, nullable=False),
        **STRICT,
    )
    table(
        "number_counter",
        metadata,
        column("kind", integer, **key),
        column("seat", integer, **key),
        column("year", integer, **key),
        column("last", integer, nullable=False),
        sqlite_with_rowid=False,
        **STRICT,
    )
    table(
        "pin_verifier",
        metadata,
        column("person_id", blob, **key),
        column("verifier", text, nullable=False),
        column("failed", integer, nullable=False),
        column("wait_until_at", integer, nullable=False),
        sqlite_with_rowid=False,
        **STRICT,
    )
    table(
        "passcode",
        metadata,
        column("item_id", blob, **key),
        column("sealed", blob, nullable=False),
        sqlite_with_rowid=False,
        **STRICT,
    )


def make_metadata() -> sa.MetaData:
    """All tables of a shop's file."""
    metadata = sa.MetaData()
    for kind in KINDS:
        _table(metadata, kind)
    _book(metadata)
    _derived(metadata)
    return metadata


METADATA = make_metadata()
_DIALECT = sqlite.dialect(paramstyle="named")


@cache
def insert_sql(kind_name: str) -> str:
    """The INSERT of a whole record, with the record's field names as parameters."""
    table = METADATA.tables[kind_name]
    names = [column.name for column in BY_NAME[kind_name].columns]
    return str(table.insert().values({n: sa.bindparam(n) for n in names}).compile(dialect=_DIALECT))


@cache
def update_sql(kind_name: str, fields: tuple[str, ...]) -> str:
    """The UPDATE of the named fields of one record, `row_id` being its id."""
    table = METADATA.tables[kind_name]
    changed = {name: sa.bindparam(name) for name in fields}
    where = table.c.id == sa.bindparam("row_id")
    return str(table.update().where(where).values(changed).compile(dialect=_DIALECT))
