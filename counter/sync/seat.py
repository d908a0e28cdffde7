"""What a seat sends and takes in, over its own file: runs of its chains, pages of the feed."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from counter.storage import erasing
from counter.storage.chains import ChainRow, chain_row
from counter.storage.entries import Place
from counter.storage.logbook import Logbook, number_of
from counter.storage.proving import held_of, personal_of
from counter.storage.receiving import HEARD_AT, Receiver
from counter.storage.rehoming import Parted, Writer, rehome
from counter.storage.sealing import read_head
from counter.storage.shop import Shop
from counter.wire import links
from counter.wire.messages import MOST_BYTES, ChainFacts, Packet, Page, Pushed, Run

HEAD_OFFICE = 0
#: the writer is not held longer by what comes over the wire (decisions 23)
SLICE_S = 0.05
#: a neighbour's clock further ahead does not move ours (sync.md §4.2)
AHEAD_MS = 300_000


@dataclass(frozen=True, slots=True)
class Own:
    """A chain this seat answers for: its number here, and how far the hub has confirmed it."""

    n: int
    facts: ChainFacts
    seq: int
    acked: int
    link: bytes


@dataclass(frozen=True, slots=True)
class Taken:
    """What a page did: entries that were new, kinds of record they changed."""

    fresh: int
    kinds: frozenset[str]


class SeatBook:
    """One shop's file as the exchange sees it; used on the thread that writes."""

    def __init__(self, shop: Shop, timer: Callable[[], float] = perf_counter) -> None:
        """`timer` gives seconds, for how long the writer is held."""
        self._shop, self._timer = shop, timer

    @property
    def outlet(self) -> int:
        """The number of the outlet whose file this is."""
        return int(self._shop.db.execute("SELECT outlet FROM sync_gate").fetchone()[0])

    @property
    def replica(self) -> bytes:
        """The id of this seat."""
        return self._state("replica")

    @property
    def digit(self) -> int:
        """The digit this seat numbers with."""
        (digit,) = self._shop.db.execute(
            "SELECT digit FROM seat WHERE id = (SELECT value FROM sync_state WHERE name = 'seat')"
        ).fetchone()
        return int(digit)

    def hold(self) -> None:
        """Makes a copied or restored file itself, before it speaks."""
        self._shop.hold()

    # -- up

    def chains(self) -> list[Own]:
        """The chains of this outlet's seats in this file, oldest first."""
        found = self._shop.db.execute(
            "SELECT n, chain FROM sync_chain WHERE outlet = ? ORDER BY n", (self.outlet,)
        ).fetchall()
        return [self._own(n) for n, _ in found]

    def _own(self, n: int) -> Own:
        row = chain_row(self._shop.db, n)
        facts = _facts(row)
        first, end = number_of(n, 0), number_of(n + 1, 0)
        (last,) = self._shop.db.execute(
            "SELECT coalesce(max(n), ?) FROM sync_log WHERE n >= ? AND n < ?", (first, first, end)
        ).fetchone()
        acked = self._state(f"acked:{row.chain.hex()}")
        seq, link = (int.from_bytes(acked[:8], "big"), acked[8:40]) if acked else (0, b"")
        return Own(n, facts, last - first, seq, link or links.first_link(facts))

    def link_at(self, n: int, seq: int) -> bytes:
        """The link of an entry of a chain, read from the start of the chain."""
        facts = _facts(chain_row(self._shop.db, n))
        link = links.first_link(facts)
        for logged in Logbook(self._shop.db).rows(n):
            if logged.place.seq > seq:
                break
            place = logged.place
            link = Place(place.chain, place.seq, place.hlc, place.sv, link).hash_of(logged.body)
        return link

    def run(self, own: Own, after: int, prev: bytes, limit: int) -> Run:
        """The next entries of a chain."""
        packets: list[Packet] = []
        size = 0
        db = self._shop.db
        for logged in Logbook(db).rows(own.n, after):
            if len(packets) == limit or size > MOST_BYTES:
                break
            values = personal_of(db, logged.n)
            personal = tuple((k, salt, value) for k, (salt, value) in values.items())
            held = tuple(held_of(db, logged.n))
            place = logged.place
            packets.append(
                Packet(place.seq, place.hlc, place.sv, logged.body, logged.sig, personal, held)
            )
            size += len(logged.body)
        return Run(own.facts, prev, tuple(packets))

    def confirm(self, chain: bytes, said: Pushed) -> None:
        """Keeps the hub's signed word that it holds a chain so far."""
        kept = said.seq.to_bytes(8, "big") + said.head + said.receipt
        self._keep({f"acked:{chain.hex()}": kept})

    def part(self, own: Own, met: int) -> int:
        """Another life of this file is at the hub: ours goes on from where they parted."""
        shop = self._shop
        db, link = shop.db, self.link_at(own.n, met)
        db.execute("BEGIN IMMEDIATE")
        try:
            keys = shop.keys()
            writer = Writer(keys.public(), shop.machine.chance, keys.signer())
            moved = rehome(db, Parted(own.n, met, link), writer)
            db.execute("DELETE FROM sync_state WHERE name = ?", (f"acked:{own.facts.chain.hex()}",))
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise
        shop.renew_lease()
        return moved

    # -- down

    def cursor(self, stream: int) -> int:
        """How far a stream was read."""
        return int.from_bytes(self._state(_cursor(stream)), "big")

    def take(self, stream: int | None, page: Page) -> Taken:
        """Checks a page, then applies it in slices. Raises Forged; then nothing of it is kept.

        A page of no stream is a neighbour's own: that the hub holds it is not said by that.
        """
        heads: dict[str, bytes] = {}
        for run in page.runs:
            made = links.links_of(run)
            links.check_signed(run.facts.public_key, made[-1], run.packets[-1].sig)
            if run.facts.replica != self.replica:  # the hub has it, so nobody need send it
                seq = run.packets[-1].seq.to_bytes(8, "big")
                heads[f"acked:{run.facts.chain.hex()}"] = seq + made[-1]
        work = [(run, place, one) for run in page.runs for place, one in _each(run)]
        for _, place, packet in work:
            links.check_personal(packet, place.eid)
        self._make_room(work)
        fresh, kinds = 0, set[str]()
        while work:
            fresh += self._slice(work, kinds)
        if stream is not None:
            self._keep(heads | {_cursor(stream): page.upto.to_bytes(8, "big")})
        if not page.more:
            self._keep({HEARD_AT: max(page.at, 0).to_bytes(8, "big")})
        return Taken(fresh, frozenset(kinds))

    def _make_room(self, work: list[tuple[Run, Place, Packet]]) -> None:
        """Where entries of our own chain come that we never wrote, another life of this file wrote
        them: what we write next stands on a chain of its own.
        """
        head = read_head(self._shop.db)
        if any(place.chain == head.chain and place.seq > head.seq for _, place, _ in work):
            self.part(self._own(head.n), head.seq)

    def _slice(self, work: list[tuple[Run, Place, Packet]], kinds: set[str]) -> int:
        """Applies from the front of the list as long as the writer may be held."""
        db, began, done, fresh = self._shop.db, self._timer(), 0, 0
        db.execute("BEGIN IMMEDIATE")
        try:
            receiver = Receiver(db, self._zone())
            numbers: dict[bytes, int] = {}
            with erasing.capture_off(db):
                for run, place, packet in work:
                    n = numbers.get(place.chain)
                    if n is None:
                        n = numbers[place.chain] = receiver.number_of_chain(_row(run.facts))
                    personal = {k: (salt, value) for k, salt, value in packet.personal}
                    fresh += receiver.take(
                        n, place, packet.body, packet.sig, personal, held=packet.held
                    )
                    done += 1
                    if self._timer() - began > SLICE_S:
                        break
            self._follow_clock(max(place.hlc for _, place, _ in work[:done]))
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise
        kinds |= receiver.kinds
        del work[:done]
        return fresh

    def _follow_clock(self, hlc: int) -> None:
        """The next act here comes after what it has seen; a clock far ahead moves nobody."""
        head = read_head(self._shop.db)
        if head.hlc < hlc <= head.hlc + (AHEAD_MS << 16):
            self._keep({"hlc": hlc.to_bytes(8, "big")})

    # -- beside it

    def noted(self, name: str) -> bytes:
        """What was noted under a name; nothing where nothing was."""
        return self._state(f"note:{name}")

    def note(self, name: str, value: bytes) -> None:
        """Notes something that only this file knows."""
        self._keep({f"note:{name}": value})

    def neighbours(self) -> dict[bytes, bytes]:
        """The public keys of the outlet's other seats that this file has heard of, by replica."""
        found = self._shop.db.execute(
            "SELECT replica, public_key FROM sync_chain WHERE why <> 'handed over' "
            "AND (outlet = ? OR outlet <> ?) ORDER BY n",
            (self.outlet, HEAD_OFFICE),
        )
        return {replica: key for replica, key in found if replica != self.replica}

    def held(self) -> dict[bytes, tuple[int, int]]:
        """By chain its number here and how far it is held."""
        found = self._shop.db.execute("SELECT n, chain FROM sync_chain").fetchall()
        return {chain: (n, self._own(n).seq) for n, chain in found}

    # -- inside

    def _zone(self) -> str:
        (zone,) = self._shop.db.execute(
            "SELECT o.zone FROM outlet o JOIN sync_gate g ON o.number = g.outlet"
        ).fetchone()
        return str(zone)

    def _state(self, name: str) -> bytes:
        found = self._shop.db.execute(
            "SELECT value FROM sync_state WHERE name = ?", (name,)
        ).fetchone()
        return found[0] if found else b""

    def _keep(self, values: dict[str, bytes]) -> None:
        self._shop.db.executemany(
            "INSERT OR REPLACE INTO sync_state(name, value) VALUES (?, ?)", list(values.items())
        )


def _cursor(stream: int) -> str:
    return "cursor:hq" if stream == HEAD_OFFICE else "cursor:own"


def _each(run: Run) -> list[tuple[Place, Packet]]:
    return list(zip(links.places_of(run), run.packets, strict=True))


def _facts(row: ChainRow) -> ChainFacts:
    return ChainFacts(
        row.chain, row.replica, row.public_key, row.outlet, row.seat, row.parent, row.parent_seq,
        row.parent_hash, row.why,
    )  # fmt: skip


def _row(facts: ChainFacts) -> ChainRow:
    return ChainRow(
        facts.chain, facts.replica, facts.public_key, facts.outlet, facts.seat, facts.parent,
        facts.parent_seq, facts.parent_hash, facts.why,
    )  # fmt: skip
