"""A page that tries a printer: its edges, a scale to lay a ruler on, type, and codes to scan."""

from counter.printing import pdf_sheet, press
from counter.printing.forms import FORMS
from counter.printing.pen import Align, Pen
from counter.printing.sheet import Face

EDGE = 2.0  # mm
SCALE_MM = 30
CODE = "0000000000000000"
QR_MOST_MM = 18.0


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
    left = middle - SCALE_MM / 2
    y += 3.2
    pen.rule(left, y, SCALE_MM)
    for millimetre in range(SCALE_MM + 1):
        long = 2.4 if millimetre % 10 == 0 else 1.2
        pen.post(left + millimetre, y - long, long, thick=0.2)
    room = height - y - 2 * EDGE - 1
    if room > 4:
        pen.square(middle - min(room, QR_MOST_MM) / 2, y + 1.5, CODE, 4, min(room, QR_MOST_MM))
    return pdf_sheet.draw([pen.sheet(width, height)], press.metrics(), title=title)
