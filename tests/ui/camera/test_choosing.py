"""The camera of this machine is chosen in the settings, and tried there."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from tests.cameras import NetworkCamera, a_label, held
from tests.desk import MANAGER
from tests.ui.robots import Clerk
from ui.camera.choosing import CameraCard, is_address
from ui.screens.settings.pictures import PicturesSection

ENTER, DOWN, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Escape
NUMBER = "1000171260012342"


def card(clerk: Clerk) -> CameraCard:
    clerk.window.open("settings", "pictures")
    section = clerk.window.findChild(PicturesSection)
    assert section is not None
    clerk.waits(section.camera.isVisible)
    return section.camera


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_camera_in_the_network_is_typed_kept_and_tried(
    language: str, open_window: Callable[..., Clerk], camera: NetworkCamera
):
    clerk = open_window(language)
    clerk.signs_in(MANAGER)
    shown = card(clerk)
    assert not shown.address.isVisible()
    assert not shown.state.isVisible()
    clerk.tabs_to(shown.pick)
    clerk.presses(DOWN)
    clerk.waits_for_focus(shown.address)
    clerk.types("10.0.0.7")
    clerk.tabs_to(shown.trial)
    assert "rtsp://" in shown.address_field.sentence()
    assert clerk.window.kit.preferences.camera == ""
    clerk.presses(ENTER)
    assert shown.dialog is None
    shown.address.setFocus()
    shown.address.selectAll()
    clerk.types(camera.address)
    clerk.tabs_to(shown.trial)
    assert clerk.window.kit.preferences.camera == camera.address
    assert not shown.address_field.has_error()
    camera.shows(held(a_label(NUMBER)))
    clerk.presses(ENTER)
    clerk.waits(lambda: shown.dialog is not None)
    clerk.waits(lambda: shown.dialog is None)
    clerk.waits(lambda: camera.viewers == 0)
    clerk.turns_to_the_window()
    clerk.sees(NUMBER)
    assert clerk.window.current() is clerk.window.screen_named("settings")  # only tried


def test_the_first_there_is_again(clerk: Clerk, camera: NetworkCamera):
    clerk.window.lock()
    clerk.signs_in(MANAGER)
    clerk.window.kit.preferences.keep("camera", camera.address)
    shown = card(clerk)
    assert shown.address.text() == camera.address
    clerk.tabs_to(shown.pick)
    clerk.presses(Qt.Key.Key_Up)
    assert clerk.window.kit.preferences.camera == ""
    clerk.waits(lambda: not shown.address.isVisible())


def test_without_the_extra_the_settings_say_how(clerk: Clerk, monkeypatch: pytest.MonkeyPatch):
    clerk.window.lock()
    clerk.signs_in(MANAGER)
    with monkeypatch.context() as missing:
        missing.setitem(sys.modules, "cv2", None)
        shown = card(clerk)
        assert shown.state.isVisible()
        assert "extra camera" in shown.state.text() or "pip install" in shown.state.text()
    shown.reload()
    assert not shown.state.isVisible()


def test_what_is_an_address():
    assert is_address("rtsp://desk:4711@10.0.0.7/stream")
    for text in ("", "10.0.0.7", "file:///etc/passwd", "http://", "http://[", "ftp://x"):
        assert not is_address(text)
