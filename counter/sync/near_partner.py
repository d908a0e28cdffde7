"""A neighbour as somebody a seat exchanges entries with, in the shape of the hub's: a talk on one
thread, an ear on another.
"""

from dataclasses import dataclass, field
from typing import Any

from counter.storage.database import Connection
from counter.sync.circle import Circle
from counter.sync.exchange import Round
from counter.sync.http_line import NoHub
from counter.sync.near_line import NearLine
from counter.sync.near_pictures import NearPictures
from counter.sync.nearby import NearBook
from counter.sync.pictures import Pictures
from counter.sync.reading import BookReader
from counter.sync.sent_book import Send
from counter.sync.speaker import Speaker
from counter.sync.stepping import Step, step
from counter.sync.talking import Did
from counter.wire.messages import Named
from counter.wire.nearby import Asked, Held


@dataclass(frozen=True, slots=True)
class NearPartner:
    """The relay at an address, host[:port], typed or found; several with commas are of one."""

    address: str
    speaker: Speaker
    #: who answered there last, and his key: by the talk, for the ear
    met: dict[bytes, bytes] = field(default_factory=dict[bytes, bytes])

    @property
    def name(self) -> str:
        """What tells him from all others."""
        return f"near:{self.url}"

    @property
    def url(self) -> str:
        """Where he is."""
        return self.address.partition(",")[0]

    def talk(self, db: Connection, send: Send) -> "NearTalk":
        """`db` is a connection that reads, of the thread that will speak."""
        near = NearBook(Circle(BookReader(db), send, self.speaker.home), self.speaker.clock)
        return NearTalk(self, near)

    def ear(self) -> "NearEar":
        """For the thread that will wait."""
        return NearEar(self)

    def line(self, outlet: int, keys: dict[bytes, bytes]) -> NearLine:
        """To him, if his key is one of these. Raises NoHub."""
        me = self.speaker
        who = Named(outlet, me.replica)
        return NearLine(self.address, who, keys, sign=me.sign, clock=me.clock)


class NearTalk:
    """Rounds with him; the line is made when it is needed, and anew after a failure."""

    def __init__(self, of: NearPartner, near: NearBook) -> None:
        self._of, self._near = of, near
        self._line: NearLine | None = None
        self._pictures = NearPictures(near.reader.db)
        self._is_over = False
        #: what the last round did, with the chains he would not have
        self.last = Step()

    @property
    def replica(self) -> bytes:
        """Who he is; nothing as long as he has not answered."""
        return self._line.replica if self._line else b""

    def round(self, *, whole: bool = False) -> Did:
        """What is there comes here, what he lacks goes there, then the pictures; `whole` makes no
        difference: each round is. Raises NoHub, Forged, RuleBroken.
        """
        del whole
        try:
            return self._round()
        except BaseException:
            self._drop()
            raise

    def _round(self) -> Did:
        near = self._near
        if self._is_over:
            raise NoHub("unreachable", "hung up")
        if self._line is None:
            self._line = self._of.line(near.reader.outlet, near.circle.known())
            self._of.met.clear()
            self._of.met[self._line.replica] = self._line.key
        place = tuple(near.holds().values())
        self.last = done = step(near, self._line)
        trouble, pictures = None, Pictures()
        try:
            pictures = self._pictures.exchange(self._line.line)
        except (NoHub, OSError) as wrong:
            trouble = wrong
        said = Round(done.sent, done.taken, done.moved, frozenset(done.kinds))
        reader = near.reader
        if not done.is_idle:
            place = tuple(near.holds().values())
        return Did(
            said, place, reader.waiting(), reader.proved_at(), pictures=pictures, trouble=trouble
        )

    def hang_up(self) -> None:
        """Ends it for good, from any thread."""
        self._is_over = True
        line = self._line
        if line is not None:
            line.line.hang_up()

    def _drop(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()


class NearEar:
    """Waits until he holds what is not held here."""

    def __init__(self, of: NearPartner) -> None:
        self._of, self._is_over = of, False
        self._line: NearLine | None = None

    def hear(self, place: Any, wait_s: int) -> bool:
        """`place` is what is held here, as the talk's last round has said. Raises NoHub."""
        holds: tuple[Held, ...] = place
        if self._is_over or not self._of.met:
            raise NoHub("unreachable", "not met")
        try:
            if self._line is None:
                self._line = self._of.line(0, dict(self._of.met))
            return bool(self._line.near(Asked(holds, wait_s * 1_000)).runs)
        except NoHub:
            line, self._line = self._line, None
            if line is not None:
                line.close()
            raise

    def hang_up(self) -> None:
        """Ends it for good, from any thread."""
        self._is_over = True
        line = self._line
        if line is not None:
            line.line.hang_up()
