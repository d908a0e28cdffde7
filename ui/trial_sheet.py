"""A page that tries a printer: its edges, a scale to lay a ruler on, type, and codes to scan."""

from counter.printing import pdf_sheet, press
from counter.printing.codes import square_side
from counter.printing.forms import FORMS
from counter.printing.pen import Align, Pen
from counter.printing.sheet import DOT, Face

EDGE = 2.0  # mm
SHORT_MM, LONG_MM = 30, 100  # the scale on a label, on a larger sheet
WIDE_MM = LONG_MM + 10
CODE = "0000000000000000"
DOTS = (4, 3)  # of a module, the larger where there is room


def trial_pdf(form: str, title: str, lines: list[str]) -> bytes:
    """The page in the size of a form; `title` and `lines` are words for people."""
    width, height = FORMS[form].width, FORMS[form].height
    pen = Pen(press.metrics())
    pen.box(EDGE, EDGE, width - 2 * EDGE, height - 2 * EDGE)
    middle, size = width / 2, min(14.0, height / 5)
    y = EDGE + size * 0.5
    pen.shrunk(middle, y, title, width - 4 * EDGE, (size, 5), face=Face.BOLD, align=Align.CENTRE)
    for line in lines:
        y += size * 0.36
        pen.shrunk(middle, y, line, width - 4 * EDGE, (size * 0.6, 4.5), align=Align.CENTRE)
    y = _scale(pen, middle, y + 3.2, LONG_MM if width > WIDE_MM else SHORT_MM)
    for dots in DOTS:
        side = square_side(CODE, dots * DOT)
        if y + 2 + side + EDGE + 1 <= height:
            pen.square(middle - side / 2, y + 2, CODE, dots, height)
            break
    return pdf_sheet.draw([pen.sheet(width, height)], press.metrics(), title=title)


def _scale(pen: Pen, middle: float, y: float, long: int) -> float:
    """Millimetres to lay a ruler on; gives back where it ends below."""
    left = middle - long / 2
    pen.rule(left, y, long)
    for millimetre in range(long + 1):
        up = 2.4 if millimetre % 10 == 0 else 1.2
        pen.post(left + millimetre, y - up, up, thick=0.2)
    return y
