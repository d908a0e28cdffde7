"""Pictures between neighbours: those beside the seat's own file, by the hub's own calls. On the
network of a shop one is sent in a piece.
"""

from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Any, Protocol, TypeVar

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from counter.domain.refusals import RuleBroken
from counter.hub.answering import message, read, told
from counter.storage.blobs import Blobs, stands
from counter.storage.database import Connection
from counter.wire.messages import Named, Trouble
from counter.wire.packing import BYTES_KIND, Unreadable

T = TypeVar("T")
MOST_BYTES, MOST_NAMES = 64_000_000, 1_000
OFFSET, COMPLETE = "upload-offset", "upload-complete"
Answer = Callable[[Request], Awaitable[Response]]


class Desk(Protocol):
    """Who asks, and the thread that reads the file."""

    async def who(self, request: Request) -> Named:
        """Raises NotAdmitted."""
        ...

    async def do(self, job: Callable[..., T], *given: Any) -> T:
        """Does something with the file."""
        ...


class PictureShelf:
    """The pictures that items of the shop have."""

    def __init__(self, db: Connection, blobs: Blobs) -> None:
        self._db, self._blobs = db, blobs

    def size(self, name: str) -> int | None:
        """Bytes of a picture that is here; None where it is not, or no item has it."""
        try:
            path = self._blobs.path(name)
        except RuleBroken:
            return None
        return path.stat().st_size if path.exists() and stands(self._db, name) else None

    def lacking(self, names: list[str]) -> list[str]:
        """Which of these an item has, and are not here."""
        return [one for one in names if self.is_wanted(one)]

    def is_wanted(self, name: str) -> bool:
        """Whether an item has it, and it is not here."""
        try:
            return not self._blobs.path(name).exists() and stands(self._db, name)
        except RuleBroken:
            return False

    def keep(self, name: str, content: bytes) -> bool:
        """Whether it is what its name says; then it is kept."""
        if sha256(content).hexdigest() != name:
            return False
        self._blobs.put(content)
        return True

    def file(self, name: str) -> str:
        """Where it lies."""
        return str(self._blobs.path(name))


class _Calls:
    def __init__(self, shelf: PictureShelf, desk: Desk) -> None:
        self._shelf, self._desk = shelf, desk

    async def lacking(self, request: Request) -> Response:
        await self._desk.who(request)
        names = await read(request, list[str])
        if len(names) > MOST_NAMES:
            raise Unreadable("too many names")
        return message(await self._desk.do(self._shelf.lacking, names))

    async def give(self, request: Request) -> Response:
        await self._desk.who(request)
        name = request.path_params["name"]
        size = await self._desk.do(self._shelf.size, name)
        if request.method == "HEAD":
            if size is None and not await self._desk.do(self._shelf.is_wanted, name):
                return _not_here()
            said = {OFFSET: str(size or 0), COMPLETE: f"?{int(size is not None)}"}
            return Response(headers=said, media_type=BYTES_KIND)
        if size is None:
            return _not_here()
        tag = {"etag": f'"{name}"', "cache-control": "no-store"}
        return FileResponse(self._shelf.file(name), media_type=BYTES_KIND, headers=tag)

    async def take(self, request: Request) -> Response:
        await self._desk.who(request)
        name, content = request.path_params["name"], bytearray()
        if not await self._desk.do(self._shelf.is_wanted, name):
            return _not_here()
        async for piece in request.stream():
            content += piece
            if len(content) > MOST_BYTES:
                raise Unreadable("too large")
        if not await self._desk.do(self._shelf.keep, name, bytes(content)):
            return message(Trouble("altered", ""), 422)
        return message(len(content))


def picture_routes(shelf: PictureShelf, desk: Desk) -> list[Route]:
    """The calls."""
    calls = _Calls(shelf, desk)
    return [
        Route("/v1/blobs", told(calls.lacking), methods=["POST"]),
        Route("/v1/blob/{name}", told(calls.take), methods=["PUT"]),
        Route("/v1/blob/{name}", told(calls.give)),
    ]


def _not_here() -> Response:
    return message(Trouble("not_here", ""), 404)
