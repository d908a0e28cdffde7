"""Sheets as PDF, the true picture of every paper: archived, previewed, rasterised and compared."""

import io
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from counter.printing import pdf_picture
from counter.printing.codes import code128, dark, on_dots, qr
from counter.printing.metrics import Metrics
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


def draw(sheets: Iterable[Sheet], metrics: Metrics, *, dot: float = DOT, title: str = "") -> bytes:
    """One PDF of all `sheets`; codes stand on whole dots of `dot` mm. Same sheets, same bytes."""
    book = PdfBook(metrics, dot=dot, title=title)
    book.add(sheets)
    return book.finish()


class PdfBook:
    """A PDF that grows sheet by sheet, so that a long one can be drawn a few at a time."""

    def __init__(self, metrics: Metrics, *, dot: float = DOT, title: str = "") -> None:
        """`dot` is mm of the head it is for."""
        self._metrics, self._dot = metrics, dot
        self._out = io.BytesIO()
        self._canvas = Canvas(
            self._out,
            initialFontName=font_name(Face.MEDIUM, metrics),  # pyright: ignore[reportArgumentType]
            pageCompression=1,
            invariant=1,
        )
        self._canvas.setTitle(title)
        self._canvas.setCreator("")

    def add(self, sheets: Iterable[Sheet]) -> None:
        """Draw more sheets behind those drawn."""
        for sheet in sheets:
            _draw_sheet(self._canvas, sheet, self._metrics, self._dot)

    def finish(self) -> bytes:
        """The whole PDF."""
        self._canvas.save()
        return self._out.getvalue()


def ready(metrics: Metrics) -> None:
    """Parse the two fonts paper asks for (0.1 s), so that the first paper need not wait."""
    for face in (Face.MEDIUM, Face.BOLD):
        font_name(face, metrics)


def _draw_sheet(canvas: Canvas, sheet: Sheet, metrics: Metrics, dot: float) -> None:
    canvas.setPageSize((sheet.width * UNIT, sheet.height * UNIT))
    high = sheet.height
    strokes: list[str] = []
    fills: list[str] = []
    texts: list[Text] = []
    for mark in sheet.marks:
        match mark:
            case Text():
                texts.append(mark)
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
    _write(canvas, texts, metrics, high)
    canvas.showPage()


def _write(canvas: Canvas, texts: Sequence[Text], metrics: Metrics, high: float) -> None:
    """All text of a sheet in one object, over everything else."""
    pen = canvas.beginText()
    white = False
    for text in texts:
        if text.white is not white:
            white = text.white
            pen.setFillGray(1 if white else 0)
        pen.setTextOrigin(text.x * UNIT, (high - text.y) * UNIT)
        for face, run in metrics.runs(text.text, text.face):
            _show(pen, font_name(face, metrics), text.size, run)
    canvas.drawText(pen)


def _show(pen: PDFTextObject, font: str, size: float, run: str) -> None:
    pen.setFont(font, size)
    pen.textOut(run)


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
    return [
        _rectangle(
            mark.x + start * mark.module, mark.y + row * tall, length * mark.module, tall, high
        )
        for row, modules in enumerate(rows)
        for start, length in dark(modules)
    ]


@cache
def font_name(face: Face, metrics: Metrics) -> str:
    """Register one cut with reportlab, once in a process; gives back the name it has there."""
    rl_config.useA85 = 0
    ttfonts.makeToUnicodeCMap = text_map
    name = f"Paper{face.value}"
    font = ttfonts.TTFont(name, metrics.paths[face], asciiReadable=False, shapable=False)
    # a subset asks for the whole glyph table, 3 to 9 MB, and is handed a copy each time
    font.face.get_table = cache(font.face.get_table)
    pdfmetrics.registerFont(font)
    return name


def text_map(fontname: str, subset: Sequence[int]) -> str:
    """The map from codes of a subset back to text, in UTF-16 pairs beyond the first plane.

    reportlab writes five hex digits there, which readers take for another character.
    """
    rows = iter([f"<{n:02X}> <{_utf16(code)}>" for n, code in enumerate(subset)])
    blocks: list[str] = []
    while block := list(islice(rows, 100)):
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{fontname}-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )


@cache
def _utf16(code: int) -> str:
    return chr(code).encode("utf-16-be", "surrogatepass").hex().upper()
