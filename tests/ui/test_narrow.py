"""In the smallest window nothing scrolls to the side: what is least important is left out."""

import pytest

from tests.desk import DESK, MANAGER, Desk
from tests.ui.pages import PAGES
from tests.ui.robots import Clerk
from ui.screens.settings.screen import SECTIONS
from ui.theme import Theme
from ui.widgets.ledger import Column, Ledger
from ui.window import SMALLEST

BOOKS = ("registers", "registers_of_receipts", "registers_of_the_day", "shelves", "till")
PLACES = (
    *(*BOOKS, "shelves_counting", "case", "case_details", "case_out", "customer_file"),
    *("bench_empty", "bench_diagnosis", "bench_repair", "inspection"),
    *("check_in_known", "hand_back_ready", "settlement"),
)
COLUMNS = (
    Column("when", 60),
    Column("what", 0),
    Column("who", 80, spare=2),
    Column("note", 90, spare=1),
    Column("sum", 70, is_figure=True),
)


@pytest.mark.parametrize("name", PLACES)
def test_nothing_scrolls_to_the_side_in_the_smallest_window(name: str, open_window, shop: Desk):
    clerk: Clerk = open_window("en")
    if name == "till":
        shop.do("count_till", DESK, counted_fen=600, note="found under the drawer")
    PAGES[name](clerk, shop)
    clerk.window.resize(*SMALLEST)
    clerk.settles()
    clerk.waits(lambda: clerk.window.body.width() <= clerk.window.width())
    tables = [one for one in clerk.window.findChildren(Ledger) if one.isVisible()]
    assert bool(tables) == (name in BOOKS or name == "shelves_counting")
    for table in tables:
        assert table.horizontalScrollBar().maximum() == 0, table.accessibleName()


def test_no_section_of_the_settings_scrolls_to_the_side(open_window):
    clerk: Clerk = open_window("en")
    clerk.signs_in(MANAGER)
    clerk.window.resize(*SMALLEST)
    for section in SECTIONS:
        clerk.window.open("settings", section.name)
        clerk.settles()
        clerk.waits(lambda: clerk.window.body.width() <= clerk.window.width())


def test_a_wide_section_that_was_left_does_not_keep_the_window_wide(open_window):
    clerk: Clerk = open_window("en")
    clerk.signs_in(MANAGER)
    for name in ("kinds", "parts"):
        clerk.window.open("settings", name)
        clerk.settles()
    clerk.window.resize(*SMALLEST)
    clerk.settles()
    clerk.waits(lambda: clerk.window.body.width() <= clerk.window.width())


def shown(table: Ledger) -> list[str]:
    return [one.name for n, one in enumerate(COLUMNS) if not table.isColumnHidden(n)]


def test_the_least_important_column_goes_first_and_comes_back_as_it_was(theme: Theme, show):
    table = Ledger(theme, COLUMNS)
    told: list[list[int]] = []
    table.resized.connect(told.append)
    table.resize(500, 200)
    show(table)
    assert shown(table) == ["when", "what", "who", "note", "sum"]
    table.setColumnWidth(3, 120)  # somebody moved a border
    assert told[-1][3] == 120
    for width, names in (
        (380, ["when", "what", "who", "sum"]),
        (240, ["when", "what", "sum"]),
        (500, ["when", "what", "who", "note", "sum"]),
    ):
        table.resize(width, 200)
        assert shown(table) == names
    assert table.columnWidth(3) == 120
    assert told[-1][3] == 120
    table.leave_out({2})
    assert shown(table) == ["when", "what", "note", "sum"]
