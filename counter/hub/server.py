"""The hub over HTTP (sync.md §5.2): one small function a call, nothing remembered between them."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from counter.domain.records import HEAD_OFFICE
from counter.hub.answering import MOST_UNASKED, by_address, limits_of, message, read, told, who_asks
from counter.hub.bell import Bell
from counter.hub.callers import Callers, Seen
from counter.hub.customer.visits import Visits
from counter.hub.following import Follower
from counter.hub.gate import Gate, NotAdmitted
from counter.hub.ledger import Ledger
from counter.hub.limits import Limits
from counter.hub.routing import Routing
from counter.hub.serving import Holdings
from counter.wire.messages import MOST_ENTRIES, Enrol, Named, Proof, Run
from counter.wire.packing import Unreadable

MOST_DIGITS = 18
#: how long a call may wait for something new
MOST_WAIT_S = 25


@dataclass(frozen=True, slots=True)
class Hub:
    """The parts of a running hub."""

    engine: sa.Engine
    gate: Gate
    callers: Callers
    ledger: Ledger
    routing: Routing
    holdings: Holdings
    visits: Visits | None = None


def application(hub: Hub) -> Starlette:
    """The hub as an ASGI application."""
    calls = _Calls(hub)
    routes = [
        Route("/v1/enrol", told(calls.enrol), methods=["POST"]),
        Route("/v1/nonce", told(calls.nonce), methods=["POST"]),
        Route("/v1/token", told(calls.token), methods=["POST"]),
        Route("/v1/hello/{chain}", told(calls.hello)),
        Route("/v1/link/{chain}/{seq:int}", told(calls.link)),
        Route("/v1/ops", told(calls.ops), methods=["POST"]),
        Route("/v1/seats", told(calls.seats)),
        Route("/v1/feed/{stream:int}", told(calls.feed)),
        Route("/health", calls.health),
        *hub.holdings.routes(),
        *(hub.visits.routes() if hub.visits else ()),
    ]

    @asynccontextmanager
    async def beating(_app: Starlette) -> AsyncGenerator[None]:
        beat = asyncio.create_task(hub.holdings.beat())
        yield
        beat.cancel()
        with suppress(asyncio.CancelledError):
            await beat  # what it is doing is done first
        await run_in_threadpool(calls.follower.close)
        hub.engine.dispose()

    app = Starlette(routes=routes, lifespan=beating)
    app.state.limits = Limits()
    return app


class _Calls:
    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._bell = Bell(hub.routing.positions)
        self.follower = Follower(hub.routing.follow, self._bell.ring)

    async def enrol(self, request: Request) -> Response:
        by_address(request, "enrol")
        by_address(request, "wrong code", only_look=True)
        asked = await read(request, Enrol, MOST_UNASKED)
        try:
            return message(await run_in_threadpool(self._hub.gate.enrol, asked))
        except NotAdmitted:
            by_address(request, "wrong code")
            raise

    async def nonce(self, request: Request) -> Response:
        by_address(request, "token")
        return message(await run_in_threadpool(self._hub.gate.nonce))

    async def token(self, request: Request) -> Response:
        by_address(request, "token")
        proof = await read(request, Proof, MOST_UNASKED)
        gate = self._hub.gate
        return message(await run_in_threadpool(gate.token, proof.who, proof.nonce, proof.sig))

    async def hello(self, request: Request) -> Response:
        who, chain = await self._who(request), _bytes(request.path_params["chain"])
        return message(await run_in_threadpool(self._hub.ledger.hello, who, chain))

    async def link(self, request: Request) -> Response:
        who, chain = await self._who(request), _bytes(request.path_params["chain"])
        seq = request.path_params["seq"]
        return message(await run_in_threadpool(self._hub.ledger.link, who, chain, seq))

    async def seats(self, request: Request) -> Response:
        who = await self._who(request)
        return message(await run_in_threadpool(self._hub.gate.listed, who.outlet))

    async def ops(self, request: Request) -> Response:
        who = await self._who(request)
        run = await read(request, Run)
        if len(run.packets) > MOST_ENTRIES:
            raise Unreadable("too many entries")
        return message(await run_in_threadpool(self._push, who, run))

    def _push(self, who: Named, run: Run) -> Any:
        with self.follower.pushing():
            return self._hub.ledger.push(who, run)

    def _feed(self, who: Named, stream: int, after: int, limit: int) -> Any:
        self.follower.settle()
        if self._hub.ledger.is_behind(who, stream):
            self._hub.routing.follow(stream)  # what a seat has pushed, its neighbour is given
        return self._hub.ledger.feed(who, stream, after, limit)

    async def feed(self, request: Request) -> Response:
        """A limit of 0 asks only whether there is more; `wait` is for so many seconds at most."""
        (who, seen), stream = await self._seen(request), request.path_params["stream"]
        after, limit = _whole(request, "after", 0), _whole(request, "limit", MOST_ENTRIES)
        wait_s = min(_whole(request, "wait", 0), MOST_WAIT_S)
        if wait_s and stream in (who.outlet, HEAD_OFFICE):
            with limits_of(request).waiting(who) as may_wait:
                await self._bell.wait(stream, after, wait_s if may_wait else 0)
            seen = await self._hub.callers.look(who)
        if self.follower.is_idle() and seen.has_nothing(stream, after):  # as most calls find it
            return message(self._hub.ledger.nothing_new(stream, after))
        page = await run_in_threadpool(self._feed, who, stream, after, min(limit, MOST_ENTRIES))
        return message(page)

    async def health(self, _request: Request) -> Response:
        def look() -> None:
            with self._hub.engine.begin() as db:
                db.execute(sa.text("SELECT 1"))

        try:
            await run_in_threadpool(look)
        except SQLAlchemyError:
            return JSONResponse({"ok": False}, status_code=503)
        return JSONResponse({"ok": True})

    async def _who(self, request: Request) -> Named:
        who, _ = await self._seen(request)
        return who

    async def _seen(self, request: Request) -> tuple[Named, Seen]:
        return await who_asks(self._hub.callers, request)


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError as wrong:
        raise Unreadable("not an id") from wrong


def _whole(request: Request, name: str, otherwise: int) -> int:
    text = request.query_params.get(name, str(otherwise))
    if not text.isdecimal() or len(text) > MOST_DIGITS:
        raise HTTPException(400)
    return int(text)
