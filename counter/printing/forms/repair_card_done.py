"""What the counter knows of the work, in the places that are else written by hand."""

from collections.abc import Iterator

from counter.domain.papers import CardStep, RepairCardPaper
from counter.language import Words
from counter.printing.figures import minute, short_minute
from counter.printing.forms.letterhead import OLD_PARTS
from counter.printing.pen import Align, Pen
from counter.printing.sheet import Face

ROWS, DEEP = 4, 5.8  # rows of both tables of the front, mm
FIRST = 7.6 + DEEP - 1.7  # the baseline of the first row below the title's top
SIZES = (7.5, 5.5)


def times(pen: Pen, x: float, y: float, paper: RepairCardPaper) -> None:
    """The first steps in the table of the actual repair time."""
    for place, step in enumerate(paper.steps[:ROWS]):
        at = y + FIRST + place * DEEP
        ends = f"{step.ended_at:%H:%M}" if step.ended_at else ""
        cells = (f"{step.started_at:%m-%d}", f"{step.started_at:%H:%M}", ends, str(step.minutes))
        for start, wide, text in zip((0, 13, 24.5, 36), (11, 10, 10, 7), cells, strict=True):
            pen.shrunk(x + start, at, text, wide, SIZES)


def parts(pen: Pen, words: Words, x: float, y: float, paper: RepairCardPaper) -> None:
    """The first parts in their table."""
    for place, part in enumerate(paper.parts[:ROWS]):
        at = y + FIRST + place * DEEP
        pen.shrunk(x, at, f"{part.code} {part.name}".strip(), 25.5, SIZES)
        pen.text(x + 32.5, at, str(part.qty), 7.5, align=Align.RIGHT)
        pen.shrunk(x + 35, at, words.say(OLD_PARTS[part.old_part]), 10, SIZES)
    if paper.no_parts and not paper.parts:
        pen.shrunk(x, y + FIRST, words.say_as("card", "No parts used"), 25.5, SIZES)


def signed(pen: Pen, words: Words, x: float, y: float, paper: RepairCardPaper) -> None:
    """Who inspected it, when, and what came of it, in the box of the stamp."""
    if paper.inspected_at is None:
        return
    said = words.say_as("card", "Passed") if paper.passed else words.say_as("card", "Failed")
    pen.text(x + 41, y + 4, said, 8, Face.BOLD, align=Align.RIGHT)
    pen.shrunk(x, y + 8.4, paper.inspected_by, 41, (9, 6), face=Face.BOLD)
    end = pen.text(x, y + 12.4, minute(paper.inspected_at), 7.5)
    if paper.own_work:
        own, room = words.say_as("card", "Own work"), x + 41 - end - 1.5
        pen.shrunk(x + 41, y + 12.4, own, room, (7.5, 5.5), face=Face.BOLD, align=Align.RIGHT)


def told(words: Words, paper: RepairCardPaper) -> Iterator[tuple[str, str]]:
    """Label and text of what stands whole on the back: diagnosis, steps, parts, tests."""
    hides_work = "work" in paper.hidden
    if paper.diagnosis and "diagnosis" not in paper.hidden:
        yield words.say_as("card", "Diagnosis"), paper.diagnosis
    works = any(step.work for step in paper.steps) and not hides_work
    if works or len(paper.steps) > ROWS:
        rows = [_step(words, step, told=not hides_work) for step in paper.steps]
        yield words.say_as("card", "Work done"), "\n".join(rows)
    if len(paper.parts) > ROWS:
        rows = [f"{part.code} {part.name} ×{part.qty}".strip() for part in paper.parts]
        yield words.say_as("card", "Parts"), "\n".join(rows)
    if paper.tests:
        yield words.say_as("card", "Tests"), "\n".join(paper.tests)


def _step(words: Words, step: CardStep, *, told: bool) -> str:
    spent = words.say_as("card", "{n} min", n=step.minutes)
    facts = (short_minute(step.started_at), spent, step.technician, step.work if told else "")
    return "　".join(fact for fact in facts if fact)
