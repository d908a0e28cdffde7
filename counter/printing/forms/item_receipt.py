"""客户商品领取收据, A5 landscape: 8 columns for the case, 4 for codes, promise and money.

Rows never move, so eyes and carbon sets find the same field. What does not fit and every further
item stand on continuation sheets.
"""

from functools import lru_cache

from counter.domain.choices import RECEIPT_WORDING, PaperCopy
from counter.domain.papers import ItemReceiptPaper, ReceiptItem
from counter.language import N_, Words
from counter.printing.figures import minute, phone, spaced, yuan
from counter.printing.flow import paged
from counter.printing.forms import item_receipt_continued as continued
from counter.printing.forms.letterhead import (
    BODY,
    CATEGORIES,
    HEIGHT,
    LABEL,
    LEFT,
    LINE,
    NOTE,
    OLD_PARTS,
    PAIR,
    WIDE,
    WIDTH,
    column,
    field,
    head,
    number_band,
    signature,
    span,
    stacked,
)
from counter.printing.forms.receipt_terms import terms
from counter.printing.forms.signed_name import shown
from counter.printing.metrics import Metrics
from counter.printing.pen import Align, Pen
from counter.printing.sheet import THICK, THIN, Face, Sheet
from counter.printing.typesetting import Way, cut, lines, shrunk

TERM, SMALL_TERM, TERM_ROWS = 7, 6.5, 4
IN_BOX = (Way(7.5, 3, 3.2, 3.3), Way(7, 3, 3.2, 3.3))
TWO_LINES = (Way(6, 1, 0, 0), *(Way(size, 2, -1.0, 2.1) for size in (6, 5.5, 5)))
CHARGES = ((8, 9.5), (7, 8), (6, 7), (5.5, 6))  # points of a label and its sum
FOOT_NOTE = 141.3  # the baseline of the outlet's own note, mm
SLOTS, TICKS = 6, 10  # accessories and condition words that sheet 1 holds


def draw(paper: ItemReceiptPaper, words: Words, metrics: Metrics) -> list[Sheet]:
    """The first sheet, then continuation sheets for further items and what was too long."""
    first = Pen(metrics)
    item = paper.items[0]
    too_long = _case(first, words, paper, item)
    _promise(first, words, paper)
    _money(first, words, paper, item)
    _terms(first, words, paper, item)
    _signed(first, words, paper)
    _hand_back(first, words)
    first.shrunk(LEFT, FOOT_NOTE, paper.note, WIDE, (6.5, 6))
    pieces = continued.pieces(metrics, words, paper, too_long)
    pages = paged(pieces, BODY, continued.FOOT)
    sheets: list[Sheet] = []
    for page in range(len(pages) + 1):
        pen = first if page == 0 else Pen(metrics)
        _head(pen, words, paper, f"{page + 1} / {len(pages) + 1}")
        if page:
            pen.marks += pages[page - 1]
            continued.foot(pen, words, paper)
        sheets.append(pen.sheet(WIDTH, HEIGHT))
    return sheets


def _head(pen: Pen, words: Words, paper: ItemReceiptPaper, page: str) -> None:
    head(pen, words, paper, N_("Customer Item Receipt"))
    label = words.say("Receipt number   Show it at collection, read it out when you call")
    printed = words.say_as("paper", "Printed {at}", at=minute(paper.printed_at))
    wording = words.say_as("paper", "Wording {version}", version=RECEIPT_WORDING)
    beside = ""
    if paper.replaces_number:
        number = spaced(paper.replaces_number)
        beside = words.say_as("paper", "Replaces {number}", number=number)
    number_band(pen, label, paper.number, f"{printed}　{wording}　{page}", beside)


def _case(pen: Pen, words: Words, paper: ItemReceiptPaper, item: ReceiptItem) -> set[str]:
    """The eight columns of the case; gives back the names of the fields that were cut."""
    label = words.say_as("paper", "Item · model")
    if len(paper.items) > 1:
        label += words.say("  (item 1 of {n})", n=len(paper.items))
    medium, bold = Face.MEDIUM, Face.BOLD
    said = words.say("Fault (in the customer's words)")
    name, called = words.say_as("paper", "Customer"), words.say_as("paper", "Phone")
    fields = (
        ("customer", (LEFT, 38, span(6)), name, paper.customer_name, LINE, bold),
        ("phone", (column(6), 38, span(2)), called, phone(paper.phone), LINE, bold),
        ("item", (LEFT, 48, span(5)), label, continued.product(item), PAIR, medium),
        ("serial", (column(5), 48, span(3)), words.say("Serial / IMEI"), item.serial, PAIR, medium),
        ("fault", (LEFT, 61, span(8)), said, item.fault, PAIR, medium),
    )
    for y in (38, 48, 61, 74.5, 87.8):
        pen.rule(LEFT, y, span(8))
    too_long = {
        name
        for name, slot, label, value, ways, face in fields
        if not field(pen, slot, label, value, ways, face=face)
    }
    if not _accessories(pen, words, item):
        too_long.add("accessories")
    if not _condition(pen, words, paper, item):
        too_long.add("condition")
    return too_long


def _accessories(pen: Pen, words: Words, item: ReceiptItem) -> bool:
    pieces = item.accessories
    pen.text(LEFT, 77.6, words.say_as("paper", "Accessories"), LABEL)
    if not pieces:
        pen.text(LEFT, 82, words.say_as("paper", "None"), 9)
        return True
    count = words.say_n("{n} piece", "{n} pieces", len(pieces))
    pen.text(LEFT + span(8), 77.6, count, LABEL, align=Align.RIGHT)
    shown = [f"{place}  {piece}" for place, piece in enumerate(pieces, 1)]
    left_out = len(shown) - SLOTS
    if left_out > 0:
        more = words.say("+ {n} on the next sheet", n=left_out + 1)
        shown = [*shown[: SLOTS - 1], more]
    whole = left_out <= 0
    for place, text in enumerate(shown):
        size, line = shrunk(pen.metrics, text, 41, (9, 7))
        whole = whole and line == text
        pen.text(LEFT + place % 3 * 43, 82 + place // 3 * 4.2, line, size)
    return whole


def _condition(pen: Pen, words: Words, paper: ItemReceiptPaper, item: ReceiptItem) -> bool:
    """The words to tick, the note beside their label, and two boxes to sketch in."""
    x = LEFT + span(8) - 31
    asides: list[str] = []
    if item.declared_value_fen is not None:
        value = yuan(item.declared_value_fen)
        asides.append(words.say("Declared value {value}", value=value))
    asides.append(continued.told_photos(words, paper, item))
    aside = "　".join(filter(None, asides))
    start = pen.text(LEFT, 91, words.say_as("paper", "Condition at intake"), LABEL) + 3
    pen.shrunk(x - 3, 91, aside, x - 3 - start, (LABEL, 5.5), align=Align.RIGHT)
    room = x - 6 - pen.width(aside, LABEL) - start
    size, note = shrunk(pen.metrics, item.condition_note, room, (8, 7))
    if note == item.condition_note:
        pen.text(start, 91, note, size)
        if "sketches" not in paper.hidden:
            _sketches(pen, words, x)
        return _ticks(pen, item)
    pen.box(x + THIN / 2, 89.6, 31 - THIN, 11.6)
    whole = pen.pour(x + 1.2, 89.6, 31 - 2.4, item.condition_note, IN_BOX)
    return _ticks(pen, item) and whole


def _sketches(pen: Pen, words: Words, x: float) -> None:
    """Two boxes to draw scratches in; a long note takes their place."""
    for place, side in enumerate((words.say_as("side", "front"), words.say_as("side", "back"))):
        pen.box(x + place * 16.5 + THIN / 2, 89.6, 14.5 - THIN, 8.4)
        pen.text(x + place * 16.5 + 7.25, 100.9, side, NOTE, align=Align.CENTRE)


def _ticks(pen: Pen, item: ReceiptItem) -> bool:
    extra = [word for word in item.condition_found if word not in item.condition_words]
    offered = [*item.condition_words, *extra]
    whole = not set(offered[TICKS:]) & set(item.condition_found)
    for place, word in enumerate(offered[:TICKS]):
        found = word in item.condition_found
        left, y = LEFT + place % 5 * 18.4, 95.3 + place // 5 * 4.6
        whole = _tick(pen, left, y, word, on=found) and whole
    return whole


def _tick(pen: Pen, x: float, y: float, word: str, *, on: bool) -> bool:
    """A word to tick on one line or two; False when a ticked one was cut all the same."""
    size, shown = shrunk(pen.metrics, word, 13.4, (7.5, 6))
    if shown == word:
        pen.tick(x, y, shown, size, on=on)
        return True
    end = pen.tick(x, y, "", size, on=on)
    return pen.pour(end, y, 13.9, word, TWO_LINES) or not on


def _promise(pen: Pen, words: Words, paper: ItemReceiptPaper) -> None:
    """The QR with what it is for; when there are several items, how many and what was paid."""
    x, wide = column(8), span(4)
    pen.rule(x, 38, wide)
    code = status_code(paper)
    linked = code != paper.number
    side = pen.square(x, 40.75, code, 5, 60.5 - 40.75)
    start = x + side + 4
    room = x + wide - start
    if linked:
        title, note = words.say("Scan for progress"), words.say("No personal data inside")
    elif paper.copy is PaperCopy.CUSTOMER:
        title, note = words.say("Scanned at collection"), words.say("No personal data inside")
    else:
        title, note = words.say("Scan to open the case"), ""
    pen.shrunk(start, 44, title, room, (9, 7), face=Face.BOLD)
    pen.shrunk(start, 48.2, note, room, (LABEL, 6))
    if len(paper.items) > 1:
        many = words.say("{n} items; see the next sheets", n=len(paper.items))
        pen.shrunk(start, 54, many, room, (8, 6), face=Face.BOLD)
        paid = yuan(sum(item.deposit_fen for item in paper.items))
        pen.shrunk(start, 58, words.say("Paid in advance, all: {paid}", paid=paid), room, (7, 6))


def status_code(paper: ItemReceiptPaper) -> str:
    """What the QR holds: the way to the customer's page on his copy, else the bare number."""
    may_link = paper.copy is PaperCopy.CUSTOMER and "status_link" not in paper.hidden
    if may_link and paper.token and paper.link:
        return f"{paper.link}{paper.number}/{paper.token}".upper()
    return paper.number


def _money(pen: Pen, words: Words, paper: ItemReceiptPaper, item: ReceiptItem) -> None:
    x, wide = column(8), span(4)
    pen.rule(x, 61, wide)
    pen.text(x, 64.2, words.say_as("paper", "Promised"), LABEL)
    pen.text(x, 71.6, minute(item.promised_at), 18, Face.BOLD)
    pen.rule(x, 74.5, wide)
    for row, (label, value, face) in enumerate(continued.charges(words, paper, item)):
        y = 78.5 + row * 4.6
        _charge(pen, (x, y, wide), label, value, face)
    pen.rule(x, 90, wide)
    category = words.say_as("receipt", "Category")
    field(pen, (x, 90, span(2)), category, words.say(CATEGORIES[item.category]), face=Face.BOLD)
    chosen = words.say(OLD_PARTS[item.old_part_choice])
    old_parts = words.say_as("paper", "Old parts")
    field(pen, (column(10), 90, span(2)), old_parts, chosen, face=Face.BOLD)


def _charge(pen: Pen, slot: tuple[float, float, float], label: str, value: str, face: Face) -> None:
    """A label and its sum in one line; both smaller where they would meet."""
    x, y, wide = slot
    fits = (
        pair
        for pair in CHARGES
        if pen.width(label, pair[0]) + 2 + pen.width(value, pair[1], face) <= wide
    )
    small, size = next(fits, CHARGES[-1])
    pen.text(x, y, label, small)
    room = wide - pen.width(label, small) - 2
    pen.shrunk(x + wide, y, value, room, (size, 5), face=face, align=Align.RIGHT)


def _terms(pen: Pen, words: Words, paper: ItemReceiptPaper, item: ReceiptItem) -> None:
    """Three columns of terms; inside copies carry what the shop needs instead of the third."""
    metrics, said = pen.metrics, terms(words.each()[0])
    fits = all(len(_set(metrics, text, TERM)) <= TERM_ROWS for _, text in said)
    size, leading = (TERM, 3.15) if fits else (SMALL_TERM, 3.0)
    columns = [(title, _set(metrics, text, size)) for title, text in said]
    if paper.copy is not PaperCopy.CUSTOMER:
        facts = continued.inside(words, paper, item)
        shown = tuple(cut(metrics, fact, span(4), size) for fact in facts)
        columns[2] = words.say_as("paper", "Inside"), shown
    pen.rule(LEFT, 102.3, WIDE, THICK)
    for place, (title, shown) in enumerate(columns):
        x = column(4 * place)
        pen.text(x, 106, title, 7.5, Face.BOLD)
        for row, line in enumerate(shown):
            pen.text(x, 109.4 + row * leading, line, size)
    elsewhere = [one.say("Terms in English: next sheet") for one in words.each()[1:]]
    pen.text(LEFT + WIDE, 106, "　".join(elsewhere), LABEL, align=Align.RIGHT)


@lru_cache(maxsize=64)
def _set(metrics: Metrics, text: str, size: float) -> tuple[str, ...]:
    """The lines of a term; the same on every receipt, so they are broken once."""
    return tuple(lines(metrics, text, span(4), size))


def _signed(pen: Pen, words: Words, paper: ItemReceiptPaper) -> None:
    y = 124.1
    pen.rule(LEFT, 119.9, WIDE)
    said = words.each_says_as("paper", "Accepted by")
    start = stacked(pen, (LEFT, y, 24), said, (LABEL, 6)) + 1.5
    pen.shrunk(start, y, paper.clerk, LEFT + 49 - start, (9, 7))
    said = words.each_says_as("paper", "Accepted at")
    start = stacked(pen, (LEFT + 52, y, 18), said, (LABEL, 6)) + 1.5
    pen.text(start, y, minute(paper.issued_at), 9)
    said = words.each_says("Customer signature (correct and agreed)")
    signed = shown(paper.signed, paper.copy)
    signature(pen, (column(6), y, span(6)), said, words, signed)


def _hand_back(pen: Pen, words: Words) -> None:
    """The foot of the sheet, empty until the item leaves: everything in it is written by hand."""
    top, deep, x = 126.4, 12.4, LEFT + 37
    pen.box(LEFT, top, WIDE, deep, THICK)
    room = (9.5, 7)
    pen.shrunk(LEFT + 2.5, top + 5.6, words.say_as("paper", "Hand-back"), 30, room, face=Face.BOLD)
    said = words.each_says("Receipt taken back, void")
    stacked(pen, (LEFT + 2.5, top + 9.8, 30), said, (7, 6))
    pen.post(LEFT + 34, top, deep)
    pen.write_line(x, top + 5, 43, words.say_as("hand-back", "At"))
    pen.write_line(x + 46, top + 5, 28, words.say_as("hand-back", "By"))
    pen.write_line(x + 77, top + 5, 46, words.say_as("hand-back", "Signature"))
    y = top + 10.3
    at = _choice(pen, x, y, words.each_says_as("hand-back", "In person")) + 4
    at = _choice(pen, at, y, words.each_says_as("hand-back", "Deputy, ID last 4"))
    pen.rule(at + 1, y + 0.9, 16)
    at = _choice(pen, at + 21, y, words.each_says_as("hand-back", "Receipt recovered")) + 4
    _choice(pen, at, y, words.each_says_as("hand-back", "Loss declared"))
    pen.post(LEFT + WIDE - 29, top, deep)
    pen.text(LEFT + WIDE - 27, top + 3.8, words.say_as("hand-back", "Void stamp"), LABEL)


def _choice(pen: Pen, x: float, y: float, said: tuple[str, ...]) -> float:
    """A square to tick with its words behind it; gives back their end."""
    start = pen.tick(x, y, "", 7.5)
    return stacked(pen, (start, y, 60), said, (7.5, 7.5))
