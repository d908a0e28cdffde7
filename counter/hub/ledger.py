"""The hub on a database: takes entries in one transaction, serves streams (sync.md §5.3).

It answers what `counter.hub.memory` answers. Who speaks is settled before; here every statement
names the outlet.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from counter.domain.records import HEAD_OFFICE
from counter.hub import tables as t
from counter.hub.bulk import put
from counter.hub.walls import as_outlet
from counter.storage import entries
from counter.wire import links
from counter.wire.links import Forged
from counter.wire.messages import (
    MOST_BYTES,
    MOST_ENTRIES,
    ChainFacts,
    Hello,
    Named,
    Packet,
    Page,
    Pushed,
    Run,
    Status,
)

LEAST_SV = 1
Personal = tuple[tuple[int, bytes, str], ...]


class Ledger:
    """Chains and streams of all outlets."""

    def __init__(self, engine: sa.Engine, sign: entries.Sign, clock: Callable[[], int]) -> None:
        """`sign` is the hub's; `clock` gives milliseconds since 1970 UTC."""
        self._engine, self._sign, self._clock = engine, sign, clock

    def hello(self, who: Named, chain: bytes) -> Hello:
        """How far a chain is held."""
        with as_outlet(self._engine, who.outlet) as db:
            kept = _chain(db, who.outlet, chain)
        seq, head = (kept.seq, bytes(kept.head)) if kept else (0, b"")
        return Hello(seq, head, LEAST_SV, self._clock())

    def link(self, who: Named, chain: bytes, seq: int) -> bytes | None:
        """The link of an entry, to find where two histories meet."""
        with as_outlet(self._engine, who.outlet) as db:
            kept = _chain(db, who.outlet, chain)
            if kept is None or not 0 <= seq <= kept.seq:
                return None
            return _links(db, who.outlet, kept, seq, seq)[0]

    def push(self, who: Named, run: Run) -> Pushed:
        """Takes entries of one chain: all of them or none; the answer comes after the commit."""
        try:
            return self._push(who, run)
        except IntegrityError:  # the same first entries came twice at one moment: one was first
            return self._push(who, run)

    def _push(self, who: Named, run: Run) -> Pushed:
        with as_outlet(self._engine, who.outlet) as db:
            kept = _chain(db, who.outlet, run.facts.chain, for_update=True)
            known = kept.seq if kept else 0
            head = bytes(kept.head) if kept else links.first_link(run.facts)
            first = run.packets[0].seq if run.packets else 1
            if first < 1 or not self._may_write(db, who, run, kept):
                return Pushed(Status.REFUSED, known, head)
            if first > known + 1:
                return self._answer(Status.GAP, run.facts.chain, known, head)
            try:
                places, made = links.sealed_in(run)
                overlap = min(len(made), known - first + 1)
                old = (
                    _links(db, who.outlet, kept, first - 1, first - 1 + overlap) if kept else [head]
                )
                if [run.prev, *made[:overlap]] != old:
                    return self._answer(Status.FORK, run.facts.chain, known, head)
                if made[overlap:]:
                    links.check_signed(run.facts.public_key, made[-1], run.packets[-1].sig)
                    for place, packet in zip(places, run.packets, strict=True):
                        links.check_personal(packet, place.eid)
            except Forged:
                return Pushed(Status.REFUSED, known, head)
            fresh = list(zip(run.packets[overlap:], [run.prev, *made][overlap:], strict=False))
            self._keep(db, who.outlet, run.facts, fresh, is_new=kept is None)
            seq, head = (run.packets[-1].seq, made[-1]) if fresh else (known, head)
            # written also where nothing is new: the answer must wait for a commit of its own
            db.execute(
                sa.update(t.CHAIN)
                .where(t.CHAIN.c.outlet_no == who.outlet, t.CHAIN.c.chain == run.facts.chain)
                .values(seq=seq, head=head, seen_at=self._clock())
            )
        return self._answer(Status.OK if fresh else Status.KNOWN, run.facts.chain, seq, head)

    def is_behind(self, who: Named, stream: int) -> bool:
        """Whether his own stream has entries that were not looked through yet."""
        if stream != who.outlet:
            return False
        with as_outlet(self._engine, who.outlet) as db:
            query = sa.select(t.STREAM.c.pos).where(t.STREAM.c.outlet_no == stream)
            return (db.execute(query).scalar() or 0) > _followed(db, stream)

    def feed(self, who: Named, stream: int, after: int, limit: int = MOST_ENTRIES) -> Page:
        """The stream of one's own outlet, or head office's with all that it has published, as far
        as it was looked through.
        """
        if stream not in (who.outlet, HEAD_OFFICE):
            raise PermissionError(stream)
        with as_outlet(self._engine, who.outlet) as db:
            upto = _followed(db, stream)
            if upto <= after:
                return self.nothing_new(stream, after)
            found = db.execute(
                sa.select(t.OP_LOG)
                .where(
                    t.OP_LOG.c.outlet_no == stream,
                    t.OP_LOG.c.pos > after,
                    t.OP_LOG.c.pos <= min(upto, after + limit),
                )
                .order_by(t.OP_LOG.c.pos)
            ).all()
            fits = fitting(len(one.body) + len(one.personal) for one in found)
            last = found[fits].pos - 1 if fits < len(found) else min(upto, after + limit)
            found = found[:fits]
            held = _held(db, stream, after, last)
            withheld = _withheld(db, stream, after, last)
            chains = {bytes(one.chain) for one in found}
            facts = {chain: _facts(_chain(db, stream, chain)) for chain in chains}
        published_only = stream == HEAD_OFFICE != who.outlet
        shown = [one for one in found if not (published_only and one.pos in withheld)]
        return Page(_runs(shown, facts, held), last, last < upto, self._clock(), stream, after)

    def nothing_new(self, stream: int, after: int) -> Page:
        """What is said where nothing stands behind a position."""
        return Page((), after, False, self._clock(), stream, after)

    # -- inside

    def _answer(self, status: Status, chain: bytes, seq: int, head: bytes) -> Pushed:
        receipt = self._sign(links.receipt_text(chain, seq, head)) if seq else b""
        return Pushed(status, seq, head, receipt)

    def _may_write(self, db: sa.Connection, who: Named, run: Run, kept: Any) -> bool:
        facts = run.facts
        if kept is not None and _facts(kept) != facts:
            return False
        formerly = sa.select(t.ADOPTED.c.no).where(
            t.ADOPTED.c.no == facts.outlet, t.ADOPTED.c.outlet_no == who.outlet
        )
        is_his = who.outlet == facts.outlet or db.execute(formerly).first() is not None
        key = db.execute(
            sa.select(t.REPLICA.c.public_key).where(
                t.REPLICA.c.outlet_no == who.outlet,
                t.REPLICA.c.replica == facts.replica,
                t.REPLICA.c.revoked_at.is_(None),
            )
        ).scalar()
        return key is not None and bytes(key) == facts.public_key and is_his

    def _keep(
        self,
        db: sa.Connection,
        outlet: int,
        facts: ChainFacts,
        fresh: Sequence[tuple[Packet, bytes]],
        *,
        is_new: bool,
    ) -> None:
        if is_new:
            first = links.first_link(facts)
            db.execute(
                sa.insert(t.CHAIN).values(
                    outlet_no=outlet, chain=facts.chain, facts=msgspec.msgpack.encode(facts),
                    seq=0, head=first, seen_at=self._clock(),
                )
            )  # fmt: skip
        if not fresh:
            return
        pos = next_positions(db, outlet, len(fresh))
        now = self._clock()
        rows = [
            {
                "outlet_no": outlet, "pos": pos + n, "chain": facts.chain, "seq": one.seq,
                "hlc": one.hlc, "sv": one.sv, "prev": prev, "body": one.body, "sig": one.sig,
                "personal": msgspec.msgpack.encode(one.personal), "recv_at": now,
            }
            for n, (one, prev) in enumerate(fresh)
        ]  # fmt: skip
        put(db, t.OP_LOG, rows)


def fitting(sizes: Iterable[int]) -> int:
    """How many of these go into one page: whoever asks reads no larger one. One at least does."""
    total = 0
    for n, size in enumerate(sizes):
        total += size
        if n and total > MOST_BYTES:
            return n
    return MOST_ENTRIES


def next_positions(db: sa.Connection, outlet: int, count: int) -> int:
    """The first of so many new positions in an outlet's stream, given under its row's lock: a
    reader can never miss a late commit.
    """
    more = (
        sa.update(t.STREAM)
        .where(t.STREAM.c.outlet_no == outlet)
        .values(pos=t.STREAM.c.pos + count)
        .returning(t.STREAM.c.pos)
    )
    last = db.execute(more).scalar()
    if last is None:  # the first of the outlet; another seat's may come at the same time
        first = sa.text("INSERT INTO stream(outlet_no, pos) VALUES (:no, 0) ON CONFLICT DO NOTHING")
        db.execute(first, {"no": outlet})
        last = db.execute(more).scalar_one()
    return int(last) - count + 1


def _chain(db: sa.Connection, outlet: int, chain: bytes, *, for_update: bool = False) -> Any:
    query = sa.select(t.CHAIN).where(t.CHAIN.c.outlet_no == outlet, t.CHAIN.c.chain == chain)
    return db.execute(query.with_for_update() if for_update else query).first()


def _facts(kept: Any) -> ChainFacts:
    return msgspec.msgpack.decode(kept.facts, type=ChainFacts)


def _links(db: sa.Connection, outlet: int, kept: Any, first: int, last: int) -> list[bytes]:
    """The links of entries first…last of a chain; 0 is the one before the first entry."""
    if first == last == kept.seq:
        return [bytes(kept.head)]
    found = db.execute(
        sa.select(t.OP_LOG.c.seq, t.OP_LOG.c.prev).where(
            t.OP_LOG.c.outlet_no == outlet,
            t.OP_LOG.c.chain == kept.chain,
            t.OP_LOG.c.seq > first,
            t.OP_LOG.c.seq <= last + 1,
        )
    ).all()
    known = {seq - 1: bytes(prev) for seq, prev in found}
    known[kept.seq] = bytes(kept.head)
    return [known[seq] for seq in range(first, last + 1)]


def _runs(
    found: Sequence[Any], facts: dict[bytes, ChainFacts], held: set[tuple[int, int]]
) -> tuple[Run, ...]:
    """Rows of a stream as runs of their chains without a gap."""
    places = defaultdict[int, list[int]](list)
    for pos, n in sorted(held):
        places[int(pos)].append(n)
    runs: list[tuple[bytes, bytes, list[Packet]]] = []
    for one in found:
        packet = Packet(
            one.seq, one.hlc, one.sv, bytes(one.body), bytes(one.sig),
            msgspec.msgpack.decode(one.personal, type=Personal), tuple(places.get(one.pos, ())),
        )  # fmt: skip
        chain = bytes(one.chain)
        if runs and runs[-1][0] == chain and runs[-1][2][-1].seq + 1 == one.seq:
            runs[-1][2].append(packet)
        else:
            runs.append((chain, bytes(one.prev), [packet]))
    return tuple(Run(facts[chain], prev, tuple(packets)) for chain, prev, packets in runs)


def _followed(db: sa.Connection, stream: int) -> int:
    return int(
        db.execute(
            sa.select(t.FOLLOWED.c.pos).where(
                t.FOLLOWED.c.name == "routing", t.FOLLOWED.c.outlet_no == stream
            )
        ).scalar()
        or 0
    )


def _held(db: sa.Connection, stream: int, after: int, last: int) -> set[tuple[int, int]]:
    found = db.execute(
        sa.select(t.QUARANTINE.c.pos, t.QUARANTINE.c.n).where(
            t.QUARANTINE.c.outlet_no == stream,
            t.QUARANTINE.c.pos > after,
            t.QUARANTINE.c.pos <= last,
        )
    )
    return {(int(pos), int(n)) for pos, n in found}


def _withheld(db: sa.Connection, stream: int, after: int, last: int) -> set[int]:
    found = db.execute(
        sa.select(t.WITHHELD.c.pos).where(
            t.WITHHELD.c.outlet_no == stream, t.WITHHELD.c.pos > after, t.WITHHELD.c.pos <= last
        )
    )
    return {int(pos) for (pos,) in found}
