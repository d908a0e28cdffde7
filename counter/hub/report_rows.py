"""How rows of the reports are read and written: many at once, the same on SQLite and PostgreSQL."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from counter.hub import report_tables as t
from counter.hub import tables

Row = dict[str, Any]
#: names in one question
PIECE = 500
#: of what follows the streams; the same as in `projecting`
LOCK = 0x52435332


class Rows:
    """The rows of one outlet in a transaction."""

    def __init__(self, db: sa.Connection, outlet: int) -> None:
        self._db, self._outlet = db, outlet
        self._is_sqlite = db.dialect.name == "sqlite"

    def lock(self, outlet: int) -> None:
        """Waits until nobody else fills the reports of another outlet."""
        if outlet != self._outlet and not self._is_sqlite:
            lock = sa.text("SELECT pg_advisory_xact_lock(:lock, :view)")
            self._db.execute(lock, {"lock": LOCK, "view": outlet})

    def put(self, table: sa.Table, rows: Sequence[Row]) -> None:
        """Writes rows, in place of those of the same key."""
        if not rows:
            return
        fresh = self._insert(table)
        names = [one.name for one in table.c if not one.primary_key]
        keys = [one.name for one in table.primary_key]
        put = fresh.on_conflict_do_update(
            index_elements=keys, set_={name: fresh.excluded[name] for name in names}
        )
        self._db.execute(put, sorted(rows, key=lambda row: tuple(row[key] for key in keys)))

    def add(self, table: sa.Table, of: Row, grown: Mapping[tuple[str, str], int]) -> None:
        """Adds to counts of days, in one order everywhere so that two never wait for each other;
        what comes to nothing goes.
        """
        if not grown:
            return
        fresh = self._insert(table)
        keys = [one.name for one in table.primary_key]
        more = fresh.on_conflict_do_update(
            index_elements=keys, set_={"n": table.c.n + fresh.excluded.n}
        )
        rows = [of | {"what": what, "day_on": day, "n": n} for (what, day), n in grown.items()]
        self._db.execute(more, rows)
        mine = [table.c[name] == sa.bindparam(f"b_{name}") for name in keys]
        self._db.execute(
            sa.delete(table).where(*mine, table.c.n == 0),
            [{f"b_{name}": row[name] for name in keys} for row in rows],
        )

    def cases(self, ids: Iterable[bytes]) -> dict[bytes, Row]:
        """Cases by their ids."""
        mine = t.REPORT_CASE.c
        found = self._many(t.REPORT_CASE, mine.id, sorted(ids))
        return {one["id"]: one for one in found}

    def cases_of_units(self, units: Iterable[bytes]) -> list[Row]:
        """Every case of these units."""
        return self._many(t.REPORT_CASE, t.REPORT_CASE.c.unit_id, sorted(units))

    def stock(self, parts: Iterable[bytes]) -> dict[bytes, int]:
        """How many there are of parts."""
        found = self._many(t.REPORT_STOCK, t.REPORT_STOCK.c.part_id, sorted(parts))
        return {one["part_id"]: int(one["qty"]) for one in found}

    def transfers(self, ids: Iterable[bytes]) -> dict[bytes, Row]:
        """Transfers by their ids."""
        found = self._many(t.REPORT_TRANSFER, t.REPORT_TRANSFER.c.id, sorted(ids))
        return {one["id"]: one for one in found}

    def parcels(self, transfers: Iterable[bytes]) -> list[Row]:
        """Every line of these transfers."""
        return self._many(t.REPORT_PARCEL, t.REPORT_PARCEL.c.transfer_id, sorted(transfers))

    def held(self, table: str) -> dict[bytes, Row]:
        """Every row of a table as the outlet's seats hold it, by id."""
        mine = tables.HELD_ROW.c
        where = mine.outlet_no == self._outlet, mine.tbl == table, mine.fields.is_not(None)
        found = self._db.execute(sa.select(mine.id, mine.fields).where(*where))
        return {bytes(row_id): json.loads(fields) for row_id, fields in found}

    def twice(self, numbers: Iterable[str]) -> dict[str, list[Row]]:
        """The rows that bear these numbers."""
        found: dict[str, list[Row]] = defaultdict(list)
        for one in self._many(t.REPORT_NUMBER, t.REPORT_NUMBER.c.number, sorted(numbers)):
            found[one["number"]].append(one)
        return {number: rows for number, rows in found.items() if len(rows) > 1}

    def trouble(
        self,
        what: str,
        now: Collection[tuple[str, bytes]],
        said: str,
        *,
        was: Collection[tuple[str, bytes]],
        group: str = "",
    ) -> None:
        """Lists rows people have to look at, in place of those that were listed."""
        mine = t.REPORT_TROUBLE.c
        for table, row_id in was:
            if (table, row_id) not in now:
                where = mine.outlet_no == self._outlet, mine.what == what, mine.tbl == table
                gone = mine.id == row_id, mine.col == group
                self._db.execute(sa.delete(t.REPORT_TROUBLE).where(*where, *gone))
        self.put(t.REPORT_TROUBLE, [
            {"outlet_no": self._outlet, "what": what, "tbl": table, "id": row_id, "col": group,
             "said": said} for table, row_id in now
        ])  # fmt: skip

    def _many(self, table: sa.Table, column: Any, values: Sequence[Any]) -> list[Row]:
        found = list[Row]()
        for at in range(0, len(values), PIECE):
            where = table.c.outlet_no == self._outlet, column.in_(values[at : at + PIECE])
            for one in self._db.execute(sa.select(table).where(*where)).mappings():
                found.append({name: _plain(value) for name, value in one.items()})
        return found

    def _insert(self, table: sa.Table) -> Any:
        return sqlite.insert(table) if self._is_sqlite else postgresql.insert(table)


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
