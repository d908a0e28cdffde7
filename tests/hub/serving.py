"""A hub that is served to real calls from a thread, and somebody of head office who looks at it."""

import http.client
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import uvicorn

from counter.hub.running import built
from counter.storage.shop import Shop
from counter.sync.exchange import Round, exchange
from counter.sync.http_line import HttpLine, SeatLine
from counter.sync.seat import SeatBook
from counter.wire.messages import Enrol, Named

PATIENCE_S = 90
TAG = re.compile(r"<[^>]+>")


@contextmanager
def served(folder: Path, database: str = "") -> Iterator[str]:
    """The hub of a folder at an address of this machine."""
    config = uvicorn.Config(
        built(folder, database), host="127.0.0.1", port=0, log_level="error",
        loop="asyncio", timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + PATIENCE_S
    while not server.started:
        assert thread.is_alive()
        assert time.monotonic() < until
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(PATIENCE_S)


def syncs(shop: Shop, url: str, code: str, clock: Any) -> Round:
    """A seat joins by a code and hands over all it has."""
    book = SeatBook(shop)
    book.hold()
    line = HttpLine(url)
    hub = line.enrol(Enrol(code, book.replica, shop.keys().public(), book.outlet, "till"))
    who = Named(hub.outlet, book.replica)
    seat = SeatLine(line, who, hub, sign=shop.signer(), clock=clock)
    done = exchange(book, seat, hub.outlet)
    line.close()
    return done


@dataclass
class Page:
    """What came: status, headers, the page."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def words(self) -> str:
        """What a person reads."""
        return " ".join(unescape(TAG.sub(" ", self.text)).split())

    def links(self) -> list[str]:
        """Where it leads."""
        return [unescape(one) for one in re.findall(r'href="([^"#][^"]*)"', self.text)]

    @property
    def proof(self) -> str:
        """What its forms must bring."""
        found = re.search(r'name="csrf" value="(\w+)"', self.text)
        assert found, self.words
        return found[1]


@dataclass
class Visitor:
    """A browser without scripts: keeps cookies, follows nothing by itself."""

    url: str
    language: str = "en"
    cookies: dict[str, str] = field(default_factory=dict[str, str])

    def gets(self, path: str) -> Page:
        return self._asks("GET", path, None, {})

    def sends(self, path: str, facts: dict[str, str], **headers: str) -> Page:
        return self._asks("POST", path, urlencode(facts), headers)

    def fills(self, form: str, facts: dict[str, str], to: str = "") -> Page:
        """Sends a form of a page with its proof."""
        return self.sends(to or form, {"csrf": self.gets(form).proof} | facts)

    def signs_in(self, name: str, password: str) -> Page:
        return self.fills("/console/sign-in", {"name": name, "password": password})

    def _asks(self, method: str, path: str, body: str | None, more: dict[str, str]) -> Page:
        host = self.url.partition("://")[2]
        line = http.client.HTTPConnection(host, timeout=PATIENCE_S)
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"accept-language": self.language, "cookie": kept} | more
        if body is not None:
            headers["content-type"] = "application/x-www-form-urlencoded"
        try:
            line.request(method, path, body, headers)
            said = line.getresponse()
            text = said.read().decode()
        finally:
            line.close()
        for one in said.headers.get_all("set-cookie") or []:
            name, _, value = one.partition(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
        return Page(said.status, {k.lower(): v for k, v in said.headers.items()}, text)
