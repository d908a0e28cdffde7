"""Seats whose clock is years off, and seats of older and newer programs: their work is taken, kept
and handed on like anybody's (sync.md §6.2).
"""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from counter.domain import records as r
from counter.hub.engines import open_sqlite
from counter.hub.memory import MemoryHub
from counter.storage.checking import verify
from counter.storage.ids import make_id
from counter.wire.links import links_of
from counter.wire.messages import Run, Status
from tests.sync.checks import all_hold
from tests.sync.sql_hub import SqlHub
from tests.sync.test_forgeries import altered, named, next_run, seat_of, signed
from tests.sync.world import YEAR, World


@pytest.fixture(params=["memory", "tables"])
def world(
    request: pytest.FixtureRequest, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> Iterator[World]:
    caplog.set_level(logging.CRITICAL, "counter")
    engine = open_sqlite(tmp_path / "hub.db")

    def on_tables(*given: Any) -> SqlHub:
        return SqlHub(engine, *given)

    made = World(tmp_path, 1, hub=MemoryHub if request.param == "memory" else on_tables)
    made.heal()
    yield made
    made.close()
    engine.dispose()


@pytest.mark.parametrize("off", [YEAR, -YEAR])
def test_a_clock_a_year_off_changes_no_order(off: int, world: World) -> None:
    odd, other = seat_of(world, "1a"), seat_of(world, "1b")
    odd.off = off
    world.act(odd, "check_in", world.check_in)
    world.sync(odd)
    world.sync(other)
    (row_id,) = other.shop.db.execute("SELECT id FROM customer").fetchone()
    for seat, name in ((other, "后写的"), (odd, "最后写的")):
        world.sync(seat)
        world.act(seat, "rename", lambda work, _, name=name: _renames(work, row_id, name))
        world.sync(seat)
        world.now += 60_000
    world.heal()
    told = {seat.shop.db.execute("SELECT name FROM customer").fetchone() for seat in (odd, other)}
    assert told == {("最后写的",)}
    if isinstance(world.hub, MemoryHub):
        assert list(all_hold(world)) == []


def _renames(work: Any, row_id: bytes, name: str) -> None:
    work.change(work.one(r.Customer, id=row_id), name=name)


@pytest.mark.parametrize("sv", [0, 99])
def test_another_programs_entries_are_kept_and_handed_on(sv: int, world: World) -> None:
    seat, neighbour = seat_of(world, "1a"), seat_of(world, "1b")
    world.act(seat, "check_in", world.check_in)
    run = next_run(seat)
    made = make_id(world.now, 1, 0, world.chance.randbytes).hex()
    said = json.loads(run.packets[-1].body)
    said["new"] = {"what": ["nobody", "knows"]}
    said["c"] = [["no_such_table", made, "I", {"a": 1}], ["unit", made, "I", {"colour": "red"}]]
    body = json.dumps(said, separators=(",", ":")).encode()
    odd = signed(altered(run, sv=sv, body=body, personal=()), seat.shop.keys().signer())
    assert world.hub.push(named(seat), odd).status is Status.OK
    world.sync(neighbour)
    kept = neighbour.shop.db.execute("SELECT count(*) FROM sync_future").fetchone()
    assert kept == (1,)
    assert verify(neighbour.shop).alterations == ()


def test_entries_that_do_not_go_on_are_not_taken(world: World) -> None:
    seat = seat_of(world, "1a")
    for _ in range(3):
        world.act(seat, "check_in", world.check_in)
    run = next_run(seat)
    later = Run(run.facts, links_of(run)[0], run.packets[1:])
    said = world.hub.push(named(seat), later)
    assert (said.status, said.seq) == (Status.GAP, run.packets[0].seq - 1)
    said = world.hub.push(named(seat), run)
    assert (said.status, said.seq) == (Status.OK, run.packets[-1].seq)
    assert world.hub.push(named(seat), later).status is Status.KNOWN
