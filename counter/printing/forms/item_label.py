"""The item label, 60 x 40 mm thermal: sequence, category, who, what, until when.

Sizes are in dots of a 203 dpi head (480 x 320), as such labels are drawn. There is no spare room:
the outlet's note stands where the name or the day is left out, the logo beside the number below the
bars, on 40 x 30 mm where the name is left out.
"""

from counter.domain.paper_looks import Logo
from counter.domain.papers import ItemLabelPaper
from counter.language import Words
from counter.printing.figures import sequence, short_minute, spaced
from counter.printing.forms.letterhead import LETTERS, whose
from counter.printing.metrics import Metrics
from counter.printing.pen import Align, Pen
from counter.printing.sheet import DOT, POINT, Face, Sheet
from counter.printing.typesetting import Way, pour

WIDTH, HEIGHT = 60, 40
SIZE = DOT / POINT  # points of one dot of type
MODEL = (
    Way(30 * SIZE, 1, 136 * DOT, 0),
    Way(27 * SIZE, 1, 136 * DOT, 0),
    Way(23 * SIZE, 2, 109 * DOT, 27 * DOT),
)
SHARE = 0.6  # of the row for whose it is, where a note stands beside it
FIRST_ROOM = 348 * DOT  # the first of two rows ends before the white of the QR


def draw(paper: ItemLabelPaper, words: Words, metrics: Metrics) -> list[Sheet]:
    """One label; the row above the bars is read by eye, the bars by machine."""
    return [written(paper, words, metrics).sheet(WIDTH, HEIGHT)]


def written(paper: ItemLabelPaper, words: Words, metrics: Metrics, again: str = "") -> Pen:
    """What stands on the label; `again` says in its corner that it was printed before."""
    pen = Pen(metrics)
    pen.text(14 * DOT, 74 * DOT, sequence(paper.number), 86 * SIZE, Face.BOLD)
    pen.box(278 * DOT, 12 * DOT, 64 * DOT, 64 * DOT, filled=True)
    letter = LETTERS[paper.category]
    pen.text(310 * DOT, 65 * DOT, letter, 60 * SIZE, Face.BOLD, align=Align.CENTRE, white=True)
    pen.square(380 * DOT, 12 * DOT, paper.number, 4, 100 * DOT)
    name_rows(pen, paper.model)
    end = WIDTH - 16 * DOT
    _who_and_due(pen, words, paper, end)
    pen.centred_bars(182 * DOT, paper.number, 3, 86 * DOT, WIDTH)
    at = pen.text(WIDTH / 2, 302 * DOT, spaced(paper.number), 28 * SIZE, align=Align.CENTRE)
    sizes = (20 * SIZE, 12 * SIZE)
    pen.shrunk(end, 302 * DOT, again, end - at - 6 * DOT, sizes, align=Align.RIGHT)
    corner_logo(pen, paper.logo, paper.number)
    return pen


def _who_and_due(pen: Pen, words: Words, paper: ItemLabelPaper, end: float) -> None:
    """Whose it is and until when; the note instead of what is left out."""
    start, y, large = 16 * DOT, 168 * DOT, 26 * SIZE
    who, note = whose(words, paper), paper.note
    if not who:
        who, note = note, ""
    if "promised" in paper.hidden:
        room = (end - start) * (SHARE if note else 1.0)
        at = pen.shrunk(start, y, who, room, (large, 22 * SIZE)) + 12 * DOT
        if note:
            pen.shrunk(end, y, note, end - at, (large, 16 * SIZE), align=Align.RIGHT)
        return
    promised = words.say_as("label", "Due {at}", at=short_minute(paper.promised_at))
    pen.text(end, y, promised, large, Face.BOLD, align=Align.RIGHT)
    room = end - pen.width(promised, large, Face.BOLD) - 12 * DOT - start
    pen.shrunk(start, y, who, room, (large, 22 * SIZE if who != paper.note else 16 * SIZE))


def corner_logo(pen: Pen, logo: Logo | None, number: str) -> None:
    """A logo beside the number of a 60 x 40 mm label."""
    if logo is not None:
        number_wide = pen.width(spaced(number), 28 * SIZE)
        room = (WIDTH - number_wide) / 2 - 24 * DOT
        pen.picture(16 * DOT, 274 * DOT, logo, (room, 36 * DOT))


def in_place_of_name(pen: Pen, x: float, note: str, logo: Logo | None) -> None:
    """Note or else logo on a 40 x 30 mm label from x on, beside the QR."""
    room = 229 * DOT - x
    if note:
        pen.shrunk(x, 84 * DOT, note, room, (24 * SIZE, 15 * SIZE))
    elif logo is not None:
        pen.picture(x, 60 * DOT, logo, (room, 28 * DOT))


def draw_small(paper: ItemLabelPaper, words: Words, metrics: Metrics) -> list[Sheet]:
    """The label on 40 x 30 mm (320 x 240 dots): the day alone is told without its word."""
    pen = Pen(metrics)
    left, right = 12 * DOT, 308 * DOT
    end = pen.text(left, 50 * DOT, sequence(paper.number), 52 * SIZE, Face.BOLD)
    pen.box(end + 12 * DOT, 10 * DOT, 44 * DOT, 44 * DOT, filled=True)
    letter, middle = LETTERS[paper.category], end + 34 * DOT
    pen.text(middle, 47 * DOT, letter, 42 * SIZE, Face.BOLD, align=Align.CENTRE, white=True)
    pen.square((320 - 63 - 14) * DOT, 10 * DOT, paper.number, 3, 76 * DOT)
    who = whose(words, paper)
    pen.shrunk(left, 84 * DOT, who, 217 * DOT, (24 * SIZE, 19 * SIZE))
    if not who:
        in_place_of_name(pen, left, paper.note, paper.logo)
    due, size = short_minute(paper.promised_at), 23 * SIZE
    due = "" if "promised" in paper.hidden else due
    pen.text(right, 117 * DOT, due, size, Face.BOLD, align=Align.RIGHT)
    room = right - pen.width(due, size, Face.BOLD) - 10 * DOT - left
    pen.shrunk(left, 117 * DOT, paper.model, room, (25 * SIZE, 19 * SIZE), face=Face.BOLD)
    pen.centred_bars(128 * DOT, paper.number, 2, 80 * DOT, 40)
    pen.text(20, 231 * DOT, spaced(paper.number), 24 * SIZE, align=Align.CENTRE)
    return [pen.sheet(40, 30)]


def name_rows(pen: Pen, model: str) -> None:
    """One row where it fits; else two, the first of them beside the QR."""
    left, wide = 16 * DOT, 450 * DOT
    one = pour(pen.metrics, model, wide, MODEL[:2], Face.BOLD)
    if one.whole:
        pen.set(left, 0, one, Face.BOLD)
        return
    two = MODEL[2]
    first = pour(pen.metrics, model, FIRST_ROOM, [two], Face.BOLD).lines[0]
    pen.text(left, two.first, first, two.size, Face.BOLD)
    rest = model[len(first) :].lstrip()
    sizes = (two.size, 22 * SIZE)
    pen.shrunk(left, two.first + two.leading, rest, wide, sizes, face=Face.BOLD)
