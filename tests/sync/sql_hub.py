"""A hub on a database that the world of the simulator can talk to."""

from collections.abc import Callable

import sqlalchemy as sa

from counter.hub import tables as t
from counter.hub.customer.answers import seal
from counter.hub.ledger import Ledger, Personal
from counter.hub.projecting import Projection
from counter.hub.routing import HubName, Routing
from counter.storage.entries import Entry, Sign
from counter.wire.messages import Hello, Named, Page, Pushed, Run


class SqlHub:
    """What the hub in memory is, on tables."""

    def __init__(
        self,
        engine: sa.Engine,
        sign: Sign,
        public_key: bytes,
        clock: Callable[[], int],
        name: bytes,
    ) -> None:
        self.engine = engine
        t.METADATA.create_all(engine)
        self.ledger = Ledger(engine, sign, clock)
        self.name, self.clock = HubName(name, public_key, sign), clock
        self.routing = Routing(engine, self.name, clock)
        self.projection = Projection(engine, clock)

    def enrol(self, outlet: int, replica: bytes, public_key: bytes) -> None:
        with self.engine.begin() as db:
            there = sa.select(t.REPLICA.c.replica).where(
                t.REPLICA.c.outlet_no == outlet, t.REPLICA.c.replica == replica
            )
            if db.execute(there).first() is None:
                db.execute(
                    sa.insert(t.REPLICA).values(
                        outlet_no=outlet, replica=replica, public_key=public_key, seat=0,
                        machine="", enrolled_at=0, seen_at=0,
                    )
                )  # fmt: skip

    def revoke(self, outlet: int, replica: bytes) -> None:
        with self.engine.begin() as db:
            db.execute(
                sa.update(t.REPLICA)
                .where(t.REPLICA.c.outlet_no == outlet, t.REPLICA.c.replica == replica)
                .values(revoked_at=1)
            )

    def hello(self, who: Named, chain: bytes) -> Hello:
        return self.ledger.hello(who, chain)

    def link(self, who: Named, chain: bytes, seq: int) -> bytes | None:
        return self.ledger.link(who, chain, seq)

    def push(self, who: Named, run: Run) -> Pushed:
        said = self.ledger.push(who, run)
        self.routing.follow()
        return said

    def feed(self, who: Named, stream: int, after: int, limit: int) -> Page:
        return self.ledger.feed(who, stream, after, limit)

    def say(self, outlet: int, said: tuple[Entry, Personal]) -> None:
        with self.engine.begin() as db:
            seal(db, self.name, outlet, said, self.clock())
        self.routing.follow()

    def close(self) -> None:
        self.engine.dispose()
