"""A millimetre is a millimetre, a width is a width, and the raster is exactly the head's dots."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.ttfonts import TTFont

from counter.printing import pdf_sheet, press, raster
from counter.printing.forms import FORMS
from counter.printing.metrics import FONTS, FontTable
from counter.printing.sheet import DOT, POINT, Box, Face, Rule, Sheet
from tests.printing import reading, samples


def test_a_ruler_is_true():
    """100 mm across and 50 mm down, from the raster of a 203 dpi head: 800 and 400 dots."""
    sheet = Sheet(120, 80, (Rule(10, 20.5, 100, 0, 1), Rule(30.5, 25, 0, 50, 1)))
    (page,) = reading.burnt(pdf_sheet.draw([sheet], press.metrics()))
    black = page == 0
    across = np.flatnonzero(black[int(20.5 * 8)])
    down = np.flatnonzero(black[25 * 8 :, int(30.5 * 8)]) + 25 * 8
    assert (across[0], across[-1] + 1) == (80, 880)
    assert (down[0], down[-1] + 1) == (200, 600)


def test_a_box_is_as_large_as_it_says():
    boxes = (Box(5, 6, 20, 15, filled=True), Box(5, 21, 20, 10, filled=True))
    sheet = Sheet(40, 40, boxes)
    (page,) = reading.burnt(pdf_sheet.draw([sheet], press.metrics()))
    rows, columns = np.nonzero(page == 0)
    assert (columns.min(), columns.max() + 1) == (40, 200)
    assert (rows.min(), rows.max() + 1) == (48, 248)


@pytest.mark.parametrize(("dpi", "dots_per_mm"), [(raster.HEAD_203, 8), (300.0, 300 / 25.4)])
def test_a_raster_has_exactly_the_dots_of_its_paper(dpi: float, dots_per_mm: float):
    for name, (form, papers) in samples.samples().items():
        if "typical" in name or "register" in name:
            size = (round(FORMS[form].width * dots_per_mm), round(FORMS[form].height * dots_per_mm))
            for page in raster.dots(press.pdf_of(form, *papers), dpi):
                assert (page.width, page.height) == size
                assert len(page.rows) == -(-page.width // 8) * page.height


def test_the_bars_of_a_label_stand_on_their_dots():
    """Row 200 of the label: every run of black or white is a whole number of 3-dot modules."""
    form, papers = samples.samples()["item_label.typical.zh_CN"]
    (page,) = reading.burnt(press.pdf_of(form, *papers))
    row = page[200]
    edges = np.flatnonzero(np.diff(row)) + 1
    assert edges[-1] - edges[0] == 123 * 3
    assert set(np.diff(edges) % 3) == {0}


@cache
def library_font(face: Face) -> TTFont:
    return TTFont(face.value, press.metrics().paths[face])


@pytest.mark.parametrize("face", Face)
def test_our_widths_are_reportlab_s(face: Face):
    metrics = press.metrics()
    font = library_font(face).face
    table = FontTable(metrics.paths[face])
    assert len(font.charToGlyph) > 10_000
    for code, glyph in font.charToGlyph.items():
        assert table.glyph(code) == glyph
        if code in font.charWidths:
            assert table.advance(glyph) == font.charWidths[code]


@given(st.text(), st.floats(5, 60), st.sampled_from(Face))
def test_a_text_is_as_wide_as_its_runs(text: str, size: float, face: Face):
    metrics = press.metrics()
    runs = metrics.runs(text, face)
    wide = sum(library_font(cut).stringWidth(run, size) for cut, run in runs)
    assert metrics.width(text, size, face) == pytest.approx(wide * POINT)


def test_a_code_point_no_font_has_is_zero():
    table = FontTable(FONTS / "NotoSansSC-Medium.ttf")
    assert [table.glyph(code) for code in (0, 0x1F50B, 0x10FFFF)] == [0, 0, 0]


def test_a_font_without_a_map_of_all_planes_is_refused(tmp_path):
    broken = tmp_path / "font.ttf"
    whole = (FONTS / "NotoSansSC-Medium.ttf").read_bytes()
    broken.write_bytes(whole.replace(b"head", b"hard", 1))
    with pytest.raises(KeyError):
        FontTable(broken)


def test_a_dot_is_an_eighth_of_a_millimetre():
    assert pytest.approx(25.4 / raster.HEAD_203) == DOT
