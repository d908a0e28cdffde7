"""Seats that never see a network: what couriers bring is all they hear, and they agree; and what is
no courier's to bring is refused.
"""

import logging
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter.domain.records import HEAD_OFFICE
from counter.domain.refusals import RuleBroken
from counter.hub.bundles import HubBundles
from counter.hub.engines import open_sqlite
from counter.hub.routing import HubName
from counter.storage.checking import verify
from counter.storage.proving import digest
from counter.sync import bundles
from counter.sync.bundles import HUB, SEATS, Carrier
from counter.sync.joining import Joined
from counter.wire.bundles import Part, Sender, write_file
from counter.wire.messages import Enrolled, Run
from tests.sync.carrying import carrier_of, carry
from tests.sync.sql_hub import SqlHub
from tests.sync.world import Seat, World

SEED, STEPS = 5, 90
NAME = b"hub" + bytes(13)


class Courier:
    """A world whose hub is reached by files alone."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.engine = open_sqlite(folder / "hub.db")
        key = Ed25519PrivateKey.from_private_bytes(Random(seed).randbytes(32))  # the world's
        self.world = World(folder, seed, hub=lambda *given: SqlHub(self.engine, *given))
        self.name = HubName(NAME, key.public_key().public_bytes_raw(), key.sign)
        clock, chance = (lambda: self.world.now), self.world.chance.randbytes
        self.hub = HubBundles(self.engine, self.name, key, clock=clock, chance=chance)
        self.file = folder / "stick.rcs"

    def carrier(self, seat: Seat) -> Carrier:
        """The seat, enrolled at the hub once."""
        found = carrier_of(self.world, seat)
        hub = Enrolled(seat.outlet, NAME, self.name.public_key, 0)
        joined = Joined("https://nowhere", hub)
        return Carrier(found.book, found.keys, joined, found.met, found.chance, found.clock)

    def brings(self, seat: Seat) -> int:
        """To the hub; how many entries were new there."""
        bundles.write(self.carrier(seat), self.file, HUB)
        return self.hub.read(self.file).taken

    def fetches(self, seat: Seat) -> int:
        """From the hub; how many entries were new here."""
        self.hub.write(seat.outlet, self.file)
        return bundles.read(self.carrier(seat), self.file).taken

    def close(self) -> None:
        self.world.close()
        self.engine.dispose()


@pytest.fixture
def courier(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Courier]:
    caplog.set_level(logging.CRITICAL, "counter")
    made = Courier(tmp_path, SEED)
    yield made
    made.close()


def test_everybody_agrees_by_files_alone(courier: Courier) -> None:
    world, chance = courier.world, courier.world.chance
    for _ in range(STEPS):
        world.now += 60_000
        seat = chance.choice(world.seats)
        fate = chance.random()
        if fate < 0.7:
            world.work(seat)
        elif fate < 0.8:
            carry(world, seat)
        elif fate < 0.9:
            courier.brings(seat)
        else:
            courier.fetches(seat)
    for _ in range(8):
        moved = [courier.brings(seat) + courier.fetches(seat) for seat in world.seats]
        if not any(moved):
            break
    assert not any(moved)
    digests: dict[int, set[str]] = {}
    for seat in world.seats:
        digests.setdefault(seat.outlet, set()).add(digest(seat.shop.db)["digest"])
        assert verify(seat.shop).is_whole
    assert digests.keys() == {HEAD_OFFICE, 1, 2, 3}
    assert all(len(one) == 1 for one in digests.values())


def test_a_neighbour_passes_on_what_a_lost_seat_has_given_him(courier: Courier) -> None:
    world = courier.world
    first, second = seat_of(world, "1a"), seat_of(world, "1b")
    for seat in (first, second):
        courier.brings(seat)
    world.act(first, "check_in", world.check_in)
    bundles.write(courier.carrier(first), courier.file, SEATS)
    assert bundles.read(courier.carrier(second), courier.file).taken == 1
    assert courier.brings(second) == 1  # the hub had not said that it holds it
    assert courier.brings(first) == 0


def seat_of(world: World, name: str) -> Seat:
    return next(seat for seat in world.seats if seat.name == name)


def refused(call: Any, *given: Any) -> tuple[str, int]:
    with pytest.raises(RuleBroken) as broken:
        call(*given)
    return broken.value.rule, int(broken.value.facts.get("entries") or 0)


def test_two_lives_of_one_file_are_told_and_nothing_is_taken(courier: Courier) -> None:
    world = courier.world
    first, second = seat_of(world, "1a"), seat_of(world, "1b")
    world.act(first, "check_in", world.check_in)
    world.copy(first)
    world.act(first, "check_in", world.check_in)
    bundles.write(courier.carrier(first), courier.file, SEATS)
    bundles.read(courier.carrier(second), courier.file)
    courier.brings(first)
    # the very disk as it was then: nothing tells it that it has been here since
    world.restore(first, "as it was then")
    before = digest(second.shop.db)
    world.now += 60_000
    world.act(first, "check_in", world.check_in)
    bundles.write(courier.carrier(first), courier.file, SEATS)
    assert refused(bundles.read, courier.carrier(second), courier.file) == ("bundle.fork", 0)
    bundles.write(courier.carrier(first), courier.file, HUB)
    assert refused(courier.hub.read, courier.file) == ("bundle.fork", 0)
    assert digest(second.shop.db) == before
    courier.hub.write(1, courier.file)
    assert refused(bundles.read, courier.carrier(first), courier.file)[0] == "bundle.fork"
    world.heal()  # one round with the network
    assert digest(first.shop.db) == digest(second.shop.db)


def forged(courier: Courier, seat: Seat, run: Run, receiver: Seat | None) -> None:
    """A bundle of that seat with a run it should not send."""
    carrier = courier.carrier(seat)
    sender = Sender(carrier.book.replica, seat.outlet, NAME, carrier.keys.signer(), carrier.chance)
    to = {NAME: courier.name.public_key}
    if receiver is not None:
        found = courier.carrier(receiver)
        to = {found.book.replica: found.keys.public()}
    write_file(courier.file, sender, to, [Part(runs=(run,))], number=7, at=0)


def test_what_nobody_of_the_outlet_has_signed_is_refused(courier: Courier) -> None:
    world = courier.world
    first, second = seat_of(world, "1a"), seat_of(world, "1b")
    stranger = seat_of(world, "2a")
    for seat in (first, stranger):
        world.act(seat, "check_in", world.check_in)
    own = seat_of(world, "1a").book
    (mine,) = [one for one in own.chains() if one.facts.replica == own.replica]
    good = own.run(mine, mine.acked, mine.link, 500)
    book = stranger.book
    (his,) = [one for one in book.chains() if one.facts.replica == book.replica]
    *rest, last = good.packets
    cases = {
        "of another outlet": book.run(his, his.acked, his.link, 500),
        "with another body": msgspec.structs.replace(
            good, packets=(*rest, msgspec.structs.replace(last, body=last.body + b" "))
        ),
        "with another name": msgspec.structs.replace(
            good,
            packets=(
                *rest,
                msgspec.structs.replace(
                    last, personal=tuple((n, salt, "王") for n, salt, _ in last.personal)
                ),
            ),
        ),
        "with another's key": msgspec.structs.replace(
            good, facts=msgspec.structs.replace(good.facts, public_key=his.facts.public_key)
        ),
    }
    before = digest(second.shop.db)
    for what, run in cases.items():
        forged(courier, first, run, second)
        found = refused(bundles.read, courier.carrier(second), courier.file)
        assert found == ("bundle.refused", 0), what
        forged(courier, first, run, None)
        assert refused(courier.hub.read, courier.file) == ("bundle.refused", 0), what
    assert digest(second.shop.db) == before
    assert last.personal
    forged(courier, first, good, second)
    assert bundles.read(courier.carrier(second), courier.file).taken == 1
