"""How the hub answers over HTTP: messages, refusals as messages, and who asks."""

import asyncio
import base64
import logging
from binascii import Error as NoBase64
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from counter.domain.refusals import RuleBroken
from counter.hub.callers import Callers, Seen
from counter.hub.gate import NotAdmitted
from counter.hub.limits import BY_ADDRESS, BY_SEAT, Limits, TooMany, line_of
from counter.hub.walls import ASKING
from counter.wire.messages import Named, Trouble
from counter.wire.packing import KIND, MOST_UNPACKED, Unreadable, packed, unpacked

LOG = logging.getLogger(__name__)
#: a push; and what somebody may send who has not said who he is
MOST_BODY, MOST_UNASKED = 16_000_000, 4_000
#: a message that has not come whole by then is given up: a slow line brings 8 MB in it
PATIENCE_S = 300.0
NEAR = ("127.0.0.1", "::1")
#: SQLSTATE of what row-level security refuses
BARRED = "42501"
Call = Callable[[Request], Awaitable[Response]]


def told(call: Call) -> Call:
    """Refusals as messages, so that a seat knows our hub from any other thing that answers."""

    async def answered(request: Request) -> Response:
        try:
            return await call(request)
        except ClientDisconnect:
            return Response(status_code=400)
        except HTTPException:
            raise
        except Exception as trouble:
            return _refusal(trouble)

    return answered


def _refusal(trouble: Exception) -> Response:
    """What is said of it; a fault of ours is said as a message too, or a seat would take this for
    something else than its hub.
    """
    match trouble:
        case NotAdmitted():
            said, status = Trouble("not_admitted", trouble.why), 403
        case Unreadable():
            said, status = Trouble("unreadable", str(trouble)), 400
        case PermissionError():
            said, status = Trouble("not_admitted", "scope"), 403
        case TooMany():
            said, status = Trouble("busy", "rate"), 429
        case OperationalError() | IntegrityError():  # the latter: two did the same at once
            LOG.error("the database did not do it; it will be asked again", exc_info=trouble)
            said, status = Trouble("busy", ""), 503
        case DBAPIError() if getattr(trouble.orig, "sqlstate", "") == BARRED:
            LOG.error("the wall between outlets has held something back", exc_info=trouble)
            said, status = Trouble("not_admitted", "scope"), 403
        case _:
            LOG.error("a fault of this program while it answered", exc_info=trouble)
            why = trouble.rule if isinstance(trouble, RuleBroken) else type(trouble).__name__
            said, status = Trouble("hub_fault", why), 500
    answer = message(said, status)
    if isinstance(trouble, TooMany):
        answer.headers["retry-after"] = str(trouble.wait_s)
    return answer


async def read(request: Request, kind: Any, most: int = MOST_BODY) -> Any:
    """The message a request brings, of at most so many bytes, four times that when it is unpacked.
    Raises Unreadable.
    """
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said) > most:
        raise Unreadable("too large")
    content = bytearray()
    try:
        async with asyncio.timeout(PATIENCE_S):
            async for piece in request.stream():
                content += piece
                if len(content) > most:
                    raise Unreadable("too large")
    except TimeoutError as late:
        raise Unreadable("too slow") from late
    return unpacked(bytes(content), kind, min(4 * most, MOST_UNPACKED))


def message(said: Any, status: int = 200) -> Response:
    """An answer."""
    return Response(packed(said), status, media_type=KIND, headers={"cache-control": "no-store"})


async def who_asks(callers: Callers, request: Request) -> tuple[Named, Seen]:
    """Who speaks, by the token he shows, and how he stands. Raises NotAdmitted."""
    scheme, _, shown = request.headers.get("authorization", "").partition(" ")
    if scheme != "RCS":
        raise NotAdmitted("token")
    try:
        token = base64.b64decode(shown, validate=True)
    except NoBase64 as wrong:
        raise NotAdmitted("token") from wrong
    ASKING.set(None)
    who = callers.named(token)
    seen = await callers.look(who)
    if seen.refused:
        raise NotAdmitted(seen.refused)
    ASKING.set(who.outlet)
    if not is_near(request):
        what = request.url.path.split("/")[2]
        limits_of(request).take(what, who, BY_SEAT.get(what, BY_SEAT["other"]))
    return who, seen


def by_address(request: Request, what: str, *, only_look: bool = False) -> None:
    """Counts a call of somebody who has not said who he is. Raises TooMany."""
    if is_near(request):
        return
    limits, line = limits_of(request), line_of(request.client.host if request.client else "")
    ask = limits.check if only_look else limits.take
    ask(what, line, BY_ADDRESS[what])


def limits_of(request: Request) -> Limits:
    """The buckets of this process."""
    return request.app.state.limits


def is_near(request: Request) -> bool:
    """Whether it comes from the hub's own machine and not through a proxy there: it is not counted.
    A proxy that says for whom it asks (X-Forwarded-For) is seen through.
    """
    return request.client is None or request.client.host in NEAR
