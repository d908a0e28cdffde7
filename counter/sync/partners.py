"""Who a seat is, and everybody it exchanges entries with."""

from collections.abc import Callable
from pathlib import Path

from counter.storage.shop import Shop
from counter.sync.hub_talk import HubPartner
from counter.sync.joining import joined_of
from counter.sync.seat import SeatBook
from counter.sync.speaker import Speaker
from counter.sync.talking import Partner


def speaker_of(shop: Shop, home: Path, clock: Callable[[], int]) -> Speaker:
    """Who this seat is, from the thread that writes; a copied or restored file becomes itself
    first. Raises RuleBroken("shop.…").
    """
    book = SeatBook(shop)
    book.hold()
    return Speaker(home, book.replica, shop.signer(), clock)


def partners_of(speaker: Speaker) -> list[Partner]:
    """Everybody this seat exchanges entries with, the hub first; none where it has joined none.
    Raises RuleBroken("sync.damaged").
    """
    joined = joined_of(speaker.home, speaker.replica)
    return [HubPartner(joined, speaker)] if joined else []
