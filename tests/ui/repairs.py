"""Whoever works on a repair at the window: the technician at the bench, then the supervisor."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from tests.desk import SUPERVISOR, TECHNICIAN, Case
from tests.ui.robots import Clerk
from ui.screens.bench.screen import BenchScreen
from ui.screens.inspection.screen import InspectionScreen
from ui.widgets.ticks import Tick

Opener = Callable[..., Clerk]


def sits_at_bench(open_window: Opener, language: str = "zh_CN") -> Clerk:
    """Sign in and go to the bench."""
    return _sits_down(open_window(language), TECHNICIAN, Qt.Key.Key_F5)


def sits_at_inspection(open_window: Opener, language: str = "zh_CN") -> Clerk:
    """Sign in and go to what waits for inspection."""
    return _sits_down(open_window(language), SUPERVISOR, Qt.Key.Key_F6)


def bench(clerk: Clerk) -> BenchScreen:
    """The bench."""
    screen = clerk.window.screen_named("bench")
    assert isinstance(screen, BenchScreen)
    return screen


def inspection(clerk: Clerk) -> InspectionScreen:
    """The supervisor's desk."""
    screen = clerk.window.screen_named("inspection")
    assert isinstance(screen, InspectionScreen)
    return screen


def works_on(clerk: Clerk, case: Case) -> None:
    """Scan a card at the bench and wait until its clock runs."""
    clerk.scans(case.card)
    clerk.waits(bench(clerk).page.footer.pause.isVisible)
    clerk.waits_for_answers()


def inspects(clerk: Clerk, case: Case) -> InspectionScreen:
    """Scan a card at the supervisor's desk and wait until its points are there."""
    clerk.scans(case.card)
    desk = inspection(clerk)
    clerk.waits(lambda: desk.verdict.isVisible() and bool(desk.checks.ticks))
    clerk.waits_for_answers()
    return desk


def points(desk: InspectionScreen) -> list[Tick]:
    """All that is to be ticked before a repair passes."""
    unneeded = [desk.values.unneeded] if desk.values.unneeded.isVisible() else []
    return [*unneeded, *desk.checks.ticks.values()]


def _sits_down(clerk: Clerk, code: str, place: Qt.Key) -> Clerk:
    clerk.signs_in(code)
    clerk.presses(place)
    clerk.waits_for_answers()
    return clerk
