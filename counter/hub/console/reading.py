"""What the console asks the database; every question is cheap however many outlets there are."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from counter.hub.console.frame import PAGE

Row = dict[str, Any]
#: lines of a file somebody saves
MOST_LINES = 50_000


@contextmanager
def reading(engine: sa.Engine) -> Generator[sa.Connection]:
    """One moment of the database; in a SQLite file it keeps nobody from writing."""
    with engine.connect().execution_options(only_reads=True) as db, db.begin():
        yield db


def some(db: sa.Connection, query: Any, page: int) -> tuple[list[Row], bool]:
    """A page of a list, and whether there is more."""
    found = many(db, query.limit(PAGE + 1).offset((page - 1) * PAGE))
    return found[:PAGE], len(found) > PAGE


def many(db: sa.Connection, query: Any) -> list[Row]:
    """All rows."""
    return [
        {name: bytes(value) if isinstance(value, memoryview) else value
         for name, value in one.items()}
        for one in db.execute(query).mappings()
    ]  # fmt: skip


def one_of(db: sa.Connection, query: Any) -> Row | None:
    """The first row, where there is one."""
    found = many(db, query.limit(1))
    return found[0] if found else None
