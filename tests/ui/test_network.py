"""What stands in the way of the network is said in words, at the sign and on its page; what is done
at the counter goes on meanwhile.
"""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter.wire.packing import KIND
from tests.desk import DESK, MANAGER
from tests.sync.test_server import Served, stranger
from tests.ui.robots import Clerk
from tests.ui.two_desks import Desks, Seat
from ui.screens.settings.network import NetworkSection
from ui.screens.settings.screen import SettingsScreen

__all__ = ["stranger"]
MANY, MOST = 20, 1_000


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    made = Served(tmp_path_factory.mktemp("hub"))
    yield made
    made.kill()


@pytest.fixture
def desks(
    application: QApplication,
    furnished: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Desks]:
    made = Desks(application, furnished, tmp_path, qtbot, monkeypatch)
    yield made
    made.close()


@pytest.fixture
def seat(desks: Desks) -> Seat:
    return desks.seat("left")


def opens_page(seat: Seat, qtbot: QtBot) -> NetworkSection:
    clerk = Clerk(qtbot, seat.window)
    clerk.signs_in(MANAGER)
    clerk.window.open("settings", "network")
    screen = clerk.window.screen_named("settings")
    assert isinstance(screen, SettingsScreen)
    section = screen.section()
    assert isinstance(section, NetworkSection)
    return section


def moves_to(seat: Seat, url: str) -> None:
    """The address that the seat speaks to is another one now."""
    seat.kit.network.move(url)
    seat.kit.network.look()


def test_a_seat_joins_on_the_page_and_is_told_what_is_wrong(
    seat: Seat, hub: Served, qtbot: QtBot
) -> None:
    page = opens_page(seat, qtbot)
    assert "alone" in page._alone.text()  # noqa: SLF001  what is read there
    assert "works alone" in "\n".join(seat.window.bar.network.at_length())
    page.save()
    assert "address of the hub" in page.missing.text()
    page.code.setText("AAAA-BBBB-CCCC-DDDD")
    for nothing in ("abc", hub.url.removeprefix("http://"), "http://me:pw@hub.example.com"):
        page.address.setText(nothing)
        page.save()
        seat.waits(lambda told=nothing: f"“{told}” is no address" in page.trouble.text())
    page.address.setText(hub.url)
    page.code.setText("AAAA-BBBB-CCCC-DDDD")
    page.save()
    seat.waits(lambda: "does not know this code" in page.trouble.text())
    page.code.setText(hub.code(17, 1))
    page.code.setFocus()
    page.save()
    seat.waits(seat.is_in_step)
    # where one typed a moment ago nothing else has come to stand under the fingers
    seat.waits(page.go.hasFocus)
    assert page.address.isHidden() or not page.address.isVisible()
    assert page.relay.serves.value() == "0"
    seat.waits(lambda: page.go.text() == "Sync now")
    assert page.moving.text() == hub.url
    seat.waits(lambda: page.state.text().startswith("In step with head office"))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((200, "text/html", b"<html>Please sign in</html>"), "asks you to sign in"),
        ((200, KIND, b"<html>"), "came broken"),
        ((503, "text/plain", b""), "busy"),
    ],
)
def test_what_else_answers_is_said_and_passes(
    answer: tuple[int, str, bytes],
    words: str,
    seat: Seat,
    hub: Served,
    stranger: Callable[[int, str, bytes], str],
) -> None:
    seat.joins(hub.url, hub.code(17, 1))
    seat.waits(seat.is_in_step)
    moves_to(seat, stranger(*answer))
    seat.waits(lambda: not seat.standing().in_step and seat.standing().refusal)
    seat.takes_in()
    seat.waits(lambda: seat.sign() == "Offline, 1 waits")
    seat.waits(lambda: words in "\n".join(seat.window.bar.network.at_length()))
    assert seat.refused == []  # it passes by itself: nobody is called
    moves_to(seat, hub.url)
    seat.waits(seat.is_in_step)


def test_the_code_for_another_outlet_is_told_as_such(seat: Seat, hub: Served, qtbot: QtBot) -> None:
    page = opens_page(seat, qtbot)
    page.address.setText(hub.url)
    page.code.setText(hub.code(31, 1))
    page.save()
    seat.waits(lambda: "for an outlet with another number" in page.trouble.text())


def test_what_a_newer_program_wrote_is_counted(seat: Seat, hub: Served, qtbot: QtBot) -> None:
    seat.joins(hub.url, hub.code(17, 1))
    seat.waits(seat.is_in_step)
    page = opens_page(seat, qtbot)
    assert not any(one.isVisible() for one in page._facts[-1])  # noqa: SLF001  nothing to tell

    def comes(counter: Any, reply: Any) -> None:
        counter.shop.db.execute("INSERT INTO sync_future(chain, seq) VALUES (x'01', 1)")
        reply.answer = True

    assert seat.kit.desk.lend(comes)
    seat.waits(lambda: seat.standing().kept.later == 1)
    assert all(one.isVisible() for one in page._facts[-1])  # noqa: SLF001
    assert "1 entry was written by a newer program" in page._facts[-1][1].text()  # noqa: SLF001
    assert "newer program" in "\n".join(seat.window.bar.network.at_length())


class Busy(BaseHTTPRequestHandler):
    """A hub that wants to be asked again in an hour."""

    asked: ClassVar[list[str]] = []

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        Busy.asked.append(self.path)
        self.send_response(503)
        self.send_header("Retry-After", "3600")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST = _answer

    def log_message(self, format: str, *args: Any) -> None:
        """It keeps its words to itself."""


@pytest.fixture
def busy() -> Iterator[str]:
    """Its address."""
    Busy.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Busy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_whoever_asks_how_it_stands_need_not_wait_for_the_next_try(
    seat: Seat, hub: Served, qtbot: QtBot, busy: str
) -> None:
    seat.joins(hub.url, hub.code(17, 1))
    seat.waits(seat.is_in_step)
    clerk = Clerk(qtbot, seat.window)
    clerk.signs_in(DESK)
    moves_to(seat, busy)
    seat.waits(lambda: seat.standing().refusal and seat.standing().refusal.rule == "sync.busy")
    before = len(Busy.asked)
    seat.window.act("network")
    seat.waits(lambda: len(Busy.asked) > before)
    assert clerk.window.messages.toast.isVisible()


def test_another_hub_is_not_spoken_to(seat: Seat, hub: Served, tmp_path: Path) -> None:
    seat.joins(hub.url, hub.code(17, 1))
    seat.waits(seat.is_in_step)
    other = Served(tmp_path / "other hub")
    try:
        moves_to(seat, other.url)
        seat.waits(lambda: seat.refused == ["sync.key"])
        assert "does not know this seat" in seat.window.messages.toast.text()
        assert seat.sign() == "Head office: look here"
    finally:
        other.kill()


def fills_disk(seat: Seat, pages: int) -> None:
    """The shop's file may not grow any more, or may again."""

    def limit(counter: Any, reply: Any) -> None:
        (size,) = counter.shop.db.execute("PRAGMA page_count").fetchone()
        counter.shop.db.execute(f"PRAGMA max_page_count = {size + pages}")
        reply.answer = True

    assert seat.kit.desk.lend(limit)


def test_a_full_disk_is_said_and_what_was_not_taken_comes_again(
    desks: Desks, seat: Seat, hub: Served
) -> None:
    other = desks.seat("right")
    for digit, one in ((1, seat), (2, other)):
        one.joins(hub.url, hub.code(17, digit))
        one.waits(one.is_in_step)
    fills_disk(seat, 0)
    came = other.takes_in(MANY)
    while "disk.full" not in seat.refused:  # pages that are there already fill up first
        assert len(other.board()) < MOST
        came = other.takes_in(MANY)
        seat.waits(lambda came=came: "disk.full" in seat.refused or came in seat.board())
    assert seat.sign() == "Disk full"
    fills_disk(seat, 10_000)
    seat.kit.network.sync_now()
    seat.waits(lambda: seat.is_in_step() and seat.board() == other.board() and came in seat.board())


def test_a_damaged_file_about_the_hub_is_said(seat: Seat, hub: Served) -> None:
    seat.joins(hub.url, hub.code(17, 1))
    seat.waits(seat.is_in_step)
    (path,) = (seat.kit.desk.door.home / "hubs").iterdir()
    path.write_text("{")
    seat.waits(lambda: seat.standing().refusal and seat.standing().refusal.rule == "sync.damaged")
