"""Head office publishes: a file of parts, prices, kinds of item, models, settings and people
becomes signed entries in the stream that every outlet reads (sync.md §5.1, decisions 16); the one
that says that it was published comes last.

A price or a setting of a later day travels at once and waits at the outlets: they may be without a
network on that day. All else of a later day waits here until it has come (decision 0042).
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa

from counter.domain.records import HEAD_OFFICE
from counter.domain.refusals import RuleBroken
from counter.hub import planned
from counter.hub import tables as t
from counter.hub.bulk import put
from counter.hub.ledger import next_positions
from counter.hub.local_days import OTHERWISE, day_of
from counter.hub.projecting import NAME as PROJECTED
from counter.hub.projecting import Projection
from counter.hub.published_file import KINDS, Row, model_key, read, shipped_kinds
from counter.hub.report_tables import REPORT_OUTLET
from counter.hub.routing import HubName, Routing
from counter.storage import entries, versions
from counter.storage.catalogue import BY_NAME, Kind
from counter.storage.entries import Change, Entry, Place
from counter.storage.ids import make_id
from counter.wire import links
from counter.wire.messages import ChainFacts

#: changes in one entry: an outlet takes an entry in at once, and nobody may wait for that
MOST_CHANGES = 100
LOCK = 0x52435333
ACT, ACTOR = "publish", "unknown"
SALT = 16
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Published:
    """What was published: its number, from which day on it holds, how many rows are new and how
    many changed, and how many wait here for their day.
    """

    number: int
    from_on: str
    note: str
    published_at: int
    added: int = 0
    changed: int = 0
    waiting: int = 0


class Publisher:
    """Writes the stream of head office; one at a time."""

    def __init__(
        self,
        engine: sa.Engine,
        hub: HubName,
        clock: Callable[[], int],
        chance: Callable[[int], bytes],
    ) -> None:
        """`clock` gives milliseconds since 1970 UTC."""
        self._engine, self._hub, self._clock, self._chance = engine, hub, clock, chance
        self._chain = sha256(b"published" + hub.name).digest()[:16]
        self._routing, self._projection = Routing(engine, hub, clock), Projection(engine, clock)

    def publish(self, text: str, *, from_on: str = "", note: str = "") -> Published:
        """Publishes what a file says, JSON as `published_file.read` takes it, from a day on
        (YYYY-MM-DD, today where none is said).

        Raises RuleBroken "publish.…" and "input.bad_date"; then nothing is published.
        """
        self.release()
        now, wanted = self._clock(), read(text)

        def write(db: sa.Connection) -> tuple[_Writing, Published]:
            today = _today(db, now)
            day = _day(from_on, today)
            work = _Writing(db, now, day, self._chance)
            done = work.write(wanted, note, is_later=day > today)
            if work.waiting:
                planned.keep(db, planned.Plan(done.number, day, work.waiting))
            return work, done

        return self._written(write)

    def release(self) -> int:
        """Gives the outlets what holds from a day that has come; of how many publications."""
        done = 0
        while self._is_due() and self._written(self._release_one):
            done += 1
        return done

    def _is_due(self) -> bool:
        with self._engine.connect().execution_options(only_reads=True) as db, db.begin():
            plans = planned.waiting(db)
            return bool(plans) and plans[0].from_on <= _today(db, self._clock())

    def _release_one(self, db: sa.Connection) -> tuple["_Writing | None", bool]:
        now = self._clock()
        plan = next(iter(planned.waiting(db, _today(db, now))), None)
        if plan is None:  # another process of the hub has just done it
            return None, False
        work = _Writing(db, now, plan.from_on, self._chance)
        for row in plan.rows:
            work.take(row)
        planned.forget(db, plan)
        return work, True

    def look(self, text: str, *, from_on: str = "") -> dict[str, int]:
        """How many rows of which table a file has; nothing is published. Raises as `publish`."""
        with self._engine.connect().execution_options(only_reads=True) as db, db.begin():
            _day(from_on, _today(db, self._clock()))
        counts: dict[str, int] = {}
        for row in read(text):
            counts[row.kind] = counts.get(row.kind, 0) + 1
        return counts

    def everything(self) -> list[Published]:
        """What was published, the newest first."""
        self._routing.follow(HEAD_OFFICE)
        self._projection.follow(HEAD_OFFICE)
        with self._engine.begin() as db:
            found = [json.loads(row.fields) for row in _rows_of(db, "publication")]
            waiting = {plan.number: len(plan.rows) for plan in planned.waiting(db)}
        made = [
            Published(
                int(one.get("number", 0)), str(one.get("from_on", "")), str(one.get("note", "")),
                int(one.get("published_at", 0)),
                waiting=waiting.get(int(one.get("number", 0)), 0),
            )
            for one in found
        ]  # fmt: skip
        return sorted(made, key=lambda one: one.number, reverse=True)

    def _written(self, write: Callable[[sa.Connection], tuple["_Writing | None", Done]]) -> Done:
        """What came of writing in one transaction; it begins anew where somebody else has published
        while it was read what there is already.
        """
        while True:
            self._routing.follow(HEAD_OFFICE)
            self._projection.follow(HEAD_OFFICE)
            with self._engine.begin() as db:
                if db.dialect.name == "postgresql":
                    db.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
                if self._is_behind(db):
                    continue
                work, done = write(db)
                if work is not None and work.changes:
                    self._seal(db, work)
            self._routing.follow(HEAD_OFFICE)
            return done

    def _is_behind(self, db: sa.Connection) -> bool:
        log, known = t.OP_LOG.c, t.FOLLOWED.c
        where = log.outlet_no == HEAD_OFFICE, log.chain == self._chain
        newest = sa.select(log.pos).where(*where).order_by(log.seq.desc()).limit(1)
        mine = known.name == PROJECTED, known.outlet_no == HEAD_OFFICE
        seen = db.execute(sa.select(known.pos).where(*mine)).scalar() or 0
        return (db.execute(newest).scalar() or 0) > seen

    def _seal(self, db: sa.Connection, work: "_Writing") -> None:
        hub, chain, now = self._hub, self._chain, work.now
        facts = ChainFacts(chain, hub.name, hub.public_key, HEAD_OFFICE, 0, why="published")
        where = t.CHAIN.c.outlet_no == HEAD_OFFICE, t.CHAIN.c.chain == chain
        kept = db.execute(sa.select(t.CHAIN).where(*where)).first()
        seq, head = (kept.seq, bytes(kept.head)) if kept else (0, links.first_link(facts))
        told = list(work.pieces())
        pos, rows = next_positions(db, HEAD_OFFICE, len(told)), list[dict[str, Any]]()
        for n, (changes, personal) in enumerate(told):
            place = Place(chain, seq + 1 + n, (now << 16) + n, entries.SCHEMA_VERSION, head)
            body = Entry(place.eid, ACT, ACTOR, now, changes).body()
            link = place.hash_of(body)
            rows.append(
                {
                    "outlet_no": HEAD_OFFICE, "pos": pos + n, "chain": chain, "seq": place.seq,
                    "hlc": place.hlc, "sv": place.sv, "prev": head, "body": body,
                    "sig": hub.sign(link), "personal": msgspec.msgpack.encode(personal),
                    "recv_at": now,
                }
            )  # fmt: skip
            head = link
        if kept is None:
            first = sa.insert(t.CHAIN).values(
                outlet_no=HEAD_OFFICE, chain=chain, facts=msgspec.msgpack.encode(facts),
                seq=seq + len(told), head=head, seen_at=now,
            )  # fmt: skip
            db.execute(first)
        else:
            last = {"seq": seq + len(told), "head": head}
            db.execute(sa.update(t.CHAIN).where(*where).values(last))
        put(db, t.OP_LOG, rows)


class _Writing:
    """The changes of one publication."""

    def __init__(
        self, db: sa.Connection, now: int, from_on: str, chance: Callable[[int], bytes]
    ) -> None:
        self._db, self.now, self._from_on, self._chance = db, now, from_on, chance
        self._outlets = {
            int(json.loads(row.fields).get("number", 0)): bytes(row.id)
            for row in db.execute(sa.select(t.HELD_ROW).where(t.HELD_ROW.c.tbl == "outlet"))
            if row.fields
        }
        self._known = {(kind, name): row for kind in KINDS for name, row in self._named(kind)}
        self.changes: list[Change] = []
        self.personal: list[tuple[int, bytes, str]] = []
        #: what is not given to the outlets before its day
        self.waiting: list[Row] = []

    def write(self, wanted: list[Row], note: str, *, is_later: bool) -> Published:
        """A whole publication, or the first half of one that holds `is_later`."""
        numbers = [
            json.loads(row.fields).get("number", 0) for row in _rows_of(self._db, "publication")
        ]
        number = max(numbers, default=0) + 1
        kinds = self._item_kinds(wanted)
        added = changed = 0
        for row in wanted:
            if row.kind == "model" and row.values["kind_code"] not in kinds:
                kind = row.values["kind_code"]
                raise RuleBroken("publish.no_kind", model=row.values["name"], kind=kind)
            new, other = self.take(row, waits=is_later)
            added, changed = added + new, changed + other
        if not self.changes and not self.waiting:
            raise RuleBroken("publish.nothing")
        said = {"number": number, "from_on": self._from_on, "note": note[:200],
                "published_at": self.now}  # fmt: skip
        self._insert(BY_NAME["publication"], said)
        waiting = len(self.waiting)
        return Published(number, self._from_on, note[:200], self.now, added, changed, waiting)

    def _named(self, kind: str) -> Iterator[tuple[str, Any]]:
        for row in _rows_of(self._db, kind):
            yield _name_of(kind, json.loads(row.fields)), row

    def pieces(self) -> Iterator[tuple[tuple[Change, ...], list[tuple[int, bytes, str]]]]:
        """The changes in entries that outlets can take in, each with the values beside it."""
        for at in range(0, len(self.changes), MOST_CHANGES):
            changes = tuple(self.changes[at : at + MOST_CHANGES])
            said = (one for change in changes for one in change.values.values())
            named = {one[0] for one in said if isinstance(one, list)}
            yield changes, [one for one in self.personal if one[0] in named]

    def _item_kinds(self, wanted: list[Row]) -> set[str]:
        """The codes of the kinds of item every outlet will have then, those of this file too."""
        told = {name for kind, name in self._known if kind == "item_kind"}
        plans = planned.waiting(self._db, self._from_on)
        told |= {row.key for plan in plans for row in plan.rows if row.kind == "item_kind"}
        return told | shipped_kinds() | {row.key for row in wanted if row.kind == "item_kind"}

    def take(self, row: Row, *, waits: bool = False) -> tuple[int, int]:
        """Writes what a row of the file says, or lets it wait but for a setting and the price of a
        part there is already: (new ones, changed ones).
        """
        values = dict(row.values)
        if row.outlet:
            if row.outlet not in self._outlets:
                raise RuleBroken("publish.no_outlet", outlet=row.outlet)
            values["outlet_id"] = self._outlets[row.outlet].hex()
        if row.kind == "setting":  # each version is a row of its own: it holds from its day on
            self._insert(BY_NAME["setting"], values | {"from_on": self._from_on})
            return 1, 0
        known = self._known.get((row.kind, _name_of(row.kind, values)))
        if known is None and waits:
            self.waiting.append(row)
            return 1, 0
        if known is None:
            made = self._insert(BY_NAME[row.kind], values | row.price)
            self._price(row, made)
            return 1, 0
        was = json.loads(known.fields)
        differs = {
            name: value
            for name, value in values.items()
            if self._differs(row.kind, was, name, value)
        }
        if differs and waits:
            self.waiting.append(replace(row, price={}))
        elif differs:
            self._update(BY_NAME[row.kind], known, differs)
        priced = self._price(row, bytes(known.id))
        return 0, int(bool(differs) or priced)

    def _differs(self, kind: str, was: dict[str, Any], name: str, value: Any) -> bool:
        if name in BY_NAME[kind].personal:
            return True  # the hub holds a name by its hash alone
        return was.get(name, BY_NAME[kind].column(name).default) != value

    def _price(self, row: Row, part_id: bytes) -> bool:
        if row.price:
            said = {"part_id": part_id.hex(), "from_on": self._from_on} | row.price
            self._insert(BY_NAME["part_price"], said)
        return bool(row.price)

    def _insert(self, kind: Kind, values: dict[str, Any]) -> bytes:
        row_id = make_id(self.now, HEAD_OFFICE, 0, self._chance)
        said = {"publisher": HEAD_OFFICE} | self._hidden(kind, values)
        self.changes.append(Change(kind.name, row_id, "I", said))
        return row_id

    def _update(self, kind: Kind, known: Any, values: dict[str, Any]) -> None:
        groups = sorted({kind.group_of(name) for name in values})
        base = {
            kind.columns[group].name: versions.name_of(versions.read(known.ver, group))
            for group in groups
        }
        row_id = bytes(known.id)
        self.changes.append(Change(kind.name, row_id, "U", self._hidden(kind, values), base, 0))

    def _hidden(self, kind: Kind, values: dict[str, Any]) -> dict[str, Any]:
        """Personal values stand beside the entry (decisions 5)."""
        said = dict(values)
        for name in kind.personal:
            if said.get(name):
                salt, n = self._chance(SALT), len(self.personal)
                self.personal.append((n, salt, said[name]))
                said[name] = [n, entries.personal_hash(salt, said[name]).hex()]
        return said


def _rows_of(db: sa.Connection, kind: str) -> list[Any]:
    known = t.HELD_ROW.c
    query = sa.select(t.HELD_ROW).where(known.outlet_no == HEAD_OFFICE, known.tbl == kind)
    return [row for row in db.execute(query) if row.fields]


def _name_of(kind: str, values: dict[str, Any]) -> str:
    """What people call a row: two of one name are one row."""
    if kind == "person":
        return f"{values.get('outlet_id', '')}/{values.get('code', '')}"
    if kind == "model":
        return model_key(values.get("brand", ""), values.get("name", ""))
    return str(values.get("code", ""))


def _day(text: str, today: str) -> str:
    """The day something holds from: what was done before stays as it was done by what held then."""
    try:
        day = date.fromisoformat(text or today).isoformat()
    except ValueError as wrong:
        raise RuleBroken("input.bad_date", field="from", text=text[:20]) from wrong
    if day < today:
        raise RuleBroken("publish.past", day=day, today=today)
    return day


def _today(db: sa.Connection, now: int) -> str:
    """The day at the last of the outlets' clocks: once it is there it has come everywhere."""
    one = REPORT_OUTLET.c
    zone = sa.func.coalesce(one.pub_zone, one.own_zone)
    zones = {str(told) for told in db.execute(sa.select(zone).distinct()).scalars() if told}
    return min(day_of(now, told) for told in zones or {OTHERWISE})
