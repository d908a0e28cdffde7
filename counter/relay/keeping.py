"""Keeps a seat in step with somebody, hub or neighbour: one thread speaks, whenever something is
new here or there, and one waits for what is new there. After a cut both go on by themselves.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from random import random

from counter.domain.refusals import RuleBroken
from counter.relay.running import Seat
from counter.storage.database import Connection, DatabaseError
from counter.sync.exchange import Refused
from counter.sync.http_line import NoHub
from counter.sync.rhythm import Rhythm
from counter.sync.talking import Did, Partner, Talk
from counter.wire.links import Forged

#: how often the file is looked at for what somebody else has written here
LOOK_S = 0.05
#: no longer than this without a round, whatever is new
ROUND_S, WAIT_S = 30.0, 25


@dataclass(frozen=True, slots=True)
class Standing:
    """How a seat stands with a partner: since when in step or out of step (milliseconds since 1970
    UTC), and why not; entries he has not confirmed.
    """

    url: str
    in_step: bool = False
    since_at: int = 0
    why: str = ""
    waiting: int = 0


class Keeping:
    """One partner, from `start` to `stop`."""

    def __init__(
        self,
        seat: Seat,
        partner: Partner,
        told: Callable[[Standing], None],
        longest_pause_s: float = 10.0,
    ) -> None:
        """`told` hears, on a thread of this, whenever it stands otherwise; `longest_pause_s` is
        waited at most before the next try.
        """
        self._seat, self._partner, self._told = seat, partner, told
        self._pause_s = longest_pause_s
        self._over, self._rung = threading.Event(), threading.Event()
        self._place, self._has_place = None, threading.Event()
        self._standing = Standing(partner.url)
        self._ear = partner.ear()
        self._talk: Talk | None = None
        self._threads = [
            threading.Thread(target=one, daemon=True) for one in (self._speaks, self._hears)
        ]

    @property
    def standing(self) -> Standing:
        """How it stands now."""
        return self._standing

    def start(self) -> None:
        """From now on."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Ends what is going on and waits for it."""
        self._over.set()
        for one in (self._rung, self._has_place):
            one.set()
        for talk in (self._talk, self._ear):
            if talk is not None:
                talk.hang_up()
        for thread in self._threads:
            thread.join()

    # -- the two threads

    def _speaks(self) -> None:
        db = self._seat.reader()
        rhythm = Rhythm(random)
        self._talk = talk = self._partner.talk(db, self._seat.send)
        while not self._over.is_set():
            before = _version(db)
            self._rung.clear()
            try:
                did = talk.round()
            except (NoHub, Refused, Forged, RuleBroken, DatabaseError) as trouble:
                self._stands(_why(trouble))
                self._over.wait(min(rhythm.failed(), self._pause_s))
                continue
            rhythm.begin_anew()
            self._goes_on(did)
            self._wait_for_news(db, before if did.round.taken == 0 else _version(db))
        db.close()

    def _goes_on(self, did: Did) -> None:
        self._place = did.place
        self._has_place.set()
        self._stands("", did.waiting)

    def _wait_for_news(self, db: Connection, before: int) -> None:
        waited = 0.0
        while waited < ROUND_S and _version(db) == before and not self._over.is_set():
            if self._rung.wait(LOOK_S):
                return
            waited += LOOK_S

    def _hears(self) -> None:
        rhythm = Rhythm(random)
        while not self._over.is_set():
            self._has_place.wait()
            try:
                if self._ear.hear(self._place, WAIT_S):
                    self._has_place.clear()  # until the round that it rings for
                    self._rung.set()
                rhythm.begin_anew()
            except NoHub:
                self._over.wait(min(rhythm.failed(), self._pause_s))

    def _stands(self, why: str, waiting: int = 0) -> None:
        old = self._standing
        if old.since_at and (old.why, old.waiting) == (why, waiting):
            return
        same = old.since_at and old.in_step == (not why)
        at = old.since_at if same else self._seat.machine.clock()
        self._standing = Standing(self._partner.url, not why, at, why, waiting)
        self._told(self._standing)


def _why(trouble: Exception) -> str:
    """A word for it; `counter.wording` has the sentence of most."""
    match trouble:
        case NoHub():
            return trouble.said if trouble.why == "not_admitted" else trouble.why
        case RuleBroken():
            return trouble.rule
        case _:
            return type(trouble).__name__.lower()


def _version(db: Connection) -> int:
    return int(db.execute("PRAGMA data_version").fetchone()[0])
