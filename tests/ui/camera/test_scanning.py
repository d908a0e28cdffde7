"""A code held before the camera goes the way of a scan."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from zxingcpp import BarcodeFormat

from tests.cameras import NetworkCamera, a_hand, a_label, a_symbol, held
from tests.desk import DESK, Desk
from tests.ui.case_pages import case_screen
from tests.ui.robots import Clerk
from ui.camera.scanning import ScanDialog
from ui.preferences import CAMERA

F4, ESCAPE, ENTER = Qt.Key.Key_F4, Qt.Key.Key_Escape, Qt.Key.Key_Return


def opens_the_camera(clerk: Clerk, camera: NetworkCamera) -> ScanDialog:
    """By the key, from wherever the focus is."""
    clerk.window.kit.preferences.keep(CAMERA, camera.address)
    clerk.presses(F4, shift=True)
    return dialog_of(clerk)


def dialog_of(clerk: Clerk) -> ScanDialog:
    dialog = clerk.window.overlays.camera
    assert dialog is not None
    clerk.waits_for_focus(dialog)
    return dialog


def is_closed(clerk: Clerk, camera: NetworkCamera) -> None:
    clerk.waits(lambda: clerk.window.overlays.camera is None)
    clerk.waits(lambda: camera.viewers == 0)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_label_in_a_moving_hand_opens_its_case(
    language: str, open_window: Callable[..., Clerk], shop: Desk, camera: NetworkCamera
):
    case = shop.takes_in()
    clerk = open_window(language)
    clerk.signs_in(DESK)
    dialog = opens_the_camera(clerk, camera)
    title = "Scan with the camera" if language == "en" else "用摄像头扫码"
    assert dialog.windowTitle() == title
    for picture in a_hand(a_label(case.case), 6):
        camera.shows(picture)
        clerk.qtbot.wait(60)
    is_closed(clerk, camera)
    clerk.waits(lambda: clerk.window.current() is case_screen(clerk))
    clerk.waits(lambda: case_screen(clerk).photos.number == case.case)
    clerk.waits_for_answers()


def test_what_is_seen_is_framed_before_it_is_believed(clerk: Clerk, camera: NetworkCamera):
    dialog = opens_the_camera(clerk, camera)
    tones: list[str] = []

    def note(_seen: object) -> None:
        tones.append(dialog.stage.view.frame_tone())

    dialog.stage.seen.connect(note)
    clerk.waits(lambda: "" in tones)
    camera.shows(held(a_label("1000171260012342"), turn=5))
    is_closed(clerk, camera)
    assert tones[tones.index("accent") :][:2] == ["accent", "ok"]


def test_a_makers_label_fills_in_the_serial_number(clerk: Clerk, camera: NetworkCamera):
    opens_the_camera(clerk, camera)
    camera.shows(held(a_symbol("LABEL-4711", BarcodeFormat.DataMatrix)))
    is_closed(clerk, camera)
    assert clerk.check_in().form.item.serial.text() == "LABEL-4711"


def test_a_code_nobody_knows_is_told_as_of_a_scanner(clerk: Clerk, camera: NetworkCamera):
    clerk.presses(Qt.Key.Key_F3)  # the board
    opens_the_camera(clerk, camera)
    camera.shows(held(a_symbol("NOBODY-4711", BarcodeFormat.QRCode)))
    is_closed(clerk, camera)
    clerk.turns_to_the_window()
    clerk.sees("NOBODY-4711")


def test_escape_reads_nothing_and_gives_the_focus_back(clerk: Clerk, camera: NetworkCamera):
    before = clerk.focus()
    opens_the_camera(clerk, camera)
    clerk.presses(ESCAPE)
    is_closed(clerk, camera)
    clerk.turns_to_the_window()
    assert clerk.focus() is before


def test_a_scanner_beside_the_camera_is_heard(clerk: Clerk, shop: Desk, camera: NetworkCamera):
    case = shop.takes_in()
    dialog = opens_the_camera(clerk, camera)
    clerk.waits(dialog.stage.is_live)
    clerk.scans(case.case)
    is_closed(clerk, camera)
    clerk.waits(lambda: clerk.window.current() is case_screen(clerk))
    clerk.waits_for_answers()


def test_the_palette_and_the_scan_box_open_it_too(clerk: Clerk, camera: NetworkCamera):
    clerk.window.kit.preferences.keep(CAMERA, camera.address)
    clerk.presses(Qt.Key.Key_K, ctrl=True)
    clerk.types("camera")
    clerk.presses(ENTER)
    dialog_of(clerk)
    clerk.presses(ESCAPE)
    is_closed(clerk, camera)
    clerk.turns_to_the_window()
    lens = clerk.window.bar.scan.findChildren(QToolButton)[-1]
    assert "Shift+F4" in lens.toolTip()
    clerk.clicks(lens)
    dialog_of(clerk)
    clerk.presses(ESCAPE)
    is_closed(clerk, camera)


def test_nobody_signed_in_opens_nothing(clerk: Clerk, camera: NetworkCamera):
    clerk.window.kit.preferences.keep(CAMERA, camera.address)
    clerk.window.lock()
    clerk.window.act("camera")
    assert clerk.window.overlays.camera is None
