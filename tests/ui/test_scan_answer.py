"""What became of a scan is heard and seen: found, unknown, alarm; nothing else is."""

import time
import wave
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from counter.domain import numbers
from counter.domain.case_acts import CaseAct
from counter.domain.numbers import NumberKind
from tests.builders import a_fan, a_phone
from tests.desk import DESK, MANAGER, TECHNICIAN, Desk
from tests.ui.robots import Clerk
from tests.ui.test_case import chooses, scans
from ui.scans.door import Outcome
from ui.scans.flash import EDGE_MS, WORD_MS, Edge, Word
from ui.scans.signs import FLASH, NONE
from ui.scans.sounds import FOLDER, LOUDNESS, OFF, QUIET
from ui.scans.sounds import KEPT_AS as SOUND

HIT, UNKNOWN, ALARM = Outcome.HIT, Outcome.UNKNOWN, Outcome.ALARM
LONGEST_S, MOST_BYTES, FRAME_S = 0.6, 8_000, 0.030


class Answers:
    """What the window answered, in order."""

    def __init__(self, clerk: Clerk):
        self.clerk = clerk
        self.told: list[Outcome] = []
        clerk.window.kit.scans.answered.connect(self.told.append)

    def to(self, code: str) -> list[Outcome]:
        self.told.clear()
        self.clerk.scans(code)
        self.clerk.waits(lambda: bool(self.told))
        self.clerk.settles()
        return list(self.told)


@pytest.fixture
def answers(clerk: Clerk) -> Answers:
    return Answers(clerk)


def of_another_outlet(kind: NumberKind) -> str:
    return numbers.make(kind, outlet=99, seat=1, year=26, sequence=7)


def never_issued(kind: NumberKind) -> str:
    return numbers.make(kind, outlet=17, seat=1, year=26, sequence=99_000)


def test_what_is_good_is_found(answers: Answers, shop: Desk):
    case = shop.ready_to_go(shop.takes_in(a_phone()))
    assert answers.to(case.receipt) == [HIT]
    assert answers.to(case.card) == [HIT]
    assert answers.to(case.customer) == [HIT]
    answers.clerk.window.go("board")
    assert answers.to("356938035643809") == [HIT]
    assert answers.to("IMEI: 35-693803-564380-9 S/N: X1") == [HIT]  # a maker's label


def test_a_receipt_that_is_spent_lost_or_anothers_is_an_alarm(answers: Answers, shop: Desk):
    spent, lost = shop.ready_to_go(shop.takes_in(a_fan())), shop.takes_in()
    shop.hands_back(spent)
    shop.do("report_receipt_lost", DESK, receipt_number=lost.receipt)
    for receipt in (spent.receipt, lost.receipt, of_another_outlet(NumberKind.RECEIPT)):
        assert answers.to(receipt) == [ALARM]
        answers.clerk.window.go("board")


def test_what_nobody_knows_is_unknown(answers: Answers):
    for code in (
        never_issued(NumberKind.RECEIPT),
        never_issued(NumberKind.CARD),
        "3000171260012348",  # a slip
        "NOBODYKNOWS1",
    ):
        answers.clerk.window.go("board")
        assert answers.to(code) == [UNKNOWN], code


def test_what_a_page_refuses_is_unknown_to_it(answers: Answers, shop: Desk):
    answers.clerk.presses(Qt.Key.Key_F2)
    assert answers.to("AA:BB:CC:DD:EE:FF") == [UNKNOWN]
    answers.clerk.sees("MAC")
    assert answers.to("356938035643809") == [HIT]


def test_what_is_refused_later_is_told_later(open_window, shop: Desk):
    shelf = shop.do("add_shelf", MANAGER, name="Z-01").shelf_number
    case = shop.hangs(shop.takes_in())
    shop.do("move_item", DESK, number=case.case, to="SHELF", shelf=shelf)
    clerk = open_window()
    clerk.signs_in(DESK)
    answers = Answers(clerk)
    assert answers.to(case.card) == [HIT]
    assert answers.to(shelf) == [HIT, UNKNOWN]  # it lies there already


def test_a_badge_is_found_and_a_strange_one_is_not(open_window: Callable[..., Clerk], shop: Desk):
    badge = shop.do("change_person", MANAGER, code=TECHNICIAN, new_badge=True).badge
    clerk = open_window("en")
    answers = Answers(clerk)
    clerk.waits(lambda: clerk.window.reception.is_badge(badge))
    assert answers.to(badge) == [HIT]
    assert answers.to("NOBODYSBADGE") == [UNKNOWN]


def test_nothing_is_answered_to_what_is_typed(clerk: Clerk, shop: Desk):
    case, answers = shop.ready_to_go(shop.takes_in(a_fan())), Answers(clerk)
    clerk.presses(Qt.Key.Key_F4)
    clerk.types(case.receipt)
    clerk.presses(Qt.Key.Key_Return)
    clerk.waits(lambda: bool(clerk.hand_back().ready.view))
    clerk.settles()
    assert answers.told == []


# -- seen


@pytest.mark.parametrize(("language", "word"), [("zh_CN", "不认识"), ("en", "Unknown")])
def test_the_edge_is_gone_soon_and_nothing_loses_the_focus(open_window, language: str, word: str):
    clerk = open_window(language)
    clerk.signs_in(DESK)
    clerk.window.go("board")
    flash = clerk.window.scanning.signs.flash
    focus = clerk.focus()
    clerk.scans("NOBODYKNOWS1")
    assert flash.edge.isVisible()
    assert flash.edge.outcome is UNKNOWN
    assert flash.word.text == word
    assert clerk.focus() is focus
    began = time.monotonic()
    clerk.waits(lambda: not flash.edge.isVisible())
    assert (time.monotonic() - began) * 1000 < EDGE_MS + 400
    assert flash.word.isVisible()  # colour never stands alone, and a word takes longer to read
    clerk.waits(lambda: not flash.word.isVisible())
    assert WORD_MS < 2000


def test_the_edge_has_the_colour_of_what_became_of_it(clerk: Clerk):
    window = clerk.window
    for outcome in Outcome:
        window.kit.scans.begin()
        window.kit.scans.tell(outcome)
        picture = window.grab().toImage()
        seen = picture.pixelColor(picture.width() // 3, 2)
        assert seen == window.kit.theme.colour(f"flash_{outcome.value}")
        middle = picture.pixelColor(picture.width() // 3, picture.height() // 2)
        assert middle != seen


def test_only_the_edge_is_painted(clerk: Clerk):
    window = clerk.window
    edge = window.scanning.signs.flash.edge
    window.kit.scans.begin()
    window.kit.scans.tell(HIT)
    area = sum(rect.width() * rect.height() for rect in edge.mask())
    assert 0 < area < window.width() * window.height() * 0.04
    began = time.process_time()
    edge.repaint()
    assert time.process_time() - began < FRAME_S


def test_a_form_over_the_window_is_flashed_itself(clerk: Clerk, shop: Desk):
    case = shop.takes_in()
    scans(clerk, case.case)
    dialog = chooses(clerk, CaseAct.NOTIFY)
    dialog.go.setFocus()
    clerk.scans("NOBODYKNOWS1")
    assert dialog.findChild(Edge).isVisible()
    assert dialog.findChild(Word).isVisible()
    assert QApplication.activeModalWidget() is dialog


def test_a_flash_that_is_not_wanted_is_none(clerk: Clerk):
    clerk.window.kit.preferences.keep(FLASH, NONE)
    clerk.scans("NOBODYKNOWS1")
    assert not clerk.window.scanning.signs.flash.edge.isVisible()


# -- heard


@pytest.fixture
def played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that plays by writing down what it was told to play."""
    heard, program = tmp_path / "heard", tmp_path / "bin" / "paplay"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$@" >> {heard}\nsleep 5\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    monkeypatch.setattr("ui.scans.sounds.PLAYERS", {"paplay": ()})
    heard.touch()
    return heard


def test_each_outcome_sounds_otherwise_and_nothing_waits(clerk: Clerk, played: Path):
    preferences, door = clerk.window.kit.preferences, clerk.window.kit.scans
    for outcome in Outcome:
        began = time.monotonic()
        door.begin()
        door.tell(outcome)
        assert time.monotonic() - began < 1.0  # the program takes five seconds
    clerk.waits(lambda: len(played.read_text().splitlines()) == 3)
    preferences.keep(SOUND, QUIET)
    door.begin()
    door.tell(HIT)
    clerk.waits(lambda: "hit-quiet.wav" in played.read_text())
    for outcome in Outcome:
        assert f"{outcome.value}-loud.wav" in played.read_text()
    preferences.keep(SOUND, OFF)
    door.begin()
    door.tell(ALARM)
    clerk.qtbot.wait(100)
    assert len(played.read_text().splitlines()) == 4


def test_without_a_program_that_plays_it_is_quiet(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("PATH", str(tmp_path))
    clerk.scans("NOBODYKNOWS1")
    assert clerk.window.scanning.signs.sounds.player() == ""


@pytest.mark.parametrize("outcome", list(Outcome))
@pytest.mark.parametrize("loudness", [one for one in LOUDNESS if one != OFF])
def test_the_sounds_are_short_and_small(outcome: Outcome, loudness: str):
    path = FOLDER / f"{outcome.value}-{loudness}.wav"
    assert path.stat().st_size <= MOST_BYTES
    with wave.open(str(path)) as file:
        assert 0.05 < file.getnframes() / file.getframerate() <= LONGEST_S
        assert len(set(file.readframes(file.getnframes()))) > 10


def test_the_sounds_differ_in_length():
    lengths = {one: (FOLDER / f"{one.value}-loud.wav").stat().st_size for one in Outcome}
    assert lengths[HIT] * 2 < lengths[UNKNOWN] < lengths[ALARM]
