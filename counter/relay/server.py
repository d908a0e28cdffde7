"""What a relay answers: the hub's own calls and messages, over the file of its seat; instead of a
stream by positions it tells each what he lacks of what he says he holds.
"""

import asyncio
import base64
import logging
from binascii import Error as NoBase64
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from counter.hub.answering import MOST_UNASKED, message, read, told
from counter.hub.gate import NotAdmitted
from counter.relay.door import Door
from counter.relay.pictures import PictureShelf, picture_routes
from counter.storage.database import DatabaseError
from counter.sync.nearby import NearBook
from counter.wire.messages import MOST_ENTRIES, Named, Proof, Run
from counter.wire.nearby import LONGEST_WAIT_MS, Asked, Meeting, Told
from counter.wire.packing import Unreadable

LOG = logging.getLogger(__name__)
T = TypeVar("T")
#: how often the file is looked at for what its own window has written
LOOK_S = 0.05
ENDS_S = 2.0


class RelayCalls:
    """All of it is done on one thread of the relay's own, `desk`: its connection reads there."""

    def __init__(self, near: NearBook, door: Door, desk: ThreadPoolExecutor) -> None:
        self._near, self._door, self._desk = near, door, desk
        self._news, self._changes = asyncio.Condition(), 0
        #: who has spoken, and when last
        self.heard: dict[bytes, int] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_over = False

    async def do(self, job: Callable[..., T], *given: Any) -> T:
        """Does something with the file."""
        return await asyncio.get_running_loop().run_in_executor(self._desk, job, *given)

    async def watch(self) -> None:
        """Tells whoever waits that the file has changed, for ever."""
        self._loop, last = asyncio.get_running_loop(), -1
        while True:
            try:
                found = await self.do(self._version)
            except DatabaseError:
                LOG.exception("the file cannot be looked at; it is tried again")
            else:
                if found != last:
                    last = found
                    await self._ring()
            await asyncio.sleep(LOOK_S)

    def finish(self, then: Callable[[], object]) -> None:
        """From another thread, before the end: nobody waits any longer, then something is done on
        the relay's.
        """
        self._is_over = True
        if self._loop is not None:
            with suppress(TimeoutError):
                asyncio.run_coroutine_threadsafe(self._finish(then), self._loop).result(ENDS_S)

    async def _finish(self, then: Callable[[], object]) -> None:
        await self._ring()
        await asyncio.sleep(LOOK_S)  # answers go out
        then()

    def _version(self) -> int:
        return int(self._near.reader.db.execute("PRAGMA data_version").fetchone()[0])

    async def _ring(self) -> None:
        async with self._news:
            self._changes += 1
            self._news.notify_all()

    # -- who asks

    async def who(self, request: Request) -> Named:
        """Who speaks, by the token he shows. Raises NotAdmitted."""
        scheme, _, shown = request.headers.get("authorization", "").partition(" ")
        try:
            token = base64.b64decode(shown, validate=True)
        except NoBase64 as wrong:
            raise NotAdmitted("token") from wrong
        if scheme != "RCS":
            raise NotAdmitted("token")
        who = await self.do(self._door.who, token)
        self.heard[who.replica] = self._door.clock()
        return who

    async def nonce(self, _request: Request) -> Response:
        """What is to be signed."""
        return message(self._door.nonce())

    async def token(self, request: Request) -> Response:
        """For a seat that has signed it."""
        proof = await read(request, Proof, MOST_UNASKED)
        return message(await self.do(self._door.token, proof.who, proof.nonce, proof.sig))

    async def meet(self, request: Request) -> Response:
        """A seat that has typed the code shown here."""
        said = await read(request, Meeting, MOST_UNASKED)
        answered = await self.do(self._door.meet, said)
        if answered is None:
            raise NotAdmitted("code")
        return message(answered)

    # -- entries

    async def hello(self, request: Request) -> Response:
        """How far a chain is held."""
        await self.who(request)
        return message(await self.do(self._near.hello, _bytes(request.path_params["chain"])))

    async def link(self, request: Request) -> Response:
        """The link of an entry."""
        await self.who(request)
        chain, seq = _bytes(request.path_params["chain"]), request.path_params["seq"]
        return message(await self.do(self._near.link, chain, seq))

    async def ops(self, request: Request) -> Response:
        """Takes entries."""
        await self.who(request)
        run = await read(request, Run)
        if len(run.packets) > MOST_ENTRIES:
            raise Unreadable("too many entries")
        said = await self.do(self._near.push, run)
        await self._ring()
        return message(said)

    async def near(self, request: Request) -> Response:
        """What he lacks; where there is nothing, waits as long as he would."""
        await self.who(request)
        asked = await read(request, Asked)
        until = asyncio.get_running_loop().time() + min(asked.wait_ms, LONGEST_WAIT_MS) / 1000
        await self.do(self._hear, asked)
        while True:
            seen = self._changes
            said: Told = await self.do(self._near.answer, asked)
            left = until - asyncio.get_running_loop().time()
            if said.runs or left <= 0 or self._is_over:
                return message(said)
            await self._wait(seen, left)

    def _hear(self, asked: Asked) -> None:
        self._near.circle.hear(asked.office)
        self._near.hear(asked.receipts)

    async def _wait(self, seen: int, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds), self._news:
                await self._news.wait_for(lambda: self._changes != seen)


def application(calls: RelayCalls, pictures: PictureShelf) -> Starlette:
    """The relay as an ASGI application."""
    routes = [
        Route("/v1/nonce", told(calls.nonce), methods=["POST"]),
        Route("/v1/token", told(calls.token), methods=["POST"]),
        Route("/v1/meet", told(calls.meet), methods=["POST"]),
        Route("/v1/hello/{chain}", told(calls.hello)),
        Route("/v1/link/{chain}/{seq:int}", told(calls.link)),
        Route("/v1/ops", told(calls.ops), methods=["POST"]),
        Route("/v1/near", told(calls.near), methods=["POST"]),
        *picture_routes(pictures, calls),
    ]

    @asynccontextmanager
    async def watching(_app: Starlette) -> AsyncGenerator[None]:
        watch = asyncio.create_task(calls.watch())
        yield
        watch.cancel()

    return Starlette(routes=routes, lifespan=watching)


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError as wrong:
        raise Unreadable("not an id") from wrong
