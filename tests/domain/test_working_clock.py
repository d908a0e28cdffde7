"""The working clock: the worked examples S1-S3 of domain.md §14, and what to promise."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain import working_clock as wc
from counter.domain.refusals import RuleBroken
from counter.domain.working_clock import MS_PER_HOUR, MS_PER_MINUTE, WorkingClock

SHANGHAI = ZoneInfo("Asia/Shanghai")
CLASSIC = WorkingClock(zone=SHANGHAI)


def moment(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).timestamp() * 1000)


def test_s1_a_city_call_on_friday_afternoon():
    call = moment("2026-03-13 15:00")
    limit = 6 * MS_PER_HOUR
    assert wc.deadline(CLASSIC, call, limit) == moment("2026-03-14 12:00")
    assert wc.elapsed_ms(CLASSIC, call, moment("2026-03-14 13:20")) == limit
    assert wc.elapsed_ms(CLASSIC, call, moment("2026-03-14 13:31")) == limit + MS_PER_MINUTE


def test_s2_a_suburb_call_on_saturday():
    deadline = wc.deadline(CLASSIC, moment("2026-03-14 16:00"), 7 * MS_PER_HOUR)
    assert deadline == moment("2026-03-16 15:30")


def test_s3_feedback_shortly_before_closing():
    deadline = wc.deadline(CLASSIC, moment("2026-03-13 17:10"), MS_PER_HOUR)
    assert deadline == moment("2026-03-14 09:10")


def test_closed_and_extra_days():
    clock = WorkingClock(
        zone=SHANGHAI,
        closed_days=frozenset({date(2026, 3, 14)}),
        extra_days={date(2026, 3, 15): ((540, 660),)},
    )
    call = moment("2026-03-13 16:30")
    assert wc.deadline(clock, call, 2 * MS_PER_HOUR) == moment("2026-03-15 10:00")
    assert wc.elapsed_ms(clock, call, moment("2026-03-16 09:00")) == int(3.5 * MS_PER_HOUR)


def test_an_outlet_that_never_opens_says_so():
    clock = WorkingClock(week=((),) * 7)
    for asked in (lambda: wc.deadline(clock, 0, 1), lambda: wc.closing_after(clock, 0, 2)):
        with pytest.raises(RuleBroken) as broken:
            asked()
        assert broken.value.rule == "clock.never_open"


def test_what_to_promise_on_a_friday_morning():
    now = moment("2026-03-13 10:00")
    assert wc.promise_proposals(CLASSIC, now) == [
        moment("2026-03-13 17:30"),
        moment("2026-03-14 17:30"),
        moment("2026-03-17 17:30"),
    ]


def test_today_is_not_promised_an_hour_before_closing():
    now = moment("2026-03-13 16:30")
    assert wc.promise_proposals(CLASSIC, now)[0] == moment("2026-03-14 17:30")


def test_after_closing_the_next_working_day_comes_first():
    now = moment("2026-03-14 20:00")
    assert wc.promise_proposals(CLASSIC, now)[0] == moment("2026-03-16 17:30")


def test_whether_the_outlet_is_open():
    assert wc.is_open(CLASSIC, moment("2026-03-13 12:00"))
    assert not wc.is_open(CLASSIC, moment("2026-03-13 12:30"))
    assert not wc.is_open(CLASSIC, moment("2026-03-15 10:00"))


def test_summer_time_is_counted_as_it_passes():
    night = WorkingClock(zone=ZoneInfo("Europe/Berlin"), week=(((0, 1440),),) * 7)
    start = int(datetime(2026, 3, 28, 23, 0, tzinfo=UTC).timestamp() * 1000)
    end = int(datetime(2026, 3, 29, 22, 0, tzinfo=UTC).timestamp() * 1000)
    assert wc.elapsed_ms(night, start, end) == 23 * MS_PER_HOUR


@given(st.integers(0, 14 * 24 * 60), st.integers(1, 60 * 60))
def test_the_deadline_is_the_first_moment_with_the_limit_elapsed(start: int, minutes: int):
    at = moment("2026-03-09 00:00") + start * MS_PER_MINUTE
    limit = minutes * MS_PER_MINUTE
    due = wc.deadline(CLASSIC, at, limit)
    assert wc.elapsed_ms(CLASSIC, at, due) == limit
    assert wc.elapsed_ms(CLASSIC, at, due - 1) < limit


@given(st.lists(st.integers(0, 14 * 24 * 60), min_size=3, max_size=3))
def test_elapsed_time_adds_up(minutes: list[int]):
    a, b, c = (moment("2026-03-09 00:00") + m * MS_PER_MINUTE for m in sorted(minutes))
    whole = wc.elapsed_ms(CLASSIC, a, c)
    assert whole == wc.elapsed_ms(CLASSIC, a, b) + wc.elapsed_ms(CLASSIC, b, c)


def test_hours_are_read_from_the_setting():
    day = [["08:30", "12:00"], ["13:30", "17:30"]]
    clock = wc.clock_from(
        {"week": [day] * 6 + [[]], "closed": ["2026-10-01"], "extra": {"2026-10-11": day[:1]}},
        SHANGHAI,
    )
    assert clock.week == CLASSIC.week
    assert clock.closed_days == {date(2026, 10, 1)}
    assert clock.extra_days == {date(2026, 10, 11): ((510, 720),)}


@pytest.mark.parametrize(
    "hours",
    [
        {},
        {"week": [[]] * 6},
        {"week": [[["09:00"]]] + [[]] * 6},
        {"week": [[["9", "12:00"]]] + [[]] * 6},
        {"week": [[["12:00", "09:00"]]] + [[]] * 6},
        {"week": [[["09:00", "12:00"], ["11:00", "13:00"]]] + [[]] * 6},
        {"week": [[]] * 7, "closed": "2026-10-01"},
        {"week": [[]] * 7, "closed": ["1 October"]},
        {"week": [[]] * 7, "extra": []},
        {"week": ["09:00"] + [[]] * 6},
    ],
)
def test_hours_that_make_no_sense_are_refused(hours: dict[str, object]):
    with pytest.raises(RuleBroken) as broken:
        wc.clock_from(hours, SHANGHAI)
    assert broken.value.rule == "setting.bad_hours"
