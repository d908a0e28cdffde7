"""Whether this process may be sent calls: /health says that it lives, /ready that it can do its
work: the database answers, can be written, and is of this program's version.
"""

from collections.abc import Awaitable, Callable

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from counter.hub import tables as t
from counter.hub.migrating import HEAD

READY, NOT_YET = 200, 503


def ready_call(engine: sa.Engine) -> Callable[[Request], Awaitable[Response]]:
    """The call; 503 with a word where it is not ready."""

    async def call(_request: Request) -> Response:
        why = await run_in_threadpool(trouble_of, engine)
        said = {"ready": not why} | ({"why": why} if why else {})
        return JSONResponse(said, NOT_YET if why else READY)

    return call


def trouble_of(engine: sa.Engine) -> str:
    """What keeps the hub from its work; nothing where nothing does."""
    try:
        with engine.begin() as db:
            if db.dialect.name == "postgresql":
                standby = db.execute(sa.text("SELECT pg_is_in_recovery()")).scalar()
                if standby:
                    return "the database is a standby"
            version = db.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
            if str(version) != HEAD:
                return "the database is of another version"
            if db.execute(sa.select(t.HUB.c.name).where(t.HUB.c.name == "name")).first() is None:
                return "the hub has no name yet"
    except SQLAlchemyError:
        return "the database does not answer"
    return ""
