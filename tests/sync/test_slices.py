"""What comes over the wire holds the writer for slices: acts go in between, and an act that comes
between a page and its application is not mistaken for what the page says.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from counter.domain import records as r
from counter.storage.backup import back_up, restore
from counter.storage.checking import verify
from counter.storage.machine import Machine, identity_of
from counter.storage.proving import digest
from counter.storage.sealing import read_head
from counter.storage.shop import Shop
from counter.sync.incoming import AIM_S, LEAST_SLICE
from counter.sync.reading import BookReader
from counter.sync.rhythm import LONGEST_WAIT_S, Rhythm
from counter.sync.seat import FULL, SeatBook
from counter.sync.sent_book import SentBook
from counter.wire import links
from counter.wire.messages import Page
from tests.storage.conftest import NOON, first_person, found

T = TypeVar("T")
LATER, STREAM, ACTS, A_SLICE = NOON + 3_600_000, 17, 60, 10


class Clock:
    """Each look at it is a tenth of what a slice aims at."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += AIM_S / A_SLICE
        return self.now


class Writer:
    """The thread that writes, as the network sees it: counts its jobs, and lets an act go in
    between.
    """

    def __init__(self, shop: Shop) -> None:
        self.shop, self.jobs = shop, list[int]()
        self.book = SeatBook(shop, Clock())

    def __call__(self, job: Callable[[SeatBook], T], /) -> T:
        before = entries_in(self.shop)
        done = job(self.book)
        self.jobs.append(entries_in(self.shop) - before)
        assert not self.shop.db.in_transaction  # whoever comes next need not wait
        add_shelf(self.shop, LATER + len(self.jobs))
        return done


def entries_in(shop: Shop) -> int:
    return int(shop.db.execute("SELECT count(*) FROM sync_log").fetchone()[0])


def add_shelf(shop: Shop, at: int) -> None:
    with shop.act("add_shelf", at, first_person) as work:
        work.add(r.Shelf(id=work.new_id(), publisher=17, name=f"{at}"))


@pytest.fixture
def shops(tmp_path: Path) -> Iterator[tuple[Shop, Shop]]:
    """A shop, and its copy at another machine."""
    first = Shop.create(tmp_path / "one", Machine(tmp_path / "machine one"), found)
    back_up(first, tmp_path / "copy.db")
    restore(tmp_path / "copy.db", tmp_path / "two")
    second = Shop(tmp_path / "two", Machine(tmp_path / "machine two"))
    second.hold()
    yield first, second
    first.close()
    second.close()


def page_of(shop: Shop) -> Page:
    """All that the newest chain of a file says."""
    book = BookReader(shop.db)
    own = book.chains()[-1]
    return Page((book.run(own, 0, links.first_link(own.facts), 500),), 90, False, LATER)


def test_acts_go_in_between_the_slices_of_a_page(shops: tuple[Shop, Shop]) -> None:
    here, there = shops
    for n in range(ACTS):
        add_shelf(there, LATER + n)
    reader, writer = BookReader(here.db), Writer(here)
    page = page_of(there)
    taken = SentBook(reader, writer).take(STREAM, page)
    assert taken.fresh == len(page.runs[0].packets)
    assert "shelf" in taken.kinds
    assert len(writer.jobs) >= ACTS // A_SLICE
    assert max(writer.jobs) <= A_SLICE + 1
    assert reader.cursor(STREAM) == page.upto
    assert verify(here).is_whole


def test_no_slice_but_the_last_waits_for_the_disk(shops: tuple[Shop, Shop]) -> None:
    here, there = shops
    for n in range(2 * LEAST_SLICE):
        add_shelf(there, LATER + n)
    clock, waits = Clock(), list[bool]()

    def looks() -> float:
        waits.append(here.db.execute("PRAGMA synchronous").fetchone() == (FULL,))
        return clock()

    SeatBook(here, looks).take(STREAM, page_of(there))
    assert waits == sorted(waits)  # once it waits, it waits to the end of the page
    assert not waits[0]
    assert waits[-1]
    add_shelf(here, LATER)
    assert here.db.execute("PRAGMA synchronous").fetchone() == (FULL,)


def test_a_page_that_says_nothing_new_writes_nothing(shops: tuple[Shop, Shop]) -> None:
    here, there = shops
    add_shelf(there, LATER)
    book, page = SeatBook(here), page_of(there)
    book.take(STREAM, page)
    before = here.db.total_changes
    book.take(STREAM, Page((), page.upto, False, LATER + 1))
    assert here.db.total_changes == before


def test_an_act_between_a_page_and_its_application_is_another_life(
    shops: tuple[Shop, Shop], tmp_path: Path
) -> None:
    """A copy of the disk has told the hub an entry that was never written here; while it is on its
    way, somebody writes another one under its number.
    """
    here, _ = shops
    back_up(here, tmp_path / "image.db")
    restore(tmp_path / "image.db", tmp_path / "image")
    image = Shop(tmp_path / "image", here.machine)
    chain = read_head(here.db).chain
    lease = here.machine.lease_of(SeatBook(here).replica)
    assert lease is not None
    here.machine.renew(replace(lease, file=identity_of(image.path)))
    add_shelf(image, LATER)
    assert read_head(image.db).chain == chain  # one chain, two lives
    page = page_of(image)
    here.machine.renew(lease)
    add_shelf(here, LATER + 1)  # the same number
    SeatBook(here).take(STREAM, page)
    image.close()
    assert read_head(here.db).chain != chain  # what was written here goes on beside it
    names = {name for (name,) in here.db.execute("SELECT name FROM shelf")}
    assert {f"{LATER}", f"{LATER + 1}"} <= names
    assert verify(here).is_whole
    assert digest(here.db)["tables"]["shelf"]["count"] >= 2


def test_pauses_grow_by_chance_up_to_five_minutes_and_begin_anew() -> None:
    longest = Rhythm(lambda: 1.0)
    assert [longest.failed() for _ in range(4)] == [1.0, 2.0, 4.0, 8.0]
    assert [longest.failed() for _ in range(40)][-1] == LONGEST_WAIT_S
    longest.begin_anew()
    assert longest.failed() == 1.0
    shortest = Rhythm(lambda: 0.0)  # full jitter: a thousand seats do not come back at once
    assert [shortest.failed() for _ in range(9)] == [0.0] * 9
