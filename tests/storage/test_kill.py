"""kill -9 at random points of a scripted day: what was answered is there whole, what was not is not
there at all, and the shop goes on.
"""

import os
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from counter.app import Counter
from counter.demo.day import Day
from counter.demo.shop import found, teller_at
from counter.demo.stories import Teller
from counter.domain import records as r
from counter.domain.numbers import NumberKind
from counter.storage import database, proving
from counter.storage.checking import verify
from counter.storage.machine import Machine
from counter.storage.sealing import read_head
from counter.storage.shop import Shop
from tests.storage.files import copied

#: 500 points in all; in parts, so that two workers share them
PARTS, POINTS = 4, 125
#: a day in the life of a child takes about this long; points are drawn from it
LONGEST_S = 0.14
ZONE = ZoneInfo("Asia/Shanghai")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork: Linux and macOS")


@pytest.fixture(scope="module")
def new_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo shop without a case; every child gets a copy of it with its keys and its lease."""
    home = tmp_path_factory.mktemp("new")
    day = Day(random.Random(1), ZONE)
    day.start("2026-11-22")
    found(home / "shop", home / "machine", day, cases=0)
    day.counter.close()
    return home


def live(home: Path, seed: int, answered: int) -> None:
    """The child: one story after the other; tells through a pipe which entries were answered."""
    day = Day(random.Random(seed), ZONE)
    day.start("2026-11-23")
    day.counter = Counter.open(home / "shop", home / "machine", day.clock)
    day.counter.listen(
        lambda _kinds: os.write(answered, day.counter.shop.last.seq.to_bytes(4, "big"))
    )
    os.write(answered, bytes(4))
    while True:
        random.Random(seed).choice([Teller.paid, Teller.two_items, Teller.lost_receipt])(
            teller_at(day)
        )


def killed(home: Path, seed: int, after_s: float) -> list[int]:
    """Runs a child and kills it some time after it began to work; the entries it had answered."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reads)
        try:
            live(home, seed, writes)
        finally:
            os._exit(1)
    os.close(writes)
    os.read(reads, 4)
    time.sleep(after_s)
    os.kill(child, signal.SIGKILL)
    _, ended = os.waitpid(child, 0)
    assert os.WIFSIGNALED(ended), "the child fell over before it was killed"
    heard = b""
    while piece := os.read(reads, 65536):
        heard += piece
    os.close(reads)
    return [int.from_bytes(heard[at : at + 4], "big") for at in range(0, len(heard), 4)]


def points(part: int) -> Iterator[tuple[int, float]]:
    """(seed, seconds) of each kill; the seed of the run is printed with a failure."""
    seed = int(os.environ.get("COUNTER_KILL_SEED", time.time_ns() % 100_000)) + part * POINTS
    chance = random.Random(seed)
    for _ in range(POINTS):
        yield seed, chance.random() * LONGEST_S


@pytest.mark.timeout(300)  # half a minute where nothing else runs
@pytest.mark.parametrize("part", range(PARTS))
def test_what_was_answered_is_there_after_kill_9(new_shop: Path, tmp_path: Path, part: int) -> None:
    acts = 0
    for n, (seed, after_s) in enumerate(points(part)):
        home = copied(new_shop, tmp_path / str(n))
        answered = killed(home, seed + n, after_s)
        why = f"COUNTER_KILL_SEED={seed}, part 0, point {n}, killed after {after_s:.4f} s"
        shop = Shop(home / "shop", Machine(home / "machine"))
        newest = read_head(shop.db).seq
        # one act may be committed whose answer the child had no time to give
        assert newest - max(answered, default=newest) in (0, 1), why
        assert verify(shop).is_whole, why
        assert shop.db.execute("PRAGMA quick_check").fetchone() == ("ok",), why
        assert_nothing_is_half_done(shop.db, why)
        goes_on(shop)
        acts += len(answered)
        shop.close()
    assert acts > POINTS  # the children did work before they died


def goes_on(shop: Shop) -> None:
    """Another act, by the manager, with the next number of its kind."""
    at = proving.read_head(shop.db).hlc >> 16
    with shop.act("add_shelf", at, lambda work: work.one(r.Person, code="1009")) as work:
        number = work.next_number(NumberKind.SHELF)
        work.add(r.Shelf(id=work.new_id(), publisher=17, number=number, name="K-99"))


def assert_nothing_is_half_done(db: database.Connection, why: str) -> None:
    """Every case has its card and a receipt line, every settled line adds up."""
    lonely = db.execute(
        "SELECT count(*) FROM customer_item i WHERE NOT EXISTS "
        "(SELECT 1 FROM repair_card c WHERE c.item_id = i.id) OR NOT EXISTS "
        "(SELECT 1 FROM receipt_line l WHERE l.item_id = i.id)"
    ).fetchone()
    odd = db.execute(
        "SELECT count(*) FROM settlement s WHERE gross_fen <> (SELECT coalesce(sum(gross_fen), 0) "
        "FROM settlement_line l WHERE l.settlement_id = s.id)"
    ).fetchone()
    half = db.execute(
        "SELECT count(*) FROM customer_item i JOIN repair_card c ON c.item_id = i.id "
        "WHERE (i.out_at IS NULL) <> (c.status <> 'CLOSED')"
    ).fetchone()
    assert (lonely, odd, half) == ((0,), (0,), (0,)), why
