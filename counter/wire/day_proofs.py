"""What the hub signs for a day: one root over the heads of all chains of an outlet, so that nobody
can take back or slip in an entry later without the root being another (sync.md §5.2).
"""

import hashlib
from collections.abc import Sequence
from itertools import zip_longest

import msgspec

from counter.wire.links import Forged, check_signed

PROOF = b"RCS-day-1"
SHOWN = 8


class Head(msgspec.Struct, frozen=True, array_like=True, order=True):
    """How far a chain had come at the end of the day: its last entry and that entry's link."""

    chain: bytes
    seq: int
    link: bytes


class DayProof(msgspec.Struct, frozen=True, array_like=True):
    """The hub's word for a day (ISO, UTC by the hub's clock) of an outlet: heads sorted by chain.
    `is_over` is False for one of the day that is still going on: more may come.
    """

    outlet: int
    day: str
    heads: tuple[Head, ...]
    root: bytes
    is_over: bool
    sig: bytes

    @property
    def shown(self) -> str:
        """What stands on the day's report."""
        return self.root.hex()[:SHOWN]


def root_of(heads: Sequence[Head]) -> bytes:
    """The root of a tree of hashes over heads in their order; one that has no partner moves up as
    it is. Leaves and knots are hashed apart, so that none can pass for the other.
    """
    row = [
        hashlib.sha256(b"\x00" + one.chain + one.seq.to_bytes(8, "big") + one.link).digest()
        for one in heads
    ]
    while len(row) > 1:
        row = [
            hashlib.sha256(b"\x01" + left + right).digest() if right else left
            for left, right in zip_longest(row[::2], row[1::2], fillvalue=b"")
        ]
    return row[0] if row else hashlib.sha256(b"").digest()


def signed_text(hub: bytes, proof: DayProof) -> bytes:
    """What is signed; `hub` is the hub's name."""
    said = proof.outlet.to_bytes(4, "big") + proof.day.encode() + bytes([proof.is_over])
    return PROOF + hub + said + proof.root


def check_proof(proof: DayProof, hub: bytes, public_key: bytes) -> None:
    """Raises Forged where the heads are not those of the root, or the hub has not signed it."""
    chains = [one.chain for one in proof.heads]
    if chains != sorted(set(chains)) or root_of(proof.heads) != proof.root:
        raise Forged("a proof of other heads than it names")
    check_signed(public_key, signed_text(hub, proof), proof.sig)
