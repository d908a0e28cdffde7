"""Figures for Prometheus at /metrics: what calls did, what came in, what waits.

With several workers the counts of all are added up where `PROMETHEUS_MULTIPROC_DIR` is set before
the first of them starts, as `hub --workers` does; what is read from the database is whole anyway.
"""

import hmac
import os
import time
from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import Any

import sqlalchemy as sa
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram
from prometheus_client import generate_latest as shown
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from counter.hub import tables as t
from counter.hub.console.outlet_facts import silent_count
from counter.hub.console.reading import reading
from counter.hub.projecting import NAME as PROJECTION
from counter.hub.routing import NAME as ROUTING

SEVERAL = "PROMETHEUS_MULTIPROC_DIR"
TOKEN = "COUNTER_HUB_METRICS_TOKEN"
REQUESTS = Counter("hub_requests", "Calls answered", ["call", "method", "status"])
DURATION = Histogram(
    "hub_request_seconds", "From a call to its answer", ["call"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)  # fmt: skip
INGEST = Histogram(
    "hub_ingest_seconds", "From a push to its receipt",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)  # fmt: skip
FEED = Counter("hub_feed_pages", "Pages of streams given")
PUSH_CALL, FEED_CALL, OTHER = "/v1/ops", "/v1/feed/{stream:int}", "other"
GOOD = 200


class Waiting(Collector):
    """What stands in the database at this moment."""

    def __init__(self, engine: sa.Engine, clock: Callable[[], int]) -> None:
        self._engine, self._clock = engine, clock

    def describe(self) -> list[Any]:
        """Nothing is asked before somebody looks."""
        return []

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """As the library asks for it; nothing where the database does not answer."""
        try:
            with reading(self._engine) as db:
                yield from list(self._gauges(db))
        except SQLAlchemyError:
            yield _gauge("hub_database_up", "Whether the database answers", 0)

    def _gauges(self, db: sa.Connection) -> Iterable[GaugeMetricFamily]:
        stream, far = t.STREAM.c, t.FOLLOWED.c
        yield _gauge("hub_database_up", "Whether the database answers", 1)
        held = db.execute(sa.select(sa.func.sum(stream.pos))).scalar()
        yield _gauge("hub_entries_held", "Entries in all streams", held)
        kept = db.execute(sa.select(sa.func.count()).select_from(t.QUARANTINE)).scalar()
        yield _gauge("hub_quarantined_changes", "Changes kept back", kept)
        silent = silent_count(db, self._clock())
        yield _gauge("hub_silent_outlets", "Outlets not heard for more than a day", silent)
        lag = GaugeMetricFamily(
            "hub_follower_lag", "Entries that wait for a follower", labels=["follower"]
        )
        for name in (ROUTING, PROJECTION):
            mine = sa.and_(far.outlet_no == stream.outlet_no, far.name == name)
            behind = sa.func.sum(stream.pos - sa.func.coalesce(far.pos, 0))
            query = sa.select(behind).select_from(t.STREAM.outerjoin(t.FOLLOWED, mine))
            lag.add_metric([name], float(db.execute(query).scalar() or 0))
        yield lag


def _gauge(name: str, about: str, value: Any) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, about, value=float(value or 0))


class Measured:
    """Counts calls around the application."""

    def __init__(self, app: ASGIApp) -> None:
        """As Starlette builds its middleware."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One call."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), [500]

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                status[0] = int(message["status"])
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            _count(scope, status[0], time.perf_counter() - began)


def _count(scope: Scope, status: int, took_s: float) -> None:
    """A call is named by its pattern: addresses nobody knows are one, or they would be many."""
    route = scope.get("route")
    call = str(getattr(route, "path", OTHER))
    REQUESTS.labels(call, scope["method"], str(status)).inc()
    DURATION.labels(call).observe(took_s)
    if call == PUSH_CALL and status == GOOD:
        INGEST.observe(took_s)
    if call == FEED_CALL and status == GOOD:
        FEED.inc()


def metrics_call(engine: sa.Engine, clock: Callable[[], int]) -> Callable[[Request], Any]:
    """The call that tells them: to this machine, or to whoever shows the token set in
    `COUNTER_HUB_METRICS_TOKEN`.
    """
    waiting = Waiting(engine, clock)

    def told() -> bytes:
        registry = CollectorRegistry()
        registry.register(waiting)
        if os.environ.get(SEVERAL):
            MultiProcessCollector(registry)
            return shown(registry)
        return shown(REGISTRY) + shown(registry)

    async def call(request: Request) -> Response:
        if not _may_read(request):
            return PlainTextResponse("Not from here: set a token, or ask on this machine.\n", 403)
        return Response(await run_in_threadpool(told), media_type=CONTENT_TYPE_LATEST)

    return call


def _may_read(request: Request) -> bool:
    token = os.environ.get(TOKEN, "")
    if token:
        shown_token = request.headers.get("authorization", "")
        return hmac.compare_digest(shown_token.encode(), f"Bearer {token}".encode())
    if request.client is None or "x-forwarded-for" in request.headers:
        return False  # a proxy on this machine speaks for somebody else
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False
