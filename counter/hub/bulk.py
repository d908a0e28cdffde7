"""Many rows into one table of the hub in one statement, each database in its own quickest way."""

from collections.abc import Sequence
from functools import cache
from operator import itemgetter
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa

TYPES: dict[Any, str] = {sa.BigInteger: "int8", sa.LargeBinary: "bytea", sa.Text: "text"}
_WALLS: WeakKeyDictionary[sa.Engine, dict[str, bool]] = WeakKeyDictionary()


def put(db: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    """Adds rows; each says the same columns, all that have no default."""
    if not rows:
        return
    names = tuple(rows[0])
    if db.dialect.name != "postgresql":
        db.exec_driver_sql(_plain(table, names), [tuple(row.values()) for row in rows])
        return
    connection: Any = db.connection.driver_connection
    with connection.cursor() as cursor:
        if _has_walls(db, table):  # a COPY would be refused
            columns = [list(map(itemgetter(name), rows)) for name in names]
            cursor.execute(_arrays(table, names), columns)
            return
        with cursor.copy(f"COPY {table.name}({_said(names)}) FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types([TYPES[type(table.c[name].type)] for name in names])
            for row in rows:
                copy.write_row(tuple(row.values()))


def _has_walls(db: sa.Connection, table: sa.Table) -> bool:
    """Whether row-level security stands before a table for who is speaking."""
    known = _WALLS.setdefault(db.engine, {})
    if table.name not in known:
        query = sa.select(sa.func.row_security_active(table.name))
        known[table.name] = bool(db.execute(query).scalar())
    return known[table.name]


@cache
def _plain(table: sa.Table, names: tuple[str, ...]) -> str:
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {table.name}({_said(names)}) VALUES ({marks})"


@cache
def _arrays(table: sa.Table, names: tuple[str, ...]) -> str:
    given = ", ".join(f"%b::{TYPES[type(table.c[name].type)]}[]" for name in names)
    return f"INSERT INTO {table.name}({_said(names)}) SELECT * FROM unnest({given})"


def _said(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)
