"""The manager sets the shop up: by keys alone, in both languages, wrong input included."""

import json
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.desk import DESK, MANAGER, Desk
from tests.ui.robots import Clerk
from ui.screens.settings.screen import SECTIONS, SettingsScreen
from ui.screens.settings.section import Section

ENTER, TAB, DOWN, ESC = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Escape


def setting(shop: Desk, name: str) -> Any:
    rows = shop.rows("setting", "name = ?", name)
    return json.loads(rows[0]["value_json"]) if rows else None


def settings_of(clerk: Clerk) -> SettingsScreen:
    screen = clerk.window.screen_named("settings")
    assert isinstance(screen, SettingsScreen)
    return screen


def opens(clerk: Clerk, name: str) -> Any:
    """F12, then down to the section, then Enter."""
    clerk.presses(Qt.Key.Key_F12)
    screen = settings_of(clerk)
    clerk.waits_for_focus(screen.places)
    clerk.presses(Qt.Key.Key_Home)
    names = [section.name for section in SECTIONS]
    clerk.presses(*[DOWN] * names.index(name))
    clerk.waits_for_answers()
    clerk.presses(ENTER)
    clerk.waits_for_answers()
    assert screen.section().name == name
    return screen.section()


def tabs_to(clerk: Clerk, widget: QWidget) -> None:
    """Tab until a widget has the focus."""
    for _ in range(80):
        if widget is clerk.focus() or widget.isAncestorOf(clerk.focus()):
            return
        clerk.presses(TAB)
    raise AssertionError(f"Tab never came to {widget}")


def replaces(clerk: Clerk, edit: QWidget, text: str) -> None:
    tabs_to(clerk, edit)
    clerk.presses(Qt.Key.Key_A, ctrl=True)
    if text:
        clerk.writes(text) if not text.isascii() else clerk.types(text)
    else:
        clerk.presses(Qt.Key.Key_Delete)


def saves(clerk: Clerk) -> None:
    clerk.presses(ENTER, ctrl=True)
    clerk.waits_for_answers()


@pytest.fixture(params=["zh_CN", "en"])
def manager(request: pytest.FixtureRequest, open_window) -> Clerk:
    clerk = open_window(request.param)
    clerk.signs_in(MANAGER)
    return clerk


def test_settings_are_the_managers(clerk: Clerk):
    clerk.presses(Qt.Key.Key_F12)
    assert clerk.window.current().name != "settings"


def test_the_outlet_tells_its_phone_and_address(manager: Clerk, shop: Desk):
    page = opens(manager, "outlet")
    replaces(manager, page.address, "文三路 888 号")
    replaces(manager, page.service, "0571-8800 0017")
    saves(manager)
    outlet = shop.rows("outlet")[0]
    assert (outlet["address"], outlet["service_phone"]) == ("文三路 888 号", "057188000017")
    replaces(manager, page.service, "12")
    saves(manager)
    assert page.trouble.isVisible()
    assert shop.rows("outlet")[0]["service_phone"] == "057188000017"
    replaces(manager, page.outlet, "")
    saves(manager)
    assert manager.focus() is page.outlet
    assert page.missing.text()


def test_hours_are_typed_as_people_write_them(manager: Clerk, shop: Desk):
    page = opens(manager, "hours")
    replaces(manager, page.days[0], "9.00-18:30")
    tabs_to(manager, page.same)
    assert page.days[0].text() == "09:00-18:30"
    manager.presses(Qt.Key.Key_Space)
    assert page.days[5].text() == "09:00-18:30"
    assert page.days[6].text() == ""
    tabs_to(manager, page.closed)
    manager.writes("2026-10-01 至 2026-10-03")
    tabs_to(manager, page.extra)
    manager.writes("2026年10月10日 ９：００－１７：００")
    saves(manager)
    hours = setting(shop, "hours")
    assert hours["week"] == [[["09:00", "18:30"]]] * 6 + [[]]
    assert hours["closed"] == ["2026-10-01", "2026-10-02", "2026-10-03"]
    assert hours["extra"] == {"2026-10-10": [["09:00", "17:00"]]}
    assert page.proof.isVisible()


def test_hours_that_cannot_be_read_are_not_sent(manager: Clerk, shop: Desk):
    page = opens(manager, "hours")
    for text in ("18:00-9:00", "25:00-26:00", "9", "<b>9-12</b>", "9:00-12:00, 11:00-13:00"):
        replaces(manager, page.days[2], text)
        saves(manager)
        assert manager.focus() is page.days[2], text
        assert page.days[2].text() == text
    assert setting(shop, "hours") is None
    replaces(manager, page.days[2], "")
    tabs_to(manager, page.closed)
    manager.writes("明天")
    saves(manager)
    assert manager.focus() is page.closed
    assert "明天" in page.closed_field.sentence()


def test_a_colleague_comes_changes_and_goes(manager: Clerk, shop: Desk):
    page = opens(manager, "people")
    tabs_to(manager, page.add)
    manager.presses(Qt.Key.Key_Space)
    manager.waits_for_focus(page.person)
    manager.writes("林小满")
    tabs_to(manager, page.role)
    manager.types("2")
    tabs_to(manager, page.pin)
    manager.types("12")
    saves(manager)
    assert manager.focus() is page.pin
    manager.types("34")
    tabs_to(manager, page.again)
    manager.types("1234")
    saves(manager)
    row = shop.rows("person", "name = ?", "林小满")[0]
    assert (row["code"], row["role"]) == ("1013", "TECHNICIAN")
    manager.waits(lambda: page.open_key == "1013")
    tabs_to(manager, page.new_badge)
    manager.presses(Qt.Key.Key_Space)
    manager.waits_for_answers()
    assert shop.rows("person", "code = '1013'")[0]["badge"]
    tabs_to(manager, page.active)
    manager.presses(Qt.Key.Key_Space)
    saves(manager)
    assert shop.rows("person", "code = '1013'")[0]["active"] == 0


def test_the_last_manager_stays(manager: Clerk, shop: Desk):
    page = opens(manager, "people")
    while page.open_key != MANAGER:
        manager.presses(DOWN)
    tabs_to(manager, page.role)
    manager.types("1")
    saves(manager)
    assert page.trouble.isVisible()
    assert shop.rows("person", "code = ?", MANAGER)[0]["role"] == "MANAGER"


def test_a_forgotten_pin_is_set_anew(manager: Clerk, shop: Desk):
    page = opens(manager, "people")
    assert page.open_key == DESK
    for edit in (page.pin, page.again):
        tabs_to(manager, edit)
        manager.types("246810")
    saves(manager)
    manager.window.lock()
    manager.signs_in(DESK, "246810")


def test_chips_are_added_named_and_ordered(manager: Clerk, shop: Desk):
    page = opens(manager, "kinds")
    assert page.open_key == "microwave"
    chips = page.lists["faults"]
    before = [chip.code for chip in chips.chips]
    tabs_to(manager, chips.add)
    manager.presses(Qt.Key.Key_Space)
    manager.waits_for_focus(chips.zh)
    manager.writes("门把断")
    saves(manager)
    assert manager.focus() is chips.en
    manager.types("Handle broken")
    saves(manager)
    row = shop.rows("item_kind", "code = 'microwave'")[0]
    faults = json.loads(row["faults_json"])
    new = {"code": "HANDLE_BROKEN", "zh": "门把断", "en": "Handle broken"}
    assert faults[-1] == new
    manager.waits(lambda: [chip.code for chip in chips.chips] == [*before, "HANDLE_BROKEN"])
    tabs_to(manager, chips.roster)
    manager.presses(Qt.Key.Key_End)
    tabs_to(manager, chips.up)
    manager.presses(Qt.Key.Key_Space)
    saves(manager)
    row = shop.rows("item_kind", "code = 'microwave'")[0]
    assert json.loads(row["faults_json"])[-2] == new


def test_shelves_are_written_down_in_a_row(manager: Clerk, shop: Desk):
    page = opens(manager, "shelves")
    tabs_to(manager, page.add)
    manager.presses(Qt.Key.Key_Space)
    for name in ("B-01", "B-02"):
        manager.waits_for_focus(page.shelf)
        manager.types(name)
        manager.presses(ENTER)
        manager.waits_for_answers()
    manager.types("B-01")
    manager.presses(ENTER)
    manager.waits_for_answers()
    assert page.trouble.isVisible()
    assert [row["name"] for row in shop.rows("shelf")] == ["A-01", "A-02", "B-01", "B-02"]


def test_parts_come_in_with_their_price(manager: Clerk, shop: Desk):
    page = opens(manager, "parts")
    tabs_to(manager, page.add)
    manager.presses(Qt.Key.Key_Space)
    manager.waits_for_focus(page.code)
    manager.types("BRG-6205")
    tabs_to(manager, page.plain["name"])
    manager.writes("轴承")
    tabs_to(manager, page.money["price_fen"])
    manager.types("12.345")
    saves(manager)
    assert manager.focus() is page.money["price_fen"]
    replaces(manager, page.money["price_fen"], "12.50")
    tabs_to(manager, page.qty)
    manager.types("20")
    saves(manager)
    row = shop.rows("part", "code = 'BRG-6205'")[0]
    assert (row["price_fen"], row["low_fen"], row["high_fen"]) == (1250, 1250, 1250)
    balance = shop.rows("stock_balance", "part_id = ?", row["id"])
    assert balance[0]["qty"] == 20
    manager.waits(lambda: page.open_key == "BRG-6205")
    tabs_to(manager, page.qty)
    manager.types("-30")
    saves(manager)
    assert page.trouble.isVisible()
    assert shop.rows("stock_balance", "part_id = ?", row["id"])[0]["qty"] == 20


def test_rules_keep_to_what_the_law_asks(manager: Clerk, shop: Desk):
    page = opens(manager, "rules")
    replaces(manager, page.edits["guarantee_days"], "20")
    saves(manager)
    assert page.trouble.isVisible()
    assert setting(shop, "guarantee_days") is None
    replaces(manager, page.edits["guarantee_days"], "90")
    replaces(manager, page.edits["tax_permille"], "6")
    replaces(manager, page.edits["promise_choices"], "0, 2, 5")
    saves(manager)
    found = [setting(shop, name) for name in ("guarantee_days", "tax_permille", "promise_choices")]
    assert found == [90, 60, [0, 2, 5]]
    replaces(manager, page.edits["tax_permille"], "much")
    saves(manager)
    assert manager.focus() is page.edits["tax_permille"]


def test_this_machine_looks_and_speaks_as_it_is_told(manager: Clerk):
    page = opens(manager, "machine")
    language = manager.window.kit.language
    tabs_to(manager, page.language)
    other = {"zh_CN": Qt.Key.Key_Right, "en": Qt.Key.Key_Left}[language.code]
    before = language.code
    manager.presses(other)
    assert language.code != before
    tabs_to(manager, page.idle)
    manager.types("1")
    assert manager.window.kit.preferences.idle_minutes == 0
    tabs_to(manager, page.density)
    manager.presses(Qt.Key.Key_Right)
    assert manager.window.kit.theme.density == "touch"


def test_the_first_days_tick_themselves(manager: Clerk, shop: Desk):
    page = opens(manager, "first_days")
    manager.waits(lambda: page.done_steps == {"people", "shelves"})
    shop.do("change_outlet", MANAGER, address="文三路", service_phone="0571-88000017")
    manager.waits(lambda: "outlet" in page.done_steps)
    manager.presses(ESC)
    manager.presses(ENTER)
    manager.presses(Qt.Key.Key_Space)
    assert settings_of(manager).section().name == "hours"


def test_a_copy_is_made_beside_the_work(manager: Clerk, shop: Desk, tmp_path):
    page = opens(manager, "backup")
    replaces(manager, page.folder, str(tmp_path / "stick"))
    saves(manager)
    manager.qtbot.waitUntil(lambda: not page.child.is_running(), timeout=30_000)
    manager.waits(page.go.isEnabled)
    assert not page.trouble.isVisible(), page.trouble.text()
    (copy,) = (tmp_path / "stick").iterdir()
    assert copy.suffix == ".db"
    assert str(copy) in page.last.text()


def test_a_copy_that_cannot_be_made_says_why(manager: Clerk, shop: Desk, tmp_path):
    (tmp_path / "file").write_text("no folder")
    page = opens(manager, "backup")
    replaces(manager, page.folder, str(tmp_path / "file" / "inside"))
    saves(manager)
    manager.qtbot.waitUntil(page.trouble.isVisible, timeout=30_000)
    assert "file" in page.trouble.text()
    saves(manager)
    manager.waits(page.child.is_running)
    tabs_to(manager, page.stop)
    manager.presses(Qt.Key.Key_Space)
    assert not page.child.is_running()
    assert page.go.isEnabled()


def test_every_section_is_built_by_its_name(manager: Clerk):
    screen = settings_of(manager)
    manager.presses(Qt.Key.Key_F12)
    for kind in SECTIONS:
        screen.open_with(kind.name)
        manager.waits_for_answers()
        section = screen.section()
        assert isinstance(section, Section)
        assert section.caption() == section.heading.text()
        assert section.purpose()
