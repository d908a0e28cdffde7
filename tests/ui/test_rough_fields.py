"""Rubbish pasted into every field of every page: kept as text, sent, refused in words, never drawn.

Check-in and hand-back have rough days of their own; here all other pages are walked.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from shiboken6 import isValid

from counter.printing.devices.kept import kept_printers
from tests.desk import MANAGER, Desk
from tests.ui.pages import PAGES
from tests.ui.robots import Clerk
from ui.screens.settings.screen import SECTIONS

ENTER = Qt.Key.Key_Return
Edit = QLineEdit | QPlainTextEdit
Opener = Callable[[Clerk, Desk], QWidget]
RUBBISH = (
    "<b>张</b><img src=x onerror=alert(1)>",
    "\u202e张伟\u202c\u200b\u2066",
    "张\x07伟\x1b[31m",
    "👩\u200d🔧 小王 🛠️",
    "ＡＢＣ　１２３．４５",
    "很长" * 20_000,
)
LONGEST = 4096  # a folder; the rest is far shorter
NEVER_KEPT = {"\u200b", "\u200e", "\u200f", "\ufeff"} | {
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
}
OF_THEIR_OWN = ("check_in", "hand_back", "preview")


def section(name: str) -> Opener:
    """A section of the settings."""

    def opened(clerk: Clerk, _shop: Desk) -> QWidget:
        clerk.signs_in(MANAGER)
        clerk.window.open("settings", name)
        clerk.waits_for_answers()
        return clerk.window

    return opened


def doctor(clerk: Clerk, _shop: Desk) -> QWidget:
    clerk.signs_in(MANAGER)
    clerk.window.go("doctor")
    clerk.waits_for_answers()
    return clerk.window


def palette(clerk: Clerk, shop: Desk) -> QWidget:
    shop.takes_in()
    clerk.signs_in(MANAGER)
    clerk.window.go("board")
    clerk.presses(Qt.Key.Key_K, ctrl=True)
    clerk.waits(lambda: clerk.focus() is not clerk.window)
    return clerk.window


def board_filters(clerk: Clerk, shop: Desk) -> QWidget:
    shop.takes_in()
    clerk.signs_in(MANAGER)
    clerk.window.go("board")
    clerk.waits_for_answers()
    return clerk.window


OPENERS: dict[str, Opener] = {
    **{name: page for name, page in PAGES.items() if not name.startswith(OF_THEIR_OWN)},
    **{f"settings_{one.name}": section(one.name) for one in SECTIONS},
    "doctor": doctor,
    "palette": palette,
    "board_filters": board_filters,
}


@pytest.mark.parametrize("name", sorted(OPENERS))
def test_rubbish_is_text_and_nothing_else(name: str, open_window, shop: Desk):
    clerk = open_window()
    root = OPENERS[name](clerk, shop)
    page = clerk.window.current()
    for turn in range(len(RUBBISH)):
        edits = list(fields_of(root))
        typed = {
            edit: pastes(edit, RUBBISH[(n + turn) % len(RUBBISH)]) for n, edit in enumerate(edits)
        }
        before = entries(shop)
        check_is_plain(root)
        sends(clerk)
        check_is_plain(clerk.window)
        if clerk.window.current() is not page or not is_there(root):
            break  # the form was taken, or its key leads on to another page
        if entries(shop) == before:
            check_kept(typed)
    check_nothing_unseen(shop)


def fields_of(root: QWidget) -> Iterator[Edit]:
    """What can be typed into now; a PIN is for digits and shows nothing."""
    for edit in [*root.findChildren(QLineEdit), *root.findChildren(QPlainTextEdit)]:
        is_open = edit.isVisible() and edit.isEnabled() and not edit.isReadOnly()
        if is_open and not edit.objectName().startswith("qt_"):
            yield edit


def pastes(edit: Edit, text: str) -> str:
    """Put a text in by the clipboard, and say what stands there then."""
    QGuiApplication.clipboard().setText(text)
    edit.selectAll()
    edit.paste()
    if isinstance(edit, QLineEdit):
        assert edit.maxLength() <= LONGEST, (type(edit), edit.accessibleName())
    return text_in(edit)


def text_in(edit: Edit) -> str:
    return edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()


def sends(clerk: Clerk) -> None:
    """Enter where the focus is, and the key of the primary button."""
    clerk.presses(ENTER)
    clerk.waits_for_answers()
    clerk.presses(ENTER, ctrl=True)
    clerk.waits_for_answers()
    clerk.qtbot.wait(1)
    clerk.waits_for_answers()


def is_there(root: QWidget) -> bool:
    """Whether the page is still open: a form that was taken has gone."""
    modal = QApplication.activeModalWidget()
    return (
        isValid(root)
        and root.isVisible()
        and (modal is None or modal is root or root.isAncestorOf(modal))
    )


def check_kept(typed: dict[Edit, str]) -> None:
    """What was refused stays as it was typed, but for a PIN."""
    for edit, text in typed.items():
        if not isValid(edit):
            continue
        is_secret = isinstance(edit, QLineEdit) and edit.echoMode() is not QLineEdit.EchoMode.Normal
        if not is_secret and edit.isVisible():
            is_kept = text_in(edit) in (text, text.strip())
            assert is_kept, (edit.accessibleName(), text[:60], text_in(edit)[:60])


def check_is_plain(root: QWidget) -> None:
    """Nothing that somebody typed is drawn as markup, not in a tool tip either."""
    for part in root.findChildren(QWidget):
        assert not is_markup(part.toolTip()), (type(part), part.toolTip())
        if isinstance(part, QLabel) and part.textFormat() is not Qt.TextFormat.PlainText:
            assert not is_markup(part.text()), part.text()
        if isinstance(part, QAbstractItemView) and part.isVisible():
            model = part.model()
            for row in range(min(model.rowCount(), 20)):
                for column in columns_of(part):
                    tip = model.index(row, column).data(Qt.ItemDataRole.ToolTipRole)
                    assert not is_markup(str(tip or "")), tip


def columns_of(view: QAbstractItemView) -> range:
    return range(view.model().columnCount() if isinstance(view, QTableView) else 1)


def check_nothing_unseen(shop: Desk) -> None:
    """No column of the file holds a mark that nobody can see."""
    db = shop.counter.shop.db
    names = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (name,) in names:
        if name.startswith(("sqlite_", "search_")):
            continue
        for found in db.execute(f'SELECT * FROM "{name}"').fetchall():
            for value in found:
                if isinstance(value, str):
                    assert [c for c in value if is_unseen(c)] == [], (name, value)


def is_markup(text: str) -> bool:
    """Whether Qt would take a text for HTML where nobody tells it otherwise."""
    return re.search(r"<\s*[/!a-z]", text.partition("\n")[0], re.IGNORECASE) is not None


def is_unseen(character: str) -> bool:
    is_control = unicodedata.category(character) == "Cc" and character not in "\n\t"
    return is_control or character in NEVER_KEPT


def entries(shop: Desk) -> int:
    """How much was kept: acts that were sealed, printers that were described."""
    acts = int(shop.counter.shop.db.execute("SELECT count(*) FROM sync_log").fetchone()[0])
    return acts + len(kept_printers(shop.counter.shop.machine.folder))
