"""What papers share that flow: how each medium is written on, head and number.

Rolls are one sheet as long as its text; continuous paper and upright A5 are sheet after sheet, each
with the crown and the number. Three plies are printed at once, so their crown names all of them.
"""

from dataclasses import dataclass, replace

from counter.domain.choices import PaperCopy
from counter.domain.papers import (
    Adjusted,
    EstimatePaper,
    ItemReceiptPaper,
    LossPaper,
    SettlementPaper,
    TransferPaper,
)
from counter.language import Words
from counter.printing.codes import QUIET_BARS, bars_width
from counter.printing.flow import paged
from counter.printing.forms.letterhead import COPIES, grouped_number, reprinted
from counter.printing.forms.strip import ABOVE, Strip, Style, number_size
from counter.printing.media import MEDIA, Feed
from counter.printing.metrics import Metrics
from counter.printing.pen import Align, Pen
from counter.printing.sheet import DOT, POINT, Face, Mark, Sheet, lowered
from counter.printing.typesetting import Way, cut, gathered, pour

SIZE = DOT / POINT  # points of one dot of thermal type
BLOCK = 192.0  # mm of text across continuous paper, as on A5
CROWN = 11.6  # mm, what stands at the head of every sheet
LEAD = 1.15  # of the size, from line to line
CROWN_LOGO, BESIDE_LOGO = (26.0, 8.4), 2.5  # mm
UNDER_RULE = 0.3  # mm
CONTACT_ROWS = 3
MOST_SQUARE = 17.0  # mm of a QR with its white on one side
TEAR = 8.0  # mm of white at the end of a roll, so that the knife cuts below the text


def _continuous(name: str) -> Style:
    medium = MEDIA[name]
    return Style(
        medium=medium, left=(medium.width - BLOCK) / 2, wide=BLOCK, small=9, value=10,
        large=14, title=14, number=21, columns=4, bars=3, bars_height=10.5, square=3, inline=True,
    )  # fmt: skip


STYLES: dict[str, Style] = {
    "80mm": Style(
        medium=MEDIA["80mm"], left=1, wide=70, small=22 * SIZE, value=28 * SIZE, large=50 * SIZE,
        title=44 * SIZE, number=52 * SIZE, columns=1, bars=3, bars_height=12, square=6,
        thin=0.375, thick=0.75,
    ),
    "58mm": Style(
        medium=MEDIA["58mm"], left=1, wide=46, small=22 * SIZE, value=26 * SIZE, large=40 * SIZE,
        title=36 * SIZE, number=40 * SIZE, columns=1, bars=2, bars_height=10, square=4,
        thin=0.375, thick=0.75,
    ),
    "a5-portrait": Style(
        medium=MEDIA["a5-portrait"], left=8, wide=132, small=7, value=10, large=16, title=14,
        number=17, columns=4, bars=3, bars_height=11, square=4,
    ),
    **{name: _continuous(name) for name in ("241-full", "241-half", "241-third")},
}  # fmt: skip
#: papers without a grid of their own are written downwards on office paper too
EVERYWHERE: dict[str, Style] = {
    "a5": Style(
        medium=MEDIA["a5"], left=9, wide=192, small=7, value=9.5, large=16, title=15, number=20,
        columns=4, bars=3, bars_height=11, square=4, inline=True,
    ),
    "a4": Style(
        medium=MEDIA["a4"], left=15, wide=180, small=8, value=11, large=18, title=15, number=20,
        columns=4, bars=3, bars_height=12, square=4, inline=True,
    ),
    **STYLES,
}  # fmt: skip
Headed = ItemReceiptPaper | SettlementPaper | EstimatePaper | LossPaper | TransferPaper


@dataclass(frozen=True, slots=True)
class Head:
    """What a paper says at its head; `code` is what its QR holds, `foot` stands on every sheet."""

    paper: Headed
    title: str
    label: str
    code: str
    copies: tuple[PaperCopy, ...]
    foot: str = ""


def tag(words: Words, style: Style, head: Head) -> str:
    """Whose copy it is; all of them where one blow prints all plies."""
    if style.medium.feed is Feed.CONTINUOUS:
        return " · ".join(words.say(COPIES[copy]) for copy in head.copies)
    return words.say(COPIES[head.paper.copy])


def sheets(strip: Strip, words: Words, head: Head) -> list[Sheet]:
    """The finished sheets of what was written."""
    style = strip.style
    if style.is_roll:
        marks = [mark for page in paged(strip.pieces, 0.5, float("inf")) for mark in page]
        high = 0.5 + sum(piece.height for piece in strip.pieces) + TEAR
        return [Sheet(style.medium.width, round(high / DOT + 0.5) * DOT, tuple(marks))]
    top, ends = style.medium.ends, style.medium.ends
    crown = _crown_lines(strip, words, head)
    band = top + CROWN + (len(crown) - 1) * style.small * POINT * LEAD
    bottom = style.medium.height - ends - (style.small * POINT * 1.5 if head.foot else 0)
    first, later = _first_band(strip, head), _later_band(strip, head)
    pages = paged(strip.pieces, band + later[1], bottom, first=band + first[1]) or [[]]
    made: list[Sheet] = []
    for page, marks in enumerate(pages):
        pen = Pen(strip.metrics, style.medium.dot)
        _crown(pen, words, style, head, (crown, f"{page + 1} / {len(pages)}"))
        pen.marks += lowered((first if page == 0 else later)[0], band)
        pen.marks += marks
        if head.foot:
            y, middle = style.medium.height - ends - 0.3, style.left + style.wide / 2
            sizes, bold = (style.small, style.small - 1), Face.BOLD
            pen.shrunk(middle, y, head.foot, style.wide, sizes, face=bold, align=Align.CENTRE)
        made.append(pen.sheet(style.medium.width, style.medium.height))
    return made


def _notes(words: Words, style: Style, head: Head, page: str) -> str:
    """Whose copy, how often printed, which sheet."""
    again = [reprinted(words, head.paper.reprint)] if head.paper.reprint else []
    return "　".join([tag(words, style, head), *again, page])


def _crown_lines(strip: Strip, words: Words, head: Head) -> list[str]:
    """Address and phones beside the notes, in a few lines at most."""
    style, metrics = strip.style, strip.metrics
    notes = metrics.width(_notes(words, style, head, "99 / 99"), style.small, Face.BOLD)
    room = style.right - _beside_logo(strip.metrics, style, head) - notes - 4
    told = gathered(metrics, _contact(words, head.paper), room, style.small)
    if len(told) > CONTACT_ROWS:
        last = cut(metrics, f"{told[CONTACT_ROWS - 1]}…", room, style.small)
        told[CONTACT_ROWS - 1 :] = [last]
    return told


def _crown(pen: Pen, words: Words, style: Style, head: Head, told: tuple[list[str], str]) -> None:
    """Who issues the paper and what it is, at the head of every sheet."""
    (contact, page), letterhead, top = told, head.paper.letterhead, style.medium.ends
    least, y = min(9.0, style.value), top + style.title * POINT * ABOVE
    half = style.wide / 2 - 2
    bold, right = Face.BOLD, Align.RIGHT
    left = style.left
    if letterhead.logo:
        left = pen.picture(left, top, letterhead.logo, CROWN_LOGO) + BESIDE_LOGO
    room = style.left + half - left
    pen.shrunk(left, y, letterhead.outlet_name, room, (12, least), face=bold)
    sizes = (style.title, least)
    pen.shrunk(style.right, y, head.title, half, sizes, face=bold, align=right)
    y += style.small * POINT * 1.3
    notes = _notes(words, style, head, page)
    pen.text(style.right, y, notes, style.small, bold, align=right)
    for line in contact:
        pen.text(left, y, line, style.small)
        y += style.small * POINT * LEAD
    high = CROWN - 1.6 + (len(contact) - 1) * style.small * POINT * LEAD
    pen.rule(style.left, top + high, style.wide, style.thick)


def _beside_logo(metrics: Metrics, style: Style, head: Head) -> float:
    """Where the words of the crown begin."""
    logo = head.paper.letterhead.logo
    if logo is None:
        return style.left
    return Pen(metrics).picture(style.left, 0, logo, CROWN_LOGO) + BESIDE_LOGO


def _contact(words: Words, paper: Headed) -> list[str]:
    letterhead = paper.letterhead
    said = [letterhead.outlet_address]
    if letterhead.service_phone:
        phone = letterhead.service_phone
        said.append(words.say_as("paper", "Service {phone}", phone=phone))
    if letterhead.complaint_phone:
        phone = letterhead.complaint_phone
        said.append(words.say_as("paper", "Complaints {phone}", phone=phone))
    return said


def _first_band(strip: Strip, head: Head) -> tuple[list[Mark], float]:
    """The number, its bars and its QR; with their depth."""
    style, pen = strip.style, strip.pen()
    side = _square(pen, style, head.code) or _square(pen, style, head.paper.number)
    module = style.bars * style.medium.dot
    quiet = QUIET_BARS * module
    x = style.right - side - quiet - bars_width(head.paper.number, module)
    if side:
        x -= 4 * style.square * style.medium.dot
    pen.bars(x, 0, head.paper.number, style.bars, style.bars_height)
    small = style.small * POINT
    room = x - quiet - 2 - style.left
    one = Way(style.small, 1, small * ABOVE, small * LEAD)
    label = pour(pen.metrics, head.label, room, [one, replace(one, rows=2)])
    pen.set(style.left, 0, label)
    size = number_size(pen, head.paper.number, style.number, room)
    y = len(label.lines) * small * LEAD + size * POINT * ABOVE
    grouped_number(pen, style.left, y, head.paper.number, size)
    white = 6 * style.square * style.medium.dot
    return pen.marks, max(style.bars_height + 3.2, side + white, y + 1.6)


def _later_band(strip: Strip, head: Head) -> tuple[list[Mark], float]:
    """The number once more and the QR that finds it."""
    style, pen = strip.style, strip.pen()
    size = style.number * 0.7
    side = _square(pen, style, head.paper.number)
    grouped_number(pen, style.left, side / 2 + size * POINT * 0.5, head.paper.number, size)
    return pen.marks, side + 6 * style.square * style.medium.dot


def _square(pen: Pen, style: Style, code: str) -> float:
    """The QR at the right edge, in the largest module that fits; its side, 0 without one."""
    trial = Pen(pen.metrics, pen.dot)
    white = UNDER_RULE + style.square * pen.dot  # four modules, less what the rule keeps away
    side = trial.square(0, 0, code, style.square, MOST_SQUARE)
    if side:
        pen.square(style.right - side, white, code, style.square, MOST_SQUARE)
    return side


def roll_head(strip: Strip, words: Words, head: Head) -> None:
    """Outlet, title, number and bars of a roll; nothing on a medium with sheets."""
    style = strip.style
    if not style.is_roll:
        return
    strip.space(0.8)
    if head.paper.letterhead.logo:
        strip.picture(head.paper.letterhead.logo)
    strip.text(head.paper.letterhead.outlet_name, style.small * 1.4, Face.BOLD)
    strip.notes(*_contact(words, head.paper), gap=1.4)
    strip.rule(style.thick, gap=1.6)
    strip.text(head.title, style.title, Face.BOLD, gap=0.8)
    notes = [tag(words, style, head)]
    if head.paper.reprint:
        notes.append(reprinted(words, head.paper.reprint))
    strip.text("　".join(notes), style.small, Face.BOLD, gap=1.4)
    strip.number(head.paper.number)
    strip.bars(head.paper.number)
    strip.rule(gap=1.2)


def new_strip(metrics: Metrics, medium: str) -> Strip:
    """An empty strip in the style of a medium."""
    return Strip(metrics, EVERYWHERE[medium])


def shown(paper: Adjusted, field: str, text: str) -> str:
    """A text, "" where the outlet leaves its field out."""
    return "" if field in paper.hidden else text
