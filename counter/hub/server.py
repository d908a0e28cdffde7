"""The hub over HTTP (sync.md §5.2): one small function a call, nothing remembered between them."""

import base64
import logging
from binascii import Error as NoBase64
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from counter.hub.gate import Gate, NotAdmitted
from counter.hub.ledger import Ledger
from counter.hub.routing import Routing
from counter.wire.messages import MOST_ENTRIES, Enrol, Named, Proof, Run, Trouble
from counter.wire.packing import KIND, Unreadable, packed, unpacked

LOG = logging.getLogger(__name__)
MOST_BODY, MOST_DIGITS = 16_000_000, 18
Call = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Hub:
    """The parts of a running hub."""

    engine: sa.Engine
    gate: Gate
    ledger: Ledger
    routing: Routing


def application(hub: Hub) -> Starlette:
    """The hub as an ASGI application."""
    calls = _Calls(hub)
    routes = [
        Route("/v1/enrol", _told(calls.enrol), methods=["POST"]),
        Route("/v1/nonce", _told(calls.nonce), methods=["POST"]),
        Route("/v1/token", _told(calls.token), methods=["POST"]),
        Route("/v1/hello/{chain}", _told(calls.hello)),
        Route("/v1/link/{chain}/{seq:int}", _told(calls.link)),
        Route("/v1/ops", _told(calls.ops), methods=["POST"]),
        Route("/v1/feed/{stream:int}", _told(calls.feed)),
        Route("/health", calls.health),
    ]
    return Starlette(routes=routes)


def _told(call: Call) -> Call:
    """Refusals as messages, so that a seat knows our hub from any other thing that answers."""

    async def told(request: Request) -> Response:
        try:
            return await call(request)
        except NotAdmitted as refused:
            return _message(Trouble("not_admitted", refused.why), 403)
        except Unreadable as wrong:
            return _message(Trouble("unreadable", str(wrong)), 400)
        except PermissionError:
            return _message(Trouble("not_admitted", "scope"), 403)
        except ClientDisconnect:
            return Response(status_code=400)
        except OperationalError:
            LOG.exception("the database does not answer")
            return _message(Trouble("busy", ""), 503)

    return told


class _Calls:
    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def enrol(self, request: Request) -> Response:
        asked = await _read(request, Enrol)
        return _message(await run_in_threadpool(self._hub.gate.enrol, asked))

    async def nonce(self, _request: Request) -> Response:
        return _message(await run_in_threadpool(self._hub.gate.nonce))

    async def token(self, request: Request) -> Response:
        proof = await _read(request, Proof)
        gate = self._hub.gate
        return _message(await run_in_threadpool(gate.token, proof.who, proof.nonce, proof.sig))

    async def hello(self, request: Request) -> Response:
        who, chain = await self._who(request), _bytes(request.path_params["chain"])
        return _message(await run_in_threadpool(self._hub.ledger.hello, who, chain))

    async def link(self, request: Request) -> Response:
        who, chain = await self._who(request), _bytes(request.path_params["chain"])
        seq = request.path_params["seq"]
        return _message(await run_in_threadpool(self._hub.ledger.link, who, chain, seq))

    async def ops(self, request: Request) -> Response:
        who = await self._who(request)
        run = await _read(request, Run)
        if len(run.packets) > MOST_ENTRIES:
            raise Unreadable("too many entries")
        return _message(await run_in_threadpool(self._push, who, run))

    def _push(self, who: Named, run: Run) -> Any:
        said = self._hub.ledger.push(who, run)
        self._hub.routing.follow()
        return said

    async def feed(self, request: Request) -> Response:
        who, stream = await self._who(request), request.path_params["stream"]
        after, limit = _whole(request, "after", 0), _whole(request, "limit", MOST_ENTRIES)
        page = await run_in_threadpool(
            self._hub.ledger.feed, who, stream, after, min(max(limit, 1), MOST_ENTRIES)
        )
        return _message(page)

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
        scheme, _, shown = request.headers.get("authorization", "").partition(" ")
        if scheme != "RCS":
            raise NotAdmitted("token")
        try:
            token = base64.b64decode(shown, validate=True)
        except NoBase64 as wrong:
            raise NotAdmitted("token") from wrong
        return await run_in_threadpool(self._hub.gate.who, token)


async def _read(request: Request, kind: Any) -> Any:
    content = bytearray()
    async for piece in request.stream():
        content += piece
        if len(content) > MOST_BODY:
            raise Unreadable("too large")
    return unpacked(bytes(content), kind)


def _message(said: Any, status: int = 200) -> Response:
    return Response(packed(said), status, media_type=KIND, headers={"cache-control": "no-store"})


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
