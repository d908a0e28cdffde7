"""A small server that takes pictures from phones for one item, for some minutes.

Whoever knows the token may add pictures, and nothing else: nothing of the shop can be read. What
one visitor may do to the others is bounded: how long, how large, how many at once, how often.
"""

import base64
import secrets
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from typing import Any

from ui.phone.addresses import is_near

PORTS = range(47810, 47820)  # the same every day, for whoever must open one in a firewall
TOKEN_BYTES = 16
VALID_S = 5 * 60  # after the last picture or visit
MOST_AT_ONCE, MOST_OF_ONE = 24, 8  # connections, in all and of one phone
MOST_PICTURES = 60  # until a new code is asked for
MOST_ASKS, ASKS_S = 240, 60  # of one phone in a minute


@dataclass(frozen=True, slots=True)
class Pictures:
    """Whose pictures they are, to a phone, and who takes them: False when nobody does any more."""

    name: str
    take: Callable[[bytes], bool]


class PhoneServer(ThreadingHTTPServer):
    """Serves one address until it is stopped; `port` 0 in `ports` is any that is free."""

    daemon_threads, block_on_close = True, False
    allow_reuse_address = sys.platform != "win32"  # there two programs would share a port
    request_queue_size = MOST_AT_ONCE

    def __init__(
        self,
        ip: str,
        pictures: Pictures,
        *,
        ports: range = PORTS,
        clock: Callable[[], float] = time.monotonic,
    ):
        """Raises OSError when the address is not this machine's any more."""
        from ui.phone.visit import Visit

        self.pictures, self.clock = pictures, clock
        self.token = base64.b32encode(secrets.token_bytes(TOKEN_BYTES)).decode().rstrip("=").lower()
        self.visits, self.taken = 0, 0
        self.developing, self.uploading = threading.Lock(), threading.BoundedSemaphore(3)
        self._is_over = False
        self._until = clock() + VALID_S
        self._lock = threading.Lock()
        self._open: dict[socket.socket, str] = {}
        self._asks: Counter[str] = Counter()
        self._asks_since = clock()
        super().__init__(_bindable(ip, ports), Visit, bind_and_activate=False)
        try:
            self.server_bind()
            self.server_activate()
        except OSError:
            self.server_close()
            raise

    @property
    def place(self) -> str:
        """Address and port."""
        return f"{self.server_address[0]}:{self.server_address[1]}"

    @property
    def url(self) -> str:
        """What the code on the screen says."""
        return f"http://{self.place}/{self.token}"

    def left_s(self) -> float:
        """How long the token is still good."""
        return 0.0 if self._is_over else max(0.0, self._until - self.clock())

    def renew(self) -> None:
        """Somebody with the token is at work."""
        if self.left_s():
            self._until = self.clock() + VALID_S

    def begin(self) -> None:
        """Answer from now on, on a thread of its own."""
        serve = threading.Thread(target=self.serve_forever, args=(0.2,), name="phones", daemon=True)
        serve.start()

    def stop(self) -> None:
        """Take nothing more, at once; the rest is wound up without anybody waiting for it."""
        self._is_over = True
        with self._lock:
            for one in self._open:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
        threading.Thread(target=self._wind_up, name="phones", daemon=True).start()

    def may_ask(self, ip: str) -> bool:
        """Whether a phone asks no more often than a person with it would."""
        with self._lock:
            if self.clock() - self._asks_since > ASKS_S:
                self._asks.clear()
                self._asks_since = self.clock()
            self._asks[ip] += 1
            return self._asks[ip] <= MOST_ASKS

    # -- what the library asks

    def verify_request(self, request: Any, client_address: Any) -> bool:
        """Only neighbours, and not too many at once."""
        ip = str(client_address[0])
        with self._lock:
            here = Counter(self._open.values())
            is_full = len(self._open) >= MOST_AT_ONCE or here[ip] >= MOST_OF_ONE
            if self._is_over or is_full or not is_near(ip):
                return False
            self._open[request] = ip
            return True

    def shutdown_request(self, request: Any) -> None:
        """The visit is over."""
        with self._lock:
            self._open.pop(request, None)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A phone that has gone is no fault; anything else is written down without its request."""
        if not isinstance(sys.exc_info()[1], OSError):
            import logging

            logging.getLogger(__name__).exception("a phone's visit failed")

    def server_bind(self) -> None:
        """Bind without asking anybody for the machine's name."""
        import socketserver

        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    def _wind_up(self) -> None:
        self.shutdown()
        self.server_close()


def _bindable(ip: str, ports: range) -> tuple[str, int]:
    """The first port that is free, else any."""
    for port in ports:
        with socket.socket() as tried, suppress(OSError):
            if sys.platform != "win32":
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((ip, port))
            return ip, port
    return ip, 0
