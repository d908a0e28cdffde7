"""What a seat writes down of its exchange, over its own file: what was confirmed, what came."""

import gc
from collections.abc import Callable, Generator
from contextlib import contextmanager
from time import perf_counter

from counter.storage.own_outlets import ADMITTED_AS
from counter.storage.receiving import HEARD_AT
from counter.storage.rehoming import Parted, Writer, rehome
from counter.storage.sealing import read_head
from counter.storage.shop import Shop
from counter.sync.incoming import Incoming, Taken
from counter.sync.reading import HUB, PICTURES, PROVED_AT, BookReader, Own
from counter.wire.messages import Page, Pushed

#: a neighbour's clock further ahead does not move ours (sync.md §4.2)
AHEAD_MS = 300_000
#: when all there was to hear was heard last is kept to within this
HEARD_STEP_MS = 60_000
#: SQLite's number for a commit that waits for the disk
FULL = 2


class SeatBook(BookReader):
    """One shop's file as the exchange sees it; used on the thread that writes. Every call but
    `part` holds the writer for a slice at most.
    """

    def __init__(self, shop: Shop, timer: Callable[[], float] = perf_counter) -> None:
        """`timer` gives seconds, for how long the writer is held."""
        super().__init__(shop.db)
        self._shop, self._timer = shop, timer

    def hold(self) -> None:
        """Makes a copied or restored file itself, before it speaks."""
        self._shop.hold()

    # -- up

    def confirm(self, chain: bytes, said: Pushed) -> None:
        """Keeps the other side's signed word that it holds a chain so far."""
        kept = said.seq.to_bytes(8, "big") + said.head + said.receipt
        at = max(0, self._shop.machine.clock()).to_bytes(8, "big")
        self._keep({f"acked:{chain.hex()}": kept, f"note:{PROVED_AT}": at})

    def part(self, own: Own, met: int) -> int:
        """Another life of this file is at the hub: ours goes on from where they parted."""
        shop = self._shop
        db, link = shop.db, self.link_at(own.n, met)
        db.execute("BEGIN IMMEDIATE")
        try:
            keys = shop.keys()
            writer = Writer(keys.public(), shop.machine.chance, keys.signer())
            moved = rehome(db, Parted(own.n, met, link), writer)
            gone = f"acked:{own.facts.chain.hex()}"
            db.execute("DELETE FROM sync_state WHERE name = ?", (gone,))
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:  # a full disk has ended it already
                db.execute("ROLLBACK")
            raise
        shop.renew_lease()
        return moved

    # -- down

    def take(self, stream: int | None, page: Page) -> Taken:
        """Checks a page, then applies it in slices. Raises Forged; then nothing of it is kept."""
        incoming = Incoming(stream, page, self.replica)
        while not self.apply(incoming):
            pass
        return incoming.taken()

    def apply(self, incoming: Incoming) -> bool:
        """One slice of a page; True when all of it is here."""
        if self._is_old_news(incoming):
            return True
        with _uncollected(), self._unhurried(incoming):
            return self._apply(incoming)

    def _apply(self, incoming: Incoming) -> bool:
        db = self._shop.db
        db.execute("BEGIN IMMEDIATE")
        try:
            head = read_head(db)
            parted = incoming.other_life(db, head, self.own(head.n).acked)
            if parted is None:
                hlc = incoming.apply(db, self._zone(), self._timer)
                if head.hlc < hlc <= head.hlc + (AHEAD_MS << 16):
                    # the next act here comes after what it has seen; a clock far ahead moves nobody
                    self._keep({"hlc": hlc.to_bytes(8, "big")})
                if not incoming.left:
                    self._keep(self._further(incoming.marks))
                    self._keep_heard(incoming.page)
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:  # a full disk has ended it already
                db.execute("ROLLBACK")
            raise
        if parted is not None:
            chain, met = parted
            self.part(self.own(chain), met)
        return not incoming.left

    @contextmanager
    def _unhurried(self, incoming: Incoming) -> Generator[None]:
        """No slice but a page's last waits for the disk: until then the page is asked for again
        after a power cut, and nothing that was written before it is touched.
        """
        db = self._shop.db
        waits = db.execute("PRAGMA synchronous").fetchone() == (FULL,)
        if incoming.ends_next or not waits:
            yield
            return
        db.execute("PRAGMA synchronous=NORMAL")
        try:
            yield
        finally:
            db.execute("PRAGMA synchronous=FULL")

    def _further(self, marks: dict[str, bytes]) -> dict[str, bytes]:
        """Without those that say no more than is known: a signed word of the other side stays, for
        neighbours who believe its signature alone.
        """
        further: dict[str, bytes] = {}
        for name, said in marks.items():
            known = self._kept(name)
            is_known = known[:8] > said[:8] or known[: len(said)] == said
            if not (name.startswith("acked:") and is_known):
                further[name] = said
        return further

    def _is_old_news(self, incoming: Incoming) -> bool:
        """Whether there is nothing to write down: most answers say that nothing is new."""
        if incoming.left or (not incoming.page.more and not self._heard_lately(incoming.page)):
            return False
        return all(self._kept(name) == kept for name, kept in incoming.marks.items())

    def _heard_lately(self, page: Page) -> bool:
        heard = int.from_bytes(self._kept(HEARD_AT), "big")
        return 0 <= page.at - heard < HEARD_STEP_MS

    def _keep_heard(self, page: Page) -> None:
        if not page.more:
            self._keep({HEARD_AT: max(page.at, 0).to_bytes(8, "big")})

    # -- beside it

    def note(self, name: str, value: bytes) -> None:
        """Notes something that only this file knows."""
        self._keep({f"note:{name}": value})

    def note_pictures(self, place: bytes) -> None:
        """All pictures up to a place are where they should be."""
        self.note(PICTURES, place)

    def join(self, hub: bytes, outlet: int) -> None:
        """Notes which hub it speaks with, and the number it has there; how far another hub held
        what, and had told what, says nothing of this one.
        """
        known = self.noted(HUB)
        if known == hub and self.noted(ADMITTED_AS) == outlet.to_bytes(4, "big"):
            return
        if known not in (b"", hub):
            self.begin_anew()
        self.note(ADMITTED_AS, outlet.to_bytes(4, "big"))
        self.note(HUB, hub)

    def begin_anew(self) -> None:
        """Forgets how far the hub holds what, and has told what: the next round asks for all of it,
        and gives what is lacking there. Nothing that is known is taken twice.
        """
        self._shop.db.execute(
            "DELETE FROM sync_state WHERE name GLOB 'cursor:*' OR name GLOB 'acked:*' OR name = ?",
            (f"note:{PICTURES}",),
        )

    # -- inside

    def _zone(self) -> str:
        (zone,) = self._shop.db.execute(
            "SELECT o.zone FROM outlet o JOIN sync_gate g ON o.number = g.outlet"
        ).fetchone()
        return str(zone)

    def _keep(self, values: dict[str, bytes]) -> None:
        self._shop.db.executemany(
            "INSERT OR REPLACE INTO sync_state(name, value) VALUES (?, ?)",
            list(values.items()),
        )


@contextmanager
def _uncollected() -> Generator[None]:
    """Python looks for rubbish when nobody is kept waiting: all of it takes longer than a slice."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
