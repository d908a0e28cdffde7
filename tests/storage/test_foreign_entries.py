"""Entries of several chains in one file: kept forms are the file's own, what they say is not."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from counter.domain import records as r
from counter.domain.states import CustodyState
from counter.storage import applying, erasing, proving
from counter.storage.backup import back_up, restore
from counter.storage.checking import verify
from counter.storage.deriving import derive
from counter.storage.logbook import Logbook, Logged, number_of
from counter.storage.machine import Machine
from counter.storage.shop import Shop
from counter.storage.work import Work
from tests.storage.conftest import NOON, first_person, found
from tests.storage.small_day import a_day, takes_in

LATER = NOON + 3_600_000


@pytest.fixture
def other(shop: Shop, tmp_path: Path) -> Iterator[Shop]:
    """A copy of the shop, after a day, at another machine: its acts are a chain of their own."""
    a_day(shop)
    back_up(shop, tmp_path / "copy.db")
    restore(tmp_path / "copy.db", tmp_path / "other")
    made = Shop(tmp_path / "other", Machine(tmp_path / "other machine"))
    yield made
    made.close()


def moves_all(shop: Shop, at: int) -> None:
    """An act for each item of the shop."""
    for n, item in enumerate(shop_items(shop)):
        with shop.act("move_item", at + n, first_person) as work:
            work.change(item, custody_state=CustodyState.AT_BENCH, custody_at=work.at)


def shop_items(shop: Shop) -> list[r.CustomerItem]:
    """Its items as they stand."""
    with shop.act("look", LATER, first_person) as work:
        return work.all(r.CustomerItem)


def last_chain(shop: Shop) -> tuple[int, tuple[object, ...]]:
    """The number of the newest chain of a file, and its row."""
    number, *row = shop.db.execute(
        "SELECT n, chain, replica, public_key, outlet, seat, parent, parent_seq, parent_hash, why "
        "FROM sync_chain ORDER BY n DESC LIMIT 1"
    ).fetchone()
    return number, tuple(row)


def receive(shop: Shop, source: Shop, told: list[Logged]) -> int:
    """Keeps entries of the newest chain of `source` as a pull would; gives the chain's number."""
    db, (_, row) = shop.db, last_chain(source)
    db.execute("BEGIN IMMEDIATE")
    chain = db.execute(
        "INSERT INTO sync_chain(chain, replica, public_key, outlet, seat, parent, parent_seq, "
        "parent_hash, why) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row,
    ).lastrowid
    book = Logbook(db)
    with erasing.capture_off(db):
        for one in told:
            entry, n = one.read(), number_of(chain, one.place.seq)
            personal = proving.personal_of(source.db, one.n)
            values = [(n, k, salt, value) for k, (salt, value) in personal.items()]
            db.executemany("INSERT INTO sync_personal VALUES (?, ?, ?, ?)", values)
            done = applying.apply_entry(db, entry, one.place.hlc, personal)
            book.keep(n, one.place, entry, one.sig, done.subjects)
            derive(db, done.touched, done.new, "Asia/Shanghai")
    db.execute("COMMIT")
    return chain


def newest(source: Shop) -> list[Logged]:
    """The entries of the newest chain of a file."""
    return list(Logbook(source.db).rows(last_chain(source)[0]))


def bases(shop: Shop, chain: int) -> list[int]:
    """How far back each entry of a chain leans."""
    first, end = number_of(chain, 0), number_of(chain + 1, 0)
    found = shop.db.execute("SELECT base FROM sync_log WHERE n >= ? AND n < ?", (first, end))
    return [base for (base,) in found]


@pytest.mark.parametrize("seed", range(4))
def test_a_foreign_chain_is_kept_in_any_order_and_says_the_same(
    shop: Shop, other: Shop, seed: int
) -> None:
    with shop.act("add_shelf", LATER, first_person) as work:  # lasting ids part here
        work.add(r.Shelf(id=work.new_id(), publisher=17, name="甲"))
    with other.act("add_shelf", LATER, first_person) as work:
        shelf = work.add(r.Shelf(id=work.new_id(), publisher=17, name="乙"))
    a_day(shop, cases=2)
    a_day(other, cases=3)
    for item in shop_items(other):
        with other.act("move_item", LATER, first_person) as work:
            work.change(item, custody_state=CustodyState.IN_STORE, shelf_id=shelf.id)
    told = newest(other)
    shuffled = Random(seed).sample(told, k=len(told))
    chain = receive(shop, other, shuffled)
    kept = list(Logbook(shop.db).rows(chain))
    assert [(one.place, one.body, one.sig) for one in kept] == [
        (one.place, one.body, one.sig) for one in told
    ]
    assert verify(shop).is_whole
    assert any(bases(shop, chain))


def test_a_case_of_another_chain_is_not_leaned_on(shop: Shop, other: Shop) -> None:
    moves_all(other, LATER)
    chain, _ = last_chain(other)
    assert chain > 1
    assert not any(bases(other, chain))
    a_day(other, cases=1)
    moves_all(other, LATER + 1000)
    assert any(bases(other, chain))
    assert verify(other).is_whole
    assert verify(shop).is_whole


def test_what_came_from_elsewhere_is_erased_here(shop: Shop, other: Shop) -> None:
    with other.act("check_in", LATER, first_person) as work:
        item = takes_in(work, name="欧阳")
    with other.act("note", LATER + 1, first_person) as work:
        customer = work.one(r.Customer, id=item.customer_id)
        work.change(customer, note="欧阳先生，左手边")
    receive(shop, other, newest(other))
    with shop.act("erase_customer", LATER + 2, first_person) as work:
        work.erase(work.one(r.Customer, id=item.customer_id))
    left = shop.db.execute("SELECT value FROM sync_personal").fetchall()
    assert not [value for (value,) in left if "欧阳" in value]
    assert verify(shop).is_whole


def test_a_row_that_came_before_its_parent_is_erased_whole(shop: Shop, other: Shop) -> None:
    """Its entry speaks of the parent, whose item was not known here yet."""
    item = shop_items(other)[0]
    with other.act("send_estimate", LATER, first_person) as work:
        estimate = work.add(r.Estimate(id=work.new_id(), item_id=item.id))
    with other.act("record_consent", LATER + 1, first_person) as work:
        work.add(r.Consent(id=work.new_id(), estimate_id=estimate.id, given_by_name="欧阳"))
    receive(shop, other, newest(other)[::-1])
    assert shop.db.execute("SELECT given_by_name FROM consent").fetchall() == [("欧阳",)]
    with shop.act("erase_customer", LATER + 2, first_person) as work:
        work.erase(work.one(r.Consent, estimate_id=estimate.id))
    assert shop.db.execute("SELECT given_by_name FROM consent").fetchall() == [("",)]
    left = shop.db.execute("SELECT value FROM sync_personal").fetchall()
    assert "欧阳" not in [value for (value,) in left]
    assert verify(shop).is_whole


# -- what somebody did to one of the chains


def test_an_act_goes_on_where_the_entry_its_case_began_with_was_altered(shop: Shop) -> None:
    a_day(shop)
    item = shop_items(shop)[2]
    told = Logbook(shop.db).speaking_of(item.id)
    shop.db.execute("UPDATE sync_log SET body = x'01ff' WHERE n = ?", (told[0],))
    with shop.act("move_item", LATER, first_person) as work:
        work.change(item, custody_state=CustodyState.READY)
    last = Logbook(shop.db).speaking_of(item.id)[-1]
    assert Logbook(shop.db).entry(last).read().kind == "move_item"
    (found,) = verify(shop, quick=True).alterations
    assert (found.code, number_of(1, found.seq)) == ("entry_unread", told[0])


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("DELETE FROM sync_chain WHERE n = 1", "parent_other"),
        ("DELETE FROM sync_log WHERE n < 2 << 40", "parent_other"),
        ("UPDATE sync_chain SET parent_seq = parent_seq - 1 WHERE n = 2", "parent_other"),
        ("UPDATE sync_chain SET parent = NULL WHERE n = 2", "parent_other"),
        ("UPDATE sync_log SET n = n + (7 << 40) WHERE n = 2 << 40 | 2", "tail_moved"),
        ("INSERT INTO sync_log SELECT n + (7 << 40), sv, late, 0, body, sig FROM sync_log "
         "WHERE n = 2 << 40 | 1", "chain_gone"),
    ],
)  # fmt: skip
def test_chains_that_are_not_what_they_were_are_told_at_once(
    shop: Shop, other: Shop, sql: str, code: str
) -> None:
    with other.act("check_in", LATER, first_person) as work:
        takes_in(work)
    assert verify(other).is_whole
    other.db.execute(sql)
    assert code in [one.code for one in verify(other, quick=True).alterations]
    assert not verify(other).is_whole


def test_a_clock_before_1970_is_sealed_like_any_other(tmp_path: Path) -> None:
    def founds(work: Work) -> None:
        found(work)
        work.at = -1000

    early = Shop.create(tmp_path / "early", Machine(tmp_path / "machine"), founds)
    assert next(Logbook(early.db).rows()).read().at == -1000
    assert verify(early).is_whole
    early.close()
