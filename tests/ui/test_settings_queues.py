"""Printers that the system has are listed, tried and described, over a CUPS server of its own."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from counter.printing.devices.catalogue import Language, Way
from counter.printing.devices.kept import kept_printers, kept_routes
from counter.printing.devices.routes import Route
from counter.printing.forms.test_page import CODE
from tests.desk import MANAGER, Desk
from tests.printing import reading
from tests.printing.devices.cups_server import CupsServer, missing
from tests.printing.devices.printer_9100 import Manner, Printer9100
from tests.ui.printer_hands import presses_on, printers, row_of, waits
from tests.ui.robots import Clerk
from tests.ui.test_settings import saves, tabs_to

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it is set up as Linux has it")
DOWN, RIGHT, ENTER = Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return


@pytest.fixture
def laser() -> Iterator[Printer9100]:
    with Printer9100(Manner()) as there:
        yield there


@pytest.fixture
def cups(monkeypatch: pytest.MonkeyPatch, laser: Printer9100) -> Iterator[CupsServer]:
    """A server with one queue and a driver; the window finds it as it would find the system's."""
    assert not missing(), "install it: sudo apt-get install cups-daemon cups-client"
    with CupsServer() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        server.add_queue("Laser", laser.address, *server.small_driver())
        yield server


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_printer_of_the_system_is_tried_routed_and_described(
    language: str, cups: CupsServer, laser: Printer9100, open_window, shop: Desk
):
    manager: Clerk = open_window(language)
    manager.signs_in(MANAGER)
    home: Path = shop.counter.shop.folder.parent / "home"
    page = printers(manager)
    waits(manager, lambda: "Laser" in row_of(page, "Laser"))
    tabs_to(manager, page.view.side.list)
    manager.presses(DOWN, ENTER)
    foreign = page.view.foreign
    manager.waits_for_focus(foreign.page)
    manager.presses(Qt.Key.Key_Space)
    waits(manager, lambda: not foreign.is_busy())
    assert foreign.outcome.isVisible()
    waits(manager, lambda: b"%%EOF" in bytes(laser.got)[-64:])
    (picture,) = reading.burnt(bytes(laser.got), 203.2)
    assert ("square", CODE) in reading.codes_of(picture)

    cups.call("cupsdisable", "Laser")
    presses_on(manager, page.view.side.again)
    paused = "已暂停" if language == "zh_CN" else "paused"
    waits(manager, lambda: paused in row_of(page, "Laser"))

    tabs_to(manager, page.views)
    manager.presses(RIGHT)
    tabs_to(manager, page.papers.printers["item_receipt"])
    manager.presses(DOWN)
    waits(manager, lambda: kept_routes(home) == {"item_receipt": Route(printer="Laser")})
    tabs_to(manager, page.views)
    manager.presses(Qt.Key.Key_Left)
    page.view.show_printer("s:Laser")
    presses_on(manager, foreign.describe)
    manager.waits_for_focus(page.view.page.form.name)
    saves(manager)
    waits(manager, lambda: page.view.open_key == "d:Laser")
    (kept,) = kept_printers(home)
    assert (kept.language, kept.way, kept.address) == (Language.DRIVER, Way.QUEUE, "Laser")
    assert [row.key for row in page.view.side.list.rows] == ["d:Laser"]
