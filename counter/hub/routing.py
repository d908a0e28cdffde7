"""Looks through each outlet's stream once: what is not his to write goes to quarantine, what others
may see is sealed anew on a chain of the hub's for each of them (sync.md §5.1).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import msgspec
import sqlalchemy as sa

from counter.domain.records import HEAD_OFFICE
from counter.hub import tables as t
from counter.hub.adoption import Owners, place
from counter.hub.bulk import put
from counter.hub.ledger import Personal, next_positions
from counter.hub.scopes import ITEM, Row, Scopes, named_by, publisher_in
from counter.hub.soundness import is_sound
from counter.hub.sql_scopes import SqlStore
from counter.storage import entries
from counter.storage.catalogue import BY_NAME, Merge
from counter.storage.entries import Change, Entry, Place
from counter.wire import links
from counter.wire.messages import ChainFacts

NAME = "routing"
PIECE = 500
#: of so many streams each is asked for by its number; of more all are read
FEW = 500
#: one looks through at a time: two would not see what the other hands over
LOCK = 0x52435331
#: everything here is asked for by its key: a plan from when the tables were small, or one made
#: before PostgreSQL has counted what they hold, would read all of them
TURN = sa.text(
    "SELECT pg_advisory_xact_lock(:lock), set_config('plan_cache_mode', 'force_custom_plan', true),"
    " set_config('enable_seqscan', 'off', true)"
)


@dataclass(frozen=True, slots=True)
class HubName:
    """Who the hub is: 16 bytes of its own, its public key, and how it signs."""

    name: bytes
    public_key: bytes
    sign: entries.Sign


@dataclass(frozen=True, slots=True)
class _Told:
    """A change of an entry, as it stands in an outlet's stream."""

    outlet: int
    entry: Entry
    personal: Personal
    n: int
    hlc: int


class Routing:
    """Follows the streams; one at a time, in pieces."""

    def __init__(self, engine: sa.Engine, hub: HubName, clock: Callable[[], int]) -> None:
        """`clock` gives milliseconds since 1970 UTC."""
        self._engine, self._hub, self._clock = engine, hub, clock

    def follow(self, outlet: int | None = None) -> int:
        """Looks through everything that is new, or through one outlet's stream alone; how many
        entries that were.
        """
        done = 0
        if outlet is not None:
            while count := self._piece(outlet):
                done += count
            return done
        while behind := self._behind():
            while behind:
                count, looked = self._together(behind)
                behind, done = behind[looked:], done + count
        return done

    def positions(self, outlets: Collection[int]) -> dict[int, int]:
        """How far these outlets' streams were looked through and may be read."""
        query = sa.select(t.FOLLOWED.c.outlet_no, t.FOLLOWED.c.pos).where(t.FOLLOWED.c.name == NAME)
        if len(outlets) <= FEW:
            query = query.where(t.FOLLOWED.c.outlet_no.in_(outlets))
        with self._engine.begin() as db:
            return {int(outlet): int(pos) for outlet, pos in db.execute(query)}

    def _behind(self) -> list[int]:
        with self._engine.begin() as db:
            followed = sa.select(t.FOLLOWED.c.outlet_no, t.FOLLOWED.c.pos).where(
                t.FOLLOWED.c.name == NAME
            )
            there = {int(outlet): int(pos) for outlet, pos in db.execute(followed)}
            known = db.execute(sa.select(t.STREAM.c.outlet_no, t.STREAM.c.pos))
            return sorted(int(one) for one, pos in known if pos > there.get(int(one), 0))

    def _piece(self, outlet: int) -> int:
        return self._together([outlet])[0]

    def _together(self, outlets: list[int]) -> tuple[int, int]:
        """A piece of the first of these streams, in one transaction; how many entries, and of how
        many streams.
        """
        count, looked = 0, 0
        with self._engine.begin() as db:
            if db.dialect.name == "postgresql":
                db.execute(TURN, {"lock": LOCK})
            for outlet in outlets:
                count += self._look(db, outlet)
                looked += 1
                if count >= PIECE:
                    break
        return count, looked

    def _look(self, db: sa.Connection, outlet: int) -> int:
        followed = sa.select(t.FOLLOWED.c.pos).where(
            t.FOLLOWED.c.name == NAME, t.FOLLOWED.c.outlet_no == outlet
        )
        after = db.execute(followed).scalar()
        found = db.execute(
            sa.select(t.OP_LOG)
            .where(t.OP_LOG.c.outlet_no == outlet, t.OP_LOG.c.pos > (after or 0))
            .order_by(t.OP_LOG.c.pos)
            .limit(PIECE)
        ).all()
        if not found:
            return 0
        work = _Piece(db, self._hub, self._clock(), outlet)
        work.look_at([StreamRow.read(one) for one in found])
        pos = found[-1].pos
        if after is None:
            db.execute(sa.insert(t.FOLLOWED).values(name=NAME, outlet_no=outlet, pos=pos))
        else:
            db.execute(
                sa.update(t.FOLLOWED)
                .where(t.FOLLOWED.c.name == NAME, t.FOLLOWED.c.outlet_no == outlet)
                .values(pos=pos)
            )
        return len(found)


@dataclass(frozen=True, slots=True)
class StreamRow:
    """An entry of a stream as it is kept; `entry` None = it cannot be read."""

    pos: int
    chain: bytes
    entry: Entry | None
    personal: Personal
    hlc: int

    @classmethod
    def read(cls, row: Any) -> "StreamRow":
        """From a row of `op_log`."""
        chain = bytes(row.chain)
        place = Place(chain, row.seq, row.hlc, row.sv, bytes(row.prev))
        try:
            entry = entries.read_body(bytes(row.body), place.eid)
        except (ValueError, KeyError, TypeError, IndexError):
            entry = None
        hlc = int(row.hlc)
        if entry is not None and entry.first_hlc is not None:
            hlc = entry.first_hlc
        personal = msgspec.msgpack.decode(row.personal, type=Personal)
        return cls(int(row.pos), chain, entry, personal, hlc)


class _Piece:
    """One transaction of it: entries of one outlet's stream."""

    def __init__(self, db: sa.Connection, hub: HubName, at: int, outlet: int) -> None:
        self._db, self._hub, self._at, self._outlet = db, hub, at, outlet
        self._store = SqlStore(db)
        adopted = db.execute(sa.select(t.ADOPTED))
        self._owners = Owners({place(one.no, one.tail): int(one.outlet_no) for one in adopted})
        self._scopes = Scopes(self._store, self._owners)
        self._out: dict[int, list[list[_Told]]] = defaultdict(list)
        self._seen: dict[Row, list[_Told]] = defaultdict(list)
        self._notes: dict[sa.Table, list[dict[str, Any]]] = defaultdict(list)

    def look_at(self, rows: list[StreamRow]) -> None:
        """Looks through entries, then writes all that came of them."""
        chain = _own_chain(self._hub, self._outlet)
        told = [row for row in rows if row.chain != chain]  # what was handed to him stays with him
        changes = [one for row in told if row.entry for one in row.entry.changes]
        self._store.read_ahead([row for one in changes for row in named_by(one)])
        self._store.read_items([one.id for one in changes if one.table == ITEM])
        routed = self._routed([row.entry.eid for row in told if row.entry])
        for row in told:
            if row.entry is None:
                self._hold(row.pos, 0, "unreadable")
                continue
            self._look_at(row, row.entry, is_first=row.entry.eid not in routed)
            if row.entry.eid not in routed:
                routed.add(row.entry.eid)
                self._note(t.ROUTED, outlet_no=self._outlet, eid=row.entry.eid)
        self._store.flush()
        for table, notes in self._notes.items():
            put(self._db, table, notes)
        for outlet in sorted(self._out):
            self._seal(outlet, self._out[outlet])

    def _routed(self, eids: list[bytes]) -> set[bytes]:
        """Those of these acts that were handed on before, by another chain of theirs."""
        where = t.ROUTED.c.outlet_no == self._outlet, t.ROUTED.c.eid.in_(eids)
        return {bytes(eid) for (eid,) in self._db.execute(sa.select(t.ROUTED.c.eid).where(*where))}

    def _look_at(self, row: StreamRow, entry: Entry, *, is_first: bool) -> None:
        held = {n for n, one in enumerate(entry.changes) if self._is_held(row.pos, n, one)}
        if self._outlet == HEAD_OFFICE and not _is_published(entry):
            self._note(t.WITHHELD, outlet_no=HEAD_OFFICE, pos=row.pos)
        good = [n for n, one in enumerate(entry.changes) if n not in held and _is_routed(one)]
        told = {n: _Told(self._outlet, entry, row.personal, n, row.hlc) for n in good}
        reached = self._reached(row.pos, told)
        if is_first:
            for other, changes in reached.items():
                self._hand_on(other, changes.values())

    def _note(self, table: sa.Table, **values: Any) -> None:
        self._notes[table].append(values)

    # -- what is not his

    def _is_held(self, pos: int, n: int, change: Change) -> bool:
        why = self._fault(change)
        if why:
            self._hold(pos, n, why)
        return bool(why)

    def _hold(self, pos: int, n: int, why: str) -> None:
        self._note(t.QUARANTINE, outlet_no=self._outlet, pos=pos, n=n, why=why)

    def _fault(self, change: Change) -> str:
        kind, outlet = BY_NAME.get(change.table), self._outlet
        if kind is None:
            return ""
        if not is_sound(kind, change):
            return "unsound"
        home = self._owners.of_id(change.id)
        if kind.merge is Merge.MASTER:
            publisher = publisher_in(change, outlet)
            named = self._owners.of_number(publisher, outlet)
            return "" if home == outlet == named else "master"
        if change.op == "I":
            return "" if home == outlet else "id"
        return "" if outlet in self._scopes.seers(change.table, change.id) else "scope"

    # -- what others see

    def _reached(
        self, pos: int, told: dict[int, _Told]
    ) -> dict[int, dict[tuple[bytes, int], _Told]]:
        """By outlet, the changes it is to hear of: these, and older ones of rows it sees now."""
        reached: dict[int, dict[tuple[bytes, int], _Told]] = defaultdict(dict)
        for n, one in told.items():
            change = one.entry.changes[n]
            row = change.table, change.id
            for other, rows in self._scopes.learn(change, self._outlet).items():
                past = (was for seen in rows for was in self._past(seen))
                reached[other] |= {(was.entry.eid, was.n): was for was in past}
            self._note(t.SPEAKS, tbl=row[0], id=row[1], outlet_no=self._outlet, pos=pos, n=n)
            self._seen[row].append(one)
        for n, one in told.items():
            change = one.entry.changes[n]
            for other in self._scopes.seers(change.table, change.id):
                reached[other][one.entry.eid, n] = one
        return reached

    def _past(self, row: Row) -> Iterable[_Told]:
        """The changes of a row so far."""
        found = self._db.execute(
            sa.select(t.SPEAKS.c.n, t.OP_LOG)
            .join(
                t.OP_LOG,
                sa.and_(
                    t.OP_LOG.c.outlet_no == t.SPEAKS.c.outlet_no,
                    t.OP_LOG.c.pos == t.SPEAKS.c.pos,
                ),
            )
            .where(t.SPEAKS.c.tbl == row[0], t.SPEAKS.c.id == row[1])
        ).all()
        for one in found:
            kept = StreamRow.read(one)
            if kept.entry is not None:
                yield _Told(int(one.outlet_no), kept.entry, kept.personal, int(one.n), kept.hlc)
        yield from self._seen[row]  # of this very piece

    def _hand_on(self, outlet: int, told: Iterable[_Told]) -> None:
        by_entry: dict[bytes, list[_Told]] = defaultdict(list)
        for one in told:
            if one.outlet != outlet:
                by_entry[one.entry.eid].append(one)
        self._out[outlet] += sorted(by_entry.values(), key=_age)

    def _seal(self, outlet: int, groups: list[list[_Told]]) -> None:
        if not groups:
            return
        hub = self._hub
        chain = _own_chain(hub, outlet)
        facts = ChainFacts(chain, hub.name, hub.public_key, HEAD_OFFICE, 0, why="handed over")
        where = t.CHAIN.c.outlet_no == outlet, t.CHAIN.c.chain == chain
        kept = self._db.execute(sa.select(t.CHAIN).where(*where)).first()
        seq, head = (kept.seq, bytes(kept.head)) if kept else (0, links.first_link(facts))
        if kept is None:
            self._db.execute(
                sa.insert(t.CHAIN).values(
                    outlet_no=outlet, chain=chain, facts=msgspec.msgpack.encode(facts), seq=0,
                    head=head, seen_at=self._at,
                )
            )  # fmt: skip
        pos, rows = next_positions(self._db, outlet, len(groups)), list[dict[str, Any]]()
        for n, group in enumerate(groups):
            entry, personal = _cut(group)
            place = Place(chain, seq + n + 1, self._at << 16, entries.SCHEMA_VERSION, head)
            body = entry.body()
            link = place.hash_of(body)
            rows.append(
                {
                    "outlet_no": outlet, "pos": pos + n, "chain": chain, "seq": place.seq,
                    "hlc": place.hlc, "sv": place.sv, "prev": head, "body": body,
                    "sig": hub.sign(link), "personal": msgspec.msgpack.encode(personal),
                    "recv_at": self._at,
                }
            )  # fmt: skip
            head = link
        put(self._db, t.OP_LOG, rows)
        self._db.execute(sa.update(t.CHAIN).where(*where).values(seq=seq + len(groups), head=head))


def _own_chain(hub: HubName, outlet: int) -> bytes:
    """The chain on which the hub hands on to an outlet what others wrote."""
    return sha256(b"extracts" + hub.name + outlet.to_bytes(4, "big")).digest()[:16]


def _age(group: list[_Told]) -> tuple[int, bytes]:
    return group[0].hlc, group[0].entry.eid


def _cut(group: list[_Told]) -> tuple[Entry, Personal]:
    """An entry with those of its changes alone that somebody may see."""
    first = group[0]
    changes = tuple(first.entry.changes[n] for n in sorted({one.n for one in group}))
    named = {v[0] for c in changes for v in c.values.values() if isinstance(v, list)}
    personal = tuple(one for one in first.personal if one[0] in named)
    return replace(first.entry, changes=changes, first_hlc=first.hlc), personal


def _is_routed(change: Change) -> bool:
    kind = BY_NAME.get(change.table)
    return kind is not None and kind.merge is not Merge.MASTER


def _is_published(entry: Entry) -> bool:
    known = [BY_NAME[one.table] for one in entry.changes if one.table in BY_NAME]
    return bool(known) and all(kind.merge is Merge.MASTER for kind in known)
