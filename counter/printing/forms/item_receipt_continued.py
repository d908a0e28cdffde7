"""The continuation sheets of the receipt: further items, and what sheet 1 could not hold whole."""

from collections.abc import Collection, Iterator

from counter.domain.choices import PaperCopy
from counter.domain.papers import ItemReceiptPaper, ReceiptItem
from counter.language import Words
from counter.printing.figures import minute, phone, spaced, yuan
from counter.printing.flow import Piece
from counter.printing.forms.letterhead import (
    CATEGORIES,
    LABEL,
    LEFT,
    LINE,
    OLD_PARTS,
    WIDE,
    column,
    field,
    signature,
    span,
)
from counter.printing.forms.receipt_terms import terms
from counter.printing.forms.signed_name import shown
from counter.printing.metrics import Metrics
from counter.printing.pen import Pen
from counter.printing.sheet import THICK, Face
from counter.printing.typesetting import Way, lines

FOOT = 131.5  # mm, the lowest edge of what flows
ROW, SIZE = 4.0, 8.5
ITEM = (*LINE[:3], Way(7.5, 2, 6.6, 2.9), Way(7, 2, 6.6, 2.8))
TERM = (*LINE[1:3], Way(7.5, 2, 6.2, 2.8), Way(7, 2, 6.2, 2.7))
EVERYTHING = frozenset({"fault", "accessories", "condition"})


def product(item: ReceiptItem) -> str:
    """商品 · 型号."""
    return " · ".join(part for part in (item.product, item.model) if part)


def charges(
    words: Words, paper: ItemReceiptPaper, item: ReceiptItem
) -> tuple[tuple[str, str, Face], ...]:
    """Label and value of estimate, diagnosis fee and what was paid in advance.

    The last two are left out only where the outlet wants it and there is none.
    """
    quoted = words.say("after diagnosis") if item.quoted_fen is None else yuan(item.quoted_fen)
    told = [(words.say("Estimate (with tax)"), quoted, Face.MEDIUM)]
    if item.diagnosis_fee_fen or "diagnosis_fee" not in paper.hidden:
        told.append((words.say("Diagnosis fee"), yuan(item.diagnosis_fee_fen), Face.MEDIUM))
    if item.deposit_fen or "deposit" not in paper.hidden:
        told.append((words.say("Paid in advance"), yuan(item.deposit_fen), Face.BOLD))
    return tuple(told)


def inside(words: Words, paper: ItemReceiptPaper, item: ReceiptItem) -> tuple[str, ...]:
    """What only the shop's copies say of an item."""
    said = {
        "shelf": words.say("Place   {shelf}", shelf=item.shelf),
        "card": words.say("Repair card   {number}", number=spaced(item.card_number)),
        "photos": words.say("Photos   {n} (in the system)", n=item.photos),
        "cover": words.say("Cover   {cover}", cover=item.cover),
    }
    return tuple(text for name, text in said.items() if name not in paper.hidden)


def told_photos(words: Words, paper: ItemReceiptPaper, item: ReceiptItem) -> str:
    """How many pictures there are; "" where there are none or nobody is told."""
    if not item.photos or "photos" in paper.hidden:
        return ""
    return words.say_n("{n} photo", "{n} photos", item.photos)


def pieces(
    metrics: Metrics, words: Words, paper: ItemReceiptPaper, cut: Collection[str]
) -> Iterator[Piece]:
    """What follows sheet 1: the fields of item 1 that were `cut` there, then every other item."""
    for speaking in words.each()[1:]:
        yield from _terms(metrics, speaking)
    if cut:
        yield _heading(metrics, words.say("Continued from sheet 1"))
        yield from _whole(metrics, words, paper, cut)
    for place, item in enumerate(paper.items[1:], 2):
        yield _item_head(metrics, words, item, place)
        yield _item_terms(metrics, words, paper, item)
        if paper.copy is not PaperCopy.CUSTOMER:
            facts = "　　".join(inside(words, paper, item))
            yield from _labelled(metrics, words.say_as("paper", "Inside"), facts)
        yield from _described(metrics, words, paper, item, EVERYTHING)
        yield Piece(2.5, ())


def foot(pen: Pen, words: Words, paper: ItemReceiptPaper) -> None:
    """The customer signs every sheet."""
    pen.rule(LEFT, 133, WIDE)
    said = words.each_says("Customer signature (correct and agreed)")
    signed = shown(paper.signed, paper.copy)
    signature(pen, (column(6), 139, span(6)), said, words, signed)


def _whole(
    metrics: Metrics, words: Words, paper: ItemReceiptPaper, cut: Collection[str]
) -> Iterator[Piece]:
    item = paper.items[0]
    named = {
        "customer": (words.say_as("paper", "Customer"), paper.customer_name),
        "phone": (words.say_as("paper", "Phone"), phone(paper.phone)),
        "item": (words.say_as("paper", "Item · model"), product(item)),
        "serial": (words.say("Serial / IMEI"), item.serial),
    }
    for name, (label, value) in named.items():
        if name in cut:
            yield from _labelled(metrics, label, value)
    yield from _described(metrics, words, paper, item, cut)
    yield Piece(2.5, ())


def _terms(metrics: Metrics, words: Words) -> Iterator[Piece]:
    """The terms in the language that sheet 1 has no room for."""
    yield _heading(metrics, words.say("Terms of this receipt"))
    for title, text in terms(words):
        yield from _labelled(metrics, title, text)
    yield Piece(2.5, ())


def _heading(metrics: Metrics, title: str) -> Piece:
    pen = Pen(metrics)
    pen.rule(LEFT, 0, WIDE, THICK)
    pen.text(LEFT, 4.4, title, 8.5, Face.BOLD)
    return Piece(6, tuple(pen.marks), joined=True)


def _item_head(metrics: Metrics, words: Words, item: ReceiptItem, place: int) -> Piece:
    pen = Pen(metrics)
    pen.rule(LEFT, 0, WIDE, THICK)
    pen.shrunk(
        LEFT, 7.3, words.say_as("paper", "Item {n}", n=place), span(1), (12, 8), face=Face.BOLD
    )
    label = words.say_as("paper", "Item · model")
    x = column(1)
    field(pen, (x, 0, span(7)), label, product(item), ITEM, face=Face.BOLD)
    field(pen, (column(8), 0, span(4)), words.say("Serial / IMEI"), item.serial, ITEM)
    return Piece(10, tuple(pen.marks), joined=True)


def _item_terms(
    metrics: Metrics, words: Words, paper: ItemReceiptPaper, item: ReceiptItem
) -> Piece:
    pen = Pen(metrics)
    pen.rule(LEFT, 0, WIDE)
    promised = words.say_as("paper", "Promised")
    facts = [
        (promised, minute(item.promised_at)),
        *((label, value) for label, value, _ in charges(words, paper, item)),
        (words.say_as("receipt", "Category"), words.say(CATEGORIES[item.category])),
        (words.say_as("paper", "Old parts"), words.say(OLD_PARTS[item.old_part_choice])),
    ]
    for place, (label, value) in enumerate(facts):
        face = Face.BOLD if place == 0 else Face.MEDIUM
        field(pen, (column(2 * place), 0, span(2)), label, value, TERM, face=face)
    pen.rule(LEFT, 9.6, WIDE)
    return Piece(10.4, tuple(pen.marks), joined=True)


def _described(
    metrics: Metrics,
    words: Words,
    paper: ItemReceiptPaper,
    item: ReceiptItem,
    fields: Collection[str],
) -> Iterator[Piece]:
    """Fault, accessories and condition in full, as many lines as they take."""
    if "fault" in fields:
        yield from _labelled(metrics, words.say_as("paper", "Fault"), item.fault)
    if "accessories" in fields:
        yield from _accessories(metrics, words, item)
    if "condition" in fields:
        found = [*item.condition_found, item.condition_note]
        if item.declared_value_fen is not None:
            value = yuan(item.declared_value_fen)
            found.append(words.say("Declared value {value}", value=value))
        found.append(told_photos(words, paper, item))
        told = "　".join(part for part in found if part) or words.say_as("paper", "None")
        yield from _labelled(metrics, words.say_as("paper", "Condition"), told)


def _labelled(metrics: Metrics, label: str, value: str) -> Iterator[Piece]:
    """A label on the left, its value in full beside it."""
    wide = span(10)
    for row, line in enumerate(lines(metrics, value, wide, SIZE)):
        pen = Pen(metrics)
        if row == 0:
            pen.shrunk(LEFT, 3.1, label, span(2), (LABEL, 6))
        pen.text(column(2), 3.1, line, SIZE)
        yield Piece(ROW, tuple(pen.marks))


def _accessories(metrics: Metrics, words: Words, item: ReceiptItem) -> Iterator[Piece]:
    """Three in a row where they fit; one that is wider than its third gets lines of its own."""
    label = words.say_as("paper", "Accessories")
    if not item.accessories:
        yield from _labelled(metrics, label, words.say_as("paper", "None"))
        return
    label += f" ({len(item.accessories)})"
    third = span(10) / 3
    row: list[str] = []
    rows: list[list[str]] = [row]
    for place, piece in enumerate(item.accessories, 1):
        text = f"{place}  {piece}"
        if metrics.width(text, SIZE) > third - 2:
            row = []
            rows += [[part] for part in lines(metrics, text, span(10), SIZE)]
            rows.append(row)
        else:
            if len(row) == 3:
                row = []
                rows.append(row)
            row.append(text)
    for texts in filter(None, rows):
        pen = Pen(metrics)
        pen.shrunk(LEFT, 3.1, label, span(2), (LABEL, 6))
        for slot, text in enumerate(texts):
            pen.text(column(2) + slot * third, 3.1, text, SIZE)
        yield Piece(ROW, tuple(pen.marks))
        label = ""
