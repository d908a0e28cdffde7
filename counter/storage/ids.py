"""Ids of rows: UUIDv8 laid out like v7, the creating outlet inside (sync.md §2, decisions 9)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:  # the first paint needs no records
    from counter.domain.records import Id

TAIL_BITS = 7
#: an entry is numbered by its chain and, in so many bits, by its place in it
SEQ_BITS = 40


def make_id(at: int, outlet: int, tail: int, chance: Callable[[int], bytes]) -> "Id":
    """48 bits of milliseconds, 12 random, 24 bits of outlet (17 number, 7 tail of a self-chosen
    one), 38 random.
    """
    noise = int.from_bytes(chance(7), "big")
    high = (at & (1 << 48) - 1) << 16 | 0x8 << 12 | noise & 0xFFF
    place = (outlet << TAIL_BITS | tail) & 0xFFFFFF
    low = 0b10 << 62 | place << 38 | noise >> 12 & (1 << 38) - 1
    return cast("Id", (high << 64 | low).to_bytes(16, "big"))


def next_id(row_id: "Id") -> "Id":
    """The id after one: rows of one act are numbered on from the first, which the log keeps in a
    byte or two each.
    """
    number = int.from_bytes(row_id, "big")
    random = (number + 1) & (1 << 38) - 1
    return cast("Id", (number >> 38 << 38 | random).to_bytes(16, "big"))


def outlet_of(row_id: bytes) -> int:
    """The number of the outlet that made an id."""
    return place_of(row_id) >> TAIL_BITS


def place_of(row_id: bytes) -> int:
    """Number and tail of the shop that made an id, as it holds them."""
    return int.from_bytes(row_id[8:], "big") >> 38 & 0xFFFFFF
