"""Reads papers back: text with places, codes from the dots, and what clashes on them."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import zxingcpp
from PIL import Image, ImageFilter

from counter.printing import raster
from counter.printing.codes import (
    QUIET_BARS,
    QUIET_SQUARE,
    bars_width,
    on_dots,
    square_side,
)
from counter.printing.metrics import Metrics
from counter.printing.sheet import (
    DOT,
    POINT,
    Bars,
    Box,
    Ink,
    Mark,
    Ring,
    Rule,
    Sheet,
    Square,
    Text,
)

GREY = 17  # of 255: one of sixteen greys
Bytes = npt.NDArray[np.uint8]
Area = tuple[float, float, float, float]  # left, top, right, bottom in mm


def text_of(pdf: bytes) -> str:
    """All text of all pages as a reader copies it, without any white space."""
    document = pdfium.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(text.split())


def lines_of(pdf: bytes) -> list[str]:
    """Each stretch of text with its page and where it begins on its baseline, in half millimetres
    from the top left corner.
    """
    found: list[tuple[int, int, int, str]] = []
    document = pdfium.PdfDocument(pdf)
    for number, page in enumerate(document, 1):
        text, high = page.get_textpage(), page.get_height()
        for stretch in page.get_objects([pdfium.raw.FPDF_PAGEOBJ_TEXT], textpage=text):
            place = stretch.get_matrix()
            # what lies in the middle goes down, whichever way its last figure was rounded
            x, y = (int(v * POINT * 2 + 0.499) for v in (place.e, high - place.f))
            found.append((number, y, x, " ".join(stretch.extract().split())))
    document.close()
    return [f"{page} {y / 2:g} {x / 2:g} {said}" for page, y, x, said in sorted(found)]


def greys(pdf: bytes, dpi: float = raster.HEAD_203) -> list[Bytes]:
    """The pages in grey."""
    return [
        np.frombuffer(grey, np.uint8).reshape(high, wide)
        for wide, high, grey in raster.greys(pdf, dpi)
    ]


def burnt(pdf: bytes, dpi: float = raster.HEAD_203) -> list[Bytes]:
    """The pages as a head burns them: 0 where black, 255 where white."""
    pages: list[Bytes] = []
    for page in raster.dots(pdf, dpi):
        rows = np.frombuffer(page.rows, np.uint8).reshape(page.height, -1)
        pages.append((1 - np.unpackbits(rows, axis=1)[:, : page.width]) * np.uint8(255))
    return pages


def codes_of(picture: Bytes) -> list[tuple[str, str]]:
    """Kind and text of every code a scanner finds on a page."""
    framed = np.pad(picture, 24, constant_values=255)
    found = zxingcpp.read_barcodes(framed)
    return sorted(("bars" if "128" in str(code.format) else "square", code.text) for code in found)


def codes_drawn(sheet: Sheet) -> list[tuple[str, str]]:
    """Kind and text of every code the form asked for."""
    named = {Bars: "bars", Square: "square"}
    return sorted(
        (named[type(mark)], mark.code) for mark in sheet.marks if isinstance(mark, Bars | Square)
    )


def tiles(one: Bytes, other: Bytes, side: int = 16) -> npt.NDArray[np.float64]:
    """The mean difference of two pictures in each tile; a rest at right and foot counts too."""
    apart = np.abs(one.astype(np.int16) - other.astype(np.int16)).astype(np.float64)
    high, wide = (-length % side for length in apart.shape)
    apart = np.pad(apart, ((0, high), (0, wide)))
    rows, columns = (length // side for length in apart.shape)
    return apart.reshape(rows, side, columns, side).mean(axis=(1, 3))


def cells(picture: Bytes, side: int = 4) -> Bytes:
    """A page in squares of half a millimetre, sixteen greys: a quarter of the tile it is told by.

    A digit of 7 points that changes is seen as well as in all dots, in half the bytes.
    """
    high, wide = (-length % side for length in picture.shape)
    padded = np.pad(picture, ((0, high), (0, wide)), constant_values=255)
    rows, columns = (length // side for length in padded.shape)
    means = padded.reshape(rows, side, columns, side).mean(axis=(1, 3))
    return (means / GREY).round().astype(np.uint8)


def save_cells(page: Bytes, path: Path) -> None:
    """Keep the squares of a page, four bits each."""
    picture = Image.fromarray(page, "P")
    picture.putpalette([grey * GREY for grey in range(16) for _ in "rgb"])
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, bits=4, optimize=True)


def clashes(sheet: Sheet, metrics: Metrics, margin: float) -> Iterator[str]:
    """What must not be on paper.

    Text on text, a line through text, anything in the white of a code, or nearer the edge than
    `margin` mm.
    """
    texts = [(_text_area(mark, metrics), mark) for mark in sheet.marks if isinstance(mark, Text)]
    rules = [_rule_area(mark) for mark in sheet.marks if isinstance(mark, Rule)]
    for area, mark in texts:
        left, top, right, bottom = area
        inside = margin <= left and margin <= top
        if not (inside and right <= sheet.width - margin and bottom <= sheet.height - margin):
            yield f"at the edge: {mark.text}"
        if any(_meet(area, rule) for rule in rules):
            yield f"line through: {mark.text}"
        if any(_meet(area, _ink_area(ink)) for ink in sheet.marks if isinstance(ink, Ink)):
            yield f"a name over: {mark.text}"
    for (area, mark), (other_area, other) in combinations(texts, 2):
        if _meet(area, other_area):
            yield f"over each other: {mark.text} / {other.text}"
    yield from _code_clashes(sheet, [(area, mark.text) for area, mark in texts], rules)


def outside(sheet: Sheet, metrics: Metrics, side: float, ends: float) -> Iterator[Mark]:
    """Every mark nearer the sides than `side` mm or nearer head and foot than `ends`."""
    for mark in sheet.marks:
        left, top, right, bottom = _area(mark, metrics)
        across = side <= left and right <= sheet.width - side
        if not (across and ends <= top and bottom <= sheet.height - ends):
            yield mark


def _area(mark: Mark, metrics: Metrics) -> Area:
    match mark:
        case Text():
            return _text_area(mark, metrics)
        case Rule():
            return _rule_area(mark)
        case Bars() | Square():
            return _code_area(mark)
        case Ring():
            r = mark.radius
            return mark.x - r, mark.y - r, mark.x + r, mark.y + r
        case Box():
            half = 0 if mark.filled else mark.thick / 2
            right, bottom = mark.x + mark.width + half, mark.y + mark.height + half
            return mark.x - half, mark.y - half, right, bottom
        case Ink():
            return _ink_area(mark)


def _ink_area(mark: Ink) -> Area:
    across, down = ([mark.x + x for x, _ in mark.points], [mark.y + y for _, y in mark.points])
    half = mark.thick / 2
    return min(across) - half, min(down) - half, max(across) + half, max(down) + half


def crop(picture: Bytes, mark: Bars | Square, dots_per_mm: float = 8.0) -> Bytes:
    """A code with its white out of a page, twice as fine as its dots: what a camera sees."""
    white = (np.array(_white(on_dots(mark, 1 / dots_per_mm))) * dots_per_mm).round().astype(int)
    left, top, right, bottom = (max(0, int(edge)) for edge in white)
    return np.pad(picture[top:bottom, left:right], 8, constant_values=255)


def worn(picture: Bytes) -> Iterator[tuple[str, list[Bytes]]]:
    """A code as it comes to the scanner after a while: name of the harm and what a lens sees.

    A dead dot of the head leaves a white line down the middle; it is seen from near and from far.
    """
    whole = Image.fromarray(picture)
    large = whole.resize((whole.width * 2, whole.height * 2), Image.Resampling.NEAREST)
    yield "blurred", [np.asarray(large.filter(ImageFilter.GaussianBlur(1.4)))]
    turned = large.rotate(3, Image.Resampling.BILINEAR, expand=True, fillcolor=255)
    yield "askew", [np.asarray(turned)]
    yield "pale", [(255 - (255 - np.asarray(large).astype(np.int16)) * 0.6).astype(np.uint8)]
    dead = picture.copy()
    dead[:, dead.shape[1] // 2] = 255
    seen = Image.fromarray(dead).resize(large.size, Image.Resampling.NEAREST)
    lenses = (ImageFilter.GaussianBlur(radius) for radius in (1.4, 2.0))
    yield "a dead dot", [np.asarray(seen.filter(lens)) for lens in lenses]


def _code_clashes(
    sheet: Sheet, texts: Sequence[tuple[Area, str]], rules: Sequence[Area]
) -> Iterator[str]:
    codes = [on_dots(mark, DOT) for mark in sheet.marks if isinstance(mark, Bars | Square)]
    for mark in codes:
        white = _white(mark)
        yield from (f"in the white of a code: {text}" for area, text in texts if _meet(white, area))
        if any(_meet(white, rule) for rule in rules):
            yield f"a line in the white of {mark.code}"
        for other in codes:
            if other is not mark and _meet(white, _code_area(other)):
                yield f"code in the white of {mark.code}: {other.code}"


def _text_area(mark: Text, metrics: Metrics) -> Area:
    """Digits and Han reach 0.72 of the size above the line; a hair is left out at the edges."""
    em = mark.size * POINT
    wide = metrics.width(mark.text, mark.size, mark.face)
    return mark.x + 0.02, mark.y - 0.7 * em, mark.x + wide - 0.02, mark.y + 0.04 * em


def _rule_area(mark: Rule) -> Area:
    half = mark.thick / 2
    if mark.across and mark.down:  # the cross of a tick
        half = 0
    top, bottom = sorted((mark.y, mark.y + mark.down))
    return mark.x - half, top - half, mark.x + mark.across + half, bottom + half


def _code_area(mark: Bars | Square) -> Area:
    if isinstance(mark, Bars):
        wide, high = bars_width(mark.code, mark.module), mark.height
    else:
        wide = high = square_side(mark.code, mark.module)
    return mark.x, mark.y, mark.x + wide, mark.y + high


def _white(mark: Bars | Square) -> Area:
    left, top, right, bottom = _code_area(mark)
    if isinstance(mark, Bars):
        beside = QUIET_BARS * mark.module
        return left - beside, top, right + beside, bottom
    around = QUIET_SQUARE * mark.module
    return left - around, top - around, right + around, bottom + around


def _meet(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def marks_of(sheets: Sequence[Sheet], kind: type[Mark]) -> list[Mark]:
    """All marks of one kind on some sheets."""
    return [mark for sheet in sheets for mark in sheet.marks if isinstance(mark, kind)]
