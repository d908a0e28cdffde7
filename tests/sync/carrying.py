"""Seats of the small world that carry files to each other: whole, cut off, old, doubled."""

import os
from typing import TYPE_CHECKING

from counter.domain.refusals import RuleBroken
from counter.sync import bundles
from counter.sync.bundles import SEATS, Carrier

if TYPE_CHECKING:
    from tests.sync.world import Seat, World


def carrier_of(world: "World", seat: "Seat") -> Carrier:
    """The seat, which has met all seats of its outlet."""
    book = seat.book
    book.hold()
    met: dict[bytes, bytes] = {}
    for other in world.seats:
        keys = other.machine.keys_of(other.book.replica)
        if other.outlet == seat.outlet and keys is not None:
            met[other.book.replica] = keys.public()
    met.pop(book.replica, None)
    return Carrier(book, seat.shop.keys(), None, met, world.chance.randbytes, lambda: world.now)


def carry(world: "World", seat: "Seat") -> None:
    """A file goes from the seat to another of its outlet; or an old one turns up again."""
    chance = world.chance
    others = [one for one in world.seats if one.outlet == seat.outlet and one is not seat]
    if not others:
        return
    place = world.folder / f"bundles {seat.outlet}"
    place.mkdir(exist_ok=True)
    files = sorted(place.iterdir())
    path = place / f"{len(files):04d}"
    try:
        if files and chance.random() < 0.2:
            path = chance.choice(files)
        else:
            bundles.write(carrier_of(world, seat), path, SEATS, since_last=chance.random() < 0.3)
            if chance.random() < 0.2:
                os.truncate(path, chance.randint(0, path.stat().st_size))
        world.counts["carried"] += bundles.read(
            carrier_of(world, chance.choice(others)), path
        ).taken
    except RuleBroken as refused:
        world.counts[refused.rule] += 1
