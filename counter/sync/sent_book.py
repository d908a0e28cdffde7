"""The file of a seat as a thread of the network sees it."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from counter.storage.shop import Shop
from counter.storage.trouble import worded
from counter.sync.incoming import Incoming, Taken
from counter.sync.reading import BookReader, Own
from counter.sync.seat import SeatBook
from counter.wire.messages import Page, Pushed, Run

T = TypeVar("T")


class Send(Protocol):
    """Does something with the seat's book on the thread that writes, and waits for its answer."""

    def __call__(self, job: Callable[[SeatBook], T], /) -> T:
        """Raises what the job raises."""
        ...


class SentBook:
    """It reads by itself; what is to be written it sends to the thread that writes, in pieces that
    hold the writer for a slice each.
    """

    def __init__(self, reader: BookReader, send: Send) -> None:
        self._reader, self._send = reader, send

    @property
    def replica(self) -> bytes:
        """The id of this seat."""
        return self._reader.replica

    def chains(self) -> list[Own]:
        """The chains of this outlet's seats in this file, oldest first."""
        return self._reader.chains()

    def link_at(self, n: int, seq: int) -> bytes:
        """The link of an entry of a chain, read from the start of the chain."""
        return self._reader.link_at(n, seq)

    def run(self, own: Own, after: int, prev: bytes, limit: int) -> Run:
        """The next entries of a chain."""
        return self._reader.run(own, after, prev, limit)

    def cursor(self, stream: int) -> int:
        """How far a stream was read."""
        return self._reader.cursor(stream)

    def confirm(self, chain: bytes, said: Pushed) -> None:
        """Keeps the other side's signed word that it holds a chain so far."""
        self._send(lambda book: book.confirm(chain, said))

    def part(self, own: Own, met: int) -> int:
        """Another life of this file is there: ours goes on from where they parted."""
        return self._send(lambda book: book.part(own, met))

    def take(self, stream: int | None, page: Page) -> Taken:
        """Checks a page here and applies it there, a slice at a time; acts go in between. Raises
        Forged; then nothing of it is kept.
        """
        incoming = Incoming(stream, page, self._reader.replica)
        while not self._send(lambda book: book.apply(incoming)):
            pass
        return incoming.taken()


def direct(shop: Shop) -> Send:
    """For the thread that writes itself. What the disk says comes as a refusal with a sentence."""
    book = SeatBook(shop)

    def done(job: Callable[[SeatBook], T], /) -> T:
        with worded(shop.folder):
            return job(book)

    return done
