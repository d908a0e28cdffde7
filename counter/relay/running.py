"""A relay that runs: its address, its thread, its announcement."""

import errno
import os
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from counter.domain.refusals import RuleBroken
from counter.relay.certificate import server_context
from counter.relay.door import Door
from counter.relay.finding import EVERYWHERE, Announcement
from counter.relay.pictures import PictureShelf
from counter.relay.server import RelayCalls, application
from counter.storage import database
from counter.storage.blobs import blobs_of
from counter.storage.database import Connection
from counter.storage.machine import Keys, Machine
from counter.storage.shop import FILE
from counter.sync.circle import Circle
from counter.sync.near_line import PORT
from counter.sync.nearby import NearBook
from counter.sync.reading import BookReader
from counter.sync.seat import SeatBook
from counter.sync.sent_book import Send
from counter.sync.speaker import Speaker

FOLDER = "relay certificate"
MOST_CALLS, IDLE_S = 200, 75


@dataclass(frozen=True, slots=True)
class Seat:
    """The seat that speaks: its shop's folder, its machine, and how it writes."""

    folder: Path
    machine: Machine
    replica: bytes
    keys: Keys
    send: Send

    @property
    def speaker(self) -> Speaker:
        """What it needs to speak for itself."""
        machine = self.machine
        return Speaker(machine.folder, self.replica, self.keys.signer(), machine.clock)

    def reader(self) -> Connection:
        """A connection of its own for each thread."""
        return database.open_reader(self.folder / FILE)

    def near(self, db: Connection) -> NearBook:
        """The file as neighbours meet it, through that connection."""
        circle = Circle(BookReader(db), self.send, self.machine.folder)
        return NearBook(circle, self.machine.clock)


def seat_of(folder: Path, machine: Machine, send: Send) -> Seat:
    """Who speaks; a copied or restored file becomes itself first. Raises RuleBroken("shop.…")."""
    replica = send(_itself)
    keys = machine.keys_of(replica)
    if keys is None:
        raise RuleBroken("shop.no_keys", folder=str(folder))
    return Seat(folder, machine, replica, keys, send)


def _itself(book: SeatBook) -> bytes:
    book.hold()
    return book.replica


class Relay:
    """Serves in a thread of its own, from `start` to `stop`."""

    def __init__(self, seat: Seat, host: str = EVERYWHERE, port: int = PORT) -> None:
        self._seat, self.host, self.port = seat, host, port
        self._desk = ThreadPoolExecutor(1, thread_name_prefix="relay")
        self._server: uvicorn.Server | None = None
        self._announced: Announcement | None = None
        self._db: Connection | None = None
        self._calls: RelayCalls | None = None

    def start(self, *, announced: bool = True) -> None:
        """Answers from now on; port 0 takes any that is free, and `port` tells it. Raises
        RuleBroken "relay.port_taken" or "relay.no_address".
        """
        bound = self._bound()
        self.port = bound.getsockname()[1]
        seat, folder = self._seat, self._seat.machine.folder / FOLDER
        config = uvicorn.Config(
            self._application(), loop="asyncio", log_level="warning", server_header=False,
            lifespan="on", timeout_keep_alive=IDLE_S, limit_concurrency=MOST_CALLS,
            timeout_graceful_shutdown=1,
            ssl_context_factory=lambda *_: server_context(seat.keys.signing, folder),
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([bound],), daemon=True)
        self._thread.start()
        if announced:
            with closing(seat.reader()) as db:
                outlet = BookReader(db).outlet
            self._announced = Announcement((outlet, seat.replica), self.host, self.port)

    @property
    def deaf(self) -> str:
        """Why nobody is told of it; nothing where it was announced."""
        return self._announced.said if self._announced else ""

    def heard(self) -> tuple[tuple[int, int], ...]:
        """The digits of the seats that have spoken with it, and when last, in milliseconds."""
        known = dict(self._calls.heard) if self._calls else {}
        with closing(self._seat.reader()) as db:
            found = db.execute("SELECT replica, seat FROM sync_chain ORDER BY n").fetchall()
        digits = dict(found)
        return tuple(sorted((digits.get(one, 0), at) for one, at in known.items()))

    def stop(self) -> None:
        """Answers no more."""
        if self._announced is not None:
            self._announced.close()
        if self._server is not None and self._calls is not None:
            self._server.should_exit = True
            self._calls.finish(self._hang_up)
            self._thread.join()
        self._desk.shutdown()
        if self._db is not None:
            self._db.close()

    def _hang_up(self) -> None:
        """Lines that are kept open say no goodbye: TLS would wait for the other side's."""
        if self._server is not None:
            for one in list(self._server.server_state.connections):
                one.transport.abort()

    def _application(self) -> Starlette:
        seat = self._seat
        self._db = db = seat.reader()
        near = seat.near(db)
        door = Door(
            near.circle, seat.replica, seat.keys.public(), seat.keys.signer(),
            seat.machine.clock, os.urandom,
        )  # fmt: skip
        self._calls = calls = RelayCalls(near, door, self._desk)
        return application(calls, PictureShelf(db, blobs_of(db)))

    def _bound(self) -> socket.socket:
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        bound = socket.socket(family, socket.SOCK_STREAM)
        try:
            if os.name == "posix":  # elsewhere two could take the same
                bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind((self.host, self.port))
            bound.listen(MOST_CALLS)  # from now on nobody is turned away
        except OSError as trouble:
            bound.close()
            taken = trouble.errno in (errno.EADDRINUSE, errno.EACCES)
            rule = "relay.port_taken" if taken else "relay.no_address"
            raise RuleBroken(rule, host=self.host, port=self.port) from trouble
        return bound
