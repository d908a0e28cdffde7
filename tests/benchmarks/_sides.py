"""A hub on a real PostgreSQL as a process, and seats that speak HTTP with it."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from counter.domain import records as r
from counter.domain.states import Role
from counter.machine_home import now
from counter.storage.machine import Machine
from counter.storage.shop import Shop
from counter.storage.work import Work
from counter.sync.exchange import exchange
from counter.sync.http_line import HttpLine, SeatLine
from counter.sync.incoming import Incoming
from counter.sync.moving_in import NewSeat, move_in
from counter.sync.seat import SeatBook
from counter.wire.messages import Enrol, Named, Page
from tests.benchmarks._week import folders
from tests.sync.postgres import Postgres
from tests.sync.processes import HubProcess, code_of, hub_of


@dataclass(frozen=True)
class Figures:
    """Seconds to send a week and to fetch it into a fresh seat."""

    push_s: float
    pull_s: float
    #: seconds of processor for each, at both ends together
    push_cpu_s: float
    pull_cpu_s: float
    #: the longest the writer of the fresh seat was held, in seconds
    hold_s: float = 0.0
    #: seconds until a machine that has nothing is a seat with all of it, checked: by a file the hub
    #: makes for it, and by one that is there already
    move_in_s: tuple[float, ...] = ()


class Enough(Exception):
    """Everything is up."""


class UpOnly(SeatLine):
    """A line that is not asked for anything."""

    def feed(self, stream: int, after: int, limit: int) -> Page:
        raise Enough


class Timed(SeatBook):
    """Notes how long the writer was held each time."""

    def __init__(self, shop: Shop) -> None:
        super().__init__(shop)
        self.holds: list[float] = []

    @property
    def longest_s(self) -> float:
        return max(self.holds)

    def apply(self, incoming: Incoming) -> bool:
        began = time.perf_counter()
        try:
            return super().apply(incoming)
        finally:
            self.holds.append(time.perf_counter() - began)


@dataclass
class Place:
    """A hub: its folder, its database, its process."""

    folder: Path
    url: str
    hub: HubProcess
    database: int

    def cpu_s(self) -> float:
        """What hub and database have used of the processor."""
        return tree_cpu_s(self.hub.pid) + tree_cpu_s(self.database)

    def line(self, book: SeatBook, shop: Shop, kind: type[SeatLine] = SeatLine) -> SeatLine:
        """Enrols a seat of the shop's outlet; its line to the hub."""
        book.hold()
        code = code_of(self.folder, book.outlet, book.digit, self.url)
        http = HttpLine(self.hub.url)
        asked = Enrol(code, book.replica, shop.keys().public(), book.outlet, "bench")
        admitted = http.enrol(asked)
        who = Named(admitted.outlet, book.replica)
        return kind(http, who, admitted, sign=shop.signer(), clock=now)

    @contextmanager
    def more(self, count: int) -> Iterator[list[int]]:
        """The ports of this hub and of so many processes more over the same database."""
        others = [hub_of(self.folder, self.url) for _ in range(count)]
        try:
            yield [self.hub.port, *(one.port for one in others)]
        finally:
            for one in others:
                one.kill()


@contextmanager
def served(scratch: Path) -> Iterator[Place]:
    """A hub on a database of its own."""
    server = Postgres()
    try:
        engine = server.fresh()
        engine.dispose()
        url = server.url("hub1")
        folder = scratch / "hub"
        hub = hub_of(folder, url)
        try:
            pid = (server.folder / "data" / "postmaster.pid").read_text().split()[0]
            yield Place(folder, url, hub, int(pid))
        finally:
            hub.kill()
    finally:
        server.close()


def sender(scratch: Path) -> Shop:
    """The shop with the week, at a machine of its own."""
    folder, machine = folders()
    shutil.copytree(folder, scratch / "shop")
    shutil.copytree(machine, scratch / "machine")
    return Shop(scratch / "shop", Machine(scratch / "machine"))


def fresh(scratch: Path, outlet: int, name: str = "fresh") -> Shop:
    """A seat of that outlet which knows nothing yet."""

    def found(work: Work) -> None:
        work.at = now()
        work.outlet = replace(work.outlet, number=outlet)
        made = replace(work.outlet, id=work.new_id(), publisher=outlet, name="店")
        work.outlet = work.add(made)
        digit = 2 + len(name) % 7
        new = r.Seat(id=work.new_id(), publisher=outlet, outlet_id=made.id, digit=digit)
        work.seat = work.add(new)
        boss = r.Person(id=work.new_id(), publisher=outlet, outlet_id=made.id, code="1001",
                        name="孙丽", role=Role.MANAGER)  # fmt: skip
        work.person = work.add(boss)

    machine = Machine(scratch / f"machine {name}", os.urandom)
    return Shop.create(scratch / name, machine, found)


def ours() -> Figures:
    """A week goes up, then a fresh seat takes it in."""
    with TemporaryDirectory(prefix="counter-week-") as folder, served(Path(folder)) as place:
        scratch = Path(folder)
        shop = sender(scratch)
        book = SeatBook(shop)
        line = place.line(book, shop, UpOnly)

        def push() -> None:
            with suppress(Enough):
                exchange(book, line, line.outlet)
                raise ValueError("nothing was asked for")

        push_s, push_cpu_s = spent(push, place.cpu_s)
        settled(place)
        other = fresh(scratch, book.outlet)
        taking = Timed(other)
        down = place.line(taking, other)
        taken = list[int]()

        def pull() -> None:
            taken.append(exchange(taking, down, down.outlet).taken)

        pull_s, pull_cpu_s = spent(pull, place.cpu_s)
        (count,) = shop.db.execute("SELECT count(*) FROM sync_log").fetchone()
        if taken[0] < count:
            raise ValueError(f"{taken[0]} of {count} entries came")
        outlet = book.outlet
        shop.close()
        other.close()
        moved_s = tuple(moved_in(scratch, place, outlet, name) for name in ("one", "another"))
    return Figures(push_s, pull_s, push_cpu_s, pull_cpu_s, taking.longest_s, moved_s)


def moved_in(scratch: Path, place: Place, outlet: int, name: str) -> float:
    """Seconds from a code to a shop with all the outlet has."""
    machine = Machine(scratch / f"machine of {name}", os.urandom)
    code = code_of(place.folder, outlet, 5 + len(name) % 2, place.url)
    new = NewSeat(scratch / f"moved {name}", machine, code)
    began = time.perf_counter()
    move_in(new, HttpLine(place.hub.url), lambda _here, _all: None)
    return time.perf_counter() - began


def spent(work: Callable[[], None], others: Callable[[], float]) -> tuple[float, float]:
    """Seconds of the clock and of the processor, here and at the other end."""
    theirs, mine, began = others(), time.process_time(), time.perf_counter()
    work()
    took = time.perf_counter() - began
    return took, time.process_time() - mine + others() - theirs


def tree_cpu_s(pid: int) -> float:
    """What a process and its children have used of the processor; 0 where no /proc tells."""
    total, ticks = 0.0, os.sysconf("SC_CLK_TCK")
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            said = path.read_text().rpartition(")")[2].split()
            if pid in (int(path.parent.name), int(said[1])):
                mine = said[11:13] if int(path.parent.name) != pid else said[11:15]
                total += sum(map(int, mine)) / ticks
    return total


def settled(place: Place) -> None:
    """Until the hub has looked through everything; what it does then is not the seat's time."""
    import sqlalchemy as sa

    from counter.hub import tables as t
    from counter.hub.engines import open_database

    engine = open_database(place.url)
    behind = (
        sa.select(sa.func.count())
        .select_from(t.STREAM.outerjoin(
            t.FOLLOWED,
            sa.and_(t.FOLLOWED.c.outlet_no == t.STREAM.c.outlet_no,
                    t.FOLLOWED.c.name == "routing"),
        ))
        .where(t.STREAM.c.pos > sa.func.coalesce(t.FOLLOWED.c.pos, 0))
    )  # fmt: skip
    while True:
        with engine.begin() as db:
            if not db.execute(behind).scalar():
                break
        time.sleep(0.1)
    engine.dispose()
