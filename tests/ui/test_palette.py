"""Anything is found from one field, in both languages, by keys alone."""

import pytest
from PySide6.QtCore import Qt

from tests.builders import a_customer, a_fan
from tests.desk import DESK, SUPERVISOR, Desk
from tests.ui.robots import Clerk
from ui.palette import Palette

DOWN, ENTER, ESC = Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape


def opens_palette(clerk: Clerk) -> Palette:
    clerk.presses(Qt.Key.Key_K, ctrl=True)
    palette = clerk.window.overlays.palette
    assert palette is not None
    clerk.waits_for_focus(palette.field)
    return palette


def lines(palette: Palette) -> list[str]:
    return [line.text for line in palette.list.rows]


def test_what_can_be_done_stands_there_before_anything_is_typed(clerk: Clerk):
    palette = opens_palette(clerk)
    assert "受理" in lines(palette)
    assert "浅色或深色" in lines(palette)
    clerk.presses(ESC)
    assert not palette.isVisible()
    assert palette is clerk.window.overlays.palette
    clerk.waits_for_focus(clerk.check_in().form.customer.phone)


@pytest.mark.parametrize("typed", ["张", "张伟", "zw", "5678", "678", "001"])
def test_a_case_is_found_by_any_part_of_its_customer(typed: str, clerk: Clerk, shop: Desk):
    case = shop.takes_in(a_fan())
    palette = opens_palette(clerk)
    clerk.writes(typed)
    first = palette.list.chosen()
    assert first is not None
    assert first.subject == case.case
    assert "张伟" not in first.text
    assert "13800135678" not in first.text


def test_what_is_on_its_way_or_lost_is_found_too(clerk: Clerk, shop: Desk):
    case = shop.takes_in(a_fan())
    packed = shop.do("pack_transfer", DESK, to_outlet=18, case_numbers=[case.case],
                     customer_agreed=True)  # fmt: skip
    number = {"transfer_number": packed.transfer_number}
    shop.do("send_transfer", DESK, **number)
    palette = opens_palette(clerk)
    clerk.writes("张伟")
    assert "在其他网点" in [one.end for one in palette.list.rows if one.subject == case.case]
    shop.do("declare_transfer_lost", SUPERVISOR, **number, reason="查不到")
    clerk.writes(" ")
    clerk.presses(Qt.Key.Key_Backspace)
    clerk.waits(lambda: "遗失或损坏" in [one.end for one in palette.list.rows])


def test_the_short_number_of_every_list_is_found(clerk: Clerk, shop: Desk):
    case = shop.takes_in(a_fan())
    shop.takes_in(a_fan())
    palette = opens_palette(clerk)
    clerk.writes(clerk.window.kit.figures.short_number(case.card))
    assert [one.subject for one in palette.list.rows if one.screen != "action"] == [case.case]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("看板", "board"),
        ("board", "board"),
        ("kb", "board"),
        ("sl", "check_in"),
        ("F3", ""),
        ("print qu", "action"),
        ("qu print", "action"),
        ("print xx", ""),
    ],
)
def test_a_place_is_found_in_both_languages(typed: str, name: str, clerk: Clerk):
    palette = opens_palette(clerk)
    clerk.writes(typed)
    chosen = palette.list.chosen()
    assert (chosen.screen if chosen else "") == name


def test_enter_opens_and_the_next_time_it_stands_first(clerk: Clerk, shop: Desk):
    shop.takes_in(a_fan())
    shop.takes_in(a_fan(), customer=a_customer(phone="13912340000", name="李娜"))
    palette = opens_palette(clerk)
    clerk.writes("李")
    clerk.presses(ENTER)
    assert clerk.window.current().name in ("case", "board")
    opens_palette(clerk)
    assert "李" in lines(palette)[0]


def test_arrows_go_round(clerk: Clerk):
    palette = opens_palette(clerk)
    first = palette.list.chosen()
    clerk.presses(DOWN)
    assert palette.list.chosen() != first
    clerk.presses(Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert palette.list.chosen() == palette.list.rows[-1]


def test_what_is_not_there_is_said(clerk: Clerk):
    palette = opens_palette(clerk)
    clerk.types("quux")
    clerk.sees("没有找到“quux”")
    clerk.presses(ENTER)
    assert palette.isVisible()


def test_a_slip_in_a_number_is_said_in_the_palette(clerk: Clerk):
    opens_palette(clerk)
    clerk.types("3000171260012348")
    assert not clerk.window.overlays.palette.list.isVisible()


def test_an_action_runs_from_the_palette(clerk: Clerk):
    dark = clerk.window.kit.theme.dark
    opens_palette(clerk)
    clerk.writes("深色")
    clerk.presses(ENTER)
    assert clerk.window.kit.theme.dark is not dark


def test_a_scan_closes_the_palette_and_goes_its_way(clerk: Clerk, shop: Desk):
    case = shop.takes_in(a_fan())
    palette = opens_palette(clerk)
    clerk.scans(case.receipt)
    assert not palette.isVisible()
    assert clerk.window.current().name == "hand_back"


def test_the_box_lists_while_one_types(clerk: Clerk, shop: Desk):
    shop.takes_in(a_fan())
    clerk.presses(Qt.Key.Key_F4)
    clerk.types("zw")
    frame = clerk.window.search.frame
    clerk.waits(frame.isVisible)
    assert clerk.focus() is clerk.window.bar.scan
    clerk.presses(ESC)
    assert not frame.isVisible()
    assert clerk.window.bar.scan.text() == ""
    assert clerk.focus() is clerk.window.bar.scan
    clerk.presses(ESC)
    clerk.waits_for_focus(clerk.check_in().form.customer.phone)


def test_the_box_gives_the_focus_back_to_the_page(clerk: Clerk):
    note = clerk.check_in().form.customer.person
    note.setFocus()
    clerk.presses(Qt.Key.Key_F4, ESC)
    clerk.waits_for_focus(note)
    clerk.presses(Qt.Key.Key_F4, Qt.Key.Key_F3)  # the field is out of sight now
    clerk.presses(Qt.Key.Key_F4, ESC)
    assert clerk.focus() is not clerk.window.bar.scan


@pytest.mark.parametrize(("language", "least"), [("zh_CN", "至少输入 3 位"), ("en", "at least 3")])
def test_two_digits_are_too_few_to_look_for(open_window, language: str, least: str):
    clerk = open_window(language)
    clerk.signs_in(SUPERVISOR)
    opens_palette(clerk)
    clerk.types("13")
    clerk.sees(least)
    clerk.presses(ESC, Qt.Key.Key_F4)
    clerk.types("13")
    clerk.presses(ENTER)
    clerk.waits(lambda: least in clerk.window.messages.toast.text())
    clerk.window.messages.hush()
    clerk.presses(Qt.Key.Key_F8)
    clerk.window.screen_named("customers").queue.search.setFocus()
    clerk.types("13")
    clerk.sees(least)


def test_nobody_finds_anything_before_signing_in(open_window):
    clerk = open_window()
    clerk.presses(Qt.Key.Key_K, ctrl=True)
    assert clerk.window.overlays.palette is None


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_keyboard_sheet_is_made_of_the_real_keys(language: str, open_window):
    clerk = open_window(language)
    clerk.signs_in(DESK)
    clerk.presses(Qt.Key.Key_F3)
    clerk.presses(Qt.Key.Key_Question)
    sheet = clerk.window.overlays.sheet
    assert sheet is not None
    clerk.waits(sheet.isVisible)
    keys = [keys for keys, _ in sheet.rows()]
    assert {"F2", "F3", "F4", "F7", "Ctrl+K", "Ctrl+Z", "Ctrl+L", "Ctrl+↓"} <= set(keys)
    assert "F12" not in keys  # the settings are not for the front desk
    assert all(text for _, text in sheet.rows())
    clerk.presses(ESC)
    assert not sheet.isVisible()


def test_the_sheet_opens_in_a_field_too(clerk: Clerk):
    clerk.presses(Qt.Key.Key_F2)
    clerk.check_in().form.customer.phone.setFocus()
    clerk.types("?")
    assert clerk.window.overlays.sheet is None
    clerk.presses(Qt.Key.Key_Slash, ctrl=True)
    assert clerk.window.overlays.sheet is not None


def test_rights_hold_in_the_palette(open_window):
    clerk = open_window()
    clerk.signs_in("1002")
    assert "受理" not in lines(opens_palette(clerk))
    clerk.presses(ESC)
    clerk.window.lock()
    clerk.signs_in(SUPERVISOR)
    assert "受理" in lines(opens_palette(clerk))
