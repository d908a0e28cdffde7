"""The first day by keys: a new shop, a demo shop, a shop from a backup, and what goes wrong."""

import argparse
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from counter.storage.backup import back_up
from tests.desk import MANAGER, opened
from tests.ui.conftest import MONDAY, close, furnished_window
from tests.ui.robots import Clerk
from tests.ui.test_rough_fields import RUBBISH, check_is_plain, check_kept, fields_of, pastes
from tests.ui.unprivileged import as_anybody
from ui.help.reader import HelpReader
from ui.screens.first_run import FirstRun
from ui.start import Start
from ui.window import Window

ENTER, TAB, ESC, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Space
PATIENCE_MS = 15_000


class Owner:
    """Somebody who opens a shop, at the keyboard."""

    def __init__(self, qtbot: QtBot, start: Start):
        self.qtbot, self.start = qtbot, start
        assert isinstance(start.window, FirstRun)
        self.page: FirstRun = start.window
        with qtbot.waitActive(self.page):
            self.page.activateWindow()

    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.page

    def types(self, text: str) -> None:
        QTest.keyClicks(self.focus(), text)

    def presses(self, *keys: Qt.Key, ctrl: bool = False) -> None:
        modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        for key in keys:
            QTest.keyClick(self.focus(), key, modifier)

    def tabs_to(self, widget: QWidget) -> None:
        for _ in range(40):
            if self.focus() is widget:
                return
            self.presses(TAB)
        raise AssertionError(f"Tab never came to {widget}")

    def replaces(self, edit: QWidget, text: str) -> None:
        self.tabs_to(edit)
        self.presses(Qt.Key.Key_A, ctrl=True)
        self.types(text)

    def pastes(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self.presses(Qt.Key.Key_A, Qt.Key.Key_V, ctrl=True)

    def waits(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def counter(self) -> Clerk:
        self.waits(lambda: isinstance(self.start.window, Window))
        return Clerk(self.qtbot, furnished_window(self.start, self.qtbot))

    def answers(self) -> None:
        """All three questions, rightly."""
        questions = self.page.questions
        self.replaces(questions.outlet, "Huimin Repair")
        self.replaces(questions.person, "He")
        self.replaces(questions.pin, "1234")
        self.replaces(questions.again, "1234")


@pytest.fixture(params=["zh_CN", "en"])
def begins(
    request: pytest.FixtureRequest,
    application: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[[Path], Owner]]:
    """Starts the program where there is no shop yet."""
    monkeypatch.setenv("COUNTER_HOME", str(tmp_path / "home"))
    started: list[Start] = []

    def begun(folder: Path) -> Owner:
        asked = argparse.Namespace(shop=folder, lang=request.param, theme="light", touch=False)
        started.append(Start(application, asked, clock=lambda: MONDAY))
        started[-1].open()
        return Owner(qtbot, started[-1])

    yield begun
    for start in started:
        close(start)


def test_three_answers_open_the_shop(begins, tmp_path: Path):
    owner = begins(tmp_path / "new")
    questions = owner.page.questions
    assert owner.focus() is questions.outlet
    owner.presses(ENTER, ctrl=True)
    assert questions.missing.text()
    owner.answers()
    assert not questions.gaps()
    owner.presses(ENTER, ctrl=True)
    clerk = owner.counter()
    clerk.signs_in("1001", "1234")


def test_f1_tells_of_the_first_day(begins, tmp_path: Path):
    owner = begins(tmp_path / "new")
    owner.presses(Qt.Key.Key_F1)
    owner.waits(lambda: isinstance(QApplication.activeModalWidget(), HelpReader))
    reader = QApplication.activeModalWidget()
    assert isinstance(reader, HelpReader)
    assert reader.page().name == "first_run"
    reader.reject()


def test_wrong_answers_are_said_where_they_stand(begins, tmp_path: Path):
    owner = begins(tmp_path / "new")
    questions = owner.page.questions
    owner.answers()
    owner.replaces(questions.number, "0")
    owner.presses(ENTER, ctrl=True)
    _outlet, number, seat = questions.outlet_fields
    owner.waits(number.has_error)
    assert owner.focus() is questions.number
    owner.replaces(questions.number, "12a")
    owner.presses(ENTER, ctrl=True)
    assert owner.focus() is questions.number
    owner.replaces(questions.number, "17")
    owner.replaces(questions.seat, "x")
    owner.presses(ENTER, ctrl=True)
    assert owner.focus() is questions.seat
    assert not seat.has_error()
    assert questions.pin.text() == "1234"
    owner.replaces(questions.seat, "1")
    owner.tabs_to(questions.outlet)
    owner.pastes("\u202e\u200b")
    owner.presses(ENTER, ctrl=True)
    owner.waits(questions.outlet_fields[0].has_error)
    assert not (tmp_path / "new" / "shop.db").exists()


def test_rubbish_in_every_field_is_refused_and_kept(begins, tmp_path: Path):
    owner = begins(tmp_path / "new")
    for turn in range(len(RUBBISH)):
        edits = enumerate(fields_of(owner.page))
        typed = {edit: pastes(edit, RUBBISH[(n + turn) % len(RUBBISH)]) for n, edit in edits}
        assert typed
        owner.presses(ENTER, ctrl=True)
        QApplication.processEvents()
        check_is_plain(owner.page)
        check_kept(typed)
    assert owner.page.questions.gaps()


def test_a_folder_nobody_may_write(begins, tmp_path: Path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    with as_anybody():
        owner = begins(closed / "new")
        owner.answers()
        owner.presses(ENTER, ctrl=True)
        owner.waits(lambda: bool(owner.page.questions.missing.text()))
    assert str(closed) in owner.page.questions.missing.text()
    assert not (closed / "new").exists()


def test_a_folder_that_cannot_be(begins, tmp_path: Path):
    (tmp_path / "file").write_text("not a folder")
    owner = begins(tmp_path / "file" / "new")
    owner.answers()
    owner.presses(ENTER, ctrl=True)
    owner.waits(lambda: bool(owner.page.questions.missing.text()))
    assert str(tmp_path / "file") in owner.page.questions.missing.text()
    assert owner.page.questions.go.isEnabled()


def test_the_demo_shop_opens_beside_and_says_what_it_is(begins, tmp_path: Path):
    owner = begins(tmp_path / "new")
    owner.tabs_to(owner.page.questions.demo)
    owner.presses(SPACE)
    assert owner.page.demo.is_running()
    clerk = owner.counter()
    assert "0000" in clerk.window.windowTitle()
    clerk.signs_in("1001")
    assert (tmp_path / "new-demo" / "shop.db").exists()
    assert not (tmp_path / "new").exists()
    clerk.window.close()


def test_making_the_demo_shop_can_be_stopped(begins, tmp_path: Path):
    owner = begins(tmp_path / "new")
    owner.tabs_to(owner.page.questions.demo)
    owner.presses(SPACE)
    owner.waits(lambda: owner.page.running.progress.maximum() > 0)
    owner.presses(ESC)
    assert not owner.page.demo.is_running()
    assert not (tmp_path / "new-demo").exists()
    owner.waits(lambda: owner.focus() is owner.page.questions.outlet)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a shop, and the machine it was at."""
    folder = tmp_path_factory.mktemp("first")
    with opened(folder, MONDAY - 86_400_000) as desk:
        back_up(desk.counter.shop, folder / "copy.db")
    return folder


def test_a_shop_goes_on_at_a_new_machine(begins, tmp_path: Path, copy: Path):
    owner = begins(tmp_path / "again")
    page = owner.page.restoring
    owner.tabs_to(owner.page.questions.restore)
    owner.presses(SPACE)
    assert owner.focus() is page.file
    owner.presses(ENTER)
    assert page.missing.text()
    owner.types(str(copy / "copy.db"))
    owner.presses(ENTER)
    owner.waits(page.second_step.isVisible)
    assert page.manager.value() == [MANAGER]
    assert owner.focus() is page.pin
    owner.types("12")
    owner.presses(ENTER)
    assert owner.focus() is page.pin
    owner.types("34")
    owner.presses(TAB)
    owner.types("1234")
    owner.presses(ENTER)
    owner.counter().signs_in(MANAGER, "1234")


def test_at_its_own_machine_everybody_has_a_pin_still(begins, tmp_path: Path, copy: Path):
    shutil.copytree(copy / "home", tmp_path / "home")
    owner = begins(tmp_path / "again")
    owner.tabs_to(owner.page.questions.restore)
    owner.presses(SPACE)
    owner.types(str(copy / "copy.db"))
    owner.presses(ENTER)
    owner.counter().signs_in("1001")


def test_a_file_that_is_no_backup_is_refused(begins, tmp_path: Path, copy: Path):
    owner = begins(tmp_path / "again")
    page = owner.page.restoring
    owner.tabs_to(owner.page.questions.restore)
    owner.presses(SPACE)
    torn = tmp_path / "torn.db"
    torn.write_bytes((copy / "copy.db").read_bytes()[:20_000])
    for path in (tmp_path / "nowhere.db", torn):
        owner.replaces(page.file, str(path))
        owner.presses(ENTER)
        owner.waits(page.trouble.isVisible)
        assert page.trouble.text()
        assert page.file.text() == str(path)
    assert not (tmp_path / "again" / "shop.db").exists()
    owner.presses(ESC)
    assert owner.focus() is owner.page.questions.outlet
