"""Lines break where they may, hold their width, and lose nothing."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.printing import press
from counter.printing.flow import Piece, paged
from counter.printing.sheet import Face, Rule
from counter.printing.typesetting import (
    NEVER_FIRST,
    NEVER_LAST,
    Way,
    cut,
    lines,
    pour,
    shrunk,
)

SIGNS = st.text(st.sampled_from("充电时灯亮Wi-Fi 14，。（）「」¥8 ，、；a\n🔋"), max_size=120)


def broken(text: str, width: float = 30, size: float = 10) -> list[str]:
    return lines(press.metrics(), text, width, size)


def test_latin_words_stay_whole_and_han_breaks_anywhere():
    assert broken("power adapter with cable", 25) == ["power adapter", "with cable"]
    assert broken("充电时灯亮但电量不涨", 20) == ["充电时灯亮", "但电量不涨"]


def test_no_line_begins_with_a_full_stop_or_ends_with_a_bracket():
    assert broken("充电时灯亮。", 17.7) == ["充电时灯", "亮。"]
    assert broken("充电时（灯亮）", 14.2) == ["充电时", "（灯亮）"]


def test_a_word_longer_than_the_line_is_broken_where_it_must_be():
    found = broken("YSBD14-U9-64G-2T-GR-0123456789", 20)
    assert len(found) > 1
    assert "".join(found) == "YSBD14-U9-64G-2T-GR-0123456789"


def test_empty_lines_stay():
    assert broken("a\n\nb") == ["a", "", "b"]
    assert broken("") == [""]


@given(SIGNS, st.floats(6, 80))
def test_breaking_loses_nothing_and_keeps_the_width(text: str, width: float):
    found = broken(text, width)
    assert "".join("".join(found).split()) == "".join(text.split())
    widest = max(press.metrics().width(sign, 10) for sign in "充🔋")
    for line in found:
        assert press.metrics().width(line, 10) <= max(width, widest) + 0.01


@given(SIGNS.filter(lambda text: "\n" not in text), st.floats(40, 80))
def test_no_line_begins_or_ends_with_what_may_not(text: str, width: float):
    found = broken(text, width)
    for line, after in pairwise(found):
        unbreakable = press.metrics().width(line + after.split(" ")[0], 10) > width
        assert after[:1] not in NEVER_FIRST or unbreakable
        assert line[-1:] not in NEVER_LAST or unbreakable


def test_the_first_way_that_holds_the_text_is_taken():
    ways = (Way(10, 1, 7, 4), Way(8, 1, 7, 4), Way(8, 2, 6, 3))
    metrics = press.metrics()
    assert pour(metrics, "充电", 30, ways).way is ways[0]
    assert pour(metrics, "充电时灯亮但电量不涨", 30, ways).way is ways[1]
    held = pour(metrics, "充电时灯亮但电量不涨" * 2, 30, ways)
    assert (held.way, held.whole, len(held.lines)) == (ways[2], True, 2)


def test_what_no_way_holds_is_cut_and_says_so():
    held = pour(press.metrics(), "充电时灯亮但电量不涨" * 4, 30, (Way(10, 2, 7, 4),))
    assert not held.whole
    assert held.lines[-1].endswith("…")
    assert press.metrics().width(held.lines[-1], 10) <= 30.01


@given(st.text(max_size=60), st.floats(3, 60))
def test_a_cut_text_fits(text: str, width: float):
    metrics = press.metrics()
    shown = cut(metrics, text, width, 9)
    assert shown == text or shown.endswith("…")
    assert metrics.width(shown, 9) <= max(width, metrics.width("…", 9)) + 0.01


@given(st.text(min_size=1, max_size=40), st.floats(5, 60))
def test_a_shrunk_text_fits_in_the_largest_size(text: str, width: float):
    metrics = press.metrics()
    size, shown = shrunk(metrics, text, width, (12, 7))
    assert 7 <= size <= 12
    assert metrics.width(shown, size) <= max(width, metrics.width("…", 7)) + 0.01
    if shown == text and size < 12:
        assert metrics.width(text, size + 0.5) > width - 0.01


def piece(height: float, *, joined: bool = False) -> Piece:
    return Piece(height, (Rule(0, 0, 10),), joined)


def test_pieces_flow_from_page_to_page_and_a_head_stays_with_what_follows():
    pages = paged([piece(30), piece(20, joined=True), piece(10), piece(5)], 40, 100)
    assert [[mark.y for mark in page] for page in pages] == [[40, 70, 90], [40]]
    pages = paged([piece(40), piece(15, joined=True), piece(10)], 40, 100)
    assert [[mark.y for mark in page] for page in pages] == [[40], [40, 55]]
    assert paged([], 40, 100) == []


@pytest.mark.parametrize("face", Face)
def test_every_face_measures(face: Face):
    assert press.metrics().width("修护卡", 10, face) == pytest.approx(3 * 10 * 25.4 / 72)
