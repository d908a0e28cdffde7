"""One round with a neighbour: what is there comes here, what he lacks goes there, and two lives of
one file part.
"""

from dataclasses import dataclass, field
from typing import Protocol

from counter.domain.records import HEAD_OFFICE
from counter.sync.nearby import Moved, NearBook
from counter.sync.reading import Own
from counter.wire.links import Forged, first_link
from counter.wire.messages import Pushed, Run, Status
from counter.wire.nearby import Asked, Held, Told

PIECE, MOST_TURNS = 500, 10_000


class Neighbour(Protocol):
    """The calls of another seat of the shop; `NearLine` makes them."""

    def near(self, asked: Asked) -> Told:
        """Tells him what is held here, and hears what is lacking."""
        ...

    def push(self, run: Run) -> Pushed:
        """Hands over entries."""
        ...

    def link(self, chain: bytes, seq: int) -> bytes | None:
        """The link of an entry he holds."""
        ...


@dataclass(slots=True)
class Step:
    """What a round did: entries there and here, entries that moved to a new chain, kinds of record
    changed, chains he would not have.
    """

    sent: int = 0
    taken: int = 0
    moved: int = 0
    kinds: set[str] = field(default_factory=set[str])
    refused: list[bytes] = field(default_factory=list[bytes])

    @property
    def is_idle(self) -> bool:
        """Whether nothing was new on either side."""
        return not (self.sent or self.taken or self.moved)


def step(near: NearBook, other: Neighbour) -> Step:
    """Takes what is lacking here, then gives what is lacking there. What was done stays when a call
    fails. Raises Forged and what the calls raise.
    """
    done, told = Step(), _heard(near, other)
    for _ in range(MOST_TURNS):
        if _took(near, other, told, done) and not told.more:
            break
        told = _heard(near, other)
    for held in told.holds:
        if _is_parted(near, other, held):
            _part(near, other, held.chain, done)
    theirs = {one.chain: one for one in told.holds}
    for chain in near.holds():
        own = near.chain(chain)
        if own is not None:
            _give(near, other, own, theirs.get(chain), done)
    near.hear(told.receipts)
    return done


def _heard(near: NearBook, other: Neighbour) -> Told:
    told = other.near(near.asks())
    near.circle.hear(told.office)
    return told


def _took(near: NearBook, other: Neighbour, told: Told, done: Step) -> bool:
    """False where what was asked for no longer goes on from what is held."""
    sound = [run for run in told.runs if near.is_sound(run)]
    for run in told.runs:
        if run in sound:
            continue
        if not _is_another_life(near, other, run):
            raise Forged("an entry that its seat has not signed")
    welcome = [run for run in sound if near.circle.may_come(run.facts)]
    if welcome:
        try:
            taken = near.take(welcome, told.at, is_all=not told.more)
        except Moved:
            return False
        done.taken += taken.fresh
        done.kinds |= taken.kinds
    for run in told.runs:
        if run not in sound:
            _part(near, other, run.facts.chain, done)
    return len(sound) == len(told.runs)


def _is_another_life(near: NearBook, other: Neighbour, run: Run) -> bool:
    chain, after = run.facts.chain, run.packets[0].seq - 1
    return other.link(chain, after) != near.link(chain, after)


def _is_parted(near: NearBook, other: Neighbour, held: Held) -> bool:
    """Whether he holds, no further than here, another life of a chain."""
    own = near.chain(held.chain)
    if own is None or own.seq < held.seq or own.facts.outlet == HEAD_OFFICE:
        return False
    return near.link(held.chain, held.seq) != held.link if own.seq == held.seq else False


def _part(near: NearBook, other: Neighbour, chain: bytes, done: Step) -> None:
    """Ours goes on from where the two parted; not where head office holds ours: then he is the one
    who will move, once he speaks with it.
    """
    own = near.chain(chain)
    if own is None or own.facts.outlet == HEAD_OFFICE:
        return
    met = _meeting(near, other, own)
    if met < own.seq and own.acked <= met:
        done.moved += near.circle.send(lambda book: book.part(own, met))


def _meeting(near: NearBook, other: Neighbour, own: Own) -> int:
    """The last entry both hold alike, by halving."""
    low, high = 0, own.seq
    while low < high:
        middle = (low + high + 1) // 2
        if other.link(own.facts.chain, middle) == near.link(own.facts.chain, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _give(near: NearBook, other: Neighbour, own: Own, his: Held | None, done: Step) -> None:
    """Sends what he lacks of a chain."""
    after, link = (his.seq, his.link) if his else (0, first_link(own.facts))
    while after < own.seq:
        run = near.reader.run(own, after, link, PIECE)
        if not run.packets:
            return
        said = other.push(run)
        if said.status in (Status.OK, Status.KNOWN):
            done.sent += len(run.packets)
        elif said.status is Status.REFUSED and near.link(own.facts.chain, after) == link:
            done.refused.append(own.facts.chain)
            return
        elif said.status in (Status.FORK, Status.REFUSED):
            _part(near, other, own.facts.chain, done)
            return
        elif said.seq <= after and said.seq < own.seq and said.head == link:
            return  # he lost nothing, and takes nothing: the next round asks anew
        after, link = said.seq, said.head
