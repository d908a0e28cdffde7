"""Rows that a run of entries touches: read for many at once, changed in memory, written together.

Whoever reads a row here sees it as if every change so far were in the file already.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import Any

from counter.storage.asking import among
from counter.storage.catalogue import BY_NAME, Kind
from counter.storage.database import Connection
from counter.storage.entries import Change
from counter.storage.subjects import table_of

#: table and row id
Key = tuple[str, bytes]


@dataclass(slots=True)
class Standing:
    """A row as it stands: its versions, the hashes of its personal columns, the parent it is found
    by, and the columns that are not written yet.
    """

    ver: bytes | None = None
    ph: bytes | None = None
    parent: bytes | None = None
    is_new: bool = False
    unwritten: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Shape:
    """How rows of a kind are read and written."""

    kind: Kind
    step: str
    select: str
    insert: str
    hidden: tuple[str, ...]
    values: Any
    defaults: dict[str, Any]


@cache
def shape_of(kind: Kind) -> Shape:
    """The statements of a kind."""
    step = kind.item_path[0] if kind.item_path and kind.item_path != ("id",) else ""
    hidden = ("ver",) * kind.has_versions + ("ph",) * bool(kind.personal)
    names = [column.name for column in kind.columns]
    quoted = ", ".join(f'"{name}"' for name in (*names, *hidden))
    marks = ", ".join("?" * (len(names) + len(hidden)))
    seen = ", ".join(name if name in hidden else "NULL" for name in ("ver", "ph"))
    return Shape(
        kind,
        step,
        f"SELECT id, {seen}, {step or 'NULL'} FROM {kind.name} WHERE id IN ({{}})",
        f"INSERT INTO {kind.name}({quoted}) VALUES ({marks})",
        hidden,
        itemgetter(*names),
        {column.name: column.default for column in kind.columns},
    )


class Gathered:
    """Serves one transaction of the writer, with capture off."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._rows: dict[Key, Standing | None] = {}
        self._within: dict[Key, set[bytes]] = {}
        self._erased: dict[bytes, bool] = {}
        self._parked: dict[Key, dict[int, tuple[bytes, str]]] = {}
        self._dirty: dict[str, dict[bytes, Standing]] = defaultdict(dict)
        self._parked_anew: set[Key] = set()

    # -- reading

    def read_ahead(self, changes: Iterable[Change]) -> None:
        """Reads everything that is known of the rows of these changes, and of what they hang on."""
        rows: dict[str, set[bytes]] = defaultdict(set)
        parents: dict[str, set[bytes]] = defaultdict(set)
        personal: set[bytes] = set()
        for change in changes:
            kind = BY_NAME.get(change.table)
            if kind is None:
                continue
            if kind.within:
                parents[kind.name].add(kind.key(change.id, change.values)[1])
            elif (kind.name, change.id) not in self._rows:
                rows[kind.name].add(change.id)
            if kind.personal:
                personal.add(change.id)
            if len(kind.item_path) > 1 and (parent := change.values.get(kind.item_path[0])):
                rows[table_of(kind.item_path[0])].add(bytes.fromhex(str(parent)))
        self._read_rows(rows)
        self._read_within(parents)
        self._read_erased(personal)

    def _read_rows(self, wanted: dict[str, set[bytes]]) -> None:
        further: dict[str, set[bytes]] = defaultdict(set)
        for table, ids in wanted.items():
            kind = BY_NAME[table]
            fresh = [row_id for row_id in ids if (table, row_id) not in self._rows]
            self._rows |= dict.fromkeys(((table, row_id) for row_id in fresh), None)
            for row_id, ver, ph, parent in among(self._db, shape_of(kind).select, fresh):
                self._rows[table, row_id] = Standing(ver, ph, parent)
                if parent and len(kind.item_path) > 1:
                    further[table_of(kind.item_path[0])].add(parent)
            if kind.has_versions:
                self._read_parked(table, fresh)
        if further:
            self._read_rows(further)

    def _read_parked(self, table: str, ids: list[bytes]) -> None:
        query = "SELECT id, grp, ver, val FROM sync_parked WHERE tbl = ? AND id IN ({})"
        for row_id, group, version, value in among(self._db, query, ids, table):
            self._parked.setdefault((table, row_id), {})[group] = version, value

    def _read_within(self, wanted: dict[str, set[bytes]]) -> None:
        for table, parents in wanted.items():
            fresh = [one for one in parents if (table, one) not in self._within]
            self._within |= {(table, one): set() for one in fresh}
            column = BY_NAME[table].within
            query = f"SELECT id, {column} FROM {table} WHERE {column} IN ({{}})"
            for row_id, parent in among(self._db, query, fresh):
                self._within[table, parent].add(row_id)

    def _read_erased(self, ids: set[bytes]) -> None:
        fresh = [one for one in ids if one not in self._erased]
        self._erased |= dict.fromkeys(fresh, False)
        for (row_id,) in among(self._db, "SELECT id FROM sync_erased WHERE id IN ({})", fresh):
            self._erased[row_id] = True

    def row(self, table: str, row_id: bytes) -> Standing | None:
        """A row that has an index of its own; None where it is not here."""
        key = table, row_id
        if key not in self._rows:
            self._read_rows({table: {row_id}})
        return self._rows[key]

    def is_there(self, kind: Kind, change: Change) -> bool:
        """Whether the row of an insert is here."""
        if not kind.within:
            return self.row(kind.name, change.id) is not None
        key = kind.name, kind.key(change.id, change.values)[1]
        if key not in self._within:
            self._read_within({kind.name: {key[1]}})
        return change.id in self._within[key]

    def is_erased(self, row_id: bytes) -> bool:
        """Whether the personal columns of a row are gone for good."""
        if row_id not in self._erased:
            self._read_erased({row_id})
        return self._erased[row_id]

    def reference(self, table: str, column: str, row_id: bytes) -> bytes | None:
        """The row that a row names in a column."""
        row = self.row(table, row_id)
        if row is None:
            return None
        if column in row.unwritten:
            return row.unwritten[column]
        if column == shape_of(BY_NAME[table]).step:
            return row.parent
        query = f"SELECT {column} FROM {table} WHERE id = ?"
        return self._db.execute(query, (row_id,)).fetchone()[0]

    # -- changing

    def add(self, kind: Kind, change: Change, values: dict[str, Any], ph: bytes | None) -> Standing:
        """A row that was not here."""
        shape = shape_of(kind)
        fields = shape.defaults | values
        fields["id"] = change.id
        row = Standing(None, ph, fields.get(shape.step), True, fields)
        if kind.within:
            parent = kind.key(change.id, change.values)[1]
            self._within[kind.name, parent].add(change.id)
            self._dirty[kind.name][change.id + parent] = row
        else:
            self._rows[kind.name, change.id] = row
            self._dirty[kind.name][change.id] = row
        return row

    def write(self, kind: Kind, row_id: bytes, row: Standing, values: dict[str, Any]) -> None:
        """Columns of a row as they are from now on."""
        row.unwritten |= values
        self._dirty[kind.name][row_id] = row

    def parked(self, table: str, row_id: bytes) -> dict[int, tuple[bytes, str]]:
        """By group the version and the text of the writes that wait for a row."""
        self.row(table, row_id)
        return self._parked.get((table, row_id), {})

    def park(self, table: str, row_id: bytes, group: int, write: tuple[bytes, str]) -> None:
        """A write waits for its row in the place of an older one."""
        self._parked.setdefault((table, row_id), {})[group] = write
        self._parked_anew.add((table, row_id))

    def unpark(self, table: str, row_id: bytes) -> None:
        """Nothing waits for the row any more."""
        self._parked.pop((table, row_id), None)
        self._parked_anew.discard((table, row_id))
        self._db.execute("DELETE FROM sync_parked WHERE tbl = ? AND id = ?", (table, row_id))

    # -- writing

    def flush(self) -> None:
        """Writes all of it into the file."""
        for table, rows in self._dirty.items():
            self._flush_table(shape_of(BY_NAME[table]), rows)
        self._dirty.clear()
        waiting = [
            (*key, group, *write)
            for key in sorted(self._parked_anew)
            for group, write in self._parked[key].items()
        ]
        self._parked_anew.clear()
        self._db.executemany(
            "INSERT OR REPLACE INTO sync_parked(tbl, id, grp, ver, val) VALUES (?, ?, ?, ?, ?)",
            waiting,
        )

    def _flush_table(self, shape: Shape, rows: dict[bytes, Standing]) -> None:
        new: list[tuple[Any, ...]] = []
        changed: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
        for row_id, row in rows.items():
            fields = row.unwritten
            hidden = [row.ver if name == "ver" else row.ph for name in shape.hidden]
            if row.is_new:
                new.append((*shape.values(fields), *hidden))
                row.is_new = False
            else:
                names = tuple(sorted(fields))
                changed[names].append((*(fields[name] for name in names), *hidden, row_id))
            row.parent = fields.get(shape.step, row.parent)
            row.unwritten = {}
        self._db.executemany(shape.insert, new)
        for names, values in changed.items():
            said = ", ".join(f'"{name}" = ?' for name in (*names, *shape.hidden))
            self._db.executemany(f"UPDATE {shape.kind.name} SET {said} WHERE id = ?", values)

    def forget(self) -> None:
        """After something was written past this; nothing may be unwritten."""
        for one in (self._rows, self._within, self._erased, self._parked):
            one.clear()
