"""The accessory label, 40 x 30 mm thermal; its number is the repair card's.

A stray charger is scanned to its item. Sizes are in dots of a 203 dpi head (320 x 240).
"""

from counter.domain.papers import AccessoryLabelPaper
from counter.language import Words
from counter.printing.figures import sequence, spaced
from counter.printing.forms.item_label import corner_logo, in_place_of_name, name_rows
from counter.printing.forms.letterhead import whose
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
    who = whose(words, paper)
    said = words.say_as("label", "Acc. {who}", who=who).strip()
    end = pen.shrunk(left, 83 * DOT, said, 217 * DOT, (23 * SIZE, 19 * SIZE))
    if not who:
        in_place_of_name(pen, end + 8 * DOT, paper.note, paper.logo)
    pen.shrunk(left, 117 * DOT, paper.accessory, wide, (27 * SIZE, 22 * SIZE), face=Face.BOLD)
    pen.centred_bars(128 * DOT, paper.number, 2, 80 * DOT, WIDTH)
    pen.text(WIDTH / 2, 231 * DOT, spaced(paper.number), 24 * SIZE, align=Align.CENTRE)
    return [pen.sheet(WIDTH, HEIGHT)]


def draw_large(paper: AccessoryLabelPaper, words: Words, metrics: Metrics) -> list[Sheet]:
    """The label on the 60 x 40 mm stock of the item labels."""
    pen = Pen(metrics)
    pen.text(14 * DOT, 74 * DOT, sequence(paper.number), 86 * SIZE, Face.BOLD)
    place, sizes = f"{paper.place}/{paper.count}", (44 * SIZE, 24 * SIZE)
    pen.shrunk(358 * DOT, 74 * DOT, place, 84 * DOT, sizes, face=Face.BOLD, align=Align.RIGHT)
    pen.square(380 * DOT, 12 * DOT, paper.number, 4, 100 * DOT)
    name_rows(pen, paper.accessory)
    who = words.say_as("label", "Acc. {who}", who=whose(words, paper) or paper.note).strip()
    pen.shrunk(16 * DOT, 168 * DOT, who, 448 * DOT, (26 * SIZE, 22 * SIZE))
    pen.centred_bars(182 * DOT, paper.number, 3, 86 * DOT, 60)
    pen.text(30, 302 * DOT, spaced(paper.number), 28 * SIZE, align=Align.CENTRE)
    corner_logo(pen, paper.logo, paper.number)
    return [pen.sheet(60, 40)]
