"""The accessory label, 40 x 30 mm thermal; its number is the repair card's.

A stray charger is scanned to its item. Sizes are in dots of a 203 dpi head (320 x 240).
"""

from counter.domain.papers import AccessoryLabelPaper
from counter.language import Words
from counter.printing.figures import sequence, spaced
from counter.printing.metrics import Metrics
from counter.printing.pen import Align, Pen
from counter.printing.sheet import DOT, POINT, Face, Sheet

WIDTH, HEIGHT = 40, 30
SIZE = DOT / POINT  # points of one dot of type


def draw(paper: AccessoryLabelPaper, words: Words, metrics: Metrics) -> list[Sheet]:
    """One label."""
    pen = Pen(metrics)
    left, wide = 12 * DOT, 296 * DOT
    pen.text(left, 50 * DOT, sequence(paper.number), 52 * SIZE, Face.BOLD)
    pen.square((320 - 63 - 14) * DOT, 10 * DOT, paper.number, 3, 76 * DOT)
    place = f"{paper.place}/{paper.count}"
    sizes = (30 * SIZE, 20 * SIZE)
    pen.shrunk(229 * DOT, 50 * DOT, place, 58 * DOT, sizes, face=Face.BOLD, align=Align.RIGHT)
    tail = words.say_as("phone", "ends {tail}", tail=paper.phone_tail) if paper.phone_tail else ""
    who = words.say_as("label", "Acc. {who}", who=f"{paper.masked_name} {tail}".strip())
    pen.shrunk(left, 83 * DOT, who, 217 * DOT, (23 * SIZE, 19 * SIZE))
    pen.shrunk(left, 117 * DOT, paper.accessory, wide, (27 * SIZE, 22 * SIZE), face=Face.BOLD)
    pen.centred_bars(128 * DOT, paper.number, 2, 80 * DOT, WIDTH)
    pen.text(WIDTH / 2, 231 * DOT, spaced(paper.number), 24 * SIZE, align=Align.CENTRE)
    return [pen.sheet(WIDTH, HEIGHT)]
