"""Whom a seat knows of its shop: by their cards, by the chains in its file, by the list head office
has signed; and who is to be kept out.
"""

from dataclasses import dataclass
from pathlib import Path

import msgspec

from counter.domain.records import HEAD_OFFICE
from counter.storage.own_outlets import ADMITTED_AS
from counter.sync.joining import joined_of
from counter.sync.meeting import met
from counter.sync.reading import BookReader
from counter.sync.sent_book import Send
from counter.wire.messages import ChainFacts
from counter.wire.nearby import Office, SeatList, is_signed

HANDED_OVER = "handed over"
OFFICE, REFUSED = "office", "refused"
REPLICA = 16


@dataclass(frozen=True, slots=True)
class Circle:
    """As one file knows it; `home` is the machine's own folder, `reader` may be any connection."""

    reader: BookReader
    send: Send
    home: Path

    def known(self) -> dict[bytes, bytes]:
        """The public keys of the shop's other seats, by replica; without those kept out."""
        me, listed = self.reader.replica, self._listed()
        known = met(self.home, me) | self.reader.neighbours()
        if listed is not None:
            known |= {one.replica: one.public_key for one in listed.seats}
        gone = self.kept_out() | {me}
        return {replica: key for replica, key in known.items() if replica not in gone}

    def kept_out(self) -> set[bytes]:
        """Seats that may speak no more: head office has revoked them, or this shop has."""
        kept, listed = self.reader.noted(REFUSED), self._listed()
        here = {kept[at : at + REPLICA] for at in range(0, len(kept), REPLICA)}
        told = {one.replica for one in listed.seats if one.is_revoked} if listed else set[bytes]()
        return here | told

    def keep_out(self, replica: bytes) -> None:
        """This shop hears a seat no more: it was stolen or given up."""
        kept = b"".join(sorted(self.kept_out() | {replica}))
        self.send(lambda book: book.note(REFUSED, kept))

    def may_come(self, facts: ChainFacts) -> bool:
        """Whether a chain may come from a neighbour: of head office only what its hub vouches for;
        of a seat what contradicts nothing that is known.
        """
        if facts.outlet == HEAD_OFFICE:
            return self._is_office(facts)
        if facts.replica in self.kept_out():
            return False
        key = self.known().get(facts.replica)
        if facts.replica == self.reader.replica:
            return True
        return key in (None, facts.public_key) and facts.why != HANDED_OVER

    def _is_office(self, facts: ChainFacts) -> bool:
        office = self.office()
        if office is None:
            return False
        if facts.why == HANDED_OVER:
            return (facts.replica, facts.public_key) == (office.hub, office.public_key)
        said = office.listed.office if office.listed else ()
        return any((facts.replica, facts.public_key) == (o.replica, o.public_key) for o in said)

    # -- head office

    def office(self) -> Office | None:
        """Which hub this seat belongs to: the one it has joined itself, else the one its neighbours
        told it of first.
        """
        noted = self.reader.noted(OFFICE)
        told = msgspec.msgpack.decode(noted, type=Office) if noted else None
        joined = joined_of(self.home, self.reader.replica)
        if joined is None:
            return told
        hub = joined.hub
        listed = told.listed if told and told.hub == hub.hub else None
        return Office(hub.hub, hub.public_key, hub.outlet, listed)

    def hear(self, said: Office | None) -> None:
        """Keeps what a neighbour or the hub says of head office, where it is signed and newer."""
        if said is None:
            return
        ours = self.office()
        if ours is None:
            kept = said if is_signed(said) else msgspec.structs.replace(said, listed=None)
        else:
            kept = msgspec.structs.replace(ours, listed=said.listed)
            if said.listed is None or not is_signed(kept) or _age(ours) >= said.listed.at:
                return
        if joined_of(self.home, self.reader.replica) is None:  # what is sent there is sent here
            outlet = kept.outlet.to_bytes(4, "big")
            self.send(lambda book: book.note(ADMITTED_AS, outlet))
        self.send(lambda book: book.note(OFFICE, msgspec.msgpack.encode(kept)))

    def _listed(self) -> SeatList | None:
        office = self.office()
        return office.listed if office else None


def _age(office: Office) -> int:
    return office.listed.at if office.listed else -1
