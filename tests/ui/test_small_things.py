"""Small things a hand notices: nothing jumps, nothing is cut, short numbers are numbers too."""

import pytest
from PySide6.QtCore import Qt

from tests.builders import a_customer, a_fan
from tests.desk import MANAGER, SUPERVISOR, Desk
from tests.ui.case_pages import settlement_screen
from tests.ui.repairs import bench, inspects, sits_at_bench, works_on
from tests.ui.robots import Clerk
from tests.ui.test_shelves import opens

ENTER, TAB, ESC = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape
LANGUAGES = pytest.mark.parametrize("language", ["zh_CN", "en"])


@LANGUAGES
def test_the_buttons_stay_where_they_are_when_a_reason_is_chosen(
    language: str, open_window, shop: Desk
):
    case = shop.repairs(shop.agrees(shop.diagnoses(shop.takes_in())))
    clerk = open_window(language)
    clerk.signs_in(SUPERVISOR)
    verdict = inspects(clerk, case).verdict
    buttons = (verdict.fail, verdict.shelf, verdict.go)
    clerk.qtbot.wait(1)
    before = [one.mapToGlobal(one.rect().topLeft()) for one in buttons]
    clerk.clicks(verdict.reasons.chips[0])
    clerk.settles()
    clerk.qtbot.wait(1)
    assert verdict.reason()
    assert [one.mapToGlobal(one.rect().topLeft()) for one in buttons] == before


@pytest.mark.parametrize("gap", ["", " "])
def test_hand_back_takes_the_short_number_of_a_receipt(clerk: Clerk, shop: Desk, gap: str):
    shop.takes_in(a_fan())
    case = shop.takes_in(a_fan(), a_customer(phone="13911112222", name="陈静"))
    clerk.presses(Qt.Key.Key_F7)
    page = clerk.hand_back()
    clerk.waits_for_focus(page.empty.number)
    clerk.types(clerk.window.kit.figures.short_number(case.receipt).replace(" ", gap))
    clerk.presses(ENTER)
    clerk.waits(lambda: page.ready.view is not None)
    assert page.ready.view is not None
    assert page.ready.view.receipt_number == case.receipt


def test_a_short_number_of_nothing_is_refused_as_it_was_typed(clerk: Clerk, shop: Desk):
    shop.takes_in(a_fan())
    clerk.presses(Qt.Key.Key_F7)
    page = clerk.hand_back()
    clerk.waits_for_focus(page.empty.number)
    clerk.types("26 09999")
    clerk.presses(ENTER)
    clerk.waits(page.empty.field.has_error)
    assert page.stack.currentWidget() is page.empty


def test_a_shelf_takes_an_item_by_its_short_number(clerk: Clerk, shop: Desk):
    case = shop.takes_in(a_fan())
    screen = opens(clerk)
    screen.aside.number.setFocus()
    clerk.types(clerk.window.kit.figures.short_number(case.card))
    clerk.presses(ENTER)
    clerk.waits(lambda: screen.in_hand is not None)
    assert screen.in_hand is not None
    assert screen.in_hand.case_number == case.case


def test_a_long_text_is_read_from_its_beginning_once_it_is_left(clerk: Clerk, shop: Desk):
    clerk.presses(Qt.Key.Key_F2)
    item = clerk.check_in().form.item
    item.model.setFocus()
    clerk.writes("一台型号很长很长的机器" * 9)
    assert item.model.cursorPosition() == len(item.model.text())
    clerk.presses(TAB)
    assert not item.model.hasFocus()
    assert item.model.cursorPosition() == 0


def test_a_part_that_is_put_off_hands_the_focus_back_to_the_search(open_window, shop: Desk):
    case = shop.takes_in()
    shop.agrees(shop.diagnoses(case))
    clerk = sits_at_bench(open_window)
    works_on(clerk, case)
    parts = bench(clerk).page.parts
    clerk.scans(shop.rows("part")[0]["number"])
    clerk.waits_for_focus(parts.pending.book)
    parts.pending.dropped.emit()
    clerk.waits(parts.pending.isHidden)
    assert parts.seek.hasFocus()
    assert not parts.none.isChecked()


@LANGUAGES
def test_the_name_of_a_test_is_never_cut_at_the_bench(language: str, open_window, shop: Desk):
    case = shop.takes_in()
    shop.agrees(shop.diagnoses(case))
    clerk = sits_at_bench(open_window, language)
    works_on(clerk, case)
    (line, *_) = bench(clerk).page.values.table.rows
    line.name.setText("Charging current at full load")
    clerk.waits(lambda: line.name.height() >= line.name.heightForWidth(line.name.width()))
    assert line.name.height() >= 2 * line.name.fontMetrics().height()
    assert (
        line.limit.mapTo(clerk.window, line.limit.pos()).y()
        > line.name.mapTo(clerk.window, line.name.rect().bottomLeft()).y()
    )


def test_days_are_written_small_within_a_sentence(open_window, shop: Desk):
    clerk = open_window("en")
    figures, now = clerk.window.kit.figures, shop.at
    assert figures.moment(now, now).startswith("Today ")
    assert figures.moment_within(now, now).startswith("today ")
    far = figures.moment(now - 30 * 86_400_000, now)
    assert figures.moment_within(now - 30 * 86_400_000, now) == far


@LANGUAGES
def test_a_guarantee_is_asked_for_in_days(language: str, open_window, shop: Desk):
    case = shop.mends(shop.takes_in())
    clerk = open_window(language)
    clerk.signs_in(MANAGER)
    clerk.window.open("settlement", case.case)
    clerk.waits_for_answers()
    days = {"en": "30 days", "zh_CN": "30 天"}[language]
    clerk.waits(lambda: settlement_screen(clerk).totals.days.placeholderText() == days)
