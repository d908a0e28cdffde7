"""The page of conflicts: both values can be read; one is chosen or another typed, and it goes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from counter.storage.questions.conflicts import ConflictKind, conflicts
from tests.builders import a_fan
from tests.colleagues import hears, second_seat
from tests.desk import AUDITOR, HOUR, MANAGER, MINUTE, SUPERVISOR, Desk
from tests.ui.robots import Clerk
from ui.screens.conflicts.account import ADVICE, ICONS, TITLES
from ui.screens.conflicts.screen import ConflictsScreen


@pytest.fixture
def other(shop: Desk, tmp_path: Path) -> Iterator[Desk]:
    """Another seat of the shop, from before anything was written twice."""
    shop.takes_in()
    with second_seat(shop.counter.shop.folder, tmp_path / "other", shop.at) as desk:
        yield desk


def written_twice(shop: Desk, other: Desk) -> None:
    """A customer's name, once at either seat."""
    (number,) = shop.counter.shop.db.execute("SELECT number FROM customer").fetchone()
    other.wait(MINUTE)  # the other seat's stands
    for desk, name in ((shop, "张伟明"), (other, "张卫")):
        desk.do("correct_customer", MANAGER, customer_number=number, name=name)
    assert hears(shop, other)


def opened(clerk: Clerk, by: str = SUPERVISOR) -> ConflictsScreen:
    clerk.signs_in(by)
    clerk.window.open("conflicts", "")
    clerk.waits_for_answers()
    screen = clerk.window.current()
    assert isinstance(screen, ConflictsScreen)
    return screen


def names_of(screen: ConflictsScreen) -> list[str]:
    return [one.value for card in screen.cards for one in card.side.fields if one.field == "name"]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_one_of_two_names_is_chosen_by_keys(open_window, shop: Desk, other: Desk, language: str):
    written_twice(shop, other)
    clerk = open_window(language)
    screen = opened(clerk)
    assert (len(screen.cards), names_of(screen)) == (2, ["张*", "张**"])
    screen.reveal.click()
    clerk.waits(lambda: names_of(screen) == ["张卫", "张伟明"])
    clerk.waits(lambda: all(card.keep.isVisible() for card in screen.cards))
    screen.list.setFocus()
    clerk.waits_for_answers()
    clerk.waits_for_focus(screen.list)
    clerk.presses(Qt.Key.Key_Return)
    clerk.waits_for_focus(screen.cards[0].keep)
    clerk.presses(Qt.Key.Key_Tab, Qt.Key.Key_Return)
    clerk.waits_for_answers()
    clerk.waits(lambda: not screen.cards or screen.stack.currentIndex() == 0)
    (name,) = shop.counter.shop.db.execute("SELECT name FROM customer").fetchone()
    assert name == "张伟明"
    assert conflicts(shop.counter.shop.db) == []
    (looked,) = shop.counter.shop.db.execute("SELECT rule FROM alarm").fetchone()
    assert looked == "customer.shown"


def test_neither_is_right_and_another_is_typed(open_window, shop: Desk, other: Desk):
    written_twice(shop, other)
    clerk = open_window("en")
    screen = opened(clerk)
    assert screen.other is not None
    screen.other.keep.click()
    assert screen.other.fields["name"].has_error()
    screen.other.edits["name"].setFocus()
    clerk.qtbot.keyClicks(screen.other.edits["name"], "Zhang Wei")
    clerk.presses(Qt.Key.Key_Return)
    clerk.waits_for_answers()
    (name,) = shop.counter.shop.db.execute("SELECT name FROM customer").fetchone()
    assert name == "Zhang Wei"


def test_what_comes_while_the_page_is_open_appears(open_window, shop: Desk, other: Desk):
    clerk = open_window("zh_CN")
    screen = opened(clerk)
    assert screen.stack.currentIndex() == 0
    assert "没有互相矛盾" in screen.nothing.text()
    written_twice(shop, other)
    clerk.waits(lambda: len(screen.cards) == 2)


def test_a_write_that_lost_is_told_too(shop: Desk, other: Desk):
    (number,) = shop.counter.shop.db.execute("SELECT number FROM customer").fetchone()
    other.do("correct_customer", MANAGER, customer_number=number, name="张卫")
    shop.wait(HOUR)
    shop.do("correct_customer", MANAGER, customer_number=number, name="张伟明")
    assert "contended" in hears(shop, other)


def test_what_the_arrows_choose_is_what_is_shown_and_settled(open_window, shop: Desk, other: Desk):
    (number,) = shop.counter.shop.db.execute("SELECT number FROM customer_item").fetchone()
    written_twice(shop, other)
    for desk, fault in ((shop, "不加热"), (other, "漏水")):
        desk.do("correct_item", MANAGER, case_number=number, fault=fault)
    hears(shop, other)
    clerk = open_window("en")
    screen = opened(clerk)
    clerk.waits(lambda: len(screen.list.rows) == 2)
    screen.list.start()
    clerk.presses(Qt.Key.Key_Down)
    assert screen.what.text() == screen.list.rows[1].text
    clerk.presses(Qt.Key.Key_Return)
    clerk.waits_for_focus(screen.cards[0].keep)
    clerk.presses(Qt.Key.Key_Escape)
    clerk.waits_for_focus(screen.list)
    clerk.presses(Qt.Key.Key_Up)
    assert screen.what.text() == screen.list.rows[0].text


def test_whoever_has_looked_at_a_name_stands_on_the_list(open_window, shop: Desk, other: Desk):
    written_twice(shop, other)
    clerk = open_window("en")
    screen = opened(clerk)
    screen.reveal.setFocus()
    clerk.presses(Qt.Key.Key_Return)
    clerk.waits(lambda: names_of(screen) == ["张卫", "张伟明"])
    clerk.waits_for_focus(screen.list)


def test_one_look_shows_one_name(shop: Desk, other: Desk):
    shop.takes_in(a_fan(), {"name": "李明华", "phone": "13900139000"})
    other.counter.shop.hold()
    hears(other, shop)
    db = shop.counter.shop.db
    numbers = [n for (n,) in db.execute("SELECT number FROM customer ORDER BY number").fetchall()]
    assert len(numbers) == 2
    other.wait(MINUTE)
    for number in numbers:
        for desk, name in ((shop, "张伟明"), (other, "张卫")):
            desk.do("correct_customer", MANAGER, customer_number=number, name=name)
    hears(shop, other)
    shown = {
        one.number: {field.value for side in one.sides for field in side.fields}
        for one in conflicts(db, revealed=numbers[0])
    }
    assert shown == {numbers[0]: {"张伟明", "张卫"}, numbers[1]: {"张**", "张*"}}


def test_who_may_not_settle_may_read(open_window, shop: Desk, other: Desk):
    written_twice(shop, other)
    clerk = open_window("en")
    screen = opened(clerk, AUDITOR)
    assert len(screen.cards) == 2
    assert not any(card.keep.isVisible() for card in screen.cards)
    assert screen.other is None


def test_a_case_is_named_and_opened(open_window, shop: Desk, other: Desk):
    number = shop.counter.shop.db.execute("SELECT number FROM customer_item").fetchone()[0]
    for desk, fault in ((shop, "不加热"), (other, "漏水")):
        desk.do("correct_item", MANAGER, case_number=number, fault=fault)
    hears(shop, other)
    clerk = open_window("en")
    screen = opened(clerk)
    assert screen.to_case.isVisible()
    screen.to_case.click()
    clerk.waits_for_answers()
    assert clerk.window.current().name == "case"


def test_every_kind_of_conflict_has_its_words():
    for words in (TITLES, ADVICE, ICONS):
        assert set(words) == set(ConflictKind)
