"""A week of one outlet and of many: entries of real acts, sealed for whoever sends them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter.hub.gate import Gate
from counter.storage.ids import TAIL_BITS
from counter.storage.machine import Machine
from counter.storage.shop import Shop
from counter.sync.seat import SeatBook
from counter.wire import links
from counter.wire.messages import ChainFacts, Enrol, Packet, Run
from tests.benchmarks._shop import shop

#: seven days without a network: 1,200 entries a day
WEEK, PIECE = 8_400, 500
CASES = 590
#: an id; the hash of a personal value looks alike and stands behind its number
_ID = re.compile(rb'(?<![0-9],)"([0-9a-f]{32})"')
_PLACE = 0xFFFFFF << 38


@dataclass(frozen=True)
class Seat:
    """Who sends: its chain and its key."""

    facts: ChainFacts
    key: Ed25519PrivateKey

    @property
    def outlet(self) -> int:
        return self.facts.outlet


def folders() -> tuple[Path, Path]:
    """The shop whose week it is, and its machine's folder."""
    return shop(CASES)


def packets(count: int = WEEK) -> list[Packet]:
    """Its entries from the first on, as they travel; read from its log once and kept beside it."""
    folder, machine = folders()
    kept = folder.parent / "week.msgpack"
    if not kept.exists():
        book = SeatBook(source := Shop(folder, Machine(machine)))
        own = book.chains()[0]
        kept.write_bytes(msgspec.msgpack.encode(book.run(own, 0, own.link, own.seq).packets))
        source.close()
    return msgspec.msgpack.decode(kept.read_bytes(), type=list[Packet])[:count]


def check_ins() -> list[Packet]:
    """Those that take an item in."""
    return [one for one in packets() if one.body.startswith(b'{"k":"check_in"')]


def seat(outlet: int, digit: int = 1) -> Seat:
    """A seat of an outlet that nobody has heard of yet."""
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    name = outlet.to_bytes(8, "big") + digit.to_bytes(8, "big")
    return Seat(ChainFacts(name, name[::-1], public, outlet, digit), key)


def admit(gate: Gate, seats: list[Seat]) -> None:
    """All of them are enrolled."""
    for one in seats:
        code = gate.code_for(one.outlet, one.facts.seat).code
        gate.enrol(Enrol(code, one.facts.replica, one.facts.public_key, one.outlet))


def runs(by: Seat, told: list[Packet], piece: int = PIECE) -> Iterator[Run]:
    """The same acts as if that seat had done them, in pushes; the last entry of each is signed."""
    prev, seq = links.first_link(by.facts), 0
    for at in range(0, len(told), piece):
        made = [
            Packet(seq + n, one.hlc, one.sv, _of(by.outlet, one.body), bytes(64), one.personal)
            for n, one in enumerate(told[at : at + piece], start=1)
        ]
        seq += len(made)
        link = links.links_of(Run(by.facts, prev, tuple(made)))[-1]
        last = made[-1]
        made[-1] = Packet(last.seq, last.hlc, last.sv, last.body, by.key.sign(link), last.personal)
        yield Run(by.facts, prev, tuple(made))
        prev = link


def _of(outlet: int, body: bytes) -> bytes:
    """The body with its ids made by that outlet, which holds the items too."""
    place = outlet << TAIL_BITS + 38

    def moved(found: re.Match[bytes]) -> bytes:
        return b'"%032x"' % (int(found[1], 16) & ~_PLACE | place)

    return _ID.sub(moved, body).replace(b'"custodian":17', b'"custodian":%d' % outlet)
