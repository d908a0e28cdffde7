"""A pen's stroke on paper: the same in both pictures, wherever the sheet is moved to."""

import numpy as np
import pytest

from counter.printing import pdf_sheet, press
from counter.printing.raster import HEAD_203
from counter.printing.sheet import Ink, Rule, Sheet, moved, scaled
from tests.printing import reading
from tests.printing.test_backends import FINE, TOLERANCE, drawn, shrunk

NAME = (
    Ink(10, 8, ((0, 0), (2, -3), (4, 1), (6, -2), (9, 0))),
    Ink(24, 6, ((0, 0),)),
)


def burnt(sheet: Sheet) -> reading.Bytes:
    (page,) = reading.greys(pdf_sheet.draw([sheet], press.metrics()), HEAD_203 * FINE)
    return page


@pytest.mark.usefixtures("qapp")
def test_both_backends_draw_the_same_stroke():
    page = burnt(Sheet(40, 16, NAME))
    apart = reading.tiles(shrunk(drawn(Sheet(40, 16, NAME), 8 * FINE), FINE), shrunk(page, FINE))
    assert apart.max() <= TOLERANCE
    assert shrunk(page, FINE).min() < 64  # there is ink at all


def test_a_touch_is_a_dot():
    page = burnt(Sheet(40, 16, NAME[1:]))
    rows, columns = np.nonzero(page < 128)
    dots = HEAD_203 * FINE / 25.4
    assert abs(columns.mean() / dots - 24) < 0.1
    assert abs(rows.mean() / dots - 6) < 0.1
    assert 0.3 < (columns.max() - columns.min()) / dots < 0.5


def test_a_stroke_goes_where_its_sheet_goes():
    here, there = burnt(Sheet(40, 16, NAME)), burnt(moved(Sheet(40, 16, NAME), 5, 2))
    by = [round(n * HEAD_203 * FINE / 25.4) for n in (2, 5)]
    assert reading.tiles(here[: -by[0], : -by[1]], there[by[0] :, by[1] :]).max() <= TOLERANCE * 2
    twice = scaled(Sheet(40, 16, NAME), 2, 80, 32)
    assert reading.tiles(here, shrunk(burnt(twice), 2)[: here.shape[0], : here.shape[1]]).max() < 40


def test_what_follows_a_stroke_has_square_ends_again():
    """Round ends are the pen's alone: a rule drawn after it is as long as it says."""
    rule = Rule(5, 12, 20, thick=1)
    alone, after = burnt(Sheet(40, 16, (rule,))), burnt(Sheet(40, 16, (*NAME, rule)))
    below = int(10 * HEAD_203 * FINE / 25.4)
    assert (alone[below:] == after[below:]).all()
