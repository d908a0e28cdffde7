"""Answers that come late to board, shelves, transfers, undo, papers and sign-in: each is of its own
card, its own form, its own person.
"""

from typing import Any

import pytest

from counter.domain.choices import Destination
from tests.desk import DESK, MANAGER, SUPERVISOR, TECHNICIAN, Desk
from tests.ui.held import acts_wait, answers_wait
from tests.ui.robots import Clerk
from tests.ui.test_late_work import two
from tests.ui.test_settings import opens as opens_settings
from tests.ui.test_transfers import comes
from tests.ui.test_transfers import page as transfers_page
from ui.screens.board.screen import BoardScreen
from ui.screens.shelves.screen import ShelvesScreen
from ui.undo import Reversal


def board_of(clerk: Clerk) -> BoardScreen:
    """The board as a technician sees it."""
    clerk.signs_in(TECHNICIAN)
    clerk.window.go("board")
    clerk.settles()
    screen = clerk.window.screen_named("board")
    assert isinstance(screen, BoardScreen)
    return screen


def test_each_card_that_was_moved_has_its_own_way_back(open_window, shop: Desk):
    first, second = two(shop)
    for case in (first, second):
        shop.agrees(shop.diagnoses(case))
    clerk = open_window()
    screen = board_of(clerk)
    assert screen.moves is not None
    told: list[tuple[str, Any]] = []
    screen.moves.undoable.connect(lambda text, way: told.append((text, way)))
    with acts_wait(clerk):
        for case in (first, second):
            row = screen.choose(case.case)
            assert row is not None
            screen.moves.push(row, -1, screen.pos())
    ways = [way for _, way in told]
    assert [way.facts["card_number"] for way in ways] == [first.card, second.card]


def test_the_shelf_is_asked_for_the_card_that_was_pushed_last(open_window, shop: Desk):
    first, second = two(shop)
    shop.agrees(shop.diagnoses(second))
    clerk = open_window()
    screen = board_of(clerk)
    assert screen.moves is not None
    with answers_wait(clerk):
        for case, by in ((first, 0), (second, -1)):
            row = screen.choose(case.case)
            assert row is not None
            screen.moves.push(row, by, screen.pos())
    assert not screen.moves.menu.isVisible()


def test_a_count_that_was_dropped_comes_back_on_its_own_shelf(clerk: Clerk, shop: Desk):
    case = shop.takes_in()
    clerk.window.go("shelves")
    screen = clerk.window.screen_named("shelves")
    assert isinstance(screen, ShelvesScreen)
    clerk.settles()
    screen.list.choose(0)
    clerk.settles()
    screen.aside.open_mode("count")
    screen.scanned(case.card)
    here = screen.count.shelf_number
    screen.drop_count()
    screen.list.choose(1)
    clerk.settles()
    assert screen.count.shelf_number != here
    screen.take_up_again()
    clerk.settles()
    assert screen.count.shelf_number == screen.list.subject() == here
    assert list(screen.count.scanned) == [case.case]


def test_a_transfer_that_is_done_closes_no_other_form(open_window, shop: Desk):
    case = shop.takes_in()
    number = comes(shop, case)
    clerk = open_window()
    clerk.signs_in(SUPERVISOR)
    clerk.window.open("transfers", number)
    screen = transfers_page(clerk)
    clerk.waits(lambda: screen.view is not None)
    with acts_wait(clerk):
        screen.scanned(case.card)
        screen.commit()
        screen.deeds.ask_damage(case.card)
        damage = screen.deeds.dialog
    assert screen.deeds.dialog is damage
    assert shop.row("customer_item", case.case)["custody_state"] != "IN_TRANSIT"


def test_each_undo_tells_what_it_took_back(clerk: Clerk, shop: Desk):
    first, second = two(shop)
    undo = clerk.window.messages.undo
    told: list[str] = []
    undo.told.connect(told.append)
    for case in (first, second):
        facts = {"number": case.case, "to": Destination.SHELF, "shelf": "A-01"}
        undo.push(case.case, Reversal("move_item", facts))
    undo.undo()
    undo.undo()
    clerk.settles()
    assert second.case in told[0]
    assert first.case in told[1]


@pytest.mark.parametrize("locks", [False, True])
def test_a_pin_typed_twice_lets_in_once(open_window, locks: bool):
    clerk = open_window()
    came: list[object] = []
    clerk.window.reception.came.connect(came.append)
    with acts_wait(clerk):
        clerk.window.reception.panel.tried.emit(DESK, "0000")
        clerk.window.reception.panel.tried.emit(DESK, "0000")
        if locks:
            clerk.window.lock()
    assert len(came) == (0 if locks else 1)


def test_papers_asked_for_by_whoever_has_gone_are_not_shown(clerk: Clerk):
    left = clerk.window.messages.left
    with answers_wait(clerk):
        left.ask()
        clerk.window.lock()
    assert left.dialog is None


def test_what_is_saved_takes_nobody_back_to_it(open_window, shop: Desk):
    clerk = open_window()
    clerk.signs_in(MANAGER)
    page = opens_settings(clerk, "shelves")
    clerk.settles()
    first, second = list(page.rows)[:2]
    page.roster.chosen.emit(first)
    page.shelf.setText("A-99")
    page.edited()
    with acts_wait(clerk):
        page.save()
        page.roster.chosen.emit(second)
        page.shelf.setText("B-77")
        page.edited()
    assert shop.rows("shelf", "name = 'A-99'")
    assert page.open_key == second
    assert page.shelf.text() == "B-77"
