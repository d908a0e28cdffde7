"""Signs for each day how far an outlet's chains had come, and keeps it once the day is over."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import msgspec
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from counter.hub import tables as t
from counter.hub.routing import HubName
from counter.hub.walls import as_outlet
from counter.wire.day_proofs import DayProof, Head, root_of, signed_text

#: a request that began before midnight has committed by then
GRACE_MS = 10 * 60_000


class Proofs:
    """The proofs of all outlets."""

    def __init__(self, engine: sa.Engine, hub: HubName, clock: Callable[[], int]) -> None:
        """`clock` gives milliseconds since 1970 UTC."""
        self._engine, self._hub, self._clock = engine, hub, clock

    def proof(self, outlet: int, day: str) -> DayProof:
        """The proof of a day. Raises ValueError for what is no day, or one that has not begun."""
        begins = date.fromisoformat(day)
        if day != begins.isoformat() or _ms(begins) > self._clock():
            raise ValueError("not a day that has begun")
        try:
            return self._proof(outlet, begins, day)
        except IntegrityError:  # another process has kept it this moment
            return self._proof(outlet, begins, day)

    def _proof(self, outlet: int, begins: date, day: str) -> DayProof:
        mine = t.DAY_PROOF.c.outlet_no == outlet, t.DAY_PROOF.c.day == day
        with as_outlet(self._engine, outlet) as db:
            kept = db.execute(sa.select(t.DAY_PROOF.c.said).where(*mine)).scalar()
            if kept is not None:
                return msgspec.msgpack.decode(kept, type=DayProof)
            ends = _ms(begins + timedelta(days=1))
            made = self._signed(outlet, day, tuple(_heads(db, outlet, ends)), ends)
            if made.is_over:
                said = msgspec.msgpack.encode(made)
                db.execute(sa.insert(t.DAY_PROOF).values(outlet_no=outlet, day=day, said=said))
        return made

    def keep_yesterday(self) -> None:
        """Keeps the proof of the day before for every outlet, whether anybody asks or not."""
        today = datetime.fromtimestamp((self._clock() - GRACE_MS) / 1000, UTC).date()
        day = (today - timedelta(days=1)).isoformat()
        kept = sa.select(t.DAY_PROOF.c.outlet_no).where(t.DAY_PROOF.c.day == day)
        with self._engine.begin() as db:
            lacking = sa.select(t.STREAM.c.outlet_no).where(t.STREAM.c.outlet_no.not_in(kept))
            outlets = [int(one) for one in db.execute(lacking).scalars()]
        for outlet in outlets:
            self.proof(outlet, day)

    def _signed(self, outlet: int, day: str, heads: tuple[Head, ...], ends: int) -> DayProof:
        is_over = self._clock() >= ends + GRACE_MS
        plain = DayProof(outlet, day, heads, root_of(heads), is_over, b"")
        sig = self._hub.sign(signed_text(self._hub.name, plain))
        return msgspec.structs.replace(plain, sig=sig)


def _heads(db: sa.Connection, outlet: int, before: int) -> Iterator[Head]:
    """The last entry of each chain that came before a moment, by its index from the end."""
    log = t.OP_LOG.c
    chains = sa.select(t.CHAIN).where(t.CHAIN.c.outlet_no == outlet)
    for kept in sorted(db.execute(chains).all(), key=lambda one: bytes(one.chain)):
        of_chain = log.outlet_no == outlet, log.chain == kept.chain
        last = sa.select(log.seq).where(*of_chain, log.recv_at < before)
        seq = db.execute(last.order_by(log.seq.desc()).limit(1)).scalar()
        if seq is None:
            continue
        after = sa.select(log.prev).where(*of_chain, log.seq == seq + 1)
        link = kept.head if seq == kept.seq else db.execute(after).scalar()
        yield Head(bytes(kept.chain), int(seq), bytes(link or b""))


def _ms(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) * 1000
