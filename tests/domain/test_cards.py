"""What a repair card must have before it moves on."""

import pytest

from counter.domain import cards
from counter.domain.records import Id, Measurement, PartUsed, WorkStep
from counter.domain.refusals import RuleBroken

NUMBER = "2000010260000117"
LI, ZHOU = Id(b"li" * 8), Id(b"zhou" * 4)
MINUTE = 60_000


def rule_of(function: object, *args: object, **facts: object) -> str:
    with pytest.raises(RuleBroken) as broken:
        function(*args, **facts)  # type: ignore[operator]
    return broken.value.rule


def step(technician: Id, started_at: int, minutes: int, *, corrected: bool = False) -> WorkStep:
    return WorkStep(
        id=Id(started_at.to_bytes(16, "big")),
        technician_id=technician,
        started_at=started_at,
        minutes=minutes,
        corrected_by=LI if corrected else None,
    )


def test_a_slip_of_seconds_books_nothing():
    assert cards.minutes_between(0, 29_999) == 0
    assert cards.minutes_between(0, 30_000) == 1
    assert cards.minutes_between(0, 40 * MINUTE) == 40


def test_the_technicians_own_figure_stays_within_the_clock():
    assert cards.checked_minutes(25, 0, 40 * MINUTE, NUMBER) == 25
    assert cards.checked_minutes(None, 0, 40 * MINUTE, NUMBER) == 40
    assert cards.checked_minutes(1, 0, 10_000, NUMBER) == 1
    assert rule_of(cards.checked_minutes, 41, 0, 40 * MINUTE, NUMBER) == "card.minutes_above_clock"
    assert rule_of(cards.checked_minutes, -1, 0, 40 * MINUTE, NUMBER) == "card.minutes_negative"


def test_corrected_steps_no_longer_count():
    steps = [step(LI, 1, 30, corrected=True), step(LI, 2, 20)]
    assert cards.minutes_booked(steps) == 20


def test_done_needs_time_and_a_word_about_parts():
    check = cards.check_done
    check(NUMBER, minutes=20, pieces=1, no_parts_used=False)
    check(NUMBER, minutes=20, pieces=0, no_parts_used=True)
    assert rule_of(check, NUMBER, minutes=0, pieces=1, no_parts_used=False) == "card.no_time_booked"
    assert (
        rule_of(check, NUMBER, minutes=5, pieces=0, no_parts_used=False) == "card.no_parts_no_word"
    )
    assert rule_of(check, NUMBER, minutes=5, pieces=1, no_parts_used=True) == "card.parts_were_used"


def test_a_part_taken_back_counts_itself_out():
    used = PartUsed(id=LI, qty=2)
    assert cards.pieces_used([used, PartUsed(id=ZHOU, qty=-2, corrects=LI)]) == 0


def test_nobody_passes_his_own_work_unless_the_outlet_says_so():
    check = cards.check_inspector
    hands = frozenset({LI})
    assert check(NUMBER, inspector=ZHOU, workers=hands, self_allowed=False) is False
    assert check(NUMBER, inspector=LI, workers=hands, self_allowed=True) is True
    assert rule_of(check, NUMBER, inspector=LI, workers=hands, self_allowed=False) == (
        "card.own_work"
    )


def test_whoever_booked_time_since_the_last_failure_has_worked_on_it():
    steps = [("LI", 5, 10), ("ZHOU", 9, 10), ("SUN", 12, 0)]
    assert cards.who_worked(steps) == {"LI", "ZHOU", "SUN"}  # the last step counts in any case
    assert cards.who_worked([*steps, ("WU", 14, 3)]) == {"LI", "ZHOU", "WU"}
    assert cards.who_worked(steps, failed_at=8) == {"ZHOU", "SUN"}
    assert cards.who_worked([]) == frozenset()


@pytest.mark.parametrize(
    ("value", "low", "high", "expected"),
    [
        ("2.0", "2", "", "PASS"),
        ("1.99", "2", "", "FAIL"),
        ("0.5", "", "0.50", "PASS"),
        ("0.51", "", "0.50", "FAIL"),
        ("-3", "-5", "5", "PASS"),
    ],
)
def test_the_verdict_is_computed(value: str, low: str, high: str, expected: str):
    assert cards.verdict(value, low, high) == expected


def test_a_verdict_needs_numbers_and_a_limit():
    assert rule_of(cards.verdict, "ok", "1", "") == "test.not_a_number"
    assert rule_of(cards.verdict, "NaN", "1", "") == "test.not_a_number"
    assert rule_of(cards.verdict, "1e9", "1", "") == "test.not_a_number"
    assert rule_of(cards.verdict, "1", "", "") == "test.no_limit"
    assert rule_of(cards.verdict, "1", "3", "2") == "test.limits_crossed"


def test_the_last_value_of_a_test_decides():
    def measured(name: str, verdict: str) -> Measurement:
        return Measurement(id=LI, name=name, value="1", unit="MΩ", verdict=verdict)

    cards.check_tests(NUMBER, [measured("insulation", "FAIL"), measured("insulation", "PASS")])
    failing = [measured("insulation", "PASS"), measured("insulation", "FAIL")]
    assert rule_of(cards.check_tests, NUMBER, failing) == "card.test_failed"
