"""A hub that stands there as it stood once, another hub than before, and a seat that was stopped
while it joined: seats find into step by themselves, and nothing is lost.
"""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter.hub import tables as t
from counter.hub.all_tables import METADATA
from counter.hub.projecting import NAME as PROJECTION
from counter.hub.routing import NAME as ROUTING
from counter.hub.routing import HubName
from counter.hub.snapshots import NothingThere, Snapshots, Working
from counter.storage import database
from counter.storage.machine import Machine
from counter.storage.own_outlets import ADMITTED_AS, own_outlets
from counter.storage.shop import FILE, Shop
from counter.sync.circle import Circle
from counter.sync.reading import BookReader
from counter.sync.sent_book import direct
from counter.wire.nearby import Office
from tests.sync.postgres import Postgres
from tests.sync.test_moving_in import agree, joined, machine, moves_in, takes_in, works
from tests.sync.test_server import Place, Served

ALONE = 90_123


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Served]:
    made = Served(tmp_path / "hub")
    yield made
    made.kill()


def turns(*places: Place) -> None:
    """Everybody in turn, as the days go by."""
    for place in places * 3:
        place.says("sync", "--compare")


def numbers_of(place: Place) -> frozenset[int]:
    with closing(database.open_reader(place.folder / FILE)) as db:
        return own_outlets(db)


def test_after_a_hub_has_gone_back_to_an_old_backup_all_agree_again(
    tmp_path: Path, hub: Served
) -> None:
    first, second = joined(tmp_path, hub), joined(tmp_path, hub, 2)
    takes_in(first)
    turns(first, second)
    hub.kill()
    old = tmp_path / "backup of the hub"
    shutil.copytree(hub.folder, old)
    hub.start()
    for shelf in ("甲", "乙"):
        works(first, shelf)
    for place in (first, second, first):
        place.says("sync")
    hub.kill()
    shutil.rmtree(hub.folder)
    shutil.copytree(old, hub.folder)
    hub.start()
    for shelf in ("丙", "丁", "戊"):
        works(second, shelf)
    turns(second, first)
    agree(first, second)
    third = machine(tmp_path, "new")
    moves_in(third, hub, 3)
    agree(first, second, third)


def test_a_shop_that_joins_another_hub_is_there_whole(tmp_path: Path, hub: Served) -> None:
    first, second = joined(tmp_path, hub), joined(tmp_path, hub, 2)
    takes_in(first)
    for place in (first, second, first):
        place.says("sync")
    hub.kill()
    shutil.rmtree(hub.folder)
    hub.start()  # nothing was left of it: another key, another name
    assert first.refuses("sync") in ("sync.key", "sync.token")
    for seat, place in enumerate((first, second), start=1):
        place.says("enrol", "--hub", hub.url, "--code", hub.code(17, seat))
    for place in (first, second, first):
        place.says("sync")
    agree(first, second)
    third = machine(tmp_path, "new")
    moves_in(third, hub, 3)
    agree(first, second, third)


def test_every_seat_knows_the_number_its_shop_was_admitted_under(
    tmp_path: Path, hub: Served
) -> None:
    first, second = Place(tmp_path, 1, ALONE), machine(tmp_path, "new")
    first.says("enrol", "--hub", hub.url, "--code", hub.code(17, 1))
    first.says("sync")
    moves_in(second, hub, 2)
    assert numbers_of(second) == {ALONE, 17}
    with closing(database.open_writer(first.folder / FILE)) as db:  # stopped before it wrote it
        db.execute("DELETE FROM sync_state WHERE name = ?", (f"note:{ADMITTED_AS}",))
    first.says("sync")
    assert numbers_of(first) == {ALONE, 17}


def test_a_seat_that_hears_of_head_office_from_a_neighbour_knows_it_too(tmp_path: Path) -> None:
    place = Place(tmp_path, 1, ALONE)
    shop = Shop(place.folder, Machine(place.home))
    try:
        circle = Circle(BookReader(shop.db), direct(shop), place.home)
        circle.hear(Office(b"h" * 16, bytes(32), 17))
        assert own_outlets(shop.db) == {ALONE, 17}
    finally:
        shop.close()


def test_one_process_at_a_time_makes_a_snapshot(tmp_path: Path, postgres: Postgres) -> None:
    engine, key = postgres.fresh(), Ed25519PrivateKey.generate()
    METADATA.create_all(engine)
    hub = HubName(b"h" * 16, key.public_key().public_bytes_raw(), key.sign)
    shots = [Snapshots(engine, hub, tmp_path, lambda: 1) for _ in range(2)]
    with engine.begin() as db:
        for name in (ROUTING, PROJECTION):
            db.execute(sa.insert(t.FOLLOWED).values(name=name, outlet_no=17, pos=1))
    at_it = shots[0].turn(17)  # as another process
    with at_it, pytest.raises(Working):
        shots[1].newest(17)
    with pytest.raises(NothingThere):  # its turn; there is no shop as yet
        shots[1].newest(17)
    engine.dispose()
