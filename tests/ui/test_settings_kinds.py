"""What is measured on a kind of item and looked at before it passes, set by keys alone."""

import json

import pytest
from PySide6.QtCore import Qt

from tests.desk import MANAGER, Desk
from tests.ui.robots import Clerk
from tests.ui.test_settings import opens, replaces, saves, tabs_to
from ui.screens.settings.test_list import TestList


def writes_a_test(clerk: Clerk, words: TestList, limit: str) -> None:
    """What it is called in both languages, its unit and the most it may be."""
    tabs_to(clerk, words.add)
    clerk.presses(Qt.Key.Key_Space)
    clerk.waits_for_focus(words.zh)
    for edit, text in ((words.zh, "空载电流"), (words.en, "Idle current")):
        tabs_to(clerk, edit)
        clerk.writes(text)
    for edit, text in ((words.unit, "A"), (words.high, limit)):
        tabs_to(clerk, edit)
        clerk.types(text)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_what_is_measured_and_looked_at_is_the_outlets_own(open_window, shop: Desk, language: str):
    manager = open_window(language)
    manager.signs_in(MANAGER)
    page = opens(manager, "kinds")
    tabs_to(manager, page.which)
    page.which.choose("tests")
    writes_a_test(manager, page.tests, "1.2.3")
    saves(manager)
    assert manager.focus() is page.tests.low  # a limit is still needed
    replaces(manager, page.tests.high, "1.5")
    saves(manager)
    row = shop.rows("item_kind", "code = 'microwave'")[0]
    new = {"zh": "空载电流", "en": "Idle current", "unit": "A", "low": "", "high": "1.5"}
    assert json.loads(row["tests_json"])[-1] == new
    assert len(json.loads(row["checks_json"])) == 5
    page.which.choose("checks")
    tabs_to(manager, page.lists["checks"].roster)
    manager.presses(Qt.Key.Key_Home)
    tabs_to(manager, page.lists["checks"].drop)
    manager.presses(Qt.Key.Key_Space)
    saves(manager)
    row = shop.rows("item_kind", "code = 'microwave'")[0]
    assert "FAULT_GONE" not in row["checks_json"]
