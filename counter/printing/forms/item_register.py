"""客户商品进出登记簿, A4 landscape, bound on the left: thirteen lines a page.

Each line has the QR of its repair card, so that a stock-take scans the page.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate

from counter.domain.papers import RegisterPaper, RegisterRow
from counter.domain.states import ReceiptStatus
from counter.language import Words
from counter.printing.figures import amount, minute, short_minute
from counter.printing.forms.letterhead import LOGO_ROOM, emblem, grouped_number, stacked
from counter.printing.metrics import Metrics
from counter.printing.pen import Align, Pen
from counter.printing.sheet import THICK, THIN, Face, Sheet
from counter.printing.typesetting import Way, pour

WIDTH, HEIGHT, LEFT, TOP = 297, 210, 13, 10
WIDE, ROW, ROWS = 275, 11.5, 13
TABLE = 29.5  # mm, the top of the first row
QR_DOTS = 3
COLUMNS = (10.5, 9, 12, 29.5, 15, 40, 22, 16.5, 19, 19.5, 14, 12, 18, 9, 13, 16)
EDGES = tuple(accumulate(COLUMNS, initial=LEFT))
NUMBERS = 3  # the column drawn by itself
WHOLE = {"notified": 10, "paid": 14}  # columns that are white when they are left out
PARTS = ((0, 7), (7, 11), (11, 16))  # 进, 在, 出
CELL = (
    Way(8, 2, 4.8, 4.1),
    Way(7.5, 2, 4.8, 4.1),
    Way(7, 2, 4.8, 4.1),
    Way(7, 3, 4, 3.1),
    Way(6.5, 3, 4, 3),
)


def draw(paper: RegisterPaper, words: Words, metrics: Metrics) -> list[Sheet]:
    """Pages of thirteen rows; an empty register is one empty page."""
    starts = range(0, max(1, len(paper.rows)), ROWS)
    sheets: list[Sheet] = []
    for start in starts:
        pen = Pen(metrics)
        rows = paper.rows[start : start + ROWS]
        _head(pen, words, paper, paper.first_page + len(sheets))
        _grid(pen, words, paper)
        for place, row in enumerate(rows):
            _row(pen, words, TABLE + place * ROW, row, paper.hidden)
        _foot(pen, words, paper, rows, last=start == starts[-1])
        sheets.append(pen.sheet(WIDTH, HEIGHT))
    return sheets


def _head(pen: Pen, words: Words, paper: RegisterPaper, page: int) -> None:
    x = emblem(pen, (LEFT, TOP), paper.letterhead.logo, LOGO_ROOM, 7.0) + 3
    end = pen.text(x, TOP + 6.8, words.say("Item In and Out Register"), 16, Face.BOLD)
    name, right = paper.letterhead.outlet_name, LEFT + WIDE
    pen.shrunk(right, TOP + 3, name, right - end - 6, (9, 7), face=Face.BOLD, align=Align.RIGHT)
    days = (paper.from_on.isoformat(), paper.to_on.isoformat())
    told = words.say("{start} — {end}   page {page}", start=days[0], end=days[1], page=page)
    pen.text(right, TOP + 6.9, told, 8, align=Align.RIGHT)
    if paper.narrowed:
        room = right - pen.width(told, 8, Face.MEDIUM) - end - 8
        pen.shrunk(end + 4, TOP + 6.9, paper.narrowed, room, (8, 6), face=Face.BOLD)


def _names(words: Words) -> tuple[tuple[str, ...], ...]:
    """The columns behind the QR."""
    return (
        words.each_says_as("register", "No."),
        words.each_says_as("register", "In"),
        words.each_says_as("register", "Receipt · repair card"),
        words.each_says_as("register", "Customer"),
        words.each_says_as("register", "Item · model · serial"),
        words.each_says_as("register", "Accessories"),
        words.each_says_as("register", "Source · place"),
        words.each_says_as("register", "Technician · due"),
        words.each_says_as("register", "Sent · moved"),
        words.each_says_as("register", "Told"),
        words.each_says_as("register", "Out"),
        words.each_says_as("register", "Collected by · ID"),
        words.each_says_as("register", "Receipt"),
        words.each_says_as("register", "Paid"),
        words.each_says_as("register", "Clerk · remark"),
    )


def _grid(pen: Pen, words: Words, paper: RegisterPaper) -> None:
    pen.rule(LEFT, TOP + 10.5, WIDE, THICK)
    titles = (words.say("In: accepted"), words.say("In custody"), words.say("Out: handed back"))
    for (first, _), title in zip(PARTS, titles, strict=True):
        pen.text(EDGES[first] + (1 if first else 0), TOP + 14, title, 8, Face.BOLD)
    for place, said in enumerate(_names(words), 1):
        if any(place == WHOLE.get(name) for name in paper.hidden):
            continue
        slot = (EDGES[place] + 1, TOP + 18 - (len(said) - 1) * 0.2, COLUMNS[place] - 1.4)
        stacked(pen, slot, said, (7, 5.5))
    for row in range(ROWS + 1):
        pen.rule(LEFT, TABLE + row * ROW, WIDE, THIN if row else THICK)
    foot = TABLE + ROWS * ROW
    for place in range(2, len(COLUMNS)):
        parted = any(place == first for first, _ in PARTS)
        top, thick = (TOP + 11, THICK) if parted else (TABLE, THIN)
        pen.post(EDGES[place], top, foot - top, thick)


def _row(pen: Pen, words: Words, y: float, row: RegisterRow, hidden: frozenset[str]) -> None:
    pen.square(LEFT, y + 1.9, row.card_number or row.receipt_number, QR_DOTS, ROW - 2)
    for line, number in enumerate((row.receipt_number, row.card_number)):
        if number:
            grouped_number(pen, EDGES[NUMBERS] + 1, y + 4.8 + line * 4.1, number, 7)
    for place, parts in _cells(words, row, hidden).items():
        text = "\n".join(part for part in parts if part)
        wide = COLUMNS[place] - 1.8
        setting = pour(pen.metrics, text, wide, CELL)
        bold = place in (1, 4)
        for line, shown in enumerate(setting.lines):
            at = y + setting.way.first + line * setting.way.leading
            face = Face.BOLD if bold and line == 0 else Face.MEDIUM
            pen.shrunk(EDGES[place] + 1, at, shown, wide, (setting.way.size, 5.5), face=face)


def _cells(words: Words, row: RegisterRow, hidden: frozenset[str]) -> dict[int, Sequence[str]]:
    """What stands in each column, one or two short lines."""
    between = words.say_as("between", ", ")
    pieces = between.join(row.accessories) or words.say_as("paper", "None")
    serial = f"…{row.serial[-4:]}" if len(row.serial) > 6 else row.serial
    cells: dict[int, Sequence[str]] = {
        1: (row.seq,),
        2: _moment(row.in_at),
        4: (row.masked_name, "" if "phone_tail" in hidden else row.phone_tail),
        5: (f"{row.product} {row.model}".strip(), serial),
        6: (pieces,),
        7: (_source(words, row.source), row.shelf),
        8: (
            "" if "technician" in hidden else row.technician,
            short_minute(row.promised_at) if row.promised_at else "",
        ),
        9: (row.moved,),
        10: (row.notified,),
        14: (amount(row.paid_fen) if row.paid_fen is not None else "",),
        15: (row.clerk, row.remark),
    }
    if row.out_at is not None:
        deputy = words.say_as("register", "Deputy")
        person = deputy if row.by_deputy else words.say_as("register", "In person")
        seen = f"{row.collector_id_type} {row.collector_id_tail}".strip()
        cells[11] = _moment(row.out_at)
        cells[12] = (person, seen)
        cells[13] = (_receipt(words, row.receipt_status),)
    for name in WHOLE.keys() & hidden:
        cells[WHOLE[name]] = ()
    return cells


def _source(words: Words, source: str) -> str:
    sources = {
        "WALK_IN": words.say_as("register", "Brought in"),
        "COLLECTED": words.say_as("register", "Fetched"),
        "MAILED": words.say_as("register", "By mail"),
    }
    return sources.get(source, source)


def _receipt(words: Words, status: ReceiptStatus) -> str:
    """Whether the receipt came back, or its loss was declared instead."""
    if status in (ReceiptStatus.RECOVERED, ReceiptStatus.VOIDED):
        return words.say_as("register", "Back")
    if status in (ReceiptStatus.LOST_REPORTED, ReceiptStatus.LOST_DECLARED):
        return words.say_as("register", "Lost")
    return ""


def _moment(at: datetime) -> tuple[str, str]:
    return f"{at:%m-%d}", f"{at:%H:%M}"


def _foot(
    pen: Pen, words: Words, paper: RegisterPaper, rows: Sequence[RegisterRow], *, last: bool
) -> None:
    y = HEIGHT - 21.5
    told = words.say(
        "Names and phones are masked. A correction is a new line that names the old one;"
        " nothing is altered."
    )
    end = pen.shrunk(LEFT, y, told, WIDE * 0.72, (7, 6))
    at, by = minute(paper.printed_at), paper.printed_by
    printed = words.say_as("paper", "Printed {at}", at=at)
    room = LEFT + WIDE - end - 4
    pen.shrunk(LEFT + WIDE, y, f"{printed}　{by}", room, (7, 5.5), align=Align.RIGHT)
    out = sum(row.out_at is not None for row in rows)
    pen.shrunk(LEFT, HEIGHT - 8.5, paper.note, WIDE, (7, 5.5))
    counts = [
        words.say("In on this page: {n}", n=len(rows)),
        words.say("Out on this page: {n}", n=out),
    ]
    if last and not paper.narrowed:
        counts.append(words.say("Held at the end: {n}", n=paper.held_count))
    pen.shrunk(LEFT, y + 8, "　　".join(counts), 116, (9, 6), face=Face.BOLD)
    pen.write_line(LEFT + 120, y + 8, 60, words.say("Entered by"), 8)
    pen.write_line(LEFT + 190, y + 8, 60, words.say("Checked by the supervisor"), 8)
