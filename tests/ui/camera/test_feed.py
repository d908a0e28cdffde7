"""Pictures come to the window one at a time, and from one camera at a time."""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from tests.cameras import NetworkCamera, a_label, held
from tests.ui.robots import Clerk
from ui.camera.feed import MOST_A_SECOND, Feed, Seen, feed_of

BUSY_S = 0.6


@pytest.fixture
def other_camera() -> Iterator[NetworkCamera]:
    camera = NetworkCamera()
    yield camera
    camera.close()


@pytest.fixture
def feed(clerk: Clerk) -> Iterator[Feed]:
    feed = feed_of(clerk.window.kit)
    yield feed
    feed.end()
    assert feed.is_idle()


@pytest.fixture
def seen(feed: Feed) -> list[Seen]:
    came: list[Seen] = []
    feed.seen.connect(came.append)
    return came


def test_a_busy_window_is_not_flooded(
    feed: Feed, seen: list[Seen], camera: NetworkCamera, qtbot: QtBot
):
    feed.open(camera.address, reads=False)
    qtbot.waitUntil(lambda: len(seen) >= 2)
    before = len(seen)
    time.sleep(BUSY_S)  # the window does something else; the camera goes on
    QCoreApplication.processEvents()
    assert len(seen) - before <= 1


def test_pictures_come_no_faster_than_they_are_looked_at(
    feed: Feed, seen: list[Seen], camera: NetworkCamera, qtbot: QtBot
):
    feed.open(camera.address, reads=False)  # it gives 25 in a second
    qtbot.waitUntil(lambda: bool(seen))
    before, began = len(seen), time.monotonic()
    qtbot.wait(1000)
    most = MOST_A_SECOND * (time.monotonic() - began) + 1
    assert 1 < len(seen) - before <= most


def test_one_camera_is_let_go_before_another_is_opened(
    feed: Feed, seen: list[Seen], camera: NetworkCamera, other_camera: NetworkCamera, qtbot: QtBot
):
    feed.open(camera.address, reads=False)
    qtbot.waitUntil(lambda: bool(seen))
    feed.open(other_camera.address, reads=False)
    seen.clear()
    qtbot.waitUntil(lambda: bool(seen))
    qtbot.waitUntil(lambda: (camera.viewers, other_camera.viewers) == (0, 1))


def test_pictures_fit_where_they_are_shown(
    feed: Feed, seen: list[Seen], camera: NetworkCamera, qtbot: QtBot
):
    camera.shows(held(a_label("X1")))
    feed.make_room(400, 400)
    feed.open(camera.address, reads=False)
    qtbot.waitUntil(lambda: bool(seen))
    assert (seen[0].image.width(), seen[0].image.height()) == (400, 225)


def test_what_came_before_it_was_closed_is_not_told(
    feed: Feed, seen: list[Seen], camera: NetworkCamera, qtbot: QtBot
):
    feed.open(camera.address, reads=False)
    qtbot.waitUntil(lambda: bool(seen))
    time.sleep(0.2)  # one more waits for the window
    feed.close()
    seen.clear()
    qtbot.wait(50)
    assert seen == []
