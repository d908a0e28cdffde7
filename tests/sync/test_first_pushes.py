"""The first entries of an outlet come from several of its seats at the same moment."""

import threading
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from counter.hub import tables as t
from counter.hub.ledger import Ledger, next_positions
from counter.wire.messages import Named
from tests.sync.postgres import Postgres
from tests.sync.sql_hub import SqlHub
from tests.sync.world import World

SEATS = 6


def test_positions_of_a_new_outlet_are_given_once(postgres: Postgres) -> None:
    engine = postgres.fresh()
    t.STREAM.create(engine)
    ready, given = threading.Barrier(SEATS), list[int]()

    def ask() -> None:
        with engine.begin() as db:
            db.execute(sa.select(t.STREAM)).all()
            ready.wait()
            given.append(next_positions(db, 17, 10))

    asking = [threading.Thread(target=ask) for _ in range(SEATS)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert sorted(given) == [1 + 10 * n for n in range(SEATS)]
    engine.dispose()


def test_two_seats_of_a_new_outlet_push_at_once(tmp_path: Path, postgres: Postgres) -> None:
    engine = postgres.fresh()
    world = World(tmp_path, 1, hub=lambda *given: SqlHub(engine, *given))
    seats = [one for one in world.seats if one.outlet == 1]
    runs = [(one, own) for one in seats for own in one.book.chains()[-1:]]
    said: list[Any] = []

    def push(seat: Any, own: Any) -> None:
        ledger: Ledger = world.hub.ledger
        run = seat.book.run(own, own.acked, own.link, 500)
        said.append(ledger.push(Named(1, seat.book.replica), run).status.value)

    pushing = [threading.Thread(target=push, args=one) for one in runs]
    for one in pushing:
        one.start()
    for one in pushing:
        one.join()
    assert said == ["ok"] * len(runs)
    with engine.begin() as db:
        taken = db.execute(sa.select(t.OP_LOG.c.pos).order_by(t.OP_LOG.c.pos)).scalars().all()
    assert taken == list(range(1, len(taken) + 1))
    world.close()
    engine.dispose()
