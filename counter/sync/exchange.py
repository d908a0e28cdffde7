"""One round with the hub: what is here goes up, what is there comes down (sync.md §5)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol, TypeVar

from msgspec.structs import replace

from counter.domain.records import HEAD_OFFICE
from counter.sync.incoming import Taken
from counter.sync.reading import Own
from counter.wire.messages import Hello, Page, Pushed, Run, Status

PIECE, PAGE = 500, 1_000
T = TypeVar("T")


class Hub(Protocol):
    """The calls of sync.md §5.2, as this seat makes them."""

    def hello(self, chain: bytes) -> Hello:
        """How far the hub holds a chain."""
        ...

    def link(self, chain: bytes, seq: int) -> bytes | None:
        """The link of an entry the hub holds."""
        ...

    def push(self, run: Run) -> Pushed:
        """Hands over entries."""
        ...

    def feed(self, stream: int, after: int, limit: int) -> Page:
        """Asks for what came after a position."""
        ...

    def begin(self, call: Callable[[], T]) -> Callable[[], T]:
        """Begins one of these calls and does not wait for it, where the line can; what is given
        back is called for its answer, and raises what it raised.
        """
        ...


class Book(Protocol):
    """What a round asks of the file: `SeatBook` on the thread that writes, `SentBook` elsewhere."""

    @property
    def replica(self) -> bytes:
        """The id of this seat."""
        ...

    def chains(self) -> list[Own]:
        """The chains of this outlet's seats in this file, oldest first."""
        ...

    def link_at(self, n: int, seq: int) -> bytes:
        """The link of an entry of a chain."""
        ...

    def run(self, own: Own, after: int, prev: bytes, limit: int) -> Run:
        """The next entries of a chain."""
        ...

    def confirm(self, chain: bytes, said: Pushed) -> None:
        """Keeps the other side's signed word."""
        ...

    def part(self, own: Own, met: int) -> int:
        """Moves what was written after two lives parted; how many entries."""
        ...

    def cursor(self, stream: int) -> int:
        """How far a stream was read."""
        ...

    def take(self, stream: int | None, page: Page) -> Taken:
        """Checks a page and applies it."""
        ...


class Refused(Exception):
    """The hub will not have what this seat sends."""


@dataclass(slots=True)
class Round:
    """What a round did: entries up and down, entries that moved to a new chain, kinds changed;
    chains of neighbours that the hub would not have.
    """

    sent: int = 0
    taken: int = 0
    moved: int = 0
    kinds: frozenset[str] = frozenset()
    refused: set[bytes] = field(default_factory=set[bytes])


def exchange(book: Book, hub: Hub, outlet: int) -> Round:
    """Everything up, then everything down; `outlet` is the number at the hub.

    Whatever was done stays when a call fails, and the next round goes on from there. Raises
    Refused, Forged and what the hub's calls raise.
    """
    done = Round()
    while not _pushed(book, hub, done):
        pass  # some entries stand on a chain of their own now
    for stream in (HEAD_OFFICE, outlet) if outlet != HEAD_OFFICE else (HEAD_OFFICE,):
        _pull(book, hub, stream, done)
    return done


def _pushed(book: Book, hub: Hub, done: Round) -> bool:
    return all(_push(book, hub, own, done) for own in book.chains())


def _push(book: Book, hub: Hub, own: Own, done: Round) -> bool:
    """Sends what the hub lacks of a chain; False when entries had to move to a new one."""
    if own.acked >= own.seq:
        return True
    after, link = own.acked, own.link
    if not after and own.seq > 1:
        after, link = _already_there(book, hub, own)
    ahead: Run | None = None
    while True:
        run = ahead or book.run(own, after, link, PIECE)
        if not run.packets:
            return True
        said, ahead = _handed_over(book, hub, own, run)
        if said.status in (Status.OK, Status.KNOWN):
            is_apart = _is_apart(book, own, run, said)
            if is_apart:
                done.moved += book.part(own, _meeting(book, hub, own, min(said.seq, own.seq)))
            book.confirm(own.facts.chain, said)
            done.sent += len(run.packets) if said.status is Status.OK else 0
            if is_apart:
                return False
            after, link = said.seq, said.head
        elif said.status is Status.GAP:  # the hub has lost what it once had
            ahead = None
            after, link = said.seq, book.link_at(own.n, said.seq)
        elif said.status is Status.FORK:
            done.moved += book.part(own, _meeting(book, hub, own, min(said.seq, own.seq)))
            book.confirm(own.facts.chain, said)
            return False
        else:
            _note_refused(book, own, done)
            return True


def _handed_over(book: Book, hub: Hub, own: Own, run: Run) -> tuple[Pushed, Run | None]:
    """What the hub says of a run, and the next one: it is read while the hub is at work."""
    last = run.packets[-1].seq
    if last >= own.seq:
        return hub.push(run), None
    answer = hub.begin(partial(hub.push, run))
    ahead = book.run(own, last, b"", PIECE)
    said = answer()
    return said, replace(ahead, prev=said.head) if said.seq == last else None


def _note_refused(book: Book, own: Own, done: Round) -> None:
    """A neighbour who has not joined the hub yet, or no longer may speak, keeps nobody else from
    it. Raises Refused for this seat's own.
    """
    if own.facts.replica == book.replica:
        raise Refused(own.facts.chain.hex())
    done.refused.add(own.facts.chain)


def _is_apart(book: Book, own: Own, run: Run, said: Pushed) -> bool:
    """Whether the hub holds more of a chain than it was sent, and what we never wrote is among it:
    another life of this file has written there too.
    """
    if said.seq <= run.packets[-1].seq:
        return False
    if said.seq > own.seq:
        return own.is_written
    return book.link_at(own.n, said.seq) != said.head


def _already_there(book: Book, hub: Hub, own: Own) -> tuple[int, bytes]:
    """From where to send a chain of which this file has no word from the hub: one that came with a
    copy of the shop is there already. Where that is all of it, the last entry goes up once more,
    for the hub's signed word that it holds them.
    """
    said = hub.hello(own.facts.chain)
    common = min(said.seq, own.seq)
    link = book.link_at(own.n, common)
    if common and hub.link(own.facts.chain, common) == link:
        is_all = said.seq == own.seq
        return (common - 1, book.link_at(own.n, common - 1)) if is_all else (common, link)
    return own.acked, own.link


def _meeting(book: Book, hub: Hub, own: Own, most: int) -> int:
    """The last entry both hold alike, by halving."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if hub.link(own.facts.chain, middle) == book.link_at(own.n, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _pull(book: Book, hub: Hub, stream: int, done: Round) -> None:
    page = hub.feed(stream, book.cursor(stream), PAGE)
    while True:
        # the next page is on its way while this one is applied
        ahead = hub.begin(partial(hub.feed, stream, page.upto, PAGE)) if page.more else None
        taken = book.take(stream, page)
        done.taken += taken.fresh
        done.kinds |= taken.kinds
        if ahead is None:
            return
        page = ahead()
