"""The window's picture of a sheet is the PDF's: same list, same places, same glyphs."""

import subprocess
import sys

import numpy as np
import pytest

from counter.printing import press, qt_sheet
from counter.printing.raster import HEAD_203
from counter.printing.sheet import Face, Rule, Sheet, Text
from tests.printing import reading, samples

FINE = 3  # times 8 dots a mm: from here on pdfium draws outlines and no longer fits them to dots
TOLERANCE = 20  # of 255 in a tile of 2 mm
NAMES = [name for name in samples.samples() if "typical" in name or "register" in name]


def drawn(sheet: Sheet, scale: float) -> reading.Bytes:
    """The sheet by QPainter."""
    picture = qt_sheet.image(sheet, press.metrics(), scale)
    rows = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), -1)
    return rows[:, : picture.width()].copy()


def shrunk(picture: reading.Bytes, by: int) -> reading.Bytes:
    """The mean of each square of `by` dots."""
    high, wide = (length // by * by for length in picture.shape)
    squares = picture[:high, :wide].reshape(high // by, by, wide // by, by)
    return squares.mean(axis=(1, 3)).astype(np.uint8)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", NAMES)
def test_both_backends_draw_the_same_list(name: str):
    form, papers = samples.samples()[name]
    sheets = press.sheets_of(form, *papers)
    pages = reading.greys(press.pdf_of(form, *papers), HEAD_203 * FINE)
    for sheet, page in zip(sheets, pages, strict=True):
        preview = drawn(sheet, 8 * FINE)
        assert preview.shape == page.shape
        apart = reading.tiles(shrunk(preview, FINE), shrunk(page, FINE))
        assert apart.max() <= TOLERANCE


@pytest.mark.usefixtures("qapp")
def test_small_pictures_show_what_large_ones_do():
    """Small type is drawn as glyph runs, large type as outlines: no difference may be seen."""
    form, papers = samples.samples()["item_receipt.customer.full.zh_CN"]
    (sheet,) = press.sheets_of(form, *papers)
    apart = reading.tiles(drawn(sheet, 6), shrunk(drawn(sheet, 24), 4))
    assert apart.max() <= 60
    assert apart.mean() <= 4


@pytest.mark.usefixtures("qapp")
def test_codes_on_the_picture_read_back_too():
    form, papers = samples.samples()["item_label.typical.zh_CN"]
    (sheet,) = press.sheets_of(form, *papers)
    assert reading.codes_of(drawn(sheet, 8)) == reading.codes_drawn(sheet)


@pytest.mark.usefixtures("qapp")
def test_dashes_and_white_text_are_drawn_by_both():
    metrics = press.metrics()
    sheet = Sheet(
        40,
        20,
        (
            Rule(4, 4, 32, dash=(2, 1)),
            Rule(4, 6, 0, 10, 1),
            Text(8, 14, "修", 20, Face.BOLD),
        ),
    )
    from counter.printing import pdf_sheet

    (page,) = reading.greys(pdf_sheet.draw([sheet], metrics), HEAD_203 * FINE)
    apart = reading.tiles(shrunk(drawn(sheet, 8 * FINE), FINE), shrunk(page, FINE))
    assert apart.max() <= TOLERANCE


@pytest.mark.parametrize(
    "module", ["counter.printing.qt_sheet", "counter.printing.forms", "counter.printing.press"]
)
def test_the_first_picture_does_not_wait_for_heavy_libraries(module: str):
    heavy = ["reportlab", "segno", "barcode", "pypdfium2", "PySide6.QtWidgets", "numpy"]
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys, {module}; print([name for name in {heavy} if name in sys.modules])",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "[]"
