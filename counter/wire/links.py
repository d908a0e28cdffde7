"""Checks what came over the wire before anything is done with it: links and signatures."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from counter.storage import shortening
from counter.storage.entries import NO_HASH, Entry, Place, check_body, personal_hash, read_body
from counter.wire.messages import ChainFacts, Named, Packet, Run, Snapshot

RECEIPT = b"RCS-receipt-1"


class Forged(ValueError):
    """A link, a signature or a personal value is not what its writer sealed."""


class Unread(Forged):
    """An entry that this program cannot read, though its seat has signed it: a newer one may."""


def first_link(facts: ChainFacts) -> bytes:
    """The link before the first entry of a chain."""
    return facts.parent_hash or NO_HASH


def sealed_in(run: Run) -> tuple[list[Place], list[bytes]]:
    """Where each entry of a run stands, with the link before it, and its own link. Raises Forged on
    a gap.
    """
    prev, places, made = run.prev, list[Place](), list[bytes]()
    first = run.packets[0].seq if run.packets else 0
    for n, packet in enumerate(run.packets, start=first):
        if packet.seq != n:
            raise Forged(f"entry {n} of chain {run.facts.chain.hex()} is missing")
        place = Place(run.facts.chain, packet.seq, packet.hlc, packet.sv, prev)
        places.append(place)
        prev = place.hash_of(packet.body)
        made.append(prev)
    return places, made


def places_of(run: Run) -> list[Place]:
    """Where each entry of a run stands, with the link before it. Raises Forged on a gap."""
    return sealed_in(run)[0]


def links_of(run: Run) -> list[bytes]:
    """The link of each entry of a run. Raises Forged on a gap."""
    return sealed_in(run)[1]


def check_signed(public_key: bytes, link: bytes, sig: bytes) -> None:
    """Raises Forged. The last signature of a run stands for all: the link holds those before."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(sig, link)
    except (InvalidSignature, ValueError) as wrong:
        raise Forged("an entry that its seat has not signed") from wrong


def check_personal(packet: Packet, eid: bytes) -> None:
    """Raises Forged where an entry is none, or a value beside it not the one its hash was made
    of.
    """
    if packet.personal:
        read_checked(packet, eid)
        return
    try:
        shortening.check(packet.body)
        check_body(packet.body)
    except ValueError as wrong:
        raise Unread("an entry that cannot be read") from wrong


def read_checked(packet: Packet, eid: bytes) -> Entry:
    """What a packet says, the values beside it checked too. Raises Forged."""
    try:
        shortening.check(packet.body)  # what no file can keep would stop whoever hears of it
        entry = read_body(packet.body, eid)
        if not packet.personal:
            return entry
        said = {
            value[0]: value[1]
            for change in entry.changes
            for value in change.values.values()
            if isinstance(value, list)
        }
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as wrong:
        raise Unread("an entry that cannot be read") from wrong
    for n, salt, value in packet.personal:
        if said.get(n) != personal_hash(salt, value).hex():
            raise Forged("a value that is not the one that was sealed")
    return entry


def receipt_text(chain: bytes, seq: int, head: bytes) -> bytes:
    """What the hub signs when it holds a chain so far."""
    return RECEIPT + chain + seq.to_bytes(8, "big") + head


def snapshot_text(hub: bytes, said: Snapshot) -> bytes:
    """What the hub signs of a snapshot: whose, up to where, and which bytes."""
    numbers = (said.outlet, said.own, said.published, said.unpacked)
    plain = b"".join(one.to_bytes(8, "big") for one in numbers)
    return b"RCS-snapshot-1" + hub + plain + bytes.fromhex(said.sha256)


def token_text(hub: bytes, who: Named, nonce: bytes) -> bytes:
    """What a seat signs to be given a token: good at this hub and for this nonce alone."""
    return b"RCS-proof-1" + hub + who.outlet.to_bytes(4, "big") + who.replica + nonce
