"""The doctor: a scanner is tried, the log is read, all is copied without a name in it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from counter.storage import database
from counter.storage.backup import back_up
from tests.desk import DESK, Desk
from tests.ui.robots import BY_HAND_MS, BY_SCANNER_MS, PAUSE_MS, Clerk
from ui.screens.doctor.screen import DoctorScreen
from ui.widgets.scanner_trial import QUIET_MS, Burst

ENTER, TAB, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space


@pytest.fixture(params=["zh_CN", "en"])
def at(request: pytest.FixtureRequest, open_window) -> tuple[Clerk, DoctorScreen]:
    """The front desk at the doctor's page: it is everybody's."""
    clerk = open_window(request.param)
    clerk.signs_in(DESK)
    clerk.window.open("doctor", "")
    clerk.waits_for_answers()
    screen = clerk.window.current()
    assert isinstance(screen, DoctorScreen)
    clerk.waits_for_focus(screen.scanner.trial)
    return clerk, screen


def tabs_to(clerk: Clerk, widget: QWidget) -> None:
    for _ in range(40):
        if clerk.focus() is widget:
            return
        clerk.presses(TAB)
    raise AssertionError(f"Tab never came to {widget}")


class Hand:
    """Types into the trial field at a pace of its own."""

    def __init__(self, screen: DoctorScreen):
        self.trial = screen.scanner.trial
        self.trial.clock = self._clock
        self.ms = 1000.0
        self.seen: list[Burst] = []
        self.trial.arrived.connect(self.seen.append)

    def _clock(self, _event: object) -> float:
        return self.ms

    def types(self, text: str, gap: float, end: Qt.Key | None = None) -> None:
        self.ms += PAUSE_MS
        for character in text:
            self.ms += gap
            QTest.keyClick(self.trial, character)
        if end is not None:
            self.ms += gap
            QTest.keyClick(self.trial, end)


def test_a_good_scanner_is_told_from_typing(at, shop: Desk):
    clerk, screen = at
    case = shop.takes_in()
    hand = Hand(screen)
    hand.types(case.receipt, BY_SCANNER_MS, ENTER)
    assert (hand.seen[-1].text, hand.seen[-1].ending) == (case.receipt, "Enter")
    assert hand.seen[-1].is_fast
    assert "6 ms" in screen.scanner.text() or "6 毫秒" in screen.scanner.text()
    assert clerk.window.current() is screen  # nothing scanned here leads anywhere
    assert screen.scanner.verdict.property("tone") == "ok"
    hand.types("1234567", BY_HAND_MS, ENTER)
    assert not hand.seen[-1].is_fast
    assert screen.scanner.verdict.property("tone") == "warn"
    hand.types("12345678", BY_SCANNER_MS, TAB)
    assert hand.seen[-1].ending == "Tab"
    assert clerk.focus() is hand.trial
    hand.types("12345678", BY_SCANNER_MS)
    clerk.qtbot.waitUntil(lambda: len(hand.seen) == 4, timeout=QUIET_MS * 10)
    assert hand.seen[-1].ending == ""
    assert screen.scanner.verdict.property("tone") == "warn"


def test_full_width_digits_are_noticed():
    assert not Burst(text="１２３４５６").is_plain
    assert Burst(text="123456").is_plain


def test_the_log_is_read_and_found_whole(at, shop: Desk):
    clerk, screen = at
    tabs_to(clerk, screen.log.start)
    clerk.presses(SPACE)
    assert screen.log.child.is_running()
    assert screen.log.progress.isVisible()
    clerk.qtbot.waitUntil(lambda: bool(screen.log.text()), timeout=30_000)
    assert screen.log.verdict.property("tone") == "ok"
    assert clerk.focus() is screen.log.start


def test_reading_can_be_cancelled(at):
    clerk, screen = at
    tabs_to(clerk, screen.log.start)
    clerk.presses(SPACE)
    clerk.waits_for_focus(screen.log.stop)
    clerk.presses(SPACE)
    assert not screen.log.child.is_running()
    assert screen.log.text() == ""
    assert clerk.focus() is screen.log.start


def test_an_altered_log_is_said(at, shop: Desk):
    clerk, screen = at
    writer = database.open_writer(shop.counter.shop.path)
    third = "(SELECT min(n) + 2 FROM sync_log)"
    writer.execute(f"UPDATE sync_log SET late = late + 1 WHERE n = {third}")
    writer.close()
    tabs_to(clerk, screen.log.start)
    clerk.presses(SPACE)
    clerk.qtbot.waitUntil(lambda: bool(screen.log.text()), timeout=30_000)
    assert screen.log.verdict.property("tone") == "danger"
    assert "3" in screen.log.text()
    language = clerk.window.kit.language
    why = language.words.say("the entry is not what the seat has signed")
    assert why in screen.log.text()
    assert (why == "the entry is not what the seat has signed") == (language.code == "en")


def test_what_is_not_well_says_what_to_do(at, shop: Desk, tmp_path):
    clerk, screen = at
    backup = next(line for line in screen.lines() if line.name in ("备份", "Backup"))
    assert not backup.is_well
    back_up(shop.counter.shop, tmp_path / "copy.db", at=shop.at)
    tabs_to(clerk, screen.again)
    clerk.presses(SPACE)
    clerk.waits_for_answers()
    backup = next(line for line in screen.lines() if line.name in ("备份", "Backup"))
    assert backup.is_well
    clock = next(line for line in screen.lines() if line.name in ("时钟", "Clock"))
    assert clock.is_well
    shop.takes_in()
    shop.wait(-10 * 60_000)
    screen.reload()
    clerk.waits_for_answers()
    clock = next(line for line in screen.lines() if line.name in ("时钟", "Clock"))
    assert not clock.is_well


def test_the_copy_holds_nothing_personal(at, shop: Desk):
    clerk, screen = at
    case = shop.takes_in()
    hand = Hand(screen)
    hand.types(case.receipt, BY_SCANNER_MS, ENTER)
    tabs_to(clerk, screen.copy)
    clerk.presses(SPACE)
    text = QGuiApplication.clipboard().text()
    assert "SQLite" in text
    assert "PySide6" in text
    people = [row["name"] for row in shop.rows("person")]
    personal = ["张伟", "13800135678", case.receipt, case.case, *people]
    assert [word for word in personal if word in text] == []
