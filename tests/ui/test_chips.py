"""Chips: one key each, arrows between them, one stop for Tab."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.widgets.chips import Chips, Choice

FAULTS = [Choice(f"F{n}", f"fault {n}") for n in range(12)]


def started(chips: Chips, show) -> Chips:
    chips.resize(600, 200)
    chips.offer(FAULTS)
    show(chips)
    chips.start()
    return chips


@pytest.fixture
def chips(theme, show) -> Chips:
    return started(Chips(theme, alone="F11"), show)


def press(*keys: str) -> None:
    for key in keys:
        QTest.keyClicks(QApplication.focusWidget(), key)


def test_digits_and_letters_pick(chips):
    press("1", "3", "a")
    assert chips.value() == ["F0", "F2", "F9"]
    press("3")
    assert chips.value() == ["F0", "F9"]


def test_nothing_excludes_the_others(chips):
    press("1", "c")
    assert chips.value() == ["F11"]
    press("2")
    assert chips.value() == ["F1"]


def test_arrows_move_and_space_picks(chips):
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert chips.value() == ["F1"]


def test_enter_goes_on(qtbot, chips):
    with qtbot.waitSignal(chips.left, timeout=200):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def test_one_choice_goes_on_by_itself_and_stays_made(qtbot, theme, show):
    chips = started(Chips(theme, one=True), show)
    with qtbot.waitSignal(chips.left, timeout=200):
        press("2")
    press("5")
    press("5")
    assert chips.value() == ["F4"]


def test_tab_stops_once(chips):
    stops = [c for c in chips.chips if c.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(stops) == 1


def test_what_is_chosen_stays_when_the_words_change(chips):
    press("2")
    chips.offer([Choice(one.code, f"故障 {one.code}") for one in FAULTS])
    assert chips.value() == ["F1"]
    chips.offer(FAULTS[1:4])
    assert chips.value() == ["F1"]


def test_nothing_moves_when_a_chip_is_checked(chips):
    before = [chip.geometry() for chip in chips.chips]
    press("1", "2", "3")
    assert [chip.geometry() for chip in chips.chips] == before


def test_the_form_may_take_even_a_single_choice_back(theme, show):
    chips = started(Chips(theme, one=True), show)
    press("2")
    chips.choose([])
    assert chips.value() == []
