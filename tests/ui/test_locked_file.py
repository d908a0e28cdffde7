"""Another program holds the file for as long as one waits: it is said, and what was typed stays."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from sqlcipher3 import dbapi2

from tests.desk import Desk
from tests.ui.case_pages import case_screen, customers_screen, settlement_screen
from tests.ui.pages import PAGES
from tests.ui.robots import Clerk, seen_texts
from tests.ui.test_check_in_rough import LONGER_THAN_A_LOCK_MS
from tests.ui.test_rough_fields import entries

ENTER = Qt.Key.Key_Return


def rounding(clerk: Clerk) -> QLineEdit:
    return settlement_screen(clerk).totals.rounding


def payment(clerk: Clerk) -> QLineEdit:
    dialog = case_screen(clerk).deeds.dialog
    dialog.method.choose(["WECHAT"])
    return dialog.amount


def said(clerk: Clerk) -> QLineEdit:
    dialog = case_screen(clerk).deeds.dialog
    dialog.outcome.choose([dialog.outcome.chips[0].code])
    dialog.said.clear()
    return dialog.said


def customer_note(clerk: Clerk) -> QLineEdit:
    return customers_screen(clerk).deeds.dialog.edits["note"]


@pytest.mark.parametrize(
    ("page", "edit_of", "text"),
    [
        ("settlement", rounding, "0.5"),
        ("form_take_payment", payment, "20"),
        ("form_notify", said, "0417"),
        ("correct_customer", customer_note, "VIP"),
    ],
)
def test_a_locked_file_is_told_and_what_was_typed_is_kept(
    page: str, edit_of: Callable[[Clerk], QLineEdit], text: str, open_window, shop: Desk
):
    clerk = open_window()
    root = PAGES[page](clerk, shop)
    edit = edit_of(clerk)
    edit.setFocus()
    clerk.waits_for_focus(edit)
    clerk.types(text)
    before = entries(shop)
    other = dbapi2.connect(str(shop.counter.shop.path))
    other.execute("BEGIN IMMEDIATE")
    clerk.presses(ENTER, ctrl=True)
    clerk.qtbot.waitUntil(
        lambda: any("占用" in told or "另一个程序" in told for told in seen_texts(root)),
        timeout=LONGER_THAN_A_LOCK_MS,
    )
    other.rollback()
    other.close()
    assert edit.text() == text
    assert entries(shop) == before
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: entries(shop) == before + 1)
    clerk.waits_for_answers()
