"""The window as a whole: who is here, who else writes, what is spoken, and room for large type."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from tests.builders import a_fan
from tests.desk import CASHIER, DESK, MANAGER, TECHNICIAN, Desk
from tests.ui.conftest import furnished_window
from tests.ui.pages import PAGES
from tests.ui.robots import Clerk
from ui.actions import PAGES as NAMED_PAGES
from ui.idle import WARN_S
from ui.navigation import PLACES
from ui.screens.places import SCREENS

ENTER = Qt.Key.Key_Return
PROJECT = Path(__file__).resolve().parents[2]
SEEN_WITHIN_S = 0.2


class Watch:
    """A clock of seconds that stands until it is moved."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch(clerk: Clerk) -> Watch:
    """The clock of the idle watch, standing."""
    watch, idle = Watch(), clerk.window.reception.idle
    idle.clock = watch
    idle.touch()
    return watch


def idles(clerk: Clerk, watch: Watch, minutes: float) -> None:
    watch.seconds += minutes * 60
    clerk.window.reception.idle.look()


def test_the_window_warns_and_then_locks_itself(clerk: Clerk, watch: Watch):
    minutes = clerk.window.kit.preferences.idle_minutes
    idles(clerk, watch, minutes - WARN_S / 60 + 0.01)
    clerk.sees("秒后锁定")
    assert not clerk.window.reception.panel.isVisible()
    idles(clerk, watch, 1)
    panel = clerk.window.reception.panel
    assert panel.isVisible()
    assert panel.chosen().code == DESK
    clerk.sees("因无人操作已锁定")


def test_a_key_keeps_it_open(clerk: Clerk, watch: Watch):
    idles(clerk, watch, clerk.window.kit.preferences.idle_minutes - 0.1)
    clerk.sees("秒后锁定")
    handle = clerk.window.windowHandle()
    QApplication.sendEvent(handle, a_key())
    assert not clerk.window.messages.toast.isVisible()
    idles(clerk, watch, 1)
    assert not clerk.window.reception.panel.isVisible()


def a_key():
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)


def test_zero_minutes_is_never(clerk: Clerk, watch: Watch):
    clerk.window.kit.preferences.keep("idle_minutes", 0)
    watch.seconds += 1_000_000
    assert not clerk.window.reception.idle.is_counting()


def test_the_same_badge_opens_again_with_what_was_begun(open_window, shop: Desk):
    badge = shop.do("change_person", MANAGER, code=DESK, new_badge=True).badge
    other = shop.do("change_person", MANAGER, code=CASHIER, new_badge=True).badge
    clerk = open_window()
    clerk.signs_in(DESK)
    clerk.check_in().form.fault.words.setFocus()
    clerk.writes("漏水")
    clerk.window.lock_idle()
    clerk.scans(other)  # another badge only asks for that person's PIN
    assert clerk.window.reception.panel.isVisible()
    assert clerk.window.reception.panel.chosen().code == CASHIER
    clerk.scans(badge)
    assert not clerk.window.reception.panel.isVisible()
    assert clerk.window.current() is clerk.check_in()
    assert clerk.check_in().form.fault.words.toPlainText() == "漏水"


def test_a_badge_opens_nothing_that_was_signed_out_or_long_ago(open_window, shop: Desk):
    badge = shop.do("change_person", MANAGER, code=DESK, new_badge=True).badge
    clerk = open_window()
    clerk.signs_in(DESK)
    clerk.window.lock()
    clerk.scans(badge)
    assert clerk.window.reception.panel.isVisible()
    clerk.types("0000")
    clerk.presses(ENTER)
    clerk.waits(lambda: not clerk.window.reception.panel.isVisible())
    clerk.window.lock_idle()
    shop.wait(2 * 3_600_000)
    clerk.scans(badge)
    assert clerk.window.reception.panel.isVisible()


def test_ctrl_and_a_digit_lets_a_colleague_take_over(clerk: Clerk):
    clerk.presses(Qt.Key.Key_F3)
    clerk.presses(Qt.Key.Key_2, ctrl=True)
    panel = clerk.window.reception.panel
    assert panel.isVisible()
    assert panel.chosen().code == TECHNICIAN
    clerk.types("0000")
    clerk.presses(ENTER)
    clerk.waits(lambda: not panel.isVisible())
    assert clerk.window.kit.desk.person_code == TECHNICIAN
    clerk.window.lock()
    clerk.signs_in(DESK)
    assert clerk.window.current().name == "board"  # where he stood before


WRITES = """
import sys
sys.path.insert(0, {project!r})
from counter.commands import main
sys.exit(main(["do", "hang_card", {facts!r}, "--as", "1001", "--pin", "0000", "--at", {at!r},
    "--shop", {shop!r}]))
"""


def test_what_the_command_line_does_beside_the_window_is_seen_at_once(clerk: Clerk, shop: Desk):
    case = shop.takes_in(a_fan())
    clerk.window.go("board")
    lane = clerk.window.current().lanes[0]
    clerk.waits(lambda: lane.cards.lane_model.rowCount() == 1)
    facts = f'{{"card_number": "{case.card}", "case_number": "{case.case}"}}'
    program = WRITES.format(
        project=str(PROJECT),
        facts=facts,
        at="2026-11-23T12:00:00+08:00",
        shop=str(shop.counter.shop.folder),
    )
    run = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    changed: list[float] = []
    desk = clerk.window.kit.desk
    desk.changed.connect(lambda _kinds: changed.append(time.monotonic()))
    clerk.qtbot.waitUntil(lambda: run.poll() is not None, timeout=30_000)
    said, _ = run.communicate()
    assert run.returncode == 0, said
    clerk.waits(lambda: bool(changed))
    clerk.waits(lambda: "HUNG" in str(lane.cards.lane_model.index(0, 0).data(257).state))


def test_another_hand_is_seen_within_a_fifth_of_a_second(clerk: Clerk, shop: Desk):
    clerk.window.go("board")
    clerk.waits_for_answers()
    lane = clerk.window.current().lanes[0]
    waited: list[float] = []
    for count in range(1, 6):
        shop.takes_in(a_fan())
        begun = time.monotonic()
        clerk.waits(lambda n=count: lane.cards.lane_model.rowCount() == n)
        waited.append(time.monotonic() - begun)
    assert sorted(waited)[2] < SEEN_WITHIN_S, waited


@pytest.mark.parametrize("page", sorted(PAGES))
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_control_has_a_name(page: str, language: str, open_window, shop: Desk):
    clerk = open_window(language)
    shown = PAGES[page](clerk, shop)
    assert unnamed(shown) == []


@pytest.mark.parametrize("name", sorted(SCREENS))
def test_every_control_of_every_screen_has_a_name(name: str, open_window):
    clerk = open_window()
    clerk.signs_in(MANAGER)
    clerk.window.go(name)
    clerk.waits_for_answers()
    assert unnamed(clerk.window) == []


def unnamed(root: QWidget) -> list[str]:
    """What can have the focus and tells a screen reader nothing."""
    return [
        f"{type(part).__name__} in {type(part.parentWidget()).__name__}"
        for part in root.findChildren(QWidget)
        if part.isVisible()
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not part.accessibleName()
        and part.focusProxy() is None
        and not part.objectName().startswith("qt_")
    ]


def test_pages_named_in_the_palette_are_there():
    places = {place.name for place in PLACES} | {page.screen for page in NAMED_PAGES}
    assert {page.screen for page in NAMED_PAGES} <= set(SCREENS)
    assert set(SCREENS) - {"case", "settlement"} <= places
    from ui.screens.settings.screen import SECTIONS

    known = {section.name for section in SECTIONS}
    assert {page.subject for page in NAMED_PAGES if page.screen == "settings"} == known


@pytest.mark.parametrize("name", sorted(SCREENS))
@pytest.mark.parametrize("percent", [125, 150, 200])
def test_a_large_size_scrolls_and_clips_nothing(name: str, percent: int, open_window):
    """A screen of 1366x768 at that size has so many logical pixels."""
    clerk = open_window("en")
    clerk.signs_in(MANAGER)
    clerk.window.resize(1366 * 100 // percent, 728 * 100 // percent)
    clerk.window.go(name)
    clerk.waits_for_answers()
    QApplication.processEvents()
    body = clerk.window.body
    assert body.width() >= body.minimumSizeHint().width()
    assert body.height() >= body.minimumSizeHint().height()
    focus = clerk.focus()
    if focus is not clerk.window and body.isAncestorOf(focus):
        clerk.waits(lambda: clerk.window.rect().intersects(place_of(focus, clerk.window)))


def place_of(part: QWidget, window: QWidget) -> QRect:
    return part.rect().translated(part.mapTo(window, part.rect().topLeft()))


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh_CN", "这家店已在另一个窗口中打开"), ("en", "open in another window already")],
)
def test_a_second_window_is_refused_in_words(language: str, words: str, program, qtbot):
    start = program(language)
    said: list[str] = []

    def read_and_close() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            said.append(box.text())
            box.accept()

    furnished_window(start, qtbot)
    QTimer.singleShot(100, read_and_close)
    start.say_taken()
    assert len(said) == 1
    assert words in said[0]


def test_a_message_is_there_for_those_who_listen(clerk: Clerk):
    clerk.window.messages.tell("好了")
    assert clerk.window.messages.toast.accessibleName() == "好了"
