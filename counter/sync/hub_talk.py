"""Head office's hub as a partner: entries both ways, then pictures, and once a day whether hub and
seat hold the same. The window and the command line speak with it by this.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from counter.domain.refusals import RuleBroken
from counter.storage.blobs import blobs_of, newest
from counter.storage.database import Connection
from counter.storage.trouble import worded
from counter.sync.agreeing import Agreement, compare, is_due, keep_compared
from counter.sync.circle import Circle
from counter.sync.exchange import exchange
from counter.sync.http_line import HttpLine, NoHub, SeatLine
from counter.sync.joining import Joined
from counter.sync.pictures import Pictures, exchange_pictures, let_go
from counter.sync.reading import HUB as HUB_NAME
from counter.sync.reading import BookReader
from counter.sync.seat_list import fetch_list
from counter.sync.sent_book import Send, SentBook
from counter.sync.speaker import Speaker
from counter.sync.talking import HUB, Did, Ear, Talk
from counter.wire.messages import Named

#: pictures that were nowhere are looked for again after this
PICTURES_AGAIN_MS = 300_000
#: who was struck off at head office is heard by no neighbour after this
LIST_AGAIN_MS = 60_000


class HubTalk:
    """Used on one thread; what it writes is sent to the one that writes."""

    def __init__(
        self, reader: BookReader, send: Send, line: SeatLine, clock: Callable[[], int]
    ) -> None:
        """`clock` gives milliseconds since 1970 UTC."""
        self._reader, self._send, self._line, self._clock = reader, send, line, clock
        self._looked = (-1, 0)
        #: where set, the signed list of the outlet's seats is kept there
        self.circle: Circle | None = None
        self._listed_at = -LIST_AGAIN_MS

    def round(self, *, whole: bool = False) -> Did:
        """Everything up, everything down; with `whole` all pictures and a comparison too. Raises
        NoHub, Refused, Forged, RuleBroken.
        """
        reader, line = self._reader, self._line
        self._join()
        done = exchange(SentBook(reader, self._send), line, line.outlet)
        did = Did(done, reader.cursor(line.outlet), reader.waiting(), reader.proved_at())
        try:
            with worded(blobs_of(reader.db).folder.parent):
                if done.kinds:
                    self._send(lambda book: let_go(book.db, done.kinds))
                self._fetch_list(whole=whole)
                self._exchange_pictures(did.pictures, whole=whole)
                differ = self._compared(whole=whole)
        except (NoHub, RuleBroken) as trouble:  # the entries are safe already
            return replace(did, trouble=trouble)
        return replace(did, differ=differ)

    def _join(self) -> None:
        """What a stop while it joined has left out, and what a new seat or a copy cannot know."""
        hub, outlet = self._line.hub, self._line.outlet
        if (self._reader.noted(HUB_NAME), self._reader.admitted_as()) != (hub, outlet):
            self._send(lambda book: book.join(hub, outlet))

    def _fetch_list(self, *, whole: bool) -> None:
        now = self._clock()
        if self.circle is not None and (whole or abs(now - self._listed_at) >= LIST_AGAIN_MS):
            fetch_list(self.circle, self._line)
            self._listed_at = now

    def _exchange_pictures(self, done: Pictures, *, whole: bool) -> None:
        db, place, now = self._reader.db, newest(self._reader.db), self._clock()
        known, looked_at = self._looked
        if not whole and place == known and 0 <= now - looked_at < PICTURES_AGAIN_MS:
            return
        kept = exchange_pictures(db, self._line, done)
        if kept is not None:
            self._send(lambda book: book.note_pictures(kept))
        self._looked = place, now

    def _compared(self, *, whole: bool) -> tuple[str, ...] | None:
        db, now = self._reader.db, self._clock()
        if not whole and not is_due(db, now):
            return None
        agreed = self._agreement()
        if agreed is None:
            return None
        if agreed.differ or agreed.has_gone_back:  # the next round goes through all of it
            self._send(lambda book: book.begin_anew())
        if agreed.has_gone_back:
            return None
        self._send(lambda book: keep_compared(book.db, now))
        return agreed.differ

    def _agreement(self) -> Agreement | None:
        """From one moment of the file, whoever writes meanwhile."""
        db, line = self._reader.db, self._line
        said = line.digest()
        if db.in_transaction:
            return compare(db, self._reader, said, line.outlet)
        db.execute("BEGIN")
        try:
            return compare(db, self._reader, said, line.outlet)
        finally:
            db.execute("ROLLBACK")

    def hang_up(self) -> None:
        """Ends it for good, from any thread."""
        self._line.hang_up()


class HubEar:
    """Waits for news in the outlet's own stream."""

    def __init__(self, line: SeatLine) -> None:
        self._line = line

    def hear(self, place: int, wait_s: int) -> bool:
        """`place` is a position in the stream."""
        return self._line.news(place, wait_s)

    def hang_up(self) -> None:
        """Ends the call that waits."""
        self._line.hang_up()


@dataclass(frozen=True, slots=True)
class HubPartner:
    """Head office's hub."""

    joined: Joined
    speaker: Speaker
    name: str = HUB

    @property
    def url(self) -> str:
        """Its address."""
        return self.joined.url

    def talk(self, db: Connection, send: Send) -> Talk:
        """For the thread that speaks."""
        talk = HubTalk(BookReader(db), send, self.line(), self.speaker.clock)
        talk.circle = Circle(BookReader(db), send, self.speaker.home)
        return talk

    def ear(self) -> Ear:
        """For the thread that waits."""
        return HubEar(self.line())

    def line(self) -> SeatLine:
        """A line of its own for each thread."""
        me, hub = self.speaker, self.joined.hub
        who = Named(hub.outlet, me.replica)
        return SeatLine(HttpLine(self.url), who, hub, sign=me.sign, clock=me.clock)
