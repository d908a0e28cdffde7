"""Seats of one shop that keep in step among themselves: as programs, over TLS, hub or no hub."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from counter.domain import records as r
from counter.machine_home import now
from counter.storage import database
from counter.storage.backup import restore
from counter.storage.machine import Machine
from counter.storage.shop import Shop
from counter.sync.reading import BookReader
from counter.wire.messages import ChainFacts
from tests.sync.founding import founded
from tests.sync.test_server import PATIENCE_S, ROOT, Place, Served, asked

SHELF = "do", "add_shelf"


class Seat(Place):
    """A machine of the shop."""

    def meets(self, *others: "Seat") -> None:
        """Each reads the other's card."""
        for other in others:
            self.says("bundle", "meet", other.says("bundle", "card")["card"])
            other.says("bundle", "meet", self.says("bundle", "card")["card"])

    def adds_shelf(self, name: str) -> None:
        self.says(*SHELF, json.dumps({"name": name}), "--as", "1009")

    def shelves(self) -> set[str]:
        with closing(database.open_reader(self.folder / "shop.db")) as db:
            return {name for (name,) in db.execute("SELECT name FROM shelf")}

    def digest(self) -> str:
        return str(self.says("digest")["digest"])

    def replica(self) -> str:
        with closing(database.open_reader(self.folder / "shop.db")) as db:
            return BookReader(db).replica.hex()

    def waits_for_head_office(self) -> int:
        with closing(database.open_reader(self.folder / "shop.db")) as db:
            return BookReader(db).waiting()

    def runs(self, *words: str) -> subprocess.Popen[str]:
        """A command about this shop as a process."""
        return subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), *words, "--shop", str(self.folder)],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env={"COUNTER_HOME": str(self.home), "PATH": "/usr/bin:/bin", "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip


class Relay:
    """A seat's relay as a process."""

    def __init__(self, seat: Seat, *words: str, port: int = 0) -> None:
        self.seat = seat
        place = "--host", "127.0.0.1", "--port", str(port), "--silent"
        self.process = seat.runs("relay", *place, *words)
        assert self.process.stdout is not None
        said = json.loads(self.process.stdout.readline())
        self.port = int(said["port"])
        self.address = f"127.0.0.1:{self.port}"

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


def until(is_so: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end, what
        time.sleep(0.05)


class Office:
    """Head office: its hub as a process, and the seat that publishes."""

    def __init__(self, folder: Path) -> None:
        self.hub = Served(folder / "hub")
        source = founded(0)
        self.folder, self.home = folder / "office", folder / "office machine"
        shutil.copytree(source / "machine 0a", self.home)
        restore(source / "0a" / "shop.db", self.folder)
        self._joined = False

    def publishes(self, part: str) -> None:
        shop = Shop(self.folder, Machine(self.home))
        with shop.act("publish", now(), lambda work: work.all(r.Person)[0]) as work:
            work.add(r.Part(id=work.new_id(), publisher=0, code=part))
        shop.close()
        if not self._joined:
            self._says("enrol", "--hub", self.hub.url, "--code", self.hub.code(0, 1))
            self._joined = True
        self._says("sync")

    def _says(self, *words: str) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("COUNTER_HOME", str(self.home))
            code, said = asked(*words, "--shop", str(self.folder))
            assert code == 0, said

    def chains(self, outlet: int) -> set[str]:
        """The seats of whose chains the hub holds something."""
        with closing(database.open_reader(self.hub.folder / "hub.db")) as db:
            found = db.execute(
                "SELECT facts FROM chain WHERE outlet_no = ? AND seq > 0", (outlet,)
            ).fetchall()
        facts = [msgspec.msgpack.decode(one, type=ChainFacts) for (one,) in found]
        return {one.replica.hex() for one in facts if one.outlet}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.hub.kill()


@pytest.fixture
def shop(tmp_path: Path) -> tuple[Seat, Seat, Seat]:
    """Three seats of one outlet, one of which has met the others."""
    first, second, third = (Seat(tmp_path, seat) for seat in (1, 2, 3))
    first.meets(second, third)
    return first, second, third


def test_an_act_at_one_seat_stands_in_the_others_file(shop: tuple[Seat, Seat, Seat]) -> None:
    first, second, third = shop
    relay = Relay(first)
    try:
        second.adds_shelf("甲")
        said = second.says("neighbours", "sync", relay.address)
        assert said["rounds"][0]["sent"] == 2
        assert first.shelves() == {"甲"}
        third.says("neighbours", "sync", relay.address)
        assert third.shelves() == {"甲"}
        second.says("neighbours", "sync", relay.address)
        assert first.digest() == second.digest() == third.digest()
        for seat in shop:
            assert seat.says("verify")["whole"]
    finally:
        relay.kill()


def test_head_office_that_comes_later_hears_everything_once_and_is_heard_by_all(
    tmp_path: Path, shop: tuple[Seat, Seat, Seat], office: Office
) -> None:
    first, second, third = shop
    relay = Relay(first)
    for seat, shelf in ((second, "甲"), (third, "乙")):
        seat.adds_shelf(shelf)
        seat.says("neighbours", "sync", relay.address)
    relay.kill()
    office.publishes("配件甲")
    first.says("enrol", "--hub", office.hub.url, "--code", office.hub.code(17, 1))
    assert first.says("sync")["sent"] > 0  # what its neighbours wrote waits until they are admitted
    assert office.chains(17) == {first.replica()}
    for n, seat in enumerate((second, third), start=2):
        code = office.hub.code(17, n)
        first.says("neighbours", "enrol", seat.replica(), "--code", code)
    first.says("sync")
    assert office.chains(17) == {seat.replica() for seat in shop}
    relay = Relay(first)
    try:
        for seat in (second, third):
            said = seat.says("neighbours", "sync", relay.address)["rounds"][0]
            assert "part" in said["kinds"]
            assert seat.waits_for_head_office() == 0
        second.says("neighbours", "sync", relay.address)
        assert len({seat.digest() for seat in shop}) == 1
        assert all(seat.says("verify")["whole"] for seat in shop)
    finally:
        relay.kill()
