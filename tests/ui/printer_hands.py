"""Hands at the printers' page of the settings."""

import contextlib
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.exceptions import TimeoutError as Waited

from counter.printing.forms.test_page import CODE
from tests.ui.gallery import flaws
from tests.ui.robots import Clerk
from tests.ui.test_settings import opens, tabs_to
from ui.screens.settings.printers import PrintersSection

CODES = [("bars", CODE), ("square", CODE)]
PATIENCE_MS = 30_000  # a printer may take its time
LABELS: dict[str, Any] = {"stock_width_mm": 60.0, "stock_height_mm": 40.0}


def printers(clerk: Clerk) -> PrintersSection:
    """The open section, with every printer asked how it is."""
    page = opens(clerk, "printers")
    waits(clerk, lambda: page.system is not None and page.is_loaded())
    clerk.waits_for_answers()
    return page


def waits(clerk: Clerk, condition: object) -> None:
    clerk.qtbot.waitUntil(condition, timeout=PATIENCE_MS)


def presses_on(clerk: Clerk, button: QWidget) -> None:
    tabs_to(clerk, button)
    clerk.presses(Qt.Key.Key_Space)


def tries(clerk: Clerk, page: PrintersSection) -> str:
    """Print a test page and wait for what came of it."""
    trial = page.view.page.trial
    presses_on(clerk, trial.page)
    waits(clerk, lambda: not trial.is_busy())
    assert clerk.focus() is trial.page
    assert trial.outcome.isVisible()
    return trial.outcome.text()


def stands(clerk: Clerk, screen: QWidget) -> None:
    """Nothing is cut, hidden or nameless, once all has found its place."""
    with contextlib.suppress(Waited):
        clerk.qtbot.waitUntil(lambda: not list(flaws.found(screen, whole=False)), timeout=1500)
    assert list(flaws.found(screen, whole=False)) == []


def row_of(page: PrintersSection, name: str) -> str:
    """What the list tells of a printer."""
    return next((row.spoken() for row in page.view.side.list.rows if row.name == name), "")


def wears(page: PrintersSection) -> set[str]:
    """The numbers and ticks that the form asks for."""
    form = page.view.page.form
    shown = {name for name, field in form.fields.items() if field.isVisible()}
    return shown | {name for name, tick in form.ticks.items() if tick.isVisible()}
