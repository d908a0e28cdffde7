"""Two lives of one file, in the orders that chance finds once in a thousand days."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.sync.exchange import exchange
from tests.sync.checks import all_hold
from tests.sync.test_forgeries import named, seat_of
from tests.sync.world import Lost, Wire, World


@pytest.fixture
def world(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[World]:
    caplog.set_level(logging.CRITICAL, "counter")
    made = World(tmp_path, 1)
    made.heal()
    yield made
    made.close()


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
    wire = Wire(world.hub, named(seat), world.chance)

    def breaks(stream: int, after: int, limit: int) -> None:
        raise Lost

    wire.feed = breaks  # type: ignore[method-assign,assignment]
    with pytest.raises(Lost):
        exchange(seat.book, wire, 1)
    world.act(seat, "check_in", world.check_in)
    world.heal()
    assert list(all_hold(world)) == []
