"""Where the hub keeps which rows hang together, inside the transaction of a routing."""

from typing import Any

import sqlalchemy as sa

from counter.hub.scopes import Row
from counter.hub.tables import GRANT, REFERENCE, WAITING, WITH_ITEM


class SqlStore:
    """One transaction's view; what it has read once it remembers."""

    def __init__(self, db: sa.Connection) -> None:
        self._db = db
        self._references: dict[Row, dict[str, bytes] | None] = {}
        self._granted: dict[Row, set[int]] = {}

    def references(self, row: Row) -> dict[str, bytes] | None:
        """As `Store` says."""
        if row not in self._references:
            found = self._db.execute(
                sa.select(REFERENCE.c.col, REFERENCE.c.ref).where(*_is(REFERENCE, row))
            ).all()
            self._references[row] = {col: ref for col, ref in found if col} if found else None
        return self._references[row]

    def refer(self, row: Row, named: dict[str, bytes]) -> None:
        """As `Store` says. A row that names nothing is known by an empty column."""
        old = self.references(row)
        fresh = {"": b""} | named if old is None else named
        for column, ref in fresh.items():
            if old is not None and column in old:
                self._db.execute(
                    sa.update(REFERENCE)
                    .where(*_is(REFERENCE, row), REFERENCE.c.col == column)
                    .values(ref=ref)
                )
            else:
                self._add(REFERENCE, tbl=row[0], id=row[1], col=column, ref=ref)
        self._references[row] = (old or {}) | named

    def granted(self, row: Row) -> set[int]:
        """As `Store` says."""
        if row not in self._granted:
            found = self._db.execute(sa.select(GRANT.c.outlet_no).where(*_is(GRANT, row)))
            self._granted[row] = {int(outlet) for (outlet,) in found}
        return self._granted[row]

    def grant(self, row: Row, outlet: int) -> None:
        """As `Store` says."""
        self._add(GRANT, tbl=row[0], id=row[1], outlet_no=outlet)
        self._granted.setdefault(row, set()).add(outlet)

    def rows_with(self, item: bytes) -> list[Row]:
        """As `Store` says."""
        query = sa.select(WITH_ITEM.c.tbl, WITH_ITEM.c.id).where(WITH_ITEM.c.item == item)
        return [(table, bytes(row_id)) for table, row_id in self._db.execute(query)]

    def put_with(self, item: bytes, row: Row) -> None:
        """As `Store` says."""
        there = sa.select(WITH_ITEM.c.item).where(WITH_ITEM.c.item == item, *_is(WITH_ITEM, row))
        if self._db.execute(there).first() is None:
            self._add(WITH_ITEM, item=item, tbl=row[0], id=row[1])

    def wait(self, missing: Row, row: Row) -> None:
        """As `Store` says."""
        if row not in self._waiting(missing):
            self._add(WAITING, for_tbl=missing[0], for_id=missing[1], tbl=row[0], id=row[1])

    def waited(self, row: Row) -> list[Row]:
        """As `Store` says."""
        found = self._waiting(row)
        if found:
            self._db.execute(sa.delete(WAITING).where(*_waits_for(row)))
        return found

    def _waiting(self, row: Row) -> list[Row]:
        query = sa.select(WAITING.c.tbl, WAITING.c.id).where(*_waits_for(row))
        return [(table, bytes(row_id)) for table, row_id in self._db.execute(query)]

    def _add(self, table: sa.Table, **values: Any) -> None:
        self._db.execute(sa.insert(table).values(values))


def _is(table: sa.Table, row: Row) -> tuple[Any, Any]:
    return table.c.tbl == row[0], table.c.id == row[1]


def _waits_for(row: Row) -> tuple[Any, Any]:
    return WAITING.c.for_tbl == row[0], WAITING.c.for_id == row[1]
