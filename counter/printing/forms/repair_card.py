"""修护卡, A6 portrait, hung on the item by a 6 mm hole.

Read from the middle of the room: sequence and category; at the bench: promise, model, fault.
Times and parts are written by hand, or stand there once the counter knows them. What is too long
for the front, and what was done, stands whole on the back.
"""

from collections.abc import Iterator

from counter.domain.papers import ItemLabelPaper, RepairCardPaper
from counter.domain.states import Category
from counter.language import Words
from counter.printing.figures import sequence, short_minute
from counter.printing.flow import Piece, paged
from counter.printing.forms import item_label
from counter.printing.forms import repair_card_done as done
from counter.printing.forms.letterhead import (
    CATEGORIES,
    LABEL,
    LETTERS,
    emblem,
    grouped_number,
    reprinted,
    stacked,
    whose,
)
from counter.printing.metrics import Metrics
from counter.printing.pen import Align, Pen
from counter.printing.sheet import THICK, THIN, Face, Sheet, scaled
from counter.printing.typesetting import Setting, Way, lines, pour

WIDTH, HEIGHT, LEFT = 105, 148, 7
WIDE = WIDTH - 2 * LEFT
LARGE_WIDE, LARGE_HIGH = 148, 210
HALF = LEFT + 51  # where the right half of a row begins
HOLE_Y, HOLE_R = 8, 3
LOGO_HIGH, NOTE_AT = 7.0, 143.7  # mm: in the head; the baseline of the outlet's own note
CASE, HAND = 63.2, 95.2  # mm, where the case and the rows written by hand begin
MODEL = (Way(11, 1, 7.9, 4), Way(10, 1, 7.7, 4), Way(8.5, 2, 6.4, 3.4), Way(7.5, 2, 6.3, 3.1))
FAULT = (Way(9, 2, 6.9, 3.7), Way(8, 2, 6.5, 3.3), Way(7, 3, 6.1, 2.75))
COVER = (Way(7.5, 3, 4.6, 3.1), Way(7, 3, 4.6, 2.9))
BACK_SIZE, BACK_ROW = 8, 3.8


def draw(paper: RepairCardPaper, words: Words, metrics: Metrics) -> list[Sheet]:
    """The front, and backs only for what the front could not hold whole."""
    front = Pen(metrics)
    cut = _front(front, words, paper)
    backs = paged(_overflow(metrics, words, cut), 30, HEIGHT - 8)
    _head(front, words, paper, 1, len(backs) + 1)
    sheets = [front.sheet(WIDTH, HEIGHT)]
    for page, marks in enumerate(backs, 2):
        pen = Pen(metrics)
        _head(pen, words, paper, page, len(backs) + 1)
        pen.text(LEFT, 23.5, sequence(paper.number), 26, Face.BOLD)
        pen.square(LEFT + WIDE - 10.5, 16, paper.number, 4, 14)
        grouped_number(pen, LEFT + 30, 23.5, paper.number, 8)
        pen.marks += marks
        sheets.append(pen.sheet(WIDTH, HEIGHT))
    return sheets


def draw_label(paper: RepairCardPaper, words: Words, metrics: Metrics) -> list[Sheet]:
    """The card as a label (domain.md §11.5): what else it says is asked of the counter."""
    label = ItemLabelPaper(
        number=paper.number,
        category=paper.category,
        model=paper.model or paper.product,
        masked_name=paper.masked_name,
        phone_tail=paper.phone_tail,
        promised_at=paper.promised_at,
        hidden=paper.hidden,
        note=paper.note,
        logo=paper.letterhead.logo,
    )
    again = reprinted(words.each()[0], paper.reprint) if paper.reprint else ""
    return [item_label.written(label, words, metrics, again).sheet(60, 40)]


def draw_large(paper: RepairCardPaper, words: Words, metrics: Metrics) -> list[Sheet]:
    """The card on upright A5, half as large again, for those who read it from afar."""
    sheets = draw(paper, words, metrics)
    return [scaled(sheet, LARGE_WIDE / WIDTH, LARGE_WIDE, LARGE_HIGH) for sheet in sheets]


def _front(pen: Pen, words: Words, paper: RepairCardPaper) -> list[tuple[str, str]]:
    """Everything but the head; gives back label and text of what was cut."""
    _number(pen, words, paper)
    _promise(pen, words, paper)
    cut = [*_codes(pen, words, paper), *_case(pen, words, paper)]
    _by_hand(pen, words, paper)
    return [*cut, *done.told(words, paper)]


def _head(pen: Pen, words: Words, paper: RepairCardPaper, page: int, pages: int) -> None:
    pen.ring(WIDTH / 2, HOLE_Y, HOLE_R, THIN)
    pen.rule(WIDTH / 2 - 1.2, HOLE_Y, 2.4)
    pen.post(WIDTH / 2, HOLE_Y - 1.2, 2.4)
    title, edge = words.say("Repair card"), WIDTH / 2 - HOLE_R - 2
    logo = edge - LEFT - 2.5 - pen.width(title, 9, Face.BOLD) - 0.1, LOGO_HIGH
    x = emblem(pen, (LEFT, 5), paper.letterhead.logo, logo, 5) + 2.5
    pen.shrunk(x, 9.3, title, edge - x, (12, 9), face=Face.BOLD)
    notes = [reprinted(words, paper.reprint)] if paper.reprint else []
    if pages > 1:
        notes.append(f"{page} / {pages}")
    name = paper.letterhead.outlet_name.split("·")[-1].strip()
    right, y = LEFT + WIDE, 8.2 if notes else 9.2
    pen.shrunk(right, y, name, 38, (8, 6.5), align=Align.RIGHT)
    pen.shrunk(right, 11.8, "　".join(notes), 38, (7, 6), face=Face.BOLD, align=Align.RIGHT)
    pen.rule(LEFT, 13.5, WIDE, THICK)


def _number(pen: Pen, words: Words, paper: RepairCardPaper) -> None:
    pen.text(LEFT - 0.8, 31.3, sequence(paper.number), 56, Face.BOLD)
    side, gap = 9.6, 1.2
    for place, category in enumerate(Category):
        letter = LETTERS[category]
        x = LEFT + WIDE - (3 - place) * side - (2 - place) * gap
        chosen = category is paper.category
        face = Face.BOLD if chosen else Face.MEDIUM
        if chosen:
            pen.box(x, 16.8, side, side, filled=True)
        else:
            pen.box(x + THIN / 2, 16.8 + THIN / 2, side - THIN, side - THIN)
        pen.text(x + side / 2, 24.2, letter, 21, face, align=Align.CENTRE, white=chosen)
    named = words.say(CATEGORIES[paper.category])
    pen.shrunk(LEFT + WIDE, 31.3, named, 31, (12, 8), face=Face.BOLD, align=Align.RIGHT)


def _codes(pen: Pen, words: Words, paper: RepairCardPaper) -> Iterator[tuple[str, str]]:
    top = 35.0
    pen.bars(LEFT, top, paper.number, 3, 10)
    grouped_number(pen, LEFT, top + 14.4, paper.number, 11)
    pen.square(LEFT + WIDE - 13.125, top + 0.5, paper.number, 5, 16)
    label = words.say_as("paper", "Cover")
    if "cover" in paper.hidden:
        return
    pen.text(HALF, top + 2.0, label, LABEL)
    if not pen.pour(HALF, top + 1.2, 23.5, paper.cover, COVER, face=Face.BOLD):
        yield label, paper.cover


def _promise(pen: Pen, words: Words, paper: RepairCardPaper) -> None:
    y = 52.4
    pen.rule(LEFT, y, WIDE)
    pen.text(LEFT, y + 3.1, words.say_as("paper", "Promised"), LABEL)
    pen.text(LEFT, y + 9.6, short_minute(paper.promised_at), 19, Face.BOLD)
    who = whose(words, paper, "  ")
    if not who:
        return
    pen.text(HALF, y + 3.1, words.say_as("paper", "Customer"), LABEL)
    pen.shrunk(HALF, y + 9.6, who, LEFT + WIDE - HALF, (12, 8), face=Face.BOLD)


def _case(pen: Pen, words: Words, paper: RepairCardPaper) -> Iterator[tuple[str, str]]:
    """Item, fault, accessories and condition share one area, each as deep as it needs."""
    product = " · ".join(part for part in (paper.product, paper.model) if part)
    received = words.say_as("paper", "In {at}", at=short_minute(paper.received_at))
    serial = ""
    if paper.serial and "serial" not in paper.hidden:
        serial = words.say_as("paper", "Serial {serial}", serial=paper.serial)
    rows = (
        (words.say_as("paper", "Item · model"), product, received, MODEL, Face.BOLD),
        (words.say_as("paper", "Fault"), paper.fault, serial, FAULT, Face.MEDIUM),
    )
    y = CASE
    for label, value, aside, ways, face in rows:
        pen.rule(LEFT, y, WIDE)
        end = pen.text(LEFT, y + 3.1, label, LABEL) + 4
        room = LEFT + WIDE - end
        pen.shrunk(LEFT + WIDE, y + 3.1, aside, room, (LABEL, 6), align=Align.RIGHT)
        setting = pour(pen.metrics, value, WIDE, ways, face)
        pen.set(LEFT, y, setting, face)
        if not setting.whole:
            yield label, value
        y += setting.way.first + (len(setting.lines) - 1) * setting.way.leading + 1.1
    pen.rule(LEFT, y, WIDE)
    yield from _asides(pen, words, paper, y)


def _asides(pen: Pen, words: Words, paper: RepairCardPaper, y: float) -> Iterator[tuple[str, str]]:
    """Accessories and condition behind their labels, in what is left of the area."""
    between = words.say_as("between", ", ")
    found = between.join(paper.condition_found)
    told = "　".join(part for part in (found, paper.condition_note) if part)
    accessories = words.say_n("{n} accessory", "{n} accessories", len(paper.accessories))
    facts = (
        (accessories, between.join(paper.accessories)),
        (words.say_as("paper", "Condition"), told or words.say_as("paper", "None")),
    )
    start = LEFT + max(pen.width(label, LABEL) for label, _ in facts) + 2
    texts = [text for _, text in facts]
    for (label, text), setting in zip(
        facts, _shared(pen.metrics, texts, LEFT + WIDE - start, HAND - y - 0.8), strict=True
    ):
        pen.text(LEFT, y + setting.way.first, label, LABEL)
        pen.set(start, y, setting)
        y += len(setting.lines) * setting.way.leading
        if not setting.whole:
            yield label, text


def _shared(metrics: Metrics, texts: list[str], wide: float, deep: float) -> list[Setting]:
    """Both texts in the largest size that holds them in `deep` mm; else the first is cut more."""
    for size, leading in ((8.5, 3.6), (7.5, 3.0), (7, 3.0)):
        rows = int(deep / leading)
        way = Way(size, rows, 3.1, leading)
        settings = [pour(metrics, text, wide, [way]) for text in texts]
        if sum(len(setting.lines) for setting in settings) <= rows:
            return settings
    first, second = (Way(7, most, 3.1, 3.0) for most in (max(1, int(deep / 3.0) - 1), 1))
    return [pour(metrics, texts[0], wide, [first]), pour(metrics, texts[1], wide, [second])]


def _by_hand(pen: Pen, words: Words, paper: RepairCardPaper) -> None:
    """Tables and stamp to be written by hand, filled in as far as the counter knows."""
    y = HAND
    pen.rule(LEFT, y, WIDE, THICK)
    times = (
        (words.each_says_as("card", "Date"), 12),
        (words.each_says_as("card", "Start"), 11.5),
        (words.each_says_as("card", "End"), 11.5),
        (words.each_says_as("card", "Min"), 8),
    )
    parts = (
        (words.each_says_as("card", "Part"), 26),
        (words.each_says_as("card", "Qty"), 8),
        (words.each_says_as("card", "Old"), 11),
    )
    _table(pen, LEFT, y + 0.4, words.say("Actual repair time"), times)
    _table(pen, LEFT + 46, y + 0.4, words.say("Parts replaced"), parts)
    done.times(pen, LEFT, y + 0.4, paper)
    done.parts(pen, words, LEFT + 46, y + 0.4, paper)
    y, deep = 128.0, 14
    if paper.note:
        y -= 0.8
        pen.shrunk(LEFT, NOTE_AT, paper.note, WIDE, (6, 4.5))
    pen.box(LEFT + WIDE - 45, y, 45, deep, THICK)
    pen.text(LEFT + WIDE - 43, y + 4, words.say_as("card", "Inspected"), 8, Face.BOLD)
    done.signed(pen, words, LEFT + WIDE - 43, y, paper)
    at: float = LEFT
    tests = (
        words.each_says_as("card", "Function"),
        words.each_says_as("card", "Insul."),
        words.each_says_as("card", "Earth"),
    )
    for said in tests:
        start = pen.tick(at, y + 2.2, "", 7, side=2.4)
        at = stacked(pen, (start, y + 2.2, 12), said, (7, 7)) + 2.5
    _known_line(pen, y + 7.9, words.say_as("card", "Technician"), paper.technician)
    _known_line(pen, y + 13.4, words.say_as("card", "Guarantee"), paper.guarantee_until)


def _known_line(pen: Pen, y: float, label: str, value: str) -> None:
    """A line to write on, with what is known already."""
    pen.write_line(LEFT, y, 43, label)
    start = LEFT + pen.width(label, 7) + 2
    pen.shrunk(start, y, value, LEFT + 43 - start, (8, 6))


def _table(
    pen: Pen, x: float, y: float, title: str, columns: tuple[tuple[tuple[str, ...], float], ...]
) -> None:
    """Four rows of 5.8 mm to write in."""
    rows, deep, top = 4, 5.8, y + 7.6
    pen.text(x, y + 3.1, title, 7.5, Face.BOLD)
    wide = sum(width for _, width in columns)
    for row in range(rows + 1):
        pen.rule(x, top + row * deep, wide)
    at = x
    for said, width in columns:
        slot = (at + (0 if at == x else 1), top - 1.1 - (len(said) - 1) * 0.5, width - 1)
        stacked(pen, slot, said, (6.5, 5.5) if len(said) == 1 else (5, 4.5))
        at += width
        if at < x + wide - 0.01:
            pen.post(at, top, rows * deep)


def _overflow(metrics: Metrics, words: Words, cut: list[tuple[str, str]]) -> Iterator[Piece]:
    """Label and whole text of what the front cut."""
    for label, text in cut:
        pen = Pen(metrics)
        pen.rule(LEFT, 0, WIDE)
        pen.text(LEFT, 3.4, label, LABEL)
        yield Piece(4.2, tuple(pen.marks), joined=True)
        for line in lines(metrics, text, WIDE, BACK_SIZE):
            pen = Pen(metrics)
            pen.text(LEFT, 3.1, line, BACK_SIZE)
            yield Piece(BACK_ROW, tuple(pen.marks))
        yield Piece(1.5, ())
