"""A paper is sent to a printer in the settings; with the next check-in it comes out there."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from counter.printing.devices.kept import keep_printers, kept_routes
from counter.printing.devices.routes import AS_PDF, Route
from tests.desk import DESK, MANAGER, Desk
from tests.printing import reading
from tests.printing.devices.burning import TsplPrinter
from tests.printing.devices.described import described
from tests.printing.devices.printer_9100 import Manner, Printer9100
from tests.ui.printer_hands import LABELS, printers, waits
from tests.ui.robots import Clerk
from tests.ui.test_check_in import fill_in
from tests.ui.test_settings import tabs_to
from ui.screens.settings.paper_routes import PaperRoutes

DOWN, END, RIGHT = Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Right


def sends(clerk: Clerk, papers: PaperRoutes, form: str, key: Qt.Key) -> None:
    tabs_to(clerk, papers.printers[form])
    clerk.presses(key)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_label_comes_out_of_the_printer_it_was_sent_to(language: str, open_window, shop: Desk):
    home: Path = shop.counter.shop.folder.parent / "home"
    with Printer9100(Manner("TSPL")) as there:
        keep_printers(home, [described("TSPL", there.address, name="labels", **LABELS)])
        clerk: Clerk = open_window(language)
        clerk.signs_in(MANAGER)
        page = printers(clerk)
        tabs_to(clerk, page.views)
        clerk.presses(RIGHT)
        sends(clerk, page.papers, "item_label", DOWN)
        for form in ("item_receipt", "repair_card", "accessory_label"):
            sends(clerk, page.papers, form, END)
        waits(clerk, lambda: len(kept_routes(home)) == 4)
        assert kept_routes(home)["item_label"] == Route(printer="labels")
        assert kept_routes(home)["item_receipt"] == Route(printer=AS_PDF)
        clerk.window.lock()
        clerk.signs_in(DESK)
        there.got.clear()
        fill_in(clerk, kind="kettle")
        clerk.presses(Qt.Key.Key_Return, ctrl=True)
        waits(clerk, lambda: {row["status"] for row in shop.rows("print_job")} == {"PRINTED"})
        (label,) = TsplPrinter().feed(bytes(there.got))
        number = next(
            row["number"] for row in shop.rows("print_job") if row["form"] == "item_label"
        )
        assert reading.codes_of(label) == [("bars", number), ("square", number)]
