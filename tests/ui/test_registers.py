"""The registers by keys alone: leafed through, narrowed, opened, in both languages."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.builders import a_customer, a_kettle
from tests.desk import HOUR, Case, Desk
from tests.storage import made_up
from tests.ui.robots import Clerk
from ui.screens.registers.screen import RegistersScreen
from ui.widgets.day_edit import read_day

ENTER, TAB, ESC = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape
TODAY = date(2026, 11, 23)


def registers(clerk: Clerk) -> RegistersScreen:
    screen = clerk.window.screen_named("registers")
    assert isinstance(screen, RegistersScreen)
    return screen


def opens(clerk: Clerk) -> RegistersScreen:
    clerk.presses(Qt.Key.Key_F9)
    screen = registers(clerk)
    clerk.waits(screen.isVisible)
    clerk.waits_for_answers()
    return screen


def lines(screen: RegistersScreen) -> list[object]:
    return [entry.subject for entry in screen.page().ledger.ledger.entries]


@pytest.fixture
def cases(shop: Desk) -> list[Case]:
    """Three kettles; the first went home, the second is ready."""
    cases = [
        shop.takes_in(
            a_kettle(unit={"kind": "kettle", "model": f"SW-{n}", "serial": f"YS{n}77"}),
            a_customer(phone=f"1380000000{n}"),
        )
        for n in range(3)
    ]
    shop.hands_back(shop.gives_up(cases[0]))
    shop.ready_to_go(cases[1])
    return cases


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_lines_are_narrowed_and_opened_by_keys(language, open_window, shop: Desk, cases):
    clerk = open_window(language)
    clerk.signs_in("1001")
    screen = opens(clerk)
    wanted: list[tuple[str, object]] = []
    screen.wants.connect(lambda name, subject: wanted.append((name, subject)))
    assert lines(screen) == [case.case for case in reversed(cases)]
    clerk.waits_for_focus(screen.items.ledger)
    clerk.presses(Qt.Key.Key_Down, ENTER)
    assert wanted == [("case", cases[1].case)]
    opens(clerk)
    screen.items.text.setFocus()
    clerk.types("sw-0")
    clerk.presses(ENTER)
    clerk.waits(lambda: lines(screen) == [cases[0].case])
    clerk.presses(ESC)
    clerk.waits(lambda: len(lines(screen)) == 3)
    screen.items.chips.start()
    clerk.types("4")  # ready
    clerk.waits(lambda: lines(screen) == [cases[1].case])


def test_a_wrong_day_is_said_and_kept(clerk: Clerk, cases):
    screen = opens(clerk)
    screen.items.begin.setFocus()
    clerk.types("33-44")
    clerk.presses(ENTER)
    clerk.sees("这不是日期，请写成 2026-11-21 或 11-21。")
    assert screen.items.begin.text() == "33-44"
    assert len(lines(screen)) == 3
    clerk.types("1122")
    clerk.presses(ENTER)
    clerk.waits(lambda: screen.items.begin.text() == "2026-11-22")
    screen.items.end.setFocus()
    clerk.types("1121")
    clerk.presses(ENTER)
    clerk.sees("期间的结束早于开始。请对调。")


def test_a_scan_into_the_field_to_look_for_opens_what_was_scanned(clerk: Clerk, cases):
    screen = opens(clerk)
    screen.items.text.setFocus()
    clerk.types("sw")
    clerk.scans(cases[1].receipt)
    clerk.waits(lambda: bool(clerk.hand_back().ready.panels))
    assert screen.items.text.text() == "sw"
    opens(clerk)
    screen.items.kind.setFocus()
    clerk.scans(cases[1].receipt)
    assert screen.items.kind.code() == ""


def test_receipts_and_days_are_leafed_through(clerk: Clerk, cases, shop: Desk):
    screen = opens(clerk)
    screen.books.segments["items"].setFocus()
    clerk.presses(Qt.Key.Key_Right)
    clerk.waits(lambda: len(lines(screen)) == 3)
    screen.receipts.chips.start()
    clerk.types("2")  # valid
    clerk.waits(lambda: lines(screen) == [cases[2].receipt, cases[1].receipt])
    screen.books.choose("day")
    clerk.waits(lambda: len(lines(screen)) == 4)
    screen.day.chips.start()
    clerk.types("3")
    clerk.waits(lambda: lines(screen) == [cases[0].case])
    screen.first()
    clerk.waits_for_answers()
    screen.day.day.setFocus()
    clerk.types("1120")
    clerk.presses(ENTER)
    clerk.waits(lambda: lines(screen) == [])
    clerk.sees("这一天没有进出。按 Alt+← 看前一天。")


def test_a_full_register_is_leafed_through_in_both_directions(open_window, shop: Desk):
    made_up.fill(shop.counter.shop, 0, 5000)
    clerk = open_window()
    clerk.signs_in("1001")
    screen = opens(clerk)
    ledger = screen.items.ledger
    assert ledger.ledger.rowCount() >= 100
    for _ in range(20):
        clerk.presses(Qt.Key.Key_PageDown)
        clerk.waits_for_answers()
    assert ledger.ledger.rowCount() > 300
    assert len(set(lines(screen))) == ledger.ledger.rowCount()
    clerk.presses(Qt.Key.Key_End)
    clerk.waits_for_answers()
    oldest = ledger.subject()
    assert ledger.currentIndex().row() == ledger.ledger.rowCount() - 1
    for _ in range(10):
        clerk.presses(Qt.Key.Key_PageUp)
        clerk.waits_for_answers()
    assert ledger.ledger.entries[-1].subject == oldest
    assert ledger.ledger.rowCount() > 200
    clerk.presses(Qt.Key.Key_Home)
    clerk.waits_for_answers()
    assert ledger.currentIndex().row() == 0
    assert oldest not in lines(screen)


def test_widths_are_kept_and_touch_has_high_rows(open_window, cases):
    clerk = open_window(touch=True)
    clerk.signs_in("1001")
    screen = opens(clerk)
    assert screen.items.ledger.rowHeight(0) == 44
    screen.items.ledger.horizontalHeader().resizeSection(3, 133)
    assert clerk.window.kit.preferences.widths_of("items")[3] == 133


def test_what_happens_meanwhile_is_shown(clerk: Clerk, cases, shop: Desk):
    screen = opens(clerk)
    shop.wait(HOUR)
    case = shop.takes_in(a_kettle(), a_customer(phone="13900000001"))
    clerk.waits(lambda: case.case in lines(screen))
    QApplication.processEvents()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-21", date(2026, 11, 21)),
        ("11-21", date(2026, 11, 21)),
        ("1121", date(2026, 11, 21)),
        ("12-24", date(2025, 12, 24)),
        ("２０２６１１２１", date(2026, 11, 21)),
        ("26/11/21", date(2026, 11, 21)),
        ("2026年11月21日", date(2026, 11, 21)),
        ("21", date(2026, 11, 21)),
        ("", None),
        ("31", None),
        ("2026-13-01", None),
        ("tomorrow", None),
        ("1-2-3-4", None),
        ("99999999999999", None),
    ],
)
def test_days_are_read_as_people_write_them(text: str, day: date | None):
    assert read_day(text, TODAY) == day
