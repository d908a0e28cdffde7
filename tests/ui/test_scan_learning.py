"""What three scans teach of a scanner: its pace, the signs around, another country's keyboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.scans.habits import LEAST_GAP_MS, MOST_GAP_MS, Ending, Habits, bounded, read, written
from ui.scans.layouts import LAYOUTS
from ui.scans.learning import ITSELF, TRIAL, Learnt, Trouble, learn
from ui.widgets.scanner_trial import Burst

RECEIPT = "3000171260012349"


def scans(text: str, *, gap: float = 6, ending: str = "Enter", times: int = 3) -> list[Burst]:
    return [Burst(text, [gap] * len(text), ending) for _ in range(times)]


def learnt(text: str, **how: object) -> Learnt:
    found = learn(scans(text, **how))  # pyright: ignore[reportArgumentType]
    assert isinstance(found, Learnt), found
    return found


def typed_on(layout: str, text: str) -> str:
    """What a scanner set to the American keyboard types on another."""
    keys = {meant: seen for seen, meant in LAYOUTS[layout].items()}
    return "".join(keys.get(one, one) for one in text)


def test_pace_and_end_are_learnt_from_any_code():
    found = learnt("SW17J000123", gap=11, ending="Tab")
    assert (found.habits.ending, found.habits.gap_ms) == (Ending.TAB, 28)
    assert not found.is_sure
    assert learnt(RECEIPT, ending="").habits.ending is Ending.PAUSE


@pytest.mark.parametrize("code", [RECEIPT, TRIAL, "6901234567892", "356938035643809"])
def test_what_stands_round_a_code_that_proves_itself_is_learnt(code: str):
    found = learnt(f"~{code}#")
    assert (found.habits.prefix, found.habits.suffix, found.code) == ("~", "#", code)
    assert found.is_sure
    assert found.habits.inner(f"~{code}#") == code
    assert found.habits.inner(code) is None


def test_the_scanners_mark_of_the_symbol_is_no_prefix():
    assert learnt(f"]C0{RECEIPT}").habits.prefix == ""
    assert learnt(f"~]C0{RECEIPT}").habits.prefix == "~"


@pytest.mark.parametrize("layout", ["fr", "be", "cs"])
@pytest.mark.parametrize("code", [TRIAL, RECEIPT])
def test_digits_of_another_keyboard_are_recognised_and_folded_back(layout: str, code: str):
    arrived = typed_on(layout, code)
    assert arrived != code
    found = learnt(arrived)
    assert found.habits.folded(arrived) == code
    if code == TRIAL:
        assert found.habits.layout == layout


@pytest.mark.parametrize("layout", ["de", "es", "it", "ru"])
def test_letters_and_signs_of_another_keyboard_need_the_trial_code(layout: str):
    arrived = typed_on(layout, TRIAL)
    found = learnt(arrived)
    assert found.habits.folded(arrived) == TRIAL
    assert learnt(RECEIPT).habits.layout == ""


def test_a_keyboard_nobody_knows_is_learnt_character_by_character():
    arrived = "0123456789'ΑΚΣΖΥΜ"
    found = learnt(arrived)
    assert found.habits.layout == ITSELF
    assert found.habits.folded(arrived) == TRIAL


def test_full_width_and_turned_letters_are_noticed():
    assert learnt("３０００１７１２６００１２３４９").was_full_width
    assert learnt(TRIAL.lower()).was_turned


@pytest.mark.parametrize(
    ("bursts", "trouble"),
    [
        ([*scans(RECEIPT, times=2), *scans(TRIAL, times=1)], Trouble.DIFFER),
        ([*scans(RECEIPT, times=2), *scans(RECEIPT, ending="Tab", times=1)], Trouble.DIFFER),
        (scans("123"), Trouble.SHORT),
        (scans(RECEIPT, gap=150), Trouble.SLOW),
        (scans("Привет"), Trouble.MANGLED),
        ([], Trouble.DIFFER),
    ],
)
def test_what_teaches_nothing_is_told(bursts: list[Burst], trouble: Trouble):
    assert learn(bursts) is trouble


@given(st.text(max_size=30), st.floats(0, 500), st.sampled_from(["Enter", "Tab", ""]))
def test_no_scan_raises(text: str, gap: float, ending: str):
    found = learn(scans(text, gap=gap, ending=ending))
    if isinstance(found, Learnt):
        assert LEAST_GAP_MS <= found.habits.gap_ms <= MOST_GAP_MS


@given(st.text(max_size=8), st.text(max_size=8), st.sampled_from(list(Ending)), st.integers())
def test_habits_are_kept_as_they_were(prefix: str, suffix: str, ending: Ending, gap: int):
    habits = Habits(prefix, suffix, ending, bounded(gap), {"&": "1", "é": "2"}, "fr")
    assert read(written(habits)) == habits


@pytest.mark.parametrize("kept", ["", "{", "[]", "null", '{"gap_ms": "x"}', '{"folds": 7}', "7"])
def test_what_cannot_be_read_is_as_if_nothing_was_learnt(kept: str):
    assert read(kept) == Habits()


def test_gaps_stay_within_what_a_scanner_needs_and_a_hand_does_not_reach():
    assert (bounded(1), bounded(60.4), bounded(900)) == (LEAST_GAP_MS, 60, MOST_GAP_MS)
