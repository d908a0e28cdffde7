"""One walk through the console in a real Chromium, without scripts, as wide as a phone."""

import time
from pathlib import Path

from tests.hub.conftest import BOSS, PASSWORD, Told
from tests.ui.phone.browser import Browser, a_browser

PATIENCE_S = 90
SIDEWAYS = "return document.documentElement.scrollWidth > document.documentElement.clientWidth"
FOCUSED = "return document.activeElement.textContent.trim() || document.activeElement.name"


def types(browser: Browser, selector: str, text: str) -> None:
    browser.chooses(selector, Path(text))


def shown(browser: Browser, what: str) -> str:
    """The text of the page once it says so: a click may still be on its way."""
    until, text = time.monotonic() + PATIENCE_S, ""
    while what not in text:
        assert time.monotonic() < until, text
        text = browser.reads()
    return text


def walk(browser: Browser, url: str, heard: Told) -> list[str]:
    """Signs in, goes from an outlet to a case, from a figure to its cases; the pages seen."""
    seen = list[str]()

    def look(what: str) -> None:
        seen.append(shown(browser, what))
        assert not browser.runs(SIDEWAYS), what

    browser.opens(f"{url}/console")
    look("登录")
    types(browser, "#name", BOSS)
    types(browser, "#password", PASSWORD)
    browser.clicks("main button")
    look("网点")
    browser.clicks("main table a")
    look("能证明什么")
    browser.clicks("main .actions a")
    look("未结")
    browser.clicks(f"main a[href$='{heard.kept.case}']")
    look("138****5678")
    browser.opens(f"{url}/console/figures?outlet=17&days=7")
    look("周转时间中位数")
    browser.clicks("svg.plot a:last-of-type")
    look("仅看")
    browser.opens(f"{url}/console/seats?lang=en")
    look("Admit a seat")
    types(browser, "#outlet", "17")
    browser.clicks("main form button")
    look("It is shown this once.")
    assert browser.is_shown("#code")
    browser.opens(f"{url}/console/outlets/17")
    browser.clicks("main a[href$='/revoke']")
    look("Revoke a seat?")
    browser.clicks("main form button")
    look("revoked")
    browser.presses("\ue004")  # Tab: the first stop leads past the navigation
    assert browser.runs(FOCUSED) == "To the content"
    browser.clicks("header form button")
    look("Sign in")
    return seen


def test_head_office_walks_through_the_console(
    own_hub: tuple[str, Path], heard: Told, tmp_path: Path
) -> None:
    url, _ = own_hub
    with a_browser(tmp_path / "chromium", "zh-CN", scripts=False) as browser:
        seen = walk(browser, url, heard)
        assert browser.objections() == []
    assert not [page for page in seen if "张伟" in page or "13800135678" in page]
