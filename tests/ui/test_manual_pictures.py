"""The pictures of README and manual are drawn by this test and cannot go stale.

`pytest tests/ui --approve` takes what is drawn now. Compared by the tile of 16 pixels, with the
bundled type, so that a driver's rounding is no difference and another word is.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter.demo import make_demo
from tests.conftest import FAILURES
from tests.desk import moment
from tests.printing.reading import tiles
from tests.ui.conftest import close, furnished_window
from tests.ui.robots import Clerk
from ui.start import Start

PICTURES = Path(__file__).resolve().parents[2] / "resources" / "manual"
NOW = moment("2026-11-22 14:30")
STILL_MS = 400
TOLERANCE = 30  # of 255, mean of a tile
SCREENS = {"board": "board", "check-in": "check_in", "hand-back": "hand_back"}


def say_nothing(_done: int, _of: int) -> None:
    """Thirty cases are made too fast to speak of."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo shop on its day, the same every time."""
    folder = tmp_path_factory.mktemp("demo")
    make_demo(folder / "shop", folder / "home", 30, today="2026-11-22", progress=say_nothing)
    return folder


@pytest.fixture
def clerk(
    application: QApplication, demo: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Clerk]:
    """The front desk at the demo shop's window."""
    monkeypatch.setenv("COUNTER_HOME", str(demo / "home"))
    asked = argparse.Namespace(shop=demo / "shop", lang="zh_CN", theme="light", touch=False)
    start = Start(application, asked, clock=lambda: NOW)
    start.open()
    clerk = Clerk(qtbot, furnished_window(start, qtbot))
    clerk.signs_in("1001")
    yield clerk
    close(start)


def test_pictures_are_those_of_the_program(clerk: Clerk, qtbot: QtBot, approving: bool) -> None:
    clerk.window.resize(1366, 728)
    for name, screen in SCREENS.items():
        clerk.window.go(screen)
        qtbot.waitUntil(lambda: not clerk.window.kit.desk.is_busy())
        QApplication.processEvents()
        drawn = settled(clerk, qtbot)
        path = PICTURES / f"{name}.png"
        if approving:
            PICTURES.mkdir(exist_ok=True)
            assert drawn.save(str(path))
        with Image.open(path) as picture:
            approved = np.asarray(picture.convert("L"))
        fresh = grey(drawn)
        assert fresh.shape == approved.shape, name
        apart = tiles(fresh, approved)
        if apart.max() > TOLERANCE:
            FAILURES.mkdir(parents=True, exist_ok=True)
            drawn.save(str(FAILURES / path.name))
            row, column = np.unravel_index(apart.argmax(), apart.shape)
            pytest.fail(f"{path.name}: {apart.max():.0f} at {column * 16}, {row * 16}")


def settled(clerk: Clerk, qtbot: QtBot) -> QImage:
    """The window once it has stopped changing: the slip is drawn a moment after the form."""
    seen: list[QImage] = []

    def stands_still() -> bool:
        qtbot.wait(STILL_MS)
        seen.append(clerk.window.grab().toImage())
        return len(seen) > 1 and seen[-1] == seen[-2]

    qtbot.waitUntil(stands_still, timeout=10_000)
    return seen[-1]


def grey(image: QImage) -> npt.NDArray[np.uint8]:
    """A picture of the window as grey pixels."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1)
    colours = rows[:, : plain.width() * 3].reshape(plain.height(), plain.width(), 3)
    return np.asarray(Image.fromarray(colours).convert("L"))
