"""Whoever asks too much is told when to come again; nobody makes the hub hold more than it has."""

import io
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec
import pytest
import urllib3
import zstandard

from counter.hub.limits import (
    BY_ADDRESS,
    BY_SEAT,
    MOST_CALLERS,
    WAITING_SEAT,
    Limits,
    Rate,
    TooMany,
)
from counter.sync.http_line import LONGEST_LATER_S, HttpLine, NoHub
from counter.sync.rhythm import Rhythm
from counter.wire.messages import MOST_ENTRIES, ChainFacts, Enrol, Packet, Pushed, Run, Trouble
from counter.wire.packing import KIND, Unreadable, packed, unpacked
from tests.sync.test_pictures import line_of
from tests.sync.test_server import Served, joined

FAR, OTHER = {"x-forwarded-for": "203.0.113.9"}, {"x-forwarded-for": "203.0.113.10"}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    made = Served(tmp_path_factory.mktemp("hub"))
    yield made
    made.kill()


def enrols(hub: Served, code: str, address: dict[str, str]) -> tuple[int, list[str], str]:
    """Status, what was said, and after how many seconds to ask again."""
    body = packed(Enrol(code, b"r" * 16, b"k" * 32, 17))
    said = urllib3.request("POST", f"{hub.url}/v1/enrol", body=body, headers=address, retries=False)
    words = unpacked(said.data, Any)
    return said.status, words, said.headers.get("retry-after", "")


def test_a_bucket_fills_again() -> None:
    now = [0.0]
    limits, rate = Limits(lambda: now[0]), Rate(0.5, 3)
    for _ in range(3):
        limits.take("x", "somebody", rate)
    with pytest.raises(TooMany) as refused:
        limits.take("x", "somebody", rate)
    assert refused.value.wait_s == 2
    limits.take("x", "somebody else", rate)
    limits.take("y", "somebody", rate)
    now[0] += 2
    limits.check("x", "somebody", rate)
    limits.take("x", "somebody", rate)
    with pytest.raises(TooMany):
        limits.check("x", "somebody", rate)
    now[0] += 1_000
    for _ in range(3):
        limits.take("x", "somebody", rate)
    for n in range(MOST_CALLERS):
        limits.take("x", n, rate)
    assert len(limits._buckets) == MOST_CALLERS  # noqa: SLF001


def test_only_so_many_wait_at_once() -> None:
    limits = Limits()
    waits = [limits.waiting("seat") for _ in range(WAITING_SEAT + 1)]
    assert [one.__enter__() for one in waits] == [True] * WAITING_SEAT + [False]
    with limits.waiting("another") as may:
        assert may
    for one in waits:
        one.__exit__(None, None, None)
    with limits.waiting("seat") as may:
        assert may


def test_codes_are_not_guessed(hub: Served) -> None:
    good = hub.code(17, 1)
    for _ in range(BY_ADDRESS["wrong code"].at_once):
        assert enrols(hub, "AAAA-BBBB-CCCC-DDDD", FAR)[:2] == (
            403,
            ["not_admitted", "code_unknown"],
        )
    status, said, later = enrols(hub, good, FAR)
    assert (status, said[0]) == (429, "busy")
    assert 1 <= int(later) <= 60
    assert enrols(hub, "AAAA-BBBB-CCCC-DDDD", OTHER)[0] == 403
    assert enrols(hub, good, OTHER)[0] == 200
    for _ in range(2 * BY_ADDRESS["enrol"].at_once):  # whoever sits at the hub's own machine
        assert enrols(hub, "AAAA-BBBB-CCCC-DDDD", {})[0] == 403


def test_a_seat_that_asks_too_often_is_told_when_to_come_again(tmp_path: Path, hub: Served) -> None:
    line = line_of(joined(tmp_path, hub, 1), hub)

    def asks(headers: dict[str, str]) -> int:
        answer = line.open("GET", "/v1/feed/17?after=0", **headers)
        answer.read()
        assert answer.status == 200 or int(answer.headers["retry-after"]) >= 1
        return answer.status

    far = {"x_forwarded_for": FAR["x-forwarded-for"]}
    statuses = [asks(far) for _ in range(2 * BY_SEAT["feed"].at_once)]
    first = statuses.index(429)
    assert first >= BY_SEAT["feed"].at_once
    assert asks({}) == 200
    answer = line.open("GET", "/v1/digest", **far)
    answer.read()
    assert answer.status == 200


class Busy(BaseHTTPRequestHandler):
    """Has no time for anybody."""

    def _say(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        content = packed(Trouble("busy", "rate"))
        self.send_response(429)
        for name, value in (("content-type", KIND), ("retry-after", "7")):
            self.send_header(name, value)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = _say

    def log_message(self, format: str, *args: Any) -> None:
        """Nobody reads it."""


def test_a_seat_comes_later_when_it_is_told_so(tmp_path: Path, hub: Served) -> None:
    place = joined(tmp_path, hub, 1)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Busy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    with pytest.raises(NoHub) as refused:
        HttpLine(url).call(bytes, "/v1/nonce", 0)
    assert (refused.value.why, refused.value.later_s) == ("busy", 7.0)
    assert Rhythm(lambda: 0.5).failed(refused.value.later_s) == 7.5
    assert place.refuses("sync", "--hub", url) == "sync.busy"
    server.shutdown()
    server.server_close()
    assert LONGEST_LATER_S >= 7
    assert place.says("sync")["sent"] == 1


# sizes -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        b"\x28\xb5\x2f\xfd" + bytes(5_000),
        packed(b"\x00" * 17_000),
        zstandard.ZstdCompressor().compress(msgspec.msgpack.encode(["A" * 20_000, b"", b"", 1])),
    ],
    ids=["long", "long when unpacked", "a long code"],
)
def test_a_stranger_may_not_bring_much(body: bytes, hub: Served) -> None:
    said = urllib3.request("POST", f"{hub.url}/v1/enrol", body=body)
    assert (said.status, unpacked(said.data, list[str])) == (400, ["unreadable", "too large"])


def test_what_does_not_say_its_size_or_wants_a_large_window_is_not_unpacked() -> None:
    plain, out = msgspec.msgpack.encode(b"\x00" * 1_000), io.BytesIO()
    with zstandard.ZstdCompressor().stream_writer(out, closefd=False) as writer:
        writer.write(plain)
    with pytest.raises(Unreadable, match="too large"):
        unpacked(out.getvalue(), bytes)
    bomb = packed(b"\x00" * 40_000_000)
    assert len(bomb) < 10_000
    with pytest.raises(Unreadable, match="too large"):
        unpacked(bomb, bytes)


def test_a_push_has_so_many_entries_and_no_more(tmp_path: Path, hub: Served) -> None:
    line = line_of(place := joined(tmp_path, hub, 1), hub)
    facts = ChainFacts(b"c" * 16, b"r" * 16, b"k" * 32, 17, 1)
    run = Run(facts, bytes(32), tuple(Packet(n, 0, 1, b"{}", b"") for n in range(MOST_ENTRIES + 1)))
    with pytest.raises(NoHub, match="unreadable"):
        line.ask(Pushed, "/v1/ops", run)
    names = urllib3.request("POST", f"{hub.url}/v1/blobs", body=packed(["x"] * 1_001))
    assert names.status == 403
    with pytest.raises(NoHub, match="unreadable"):
        line.ask(list[str], "/v1/blobs", ["x"] * 1_001)
    assert json.dumps(place.says("sync"))
