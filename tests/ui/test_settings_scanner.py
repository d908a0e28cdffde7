"""The scanner's page of the settings, by keys and bursts, in both languages."""

import os
import pty
import tty
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from zxingcpp import read_barcodes

from tests.desk import MANAGER, Desk
from tests.ui.robots import PAUSE_MS, Clerk
from tests.ui.test_settings import opens, tabs_to
from tests.ui.unprivileged import as_anybody
from ui.scans import habits
from ui.scans.devices import HID, HID_PATH, PORT, SERIAL
from ui.scans.door import Outcome
from ui.scans.habits import Ending, Habits
from ui.scans.layouts import LAYOUTS
from ui.scans.learning import TRIAL
from ui.scans.reader import DeviceState
from ui.screens.settings.scanner import ScannerSection
from ui.widgets.scanner_trial import QUIET_MS

ENTER, TAB, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space
RECEIPT = "3000171260012349"


class Lesson:
    """A scanner at the lesson's field."""

    def __init__(self, clerk: Clerk, section: ScannerSection):
        self.clerk, self.trial = clerk, section.lesson.trial
        self.trial.clock = self._clock
        self.ms = 1000.0

    def scans(self, code: str, *, gap: float = 6, end: Qt.Key | None = ENTER) -> None:
        tabs_to(self.clerk, self.trial)
        self.ms += PAUSE_MS
        for character in code:
            self.ms += gap
            if character.isascii():
                QTest.keyClicks(self.trial, character)
            else:
                self._types(character)
        if end is not None:
            self.ms += gap
            QTest.keyClick(self.trial, end)
        else:
            self.clerk.qtbot.wait(QUIET_MS + 100)

    def _types(self, character: str) -> None:
        none = Qt.KeyboardModifier.NoModifier
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key(0), none, character)
        QApplication.sendEvent(self.trial, event)

    def _clock(self, _event: object) -> float:
        return self.ms


@pytest.fixture(params=["zh_CN", "en"])
def manager(request: pytest.FixtureRequest, open_window) -> Clerk:
    clerk = open_window(request.param)
    clerk.signs_in(MANAGER)
    return clerk


@pytest.fixture
def page(manager: Clerk) -> ScannerSection:
    section = opens(manager, "scanner")
    assert isinstance(section, ScannerSection)
    return section


def greys(widget: QWidget) -> np.ndarray:
    """What stands on the screen, as a camera sees it."""
    picture = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    lines = np.frombuffer(picture.constBits(), np.uint8)
    return lines.reshape(picture.height(), picture.bytesPerLine())[:, : picture.width()].copy()


def kept(clerk: Clerk) -> Habits:
    return habits.read(clerk.window.kit.preferences.kept(habits.KEPT_AS))


def test_the_code_on_the_screen_can_be_read(manager: Clerk, page: ScannerSection):
    for picture in (page.lesson.square, page.lesson.bars):
        assert [one.text for one in read_barcodes(greys(picture))] == [TRIAL]


def test_three_scans_teach_the_scanner(manager: Clerk, page: ScannerSection, shop: Desk):
    case, lesson = shop.takes_in(), Lesson(manager, page)
    for _ in range(3):
        assert not page.lesson.take.isVisible()
        lesson.scans(f"~{TRIAL}", gap=20, end=TAB)
    manager.waits_for_focus(page.lesson.take)
    assert "“~”" in page.lesson.verdict.text()
    assert kept(manager) == Habits()  # nothing counts before it is taken over
    manager.presses(SPACE)
    assert kept(manager) == Habits(prefix="~", ending=Ending.TAB, gap_ms=50)
    assert page.keys.prefix.text() == "~"
    assert manager.window.current().name == "settings"
    manager.scans(f"~{case.case}")
    manager.waits(lambda: manager.window.current().name == "case")


def test_a_scanner_for_another_keyboard_is_recognised_and_read(
    manager: Clerk, page: ScannerSection
):
    keys = {meant: seen for seen, meant in LAYOUTS["fr"].items()}
    lesson = Lesson(manager, page)
    for _ in range(3):
        lesson.scans("".join(keys.get(one, one) for one in TRIAL))
    assert "AZERTY" in page.lesson.verdict.text()
    manager.presses(SPACE)
    assert kept(manager).layout == "fr"
    assert kept(manager).folded("&é\"'(-è_çà") == "1234567890"


def test_what_teaches_nothing_says_what_to_do(manager: Clerk, page: ScannerSection):
    lesson = Lesson(manager, page)
    lesson.scans("123")
    assert page.lesson.verdict.property("tone") == "warn"
    lesson.scans(RECEIPT, gap=140)
    assert "120" in page.lesson.verdict.text()
    lesson.scans(RECEIPT)
    lesson.scans(TRIAL)
    assert page.lesson.verdict.property("tone") == "warn"
    assert not page.lesson.take.isVisible()
    tabs_to(manager, page.lesson.again)
    manager.presses(SPACE)
    manager.waits_for_focus(page.lesson.trial)
    for _ in range(3):
        lesson.scans(RECEIPT, end=None)
    assert page.lesson.take.isVisible()
    manager.presses(SPACE)
    assert kept(manager).ending is Ending.PAUSE


def test_it_is_set_by_hand_and_forgotten(manager: Clerk, page: ScannerSection):
    tabs_to(manager, page.keys.prefix)
    manager.types("+")
    tabs_to(manager, page.keys.suffix)
    manager.types("=")
    tabs_to(manager, page.keys.ending)
    assert (kept(manager).prefix, kept(manager).suffix) == ("+", "=")
    manager.presses(Qt.Key.Key_Down)
    assert kept(manager).ending is Ending.ENTER
    tabs_to(manager, page.keys.reset)
    manager.presses(SPACE)
    assert kept(manager) == Habits()
    assert page.keys.prefix.text() == ""


def test_a_serial_scanner_is_plugged_in_used_and_pulled_out(
    manager: Clerk, page: ScannerSection, shop: Desk, tmp_path: Path
):
    case = shop.takes_in()
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    door, port = manager.window.kit.scans, tmp_path / "ttyScanner"
    manager.window.kit.preferences.keep(PORT, str(port))
    manager.waits(lambda: door.device(SERIAL)[0] == DeviceState.GONE)
    assert str(port) in page.devices.states[SERIAL].text()
    assert page.devices.states[SERIAL].property("tone") == "warn"
    port.symlink_to(os.ttyname(theirs))
    manager.waits(lambda: door.device(SERIAL)[0] == DeviceState.OPEN)
    assert page.devices.states[SERIAL].property("tone") == "ok"
    os.write(ours, f"{case.case}\r\n".encode())
    manager.waits(lambda: manager.window.current().name == "case")
    port.unlink()
    os.close(ours)
    os.close(theirs)
    manager.waits(lambda: door.device(SERIAL)[0] == DeviceState.GONE)
    page = opens(manager, "scanner")
    tabs_to(manager, page.devices.port)
    manager.presses(Qt.Key.Key_Home)
    manager.waits(lambda: door.device(SERIAL)[0] == DeviceState.OFF)
    assert page.devices.states[SERIAL].isHidden()


def test_a_usb_scanner_that_may_not_be_read_says_how_it_may(
    manager: Clerk, page: ScannerSection, tmp_path: Path
):
    device = tmp_path / "hidraw3"
    device.touch(mode=0)
    with as_anybody():
        manager.window.kit.preferences.keep(HID_PATH, str(device))
        door = manager.window.kit.scans
        manager.waits(lambda: door.device(HID)[0] == DeviceState.REFUSED)
    assert "udev" in page.devices.states[HID].text()
    assert page.devices.states[HID].property("tone") == "danger"
    manager.window.kit.preferences.keep(HID_PATH, "")
    manager.waits(lambda: door.device(HID)[0] == DeviceState.OFF)


def test_the_answers_are_tried_and_switched_off(manager: Clerk, page: ScannerSection):
    told: list[Outcome] = []
    manager.window.kit.scans.answered.connect(told.append)
    edge = manager.window.scanning.signs.flash.edge
    for outcome, button in page.signs.trials.items():
        tabs_to(manager, button)
        manager.presses(SPACE)
        assert told[-1] is outcome
        assert edge.isVisible()
    manager.waits(lambda: not edge.isVisible())
    tabs_to(manager, page.signs.flash)
    manager.presses(SPACE)
    tabs_to(manager, page.signs.trials[Outcome.HIT])
    manager.presses(SPACE)
    assert not edge.isVisible()


def test_the_page_is_found_by_its_word(manager: Clerk):
    manager.window.overlays.find_anything()
    manager.writes("扫码枪" if manager.window.kit.language.code == "zh_CN" else "Scanner")
    manager.waits_for_answers()
    manager.presses(ENTER)
    manager.waits(lambda: manager.window.current().name == "settings")
    assert manager.window.current().section().name == "scanner"
