"""The labels of shelves, parts and staff, 60 x 40 and 40 x 30 mm: a name, a number, its codes.

A shelf is read from two metres, so its name takes what room there is. Sizes are in dots of a 203
dpi head.
"""

from counter.domain.papers import TagPaper
from counter.language import Words
from counter.printing.figures import spaced
from counter.printing.metrics import Metrics
from counter.printing.pen import Align, Pen
from counter.printing.sheet import DOT, POINT, Face, Sheet
from counter.printing.typesetting import Way

SIZE = DOT / POINT  # points of one dot of type
NAME = (
    Way(96 * SIZE, 1, 98 * DOT, 0),
    Way(72 * SIZE, 1, 92 * DOT, 0),
    Way(52 * SIZE, 1, 84 * DOT, 0),
    Way(42 * SIZE, 2, 50 * DOT, 50 * DOT),
    Way(32 * SIZE, 3, 36 * DOT, 36 * DOT),
)
SMALL_NAME = (
    Way(60 * SIZE, 1, 62 * DOT, 0),
    Way(44 * SIZE, 1, 56 * DOT, 0),
    Way(34 * SIZE, 2, 38 * DOT, 38 * DOT),
    Way(26 * SIZE, 2, 34 * DOT, 34 * DOT),
)


def draw(paper: TagPaper, words: Words, metrics: Metrics) -> list[Sheet]:
    """One label on 60 x 40 mm."""
    pen, left, right = Pen(metrics), 16 * DOT, 464 * DOT
    pen.square(380 * DOT, 12 * DOT, paper.number, 4, 100 * DOT)
    pen.pour(left, 0, 348 * DOT, paper.title, NAME, face=Face.BOLD)
    sizes = (28 * SIZE, 18 * SIZE)
    end = pen.shrunk(left, 160 * DOT, paper.line, 290 * DOT, sizes)
    room, small = right - end - 12 * DOT, (20 * SIZE, 14 * SIZE)
    pen.shrunk(right, 160 * DOT, paper.outlet_name, room, small, align=Align.RIGHT)
    pen.centred_bars(182 * DOT, paper.number, 3, 86 * DOT, 60)
    pen.text(30, 302 * DOT, spaced(paper.number), 28 * SIZE, align=Align.CENTRE)
    return [pen.sheet(60, 40)]


def draw_small(paper: TagPaper, words: Words, metrics: Metrics) -> list[Sheet]:
    """One label on 40 x 30 mm; whose it is has no room there."""
    pen, left = Pen(metrics), 12 * DOT
    pen.square((320 - 63 - 14) * DOT, 10 * DOT, paper.number, 3, 76 * DOT)
    pen.pour(left, 0, 214 * DOT, paper.title, SMALL_NAME, face=Face.BOLD)
    pen.shrunk(left, 112 * DOT, paper.line, 296 * DOT, (24 * SIZE, 18 * SIZE))
    pen.centred_bars(128 * DOT, paper.number, 2, 80 * DOT, 40)
    pen.text(20, 231 * DOT, spaced(paper.number), 24 * SIZE, align=Align.CENTRE)
    return [pen.sheet(40, 30)]
