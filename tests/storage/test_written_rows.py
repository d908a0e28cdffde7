"""What is written as text is what SQLAlchemy makes of the same catalogue."""

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from counter.storage.catalogue import KINDS, Kind
from counter.storage.statements import insert_sql, update_sql
from counter.storage.tables import METADATA

DIALECT = sqlite.dialect(paramstyle="named")


def plain(statement: sa.Insert | sa.Update) -> str:
    """As Core compiles it, without the quotes it puts around the field `by`."""
    return str(statement.compile(dialect=DIALECT)).replace('"', "")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_rows_are_written_as_core_would(kind: Kind) -> None:
    table = METADATA.tables[kind.name]
    named = {column.name: sa.bindparam(column.name) for column in kind.columns}
    assert insert_sql(kind) == plain(table.insert().values(named))
    for fields in (list(named), list(named)[:1], list(named)[1::2]):
        where = table.c.id == sa.bindparam("row_id")
        core = table.update().where(where).values({name: named[name] for name in fields})
        assert update_sql(kind, fields) == plain(core)
