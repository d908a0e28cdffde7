"""All an outlet may see as one shop file, ready for a new seat: made by replaying its streams as a
seat would, kept, and brought up to date when it has grown old.
"""

import hashlib
import json
import logging
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa
import zstandard

from counter.domain.records import HEAD_OFFICE
from counter.domain.refusals import RuleBroken
from counter.hub import routing
from counter.hub import tables as t
from counter.hub.ledger import Ledger
from counter.hub.projecting import NAME, PUBLISHED, Projection
from counter.hub.routing import HubName
from counter.hub.walls import as_outlet
from counter.storage import building, database
from counter.storage.chains import ChainRow
from counter.storage.database import Connection
from counter.storage.entries import NO_HASH
from counter.storage.erasing import capture_off
from counter.storage.receiving import Coming, Receiver, readable
from counter.wire import links
from counter.wire.messages import Named, Page, Snapshot

LOG = logging.getLogger(__name__)
FOLDER = "snapshots"
PIECE = 500
#: so many entries a new seat reads from the feed sooner than that the file is made again
OLD = 2_000
AHEAD_MS = 300_000
#: a request waits no longer for one that is being made
PATIENCE_S = 20.0
LEVEL = 3
LOCK = 0x52435335


class NothingThere(Exception):
    """No seat of the outlet has told the hub of its shop yet."""


class Working(Exception):
    """It is being made: ask again."""


Made = tuple[Snapshot, Path]


class Snapshots:
    """One folder of them; a file for each outlet that was asked for, and the shop it is made of."""

    def __init__(
        self, engine: sa.Engine, hub: HubName, folder: Path, clock: Callable[[], int]
    ) -> None:
        """`folder` is the hub's; `clock` gives milliseconds since 1970 UTC."""
        self._engine, self._hub, self._clock = engine, hub, clock
        self._folder = folder / FOLDER
        self._ledger = Ledger(engine, hub.sign, clock)
        self._projection = Projection(engine, clock)
        self._one_at_a_time = ThreadPoolExecutor(1, "snapshots")
        self._asked: dict[int, Future[Made]] = {}

    def newest(self, outlet: int) -> Made:
        """What it is, signed, and where it lies. Raises NothingThere, or Working."""
        with as_outlet(self._engine, outlet) as db:
            if not _position(db, outlet, routing.NAME):
                raise NothingThere(outlet)
        asked = self._asked.get(outlet)
        if asked is None:
            asked = self._asked[outlet] = self._one_at_a_time.submit(self._newest, outlet)
            # whoever asks later is told how things stand then
            asked.add_done_callback(lambda _: self._asked.pop(outlet, None))
        try:
            return asked.result(PATIENCE_S)
        except TimeoutError as late:
            raise Working(outlet) from late

    def _newest(self, outlet: int) -> Made:
        self._projection.follow(outlet)
        with self.turn(outlet):
            kept = self._kept(outlet)
            if kept is None or self._is_old(outlet, *kept[1:]):
                kept = self._make(outlet)
            return self._signed(outlet, *kept), kept[0]

    @contextmanager
    def turn(self, outlet: int) -> Generator[None]:
        """One of several processes has the outlet's files in hand. Raises Working."""
        if self._engine.dialect.name != "postgresql":
            yield
            return
        with self._engine.begin() as db:
            lock = sa.text("SELECT pg_try_advisory_xact_lock(:lock, :outlet)")
            if not db.execute(lock, {"lock": LOCK, "outlet": outlet}).scalar():
                raise Working(outlet)
            yield

    def forget_erased(self) -> None:
        """Takes away what was made before something in it was erased."""
        for path in self._folder.glob("*.zst"):
            outlet = int(path.name.partition("-")[0])
            kept = self._kept(outlet)
            if kept and self._was_erased(outlet, *kept[1:]):
                self._drop(outlet)

    # -- inside

    def _kept(self, outlet: int) -> tuple[Path, int, int] | None:
        found = sorted(self._folder.glob(f"{outlet}-*.zst"), key=lambda one: one.stat().st_mtime)
        if not found:
            return None
        _, own, published = found[-1].name.removesuffix(".db.zst").split("-")
        return found[-1], int(own), int(published)

    def _is_old(self, outlet: int, own: int, published: int) -> bool:
        with as_outlet(self._engine, outlet) as db:
            now = _position(db, outlet) + _position(db, PUBLISHED)
        return now - own - published > OLD or self._was_erased(outlet, own, published)

    def _was_erased(self, outlet: int, own: int, published: int) -> bool:
        held = t.HELD_ERASED.c
        with as_outlet(self._engine, outlet) as db:
            found = db.execute(sa.select(held.outlet_no, held.pos)).all()
        last = {int(one): int(pos) for one, pos in found}
        return last.get(outlet, 0) > own or last.get(PUBLISHED, 0) > published

    def _drop(self, outlet: int) -> None:
        for pattern in (f"{outlet}-*", f"{outlet}.*"):
            for path in self._folder.glob(pattern):
                path.unlink(missing_ok=True)

    def _make(self, outlet: int) -> tuple[Path, int, int]:
        """The shop it is made of can be made again: one that a stop left half made, a power cut has
        torn or an older program has built gives way.
        """
        try:
            return self._made(outlet)
        except (database.DatabaseError, RuleBroken):
            LOG.warning("the shop of outlet %d is made anew", outlet, exc_info=True)
            self._drop(outlet)
            return self._made(outlet)

    def _made(self, outlet: int) -> tuple[Path, int, int]:
        self._folder.mkdir(parents=True, exist_ok=True)
        for left in (
            *self._folder.glob(f"{outlet}.*.plain"),
            *self._folder.glob(f"{outlet}-*.new"),
        ):
            left.unlink(missing_ok=True)
        file = self._folder / f"{outlet}.db"
        is_new = not file.exists()
        with closing(database.open_writer(file, create=is_new)) as db:
            shop = _Replica(db, self._ledger, outlet, self._clock)
            if is_new:
                shop.build(*self._place_of(outlet))
            building.bring_up_to_date(db, file)
            shop.read_on()
            own, published = shop.cursor(outlet), shop.cursor(HEAD_OFFICE)
            plain = self._folder / f"{outlet}.{own}.plain"
            plain.unlink(missing_ok=True)
            db.execute("VACUUM INTO ?", (str(plain),))
        target = self._folder / f"{outlet}-{own}-{published}.db.zst"
        try:
            _pack(plain, target)
        finally:
            plain.unlink(missing_ok=True)
        for old in self._folder.glob(f"{outlet}-*.zst"):
            if old != target:
                old.unlink(missing_ok=True)
        return target, own, published

    def _place_of(self, outlet: int) -> tuple[int, str]:
        """The number the outlet's seats write under, and its time zone: its own where a shop says
        so, else that of the shop it took over.
        """
        adopted = sa.select(t.ADOPTED.c.no).where(t.ADOPTED.c.outlet_no == outlet)
        held = t.HELD_ROW.c
        where = held.outlet_no == outlet, held.tbl == "outlet"
        with as_outlet(self._engine, outlet) as db:
            numbers = [outlet, *sorted(int(one) for one in db.execute(adopted).scalars())]
            rows = [
                json.loads(one)
                for one in db.execute(sa.select(held.fields).where(*where)).scalars()
                if one
            ]
        for number in numbers:
            for row in rows:
                if row.get("number", 0) == number:
                    return number, str(row.get("zone", "Asia/Shanghai"))
        raise NothingThere(outlet)

    def _signed(self, outlet: int, path: Path, own: int, published: int) -> Snapshot:
        with open(path, "rb") as file:
            packed = file.read()
        size = zstandard.get_frame_parameters(packed).content_size
        sha = hashlib.sha256(packed).hexdigest()
        plain = Snapshot(outlet, own, published, len(packed), size, sha, b"")
        sig = self._hub.sign(links.snapshot_text(self._hub.name, plain))
        return Snapshot(outlet, own, published, len(packed), size, sha, sig)


class _Replica:
    """A shop file that reads an outlet's streams and never writes a word of its own."""

    def __init__(
        self, db: Connection, ledger: Ledger, outlet: int, clock: Callable[[], int]
    ) -> None:
        self._db, self._ledger, self._outlet, self._clock = db, ledger, outlet, clock

    def build(self, number: int, zone: str) -> None:
        self._db.execute("PRAGMA synchronous=OFF")  # it can be made again
        self._db.execute("BEGIN IMMEDIATE")
        building.build(self._db)
        self._db.execute("UPDATE sync_gate SET outlet = ?", (number,))
        self._keep({"zone": zone.encode()})
        self._db.execute("COMMIT")

    def read_on(self) -> None:
        """Everything that is new in both streams, then whose last word the file stands on."""
        for stream in dict.fromkeys((HEAD_OFFICE, self._outlet)):
            page = self._page(stream)
            while page.runs or page.more:
                self._take(stream, page)
                page = self._page(stream)
        self._stand()

    def cursor(self, stream: int) -> int:
        return int.from_bytes(self._state(_cursor(stream)), "big")

    def _page(self, stream: int) -> Page:
        who = Named(self._outlet, b"")
        return self._ledger.feed(who, stream, self.cursor(stream), PIECE)

    def _take(self, stream: int, page: Page) -> None:
        db, state = self._db, dict[str, bytes]()
        hlc = int.from_bytes(self._state("hlc"), "big")
        db.execute("BEGIN IMMEDIATE")
        receiver = Receiver(db, self._state("zone").decode())
        coming: list[Coming] = []
        for run in page.runs:
            facts, (places, made) = run.facts, links.sealed_in(run)
            n = receiver.number_of_chain(
                ChainRow(
                    facts.chain, facts.replica, facts.public_key, facts.outlet, facts.seat,
                    facts.parent, facts.parent_seq, facts.parent_hash, facts.why,
                )
            )  # fmt: skip
            for place, one in zip(places, run.packets, strict=True):
                entry = readable(one.body, place)
                personal = {k: (salt, value) for k, salt, value in one.personal}
                coming.append(Coming(n, place, entry, one.body, one.sig, personal, one.held))
                hlc = max(hlc, min(place.hlc, (self._clock() + AHEAD_MS) << 16))
            head = run.packets[-1].seq.to_bytes(8, "big") + made[-1]
            state[f"acked:{facts.chain.hex()}"] = head
        with capture_off(db):
            receiver.read_ahead(coming)
            for one in coming:
                receiver.add(one)
            receiver.write()
        self._keep(state | {_cursor(stream): page.upto.to_bytes(8, "big")})
        self._keep({"hlc": hlc.to_bytes(8, "big")})
        db.execute("COMMIT")

    def _stand(self) -> None:
        """The file stands where the last seat of the outlet does: whoever takes it goes on from
        there on a chain of his own.
        """
        found = self._db.execute(
            "SELECT c.n, c.chain, c.replica, s.id FROM sync_chain c "
            "JOIN outlet o ON o.number = c.outlet "
            "JOIN seat s ON s.outlet_id = o.id AND s.digit = c.seat "
            "JOIN sync_gate g ON g.outlet = c.outlet ORDER BY c.n DESC LIMIT 1"
        ).fetchone()
        if found is None:
            raise NothingThere(self._outlet)
        n, chain, replica, seat = found
        acked = self._state(f"acked:{chain.hex()}")
        self._keep(
            {"chain": n.to_bytes(4, "big"), "seq": acked[:8], "head": acked[8:] or NO_HASH,
             "replica": replica, "seat": seat}
        )  # fmt: skip

    def _state(self, name: str) -> bytes:
        query = "SELECT value FROM sync_state WHERE name = ?"
        found = self._db.execute(query, (name,)).fetchone()
        return found[0] if found else b""

    def _keep(self, values: dict[str, bytes]) -> None:
        statement = "INSERT OR REPLACE INTO sync_state(name, value) VALUES (?, ?)"
        self._db.executemany(statement, list(values.items()))


def _cursor(stream: int) -> str:
    """As a seat keeps it."""
    return "cursor:hq" if stream == HEAD_OFFICE else "cursor:own"


def _position(db: sa.Connection, view: int, reader: str = NAME) -> int:
    mine = t.FOLLOWED.c.name == reader, t.FOLLOWED.c.outlet_no == view
    return int(db.execute(sa.select(t.FOLLOWED.c.pos).where(*mine)).scalar() or 0)


def _pack(plain: Path, target: Path) -> None:
    fresh = target.with_suffix(".new")
    packer = zstandard.ZstdCompressor(level=LEVEL)
    with open(plain, "rb") as source, open(fresh, "wb") as into:
        packer.copy_stream(source, into, size=plain.stat().st_size)
    fresh.replace(target)
