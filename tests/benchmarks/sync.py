"""The hub and its seats in one run: acts, uploads, polls, merges and the way of one act, each
beside what it is held against and beside its goal (sync.md §10). Nothing is asserted.
"""

import os
import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import msgspec
import sqlalchemy as sa

from counter.domain import records as r
from counter.hub.all_tables import METADATA
from counter.hub.gate import Gate
from counter.hub.ledger import Ledger
from counter.hub.routing import HubName
from counter.machine_home import now
from counter.storage import database
from counter.storage.backup import back_up
from counter.storage.schema import drop_triggers
from counter.storage.shop import Shop
from counter.storage.work import Work
from counter.sync.exchange import exchange
from counter.sync.seat import SeatBook
from counter.wire.messages import Named, Run
from counter.wire.packing import packed
from tests.benchmarks import _week
from tests.benchmarks._load import polled, pushed
from tests.benchmarks._shop import high
from tests.benchmarks._sides import Place, Timed, fresh, sender, served, settled
from tests.benchmarks.book import rows_of_last_act
from tests.sync.postgres import Postgres

ACTS, ROUNDS, WAYS = 200, 3, 20
OUTLETS = 4


def main() -> None:
    """Print the table."""
    print(f"hub and seats; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores at the start")
    with TemporaryDirectory(prefix="counter-sync-") as folder:
        acts(Path(folder))
    ingest()
    wire()
    with TemporaryDirectory(prefix="counter-sync-") as folder, served(Path(folder)) as place:
        workers(place)
        merge_and_way(Path(folder), place)
    print(f"load {os.getloadavg()[0]:.1f} at the end")


def line(name: str, value: str, ratio: str, goal: str) -> None:
    print(f"{name:46} {value:>30}   {ratio:22} goal {goal}", flush=True)


# -- acts


def acts(scratch: Path) -> None:
    """A check-in's rows through the book, sealed and signed, against the same rows raw."""
    shop = fresh(scratch, 17)
    back_up(shop, scratch / "bare.db")
    emptied = database.open_writer(scratch / "bare.db")
    drop_triggers(emptied)
    emptied.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    emptied.close()
    bare = sqlite3.connect(scratch / "bare.db", isolation_level=None)
    for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL"):
        bare.execute(statement)
    ours, theirs = list[float](), list[float]()
    chance = random.Random(1)
    for _ in range(ACTS):
        began = time.perf_counter()
        with shop.act("check_in", now(), boss) as work:
            take_in(work, chance)
        ours.append(time.perf_counter() - began)
        rows = [one for one in rows_of_last_act(shop.db) if "search_row" not in one[0]]
        began = time.perf_counter()
        bare.execute("BEGIN IMMEDIATE")
        for statement, values in rows:
            bare.execute(statement, values)
        bare.execute("COMMIT")
        theirs.append(time.perf_counter() - began)
    mine, raw = statistics.median(ours), statistics.median(theirs)
    value = f"{mine * 1000:.2f} ms, raw {raw * 1000:.2f} ms"
    line("act, sealed and signed, against raw sqlite3", value, f"{raw / mine:.2f} of raw",
         ">= 0.5 of raw")  # fmt: skip
    bare.close()
    shop.close()


def boss(work: Work) -> r.Person:
    return work.all(r.Person)[0]


def take_in(work: Work, chance: random.Random) -> None:
    phone = f"138{chance.randrange(10**8):08d}"
    customer = work.add(r.Customer(id=work.new_id(), name="张伟", phone=phone))
    unit = work.add(r.Unit(id=work.new_id(), customer_id=customer.id, serial=phone[::-1]))
    item = work.add(r.CustomerItem(id=work.new_id(), customer_id=customer.id, unit_id=unit.id))
    work.add(r.RepairCard(id=work.new_id(), item_id=item.id))
    work.add(r.CustodyEvent(id=work.new_id(), item_id=item.id, at=work.at))


# -- the hub's log


def ingest() -> None:
    """Pushes of 500, verified and committed, against COPY of the same rows at 500 a commit."""
    server = Postgres()
    try:
        engine = server.fresh()
        METADATA.create_all(engine)
        ratios, rates = list[float](), list[float]()
        told = _week.packets()
        for n in range(ROUNDS):
            by = _week.seat(n + 1)
            runs = list(_week.runs(by, told))
            copy = timed(lambda runs=runs, n=n: copied(engine, runs, 1_000 + n))
            ours = timed(pusher(engine, by, runs))
            rates.append(len(told) / ours)
            ratios.append(copy / ours)
        engine.dispose()
    finally:
        server.close()
    value = f"{statistics.median(rates):,.0f} entries/s"
    line("hub upload at 500, in one process", value,
         f"{statistics.median(ratios):.2f} of COPY", ">= 0.8 of COPY")  # fmt: skip


def pusher(engine: sa.Engine, by: _week.Seat, runs: Sequence[Run]) -> Callable[[], None]:
    """Pushes as the hub takes them from the wire."""
    hub = HubName(b"h" * 16, by.facts.public_key, by.key.sign)
    _week.admit(Gate(engine, hub, now, os.urandom), [by])
    ledger, who = Ledger(engine, by.key.sign, now), Named(by.outlet, by.facts.replica)
    sent = [msgspec.msgpack.encode(one) for one in runs]

    def push() -> None:
        for one in sent:
            said = ledger.push(who, msgspec.msgpack.decode(one, type=Run))
            if said.status != "ok":
                raise ValueError(said.status)

    return push


def copied(engine: sa.Engine, runs: Sequence[Run], outlet: int) -> None:
    """The same rows by COPY, in the quickest form PostgreSQL has."""
    pos, types = (
        0,
        [
            "int8",
            "int8",
            "bytea",
            "int8",
            "int8",
            "int8",
            "bytea",
            "bytea",
            "bytea",
            "bytea",
            "int8",
        ],
    )
    for run in runs:
        with engine.begin() as db:
            cursor = db.connection.driver_connection.cursor()
            with cursor, cursor.copy("COPY op_log FROM STDIN (FORMAT BINARY)") as into:
                into.set_types(types)
                for one in run.packets:
                    pos += 1
                    into.write_row(
                        (outlet, pos, run.facts.chain, one.seq, one.hlc, one.sv, run.prev,
                         one.body, one.sig, msgspec.msgpack.encode(one.personal), 1)
                    )  # fmt: skip


def wire() -> None:
    """What a check-in costs on the wire, in a push of 500."""
    told = _week.check_ins()[: _week.PIECE]
    size = len(packed(Run(_week.seat(17).facts, bytes(32), tuple(told))))
    raw = sum(len(one.body) for one in told)
    value = f"{size / len(told):.0f} B of {raw / len(told):.0f} B"
    line("wire, a check-in with zstd, signed", value, "", "<= 160 B")


# -- a hub that is served


def workers(place: Place) -> None:
    """Polls of a hub that is idle, then entries a second by HTTP into one process and into two."""
    rate = polled(place)
    line("idle polls a second, one worker", f"{rate:,.0f}", "", ">= 2,000")
    told = _week.packets()[: 4 * _week.PIECE]
    rates = []
    for count, first in ((1, 100), (2, 200)):
        with place.more(count - 1) as urls:
            rates.append(pushed(place, urls, first, OUTLETS, told))
        settled(place)
    line("entries/s, one worker / two, by HTTP", f"{rates[0]:,.0f} / {rates[1]:,.0f}",
         f"x {rates[1] / rates[0]:.2f}", ">= 40,000 on 2 cores")  # fmt: skip


def merge_and_way(scratch: Path, place: Place) -> None:
    """A fresh seat takes a week in; then the way of single acts from seat to seat."""
    shop = sender(scratch)
    book = SeatBook(shop)
    up = place.line(book, shop)
    exchange(book, up, up.outlet)
    other = fresh(scratch, book.outlet)
    taking = Timed(other)
    down = place.line(taking, other)
    settled(place)
    began = time.perf_counter()
    done = exchange(taking, down, down.outlet)
    took = time.perf_counter() - began
    line("fresh seat pulls and merges the week", f"{done.taken / took:,.0f} entries/s", "",
         ">= 8,000, above Anki")  # fmt: skip
    value = f"{taking.longest_s * 1000:.0f} ms, p95 {high(taking.holds) * 1000:.0f} ms"
    line("the writer's longest hold, pages of 1,000", value, "", "<= 50 ms")
    exchange(book, up, up.outlet)
    ways = [way(shop, book, up, taking, down) for _ in range(WAYS)]
    value = f"p50 {statistics.median(ways):.0f} ms, p95 {high(ways):.0f} ms"
    line("an act at one seat stands in the other's file", value, "", "<= 1,000 ms")
    shop.close()
    other.close()


def way(shop: Shop, book: SeatBook, up: object, taking: Timed, down: object) -> float:
    """Milliseconds from an act's commit to its row in the other seat's file, which waits for it."""
    stood = list[float]()

    def hears() -> None:
        before = taking.cursor(taking.outlet)
        while not stood:
            if down.news(before, 20):  # pyright: ignore
                exchange(taking, down, down.outlet)  # pyright: ignore
                if taking.cursor(taking.outlet) > before:
                    stood.append(time.perf_counter())

    listening = Thread(target=hears)
    listening.start()
    time.sleep(0.2)
    with shop.act("look", now(), boss) as work:
        work.add(r.Shelf(id=work.new_id(), publisher=work.outlet.number, name="慢"))
    began = time.perf_counter()
    exchange(book, up, up.outlet)  # pyright: ignore
    listening.join()
    return (stood[0] - began) * 1000


def timed(work: Callable[[], object]) -> float:
    """Seconds it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
