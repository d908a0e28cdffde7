"""Where the hub keeps which rows hang together: read for many rows at once, written at the end of a
routing's transaction.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

import sqlalchemy as sa

from counter.hub.bulk import put
from counter.hub.scopes import Row
from counter.hub.tables import GRANT, REFERENCE, WAITING, WITH_ITEM

#: ids in one question; SQLite takes 32,766 values
PIECE = 500


class SqlStore:
    """One transaction's view: what is read is remembered, what is new waits for `flush`."""

    def __init__(self, db: sa.Connection) -> None:
        self._db = db
        self._references: dict[Row, dict[str, bytes] | None] = {}
        self._granted: dict[Row, set[int]] = {}
        self._waiting: dict[Row, set[Row]] = {}
        self._with: dict[bytes, set[Row]] = {}
        self._fresh: dict[sa.Table, list[dict[str, Any]]] = defaultdict(list)

    def read_ahead(self, rows: Collection[Row]) -> None:
        """Reads what is known of these rows."""
        new = [row for row in dict.fromkeys(rows) if row not in self._references]
        for row in new:
            self._references[row], self._granted[row] = None, set()
            self._waiting[row] = set()
        ids = [row_id for _, row_id in new]
        for at in range(0, len(ids), PIECE):
            self._read(ids[at : at + PIECE])

    def read_items(self, items: Collection[bytes]) -> None:
        """Reads which rows go with these items."""
        new = [item for item in dict.fromkeys(items) if item not in self._with]
        self._with |= {item: set() for item in new}
        for at in range(0, len(new), PIECE):
            query = sa.select(WITH_ITEM).where(WITH_ITEM.c.item.in_(new[at : at + PIECE]))
            for item, table, row_id in self._db.execute(query):
                self._with[bytes(item)].add((table, bytes(row_id)))

    def _know(self, row: Row) -> None:
        if row not in self._references:
            self.read_ahead([row])

    def _read(self, ids: list[bytes]) -> None:
        named = sa.select(REFERENCE).where(REFERENCE.c.id.in_(ids))
        for row_id, table, column, ref in self._db.execute(named):
            known = self._references.get((table, bytes(row_id))) or {}
            self._references[table, bytes(row_id)] = known | {column: bytes(ref)}
        granted = sa.select(GRANT).where(GRANT.c.id.in_(ids))
        for row_id, table, outlet in self._db.execute(granted):
            self._granted.setdefault((table, bytes(row_id)), set()).add(int(outlet))
        waiting = sa.select(WAITING).where(WAITING.c.for_id.in_(ids))
        for for_id, for_table, row_id, table in self._db.execute(waiting):
            self._waiting.setdefault((for_table, bytes(for_id)), set()).add((table, bytes(row_id)))

    def flush(self) -> None:
        """Writes what is new."""
        for table, rows in self._fresh.items():
            put(self._db, table, rows)
        self._fresh.clear()

    def references(self, row: Row) -> dict[str, bytes] | None:
        """As `Store` says."""
        self._know(row)
        return self._references[row]

    def refer(self, row: Row, named: dict[str, bytes]) -> None:
        """As `Store` says. A row that names nothing is known by an empty column."""
        old = self.references(row)
        for column, ref in ({"": b""} | named if old is None else named).items():
            if old is None or column not in old:
                self._add(REFERENCE, tbl=row[0], id=row[1], col=column, ref=ref)
            elif old[column] != ref:
                self.flush()
                where = REFERENCE.c.tbl == row[0], REFERENCE.c.id == row[1]
                self._db.execute(
                    sa.update(REFERENCE).where(*where, REFERENCE.c.col == column).values(ref=ref)
                )
        self._references[row] = ({"": b""} if old is None else old) | named

    def granted(self, row: Row) -> set[int]:
        """As `Store` says."""
        self._know(row)
        return self._granted[row]

    def grant(self, row: Row, outlet: int) -> None:
        """As `Store` says."""
        self.granted(row).add(outlet)
        self._add(GRANT, tbl=row[0], id=row[1], outlet_no=outlet)

    def rows_with(self, item: bytes) -> Iterable[Row]:
        """As `Store` says."""
        return list(self._rows_with(item))

    def _rows_with(self, item: bytes) -> set[Row]:
        if item not in self._with:
            self.read_items([item])
        return self._with[item]

    def put_with(self, item: bytes, row: Row) -> None:
        """As `Store` says."""
        known = self._rows_with(item)
        if row not in known:
            known.add(row)
            self._add(WITH_ITEM, item=item, tbl=row[0], id=row[1])

    def wait(self, missing: Row, row: Row) -> None:
        """As `Store` says."""
        self._know(missing)
        if row not in self._waiting[missing]:
            self._waiting[missing].add(row)
            self._add(WAITING, for_tbl=missing[0], for_id=missing[1], tbl=row[0], id=row[1])

    def waited(self, row: Row) -> Iterable[Row]:
        """As `Store` says."""
        self._know(row)
        found = self._waiting[row]
        if found:
            self.flush()
            where = WAITING.c.for_tbl == row[0], WAITING.c.for_id == row[1]
            self._db.execute(sa.delete(WAITING).where(*where))
            self._waiting[row] = set()
        return list(found)

    def _add(self, table: sa.Table, **values: Any) -> None:
        self._fresh[table].append(values)
