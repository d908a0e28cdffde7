"""A hub that is served, seats that speak HTTP with it, and whatever else may answer or ask."""

import io
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import urllib3

from counter import commands
from counter.wire.messages import Enrol
from counter.wire.packing import KIND, packed, unpacked
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
DONE, REFUSED = 0, 2
PATIENCE_S = 90
OPEN = {"name": "和平里店", "person": {"code": "1009", "name": "王芳", "pin": "4711"}}
TAKE_IN = {"name": "张伟", "phone": "13800135678"}


def asked(*words: str) -> tuple[int, Any]:
    """Exit code and answer of the command line, in this process."""
    out = io.StringIO()
    code = commands.main(list(words), out)
    return code, json.loads(out.getvalue())


class Place:
    """A machine with a shop, seen from the command line."""

    def __init__(self, folder: Path, seat: int, outlet: int = 17) -> None:
        self.folder, self.home = folder / f"shop{seat}", folder / f"machine{seat}"
        facts = OPEN | {"outlet": outlet, "seat": seat}
        assert self.does("do", "open_shop", json.dumps(facts))[0] == DONE

    def does(self, *words: str) -> tuple[int, Any]:
        """Exit code and answer of a command about this shop."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("COUNTER_HOME", str(self.home))
            patch.setenv("COUNTER_PIN", "4711")
            return asked(*words, "--shop", str(self.folder))

    def says(self, *words: str) -> Any:
        """The answer of what must succeed."""
        code, answer = self.does(*words)
        assert code == DONE, answer
        return answer

    def refuses(self, *words: str) -> str:
        """The rule of what must be refused, told in a sentence that ends."""
        code, answer = self.does(*words)
        assert code == REFUSED
        assert answer["sentence"].endswith("。")
        assert answer["rule"] not in answer["sentence"]
        return str(answer["rule"])


class Served:
    """A hub as a process."""

    def __init__(
        self,
        folder: Path,
        log: Any = subprocess.DEVNULL,
        *,
        more: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.folder, self._log = folder, log
        self._more, self._environment = more, os.environ | (environment or {})
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), "hub", "--dir", str(self.folder), "--port",
             str(self.port), *self._more],
            cwd=ROOT, stderr=self._log, env=self._environment,
        )  # fmt: skip
        pool, until = urllib3.PoolManager(retries=False), time.monotonic() + PATIENCE_S
        while True:
            try:
                assert self._process.poll() is None, "the hub has ended"
                assert pool.request("GET", f"{self.url}/health").json() == {"ok": True}
            except urllib3.exceptions.HTTPError:
                if time.monotonic() > until:
                    self.kill()
                    raise
                time.sleep(0.1)
            else:
                return

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def code(self, outlet: int, seat: int) -> str:
        place = "--dir", str(self.folder)
        return str(asked("hub", "enrol-code", str(outlet), str(seat), *place)[1]["code"])


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Served]:
    made = Served(tmp_path / "hub")
    yield made
    made.kill()


def joined(folder: Path, hub: Served, seat: int, outlet: int = 17) -> Place:
    place = Place(folder, seat, outlet)
    place.says("enrol", "--hub", hub.url, "--code", hub.code(17, seat))
    return place


def test_two_shops_of_one_outlet_come_to_the_same(tmp_path: Path, hub: Served) -> None:
    first, second = joined(tmp_path, hub, 1), joined(tmp_path, hub, 2)
    shelf = json.dumps({"name": "甲"})
    first.says("do", "add_shelf", shelf, "--as", "1009")
    assert first.says("sync")["sent"] == 2
    hub.kill()
    assert second.refuses("sync") == "sync.unreachable"
    second.says("do", "add_shelf", shelf, "--as", "1009")  # the day goes on
    hub.start()
    assert second.says("sync")["taken"] == 2
    assert "shelf" in first.says("sync")["kinds"]
    assert first.says("digest") == second.says("digest")
    assert first.says("verify")["whole"]


def test_a_shop_that_began_alone_keeps_its_ids_and_numbers(tmp_path: Path, hub: Served) -> None:
    alone = joined(tmp_path, hub, 3, outlet=90_123)
    said = alone.says("sync")
    assert said["sent"] == 1
    neighbour = joined(tmp_path, hub, 4)
    neighbour.says("sync")
    alone.says("sync")
    assert alone.says("digest") == neighbour.says("digest")


def test_a_code_admits_one_seat_once(tmp_path: Path, hub: Served) -> None:
    first, second = Place(tmp_path, 1), Place(tmp_path, 2)
    code = hub.code(17, 1)
    assert first.refuses("sync") == "sync.not_enrolled"
    ask = "enrol", "--hub", hub.url, "--code"
    assert first.refuses(*ask, "AAAA-BBBB-CCCC-DDDD") == "sync.code_unknown"
    said = first.says(*ask, code)
    assert first.says(*ask, code.lower().replace("-", " ")) == said  # its answer was lost
    assert second.refuses(*ask, code) == "sync.code_used"


def test_a_seat_that_was_revoked_is_told_so(tmp_path: Path, hub: Served) -> None:
    place = joined(tmp_path, hub, 1)
    (replica,) = [path.stem for path in (place.home / "hubs").iterdir()]
    asked("hub", "revoke", "17", replica, "--dir", str(hub.folder))
    assert place.refuses("sync") == "sync.revoked"
    again = "enrol", "--hub", hub.url, "--code", hub.code(17, 1)
    assert place.refuses(*again) == "sync.revoked"


# whatever else answers ---------------------------------------------------------------------------


class Stranger(BaseHTTPRequestHandler):
    """Answers every call with what it was given."""

    answer: tuple[int, str, bytes] = 200, "text/html", b"<html>Please sign in</html>"

    def _say(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        status, kind, content = self.answer
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = _say

    def log_message(self, format: str, *args: Any) -> None:
        """Nobody reads it."""


@pytest.fixture
def stranger() -> Iterator[Callable[[int, str, bytes], str]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stranger)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def answers(status: int, kind: str, content: bytes) -> str:
        Stranger.answer = status, kind, content
        return f"http://127.0.0.1:{server.server_port}"

    yield answers
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        ((200, "text/html", b"<html>Please sign in</html>"), "sync.no_hub"),
        ((302, "text/html", b""), "sync.no_hub"),
        ((502, "text/plain", b"Bad gateway"), "sync.no_hub"),
        ((200, KIND, b"<html>"), "sync.torn"),
        ((200, KIND, packed(["something", "else"])), "sync.torn"),
        ((200, KIND, packed(b"nonce")[:-2]), "sync.torn"),
    ],
)
def test_something_else_answers(
    answer: tuple[int, str, bytes],
    rule: str,
    tmp_path: Path,
    hub: Served,
    stranger: Callable[[int, str, bytes], str],
) -> None:
    place = joined(tmp_path, hub, 1)
    assert place.refuses("sync", "--hub", stranger(*answer)) == rule
    assert place.says("sync")["sent"] == 1


def test_another_hub_at_the_same_address_is_not_spoken_to(tmp_path: Path, hub: Served) -> None:
    place = joined(tmp_path, hub, 1)
    other = Served(tmp_path / "other hub")
    try:
        assert place.refuses("sync", "--hub", other.url) == "sync.key"
    finally:
        other.kill()


# whoever else asks -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/enrol", b""),
        ("/v1/enrol", b"\x00" * 1000),
        ("/v1/enrol", packed(["code"])),
        ("/v1/enrol", packed(Enrol("A", b"", b"", 1))[:-3]),
        ("/v1/enrol", packed(b"\x00" * 33_000_000)),
        ("/v1/ops", packed(1)),
        ("/v1/token", packed([[17, b"x" * 16], b"y" * 88, b"z" * 64])),
    ],
)
def test_nonsense_is_refused_in_words(path: str, body: bytes, hub: Served) -> None:
    said = urllib3.PoolManager().request("POST", f"{hub.url}{path}", body=body)
    assert said.status in (400, 403)
    assert unpacked(said.data, list[str])[0] in ("unreadable", "not_admitted")
    assert urllib3.PoolManager().request("GET", f"{hub.url}/health").status == 200
