"""How the hub answers over HTTP: messages, refusals as messages, and who asks."""

import base64
import logging
from binascii import Error as NoBase64
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy.exc import OperationalError
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from counter.hub.gate import Gate, NotAdmitted
from counter.wire.messages import Named, Trouble
from counter.wire.packing import KIND, Unreadable, packed, unpacked

LOG = logging.getLogger(__name__)
MOST_BODY = 16_000_000
Call = Callable[[Request], Awaitable[Response]]


def told(call: Call) -> Call:
    """Refusals as messages, so that a seat knows our hub from any other thing that answers."""

    async def answered(request: Request) -> Response:
        try:
            return await call(request)
        except NotAdmitted as refused:
            return message(Trouble("not_admitted", refused.why), 403)
        except Unreadable as wrong:
            return message(Trouble("unreadable", str(wrong)), 400)
        except PermissionError:
            return message(Trouble("not_admitted", "scope"), 403)
        except ClientDisconnect:
            return Response(status_code=400)
        except OperationalError:
            LOG.exception("the database does not answer")
            return message(Trouble("busy", ""), 503)

    return answered


async def read(request: Request, kind: Any) -> Any:
    """The message a request brings. Raises Unreadable."""
    content = bytearray()
    async for piece in request.stream():
        content += piece
        if len(content) > MOST_BODY:
            raise Unreadable("too large")
    return unpacked(bytes(content), kind)


def message(said: Any, status: int = 200) -> Response:
    """An answer."""
    return Response(packed(said), status, media_type=KIND, headers={"cache-control": "no-store"})


async def who_asks(gate: Gate, request: Request) -> Named:
    """Who speaks, by the token he shows. Raises NotAdmitted."""
    scheme, _, shown = request.headers.get("authorization", "").partition(" ")
    if scheme != "RCS":
        raise NotAdmitted("token")
    try:
        token = base64.b64decode(shown, validate=True)
    except NoBase64 as wrong:
        raise NotAdmitted("token") from wrong
    return await run_in_threadpool(gate.who, token)
