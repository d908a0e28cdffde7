"""What a newer program wrote is set aside and stops nothing; a newer program here applies it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.domain import records as r
from counter.storage import catalogue, later
from counter.storage.backup import back_up, restore
from counter.storage.checking import verify
from counter.storage.entries import Place
from counter.storage.logbook import Logbook
from counter.storage.machine import Machine
from counter.storage.proving import digest
from counter.storage.sealing import read_head
from counter.storage.shop import Shop
from counter.sync.reading import BookReader
from counter.sync.seat import SeatBook
from counter.wire import links
from counter.wire.messages import Packet, Page, Run
from tests.storage.conftest import NOON, first_person
from tests.storage.small_day import a_day

LATER, NEWER, STREAM = NOON + 3_600_000, 9, 17


@pytest.fixture
def other(shop: Shop, tmp_path: Path) -> Iterator[Shop]:
    """A copy of the shop at another machine: its acts are a chain of their own."""
    a_day(shop)
    back_up(shop, tmp_path / "copy.db")
    restore(tmp_path / "copy.db", tmp_path / "other")
    made = Shop(tmp_path / "other", Machine(tmp_path / "other machine"))
    made.hold()
    yield made
    made.close()


def add_shelf(shop: Shop, at: int = LATER) -> None:
    with shop.act("add_shelf", at, first_person) as work:
        work.add(r.Shelf(id=work.new_id(), publisher=17, name="甲"))


def told(other: Shop) -> Run:
    """All that the newest chain of a file says."""
    book = BookReader(other.db)
    own = book.chains()[-1]
    return book.run(own, 0, links.first_link(own.facts), 500)


def take(shop: Shop, run: Run, upto: int) -> None:
    SeatBook(shop).take(STREAM, Page((run,), upto, False, LATER))


def aside(shop: Shop) -> int:
    return len(Logbook(shop.db).set_aside())


def reopened(shop: Shop) -> Shop:
    shop.close()
    return Shop(shop.folder, shop.machine)


def test_a_table_of_a_newer_program_is_applied_after_the_update(shop: Shop, other: Shop) -> None:
    add_shelf(other)
    a_day(other, cases=1)
    with pytest.MonkeyPatch.context() as older:
        older.delitem(catalogue.BY_NAME, "shelf")
        take(shop, told(other), 40)
        assert aside(shop) == 1
    assert SeatBook(shop).cursor(STREAM) == 40
    assert digest(shop.db) != digest(other.db)
    shop.db.execute("DELETE FROM sync_state WHERE name = ?", (later.TRIED,))
    newer = reopened(shop)
    try:
        assert aside(newer) == 0
        assert digest(newer.db) == digest(other.db)
        assert verify(newer).is_whole
    finally:
        newer.close()


def with_an_unreadable_one(other: Shop) -> Run:
    """The chain goes on with an entry that no program of today can read, sealed by its seat."""
    run, head = told(other), read_head(other.db)
    place = Place(head.chain, head.seq + 1, head.hlc + 1, NEWER, head.hash)
    body = b"\x00 of a newer program"
    sig = other.signer()(place.hash_of(body))
    unreadable = Packet(place.seq, place.hlc, place.sv, body, sig)
    return Run(run.facts, run.prev, (*run.packets, unreadable))


def test_an_entry_that_cannot_be_read_stops_nobody(shop: Shop, other: Shop) -> None:
    add_shelf(other)
    run = with_an_unreadable_one(other)
    take(shop, run, 41)
    assert SeatBook(shop).cursor(STREAM) == 41
    assert aside(shop) == 1
    assert digest(shop.db) == digest(other.db)  # what came with it is there
    assert verify(shop).is_whole
    book = BookReader(shop.db)
    own = next(one for one in book.chains() if one.facts == run.facts)
    assert book.run(own, 0, run.prev, 500) == run  # handed on as it came
    newer = reopened(shop)
    try:
        assert aside(newer) == 1
        assert newer.db.execute(
            "SELECT value FROM sync_state WHERE name = ?", (later.TRIED,)
        ).fetchone() == (later.PROGRAM,)
    finally:
        newer.close()


def test_the_last_entry_of_what_was_set_aside_is_checked_like_any(shop: Shop, other: Shop) -> None:
    add_shelf(other)
    take(shop, with_an_unreadable_one(other), 41)
    (n,) = Logbook(shop.db).set_aside()
    shop.db.execute("UPDATE sync_log SET late = late + 1 WHERE n = ?", (n,))
    assert not verify(shop).is_whole
