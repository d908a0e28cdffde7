"""Two lives of one file, in the orders that chance finds once in a thousand days."""

import logging
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from counter.hub.engines import open_sqlite
from counter.hub.memory import MemoryHub
from counter.storage.backup import back_up
from counter.storage.checking import verify
from counter.storage.entries import read_body
from counter.storage.rehoming import WHY
from counter.sync.exchange import exchange
from counter.sync.stepping import step
from counter.wire.messages import MOST_ENTRIES, Page
from tests.sync.checks import all_hold
from tests.sync.neighbouring import NearWire, near_of
from tests.sync.sql_hub import SqlHub
from tests.sync.test_forgeries import named, seat_of
from tests.sync.world import Lost, Wire, World


@pytest.fixture
def world(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[World]:
    caplog.set_level(logging.CRITICAL, "counter")
    made = World(tmp_path, 1)
    made.heal()
    yield made
    made.close()


class UpOnly(Wire):
    """A line that breaks before anything comes down."""

    def feed(self, stream: int, after: int, limit: int) -> Page:
        raise Lost


def test_the_hub_holds_more_than_it_was_sent(world: World) -> None:
    """The twin has told the hub first; the line breaks before anything comes down, and the seat
    writes on: what it writes then must not be taken for what the twin wrote.
    """
    seat = seat_of(world, "1a")
    world.act(seat, "check_in", world.check_in)
    world.clone(seat)
    twin = world.seats[-1]
    world.act(twin, "check_in", world.check_in)
    world.sync(twin)
    with pytest.raises(Lost):
        exchange(seat.book, UpOnly(world.hub, named(seat), world.chance), 1)
    world.act(seat, "check_in", world.check_in)
    world.heal()
    assert list(all_hold(world)) == []


def test_a_chain_may_stand_on_a_life_that_others_have_moved(world: World) -> None:
    """A new machine goes on from what its file wrote beside its twin, and hands that to another
    seat; both move it when they speak with the hub, each to a chain of its own: what the machine
    wrote stands in the other's file on an entry whose place is the twin's by now.
    """
    seat, other = seat_of(world, "1a"), seat_of(world, "1b")
    world.clone(seat)
    twin = world.seats[-1]
    for one in (seat, twin):
        world.act(one, "check_in", world.check_in)
    world.sync(twin)
    world.copy(seat)
    world.restore(seat, "none")
    world.act(seat, "check_in", world.check_in)
    step(near_of(world, other), NearWire(near_of(world, seat), world.chance, 0.0))
    world.heal()
    assert list(all_hold(world)) == []
    other.shop.db.execute(
        "UPDATE sync_chain SET parent_seq = parent_seq + 1 WHERE replica = ? AND why <> ?",
        (seat.book.replica, WHY),
    )
    assert [one.code for one in verify(other.shop, quick=True).alterations] == ["parent_other"]


def test_a_backup_is_made_while_another_life_is_on_its_way(world: World) -> None:
    """A neighbour goes on from what its file wrote beside its twin, and the twin's stands here."""
    seat, other = seat_of(world, "1a"), seat_of(world, "1b")
    world.clone(seat)
    twin = world.seats[-1]
    for one in (seat, twin):
        world.act(one, "check_in", world.check_in)
    for one in (twin, other):
        world.sync(one)
    world.copy(seat)
    world.restore(seat, "none")
    world.act(seat, "check_in", world.check_in)
    step(near_of(world, other), NearWire(near_of(world, seat), world.chance, 0.0))
    assert [one.code for one in verify(other.shop, quick=True).alterations] == ["parent_other"]
    back_up(other.shop, world.folder / "copy.db")
    world.heal()
    assert list(all_hold(world)) == []


def test_the_chain_a_seat_writes_on_may_be_among_those_that_move(world: World) -> None:
    """A new machine goes on from what its file wrote beside its twin, and has heard of a chain of
    another seat since: what moves takes the chain it writes on away from under it.
    """
    seat, other = seat_of(world, "1a"), seat_of(world, "1b")
    world.clone(seat)
    twin = world.seats[-1]
    for one in (seat, twin):
        world.act(one, "check_in", world.check_in)
    world.sync(twin)
    for one in (seat, other):
        world.copy(one)
        world.restore(one, "none")
        world.act(one, "check_in", world.check_in)
    step(near_of(world, seat), NearWire(near_of(world, other), world.chance, 0.0))
    world.heal()
    assert list(all_hold(world)) == []


def test_a_neighbour_gives_back_the_life_that_was_moved(world: World) -> None:
    """The twin has moved what it wrote, and has not heard the other life yet; a neighbour, who got
    it before, gives it back: the other life comes upon it.
    """
    seat, other = seat_of(world, "1a"), seat_of(world, "1b")
    world.clone(seat)
    twin = world.seats[-1]
    for one in (seat, twin):
        world.act(one, "check_in", world.check_in)
        world.act(one, "check_in", world.check_in)
    world.sync(seat)
    step(near_of(world, other), NearWire(near_of(world, twin), world.chance, 0.0))
    with pytest.raises(Lost):
        exchange(twin.book, UpOnly(world.hub, named(twin), world.chance), 1)
    step(near_of(world, other), NearWire(near_of(world, twin), world.chance, 0.0))
    world.heal()
    assert list(all_hold(world)) == []


@pytest.fixture(params=["memory", "tables"])
def wide(
    request: pytest.FixtureRequest, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> Iterator[World]:
    """A world of the hub in memory, and one of the hub on tables."""
    caplog.set_level(logging.CRITICAL, "counter")
    engine = open_sqlite(tmp_path / "hub.db")
    kind = MemoryHub if request.param == "memory" else partial(SqlHub, engine)
    made = World(tmp_path, 1, hub=kind)
    made.heal()
    yield made
    made.close()
    engine.dispose()


def acts_in_stream(world: World, outlet: int) -> list[bytes]:
    """The ids of the acts that others wrote, in the order in which the hub hands them on."""
    page = world.hub.feed(named(seat_of(world, f"{outlet}a")), outlet, 0, MOST_ENTRIES)
    return [
        read_body(packet.body, b"").eid
        for run in page.runs
        if run.facts.why == "handed over"
        for packet in run.packets
    ]


def test_an_act_that_comes_on_two_chains_is_handed_on_once(wide: World) -> None:
    """An item goes to another outlet while a twin writes on the same chain: the seat and the
    neighbour who has it from the seat move the act, each to a chain of its own.
    """
    seat, other = seat_of(wide, "1a"), seat_of(wide, "1b")
    wide.act(seat, "check_in", wide.check_in)
    wide.heal()
    wide.clone(seat)
    twin = wide.seats[-1]
    wide.act(seat, "send", wide.send)
    wide.act(twin, "check_in", wide.check_in)
    wide.sync(twin)
    step(near_of(wide, other), NearWire(near_of(wide, seat), wide.chance, 0.0))
    wide.heal()
    handed = [one for outlet in (2, 3) for one in acts_in_stream(wide, outlet)]
    assert handed
    assert len(handed) == len(set(handed))
