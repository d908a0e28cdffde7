"""Messages between a seat and a hub (sync.md §5.2); msgpack on the wire, fields in this order.

Hashes and ids are bytes: chains, replicas and row ids 16, links 32, signatures 64. Times are
milliseconds since 1970 UTC.
"""

from enum import StrEnum
from typing import Annotated

import msgspec

from counter.storage.entries import MOST_CLOCK

#: a page or a push holds no more; what is larger goes in several
MOST_ENTRIES, MOST_BYTES = 2_000, 8_000_000
PROTOCOL = 1
#: what every database keeps; what is larger is refused where it is read
Whole = Annotated[int, msgspec.Meta(ge=0, le=(1 << 63) - 1)]
Clock = Annotated[int, msgspec.Meta(ge=0, le=MOST_CLOCK)]
Short = Annotated[int, msgspec.Meta(ge=0, le=(1 << 31) - 1)]
Id = Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
Link = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
Signature = Annotated[bytes, msgspec.Meta(min_length=64, max_length=64)]


class Status(StrEnum):
    """What became of a push."""

    OK = "ok"
    KNOWN = "known"  # all of it was here
    GAP = "gap"  # entries before it are missing
    FORK = "fork"  # another life of the same chain came first
    REFUSED = "refused"  # a hash or a signature is wrong, or the chain is somebody else's


class ChainFacts(msgspec.Struct, frozen=True, array_like=True):
    """One life of a replica: who writes it, and the entry of its parent it goes on after."""

    chain: Id
    replica: Id
    public_key: Link
    outlet: Short
    seat: Short
    parent: Id | None = None
    parent_seq: Whole | None = None
    parent_hash: Link | None = None
    why: Annotated[str, msgspec.Meta(max_length=200)] = ""


class Packet(msgspec.Struct, frozen=True, array_like=True):
    """One entry as it was sealed, with the personal values that stand beside it: (place in the
    body, salt, value). `held` are places of changes that are kept and not applied.
    """

    seq: Whole
    hlc: Clock
    sv: Short
    body: bytes
    sig: Signature
    personal: tuple[tuple[Whole, bytes, str], ...] = ()
    held: tuple[Whole, ...] = ()


class Run(msgspec.Struct, frozen=True, array_like=True):
    """Entries of one chain without a gap; `prev` is the link before the first."""

    facts: ChainFacts
    prev: Link
    packets: Annotated[tuple[Packet, ...], msgspec.Meta(max_length=MOST_ENTRIES)]


class Hello(msgspec.Struct, frozen=True, array_like=True):
    """How far the hub holds a chain: 0 and nothing where it does not know it."""

    seq: int
    head: bytes
    least_sv: int
    at: int


class Pushed(msgspec.Struct, frozen=True, array_like=True):
    """The answer to a push: how far the hub holds the chain now, and its signature for that."""

    status: Status
    seq: int
    head: bytes
    receipt: bytes = b""


class Page(msgspec.Struct, frozen=True, array_like=True):
    """A piece of a stream: what lies behind the position asked for, up to and with `upto`; and what
    was asked for, as it was heard.
    """

    runs: tuple[Run, ...]
    upto: int
    more: bool
    at: int
    stream: int = 0
    after: int = 0


class Named(msgspec.Struct, frozen=True, array_like=True):
    """Who speaks, as his token says: a replica of an outlet; 0 is head office."""

    outlet: Short
    replica: Id


class Enrol(msgspec.Struct, frozen=True, array_like=True):
    """A seat asks to be admitted: the code it was given, its id, the public half of its key, the
    number its outlet has called itself so far (0 where it has no shop yet), the name of its
    machine, and the tail that stands with that number in the ids of a shop that began alone.
    """

    code: str
    replica: Id
    public_key: Link
    outlet: Short
    machine: str = ""
    tail: Short = 0


class Enrolled(msgspec.Struct, frozen=True, array_like=True):
    """The seat is admitted: the outlet's number at the hub, who the hub is, and the digit the code
    was made for.
    """

    outlet: int
    hub: bytes
    public_key: bytes
    at: int
    seat: int = 0


class Proof(msgspec.Struct, frozen=True, array_like=True):
    """A seat proves that it holds its key."""

    who: Named
    nonce: bytes
    sig: bytes


class Token(msgspec.Struct, frozen=True, array_like=True):
    """What a seat shows with each call, and until when it is good."""

    token: bytes
    until: int


class Digest(msgspec.Struct, frozen=True, array_like=True):
    """What the hub thinks a seat holds that has read its own stream and head office's so far: per
    table the count of rows and the sum of their digests in hex (decisions 18).
    """

    tables: dict[str, tuple[int, str]]
    own: int
    published: int
    at: int


class Snapshot(msgspec.Struct, frozen=True, array_like=True):
    """A shop file that holds all an outlet may see up to two positions: packed by zstd, its size
    unpacked, and the SHA-256 of what is sent, signed by the hub.
    """

    outlet: int
    own: int
    published: int
    packed: int
    unpacked: int
    sha256: str
    sig: bytes


class Trouble(msgspec.Struct, frozen=True, array_like=True):
    """Why the hub will not: what is wrong, and a word about it."""

    what: str
    why: str
