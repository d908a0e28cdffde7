"""Hubs and seats as processes that can be killed, and what each had answered by then."""

import os
import resource
import signal
import struct
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import urllib3

from counter.hub.gate import Gate
from counter.hub.home import database_of, key_in, name_of
from counter.machine_home import now
from counter.storage.machine import Machine
from counter.storage.sealing import read_head
from counter.storage.shop import Shop
from counter.sync.exchange import exchange
from counter.sync.http_line import HttpLine, NoHub, SeatLine
from counter.sync.joining import Joined, joined_of, keep_joined
from counter.sync.seat import SeatBook
from counter.wire.links import Forged
from counter.wire.messages import Enrol, Named
from tests.ports import free_port
from tests.sync.acting import act

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60
ACT, ROUND = 0, 1
#: which of the two, the chain, how far
_ANSWER = struct.Struct(">B16sI")
#: by chain, how far
Reached = dict[bytes, int]


class HubProcess:
    """A hub-like command that serves a port; the same command starts it again after a kill."""

    def __init__(self, command: Callable[[int], Sequence[str]]) -> None:
        """`command` is what follows main.py, for a port."""
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._command = [sys.executable, str(ROOT / "main.py"), *command(self.port)]
        self.start()

    def start(self, most_bytes: int = resource.RLIM_INFINITY) -> None:
        """Starts it; comes back when it answers. No file of it grows beyond so many bytes."""
        self._process = subprocess.Popen(self._command, cwd=ROOT, stderr=subprocess.DEVNULL)
        resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
        pool, until = urllib3.PoolManager(retries=False), time.monotonic() + PATIENCE_S
        while True:
            try:
                said = pool.request("GET", f"{self.url}/health", timeout=5)
                if said.status == 200:
                    return
            except urllib3.exceptions.HTTPError:
                pass
            assert time.monotonic() < until, "the hub does not come up"
            assert self._process.poll() is None, "the hub has ended"
            time.sleep(0.05)

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    def kill(self) -> None:
        """kill -9."""
        self._process.kill()
        self._process.wait()


def hub_of(folder: Path, database: str = "") -> HubProcess:
    """The hub of head office, on a file or a database."""
    more = ["--database", database] if database else []
    return HubProcess(lambda port: ["hub", "--dir", str(folder), "--port", str(port), *more])


def code_of(folder: Path, outlet: int, seat: int, database: str = "") -> str:
    """A code that admits a seat."""
    engine = database_of(folder, database)
    name = name_of(engine, key_in(folder), os.urandom)
    made = Gate(engine, name, now, os.urandom).code_for(outlet, seat)
    engine.dispose()
    return made.code


class SeatProcess:
    """A seat: acts and rounds in a process of its own; it tells through a pipe what was answered.
    Between processes the file can be opened here.
    """

    def __init__(self, home: Path, name: str, outlet: int) -> None:
        """`home` has the folders of `founding.founded`."""
        self.folder, self.machine = home / name, Machine(home / f"machine {name}")
        self.outlet, self._child, self.rounds, self.acts = outlet, 0, 0, 0
        #: what was answered: by chain the last act, and how far the hub has said to hold it
        self.acted, self.confirmed = Reached(), Reached()
        self._heard = b""

    def open(self) -> Shop:
        return Shop(self.folder, self.machine)

    def enrol(self, url: str, code: str) -> None:
        """Joins the hub."""
        shop = self.open()
        book = SeatBook(shop)
        book.hold()
        asked = Enrol(code, book.replica, shop.keys().public(), self.outlet, "test")
        hub = HttpLine(url).enrol(asked)
        keep_joined(self.machine.folder, book.replica, Joined(url, hub))
        shop.close()

    def line(self, shop: Shop, url: str) -> SeatLine:
        """Its line to the hub at an address."""
        book = SeatBook(shop)
        joined = joined_of(self.machine.folder, book.replica)
        assert joined is not None
        who = Named(joined.hub.outlet, book.replica)
        return SeatLine(HttpLine(url), who, joined.hub, sign=shop.signer(), clock=now)

    def start(self, url: str, seed: int) -> None:
        """Begins its day."""
        reads, writes = os.pipe()
        self._child = os.fork()
        if not self._child:
            try:
                os.close(reads)
                self._live(url, Random(seed), writes)
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(1)
        os.close(writes)
        self._reads, self._heard = reads, b""
        os.set_blocking(reads, False)

    def kill(self) -> None:
        """kill -9; then what it had answered is known."""
        assert os.WIFSIGNALED(self.end()), "the seat fell over before it was killed"
        self.listen()
        os.close(self._reads)

    def end(self) -> int:
        """Its process is there no more; how it ended."""
        if not self._child:
            return 0
        os.kill(self._child, signal.SIGKILL)
        _, ended = os.waitpid(self._child, 0)
        self._child = 0
        return ended

    def listen(self) -> None:
        """Takes note of what it has answered so far."""
        try:
            while piece := os.read(self._reads, 65_536):
                self._heard += piece
        except BlockingIOError:
            pass
        whole = len(self._heard) // _ANSWER.size * _ANSWER.size
        for what, chain, seq in _ANSWER.iter_unpack(self._heard[:whole]):
            (self.confirmed if what else self.acted)[chain] = seq
            self.rounds += what
            self.acts += 1 - what
        self._heard = self._heard[whole:]

    def _live(self, url: str, chance: Random, answers: int) -> None:
        shop = self.open()
        book, line = SeatBook(shop), self.line(shop, url)
        while True:
            for _ in range(chance.randint(1, 4)):
                act(shop, chance)
                head = read_head(shop.db)
                os.write(answers, _ANSWER.pack(ACT, head.chain, head.seq))
            try:
                exchange(book, line, self.outlet)
            except (NoHub, Forged):
                time.sleep(0.01)
                continue
            for own in book.chains():
                os.write(answers, _ANSWER.pack(ROUND, own.facts.chain, own.acked))
