"""A full disk at the hub or at a seat: nothing is half stored, nothing is lost, it is told in
words, and when there is room again all goes on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from shutil import copytree

import pytest

from counter.domain.refusals import RuleBroken
from counter.storage.checking import verify
from counter.storage.proving import digest
from counter.storage.shop import Shop
from counter.sync.exchange import Round, exchange
from counter.sync.http_line import NoHub
from counter.sync.seat import SeatBook
from counter.sync.sent_book import direct
from tests.sync.acting import act
from tests.sync.founding import founded
from tests.sync.killing import OUTLET, is_this_file
from tests.sync.processes import HubProcess, SeatProcess, code_of, hub_of

MANY = 60


@dataclass
class Outlet:
    """A hub and the two seats that talk to it, their shops open."""

    hub: HubProcess
    seats: list[SeatProcess]
    shops: list[Shop]

    def works(self, shop: Shop, acts: int = MANY) -> None:
        chance = Random(acts)
        for _ in range(acts):
            act(shop, chance)

    def round(self, n: int) -> Round:
        shop = self.shops[n]
        return exchange(SeatBook(shop), self.seats[n].line(shop, self.hub.url), OUTLET)

    def agrees(self) -> None:
        for n in (0, 1, 0, 1):
            self.round(n)
        assert digest(self.shops[0].db) == digest(self.shops[1].db)
        for shop in self.shops:
            assert verify(shop).alterations == ()


@pytest.fixture
def outlet(tmp_path: Path) -> Iterator[Outlet]:
    copytree(founded(1), tmp_path, dirs_exist_ok=True)
    hub = hub_of(tmp_path / "hub")
    seats = [SeatProcess(tmp_path, name, OUTLET) for name in ("1a", "1b")]
    for digit, seat in enumerate(seats, start=1):
        is_this_file(seat)
        seat.enrol(hub.url, code_of(tmp_path / "hub", OUTLET, digit))
    shops = [seat.open() for seat in seats]
    yield Outlet(hub, seats, shops)
    for shop in shops:
        shop.close()
    hub.kill()


def test_a_hub_without_room_says_so_and_goes_on(outlet: Outlet, tmp_path: Path) -> None:
    outlet.round(0)
    outlet.hub.kill()
    largest = max(path.stat().st_size for path in (tmp_path / "hub").iterdir())
    outlet.hub.start(most_bytes=largest + 100_000)
    outlet.works(outlet.shops[0])
    outlet.works(outlet.shops[1])
    said: list[str] = []
    for n in (0, 1) * 3:
        try:
            outlet.round(n)
        except NoHub as trouble:
            said.append(trouble.why)
        outlet.works(outlet.shops[n], 20)
    assert set(said) == {"busy"}
    outlet.hub.kill()
    outlet.hub.start()
    outlet.agrees()


def test_a_seat_without_room_takes_in_what_it_can_later(outlet: Outlet) -> None:
    outlet.works(outlet.shops[0])
    outlet.round(0)
    db = outlet.shops[1].db
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    db.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(RuleBroken) as refused:
        direct(outlet.shops[1])(lambda _book: outlet.round(1))
    assert refused.value.rule == "disk.full"
    db.execute("PRAGMA max_page_count = 1073741823")
    outlet.agrees()
