"""Seats of the small world that meet in their shop: one is the other's relay, over a line that
loses and doubles.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

import msgspec

from counter.domain.records import HEAD_OFFICE
from counter.sync.circle import Circle
from counter.sync.joining import Joined, keep_joined
from counter.sync.nearby import NearBook
from counter.sync.sent_book import direct
from counter.sync.stepping import step
from counter.wire.messages import Enrolled, Pushed, Run
from counter.wire.nearby import Admitted, Asked, Office, SeatList, Told, list_text

if TYPE_CHECKING:
    from tests.sync.world import Seat, World


class Cut(Exception):
    """The wire went dead in a call."""


@dataclass
class NearWire:
    """The calls of a neighbour, through msgpack."""

    book: NearBook
    chance: Random
    badness: float

    def near(self, asked: Asked) -> Told:
        return self._call(self._answer, Told, asked)

    def _answer(self, asked: Asked) -> Told:
        self.book.circle.hear(asked.office)
        self.book.hear(asked.receipts)
        return self.book.answer(asked)

    def push(self, run: Run) -> Pushed:
        return self._call(self.book.push, Pushed, run)

    def link(self, chain: bytes, seq: int) -> bytes | None:
        return self._call(self.book.link, bytes | None, chain, seq)

    def _call(self, call: Callable[..., Any], answer: Any, *given: Any) -> Any:
        fate = self.chance.random()
        if fate < self.badness:
            raise Cut
        heard = [
            msgspec.msgpack.decode(msgspec.msgpack.encode(one), type=type(one)) for one in given
        ]
        said = call(*heard)
        if fate < 2 * self.badness:
            raise Cut
        if fate < 3 * self.badness:
            said = call(*heard)
        return msgspec.msgpack.decode(msgspec.msgpack.encode(said), type=answer)


def near_of(world: "World", seat: "Seat") -> NearBook:
    """The seat's file as neighbours meet it; it knows the hub."""
    home, book = seat.machine.folder, seat.book
    book.hold()
    world.enrol(seat)
    hub = Enrolled(seat.outlet, world.name, world.public_key, 0)
    keep_joined(home, book.replica, Joined("https://nowhere", hub))
    near = NearBook(Circle(book, direct(seat.shop), home), lambda: world.now)
    near.circle.hear(Office(hub.hub, hub.public_key, seat.outlet, _listed(world, seat.outlet)))
    return near


def _listed(world: "World", outlet: int) -> SeatList:
    def of(number: int) -> tuple[Admitted, ...]:
        found = sorted(world.enrolled.items())
        return tuple(Admitted(one, key) for (no, one), key in found if no == number)

    said = SeatList(outlet, world.now, of(outlet), of(HEAD_OFFICE), b"")
    return msgspec.structs.replace(said, sig=world.sign(list_text(world.name, said)))


def meet(world: "World", seat: "Seat", badness: float = 0.0) -> None:
    """The seat has a round with another of its outlet."""
    others = [one for one in world.seats if one.outlet == seat.outlet and one is not seat]
    if not others:
        return
    other = world.chance.choice(others)
    near = near_of(world, seat)
    wire = NearWire(near_of(world, other), world.chance, badness)
    try:
        done = step(near, wire)
    except Cut:
        world.counts["cut"] += 1
        return
    world.counts["met"] += 1
    world.counts["met, sent"] += done.sent
    world.counts["met, taken"] += done.taken
    world.counts["met, moved"] += done.moved
    world.counts["met, refused"] += len(done.refused)
