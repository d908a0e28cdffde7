"""Every section of the settings and the doctor: it fits, nothing is cut, everything has a name."""

import contextlib

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import TimeoutError as Waited

from tests.desk import MANAGER, Desk
from tests.ui.gallery.flaws import Longer
from tests.ui.robots import Clerk
from tests.ui.test_pages import cut_texts, foreign_texts, nameless, overlapping
from ui.screens.settings.screen import SECTIONS
from ui.window import SMALLEST

PAGES = [*(("settings", section.name) for section in SECTIONS), ("doctor", "")]
#: what stands in both languages, or is the name of a thing of the machine
OF_THE_MACHINE = (
    *("Python", "PySide", "Essentials", "sqlcipher", "SQLAlchemy", "reportlab", "cryptography"),
    *("pypdfium", "SQLite", "Bold", "Medium", "Regular", "Debian", "GNU", "Linux", "bookworm"),
    *("fcitx", "ibus", "Asia", "Shanghai", "CNY", "Shift", "microwave", "tmp", "root", "counter"),
    *("backups", "Microwave oven", "MF-17", "Alt", "末条指纹"),
    *("ZPL", "TSPL", "ESC/POS", "TSC", "Zebra", "USB", "Tab"),
    *("https://hub.example.com", "ABCD-EFGH-JKLM-NPQR"),
)


def shows(clerk: Clerk, screen: str, subject: str) -> None:
    clerk.window.open(screen, subject)
    clerk.waits_for_answers()
    clerk.window.messages.hush()
    QApplication.processEvents()


def stands(clerk: Clerk) -> None:
    """Nothing is cut, once what the printers answered has found its place."""
    screen = clerk.window.current()
    with contextlib.suppress(Waited):
        clerk.qtbot.waitUntil(lambda: not cut_texts(screen), timeout=1500)
    assert cut_texts(screen) == []


@pytest.mark.parametrize(("language", "touch"), [("zh_CN", False), ("en", False), ("en", True)])
def test_every_section_fits(language: str, touch: bool, open_window, shop: Desk):
    clerk = open_window(language, touch=touch)
    clerk.signs_in(MANAGER)
    for page in PAGES:
        shows(clerk, *page)
        screen = clerk.window.current()
        if not touch:
            stands(clerk)
        assert overlapping(screen) == [], page
        assert nameless(screen) == [], page


def test_the_smallest_window_is_enough_for_them(open_window, shop: Desk):
    clerk = open_window("en")
    clerk.signs_in(MANAGER)
    clerk.window.resize(*SMALLEST)
    for page in PAGES:
        shows(clerk, *page)
        assert overlapping(clerk.window.current()) == [], page
        assert clerk.window.size().toTuple() == SMALLEST, page


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_they_speak_the_other_language_at_once(language: str, open_window, shop: Desk):
    clerk = open_window("en" if language == "zh_CN" else "zh_CN")
    clerk.signs_in(MANAGER)
    for page in PAGES:
        shows(clerk, *page)
    clerk.window.kit.language.switch(language)
    clerk.waits_for_answers()
    for page in PAGES:
        shows(clerk, *page)
        left = foreign_texts(clerk.window.current(), language)
        said = [text for text in left if not any(name in text for name in OF_THE_MACHINE)]
        assert said == [], page


def test_longer_texts_find_room_in_them(open_window, shop: Desk):
    clerk = open_window("en")
    clerk.signs_in(MANAGER)
    clerk.window.kit.language.words = Longer()
    clerk.window.kit.language.changed.emit()
    for page in PAGES:
        shows(clerk, *page)
        stands(clerk)
