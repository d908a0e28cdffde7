"""What a seat carries to the hub or to its neighbours in a file, and takes in from one: what the
exchange does, where no network is (sync.md §6).

A bundle goes on from what its receiver has confirmed, so one that is lost, doubled, old or out of
turn harms nothing; one that goes on from the bundle before says which one is missing.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from counter.domain.records import HEAD_OFFICE
from counter.domain.refusals import RuleBroken
from counter.storage.machine import Keys
from counter.sync.joining import Joined
from counter.sync.reading import Own
from counter.sync.seat import SeatBook
from counter.wire import bundles, links
from counter.wire.bundles import PIECE, Broken, Opened, Part, Sender, Stretch
from counter.wire.links import Forged
from counter.wire.messages import Page, Pushed, Run

HUB, SEATS = "hub", "seats"
#: how far others hold chains, as they have said
_Holds = dict[bytes, int]


@dataclass(frozen=True, slots=True)
class Carrier:
    """A seat that carries files: its book and keys, the hub it has joined, the neighbours it has
    met by their cards (public keys by replica).
    """

    book: SeatBook
    keys: Keys
    joined: Joined | None
    met: Mapping[bytes, bytes]
    chance: Callable[[int], bytes]
    clock: Callable[[], int]

    def neighbours(self) -> dict[bytes, bytes]:
        """The seats of this outlet that are known, by replica."""
        return {**self.met, **self.book.neighbours()}


@dataclass(frozen=True, slots=True)
class Wrote:
    """A bundle that was written: its number among those to that receiver, entries in it, how many
    can open it.
    """

    number: int
    entries: int
    receivers: int


@dataclass(slots=True)
class Read:
    """What a bundle brought: entries that were new, kinds of record they changed."""

    number: int = 0
    taken: int = 0
    kinds: set[str] = field(default_factory=set[str])


# -- writing --------------------------------------------------------------------------------------


def write(carrier: Carrier, path: Path, to: str, *, since_last: bool = False) -> Wrote:
    """Writes what the hub (`to` = HUB) or the outlet's other seats (SEATS) lack; with `since_last`
    only what no bundle to them has carried. Raises RuleBroken "bundle.nobody", "file.cannot_write".
    """
    book, joined = carrier.book, carrier.joined
    receivers = carrier.neighbours()
    if to == HUB:
        receivers = {joined.hub.hub: joined.hub.public_key} if joined else {}
    if not receivers:
        raise RuleBroken("bundle.nobody")
    given = _noted(book, f"given:{to}")
    begins = _begins(carrier, to, receivers)
    if since_last:
        begins |= {chain: max(seq, begins.get(chain, 0)) for chain, seq in given.items()}
    parts = _Parts(book, begins, carrier.joined)
    outlet, hub = (joined.hub.outlet, joined.hub.hub) if joined else (book.outlet, b"")
    sign = carrier.keys.signer()
    sender = Sender(book.replica, outlet, hub, sign, carrier.chance)
    number = int.from_bytes(book.noted(f"number:{to}"), "big") + 1
    try:
        bundles.write_file(path, sender, receivers, parts, number=number, at=carrier.clock())
    except OSError as trouble:
        said = trouble.strerror or ""
        raise RuleBroken("file.cannot_write", file=str(path), said=said) from trouble
    book.note(f"given:{to}", msgspec.msgpack.encode(given | parts.reached))
    book.note(f"number:{to}", number.to_bytes(8, "big"))
    return Wrote(number, parts.entries, len(receivers))


class _Parts:
    """The parts of a bundle as they are written, each read when its turn comes."""

    def __init__(self, book: SeatBook, begins: _Holds, joined: Joined | None) -> None:
        self._book, self._begins, self._joined = book, begins, joined
        self.entries, self.reached = 0, dict[bytes, int]()

    def __iter__(self) -> Iterator[Part]:
        book = self._book
        streams = (HEAD_OFFICE, self._joined.hub.outlet) if self._joined else ()
        held = {chain: seq for chain, (_, seq) in book.held().items()}
        yield Part(
            cursors=tuple((one, book.cursor(one)) for one in streams), holds=tuple(held.items())
        )
        for own in book.chains():
            yield from self._runs(own)

    def _runs(self, own: Own) -> Iterator[Part]:
        after = min(self._begins.get(own.facts.chain, 0), own.seq)
        link = own.link if after == own.acked else self._book.link_at(own.n, after)
        while after < own.seq:
            run = self._book.run(own, after, link, PIECE)
            link, after = links.links_of(run)[-1], run.packets[-1].seq
            self.entries += len(run.packets)
            self.reached[own.facts.chain] = after
            yield Part(runs=(run,))


def _begins(carrier: Carrier, to: str, receivers: Mapping[bytes, bytes]) -> _Holds:
    """How far the receivers hold our chains, as far as they have told us."""
    book = carrier.book
    if to == HUB:
        return {own.facts.chain: own.acked for own in book.chains()}
    said = [_noted(book, f"holds:{replica.hex()}") for replica in receivers]
    return {chain: min(one.get(chain, 0) for one in said) for chain in said[0]}


def _noted(book: SeatBook, name: str) -> _Holds:
    kept = book.noted(name)
    return msgspec.msgpack.decode(kept, type=_Holds) if kept else {}


# -- reading --------------------------------------------------------------------------------------


def read(carrier: Carrier, path: Path) -> Read:
    """Takes in what a bundle brings, piece by piece; whatever was taken in stays when the rest is
    broken. Raises RuleBroken "bundle.…", "file.cannot_read".
    """
    done, told = Read(), {"file": path.name}
    try:
        with open(path, "rb") as file:
            opened = Opened(file)
            done.number = opened.head.number
            key = _key_of(carrier, opened)
            if key is None:
                raise RuleBroken("bundle.stranger", **told)
            opened.check(key)
            reading = _Reading(carrier, opened.head, done)
            for part in opened.parts(carrier.book.replica, carrier.keys.signing, key):
                reading.take(part)
    except OSError as trouble:
        said = trouble.strerror or ""
        raise RuleBroken("file.cannot_read", file=str(path), said=said) from trouble
    except Broken as broken:
        raise RuleBroken(broken.rule, **told, entries=done.taken) from broken
    except Forged as forged:
        raise RuleBroken("bundle.refused", file=path.name, entries=done.taken) from forged
    except _Apart as apart:
        entries = done.taken
        if apart.is_gap:
            raise RuleBroken(
                "bundle.gap", file=path.name, number=done.number, missing=done.number - 1,
                entries=entries,
            ) from apart  # fmt: skip
        raise RuleBroken("bundle.fork", file=path.name, entries=entries) from apart
    return done


def _key_of(carrier: Carrier, opened: Opened) -> bytes | None:
    """The key its sender must have signed it with; None for one nobody here knows."""
    head, joined = opened.head, carrier.joined
    if head.sender == head.hub:
        if joined is None or head.hub != joined.hub.hub:
            raise Broken("bundle.other_hub")
        return joined.hub.public_key
    if head.sender == carrier.book.replica:
        raise Broken("bundle.not_for_us")
    return carrier.neighbours().get(head.sender)


class _Apart(Exception):
    """Entries that do not go on from what is held: some are missing, or another life wrote them."""

    def __init__(self, *, is_gap: bool) -> None:
        super().__init__()
        self.is_gap = is_gap


class _Reading:
    """One bundle being taken in."""

    def __init__(self, carrier: Carrier, head: bundles.Head, done: Read) -> None:
        self._carrier, self._book, self._head, self._done = carrier, carrier.book, head, done
        self._links: dict[bytes, tuple[int, bytes]] = {}

    def take(self, part: Part) -> None:
        """Takes in one piece. Raises _Apart and Forged."""
        if self._head.sender == self._head.hub:
            for chain, said in part.confirmed:
                self._confirm(chain, said)
            if part.stretch is not None:
                self._stretch(part.stretch)
        elif part.runs:
            for run in part.runs:
                self._check_goes_on(run)
                for place, packet in zip(links.places_of(run), run.packets, strict=True):
                    links.read_checked(packet, place.eid)
            try:
                self._apply(None, Page(part.runs, 0, False, self._head.at))
            except (ValueError, KeyError, TypeError, IndexError, OverflowError) as unsound:
                raise Forged("an entry that no program seals") from unsound
        if part.holds and self._head.sender != self._head.hub:
            name = f"holds:{self._head.sender.hex()}"
            self._book.note(name, msgspec.msgpack.encode(dict(part.holds)))

    def _stretch(self, stretch: Stretch) -> None:
        joined, cursor = self._carrier.joined, self._book.cursor(stretch.stream)
        if joined is None or stretch.stream not in (HEAD_OFFICE, joined.hub.outlet):
            raise Forged("a stream of somebody else")
        if stretch.after > cursor:
            raise _Apart(is_gap=True)
        for run in stretch.page.runs if stretch.page.upto > cursor else ():
            if run.facts.replica == self._book.replica:
                self._check_not_parted(run)
        if stretch.page.upto > cursor:
            self._apply(stretch.stream, stretch.page)

    def _apply(self, stream: int | None, page: Page) -> None:
        taken = self._book.take(stream, page)
        self._done.taken += taken.fresh
        self._done.kinds |= taken.kinds

    def _confirm(self, chain: bytes, said: Pushed) -> None:
        """The hub's word that it holds a chain of ours so far, where it is ours that it holds."""
        joined, held = self._carrier.joined, self._book.held()
        if joined is None or chain not in held or not said.seq <= held[chain][1]:
            return
        text = links.receipt_text(chain, said.seq, said.head)
        links.check_signed(joined.hub.public_key, text, said.receipt)
        own = next((one for one in self._book.chains() if one.facts.chain == chain), None)
        if own is None or said.seq <= own.acked:
            return
        if self._book.link_at(own.n, said.seq) != said.head:
            raise _Apart(is_gap=False)
        self._book.confirm(chain, said)

    def _check_goes_on(self, run: Run) -> None:
        """A neighbour's entries: of a seat that is known, going on from what is held."""
        facts, book = run.facts, self._book
        known = self._carrier.neighbours() | {book.replica: self._carrier.keys.public()}
        if not run.packets or known.get(facts.replica) != facts.public_key:
            raise Forged("a chain of a seat that is not known")
        _, seq = book.held().get(facts.chain, (0, 0))
        if run.packets[0].seq > seq + 1:
            raise _Apart(is_gap=True)
        self._check_not_parted(run)

    def _check_not_parted(self, run: Run) -> None:
        """What is held of a run already is what it says."""
        n, held = self._book.held().get(run.facts.chain, (0, 0))
        if not n:
            return
        first, made = run.packets[0].seq, links.links_of(run)
        common = min(held, run.packets[-1].seq)
        if common < first - 1:
            return
        link = [run.prev, *made][common - first + 1]
        is_known = self._links.get(run.facts.chain) == (common, link)
        if not is_known and self._book.link_at(n, common) != link:
            raise _Apart(is_gap=False)
        self._links[run.facts.chain] = run.packets[-1].seq, made[-1]
