"""The page that tries a printer: its edges, rulers with marks every 10 mm, codes, and fine lines.

It is as large as the stock that lies in the printer, from 40 x 30 mm on, and stands for no record
of the shop, so no act asks for it.
"""

from counter.domain.papers import PrinterTestPaper
from counter.language import Words
from counter.printing.codes import NUMBER_MODULES, QUIET_BARS, square_side
from counter.printing.figures import minute
from counter.printing.metrics import Metrics
from counter.printing.pen import Align, Pen
from counter.printing.sheet import DOT, Face, Sheet, moved

LEAST = (40.0, 30.0)
EDGE = 1.0  # mm, the frame that must be whole on paper
LEFT = 3.0
OFFICE, INSET = 120.0, 5.0  # mm
CODE = "0" * 16  # the number of nothing: scanned by chance, it does nothing
CENTIMETRE = 10
TALL, MIDDLE, SHORT = 3.0, 2.0, 1.2  # mm, the marks of a ruler at 10, 5 and 1 mm
HAIR = DOT


def draw(paper: PrinterTestPaper, words: Words, metrics: Metrics) -> list[Sheet]:
    """One page; on office paper inside the edges that no ink reaches."""
    inset = INSET if paper.width >= OFFICE else 0.0
    pen = _drawn(paper, (paper.width - 2 * inset, paper.height - 2 * inset), words, metrics)
    sheet = pen.sheet(paper.width, paper.height)
    return [moved(sheet, inset, inset) if inset else sheet]


def _drawn(
    paper: PrinterTestPaper, size: tuple[float, float], words: Words, metrics: Metrics
) -> Pen:
    pen = Pen(metrics)
    wide, high = size
    times = max(1.0, min(1.6, wide / LEAST[0], high / LEAST[1]))
    pen.box(EDGE, EDGE, wide - 2 * EDGE, high - 2 * EDGE, DOT * 2)
    side = square_side(CODE, 3 * DOT)
    room = wide - 2 * LEFT - side - 1.5
    pen.square(wide - LEFT - side, 2.6, CODE, 3, side + 2)
    y = 1.4 + 2.8 * times
    pen.shrunk(LEFT, y, paper.printer, room, (8 * times, 5.5), face=Face.BOLD)
    said = words.say("Test page · {at}", at=minute(paper.printed_at))
    for line in (said, *paper.facts):
        y += 2.1 * times
        pen.shrunk(LEFT, y, line, room, (5 * times, 4.2))
    y = max(y + 1.0, 2.6 + side + 1.5) + TALL
    _across(pen, y, wide - 2 * LEFT)
    y += 2.6
    if high - y - 2.4 > 2 * CENTIMETRE:
        _down(pen, y + 0.6, high - y - 2.4)
        _lines(pen, wide - LEFT, high - 3.0)
    _codes(pen, y, wide, high)
    return pen


def _across(pen: Pen, y: float, room: float) -> None:
    """A ruler of whole centimetres, its numbers below."""
    long = int(room // CENTIMETRE) * CENTIMETRE
    pen.rule(LEFT, y, long, HAIR)
    for mm in range(long + 1):
        up = _mark(mm)
        pen.post(LEFT + mm, y - up, up, HAIR)
        if mm % CENTIMETRE == 0:
            pen.text(LEFT + mm, y + 1.9, str(mm), 4.5, align=Align.CENTRE if mm else Align.LEFT)


def _down(pen: Pen, y: float, room: float) -> None:
    """The same from the top down, along the left edge."""
    long = int(room // CENTIMETRE) * CENTIMETRE
    pen.post(LEFT, y, long, HAIR)
    for mm in range(long + 1):
        pen.rule(LEFT, y + mm, _mark(mm), HAIR)
        if mm and mm % CENTIMETRE == 0:
            pen.text(LEFT + TALL + 0.4, y + mm + 0.6, str(mm), 4.5)


def _mark(mm: int) -> float:
    return TALL if mm % CENTIMETRE == 0 else MIDDLE if mm % 5 == 0 else SHORT


def _lines(pen: Pen, right: float, bottom: float) -> None:
    """Lines of 1 to 4 dots: where the finest breaks or two run together, darkness is wrong."""
    x = right
    for dots in (4, 3, 2, 1):
        for _ in range(3):
            x -= dots * DOT
            pen.box(x, bottom - 4, dots * DOT, 4, filled=True)
            x -= dots * DOT


def _codes(pen: Pen, y: float, wide: float, high: float) -> None:
    """Bars in modules of 3 dots where there is room, else of 2."""
    ruler = LEFT + TALL + 4 if high - y - 2.4 > 2 * CENTIMETRE else 0.0
    dots = 3 if wide - ruler - LEFT >= (NUMBER_MODULES + 2 * QUIET_BARS) * 3 * DOT else 2
    bars = NUMBER_MODULES * dots * DOT
    tall = min(12.0, high - y - 1.0 - EDGE - 0.6)
    x = max(ruler + QUIET_BARS * dots * DOT, (wide - bars) / 2)
    pen.bars(x, y + 0.6, CODE, dots, tall)
