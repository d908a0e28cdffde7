"""Seats that upload at the same moment, really at the same moment: each entry has one place in the
stream, none is missing, and an upload that comes twice is one.
"""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy as sa

from counter.hub import tables as t
from counter.hub.engines import open_sqlite
from counter.wire.messages import Named, Pushed, Run, Status
from tests.sync.postgres import Postgres
from tests.sync.sql_hub import SqlHub
from tests.sync.world import Seat, World

SEED, TIMES = 11, 6


@pytest.fixture(params=["sqlite", "postgresql"])
def world(
    request: pytest.FixtureRequest, tmp_path: Path, postgres: Postgres,
    caplog: pytest.LogCaptureFixture,
) -> Iterator[World]:  # fmt: skip
    caplog.set_level(logging.CRITICAL, "counter")
    is_file = request.param == "sqlite"
    engine = open_sqlite(tmp_path / "hub.db") if is_file else postgres.fresh()
    made = World(tmp_path, SEED, hub=lambda *given: SqlHub(engine, *given))
    yield made
    made.close()
    engine.dispose()


def _unsent(seat: Seat) -> list[Run]:
    """What the seat has to send, chain by chain."""
    book = seat.book
    return [book.run(own, own.acked, own.link, 500) for own in book.chains() if own.seq > own.acked]


def test_uploads_at_once_lose_and_double_nothing(world: World) -> None:
    seats = [seat for seat in world.seats if seat.outlet == 1]
    for seat in seats:
        for _ in range(5):
            world.act(seat, "check_in", world.check_in)
    sent = [(Named(1, seat.book.replica), run) for seat in seats for run in _unsent(seat)]
    together = Barrier(len(sent) * TIMES)

    def sends(who: Named, run: Run) -> Pushed:
        together.wait()
        return world.hub.ledger.push(who, run)

    with ThreadPoolExecutor(len(sent) * TIMES) as pool:
        asked = [pool.submit(sends, *one) for one in sent for _ in range(TIMES)]
        said = [one.result() for one in asked]
    assert {one.status for one in said} <= {Status.OK, Status.KNOWN}
    with world.hub.engine.begin() as db:
        found = db.execute(sa.select(t.OP_LOG.c.pos).where(t.OP_LOG.c.outlet_no == 1)).scalars()
        places = sorted(int(one) for one in found)
    whole = {(run.facts.chain, one.seq) for _, run in sent for one in run.packets}
    assert places == list(range(1, len(whole) + 1))
    world.heal()
