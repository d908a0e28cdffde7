"""Seats of one shop that keep in step among themselves: as programs, over TLS, hub or no hub."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from counter.storage import database
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
