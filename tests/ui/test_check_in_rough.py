"""Check-in when the day is rough: pasted rubbish, scanner noise, a locked file, no printer.

What was typed stays, and a sentence says what to do.
"""

import unicodedata

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from sqlcipher3 import dbapi2

from tests.desk import Desk
from tests.ui.robots import Clerk
from tests.ui.test_check_in import fill_in

ENTER = Qt.Key.Key_Return
LONGER_THAN_A_LOCK_MS = 9000
RUBBISH = {
    "html": "<b>张</b><img src=x onerror=alert(1)>",
    "turned": "\u202e张伟\u202c\u200b\u2066",
    "control": "张\x07伟\x00\x1b[31m",
    "emoji": "👩\u200d🔧 小王 🛠️",
    "wide": "ＡＢＣ　１２３",
    "quotes": "Robert'); DROP TABLE unit;-- “”",
}


def pastes(edit: QLineEdit | QPlainTextEdit, text: str) -> None:
    """Put a text in by the clipboard, as people do."""
    QGuiApplication.clipboard().setText(text)
    edit.selectAll()
    edit.paste()


def texts_of(clerk: Clerk) -> list[QLineEdit | QPlainTextEdit]:
    form = clerk.check_in().form
    item, look = form.item, form.condition
    words = [item.brand, item.model, item.colour, form.fault.words, look.note, look.more]
    return [form.customer.person, *words]


@pytest.mark.parametrize("name", RUBBISH)
def test_rubbish_is_taken_as_text_and_nothing_else(clerk: Clerk, shop: Desk, name: str):
    fill_in(clerk, kind="fan")
    for edit in texts_of(clerk):
        pastes(edit, RUBBISH[name])
    clerk.waits(lambda: clerk.check_in().aside.slip.paper() is not None)
    paper = repr(clerk.check_in().aside.slip.paper().items[0].model)
    assert "\u202e" not in paper
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(shop.rows("customer_item")) == 1)
    clerk.waits_for_answers()
    (item,), (unit,), (owner,) = (shop.rows(t) for t in ("customer_item", "unit", "customer"))
    kept = [item["fault"], item["condition_note"], unit["brand"], unit["model"], owner["name"]]
    assert all(kept)
    for text in kept:
        assert [c for c in text if unicodedata.category(c) in ("Cc", "Cs") or c == "\u202e"] == []


@pytest.mark.parametrize(
    ("place", "named"), [(0, "姓名"), (1, "品牌"), (2, "型号"), (4, "故障"), (5, "外观")]
)
def test_what_is_too_long_is_told_and_kept(clerk: Clerk, shop: Desk, place: int, named: str):
    fill_in(clerk, kind="fan")
    edit = texts_of(clerk)[place]
    pastes(edit, "很长" * 400)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits_for_answers()
    clerk.waits(clerk.window.messages.toast.isVisible)
    assert named in clerk.window.messages.toast.text()
    clerk.waits_for_focus(edit)
    assert shop.rows("customer_item") == []
    text = edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()
    assert len(text) == 800
    pastes(edit, "正好")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(shop.rows("customer_item")) == 1)


@pytest.mark.parametrize(
    "phone", ["１３９　１２３４　５６７８", "+86 139-1234-5678", "\u202e13912345678"]
)
def test_a_phone_is_read_however_it_is_written(clerk: Clerk, shop: Desk, phone: str):
    fill_in(clerk, kind="fan")
    pastes(clerk.check_in().form.customer.phone, phone)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(shop.rows("customer_item")) == 1)
    assert shop.rows("customer")[0]["phone"] == "13912345678"


@pytest.mark.parametrize("phone", ["九零零", "<b>1</b>", "138 0013", "1" * 300, "📱"])
def test_what_is_no_phone_is_said_beside_it(clerk: Clerk, shop: Desk, phone: str):
    fill_in(clerk, kind="fan")
    card = clerk.check_in().form.customer
    pastes(card.phone, phone)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits_for_focus(card.phone)
    card.settle()
    assert card.phone_field.has_error()
    assert card.hint.text().endswith("。")
    assert shop.rows("customer_item") == []
    assert card.person.text() == "王芳"


def test_amounts_in_full_width_digits_are_amounts(clerk: Clerk, shop: Desk):
    fill_in(clerk, kind="fan")
    form = clerk.check_in().form
    pastes(form.terms.quote, "￥１，２８０．５")
    pastes(form.condition.value, "３００元")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(shop.rows("customer_item")) == 1)
    (item,) = shop.rows("customer_item")
    assert (item["quoted_fen"], item["declared_value_fen"]) == (128_050, 30_000)


def test_scanner_noise_changes_nothing_that_was_typed(clerk: Clerk, shop: Desk):
    fill_in(clerk, kind="fan")
    form = clerk.check_in().form
    form.fault.words.setFocus()
    clerk.writes("转起来有点")
    clerk.scans("\\x")  # too short to be a code: it is typing
    form.condition.note.setFocus()
    clerk.writes("底座")
    clerk.scans("6923450657713")  # a code of the baker's: none of our numbers
    clerk.waits(clerk.window.messages.toast.isVisible)
    assert form.condition.note.text() == "底座"
    assert form.item.serial.text() == ""
    clerk.scans("SN-" + "4901234" * 12)
    assert form.item.serial_field().has_error()
    assert form.item.wrong.text().endswith("。")
    assert form.customer.person.text() == "王芳"


def test_a_scan_in_the_middle_of_a_word_leaves_the_word(clerk: Clerk):
    fill_in(clerk, kind="phone")
    form = clerk.check_in().form
    for edit in (form.item.brand, form.condition.note, form.condition.more):
        edit.setFocus()
        edit.clear()
        clerk.types("ab")
        clerk.scans("356938035643809")
        clerk.types("cd")
        assert edit.text() == "abcd"
    assert form.item.serial.text() == "356938035643809"


def test_a_locked_file_is_told_and_the_form_kept(clerk: Clerk, shop: Desk):
    fill_in(clerk, kind="fan")
    other = dbapi2.connect(shop.counter.shop.path)
    other.execute("BEGIN IMMEDIATE")
    clerk.presses(ENTER, ctrl=True)
    toast = clerk.window.messages.toast
    clerk.qtbot.waitUntil(toast.isVisible, timeout=LONGER_THAN_A_LOCK_MS)
    assert "另一个程序" in toast.text() or "占用" in toast.text()
    other.rollback()
    other.close()
    assert clerk.check_in().form.customer.person.text() == "王芳"
    assert shop.rows("customer_item") == []
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(shop.rows("customer_item")) == 1)


def test_papers_that_cannot_be_written_are_told_and_marked(clerk: Clerk, shop: Desk):
    (shop.counter.shop.folder / "papers").write_text("in the way", "utf-8")
    fill_in(clerk, kind="fan")
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: bool(clerk.faults))
    clerk.waits_for_answers()
    assert clerk.window.messages.toast.isVisible()
    assert len(shop.rows("customer_item")) == 1
    clerk.waits(lambda: {row["status"] for row in shop.rows("print_job")} == {"FAILED"})
    assert all(row["reason"] for row in shop.rows("print_job"))
    clerk.faults.clear()
