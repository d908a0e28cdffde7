"""PostgreSQL with a synchronous standby: what the hub has acknowledged outlives its primary, and
what the standby may not have is not acknowledged (sync.md §6.1).
"""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from counter.hub.engines import open_database
from counter.sync.http_line import NoHub
from tests.sync.killing import Shop
from tests.sync.postgres import Postgres
from tests.sync.standby import PATIENCE_S, Standby, both


@pytest.fixture
def servers() -> Iterator[tuple[Postgres, Standby]]:
    primary = Postgres()
    primary.says("CREATE DATABASE hub")
    standby = Standby(primary)
    yield primary, standby
    for one in (standby, primary):
        one.close()


def test_a_commit_the_standby_may_not_have_is_a_failure(
    servers: tuple[Postgres, Standby],
) -> None:
    primary, standby = servers
    engine = open_database(primary.url("hub"))
    with engine.begin() as db:
        db.execute(sa.text("CREATE TABLE told (n bigint)"))
    standby.kill()
    failed: list[BaseException] = []

    def tells() -> None:
        try:
            with engine.begin() as db:
                db.execute(sa.text("INSERT INTO told VALUES (1)"))
        except OperationalError as trouble:
            failed.append(trouble)

    waiting = threading.Thread(target=tells)
    waiting.start()
    _until(lambda: _waits(primary) == 1)
    # an operator, or a time limit, ends the waiting: the server commits for itself alone
    primary.says("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
    waiting.join(PATIENCE_S)
    assert len(failed) == 1, "a commit was acknowledged that no standby has"
    engine.dispose()


def test_what_was_acknowledged_outlives_the_primary(
    servers: tuple[Postgres, Standby], tmp_path: Path
) -> None:
    primary, standby = servers
    day = Shop(tmp_path, 1, both("hub", primary, standby))
    try:
        _until(lambda: day.confirmed() and all(seat.rounds > 1 for seat in day.seats))
        primary.kill()
        confirmed = day.confirmed()
        standby.promote()
        rounds = [seat.rounds for seat in day.seats]
        _until(lambda: _says(lambda: day.holds(confirmed)))
        _until(lambda: bool(day.confirmed()) and _has_gone_on(day, rounds))
        day.stop()
        day.agrees()
    finally:
        day.end()


def _says(call: Callable[[], None]) -> bool:
    """False while the hub still looks for its database."""
    try:
        call()
    except NoHub:
        return False
    return True


def _has_gone_on(day: Shop, rounds: list[int]) -> bool:
    return all(seat.rounds > one for seat, one in zip(day.seats, rounds, strict=True))


def _waits(primary: Postgres) -> object:
    return primary.says("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")


def _until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)
