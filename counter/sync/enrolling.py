"""A seat joins a hub by a one-time code; it keeps its ids and its numbers."""

import platform
from pathlib import Path

from counter.domain.refusals import RuleBroken
from counter.storage.shop import Shop
from counter.sync.addresses import hub_address
from counter.sync.circle import Circle
from counter.sync.http_line import HttpLine, NoHub
from counter.sync.joining import Joined, joined_of, keep_joined, tail_of
from counter.sync.refusals import refusal_of
from counter.sync.seat import SeatBook
from counter.wire.messages import Enrol


def asked_of(shop: Shop, code: str) -> Enrol:
    """What the seat says of itself, from the thread that writes: a copied or restored file becomes
    itself first. Raises RuleBroken("shop.…").
    """
    book = SeatBook(shop)
    book.hold()
    key, tail = shop.keys().public(), tail_of(shop.db)
    return Enrol(code, book.replica, key, book.outlet, platform.node(), tail)


def join(home: Path, url: str, asked: Enrol) -> Joined:
    """Asks to be admitted, and keeps with which hub it speaks from now on. Raises
    RuleBroken("sync.…" | "file.cannot_write").
    """
    wire = HttpLine(hub_address(url))
    try:
        joined = Joined(wire.url, wire.enrol(asked))
    except NoHub as trouble:
        raise refusal_of(trouble, url) from trouble
    finally:
        wire.close()
    keep_joined(home, asked.replica, joined)
    return joined


def know(shop: Shop, joined: Joined) -> None:
    """Notes the number the seat was admitted under, from the thread that writes: what is sent to
    that outlet is sent here.
    """
    SeatBook(shop).join(joined.hub.hub, joined.hub.outlet)


def join_for(circle: Circle, replica: bytes, public_key: bytes, code: str) -> Joined:
    """Lets a neighbour be admitted by a code of his own, at the hub this seat has joined; he hears
    of it from his neighbours. Raises RuleBroken("sync.…").
    """
    joined = joined_of(circle.home, circle.reader.replica)
    if joined is None:
        raise RuleBroken("sync.not_enrolled")
    tail = tail_of(circle.reader.db)
    asked = Enrol(code, replica, public_key, circle.reader.outlet, "", tail)
    wire = HttpLine(joined.url)
    try:
        said = wire.enrol(asked)
    except NoHub as trouble:
        raise refusal_of(trouble, joined.url) from trouble
    finally:
        wire.close()
    if said.hub != joined.hub.hub:
        raise RuleBroken("sync.other_hub", hub=joined.url)
    return Joined(joined.url, said)
