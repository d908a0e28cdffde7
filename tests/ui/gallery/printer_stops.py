"""The printers' page with printers: one open, and which paper goes where."""

from PySide6.QtWidgets import QWidget

from counter.printing.devices.catalogue import Language, Printer, Way
from counter.printing.devices.kept import keep_both
from counter.printing.devices.routes import Route
from tests.ui.robots import Clerk
from ui.screens.settings.printers import PrintersSection
from ui.screens.settings.screen import SettingsScreen

LABELS = Printer(
    name="TE244", language=Language.TSPL, way=Way.FOLDER, address="/var/labels", darkness=8,
    offset_x_mm=0.4, stock_width_mm=60.0, stock_height_mm=40.0,
)  # fmt: skip
TILL = Printer(
    name="TM-T88", language=Language.ESCPOS, way=Way.FOLDER, address="/var/receipts",
    width_dots=576, stock_width_mm=80.0, cuts=True,
)  # fmt: skip
ROUTES = {
    "item_label": Route(printer="TE244"),
    "loss_declaration": Route(printer="TM-T88", size="80mm"),
    "estimate": Route(printer="HP 2035"),
}


def printer_open(clerk: Clerk, _numbers: dict[str, str]) -> QWidget:
    """The first of two printers, once it is known how both are."""
    keep_both(clerk.window.kit.desk.door.home, [LABELS, TILL], ROUTES)
    page = _opened(clerk)
    page.views.choose("printers")
    clerk.waits(lambda: len(page.view.side.list.rows) == 2)
    clerk.waits(lambda: all("…" not in row.state for row in page.view.side.list.rows))
    page.view.show_printer("d:TE244")
    return clerk.window


def paper_routes(clerk: Clerk, numbers: dict[str, str]) -> QWidget:
    """Where papers go; the printer of one of them is gone."""
    printer_open(clerk, numbers)
    _opened(clerk).views.choose("papers")
    return clerk.window


def _opened(clerk: Clerk) -> PrintersSection:
    clerk.window.open("settings", "printers")
    clerk.waits_for_answers()
    shown = clerk.window.screen_named("settings")
    assert isinstance(shown, SettingsScreen)
    page = shown.section()
    assert isinstance(page, PrintersSection)
    clerk.waits(page.is_loaded)
    return page
