"""Looks up those who call: many in one question, however many call at once.

A call that comes while a question is on its way is asked with the next one, so that what it is
answered was read after it came: a seat that was revoked is known by its next call.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from starlette.concurrency import run_in_threadpool

from counter.domain.records import HEAD_OFFICE
from counter.hub import tables as t
from counter.hub.routing import NAME as ROUTING
from counter.wire.messages import Named

#: callers in one question
MOST = 256
#: of a stream: how far it goes, how far it was looked through
Reach = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Seen:
    """Why he may not speak, nothing where he may; how far the streams go that he may read."""

    refused: str
    reach: Mapping[int, Reach]

    def has_nothing(self, stream: int, after: int) -> bool:
        """Whether a stream of his is looked through and nothing stands behind a position."""
        if stream not in self.reach:
            return False
        last, looked = self.reach[stream]
        return last <= looked <= after


class Callers:
    """Lives in one event loop."""

    def __init__(self, engine: sa.Engine, named: Callable[[bytes], Named]) -> None:
        """The database of the hub, as the office sees it; `named` reads a token."""
        self._engine, self.named = engine, named
        self._waiting: dict[Named, asyncio.Future[Seen]] = {}
        self._asking: asyncio.Task[None] | None = None

    async def look(self, who: Named) -> Seen:
        """How he stands by now. Raises what the database raises."""
        if who not in self._waiting:
            self._waiting[who] = asyncio.get_running_loop().create_future()
        found = self._waiting[who]
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask())
        return await asyncio.shield(found)  # others wait for it too

    async def _ask(self) -> None:
        while self._waiting:
            taken = list(self._waiting)[:MOST]
            asked = {who: self._waiting.pop(who) for who in taken}
            try:
                seen = await run_in_threadpool(self._read, taken)
            except Exception as trouble:  # it is raised where it is waited for
                for one in asked.values():
                    one.set_exception(trouble)
                    one.exception()  # whoever asked may have hung up
                continue
            for who, one in asked.items():
                one.set_result(seen[who])
        self._asking = None

    def _read(self, asked: Iterable[Named]) -> dict[Named, Seen]:
        numbers = sorted({who.outlet for who in asked} | {HEAD_OFFICE})
        known, stream, followed = t.REPLICA.c, t.STREAM.c, t.FOLLOWED.c
        seats = sa.select(known.outlet_no, known.replica, known.revoked_at).where(
            known.outlet_no.in_(numbers), known.replica.in_([who.replica for who in asked])
        )
        looked = (followed.outlet_no == stream.outlet_no) & (followed.name == ROUTING)
        streams = (
            sa.select(stream.outlet_no, stream.pos, sa.func.coalesce(followed.pos, 0))
            .join_from(t.STREAM, t.FOLLOWED, looked, isouter=True)
            .where(stream.outlet_no.in_(numbers))
        )
        with self._engine.connect().execution_options(only_reads=True) as db:
            revoked = {(int(no), bytes(name)): at is not None for no, name, at in db.execute(seats)}
            reach = {int(no): (int(last), int(upto)) for no, last, upto in db.execute(streams)}
        return {
            who: Seen(
                _why_not(revoked.get((who.outlet, who.replica))),
                {no: reach.get(no, (0, 0)) for no in (who.outlet, HEAD_OFFICE)},
            )
            for who in asked
        }


def _why_not(is_revoked: bool | None) -> str:
    if is_revoked is None:
        return "key"
    return "revoked" if is_revoked else ""
