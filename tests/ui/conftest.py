"""A window over a real shop, and hands to work it."""

import argparse
import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.desk import DAY, Desk, moment, opened, reopened
from tests.ui.gallery.shops import make_shops
from tests.ui.robots import Clerk
from ui.fonts import load_fonts
from ui.start import Start
from ui.theme import RESOURCES, Theme
from ui.window import Window

MONDAY = moment("2026-11-23 09:00")


@pytest.fixture(scope="session")
def application(qapp: QApplication) -> QApplication:
    """The application with the bundled type: widths are the same on every machine."""
    load_fonts(RESOURCES / "fonts")
    return qapp


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[QWidget], None]:
    """Shows a widget as the active window, so that it can have the focus."""

    def shown(widget: QWidget) -> None:
        qtbot.addWidget(widget)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()

    return shown


@pytest.fixture
def theme(application: QApplication, tmp_path: Path) -> Iterator[Theme]:
    theme = Theme(application, "light", scratch=tmp_path)
    yield theme
    theme.deleteLater()


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with its people, closed; every test works on a copy of it."""
    folder = tmp_path_factory.mktemp("furnished")
    with opened(folder, MONDAY - DAY):
        pass
    return folder


@pytest.fixture(scope="session")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A busy shop and an empty one, closed; every walk through the window copies them."""
    folder = tmp_path_factory.mktemp("shops")
    make_shops(folder)
    return folder


@pytest.fixture
def shop(furnished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The shop without its window: what the bench does meanwhile."""
    folder = tmp_path / "counter"
    shutil.copytree(furnished, folder)
    monkeypatch.setenv("COUNTER_HOME", str(folder / "home"))
    with reopened(folder, MONDAY) as desk:
        yield desk


@pytest.fixture
def program(application: QApplication, shop: Desk) -> Iterator[Callable[..., Start]]:
    """Starts the program on the shop, in a language and a scheme."""
    started: list[Start] = []
    gc.freeze()  # what is there by now stays: only what the window makes is looked through

    def begun(language: str = "zh_CN", scheme: str = "light", *, touch: bool = False) -> Start:
        options = argparse.Namespace(
            shop=shop.counter.shop.folder, lang=language, theme=scheme, touch=touch
        )
        started.append(Start(application, options, clock=shop.counter.clock))
        started[-1].open()
        return started[-1]

    yield begun
    for start in started:
        close(start)


@pytest.fixture
def open_window(program: Callable[..., Start], qtbot: QtBot) -> Iterator[Callable[..., Clerk]]:
    """Opens the shop's window with nobody signed in, as `program` does."""
    clerks: list[Clerk] = []

    def opened(*args: str, **more: bool) -> Clerk:
        clerks.append(Clerk(qtbot, furnished_window(program(*args, **more), qtbot)))
        return clerks[-1]

    yield opened
    assert [fault for clerk in clerks for fault in clerk.faults] == []


@pytest.fixture
def clerk(open_window: Callable[..., Clerk]) -> Clerk:
    """The front desk, signed in, at the Chinese window."""
    clerk = open_window()
    clerk.signs_in("1001")
    return clerk


def furnished_window(start: Start, qtbot: QtBot) -> Window:
    """The window of a program, active, with all that follows its first paint."""
    window = start.window
    assert isinstance(window, Window)
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.waitUntil(lambda: window.is_furnished)
    return window


def close(start: Start) -> None:
    """End what the program ends when it quits, and let Qt delete what it was told to."""
    if not isValid(start):
        return
    start.close()
    if start.window is not None and isValid(start.window):
        start.window.close()
        start.window.deleteLater()
        start.window = None
    start.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
