"""Machines of a shop whose seats meet at a relay, as processes."""

import json
import subprocess
import sys
from contextlib import closing

from counter.storage import database
from counter.sync.reading import BookReader
from tests.ports import free_port
from tests.sync.test_server import ROOT, Place

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
        place = "--host", "127.0.0.1", "--port", str(port or free_port()), "--silent"
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
