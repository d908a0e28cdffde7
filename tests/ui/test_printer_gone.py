"""The printer that was set is gone: the work is kept, it is said what to do, and each paper waits
in the queue until it is printed, once.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from counter.printing.devices.kept import keep_routes
from counter.printing.devices.routes import AS_PDF, Route
from tests.builders import a_fan, a_kettle
from tests.desk import DESK, SUPERVISOR, Case, Desk
from tests.ui.case_pages import case_screen, settlement_screen
from tests.ui.robots import Clerk
from tests.ui.test_check_in import fill_in
from ui.dialogs.print_queue import PrintQueueDialog
from ui.screens.settings.printers import PAPERS

ENTER, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Space
GONE = "Laser in the back room"
STATEMENT, RECEIPT = "settlement_statement", "item_receipt"
Work = Callable[[Clerk, Desk], set[str]]


def sets_printer(clerk: Clerk, name: str) -> None:
    home = clerk.window.kit.desk.door.home
    keep_routes(home, {form: Route(printer=name) for form in PAPERS})


def without_accessories() -> dict[str, object]:
    return a_kettle(accessories=(), no_accessories=True)


def scans_receipt(clerk: Clerk, case: Case) -> None:
    clerk.scans(case.receipt)
    clerk.waits(lambda: bool(clerk.hand_back().ready.panels))


def takes_in(clerk: Clerk, shop: Desk) -> set[str]:
    fill_in(clerk, kind="kettle")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(shop.rows("customer_item")) == 1)
    return {RECEIPT, "repair_card", "item_label", "accessory_label"}


def hands_back(clerk: Clerk, shop: Desk) -> set[str]:
    case = shop.ready_to_go(shop.takes_in(without_accessories()))
    scans_receipt(clerk, case)
    clerk.hand_back().ready.signed.setFocus()
    clerk.presses(SPACE)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: shop.status(case) == "CLOSED")
    return {STATEMENT}


def hands_one_of_two_back(clerk: Clerk, shop: Desk) -> set[str]:
    first, second = shop.checks_in(without_accessories(), a_fan())
    shop.ready_to_go(first)
    scans_receipt(clerk, first)
    clerk.sees("本次交还")
    clerk.hand_back().ready.signed.setFocus()
    clerk.presses(SPACE)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: shop.status(first) == "CLOSED")
    assert shop.status(second) != "CLOSED"
    return {STATEMENT, RECEIPT}


def prints_before_handing_back(clerk: Clerk, shop: Desk) -> set[str]:
    case = shop.mends(shop.takes_in(without_accessories()))
    shop.settles(case)
    scans_receipt(clerk, case)
    clerk.hand_back().ready.statement.setFocus()
    clerk.presses(SPACE)
    return {STATEMENT}


def settles(clerk: Clerk, shop: Desk) -> set[str]:
    case = shop.mends(shop.takes_in())
    clerk.window.open("settlement", case.case)
    clerk.waits(lambda: bool(settlement_screen(clerk).rows))
    clerk.waits_for_answers()
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(shop.rows("settlement")) == 1)
    return {STATEMENT}


def reprints(place: int, form: str) -> Work:
    """A paper of the case page, once more."""

    def printed(clerk: Clerk, shop: Desk) -> set[str]:
        case = shop.mends(shop.takes_in())
        shop.settles(case)
        clerk.window.open("case", case.case)
        screen = case_screen(clerk)
        clerk.waits(lambda: len(screen.aside.papers.tiles) > place)
        clerk.waits_for_answers()
        screen.aside.papers.tiles[place].setFocus()
        clerk.presses(SPACE)
        clerk.waits(lambda: screen.papers.preview_dialog is not None)
        preview = screen.papers.preview_dialog
        assert preview is not None
        preview.print_button.setFocus()
        clerk.presses(SPACE)
        clerk.waits(lambda: screen.papers.dialog is not None)
        dialog = screen.papers.dialog
        assert dialog is not None
        clerk.waits_for_focus(dialog)
        dialog.reasons.start()
        clerk.types("1")
        clerk.presses(ENTER, ctrl=True)
        clerk.waits(lambda: screen.papers.dialog is None)
        clerk.turns_to_the_window()
        return {form}

    return printed


WORKS: dict[str, Work] = {
    "check_in": takes_in,
    "hand_back": hands_back,
    "hand_back_one_of_two": hands_one_of_two_back,
    "statement": prints_before_handing_back,
    "settlement": settles,
    "reprint_receipt": reprints(0, RECEIPT),
    "reprint_card": reprints(1, "repair_card"),
    "reprint_item_label": reprints(2, "item_label"),
    "reprint_accessories": reprints(3, "accessory_label"),
    "reprint_statement": reprints(4, STATEMENT),
}


def files(shop: Desk) -> list[Path]:
    return sorted((shop.counter.shop.folder / "papers").glob("*.pdf"))


def asks_for_left_papers(clerk: Clerk) -> None:
    """By the keys of whoever has no mouse."""
    clerk.presses(Qt.Key.Key_K, ctrl=True)
    palette = clerk.window.overlays.palette
    assert palette is not None
    clerk.waits_for_focus(palette.field)
    clerk.writes("打印队列")
    clerk.presses(ENTER)


@pytest.mark.parametrize("name", WORKS)
def test_a_paper_waits_for_its_printer_and_is_printed_once(name: str, open_window, shop: Desk):
    clerk: Clerk = open_window()
    clerk.signs_in(SUPERVISOR if "reprint" in name else DESK)
    sets_printer(clerk, GONE)
    forms = WORKS[name](clerk, shop)
    clerk.sees("等着打印")
    assert GONE in clerk.window.messages.toast.text()
    clerk.waits_for_answers()
    made = [row for row in shop.rows("print_job") if row["form"] in forms]
    waiting = [row for row in made if row["status"] == "QUEUED"]
    assert {row["form"] for row in waiting} == forms
    assert files(shop) == []

    sets_printer(clerk, AS_PDF)  # another one is chosen in the settings
    left = clerk.window.messages.left
    asks_for_left_papers(clerk)
    clerk.waits(lambda: left.dialog is not None and left.dialog.isActiveWindow())
    assert isinstance(left.dialog, PrintQueueDialog)
    clerk.printed.clear()
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: left.dialog is None)
    clerk.turns_to_the_window()
    clerk.waits(lambda: {row["status"] for row in shop.rows("print_job")} == {"PRINTED"})
    sheets = sum(one.papers for one in clerk.printed)
    assert sheets == sum(_sheets(row) for row in shop.rows("print_job"))
    assert {path.name.split("-")[0] for path in files(shop)} >= forms

    asks_for_left_papers(clerk)
    clerk.waits(lambda: left.dialog is not None and left.dialog.isActiveWindow())
    assert left.dialog is not None
    assert "没有等待的单据" in left.dialog.empty.text()
    clerk.presses(Qt.Key.Key_Escape)
    clerk.waits(lambda: left.dialog is None)
    clerk.turns_to_the_window()
    assert sum(one.papers for one in clerk.printed) == sheets
    assert QApplication.activeModalWidget() is None


def test_a_register_page_that_is_in_no_queue_lies_in_the_folder(open_window, shop: Desk):
    shop.takes_in()
    clerk = open_window()
    clerk.signs_in(DESK)
    sets_printer(clerk, GONE)
    clerk.presses(Qt.Key.Key_F9)
    screen = clerk.window.screen_named("registers")
    clerk.waits(screen.isVisible)
    screen.books.choose("day")
    clerk.waits_for_answers()
    screen.day.print.setFocus()
    clerk.presses(SPACE)
    clerk.sees("已存为 PDF")
    assert [path.name.split("-")[0] for path in files(shop)] == ["item_register"]


def test_who_signs_in_next_is_told_of_what_waits(open_window, shop: Desk):
    clerk = open_window()
    clerk.signs_in(DESK)
    sets_printer(clerk, GONE)
    takes_in(clerk, shop)
    clerk.sees("等着打印")
    clerk.waits_for_answers()
    clerk.window.lock()
    clerk.signs_in(SUPERVISOR)
    clerk.waits(clerk.window.messages.left.is_offered)
    statuses = Counter(row["status"] for row in shop.rows("print_job"))
    assert set(statuses) == {"QUEUED"}


def _sheets(row: dict[str, int]) -> int:
    """The copies of a receipt and of a statement are sheets of their own."""
    return row["copies"] if row["form"] in (RECEIPT, STATEMENT) else 1
