"""A page that came over the wire: checked as a whole, then handed over piece by piece."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from counter.storage.chains import ChainRow
from counter.storage.database import Connection
from counter.storage.entries import Place
from counter.storage.erasing import capture_off
from counter.storage.logbook import Logbook, number_of
from counter.storage.receiving import Receiver
from counter.storage.sealing import Head
from counter.sync.reading import cursor_name
from counter.wire import links
from counter.wire.messages import ChainFacts, Packet, Page, Run

#: the writer is not held longer by what comes over the wire (decisions 23)
SLICE_S = 0.05


@dataclass(frozen=True, slots=True)
class _Piece:
    run: Run
    place: Place
    packet: Packet


@dataclass(frozen=True, slots=True)
class Taken:
    """What a page did: entries that were new, kinds of record they changed."""

    fresh: int
    kinds: frozenset[str]


class Incoming:
    """One page; `left` is what of it is still to be applied, in its order."""

    def __init__(self, stream: int | None, page: Page, replica: bytes) -> None:
        """`replica` is this seat's. A page of no stream is a neighbour's own: that it is held
        elsewhere is not said by that. Raises Forged.
        """
        self.page = page
        self.left: list[_Piece] = []
        self.fresh, self.kinds = 0, set[str]()
        #: what is known once all of it is applied
        self.marks: dict[str, bytes] = {}
        for run in page.runs:
            made = links.links_of(run)
            links.check_signed(run.facts.public_key, made[-1], run.packets[-1].sig)
            if run.facts.replica != replica:  # the other side has it, so nobody need send it
                seq = run.packets[-1].seq.to_bytes(8, "big")
                self.marks[f"acked:{run.facts.chain.hex()}"] = seq + made[-1]
            self.left += _each(run)
        for one in self.left:
            links.check_personal(one.packet, one.place.eid)
        if stream is None:
            self.marks.clear()
        else:
            self.marks[cursor_name(stream)] = page.upto.to_bytes(8, "big")

    def taken(self) -> Taken:
        """What it has done so far."""
        return Taken(self.fresh, frozenset(self.kinds))

    def other_life(self, db: Connection, head: Head, acked: int) -> int | None:
        """Where entries of our own chain come that we never wrote, another life of this file wrote
        them: the last entry both have, or None where there is no such life. `acked` is how far
        the other side is known to hold what we wrote.
        """
        for one in self.left:
            place = one.place
            if place.chain != head.chain:
                continue
            if place.seq > head.seq:
                return head.seq
            if place.seq <= acked:
                continue
            ours = Logbook(db).entry(number_of(head.n, place.seq))
            if (ours.body, ours.place.hlc) != (one.packet.body, place.hlc):
                return place.seq - 1
        return None

    def apply(self, db: Connection, zone: str, timer: Callable[[], float]) -> int:
        """Applies from the front as long as the writer may be held, inside the caller's
        transaction; the greatest hybrid clock among it.
        """
        began, done, clock = timer(), 0, 0
        receiver, numbers = Receiver(db, zone), dict[bytes, int]()
        with capture_off(db):
            for one in self.left:
                n = numbers.get(one.place.chain)
                if n is None:
                    n = receiver.number_of_chain(_row(one.run.facts))
                    numbers[one.place.chain] = n
                personal = {k: (salt, value) for k, salt, value in one.packet.personal}
                self.fresh += receiver.take(
                    n, one.place, one.packet.body, one.packet.sig, personal, held=one.packet.held
                )
                done, clock = done + 1, max(clock, one.place.hlc)
                if timer() - began > SLICE_S:
                    break
        self.kinds |= receiver.kinds
        del self.left[:done]
        return clock


def _each(run: Run) -> Iterator[_Piece]:
    for place, packet in zip(links.places_of(run), run.packets, strict=True):
        yield _Piece(run, place, packet)


def _row(facts: ChainFacts) -> ChainRow:
    return ChainRow(
        facts.chain, facts.replica, facts.public_key, facts.outlet, facts.seat, facts.parent,
        facts.parent_seq, facts.parent_hash, facts.why,
    )  # fmt: skip
