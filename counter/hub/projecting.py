"""The hub's picture of what each outlet's seats hold: follows the streams behind the routing and
merges row by row, so that digests can be compared and reports be read (sync.md §5.1).

All of it follows from the stored entries: `rebuild` makes it again.
"""

import hashlib
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from counter.domain.records import HEAD_OFFICE
from counter.hub import routing
from counter.hub import tables as t
from counter.hub.customer.tables import DERIVED as CODES
from counter.hub.held_rows import HeldRows
from counter.hub.report_tables import TABLES as REPORTS
from counter.hub.routing import StreamRow
from counter.hub.walls import as_outlet
from counter.storage.catalogue import TRAVELLING
from counter.storage.entries import Entry
from counter.storage.proving import MODULUS
from counter.wire.messages import Digest

NAME, LAYOUT = "projection", "projection layout"
#: what head office has published, as every outlet holds it beside its own rows
PUBLISHED = -1
PIECE = 500
LOCK = 0x52435332
TABLES = (t.HELD_ROW, t.HELD_SUM, t.HELD_ERASED, t.HELD_PERSONAL, t.BLOB_NAMED, *REPORTS, *CODES)


class Projection:
    """Follows; several processes may, one at a time for each outlet."""

    def __init__(self, engine: sa.Engine, clock: Callable[[], int]) -> None:
        """`clock` gives milliseconds since 1970 UTC."""
        self._engine, self._clock = engine, clock

    def follow(self, outlet: int | None = None) -> int:
        """Takes in everything that is new, or what an outlet sees of it; how many entries."""
        views = None if outlet is None else {outlet, PUBLISHED}
        done = 0
        while behind := [one for one in self._behind() if views is None or one in views]:
            done += sum(self._piece(view) for view in behind)
        return done

    def bring_up_to_date(self) -> bool:
        """Rebuilds where a newer program keeps other columns; whether it did."""
        layout = hashlib.sha256(
            repr([(kind.name, kind.columns, kind.personal) for kind in TRAVELLING]).encode()
            + repr([(one.name, one.columns.keys()) for one in (*REPORTS, *CODES)]).encode()
        ).digest()
        mine = t.HUB.c.name == LAYOUT
        with self._engine.begin() as db:
            known = db.execute(sa.select(t.HUB.c.value).where(mine)).scalar()
            if known is not None and bytes(known) == layout:
                return False
            db.execute(sa.delete(t.HUB).where(mine))
            db.execute(sa.insert(t.HUB).values(name=LAYOUT, value=layout))
            _forget(db)
        self.follow()
        return known is not None

    def rebuild(self) -> int:
        """Makes all of it again from the stored entries; how many those were."""
        with self._engine.begin() as db:
            _forget(db)
        return self.follow()

    def digest(self, outlet: int, table: str = "") -> Digest:
        """Per table the count and the sum of the rows a seat of the outlet holds that has read its
        streams up to the positions given. A table that is not known is left out.
        """
        self.follow(outlet)
        views = (outlet,) if outlet == HEAD_OFFICE else (outlet, PUBLISHED)
        tables = {kind.name: (0, 0) for kind in TRAVELLING if table in ("", kind.name)}
        with as_outlet(self._engine, outlet) as db:
            query = sa.select(t.HELD_SUM).where(t.HELD_SUM.c.outlet_no.in_(views))
            for one in db.execute(query):
                if one.tbl in tables:
                    count, total = tables[one.tbl]
                    total = (total + int.from_bytes(one.total, "big")) % MODULUS
                    tables[one.tbl] = count + int(one.rows), total
            own, published = (_followed(db, NAME, one) or 0 for one in (outlet, PUBLISHED))
        said = {name: (count, f"{total:064x}") for name, (count, total) in tables.items()}
        published = own if outlet == HEAD_OFFICE else published
        return Digest(said, own, published, self._clock())

    # -- inside

    def _behind(self) -> list[int]:
        with self._engine.begin() as db:
            known = dict[tuple[str, int], int]()
            for name, outlet, pos in db.execute(sa.select(t.FOLLOWED)):
                known[name, int(outlet)] = int(pos)
        streams = {outlet: pos for (name, outlet), pos in known.items() if name == routing.NAME}
        if HEAD_OFFICE in streams:
            streams[PUBLISHED] = streams[HEAD_OFFICE]
        return sorted(one for one, pos in streams.items() if pos > known.get((NAME, one), 0))

    def _piece(self, view: int) -> int:
        stream = max(view, HEAD_OFFICE)
        with self._engine.begin() as db:
            if db.dialect.name == "postgresql":
                lock = sa.text("SELECT pg_advisory_xact_lock(:lock, :view)")
                db.execute(lock, {"lock": LOCK, "view": view})
            after, upto = _followed(db, NAME, view), _followed(db, routing.NAME, stream) or 0
            log = t.OP_LOG.c
            where = log.outlet_no == stream, log.pos > (after or 0), log.pos <= upto
            query = sa.select(t.OP_LOG).where(*where).order_by(log.pos).limit(PIECE)
            found = db.execute(query).all()
            if not found:
                return 0
            first, pos = int(found[0].pos), int(found[-1].pos)
            left_out = _withheld(db, first, pos) if view == PUBLISHED else set[int]()
            held, rows = _held(db, stream, first, pos), HeldRows(db, view)
            work = [StreamRow.read(one) for one in found if one.pos not in left_out]
            rows.take(
                [(one, _good(one.entry, held.get(one.pos, set()))) for one in work if one.entry]
            )
            if after is None:
                db.execute(sa.insert(t.FOLLOWED).values(name=NAME, outlet_no=view, pos=pos))
            else:
                mine = t.FOLLOWED.c.name == NAME, t.FOLLOWED.c.outlet_no == view
                db.execute(sa.update(t.FOLLOWED).where(*mine).values(pos=pos))
        return len(found)


def _good(entry: Entry | None, held: set[int]) -> list[Any]:
    return [one for n, one in enumerate(entry.changes) if n not in held] if entry else []


def _forget(db: sa.Connection) -> None:
    for table in TABLES:
        db.execute(sa.delete(table))
    db.execute(sa.delete(t.FOLLOWED).where(t.FOLLOWED.c.name == NAME))


def _followed(db: sa.Connection, name: str, outlet: int) -> int | None:
    mine = t.FOLLOWED.c.name == name, t.FOLLOWED.c.outlet_no == outlet
    return db.execute(sa.select(t.FOLLOWED.c.pos).where(*mine)).scalar()


def _held(db: sa.Connection, stream: int, first: int, last: int) -> dict[int, set[int]]:
    known = t.QUARANTINE.c
    held: dict[int, set[int]] = {}
    where = known.outlet_no == stream, known.pos >= first, known.pos <= last
    for pos, n in db.execute(sa.select(known.pos, known.n).where(*where)):
        held.setdefault(int(pos), set()).add(int(n))
    return held


def _withheld(db: sa.Connection, first: int, last: int) -> set[int]:
    known = t.WITHHELD.c
    where = known.outlet_no == HEAD_OFFICE, known.pos >= first, known.pos <= last
    return {int(pos) for (pos,) in db.execute(sa.select(known.pos).where(*where))}
