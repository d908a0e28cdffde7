"""The panel with the code: a phone's pictures come to the item that is open, as long as it is."""

import http.client
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np
import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from tests.desk import DESK, Desk
from tests.ui.case_pages import case_screen, opens_case
from tests.ui.phone.test_server import jpeg
from tests.ui.phone.visitors import HERE, Answer, asks, sends
from tests.ui.robots import Clerk, seen_texts
from tests.ui.test_case_photos import shows
from tests.ui.test_check_in import fill_in
from tests.ui.test_check_in_photos import photos_of
from tests.ui.test_check_in_photos import shows as shows_draft
from ui.phone import panel as of_panel
from ui.phone import server as of_server
from ui.phone.addresses import Address
from ui.phone.panel import PhonePanel
from ui.photo_intake import PhotoIntake
from ui.screens.case.log_card import PHOTOS

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape
LANGUAGES = pytest.mark.parametrize("language", ["zh_CN", "en"])


@pytest.fixture(autouse=True)
def this_machine(monkeypatch: pytest.MonkeyPatch) -> list[Address]:
    """The network of the tests: this machine alone."""
    found = [Address(HERE, "Wi-Fi")]
    monkeypatch.setattr(of_panel, "addresses", lambda: list(found))
    return found


@contextmanager
def a_phone() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as phone:
        yield phone


def sent(clerk: Clerk, panel: PhonePanel, *seeds: int, language: str = "en") -> Answer:
    """Send pictures from another thread, as a phone is: the window goes on meanwhile."""
    assert panel.server is not None
    with a_phone() as phone:
        files = [(f"IMG_{seed}.jpg", jpeg(seed)) for seed in seeds]
        answer = phone.submit(sends, panel.server, *files, language=language)
        clerk.waits(answer.done)
        return answer.result()


def opens_panel(clerk: Clerk, intake: PhotoIntake) -> PhonePanel:
    """Go to the button and press it."""
    button = intake.strip.phone
    clerk.tabs_to(button)
    clerk.presses(ENTER)
    clerk.waits(lambda: intake.panel is not None)
    assert intake.panel is not None
    clerk.waits_for_focus(intake.panel)
    return intake.panel


def code_on(panel: PhonePanel) -> str:
    """What a camera reads from the panel."""
    image = panel.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    found = zxingcpp.read_barcodes(rows[:, : image.width()].copy())
    return found[0].text if found else ""


@LANGUAGES
def test_a_phone_scans_the_code_and_its_pictures_are_with_the_case(
    language: str, open_window: Callable[..., Clerk], shop: Desk
):
    clerk = open_window(language, "dark" if language == "en" else "light")
    clerk.signs_in(DESK)
    screen = opens_case(clerk, shop.takes_in())
    screen.log.views.choose(PHOTOS)
    panel = opens_panel(clerk, screen.photos.intake)
    assert panel.server is not None
    assert code_on(panel) == panel.server.url
    answer = sent(clerk, panel, 1, 2, language=language)
    assert answer.text.count('class="good"') == 2
    clerk.waits(lambda: len(shop.rows("photo")) == 2)
    said = {"zh_CN": "已收到 2 张照片", "en": "2 pictures have come"}[language]
    clerk.waits(lambda: said in "\n".join(seen_texts(panel)))
    server = panel.server
    clerk.presses(ESCAPE)
    clerk.waits(lambda: screen.photos.intake.panel is None)
    with pytest.raises((OSError, http.client.HTTPException)):
        asks(server)
    clerk.turns_to_the_window()
    shows(clerk, 2)
    clerk.presses(Qt.Key.Key_Z, ctrl=True)
    shows(clerk, 1)


def test_before_the_item_is_taken_in_pictures_wait_with_the_draft(clerk: Clerk, shop: Desk):
    fill_in(clerk, kind="kettle")
    photos = photos_of(clerk)
    panel = opens_panel(clerk, photos.intake)
    assert "taken in" in sent(clerk, panel, 1).text
    clerk.presses(ENTER)  # the button that is there to end it
    clerk.waits(lambda: photos.intake.panel is None)
    clerk.turns_to_the_window()
    shows_draft(clerk, 1)
    clerk.presses(Qt.Key.Key_Z, ctrl=True)
    shows_draft(clerk, 0)
    assert shop.rows("photo") == []


def test_a_bad_file_is_told_on_the_phone_and_the_counter_goes_on(clerk: Clerk, shop: Desk):
    screen = opens_case(clerk, shop.takes_in())
    screen.log.views.choose(PHOTOS)
    panel = opens_panel(clerk, screen.photos.intake)
    assert panel.server is not None
    with a_phone() as phone:
        answer = phone.submit(sends, panel.server, ("a.mov", b"film" * 9), language="zh")
        clerk.waits(answer.done)
    assert "不是能识别的图片" in answer.result().text
    assert sent(clerk, panel, 3).status == 200
    clerk.waits(lambda: len(shop.rows("photo")) == 1)


def test_whoever_locks_the_window_ends_it(clerk: Clerk, shop: Desk):
    screen = opens_case(clerk, shop.takes_in())
    screen.log.views.choose(PHOTOS)
    panel = opens_panel(clerk, screen.photos.intake)
    server = panel.server
    clerk.window.lock_idle()
    clerk.waits(lambda: screen.photos.intake.panel is None)
    assert server is not None
    assert server.left_s() == 0


def test_another_case_ends_it(clerk: Clerk, shop: Desk):
    first, second = shop.takes_in(), shop.takes_in()
    screen = opens_case(clerk, first)
    screen.log.views.choose(PHOTOS)
    opens_panel(clerk, screen.photos.intake)
    clerk.window.open("case", second.case)
    clerk.waits(lambda: screen.photos.intake.panel is None)
    clerk.turns_to_the_window()
    clerk.waits_for_answers()


@LANGUAGES
def test_without_a_network_it_says_what_to_do(
    language: str,
    open_window: Callable[..., Clerk],
    shop: Desk,
    this_machine: list[Address],
):
    clerk = open_window(language)
    clerk.signs_in(DESK)
    this_machine.clear()
    screen = opens_case(clerk, shop.takes_in())
    screen.log.views.choose(PHOTOS)
    panel = opens_panel(clerk, screen.photos.intake)
    said = {"zh_CN": "本机不在手机能连上的网络里", "en": "in no network that a phone"}[language]
    assert said in panel.trouble.accessibleName()
    assert code_on(panel) == ""
    this_machine.append(Address(HERE, "Wi-Fi"))
    clerk.tabs_to(panel.fresh)
    clerk.presses(ENTER)
    assert panel.server is not None
    assert not panel.trouble.isVisible()
    this_machine[:] = [Address("192.0.2.1", "gone")]
    clerk.presses(ENTER)
    assert panel.trouble.isVisible()


def test_when_nobody_comes_the_firewall_is_named(
    clerk: Clerk, shop: Desk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(of_panel, "FIREWALL_S", 1)
    screen = opens_case(clerk, shop.takes_in())
    screen.log.views.choose(PHOTOS)
    panel = opens_panel(clerk, screen.photos.intake)
    clerk.waits(panel.trouble.isVisible)
    assert panel.server is not None
    assert str(panel.server.server_port) in panel.trouble.accessibleName()
    assert sent(clerk, panel, 1).status == 200
    panel.server.visits += 1
    clerk.waits(lambda: not panel.trouble.isVisible())


def test_of_several_networks_one_is_chosen(clerk: Clerk, shop: Desk, this_machine: list[Address]):
    this_machine.append(Address("127.0.0.2", "eth0"))
    screen = opens_case(clerk, shop.takes_in())
    screen.log.views.choose(PHOTOS)
    panel = opens_panel(clerk, screen.photos.intake)
    clerk.tabs_to(panel.ways.chips[0])
    clerk.types("2")
    assert code_on(panel).startswith("http://127.0.0.2:")


def test_an_old_code_is_replaced(clerk: Clerk, shop: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(of_server, "VALID_S", 1)
    screen = opens_case(clerk, shop.takes_in())
    screen.log.views.choose(PHOTOS)
    panel = opens_panel(clerk, screen.photos.intake)
    clerk.waits(lambda: "失效" in panel.state.accessibleName())
    assert code_on(panel) == ""
    assert panel.server is not None
    with a_phone() as phone:
        late = phone.submit(sends, panel.server, ("a.jpg", jpeg()))
        clerk.waits(late.done)
    assert late.result().status == 410
    monkeypatch.setattr(of_server, "VALID_S", 60)
    clerk.tabs_to(panel.fresh)
    clerk.presses(ENTER)
    assert code_on(panel) == panel.server.url
    assert sent(clerk, panel, 1).status == 200


def test_the_panel_can_be_used_without_a_mouse_and_read_aloud(clerk: Clerk, shop: Desk):
    screen = opens_case(clerk, shop.takes_in())
    screen.log.views.choose(PHOTOS)
    panel = opens_panel(clerk, screen.photos.intake)
    assert panel.close_button.hasFocus()
    for part in (panel.fresh, panel.close_button, panel.code):
        assert part.accessibleName()
    assert case_screen(clerk).photos.intake.strip.phone.accessibleName() == "用手机"
