"""What the hub serves besides entries: digests, proofs, pictures and snapshots; and what it does
now and then of its own accord.
"""

import asyncio
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import sqlalchemy as sa
from msgspec import Meta
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route

from counter.hub.answering import Call, message, read, told, who_asks
from counter.hub.callers import Callers
from counter.hub.pictures import MOST_BYTES, Altered, NotHis, Pictures
from counter.hub.projecting import Projection
from counter.hub.proofs import Proofs
from counter.hub.routing import HubName
from counter.hub.snapshots import NothingThere, Snapshots, Working
from counter.storage.database import DatabaseError
from counter.wire.messages import Named, Trouble
from counter.wire.packing import BYTES_KIND, Unreadable

LOG = logging.getLogger(__name__)
BEAT_S = 10.0
#: bytes of a picture written at a time; what a cut request has brought so far is kept
PIECE = 256_000
MOST_NAMES = 1_000
OFFSET, COMPLETE = "upload-offset", "upload-complete"
_FROM = re.compile(r"bytes=(\d{1,12})-")
_RANGE = re.compile(r"bytes (\d{1,12})-(\d{1,12})/(\d{1,12})")


@dataclass(frozen=True, slots=True)
class Holdings:
    """The parts of it."""

    callers: Callers
    projection: Projection
    proofs: Proofs
    pictures: Pictures
    snapshots: Snapshots
    #: what else is done at each beat
    duties: tuple[Callable[[], object], ...] = ()

    def routes(self) -> list[Route]:
        """The calls."""
        calls = _Calls(self)
        return [
            Route("/v1/digest", _worded(calls.digest)),
            Route("/v1/digest/{table}", _worded(calls.digest)),
            Route("/v1/proof/{day}", _worded(calls.proof)),
            Route("/v1/blobs", _worded(calls.lacking), methods=["POST"]),
            Route("/v1/blob/{name}", _worded(calls.take), methods=["PUT"]),
            Route("/v1/blob/{name}", _worded(calls.give)),
            Route("/v1/snapshot", _worded(calls.snapshot)),
            Route("/v1/snapshot/file", _worded(calls.snapshot_file)),
        ]

    async def beat(self) -> None:
        """What is to be done whether anybody asks or not, for ever."""
        await run_in_threadpool(self.one_beat, self.projection.bring_up_to_date)
        while True:
            for one in (
                self.projection.follow, self.pictures.settle, self.snapshots.forget_erased,
                self.proofs.keep_yesterday, *self.duties,
            ):  # fmt: skip
                await run_in_threadpool(self.one_beat, one)
            await asyncio.sleep(BEAT_S)

    @staticmethod
    def one_beat(what: Callable[[], object]) -> None:
        """Does one of the things a beat does; what goes wrong is written to the log."""
        try:
            what()
        except Exception:  # a fault of ours ends one of these, and not all of them for ever
            LOG.exception("it will be tried again")


def holdings_of(
    engine: sa.Engine,
    hub: HubName,
    folder: Path,
    callers: Callers,
    clock: Callable[[], int],
    *,
    blobs: str = "",
) -> Holdings:
    """All of it over one database and the hub's folder; `blobs` is s3://bucket/prefix where
    pictures lie there.
    """
    return Holdings(
        callers,
        Projection(engine, clock),
        Proofs(engine, hub, clock),
        Pictures(engine, folder, blobs),
        Snapshots(engine, hub, folder, clock),
    )


def _worded(call: Call) -> Call:
    async def answered(request: Request) -> Response:
        try:
            return await call(request)
        except NotHis:
            return message(Trouble("not_here", ""), 404)
        except NothingThere:
            return message(Trouble("nothing_there", ""), 404)
        except Working:
            return message(Trouble("busy", "snapshot"), 503)
        except Altered:
            return message(Trouble("altered", ""), 422)
        except (OSError, DatabaseError):
            LOG.exception("the disk or the store of pictures does not do it; it is asked again")
            return message(Trouble("busy", "disk"), 503)

    return told(answered)


class _Calls:
    def __init__(self, of: Holdings) -> None:
        self._of = of

    async def digest(self, request: Request) -> Response:
        who, table = await self._who(request), request.path_params.get("table", "")
        return message(await run_in_threadpool(self._of.projection.digest, who.outlet, table))

    async def proof(self, request: Request) -> Response:
        who, day = await self._who(request), request.path_params["day"]
        try:
            return message(await run_in_threadpool(self._of.proofs.proof, who.outlet, day))
        except ValueError as wrong:
            raise Unreadable(str(wrong)) from wrong

    # -- pictures

    async def lacking(self, request: Request) -> Response:
        who = await self._who(request)
        names = await read(request, Annotated[list[str], Meta(max_length=MOST_NAMES)])
        await run_in_threadpool(self._of.projection.follow, who.outlet)
        return message(await run_in_threadpool(self._of.pictures.lacking, who, names))

    async def give(self, request: Request) -> Response:
        who, name = await self._who(request), request.path_params["name"]
        pictures = self._of.pictures
        await run_in_threadpool(self._of.projection.follow, who.outlet)
        held = await run_in_threadpool(pictures.held, who, name)
        if request.method == "HEAD":
            size = {OFFSET: str(held.size), COMPLETE: f"?{int(held.whole)}"}
            return Response(headers=size, media_type=BYTES_KIND)
        if not held.whole:
            raise NotHis(name)
        tag = {"etag": f'"{name}"', "cache-control": "no-store"}
        path = pictures.path(name)
        if path is not None:
            return FileResponse(path, media_type=BYTES_KIND, headers=tag)
        return _streamed(request, pictures.read, name, held.size)

    async def take(self, request: Request) -> Response:
        who, name = await self._who(request), request.path_params["name"]
        pictures = self._of.pictures
        await run_in_threadpool(self._of.projection.follow, who.outlet)
        held = await run_in_threadpool(pictures.held, who, name)
        first, last, size = _range(request)
        if held.whole:
            return message(held.size)
        if first > held.size:
            return message(held.size, 409)
        at = await self._write(request, pictures.part(who, name), first, last)
        if at == size:
            await run_in_threadpool(pictures.finish, pictures.part(who, name), name)
        return message(at)

    async def _write(self, request: Request, part: Path, first: int, last: int) -> int:
        """Writes what comes as it comes; answers up to where."""
        at, piece, write = first, bytearray(), self._of.pictures.write
        try:
            async for more in request.stream():
                piece += more
                if at + len(piece) > last + 1:
                    raise Unreadable("longer than it says")
                if len(piece) >= PIECE:
                    await run_in_threadpool(write, part, at, bytes(piece))
                    at, piece = at + len(piece), bytearray()
        except ClientDisconnect:
            await run_in_threadpool(write, part, at, bytes(piece))
            raise
        await run_in_threadpool(write, part, at, bytes(piece))
        return at + len(piece)

    # -- snapshots

    async def snapshot(self, request: Request) -> Response:
        who = await self._who(request)
        said, _ = await run_in_threadpool(self._of.snapshots.newest, who.outlet)
        return message(said)

    async def snapshot_file(self, request: Request) -> Response:
        who = await self._who(request)
        said, path = await run_in_threadpool(self._of.snapshots.newest, who.outlet)
        tag = {"etag": f'"{said.sha256}"', "cache-control": "no-store"}
        return FileResponse(path, media_type=BYTES_KIND, headers=tag)

    async def _who(self, request: Request) -> Named:
        who, _ = await who_asks(self._of.callers, request)
        return who


def _streamed(
    request: Request, read: Callable[[str, int], Iterator[bytes]], name: str, size: int
) -> Response:
    """A picture from a store without files, from the place on that is asked for."""
    tag = f'"{name}"'
    headers = {"etag": tag, "cache-control": "no-store", "accept-ranges": "bytes"}
    found = _FROM.fullmatch(request.headers.get("range", ""))
    first = int(found[1]) if found and request.headers.get("if-range", tag) == tag else 0
    if first >= size > 0:
        return Response(status_code=416, headers={"content-range": f"bytes */{size}"})
    headers["content-length"] = str(size - first)
    if first:
        headers["content-range"] = f"bytes {first}-{size - 1}/{size}"
    status = 206 if first else 200
    return StreamingResponse(read(name, first), status, headers, BYTES_KIND)


def _range(request: Request) -> tuple[int, int, int]:
    """First and last byte of what comes, and the size of the whole."""
    found = _RANGE.fullmatch(request.headers.get("content-range", ""))
    if found is None:
        raise Unreadable("no range")
    first, last, size = (int(one) for one in found.groups())
    if not first <= last < size:
        raise Unreadable("no range")
    if size > MOST_BYTES:
        raise HTTPException(413)
    return first, last, size
