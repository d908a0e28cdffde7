"""Entries taken in together leave the file as entries taken in one by one, by few questions."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.domain import records as r
from counter.storage import building, database, erasing, proving, versions
from counter.storage.backup import back_up, restore
from counter.storage.chains import ChainRow, chain_row
from counter.storage.entries import NO_HASH, Change, Entry, Place
from counter.storage.ids import make_id
from counter.storage.logbook import Logbook
from counter.storage.machine import Machine
from counter.storage.receiving import Coming, Receiver
from counter.storage.shop import Shop
from tests.storage.conftest import NOON, first_person, found
from tests.storage.test_merge import UNSHRUNK, ZONE, does, steps

ENTRIES = 1_000
#: questions of the file for each entry of such a page; one by one it were nineteen
MOST_QUESTIONS = 0.2
CHAIN = ChainRow(b"\x07" * 16, bytes(16), bytes(32), 17, 1, None, None, None, "")
PERSON, SHELF = b"\x01" * 16, b"\x02" * 16


@pytest.fixture(scope="module")
def first_copy() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        home = Path(folder)
        shop = Shop.create(home / "shop", Machine(home / "machine"), found)
        with shop.act("check_in", NOON, first_person) as work:
            for n in range(2):
                customer = work.add(
                    r.Customer(id=work.new_id(), name=f"客{n}", phone=f"1380000000{n}")
                )
                work.add(r.Unit(id=work.new_id(), customer_id=customer.id, serial="SN0001"))
                item = work.add(
                    r.CustomerItem(id=work.new_id(), customer_id=customer.id, custodian=17)
                )
                work.add(r.RepairCard(id=work.new_id(), item_id=item.id))
        back_up(shop, home / "copy.db")
        shop.close()
        yield home / "copy.db"


def empty(path: Path) -> Any:
    db = database.open_writer(path, create=True)
    db.execute("PRAGMA synchronous=OFF")
    building.build(db)
    return db


Told = tuple[Any, tuple[Any, ...]]


def told_by(shop: Shop, chance: Random, odd: float = 0.1) -> list[Told]:
    """Every entry of a file with its chain; of some a change is held back, some are of a program
    that keeps more tables.
    """
    found: list[Told] = []
    for one in Logbook(shop.db).rows():
        entry, held = one.read(), ()
        if chance.random() < odd:
            held = (chance.randrange(len(entry.changes)),)
        if chance.random() < odd:
            more = Change("dream", chance.randbytes(16), "I", {"of": "later"})
            entry = Entry(entry.eid, entry.kind, entry.actor, entry.at, (*entry.changes, more))
        personal = proving.personal_of(shop.db, one.n)
        row = chain_row(shop.db, one.n >> 40)
        found.append((row, (one.place, entry, entry.body(), one.sig, personal, held)))
    return found


def take_in(db: Any, told: list[Told], sizes: Iterator[int]) -> None:
    """In transactions of so many, each read and written together."""
    left = list(told)
    while left:
        now, left = left[: (size := next(sizes))], left[size:]
        db.execute("BEGIN IMMEDIATE")
        receiver = Receiver(db, ZONE)
        with erasing.capture_off(db):
            coming = [Coming(receiver.number_of_chain(row), *rest) for row, rest in now]
            receiver.read_ahead(coming)
            for one in coming:
                receiver.add(one)
            receiver.write()
        db.execute("COMMIT")


def everything(db: Any) -> dict[str, list[Any]]:
    """Every row of every table but the index's own; keys of this file too."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_index%'"
    tables = [name for (name,) in db.execute(query)]
    return {name: sorted(db.execute(f"SELECT * FROM {name}"), key=repr) for name in tables}


@settings(max_examples=12, phases=UNSHRUNK)
@given(
    done=st.lists(steps, min_size=3, max_size=14),
    sizes=st.lists(st.integers(2, 30), min_size=1, max_size=6),
    chance=st.randoms(use_true_random=False),
)
def test_together_is_one_by_one(
    first_copy: Path, done: list[tuple[int, int, int, int, int]], sizes: list[int], chance: Random
) -> None:
    with TemporaryDirectory() as folder:
        home = Path(folder)
        shops: list[Shop] = []
        for n in range(3):
            restore(first_copy, home / f"seat{n}")
            shops.append(Shop(home / f"seat{n}", Machine(home / f"machine{n}")))
        for n, (seat, what, row, value, minutes) in enumerate(done):
            does(shops[seat], what, row, value, NOON + n * 60_000 + minutes * 60_000)
        told = [one for shop in shops for one in told_by(shop, chance)]
        chance.shuffle(told)
        single, many = empty(home / "single.db"), empty(home / "many.db")
        take_in(single, told, iter([1] * len(told)))
        take_in(many, told, (sizes[n % len(sizes)] for n in range(len(told))))
        ones, alls = everything(single), everything(many)
        for name, rows in ones.items():
            assert alls[name] == rows, name
        many.execute("INSERT INTO search_index(search_index) VALUES ('integrity-check')")
        for shop in shops:
            shop.close()
        single.close()
        many.close()


def bodies_in(db: Any) -> dict[tuple[bytes, int], bytes]:
    return {(one.place.chain, one.place.seq): one.body for one in Logbook(db).rows()}


def test_entries_that_come_backwards_read_as_they_were_sealed(
    first_copy: Path, tmp_path: Path
) -> None:
    """The one before an entry must not be taken for one that lies as it came."""
    restore(first_copy, tmp_path / "seat")
    shop = Shop(tmp_path / "seat", Machine(tmp_path / "machine"))
    for n in range(6):
        does(shop, n % 6, 0, n, NOON + n * 60_000)
    sealed = bodies_in(shop.db)
    for name, size in (("single", 1), ("many", 7)):
        db = empty(tmp_path / f"{name}.db")
        backwards = list(reversed(told_by(shop, Random(1), odd=0.0)))
        take_in(db, backwards, iter([size] * len(backwards)))
        assert bodies_in(db) == sealed, name
        db.close()
    shop.close()


def page() -> list[Coming]:
    """Check-ins and what follows them, as a week brings them."""
    chance, told = Random(5), list[Coming]()
    cards, stands = list[tuple[bytes, bytes]](), dict[bytes, str]()

    def says(kind: str, *changes: Change) -> None:
        n = len(told) + 1
        at = NOON + n * 1_000
        place = Place(CHAIN.chain, n, at << 16, 1, NO_HASH)
        entry = Entry(place.eid, kind, PERSON.hex(), at, changes)
        told.append(Coming(1, place, entry, entry.body(), bytes(64), {}))

    while len(told) < ENTRIES:
        if chance.random() < 0.2 or not cards:
            customer, item, card = (make_id(NOON, 17, 0, chance.randbytes) for _ in range(3))
            cards.append((item, card))
            says(
                "check_in",
                Change("customer", customer, "I", {"phone": "", "created_at": 1}),
                Change(
                    "customer_item", item, "I", {"customer_id": customer.hex(), "custodian": 17}
                ),
                Change("repair_card", card, "I", {"item_id": item.hex(), "number": "2" * 16}),
            )
        else:
            item, card = chance.choice(cards)
            step = make_id(NOON, 17, 0, chance.randbytes)
            seen = stands.get(item, "1")
            says(
                "start_work",
                Change("work_step", step, "I", {"card_id": card.hex()}),
                Change(
                    "customer_item", item, "U", {"shelf_id": SHELF.hex()}, {"custody_state": seen}
                ),
            )
            last = told[-1].entry.eid[: versions.MARK_BYTES].hex()
            stands[item] = f"{versions.generation_in(seen) + 1:x}.{last}"
    return told


def test_a_page_asks_few_questions(tmp_path: Path) -> None:
    db = empty(tmp_path / "shop.db")
    coming, asked = page(), list[str]()
    db.execute("BEGIN IMMEDIATE")
    receiver = Receiver(db, ZONE)
    assert receiver.number_of_chain(CHAIN) == 1
    db.set_trace_callback(asked.append)
    with erasing.capture_off(db):
        receiver.read_ahead(coming)
        assert all(receiver.add(one) for one in coming)
        receiver.write()
    db.set_trace_callback(None)
    db.execute("COMMIT")
    questions = [one for one in asked if one.startswith("SELECT")]
    assert 0 < len(questions) < MOST_QUESTIONS * ENTRIES, len(questions)
    assert db.execute("SELECT count(*) FROM sync_log").fetchone() == (ENTRIES,)
    db.close()
