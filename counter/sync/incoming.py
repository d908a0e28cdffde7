"""A page that came over the wire: checked as a whole, then handed over piece by piece."""

from collections.abc import Callable
from dataclasses import dataclass

from counter.storage.asking import among
from counter.storage.chains import ChainRow
from counter.storage.database import Connection
from counter.storage.entries import Entry, Place
from counter.storage.erasing import capture_off
from counter.storage.keeping import Near
from counter.storage.logbook import Logbook, number_of
from counter.storage.receiving import Coming, Receiver
from counter.storage.sealing import Head
from counter.sync.reading import cursor_name
from counter.wire import links
from counter.wire.links import Unread
from counter.wire.messages import ChainFacts, Packet, Page, Run

#: the writer is not held longer by what comes over the wire (decisions 23)
SLICE_S = 0.05
#: what a slice aims at without its commit; how many entries the first one has, any at least, where
#: they are not slow, and any at most
AIM_S, FIRST_SLICE, LEAST_SLICE, MOST_SLICE = 0.5 * SLICE_S, 64, 64, 1_000


@dataclass(frozen=True, slots=True)
class _Piece:
    run: Run
    place: Place
    packet: Packet
    entry: Entry | None


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
        self._size, self._near, self._seen = FIRST_SLICE, Near(), (0, 0)
        #: what is known once all of it is applied
        self.marks: dict[str, bytes] = {}
        for run in page.runs:
            places, made = links.sealed_in(run)
            links.check_signed(run.facts.public_key, made[-1], run.packets[-1].sig)
            if run.facts.replica != replica:  # the other side has it, so nobody need send it
                seq = run.packets[-1].seq.to_bytes(8, "big")
                self.marks[f"acked:{run.facts.chain.hex()}"] = seq + made[-1]
            self.left += [_piece(run, *one) for one in zip(places, run.packets, strict=True)]
        if stream is None:
            self.marks.clear()
        else:
            self.marks[cursor_name(stream)] = page.upto.to_bytes(8, "big")

    def taken(self) -> Taken:
        """What it has done so far."""
        return Taken(self.fresh, frozenset(self.kinds))

    @property
    def ends_next(self) -> bool:
        """Whether the next slice may be the last."""
        return len(self.left) <= self._size

    def other_life(self, db: Connection, head: Head, acked: int) -> tuple[int, int] | None:
        """Where entries come that are others here, two lives of one file wrote them: the number of
        their chain here and the last entry both have, or None where there are no two lives. `acked`
        is how far the other side is known to hold what we wrote.
        """
        met = self._other_life_of_ours(db, head, acked)
        return (head.n, met) if met is not None else self._other_life_of_others(db)

    def _other_life_of_ours(self, db: Connection, head: Head, acked: int) -> int | None:
        """An entry of our own chain that we never wrote."""
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

    def _other_life_of_others(self, db: Connection) -> tuple[int, int] | None:
        """An entry of a chain that nobody here writes on: a neighbour gave us one life of it, and
        what comes now is the other.
        """
        known: dict[bytes, tuple[int, int]] = {}
        for chain in {one.place.chain for one in self.left}:
            query = "SELECT n FROM sync_chain WHERE chain = ?"
            if found := db.execute(query, (chain,)).fetchone():
                first, end = number_of(found[0], 0), number_of(found[0] + 1, 0)
                query = "SELECT coalesce(max(n), ?) FROM sync_log WHERE n > ? AND n < ?"
                (last,) = db.execute(query, (first, first, end)).fetchone()
                known[chain] = found[0], last - first
        here = {
            number_of(known[place.chain][0], place.seq): one
            for one in self.left[: self._size]
            for place in [one.place]
            if place.chain in known and place.seq <= known[place.chain][1]
        }
        query = "SELECT n, sig FROM sync_log WHERE n IN ({})"
        other = [n for n, sig in among(db, query, here) if sig != here[n].packet.sig]
        if not other:
            return None
        place = here[min(other)].place
        return known[place.chain][0], place.seq - 1

    def apply(self, db: Connection, zone: str, timer: Callable[[], float]) -> int:
        """Applies from the front as long as the writer may be held, inside the caller's
        transaction; the greatest hybrid clock among it.
        """
        began, done = timer(), 0
        receiver, numbers = Receiver(db, zone, self._remembered(db)), dict[bytes, int]()
        with capture_off(db):
            coming = [_coming(one, receiver, numbers) for one in self.left[: self._size]]
            receiver.read_ahead(coming)
            for one in coming:
                self.fresh += receiver.add(one)
                done += 1
                if timer() - began > AIM_S:
                    break
            receiver.write()
        self.kinds |= receiver.kinds
        del self.left[:done]
        took = max(timer() - began, AIM_S / MOST_SLICE)
        self._size = min(max(int(done * AIM_S / took), LEAST_SLICE), 2 * self._size, MOST_SLICE)
        return max((one.place.hlc for one in coming[:done]), default=0)

    def _remembered(self, db: Connection) -> Near:
        """What earlier slices of this page have read, where only they have written since."""
        (version,) = db.execute("PRAGMA data_version").fetchone()
        (chains,) = db.execute("SELECT max(n) FROM sync_chain").fetchone()
        if (version, chains) != self._seen:
            self._near.clear()
        self._seen = version, chains
        return self._near


def _piece(run: Run, place: Place, packet: Packet) -> _Piece:
    try:
        entry = links.read_checked(packet, place.eid)
    except Unread:  # kept until a newer program can read it; the others go on
        entry = None
    return _Piece(run, place, packet, entry)


def _coming(one: _Piece, receiver: Receiver, numbers: dict[bytes, int]) -> Coming:
    n = numbers.get(one.place.chain)
    if n is None:
        n = numbers[one.place.chain] = receiver.number_of_chain(_row(one.run.facts))
    packet = one.packet
    personal = {k: (salt, value) for k, salt, value in packet.personal}
    return Coming(n, one.place, one.entry, packet.body, packet.sig, personal, packet.held)


def _row(facts: ChainFacts) -> ChainRow:
    return ChainRow(
        facts.chain, facts.replica, facts.public_key, facts.outlet, facts.seat, facts.parent,
        facts.parent_seq, facts.parent_hash, facts.why,
    )  # fmt: skip
