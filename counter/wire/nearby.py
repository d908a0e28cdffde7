"""Messages between two seats of one shop: what each holds, what the other lacks, and what head
office has signed, passed on as it was.
"""

import hashlib

import msgspec

from counter.wire import links
from counter.wire.messages import Pushed, Run

#: seconds a question may wait for its answer at the other side
LONGEST_WAIT_MS = 25_000


class Held(msgspec.Struct, frozen=True, array_like=True):
    """How far a chain is held, and the link of its last entry."""

    chain: bytes
    seq: int
    link: bytes


class Admitted(msgspec.Struct, frozen=True, array_like=True):
    """A seat as head office knows it."""

    replica: bytes
    public_key: bytes
    is_revoked: bool = False


class SeatList(msgspec.Struct, frozen=True, array_like=True):
    """The seats of an outlet and those of head office, as the hub has signed them at a moment
    (milliseconds since 1970 UTC): the newer list stands.
    """

    outlet: int
    at: int
    seats: tuple[Admitted, ...]
    office: tuple[Admitted, ...]
    sig: bytes


class Office(msgspec.Struct, frozen=True, array_like=True):
    """Which hub a seat belongs to: its name and key, the outlet's number there, and the newest list
    of seats it has signed.
    """

    hub: bytes
    public_key: bytes
    outlet: int
    listed: SeatList | None = None


#: how far head office holds chains, with its own signature for that
Receipts = tuple[tuple[bytes, Pushed], ...]


class Asked(msgspec.Struct, frozen=True, array_like=True):
    """What the one who asks holds and has been told by head office, and how long he would wait for
    something new.
    """

    holds: tuple[Held, ...]
    wait_ms: int = 0
    receipts: Receipts = ()
    office: Office | None = None


class Told(msgspec.Struct, frozen=True, array_like=True):
    """What he lacks, `more` where there is more of it; what the one who answers holds, and has been
    told by head office.
    """

    runs: tuple[Run, ...]
    more: bool
    holds: tuple[Held, ...]
    at: int
    receipts: Receipts = ()
    office: Office | None = None


class Meeting(msgspec.Struct, frozen=True, array_like=True):
    """Two seats meet by a code: the id and key of one, and what shows that he knows the code."""

    card: bytes
    mark: bytes


def list_text(hub: bytes, said: SeatList) -> bytes:
    """What the hub signs of a list; `hub` is its name."""
    plain = msgspec.msgpack.encode((said.outlet, said.at, said.seats, said.office))
    return b"RCS-seats-1" + hub + hashlib.sha256(plain).digest()


def is_signed(office: Office) -> bool:
    """Whether the list is of that outlet, and its hub has signed it."""
    said = office.listed
    if said is None or said.outlet != office.outlet:
        return False
    try:
        links.check_signed(office.public_key, list_text(office.hub, said), said.sig)
    except links.Forged:
        return False
    return True
