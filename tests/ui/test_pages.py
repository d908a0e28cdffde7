"""Every page, in both languages: it fits, nothing is cut, everything has a name."""

import re

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from tests.desk import STAFF, Desk
from tests.ui.gallery.flaws import is_sign
from tests.ui.pages import PAGES
from tests.ui.robots import seen_texts
from ui.widgets.labels import ElidedLabel
from ui.widgets.person_tile import PersonTile
from ui.widgets.ticks import Tick
from ui.window import DESIGN, SMALLEST

CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QAbstractItemView, QAbstractSpinBox)
DATA = (
    *("安序服务 · 文三路店", "电水壶 苏泊尔 SW-17J", "电水壶", "底座", "滤网", "烧水时底座漏水"),
    *("苏泊尔 SW-17J", "密封圈老化", "密封圈", "周", "李"),
    *("苏泊尔", "密封圈老化", "赵", "李"),
    *("更换密封圈", "张伟", "张", "赵敏", "孙", *(name for name, _ in STAFF.values())),
)
LATIN = re.compile(r"[A-Za-z]{3,}")
HAN = re.compile(r"[\u4e00-\u9fff]")
KEYS = ("Ctrl", "Alt", "Enter", "PgDn", "English", "中文", "PIN", "IMEI", "PDF", "xlsx", "taken")


@pytest.fixture(params=PAGES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def cut_texts(root: QWidget) -> list[str]:
    """Texts that are wider than their place, or hang over the edge of what holds them."""
    cut: list[str] = []
    for part in [*root.findChildren(QLabel), *root.findChildren(QAbstractButton)]:
        text = part.text().replace("&", "")
        if not part.isVisible() or not text or isinstance(part, PersonTile | Tick | ElidedLabel):
            continue
        if is_sign(part):
            continue
        if isinstance(part, QLabel) and part.wordWrap():
            needed = part.heightForWidth(part.width())
            if part.height() < needed:
                cut.append(f"{text} is {part.height()} high, needs {needed}")
            continue
        needed = part.fontMetrics().horizontalAdvance(text)
        seen = part.visibleRegion().boundingRect().width()
        if part.width() < needed or (seen and seen < min(needed, part.width())):
            cut.append(f"{text} is {min(part.width(), seen)} wide, needs {needed}")
    return cut


def overlapping(root: QWidget) -> list[tuple[str, str]]:
    """Texts of one parent that lie on each other."""
    found: list[tuple[str, str]] = []
    places: dict[QWidget | None, list[tuple[QRect, str]]] = {}
    for part in [*root.findChildren(QLabel), *root.findChildren(QAbstractButton)]:
        if not part.isVisible() or not part.text():
            continue
        beside = places.setdefault(part.parentWidget(), [])
        found += [(t, part.text()) for box, t in beside if box.intersects(part.geometry())]
        beside.append((part.geometry(), part.text()))
    return found


def nameless(root: QWidget) -> list[str]:
    """Controls that Tab or a finger reaches and that a screen reader cannot name."""
    return [
        f"{type(part).__name__} {part.objectName()}"
        for part in root.findChildren(QWidget)
        if isinstance(part, CONTROLS)
        and part.isVisible()
        and part.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not isinstance(part.parentWidget(), QAbstractSpinBox)
        and not (part.accessibleName() or (isinstance(part, QAbstractButton) and part.text()))
    ]


def foreign_texts(root: QWidget, language: str) -> list[str]:
    """Texts with a word of the other language; what the shop typed itself is nobody's fault."""
    found: list[str] = []
    for text in [*seen_texts(root), *placeholders(root)]:
        plain = text
        for data in sorted((*DATA, *KEYS), key=len, reverse=True):
            plain = plain.replace(data, "")
        if (LATIN if language == "zh_CN" else HAN).search(plain):
            found.append(text)
    return found


def placeholders(root: QWidget) -> list[str]:
    edits = [*root.findChildren(QLineEdit), *root.findChildren(QPlainTextEdit)]
    return [edit.placeholderText() for edit in edits if edit.isVisible()]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_it_fits_and_nothing_is_cut(name: str, language: str, open_window, shop: Desk):
    clerk = open_window(language)
    page = PAGES[name](clerk, shop)
    QApplication.processEvents()
    assert clerk.window.size().toTuple() == DESIGN
    assert cut_texts(page) == []
    assert overlapping(page) == []
    assert nameless(page) == []


def test_the_smallest_window_is_enough(name: str, open_window, shop: Desk):
    clerk = open_window("en")
    page = PAGES[name](clerk, shop)
    clerk.window.resize(*SMALLEST)
    QApplication.processEvents()
    assert clerk.window.size().toTuple() == SMALLEST
    assert overlapping(page) == []


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_other_language_is_heard_at_once(name: str, language: str, open_window, shop: Desk):
    """Opened in one language, switched to the other: no word of the first is left."""
    other = "en" if language == "zh_CN" else "zh_CN"
    clerk = open_window(other)
    page = PAGES[name](clerk, shop)
    clerk.window.messages.toast.hide()
    clerk.window.kit.language.switch(language)
    clerk.waits_for_answers()
    assert foreign_texts(page, language) == []
    assert clerk.window.size().toTuple() == DESIGN


class Longer:
    """A language whose every text is 40 % longer than the English one, and breaks nowhere there."""

    language = "en"

    def say(self, text: str, /, **facts: object) -> str:
        said = text.format(**facts) if facts else text
        return said + "~" * (len(said) * 2 // 5)

    def say_n(self, one: str, many: str, n: int, /, **facts: object) -> str:
        return self.say(one if n == 1 else many, n=n, **facts)

    def say_as(self, _context: str, text: str, /, **facts: object) -> str:
        return self.say(text, **facts)


def test_longer_texts_find_room(name: str, open_window, shop: Desk):
    clerk = open_window("en")
    page = PAGES[name](clerk, shop)
    clerk.window.messages.toast.hide()
    clerk.window.kit.language.words = Longer()
    clerk.window.kit.language.changed.emit()
    clerk.waits_for_answers()
    QApplication.processEvents()
    assert clerk.window.size().toTuple() == DESIGN
    assert cut_texts(page) == []


def test_touch_targets_are_large_enough(open_window, shop: Desk):
    clerk = open_window(touch=True)
    page = PAGES["check_in_known"](clerk, shop)
    small = [
        (part.text(), part.height())
        for part in page.findChildren(QAbstractButton)
        if part.isVisible() and part.property("kind") in ("chip", "primary") and part.height() < 44
    ]
    assert small == []


def test_the_form_scrolls_to_the_gap_it_leads_to(open_window, shop: Desk):
    clerk = open_window("en")
    PAGES["check_in_known"](clerk, shop)
    clerk.window.resize(*SMALLEST)
    QApplication.processEvents()
    group = clerk.check_in().form.condition.accessories
    group.start()
    chip = group.chips[0]
    assert chip.visibleRegion().boundingRect().height() == chip.height()
