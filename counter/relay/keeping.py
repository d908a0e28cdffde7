"""Keeps a seat in step with somebody, hub or neighbour: one thread speaks, whenever something is
new here or there, and one waits for what is new there. After a cut both go on by themselves.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import random

from counter.domain.refusals import RuleBroken
from counter.relay.running import Seat
from counter.storage.database import Connection, DatabaseError
from counter.storage.sealing import read_head
from counter.sync.exchange import Refused
from counter.sync.http_line import NoHub
from counter.sync.refusals import near_refusal_of, refusal_of
from counter.sync.rhythm import Rhythm
from counter.sync.talking import HUB, Did, Partner, Talk
from counter.wire.links import Forged

LOG = logging.getLogger(__name__)
#: how often the file is looked at for what somebody else has written here
LOOK_S = 0.05
#: no longer than this without a round, whatever is new
ROUND_S, WAIT_S = 30.0, 25
#: a call that is just looking for an address cannot be ended; it does nothing any more
LAST_WAIT_S = 2.0


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
    name: str = ""
    #: what stands in the way, where it has a sentence
    refusal: RuleBroken | None = None
    #: kinds of record that are not as the hub has them, since it was compared last
    differ: tuple[str, ...] = ()


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
        self._standing = Standing(partner.url, name=partner.name)
        self._whole = False
        self._ear = partner.ear()
        self._talk: Talk | None = None
        self._threads = [
            threading.Thread(target=one, daemon=True) for one in (self._speaks, self._hears)
        ]

    @property
    def partner(self) -> Partner:
        """Whom it keeps in step with."""
        return self._partner

    @property
    def standing(self) -> Standing:
        """How it stands now."""
        return self._standing

    def now(self) -> None:
        """Somebody wants it tried now, with all that is done once a day."""
        self._whole = True
        self._rung.set()

    def start(self) -> None:
        """From now on."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Ends what is going on, and waits for that as long as nobody minds."""
        self._over.set()
        for one in (self._rung, self._has_place):
            one.set()
        for talk in (self._talk, self._ear):
            if talk is not None:
                talk.hang_up()
        for thread in self._threads:
            thread.join(LAST_WAIT_S)

    # -- the two threads

    def _speaks(self) -> None:
        db = self._seat.reader()
        rhythm = Rhythm(random)
        self._talk = talk = self._partner.talk(db, self._seat.send)
        while not self._over.is_set():
            try:
                self._goes_round(db, talk, rhythm)
            except Exception as trouble:  # a fault of ours too: it is told, and tried again
                if self._over.is_set():
                    break
                self._fails(trouble)
                later_s = trouble.later_s if isinstance(trouble, NoHub) else 0.0
                if self._rung.wait(later_s + min(rhythm.failed(), self._pause_s)):
                    rhythm.begin_anew()
        db.close()

    def _goes_round(self, db: Connection, talk: Talk, rhythm: Rhythm) -> None:
        """Once, and waits until something is new. Raises what the partner and the file raise."""
        self._rung.clear()
        whole, self._whole = self._whole, False
        before, head = _version(db), read_head(db)
        did = talk.round(whole=whole)
        rhythm.begin_anew()
        self._goes_on(did)
        goes_on = did.round.taken and did.waiting  # what came may have to be signed for
        if read_head(db) == head and not goes_on:  # else somebody has written here meanwhile
            self._wait_for_news(db, before if did.round.taken == 0 else _version(db))

    def _goes_on(self, did: Did) -> None:
        self._place = did.place
        self._has_place.set()
        differ = self._standing.differ if did.differ is None else did.differ
        trouble = did.trouble
        refusal = trouble if isinstance(trouble, RuleBroken) else None
        if differ:
            refusal = RuleBroken("sync.differs", kinds=", ".join(differ))
        self._stands(
            Standing(self._partner.url, waiting=did.waiting, refusal=refusal, differ=differ)
        )

    def _fails(self, trouble: Exception) -> None:
        refusal = trouble if isinstance(trouble, RuleBroken) else None
        if isinstance(trouble, NoHub | Refused | Forged):
            refusal = self._refusal(trouble)
        elif not isinstance(trouble, RuleBroken | DatabaseError):
            LOG.error("a fault of this program while it spoke", exc_info=trouble)
            refusal = RuleBroken("sync.fault", said=f"{type(trouble).__name__}: {trouble}")
        old = self._standing
        self._stands(
            Standing(
                self._partner.url, why=_why(trouble), waiting=old.waiting, refusal=refusal,
                differ=old.differ,
            )
        )  # fmt: skip

    def _refusal(self, trouble: NoHub | Refused | Forged) -> RuleBroken:
        url = self._partner.url
        if isinstance(trouble, NoHub) and self._partner.name != HUB:
            return near_refusal_of(trouble, url)
        return refusal_of(trouble, url)

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
            except Exception as trouble:
                if not isinstance(trouble, NoHub):
                    LOG.error("a fault of this program while it listened", exc_info=trouble)
                if not rhythm.failures:
                    self._rung.set()  # so that it is told at once that nobody answers
                self._over.wait(min(rhythm.failed(), self._pause_s))

    def _stands(self, new: Standing) -> None:
        old = self._standing
        if old.since_at and _said(old) == _said(new):
            return
        in_step = not new.why
        at = old.since_at if old.since_at and old.in_step == in_step else 0
        self._standing = replace(
            new, name=self._partner.name, in_step=in_step, since_at=at or self._seat.machine.clock()
        )
        self._told(self._standing)


def _said(one: Standing) -> tuple[object, ...]:
    return one.why, one.waiting, one.refusal and one.refusal.rule, one.differ


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
