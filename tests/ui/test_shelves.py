"""Shelves by scanner and keys alone: two scans move, a shelf takes all, a count is kept."""

import json

import pytest
from PySide6.QtCore import Qt

from tests.builders import a_customer, a_kettle
from tests.desk import DESK, MANAGER, Case, Desk
from tests.ui.robots import Clerk
from ui.screens.shelves.screen import ShelvesScreen

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


def shelf_number(shop: Desk, name: str) -> str:
    return str(shop.rows("shelf", "name = ?", name)[0]["number"])


def lies_on(shop: Desk, case: Case) -> str:
    shelf = shop.row("customer_item", case.case)["shelf_id"]
    return str(shop.rows("shelf", "id = ?", shelf)[0]["name"]) if shelf else ""


def opens(clerk: Clerk) -> ShelvesScreen:
    clerk.presses(Qt.Key.Key_F10)
    screen = clerk.window.screen_named("shelves")
    assert isinstance(screen, ShelvesScreen)
    clerk.waits(screen.isVisible)
    clerk.waits_for_answers()
    return screen


@pytest.fixture
def cases(shop: Desk) -> list[Case]:
    return [shop.takes_in(a_kettle(), a_customer(phone=f"1380000000{n}")) for n in range(4)]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_two_scans_move_an_item_and_the_message_takes_it_back(
    language: str, open_window, shop: Desk, cases
):
    clerk = open_window(language)
    clerk.signs_in("1001")
    screen = opens(clerk)
    clerk.scans(cases[0].card)
    clerk.waits(lambda: screen.in_hand is not None)
    clerk.scans(shelf_number(shop, "A-01"))
    clerk.waits(lambda: lies_on(shop, cases[0]) == "A-01")
    clerk.waits_for_answers()
    assert screen.list.subject() == shelf_number(shop, "A-01")
    assert list(screen.count.booked) == [cases[0].case]
    clerk.scans(cases[0].case)
    clerk.scans(shelf_number(shop, "A-02"))
    clerk.waits(lambda: lies_on(shop, cases[0]) == "A-02")
    clerk.waits_for_answers()
    clerk.presses(Qt.Key.Key_Z, ctrl=True)
    clerk.waits(lambda: lies_on(shop, cases[0]) == "A-01")


def test_a_shelf_scanned_first_takes_all_that_follow(clerk: Clerk, shop: Desk, cases):
    screen = opens(clerk)
    clerk.scans(shelf_number(shop, "A-02"))
    for case in cases[:3]:
        clerk.scans(case.card)
    clerk.waits(lambda: {lies_on(shop, case) for case in cases[:3]} == {"A-02"})
    clerk.waits_for_answers()
    clerk.scans(cases[0].card)  # it lies there already
    clerk.sees("A-02")
    clerk.waits(lambda: not screen.aside.trouble.isHidden())
    clerk.presses(ESC)
    assert screen.onto is None
    clerk.scans(cases[3].card)
    clerk.waits(lambda: screen.in_hand is not None)
    assert lies_on(shop, cases[3]) == ""


def test_a_count_shows_missing_and_extra_and_is_kept(clerk: Clerk, shop: Desk, cases):
    for case in cases[:3]:
        shop.do("move_item", DESK, number=case.case, to="SHELF", shelf="A-01")
    screen = opens(clerk)
    screen.aside.mode.segments["move"].setFocus()
    clerk.presses(Qt.Key.Key_Right)
    clerk.scans(shelf_number(shop, "A-01"))
    clerk.waits(lambda: len(screen.count.booked) == 3)
    for case in (cases[0], cases[2], cases[0], cases[3]):
        clerk.scans(case.card)
    assert (screen.count.found(), screen.count.missing(), screen.count.extra()) == (
        [cases[0].case, cases[2].case],
        [cases[1].case],
        [cases[3].case],
    )
    clerk.scans(shelf_number(shop, "A-02"))  # in the middle of it
    clerk.sees("A-01 的盘点还没有保存，请先保存或放弃。")
    assert [figure.text() for figure in screen.aside.figures] == ["2", "1", "1"]
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: bool(shop.rows("shelf_count")))
    kept = shop.rows("shelf_count")[0]
    assert json.loads(kept["missing_json"]) == [cases[1].case]
    assert json.loads(kept["extra_json"]) == [cases[3].case]
    clerk.waits_for_answers()
    clerk.waits(lambda: not screen.aside.result.isHidden())
    assert not screen.count.is_begun
    short = clerk.window.kit.figures.short_number
    clerk.sees(f"缺少：{short(cases[1].case)}\n多出：{short(cases[3].case)}")
    clerk.presses(ENTER, ctrl=True)  # once more, by habit
    clerk.presses(ENTER, ctrl=True)
    clerk.settles()
    assert len(shop.rows("shelf_count")) == 1
    for case in cases[:3]:
        clerk.scans(case.card)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(shop.rows("shelf_count")) == 2)


def test_a_count_that_found_nothing_asks_first(clerk: Clerk, shop: Desk, cases):
    for case in cases[:2]:
        shop.do("move_item", DESK, number=case.case, to="SHELF", shelf="A-01")
    screen = opens(clerk)
    screen.aside.open_mode("count")
    clerk.scans(shelf_number(shop, "A-01"))
    clerk.waits(lambda: len(screen.count.booked) == 2)
    clerk.presses(ENTER, ctrl=True)
    clerk.sees("没有扫到应在 A-01 上的东西")
    clerk.settles()
    assert shop.rows("shelf_count") == []
    clerk.scans(cases[3].card)  # not of this shelf: it is asked again
    clerk.presses(ENTER, ctrl=True)
    clerk.settles()
    assert shop.rows("shelf_count") == []
    clerk.presses(ENTER, ctrl=True)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(shop.rows("shelf_count")) == 1)
    clerk.settles()
    assert len(shop.rows("shelf_count")) == 1


def test_a_count_that_was_dropped_comes_back(clerk: Clerk, shop: Desk, cases):
    shop.do("move_item", DESK, number=cases[0].case, to="SHELF", shelf="A-01")
    screen = opens(clerk)
    screen.aside.open_mode("count")
    clerk.scans(shelf_number(shop, "A-01"))
    clerk.waits(lambda: bool(screen.count.booked))
    clerk.scans(cases[0].card)
    screen.drop_count()
    assert not screen.count.is_begun
    clerk.presses(Qt.Key.Key_Z, ctrl=True)
    clerk.waits(lambda: screen.count.found() == [cases[0].case])


def test_what_is_typed_wrong_stays_and_is_said(clerk: Clerk, shop: Desk, cases):
    screen = opens(clerk)
    screen.aside.number.setFocus()
    clerk.types("1000171260000121")
    clerk.presses(ENTER)
    clerk.waits(lambda: not screen.aside.trouble.isHidden())
    assert screen.aside.number.text() == "1000171260000121"
    screen.aside.number.clear()
    clerk.types(cases[0].case)
    clerk.presses(ENTER)
    clerk.waits(lambda: screen.in_hand is not None)
    assert screen.aside.number.text() == ""
    shop.do("change_shelf", MANAGER, shelf="A-02", active=False)
    clerk.scans(shelf_number(shop, "A-02"))
    clerk.waits(lambda: not screen.aside.trouble.isHidden())
    assert lies_on(shop, cases[0]) == ""
