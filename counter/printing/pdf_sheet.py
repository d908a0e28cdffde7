"""Sheets as PDF, the true picture of every paper: archived, previewed, rasterised and compared."""

import io
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import cast

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import BasicFonts, PDFDictionary, PDFDocument, PDFPage
from reportlab.pdfgen.canvas import Canvas

from counter.printing import pdf_archive, pdf_picture
from counter.printing.codes import code128, dark, on_dots, qr
from counter.printing.metrics import Metrics
from counter.printing.pdf_fonts import Subset
from counter.printing.sheet import (
    DOT,
    POINT,
    Bars,
    Box,
    Face,
    Ink,
    Picture,
    Point,
    Ring,
    Rule,
    Sheet,
    Square,
    Text,
    curves,
)

UNIT = 1 / POINT  # points of a millimetre
FONT = {Face.MEDIUM: "F1", Face.BOLD: "F2", Face.REGULAR: "F3"}
rl_config.useA85 = 0  # base 85 makes a file longer by a quarter


def draw(
    sheets: Iterable[Sheet],
    metrics: Metrics,
    *,
    dot: float = DOT,
    title: str = "",
    packed: bool = True,
) -> bytes:
    """One PDF of all `sheets`; codes stand on whole dots of `dot` mm. Same sheets, same bytes.

    It can be kept (PDF/A-2b). Not `packed` is quicker to draw and to read, and six times as long.
    """
    book = PdfBook(metrics, dot=dot, title=title, packed=packed)
    book.add(sheets)
    return book.finish()


class PdfBook:
    """A PDF that grows sheet by sheet, so that a long one can be drawn a few at a time."""

    def __init__(
        self, metrics: Metrics, *, dot: float = DOT, title: str = "", packed: bool = True
    ) -> None:
        """`dot` is mm of the head it is for; `packed` is deflated."""
        self._metrics, self._dot, self._packed = metrics, dot, packed
        self._out = io.BytesIO()
        self._canvas = _Canvas(self._out, title, packed=packed)
        self._subsets: dict[Face, Subset] = {}

    def add(self, sheets: Iterable[Sheet]) -> None:
        """Draw more sheets behind those drawn."""
        for sheet in sheets:
            _draw_sheet(self._canvas, sheet, self._write(sheet), self._dot)

    def finish(self) -> bytes:
        """The whole PDF."""
        self._canvas.finish(self._subsets)
        return self._out.getvalue()

    def _write(self, sheet: Sheet) -> str:
        """All text of a sheet in one object."""
        steps = ["BT"]
        white, font = False, ""
        for text in [mark for mark in sheet.marks if isinstance(mark, Text)]:
            if text.white is not white:
                white = text.white
                steps.append("1 g" if white else "0 g")
            steps.append(f"1 0 0 1 {text.x * UNIT:.4f} {(sheet.height - text.y) * UNIT:.4f} Tm")
            for face, run in self._metrics.runs(text.text, text.face):
                wanted = f"/{FONT[face]} {text.size:g} Tf"
                if wanted != font:
                    font = wanted
                    steps.append(font)
                steps.append(f"<{self._subset(face).coded(run)}> Tj")
        return "\n".join([*steps, "ET"])

    def _subset(self, face: Face) -> Subset:
        if face not in self._subsets:
            self._subsets[face] = Subset(self._metrics.tables[face])
        return self._subsets[face]


class _Canvas(Canvas):
    """The library's canvas without fonts of its own; what it writes can be kept (PDF/A-2b)."""

    _doc: PDFDocument

    def __init__(self, out: io.BytesIO, title: str, *, packed: bool) -> None:
        super().__init__(
            out, pageCompression=int(packed), invariant=1, pdfVersion=pdf_archive.VERSION
        )
        self._packed = packed
        pdf_archive.mark(self._doc, title)

    def finish(self, subsets: Mapping[Face, Subset]) -> None:
        """Put the fonts in and write the whole."""
        fonts = cast(PDFDictionary, self._doc.idToObject[BasicFonts])
        for face, subset in subsets.items():
            fonts[FONT[face]] = subset.put(self._doc, packed=self._packed)
        self.save()

    def _make_preamble(self) -> None:
        """Nothing: the library would name a font of its own."""
        self._preamble = ""

    def _setAnnotations(self, page: PDFPage) -> None:
        """No note, and no transition to the next page, which a kept PDF may not have."""
        page.Trans = None
        page.Contents = pdf_archive.Stream(page.stream.encode("ascii"), packed=self._packed)


def _draw_sheet(canvas: Canvas, sheet: Sheet, text: str, dot: float) -> None:
    """One page; its text stands over everything else."""
    canvas.setPageSize((sheet.width * UNIT, sheet.height * UNIT))
    high = sheet.height
    strokes: list[str] = []
    fills: list[str] = []
    for mark in sheet.marks:
        match mark:
            case Text():
                continue
            case Rule():
                strokes.append(_rule(mark, high))
            case Box(filled=True):
                fills.append(_rectangle(mark.x, mark.y, mark.width, mark.height, high))
            case Box():
                shape = _rectangle(mark.x, mark.y, mark.width, mark.height, high)
                strokes.append(f"{mark.thick * UNIT:.3f} w {shape} S")
            case Ring():
                strokes.append(_ring(mark, high))
            case Ink():
                strokes.append(_ink(mark, high))
            case Bars() | Square():
                fills += _cells(on_dots(mark, dot), high)
            case Picture():
                pdf_picture.show(canvas, mark, high)
    # one path for all that is black: pdfium widens a rectangle that is filled alone
    fills.append("f")
    canvas.addLiteral("\n".join([*strokes, *fills]))
    canvas.addLiteral(text)
    canvas.showPage()


def _rule(mark: Rule, high: float) -> str:
    x, y = mark.x * UNIT, (high - mark.y) * UNIT
    to_x, to_y = x + mark.across * UNIT, y - mark.down * UNIT
    line = f"{mark.thick * UNIT:.3f} w {x:.3f} {y:.3f} m {to_x:.3f} {to_y:.3f} l S"
    if not mark.dash:
        return line
    lengths = " ".join(f"{length * UNIT:.3f}" for length in mark.dash)
    return f"[{lengths}] 0 d {line} [] 0 d"


def _rectangle(x: float, y: float, width: float, height: float, high: float) -> str:
    left, foot = x * UNIT, (high - y - height) * UNIT
    return f"{left:.4f} {foot:.4f} {width * UNIT:.4f} {height * UNIT:.4f} re"


def _ring(mark: Ring, high: float) -> str:
    """Four quarter curves; 0.5523 of the radius makes them round."""
    x, y, r = mark.x * UNIT, (high - mark.y) * UNIT, mark.radius * UNIT
    k = r * 0.5523
    points = (
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    )
    curves = " ".join(" ".join(f"{v:.3f}" for v in curve) + " c" for curve in points)
    return f"{mark.thick * UNIT:.3f} w {x + r:.3f} {y:.3f} m {curves} S"


def _ink(mark: Ink, high: float) -> str:
    """Round ends and joins for this stroke alone."""
    start = mark.x + mark.points[0][0], mark.y + mark.points[0][1]
    steps = [f"q 1 J 1 j {mark.thick * UNIT:.3f} w {_at(start, high)} m"]
    steps += [" ".join(_at(point, high) for point in curve) + " c" for curve in curves(mark)]
    return " ".join([*steps, "S Q"])


def _at(point: Point, high: float) -> str:
    return f"{point[0] * UNIT:.3f} {(high - point[1]) * UNIT:.3f}"


def _cells(mark: Bars | Square, high: float) -> list[str]:
    """Every run of dark modules as one rectangle."""
    if isinstance(mark, Bars):
        rows, tall = (code128(mark.code),), mark.height
    else:
        rows, tall = qr(mark.code), mark.module
    lefts = _figures(mark.x, mark.module, len(rows[0]))
    wides = _figures(0.0, mark.module, len(rows[0]) + 1)
    feet = _figures(high - mark.y - tall, -tall, len(rows))
    (figure,) = _figures(tall, 0.0, 1)
    return [
        f"{lefts[start]} {foot} {wides[length]} {figure} re"
        for foot, row in zip(feet, rows, strict=True)
        for start, length in dark(row)
    ]


@lru_cache(maxsize=256)
def _figures(start: float, step: float, count: int) -> tuple[str, ...]:
    """Places one behind the other as they stand in the file: a paper's codes stand where those of
    the last one did.
    """
    return tuple([f"{(start + n * step) * UNIT:.4f}" for n in range(count)])
