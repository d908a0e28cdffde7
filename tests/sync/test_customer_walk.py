"""A customer with a phone, in a real Chromium without scripts: opens the code, agrees, rates."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.customers import TAIL, Left
from tests.sync.test_bundles import joined
from tests.sync.test_server import Place, Served
from tests.ui.phone.browser import Browser, a_browser

PATIENCE_S = 90
WIDE, THUMB = 390, 44
AGREE, DIGITS, COMPLAIN = "button[value=APPROVE]", "input.digits", "button[value=COMPLAINT]"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[tuple[Served, Place]]:
    hub = Served(tmp_path / "hub")
    yield hub, joined(tmp_path, hub, 1)
    hub.kill()


def says(browser: Browser, text: str) -> None:
    """Waits until the page says something."""
    until = time.monotonic() + PATIENCE_S
    while text not in browser.reads():
        assert time.monotonic() < until, browser.reads()
        time.sleep(0.1)


def fits(browser: Browser) -> None:
    """Nothing hangs out of the phone's edge, and a thumb finds every button."""
    assert browser.content_width() == WIDE
    assert browser.lower_than("button, summary, input[type=text], header a, footer a", THUMB) == []


def test_a_phone_walks_through_the_page(tmp_path: Path, shop: tuple[Served, Place]) -> None:
    hub, place = shop
    left = Left(place).estimated()
    place.says("sync")
    with a_browser(tmp_path / "chromium", "zh-CN", scripts=False) as browser:
        browser.is_as_wide(WIDE)
        browser.opens(f"{hub.url}/Q/{left.receipt}/{left.token.upper()}")
        says(browser, "等您答复")
        fits(browser)
        browser.clicks("header a")
        says(browser, "We need your answer")
        browser.types(DIGITS, TAIL)
        browser.clicks(AGREE)
        says(browser, "Passed on to the shop, waiting there.")
        assert place.says("sync")["answers"] == 1
        browser.opens(f"{hub.url}/q/{left.receipt}/{left.token}?lang=en")
        says(browser, "Agreed, the repair comes next")
        browser.clicks("summary")
        browser.types("details textarea", "Still <b>loud</b> at night")
        browser.clicks(COMPLAIN)
        says(browser, "Your complaint of")
        fits(browser)
        light = browser.colour_of("body")
        browser.is_dark()
        assert browser.colour_of("body") != light
        assert browser.objections() == []
    assert left.asked("SELECT amount_fen FROM consent") == 12050
    assert place.says("sync")["answers"] == 1
