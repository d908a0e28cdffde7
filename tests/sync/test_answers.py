"""What a hub, or a line to it, answers is checked before it is believed."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter.sync.http_line import HttpLine, NoHub, SeatLine
from counter.wire import links
from counter.wire.messages import ChainFacts, Enrolled, Named, Page, Pushed, Run, Status, Token
from counter.wire.packing import KIND, packed

HUB, CHAIN, HEAD = Ed25519PrivateKey.from_private_bytes(b"h" * 32), b"c" * 16, b"l" * 32
RECEIPT = HUB.sign(links.receipt_text(CHAIN, 3, HEAD))


class Answers(BaseHTTPRequestHandler):
    """Says what it is told to say."""

    said: ClassVar[dict[str, Any]] = {}

    def _say(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        content = packed(self.said[self.path.split("?")[0]])
        self.send_response(200)
        self.send_header("content-type", KIND)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = _say

    def log_message(self, format: str, *args: Any) -> None:
        """Nobody reads it."""


@pytest.fixture
def line() -> Iterator[SeatLine]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Answers.said = {"/v1/nonce": bytes(88), "/v1/token": Token(b"t", 1 << 50)}
    key = HUB.public_key().public_bytes_raw()
    hub = Enrolled(1, b"hub" + bytes(13), key, 0)
    http = HttpLine(f"http://127.0.0.1:{server.server_port}")
    yield SeatLine(http, Named(1, b"r" * 16), hub, sign=lambda _: bytes(64), clock=lambda: 0)
    http.close()
    server.shutdown()
    server.server_close()


def test_a_page_is_of_the_place_that_was_asked_for(line: SeatLine) -> None:
    Answers.said["/v1/feed/1"] = page = Page((), 9, False, 0, 1, 5)
    assert line.feed(1, 5, 10) == page
    for stream, after in ((1, 4), (0, 5)):
        Answers.said["/v1/feed/1"] = Page((), 9, False, 0, stream, after)
        with pytest.raises(NoHub, match="torn"):
            line.feed(1, 5, 10)


def test_a_receipt_is_the_hubs_own(line: SeatLine) -> None:
    facts = ChainFacts(CHAIN, b"r" * 16, b"k" * 32, 1, 1)
    run = Run(facts, bytes(32), ())
    Answers.said["/v1/ops"] = said = Pushed(Status.OK, 3, HEAD, RECEIPT)
    assert line.push(run) == said
    for forged in (
        Pushed(Status.OK, 4, HEAD, RECEIPT),
        Pushed(Status.OK, 3, bytes(32), RECEIPT),
        Pushed(Status.OK, 3, HEAD, bytes(64)),
        Pushed(Status.KNOWN, 3, HEAD),
    ):
        Answers.said["/v1/ops"] = forged
        with pytest.raises(NoHub, match="other_hub"):
            line.push(run)
