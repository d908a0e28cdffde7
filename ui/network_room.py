"""What the thread of the network holds: everybody this seat is in step with, and the file as it
reads it. Each of them has two threads of his own, one that speaks and one that waits for news.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from counter.storage.machine import Machine
from counter.storage.questions.standing import contended_count, held_count, later_count
from counter.storage.trouble import worded
from counter.sync.addresses import hub_address
from counter.sync.agreeing import compared_at
from counter.sync.enrolling import asked_of, join, know
from counter.sync.incoming import Incoming
from counter.sync.joining import Joined, joined_of, keep_joined
from counter.sync.reading import BookReader
from counter.sync.seat import SeatBook
from ui.desk import EVERYTHING
from ui.lines import Reply
from ui.network import Kept, Wishes

if TYPE_CHECKING:
    from counter.app import Counter
    from counter.relay.company import Company
    from counter.relay.keeping import Standing
    from counter.relay.running import Seat
    from counter.relay.serving import Serving, WantedRelay
    from counter.wire.messages import Enrol
    from ui.desk import Desk

T = TypeVar("T")
OFTEN = 100  # looks between two for answers that wait for another seat's turn


@dataclass(frozen=True, slots=True)
class Seen:
    """How it stands: by the file, and with everybody."""

    kept: Kept
    standings: "tuple[Standing, ...]"
    serving: "Serving | None"


class NetworkRoom:
    """Used on the network's thread."""

    def __init__(self, desk: "Desk", told: "Callable[[Standing], None]"):
        self._desk, self._told = desk, told
        self._book = BookReader(desk.door.reader())
        self._machine = Machine(desk.door.home)
        self._machine.clock = desk.door.clock
        self._company: Company | None = None
        self._relay: WantedRelay | None = None
        self._wishes = Wishes()
        self._looks = 0

    # -- what the window asks for

    def look(self, wishes: Wishes, *, answers: bool) -> Seen:
        """Begin with those who are new, end with those who have gone, and say how it stands;
        `answers` = customers may have said something. Raises RuleBroken("sync.damaged").
        """
        if wishes != self._wishes:
            self._end()
            self._wishes = wishes
        serving = self._serve(wishes.port)
        wants = wishes.typed or wishes.looks_around or self._joined() is not None
        if self._company is None and wants:
            self._company = self._begin(wishes)
        if self._company is not None:
            self._company.look()
        self._looks += 1
        if answers or self._looks % OFTEN == 0:
            self._desk.lend(_take_answers)
        standings = self._company.standings() if self._company else []
        return Seen(self._kept(), tuple(standings), serving)

    def now(self) -> None:
        """Somebody wants everybody to be asked now."""
        if self._company is not None:
            self._company.now()

    def join(self, url: str, code: str) -> Joined:
        """Join a hub by a one-time code. Raises RuleBroken("sync.…")."""
        joined = join(self._desk.door.home, url, self._desk.lend(_Asked(code)))
        self._desk.lend(_Known(joined))
        self._end()
        return joined

    def move(self, url: str) -> None:
        """The hub has another address now. Raises RuleBroken("sync.address" |
        "file.cannot_write").
        """
        address = hub_address(url)
        joined = self._joined()
        if joined is not None:
            moved = replace(joined, url=address)
            keep_joined(self._desk.door.home, self._book.replica, moved)

    def show_code(self) -> str:
        """A code by which another seat meets this one, once. Raises
        RuleBroken("file.cannot_write").
        """
        from counter.sync.pairing import new_code

        machine = self._machine
        return new_code(machine.folder, self._book.replica, machine.chance, machine.clock())

    def meet(self, address: str, code: str) -> str:
        """Meet the relay that shows a code, at an address or wherever one is found; its address.
        Raises RuleBroken("relay.…").
        """
        from counter.relay.meeting import meet_relay

        return meet_relay(self._seat(), address, code)

    def close(self) -> None:
        """End with everybody."""
        self._end()
        if self._relay is not None:
            self._relay.close()
        self._book.db.close()

    # -- inside

    def _begin(self, wishes: Wishes) -> "Company":
        from counter.relay.company import Company  # a shop that works alone needs nothing of it

        looks = wishes.looks_around
        return Company(self._seat(), wishes.typed, self._told, looks_around=looks)

    def _seat(self) -> "Seat":
        from counter.relay.running import seat_of

        return seat_of(self._desk.door.folder, self._machine, self._send)

    def _serve(self, port: int | None) -> "Serving | None":
        if self._relay is None and port is None:
            return None
        if self._relay is None:
            from counter.relay.serving import WantedRelay

            self._relay = WantedRelay(self._seat())
        return self._relay.look(port)

    def _end(self) -> None:
        if self._company is not None:
            self._company.close()
            self._company = None

    def _joined(self) -> Joined | None:
        return joined_of(self._desk.door.home, self._book.replica)

    def _send(self, job: Callable[[SeatBook], T], /) -> T:
        return self._desk.lend(_BookJob(job))

    def _kept(self) -> Kept:
        book, joined = self._book, self._joined()
        if joined is None:
            return Kept(contended=contended_count(book.db), later=later_count(book.db))
        return Kept(
            url=joined.url,
            outlet=joined.hub.outlet,
            seat=book.digit,
            waiting=book.waiting(),
            proved_at=book.proved_at(),
            heard_at=book.heard_at(),
            compared_at=compared_at(book.db),
            held=held_count(book.db),
            contended=contended_count(book.db),
            later=later_count(book.db),
        )


class _TellingBook(SeatBook):
    """Says which kinds a page has changed, once all of it is here."""

    kinds: frozenset[str] = frozenset()

    def apply(self, incoming: Incoming) -> bool:
        is_whole = super().apply(incoming)
        if is_whole:
            self.kinds = frozenset(incoming.kinds)
        return is_whole


class _BookJob:
    """A short job over the seat's book, on the thread that writes."""

    def __init__(self, job: Callable[[SeatBook], Any]):
        self._job = job

    def __call__(self, counter: "Counter", reply: Reply) -> None:
        book = _TellingBook(counter.shop)
        with worded(counter.shop.folder):
            reply.answer = self._job(book)
        reply.kinds = book.kinds


class _Asked:
    """What the seat says of itself when it joins."""

    def __init__(self, code: str):
        self._code = code

    def __call__(self, counter: "Counter", reply: Reply) -> None:
        asked: Enrol = asked_of(counter.shop, self._code)
        reply.answer = asked


class _Known:
    """The number it was admitted under is known in the shop's file too."""

    def __init__(self, joined: Joined):
        self._joined = joined

    def __call__(self, counter: "Counter", reply: Reply) -> None:
        know(counter.shop, self._joined)
        reply.answer = self._joined


def _take_answers(counter: "Counter", reply: Reply) -> None:
    """What customers have said on their page is done here."""
    from counter.customer_answers import take_answers

    if take_answers(counter):
        reply.kinds = EVERYTHING
