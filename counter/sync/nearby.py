"""A shop's file as its neighbours meet it: what it holds of every chain, what another lacks of
that, and what comes from him.

Nothing is kept of how far a neighbour is: each says anew what he holds, so that one who was
restored, replaced or moved is brought in step like any other.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from counter.storage.logbook import Logbook, number_of
from counter.storage.sealing import read_head
from counter.sync.circle import Circle
from counter.sync.incoming import Incoming, Taken
from counter.sync.pictures import let_go
from counter.sync.reading import BookReader, Own
from counter.sync.seat import SeatBook
from counter.wire import links
from counter.wire.links import Forged
from counter.wire.messages import Hello, Page, Pushed, Run, Status
from counter.wire.nearby import Asked, Held, Receipts, Told

#: entries, and bytes of their bodies, of one answer
MOST_ENTRIES, MOST_BYTES = 500, 2_000_000
LEAST_SV = 1
#: a link that took so many entries to find is noted in the file
LONG_WAY = 2_000
RECEIPT_AT = 40
Holds = dict[bytes, Held]


class Moved(Exception):
    """Somebody else has written a chain meanwhile: what was asked for is to be asked for anew."""


@dataclass(frozen=True, slots=True)
class _Known:
    seq: int
    link: bytes
    sig: bytes


class NearBook:
    """Reads by itself; what is to be written it sends to the thread that writes. One thread uses
    it.
    """

    def __init__(self, circle: Circle, clock: Callable[[], int]) -> None:
        """`clock` gives milliseconds since 1970 UTC."""
        self.circle, self._clock = circle, clock
        self._links: dict[bytes, _Known] = {}

    @property
    def reader(self) -> BookReader:
        """The file."""
        return self.circle.reader

    def chain(self, chain: bytes) -> Own | None:
        """A chain of this file."""
        found = self.reader.db.execute(
            "SELECT n FROM sync_chain WHERE chain = ?", (chain,)
        ).fetchone()
        return self.reader.own(found[0]) if found else None

    def _chains(self) -> list[Own]:
        found = self.reader.db.execute("SELECT n FROM sync_chain ORDER BY n").fetchall()
        return [self.reader.own(n) for (n,) in found]

    # -- what is held

    def holds(self) -> Holds:
        """How far every chain is held, and its last link."""
        return {
            own.facts.chain: Held(own.facts.chain, own.seq, self._last_link(own))
            for own in self._chains()
            if own.seq
        }

    def _last_link(self, own: Own) -> bytes:
        """Links are not kept in the file: each is made of the one before. A remembered one is that
        of its entry as long as the entry's signature is the same.
        """
        head = read_head(self.reader.db)
        if own.facts.chain == head.chain and own.seq == head.seq:
            return head.hash
        seq, link = self._start(own)
        began = seq
        for logged in Logbook(self.reader.db).rows(own.n, seq):
            if logged.place.seq > own.seq:
                break
            seq, link = logged.place.seq, replace(logged.place, prev=link).hash_of(logged.body)
        self._links[own.facts.chain] = _Known(seq, link, self._sig(own, seq))
        if seq - began > LONG_WAY:
            name, kept = _head_name(own), seq.to_bytes(8, "big") + link
            self.circle.send(lambda book: book.note(name, kept))
        return link

    def _start(self, own: Own) -> tuple[int, bytes]:
        known = self._links.get(own.facts.chain)
        if known and known.seq <= own.seq and self._sig(own, known.seq) == known.sig:
            return known.seq, known.link
        noted = self.reader.noted(_head_name(own))
        for seq, link in ((int.from_bytes(noted[:8], "big"), noted[8:]), (own.acked, own.link)):
            if 0 < seq <= own.seq and self._fits(own, seq, link):
                return seq, link
        return 0, links.first_link(own.facts)

    def _fits(self, own: Own, seq: int, link: bytes) -> bool:
        try:
            links.check_signed(own.facts.public_key, link, self._sig(own, seq))
        except Forged:
            return False
        return True

    def _sig(self, own: Own, seq: int) -> bytes:
        found = self.reader.db.execute(
            "SELECT sig FROM sync_log WHERE n = ?", (number_of(own.n, seq),)
        ).fetchone()
        return found[0] if found else b""

    def link(self, chain: bytes, seq: int) -> bytes | None:
        """The link of an entry that is held; 0 is the one before the first."""
        own = self.chain(chain)
        if own is None or not 0 <= seq <= own.seq:
            return None
        return self._last_link(own) if seq == own.seq > 0 else self.reader.link_at(own.n, seq)

    def hello(self, chain: bytes) -> Hello:
        """How far a chain is held."""
        own = self.chain(chain)
        seq, link = (own.seq, self._last_link(own)) if own and own.seq else (0, b"")
        return Hello(seq, link, LEAST_SV, self._clock())

    # -- what another lacks

    def answer(self, asked: Asked) -> Told:
        """What he lacks of it. What he holds in another life than ours he finds out himself: its
        signature will not fit his link.
        """
        theirs = {one.chain: one for one in asked.holds}
        runs, left, size, more = list[Run](), MOST_ENTRIES, 0, False
        for own in self._chains():
            his = theirs.get(own.facts.chain)
            after, prev = (his.seq, his.link) if his else (0, links.first_link(own.facts))
            if after >= own.seq:
                continue
            if not left or size > MOST_BYTES:
                more = True
                break
            run = self.reader.run(own, after, prev, left)
            if not run.packets:
                continue
            runs.append(run)
            left -= len(run.packets)
            size += sum(len(one.body) for one in run.packets)
            more = more or run.packets[-1].seq < own.seq
        holds = tuple(self.holds().values())
        return Told(tuple(runs), more, holds, self._clock(), self.receipts(), self.circle.office())

    def asks(self, *, wait_ms: int = 0) -> Asked:
        """What to say when one asks."""
        holds = tuple(self.holds().values())
        return Asked(holds, wait_ms, self.receipts(), self.circle.office())

    # -- what comes

    def is_sound(self, run: Run) -> bool:
        """Whether its links and its last signature go on from what stands before it."""
        try:
            made = links.links_of(run)
            links.check_signed(run.facts.public_key, made[-1], run.packets[-1].sig)
        except Forged:
            return False
        return True

    def take(self, runs: Sequence[Run], at: int, *, is_all: bool) -> Taken:
        """Applies runs that go on from what is held, slice by slice; `is_all` where the other side
        has no more. Raises Forged, Moved.
        """
        for run in runs:
            if not self.circle.may_come(run.facts):
                raise Forged("a chain of a seat that is not known")
        incoming = Incoming(None, Page(tuple(runs), 0, not is_all, at), self.reader.replica)
        expected = [(run.facts.chain, run.packets[0].seq - 1) for run in runs]

        def first(book: SeatBook) -> bool:
            if any(_held_by(book, chain) != seq for chain, seq in expected):
                raise Moved
            return book.apply(incoming)

        try:
            done = self.circle.send(first)
            while not done:
                done = self.circle.send(lambda book: book.apply(incoming))
        except (ValueError, KeyError, TypeError, IndexError, OverflowError) as unsound:
            raise Forged("an entry that no program seals") from unsound
        taken = incoming.taken()
        if taken.kinds:
            with suppress(OSError):  # what cannot be deleted now is in doubt, and looked at again
                self.circle.send(lambda book: let_go(book.db, taken.kinds))
        return taken

    def push(self, run: Run) -> Pushed:
        """Takes entries from a neighbour as a hub takes them; without a receipt: that is for head
        office to give.
        """
        own = self.chain(run.facts.chain)
        seq, head = self._now(run)
        first = run.packets[0].seq if run.packets else 0
        if first < 1 or (own is not None and own.facts != run.facts):
            return Pushed(Status.REFUSED, seq, head)
        if first > seq + 1:
            return Pushed(Status.GAP, seq, head)
        try:
            return Pushed(*self._pushed(run, seq, head))
        except Moved:
            return Pushed(Status.GAP, *self._now(run))
        except Forged:
            return Pushed(Status.REFUSED, seq, head)

    def _pushed(self, run: Run, seq: int, head: bytes) -> tuple[Status, int, bytes]:
        """Takes what goes on from entry `seq`; what was held before must be what it says."""
        made = [run.prev, *links.links_of(run)]
        first, common = run.packets[0].seq, min(seq, run.packets[-1].seq)
        is_same = common == seq and made[common - first + 1] == head
        if not is_same and self.link(run.facts.chain, common) != made[common - first + 1]:
            return Status.FORK, seq, head
        rest = run.packets[common - first + 1 :]
        if not rest:
            return Status.KNOWN, seq, head
        self.take([Run(run.facts, made[common - first + 1], rest)], 0, is_all=False)
        return Status.OK, rest[-1].seq, made[-1]

    def _now(self, run: Run) -> tuple[int, bytes]:
        said = self.hello(run.facts.chain)
        return said.seq, said.head or links.first_link(run.facts)

    # -- what head office has said

    def receipts(self) -> Receipts:
        """How far head office holds chains, where this file has its signature for that."""
        found: list[tuple[bytes, Pushed]] = []
        for name, kept in self.reader.db.execute(
            "SELECT name, value FROM sync_state WHERE name GLOB 'acked:*'"
        ).fetchall():
            if len(kept) > RECEIPT_AT:
                seq, head = int.from_bytes(kept[:8], "big"), kept[8:RECEIPT_AT]
                said = Pushed(Status.KNOWN, seq, head, kept[RECEIPT_AT:])
                found.append((bytes.fromhex(name.removeprefix("acked:")), said))
        return tuple(found)

    def hear(self, receipts: Receipts) -> None:
        """Keeps head office's signed word where it speaks of what is held here."""
        office = self.circle.office()
        if office is None:
            return
        for chain, said in receipts:
            own = self.chain(chain)
            if own is None or not own.acked < said.seq <= own.seq:
                continue
            text = links.receipt_text(chain, said.seq, said.head)
            try:
                links.check_signed(office.public_key, text, said.receipt)
            except Forged:
                continue
            if self.link(chain, said.seq) == said.head:
                self.circle.send(_confirming(chain, said))


def _confirming(chain: bytes, said: Pushed) -> Callable[[SeatBook], None]:
    return lambda book: book.confirm(chain, said)


def _held_by(book: SeatBook, chain: bytes) -> int:
    found = book.db.execute("SELECT n FROM sync_chain WHERE chain = ?", (chain,)).fetchone()
    return book.own(found[0]).seq if found else 0


def _head_name(own: Own) -> str:
    return f"head:{own.facts.chain.hex()}"
