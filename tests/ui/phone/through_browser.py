"""A real browser sends pictures to the item that is open, with JavaScript and without.

Not part of every run: it needs Debian's chromium and chromium-driver. `poe browser` runs it.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.desk import DESK, Desk
from tests.pictures import a_picture, from_a_phone
from tests.ui.case_pages import opens_case
from tests.ui.phone.browser import Browser, a_browser
from tests.ui.phone.test_panel import opens_panel, this_machine
from tests.ui.robots import Clerk
from tests.ui.test_case_photos import shows
from ui.screens.case.log_card import PHOTOS

__all__ = ["this_machine"]
PATIENCE_MS = 90_000
TAKE, CHOOSE = "input[capture]", "input[multiple]"


def with_scripts(browser: Browser, url: str, files: list[Path]) -> str:
    """Each file goes by itself as soon as it is chosen; the page stays."""
    browser.opens(url)
    assert not browser.is_shown("button")
    browser.chooses(TAKE, files[0])
    browser.chooses(CHOOSE, *files[1:])
    _wait_until(browser, len(files))
    return browser.reads()


def without_scripts(browser: Browser, url: str, files: list[Path]) -> str:
    """All at once by the button."""
    browser.opens(url)
    assert browser.is_shown("button")
    browser.chooses(CHOOSE, *files)
    browser.clicks("button")
    _wait_until(browser, len(files))
    return browser.reads()


def _wait_until(browser: Browser, count: int) -> None:
    until = time.monotonic() + PATIENCE_MS / 1000
    while browser.told() < count:
        assert time.monotonic() < until, browser.reads()
        time.sleep(0.1)


@dataclass(frozen=True)
class Phone:
    """Whose browser it is: the window's language, the phone's, what is said of a bad file."""

    language: str
    speaks: str
    said: str
    way: Callable[[Browser, str, list[Path]], str]


PHONES = [
    Phone("zh_CN", "zh-CN", "不是能识别的图片", with_scripts),
    Phone("en", "en-GB", "is no picture", without_scripts),
]


@pytest.mark.parametrize("phone", PHONES, ids=lambda one: one.language)
def test_pictures_come_from_a_browser(
    phone: Phone, open_window: Callable[..., Clerk], shop: Desk, tmp_path: Path
):
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"no picture")
    files = [from_a_phone(tmp_path / "IMG_1.jpg"), a_picture(tmp_path / "二.png", 2), bad]
    clerk = open_window(phone.language)
    clerk.signs_in(DESK)
    screen = opens_case(clerk, shop.takes_in())
    screen.log.views.choose(PHOTOS)
    panel = opens_panel(clerk, screen.photos.intake)
    assert panel.server is not None
    url = panel.server.url

    def visit() -> tuple[str, list[str]]:
        scripts = phone.way is with_scripts
        with a_browser(tmp_path / "chromium", phone.speaks, scripts=scripts) as browser:
            return phone.way(browser, url, files), browser.objections()

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(visit)
        clerk.qtbot.waitUntil(done.done, timeout=PATIENCE_MS)
        text, objections = done.result()
    assert phone.said in text
    assert objections == []
    shows(clerk, 2)
    assert len(shop.rows("photo")) == 2
