"""Two real windows and a hub that is a process: an act at one desk is seen on the other's board,
and after a day without a network both agree.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.sync.test_server import Served, asked
from tests.ui.two_desks import Desks


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Served]:
    made = Served(tmp_path / "hub")
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


def test_two_windows_keep_in_step(desks: Desks, hub: Served) -> None:
    left, right = desks.seat("left"), desks.seat("right")
    for digit, seat in ((1, left), (2, right)):
        assert not seat.window.bar.network.isVisible()  # who works alone has no sign
        seat.joins(hub.url, hub.code(17, digit))
    for seat in (left, right):
        seat.waits(seat.is_in_step)
        assert seat.sign() == "In step"
    first = left.takes_in()
    right.waits(lambda: right.board() == [first])  # nobody has clicked
    second = right.takes_in()
    left.waits(lambda: left.board() == sorted([first, second]))

    for seat in (left, right):  # the other has seen it: that it was signed for may come later
        seat.waits(seat.is_in_step)
    hub.kill()  # the line is cut; the day goes on at both
    days = {first, second}
    for seat in (left, right, left, right):
        days.add(seat.takes_in())
    for seat in (left, right):
        seat.waits(lambda seat=seat: not seat.standing().in_step)
        seat.waits(lambda seat=seat: seat.standing().kept.waiting == 2)
        seat.waits(lambda seat=seat: seat.sign() == "Offline, 2 wait")
    hub.start()
    for seat in (left, right):
        seat.kit.network.sync_now()  # the pause after a failure is over
    for seat in (left, right):
        seat.waits(lambda seat=seat: seat.is_in_step() and seat.board() == sorted(days))
        assert seat.standing().kept.proved_at
    left.waits(lambda: left.digest() == right.digest())

    replica = str(next((right.kit.desk.door.home / "hubs").iterdir()).stem)
    asked("hub", "revoke", "17", replica, "--dir", str(hub.folder))
    right.kit.network.sync_now()
    right.waits(lambda: right.sign() == "Seat revoked")
    assert right.refused == ["sync.revoked"]
    assert "revoked" in right.window.messages.toast.text()
