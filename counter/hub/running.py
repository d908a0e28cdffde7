"""A whole hub from its folder: key, database, gate, ledger, routing, application."""

import os
from dataclasses import replace
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import Route

from counter.hub.callers import Callers
from counter.hub.console.answers import Office
from counter.hub.console.people import People
from counter.hub.console.site import Site
from counter.hub.customer.limits import Visitors
from counter.hub.customer.visits import Visits
from counter.hub.gate import Gate
from counter.hub.home import database_of, key_in, name_of
from counter.hub.ledger import Ledger
from counter.hub.limits import Limits
from counter.hub.measuring import Measured, metrics_call
from counter.hub.publishing import Publisher
from counter.hub.readiness import ready_call
from counter.hub.routing import Routing
from counter.hub.server import Hub, application
from counter.hub.serving import holdings_of
from counter.machine_home import now


def built(folder: Path, url: str = "", blobs: str = "") -> Starlette:
    """The application of the hub in a folder; several processes may serve one database. `blobs` is
    s3://bucket/prefix where pictures lie there.
    """
    engine = database_of(folder, url, stays=True)
    name = name_of(engine, key_in(folder), os.urandom)
    gate = Gate(engine, name, now, os.urandom)
    callers = Callers(engine, gate.named)
    publisher = Publisher(engine, name, now, os.urandom)
    holdings = holdings_of(engine, name, folder, callers, now, blobs=blobs)
    hub = Hub(
        engine,
        gate,
        callers,
        Ledger(engine, name.sign, now),
        Routing(engine, name, now),
        replace(holdings, duties=(publisher.release,)),
        Visits(engine, name, now, Visitors(Limits())),
    )
    hub.routing.follow()  # what a stop has left
    app = application(hub)
    office = Office(engine, People(engine, now, os.urandom), gate, now, publisher)
    app.router.routes += Site(office, os.urandom).routes()
    app.router.routes.append(Route("/ready", ready_call(engine)))
    app.router.routes.append(Route("/metrics", metrics_call(engine, now)))
    app.add_middleware(Measured)
    return app
