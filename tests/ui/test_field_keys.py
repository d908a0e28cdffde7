"""The key of a question: underlined in English, behind the Chinese name, and never in its way."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.desk import DESK, Desk
from tests.ui.case_pages import settlement_screen
from tests.ui.robots import Clerk
from ui.widgets.field import Field


def with_alt(clerk: Clerk, key: Qt.Key) -> None:
    QTest.keyClick(clerk.focus(), key, Qt.KeyboardModifier.AltModifier)


@pytest.mark.parametrize(("language", "asked"), [("zh_CN", "抹零"), ("en", "&Rounding off")])
def test_alt_leads_to_the_settlements_fields(open_window, shop: Desk, language: str, asked: str):
    case = shop.mends(shop.takes_in())
    clerk = open_window(language)
    clerk.signs_in(DESK)
    clerk.window.open("settlement", case.case)
    screen = settlement_screen(clerk)
    clerk.waits(lambda: bool(screen.rows))
    clerk.waits_for_answers()
    totals = screen.totals
    assert totals.rounding_field.label.text() == asked
    assert "(" not in totals.rounding.accessibleName() + totals.days.accessibleName()
    with_alt(clerk, Qt.Key.Key_G)
    assert clerk.focus() is totals.days
    with_alt(clerk, Qt.Key.Key_R)
    assert clerk.focus() is totals.rounding


def test_the_key_goes_with_the_language(show, qtbot):
    field = Field(QLineEdit())
    show(field)
    field.say("型号(&M)")
    assert (field.label.text(), field.label.toolTip()) == ("型号", "Alt+M")
    field.say("&Model")
    assert (field.label.text(), field.label.toolTip()) == ("&Model", "")
    field.say("品牌")
    assert (field.label.text(), field.label.toolTip()) == ("品牌", "")
