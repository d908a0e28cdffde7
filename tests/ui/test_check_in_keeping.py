"""A draft that could not be written because another process held the file is written afterwards."""

import json
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from sqlcipher3 import dbapi2

from tests.desk import DESK, Desk
from tests.ui.robots import Clerk

LONG_MS = 20_000


def types_a_phone(clerk: Clerk) -> None:
    clerk.presses(Qt.Key.Key_F2)
    clerk.check_in().form.customer.phone.setFocus()
    clerk.types("13912345678")
    clerk.presses(Qt.Key.Key_Return)


def kept_phones(shop: Desk) -> list[str]:
    return [json.loads(str(row["body_json"]))["phone"] for row in shop.rows("draft")]


@pytest.mark.parametrize(
    ("language", "told"), [("zh_CN", "还没有存成草稿"), ("en", "not saved as")]
)
def test_a_draft_is_written_once_the_file_is_free(
    open_window: Callable[..., Clerk], shop: Desk, language: str, told: str
):
    clerk = open_window(language)
    clerk.signs_in(DESK)
    other = dbapi2.connect(str(shop.counter.shop.path))
    other.execute("BEGIN IMMEDIATE")
    types_a_phone(clerk)
    toast = clerk.window.messages.toast
    clerk.qtbot.waitUntil(lambda: told in toast.text(), timeout=LONG_MS)
    assert shop.rows("draft") == []
    other.rollback()
    other.close()
    clerk.qtbot.waitUntil(lambda: kept_phones(shop) == ["13912345678"], timeout=LONG_MS)
    clerk.waits_for_answers()
    assert clerk.check_in().form.customer.phone.text() == "139 1234 5678"
