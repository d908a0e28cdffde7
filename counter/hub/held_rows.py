"""Rows of one outlet as they are kept: read for many entries at once, merged, written together with
what is counted from them.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from counter.hub import tables as t
from counter.hub.customer import tokens
from counter.hub.reporting import Reports
from counter.hub.routing import StreamRow
from counter.hub.weighing import doubtful_groups
from counter.storage.catalogue import BY_NAME
from counter.storage.entries import Change
from counter.storage.merging import Act, Row, Write, link_of, merged
from counter.storage.proving import MODULUS

Key = tuple[str, bytes]
Group = tuple[str, bytes, int]
ITEM, CUSTOMER, PHOTO = "customer_item", "customer", "photo"
#: ids in one question
PIECE = 500
EMPTY = Row()


class HeldRows:
    """One transaction over the rows of an outlet."""

    def __init__(self, db: sa.Connection, outlet: int) -> None:
        """`outlet` may be that of what is published."""
        self._db, self._outlet = db, outlet
        self._rows: dict[Key, Row] = {}
        self._links: dict[Key, bytes | None] = {}
        self._there: set[Key] = set()
        self._doubts: set[str] = set()
        self._unseen: set[Group] = set()
        self._personal: dict[Key, set[int]] = defaultdict(set)

    def take(self, told: Sequence[tuple[StreamRow, list[Change]]]) -> None:
        """Merges changes, each with the entry it stands in, and writes what came of them. What no
        seat can read is left out here as there.
        """
        known = [(row, good) for row, good in told if all(one.table in BY_NAME for one in good)]
        self._read({(one.table, one.id) for _, good in known for one in good})
        was, changed = dict(self._rows), set[Key]()
        for row, good in known:
            changed |= self._merge(row, good)
        self._write(sorted(changed))
        reports = Reports(self._db, self._outlet)
        news = {one: (was[one].values, self._rows[one].values) for one in sorted(changed)}
        reports.take(news)
        tokens.note(self._db, self._outlet, news)
        reports.weigh(self._unseen)
        self._forget_personal({(one.table, one.id) for _, good in known for one in good})
        erased = [row.pos for row, good in known if any(one.op == "E" for one in good)]
        if erased:
            self._note_erasure(max(erased))
        self._doubt(changed)

    def _merge(self, row: StreamRow, changes: list[Change]) -> set[Key]:
        assert row.entry is not None
        personal = {n: value for n, _, value in row.personal}
        act = Act(row.entry.eid, row.hlc, personal)
        fresh: dict[Key, Row] = {}
        unseen = set[Group]()
        try:
            for change in changes:
                key = change.table, change.id
                old = fresh.get(key, self._rows[key])
                unseen |= {(*key, n) for n in doubtful_groups(BY_NAME[key[0]], old, change, act)}
                fresh[key] = merged(BY_NAME[change.table], old, change, act)
        except (ValueError, KeyError, TypeError, IndexError, OverflowError):
            return set()
        self._unseen |= unseen
        if personal:
            for change in changes:
                if any(isinstance(value, list) for value in change.values.values()):
                    self._personal[change.table, change.id].add(row.pos)
        done = {key for key, new in fresh.items() if new != self._rows[key]}
        for key in done:
            if key[0] == PHOTO and self._rows[key].values is None:
                self._name_picture(fresh[key])
        self._rows |= fresh
        return done

    # -- reading and writing

    def _read(self, keys: set[Key]) -> None:
        for key in keys:
            self._rows[key], self._links[key] = EMPTY, None
        ids = sorted({row_id for _, row_id in keys})
        for at in range(0, len(ids), PIECE):
            held = t.HELD_ROW.c
            where = held.outlet_no == self._outlet, held.id.in_(ids[at : at + PIECE])
            for one in self._db.execute(sa.select(t.HELD_ROW).where(*where)):
                key = one.tbl, bytes(one.id)
                if key in keys:
                    self._rows[key], self._links[key] = _row(one), _bytes(one.link)
                    self._there.add(key)

    def _write(self, changed: list[Key]) -> None:
        grown: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        new, old = list[dict[str, Any]](), list[dict[str, Any]]()
        for key in changed:
            table, row_id = key
            row = self._rows[key]
            link = link_of(BY_NAME[table], row)
            was = self._links[key]
            grown[table][0] += (link is not None) - (was is not None)
            grown[table][1] += _whole(link) - _whole(was)
            values = _values(table, row) | {"link": link}
            if key in self._there:
                old.append(values | {"b_tbl": table, "b_id": row_id})
            else:
                new.append(values | {"outlet_no": self._outlet, "tbl": table, "id": row_id})
            self._links[key] = link
            self._there.add(key)
        held = t.HELD_ROW.c
        if new:
            self._db.execute(sa.insert(t.HELD_ROW), new)
        if old:
            mine = held.outlet_no == self._outlet, held.tbl == sa.bindparam("b_tbl")
            update = sa.update(t.HELD_ROW).where(*mine, held.id == sa.bindparam("b_id"))
            self._db.execute(update, old)
        for table, (count, total) in sorted(grown.items()):
            self._add_up(table, count, total)

    def _add_up(self, table: str, count: int, total: int) -> None:
        mine = t.HELD_SUM.c.outlet_no == self._outlet, t.HELD_SUM.c.tbl == table
        known = self._db.execute(sa.select(t.HELD_SUM).where(*mine)).first()
        count += int(known.rows) if known else 0
        total = (total + (_whole(known.total) if known else 0)) % MODULUS
        values = {"rows": count, "total": total.to_bytes(32, "big")}
        if known:
            self._db.execute(sa.update(t.HELD_SUM).where(*mine).values(**values))
        else:
            fresh = sa.insert(t.HELD_SUM).values(outlet_no=self._outlet, tbl=table, **values)
            self._db.execute(fresh)

    # -- pictures and erasures

    def _name_picture(self, photo: Row) -> None:
        said = photo.values or {}
        name, size = str(said.get("sha256", "")), int(said.get("size", 0))
        item = bytes.fromhex(said.get("item_id", ""))
        named = t.BLOB_NAMED.c
        mine = named.sha256 == name, named.outlet_no == self._outlet, named.item_id == item
        more = sa.update(t.BLOB_NAMED).where(*mine).values(size=named.size + size)
        if not self._db.execute(more).rowcount:
            fresh = {"sha256": name, "outlet_no": self._outlet, "item_id": item, "size": size}
            self._db.execute(sa.insert(t.BLOB_NAMED).values(**fresh))
        if size <= 0:
            self._doubts.add(name)

    def _doubt(self, changed: set[Key]) -> None:
        """Pictures of whose customer something was said, and those taken back, may have to go."""
        gone = [
            row_id
            for table, row_id in changed
            if table == CUSTOMER and (self._rows[table, row_id].values or {}).get("erased_at")
        ]
        held, named = t.HELD_ROW.c, t.BLOB_NAMED.c
        for customer in gone:
            items = sa.select(held.id).where(
                held.outlet_no == self._outlet, held.parent == customer, held.tbl == ITEM
            )
            where = named.outlet_no == self._outlet, named.item_id.in_(items)
            found = self._db.execute(sa.select(named.sha256).where(*where))
            self._doubts |= {str(name) for (name,) in found}
        doubt_pictures(self._db, self._doubts)

    def _forget_personal(self, keys: set[Key]) -> None:
        """Notes where personal values stand beside entries; of rows that are erased they go, the
        hashes in the bodies stay (decisions 5).
        """
        gone = {key for key in keys if self._rows[key].erased}
        fresh = [
            {"outlet_no": self._outlet, "tbl": table, "id": row_id, "pos": pos}
            for (table, row_id), places in sorted(self._personal.items())
            if (table, row_id) not in gone
            for pos in sorted(places)
        ]
        if fresh:
            self._db.execute(sa.insert(t.HELD_PERSONAL), fresh)
        noted = t.HELD_PERSONAL.c
        for table, row_id in sorted(gone):
            mine = noted.outlet_no == self._outlet, noted.tbl == table, noted.id == row_id
            known = {
                int(pos) for pos in self._db.execute(sa.select(noted.pos).where(*mine)).scalars()
            }
            for pos in sorted(known | self._personal[table, row_id]):
                forget_values(self._db, max(self._outlet, 0), pos, (table, row_id))
            self._db.execute(sa.delete(t.HELD_PERSONAL).where(*mine))

    def _note_erasure(self, pos: int) -> None:
        mine = t.HELD_ERASED.c.outlet_no == self._outlet
        if not self._db.execute(sa.update(t.HELD_ERASED).where(mine).values(pos=pos)).rowcount:
            self._db.execute(sa.insert(t.HELD_ERASED).values(outlet_no=self._outlet, pos=pos))


def doubt_pictures(db: sa.Connection, names: Iterable[str]) -> None:
    """Notes that somebody has to see whether these pictures stay."""
    for name in sorted(names):
        known = sa.select(t.BLOB_DOUBT).where(t.BLOB_DOUBT.c.sha256 == name)
        if db.execute(known).first() is None:
            db.execute(sa.insert(t.BLOB_DOUBT).values(sha256=name))


def forget_values(db: sa.Connection, stream: int, pos: int, key: Key) -> None:
    """Takes away what stands beside an entry for one row."""
    mine = t.OP_LOG.c.outlet_no == stream, t.OP_LOG.c.pos == pos
    row = StreamRow.read(db.execute(sa.select(t.OP_LOG).where(*mine)).one())
    gone = {
        value[0]
        for change in (row.entry.changes if row.entry else ())
        if (change.table, change.id) == key
        for value in change.values.values()
        if isinstance(value, list)
    }
    kept = tuple(one for one in row.personal if one[0] not in gone)
    db.execute(sa.update(t.OP_LOG).where(*mine).values(personal=msgspec.msgpack.encode(kept)))


def fields_of(db: sa.Connection, outlet: int, table: str, row_id: bytes) -> dict[str, Any] | None:
    """What was said of a row, ids in hex; None where it is not here."""
    held = t.HELD_ROW.c
    where = held.outlet_no == outlet, held.tbl == table, held.id == row_id
    found = db.execute(sa.select(held.fields).where(*where)).scalar()
    return json.loads(found) if found else None


def _row(one: Any) -> Row:
    parked = tuple(
        (group, Write(bytes.fromhex(version), values, links))
        for group, version, values, links in json.loads(one.parked or "[]")
    )
    values = json.loads(one.fields) if one.fields else None
    return Row(values, _bytes(one.ver), _bytes(one.ph), parked, bool(one.erased))


def _values(table: str, row: Row) -> dict[str, Any]:
    parked = [(n, one.version.hex(), one.values, one.links) for n, one in row.parked]
    customer = (row.values or {}).get("customer_id") if table == ITEM else None
    return {
        "fields": None if row.values is None else _text(row.values),
        "ver": row.ver, "ph": row.ph, "parked": _text(parked) if parked else None,
        "erased": int(row.erased), "parent": bytes.fromhex(customer) if customer else None,
    }  # fmt: skip


def _text(said: Any) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _bytes(kept: Any) -> bytes | None:
    return None if kept is None else bytes(kept)


def _whole(link: bytes | None) -> int:
    return int.from_bytes(link or b"", "big")
