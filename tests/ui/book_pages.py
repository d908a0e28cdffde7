"""Registers, shelves and till, opened as somebody would find them."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from tests.builders import a_kettle
from tests.desk import DESK, Desk
from tests.ui.robots import Clerk
from ui.dialogs.export import ExportDialog
from ui.screens.registers.screen import RegistersScreen
from ui.screens.shelves.screen import ShelvesScreen
from ui.screens.till.screen import TillScreen


def registers(clerk: Clerk, shop: Desk) -> QWidget:
    shop.hands_back(shop.gives_up(shop.takes_in()))
    shop.ready_to_go(shop.takes_in())
    shop.takes_in(a_kettle(promised_at="2026-11-23T17:00:00+08:00"))
    return _registers(clerk)


def registers_of_receipts(clerk: Clerk, shop: Desk) -> QWidget:
    registers(clerk, shop)
    return _registers(clerk, "receipts")


def registers_of_the_day(clerk: Clerk, shop: Desk) -> QWidget:
    registers(clerk, shop)
    return _registers(clerk, "day")


def registers_wrong(clerk: Clerk, shop: Desk) -> QWidget:
    _registers(clerk)
    screen = clerk.window.current()
    assert isinstance(screen, RegistersScreen)
    screen.items.begin.setText("13-13")
    screen.items.reload()
    return clerk.window


def registers_empty(clerk: Clerk, shop: Desk) -> QWidget:
    return _registers(clerk)


def export(clerk: Clerk, shop: Desk) -> QWidget:
    registers(clerk, shop)
    screen = clerk.window.current()
    assert isinstance(screen, RegistersScreen)
    screen.export()
    clerk.waits(lambda: isinstance(QApplication.activeModalWidget(), ExportDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ExportDialog)
    dialog.folder.setText("/1")
    dialog.name.setText("1.xlsx")
    return dialog


def shelves(clerk: Clerk, shop: Desk) -> QWidget:
    for shelf in ("A-01", "A-02"):
        shop.do("move_item", DESK, number=shop.takes_in().case, to="SHELF", shelf=shelf)
    shop.do("take_stock_of_shelf", DESK, shelf="A-02", found=[])
    clerk.signs_in(DESK)
    clerk.window.go("shelves")
    clerk.waits_for_answers()
    return clerk.window


def shelves_counting(clerk: Clerk, shop: Desk) -> QWidget:
    shelves(clerk, shop)
    screen = clerk.window.current()
    assert isinstance(screen, ShelvesScreen)
    screen.aside.open_mode("count")
    for row in shop.rows("customer_item"):
        screen.scanned(row["number"])
    screen.scanned("1")
    return clerk.window


def till(clerk: Clerk, shop: Desk) -> QWidget:
    shop.ready_to_go(shop.takes_in())
    clerk.signs_in(DESK)
    clerk.window.go("till")
    clerk.waits_for_answers()
    screen = clerk.window.current()
    assert isinstance(screen, TillScreen)
    screen.drawer.counted.setText("12")
    return clerk.window


def till_empty(clerk: Clerk, shop: Desk) -> QWidget:
    clerk.signs_in(DESK)
    clerk.window.go("till")
    clerk.waits_for_answers()
    return clerk.window


def _registers(clerk: Clerk, book: str = "items") -> QWidget:
    if clerk.window.reception.panel.isVisible():
        clerk.signs_in(DESK)
    clerk.window.go("registers")
    screen = clerk.window.current()
    assert isinstance(screen, RegistersScreen)
    screen.books.choose(book)
    clerk.waits_for_answers()
    return clerk.window


BOOK_PAGES: dict[str, Callable[[Clerk, Desk], QWidget]] = {
    page.__name__: page
    for page in (
        registers,
        registers_of_receipts,
        registers_of_the_day,
        registers_wrong,
        registers_empty,
        export,
        shelves,
        shelves_counting,
        till,
        till_empty,
    )
}
