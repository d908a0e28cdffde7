"""F1 opens the page of the screen, in the language of who reads; both languages tell the same."""

import re

import pytest
from PySide6.QtCore import Qt

from tests.desk import MANAGER
from tests.ui.robots import Clerk
from ui.help.pages import FOLDER, NAMES, help_page_of, help_pages
from ui.help.reader import HelpReader
from ui.navigation import PLACES
from ui.screens.places import SCREENS

ENTER, ESC, F1 = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_F1
HEADING = re.compile(r"^#+ ", re.MULTILINE)


def reader(clerk: Clerk) -> HelpReader:
    clerk.waits(lambda: clerk.window.overlays.help is not None)
    shown = clerk.window.overlays.help
    assert isinstance(shown, HelpReader)
    clerk.waits(shown.isActiveWindow)
    return shown


def closes(clerk: Clerk) -> None:
    clerk.presses(ESC)
    clerk.waits(lambda: clerk.window.overlays.help is None)
    clerk.turns_to_the_window()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_screen_has_its_page(language: str):
    assert set(SCREENS) | {place.name for place in PLACES} <= set(NAMES)
    files = {file.stem for file in (FOLDER / language).glob("*.md")}
    assert files == set(NAMES)
    for page in help_pages(language):
        assert page.title
        assert page.text.startswith("# ")
        assert len(page.text) < 2500  # read while somebody waits


def test_both_languages_tell_the_same():
    for name in NAMES:
        zh, en = (help_page_of(name, language).text for language in ("zh_CN", "en"))
        assert len(HEADING.findall(zh)) == len(HEADING.findall(en)), name
        assert zh.count("\n- ") == en.count("\n- "), name
        keys = re.compile(r"\bF\d+\b|Ctrl\+[A-Z]\w*")
        assert set(keys.findall(zh)) == set(keys.findall(en)), name


def test_the_keys_of_the_places_are_those_of_the_rail():
    for place in PLACES:
        for language in ("zh_CN", "en"):
            assert place.keys in help_page_of(place.name, language).title.replace("（", "("), place


def test_what_is_not_verified_is_said():
    for language, words in (
        ("en", ("real printers", "Windows spooler", "real scanners", "cameras")),
        ("zh_CN", ("真实打印机", "Windows 打印后台", "真实扫码枪", "摄像头")),
    ):
        assert all(help_page_of("support", language).has(word) for word in words)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_f1_opens_the_page_of_the_screen(language: str, open_window):
    clerk = open_window(language)
    clerk.signs_in(MANAGER)
    for key, name in ((Qt.Key.Key_F2, "check_in"), (Qt.Key.Key_F12, "settings")):
        clerk.presses(key)
        clerk.waits_for_answers()
        clerk.presses(F1)
        shown = reader(clerk)
        assert shown.page() == help_page_of(name, language)
        assert shown.page().title in shown.text.toPlainText()
        closes(clerk)
        assert clerk.window.current().name == name


def test_the_manual_is_searched_and_leafed_through(open_window):
    clerk = open_window("en")
    clerk.signs_in(MANAGER)
    clerk.presses(F1)
    shown = reader(clerk)
    clerk.presses(Qt.Key.Key_F, ctrl=True)
    clerk.types("spooler")
    assert shown.names() == ["support"]
    assert shown.text.textCursor().selectedText() == "spooler"
    clerk.types("xyz")
    assert shown.names() == []
    for _ in "xyzspooler":
        clerk.presses(Qt.Key.Key_Backspace)
    assert shown.names() == list(NAMES)
    clerk.types("receipt")
    first = shown.page().name
    for _ in range(30):
        clerk.presses(ENTER)
    assert shown.page().name != first or len(shown.names()) == 1
    assert shown.isVisible()
    clerk.window.kit.language.switch("zh_CN")
    assert shown.page().text == help_page_of(shown.page().name, "zh_CN").text
    closes(clerk)


def test_f1_tells_of_the_sign_in_while_nobody_is_here(open_window):
    clerk = open_window("zh_CN")
    clerk.presses(F1)
    assert reader(clerk).page().name == "sign_in"
    closes(clerk)
