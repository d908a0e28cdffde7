"""客户商品领取收据 where it flows: on rolls, upright A5 and continuous paper.

On a roll the customer's part stands above the cut, the stub with his signature below it.
"""

from dataclasses import replace
from functools import partial

from counter.domain import personal
from counter.domain.choices import RECEIPT_WORDING, PaperCopy
from counter.domain.papers import ItemReceiptPaper, ReceiptItem
from counter.language import Words
from counter.printing.figures import minute, phone, spaced, yuan
from counter.printing.forms import flowing
from counter.printing.forms import item_receipt_continued as continued
from counter.printing.forms.item_receipt import status_code
from counter.printing.forms.letterhead import CATEGORIES, COPIES, OLD_PARTS
from counter.printing.forms.receipt_terms import terms
from counter.printing.forms.signed_name import shown
from counter.printing.forms.strip import Field, Strip
from counter.printing.media import Feed
from counter.printing.metrics import Metrics
from counter.printing.sheet import Face, Sheet

PLIES = (PaperCopy.FILE, PaperCopy.CUSTOMER, PaperCopy.ITEM)


def draw(medium: str, paper: ItemReceiptPaper, words: Words, metrics: Metrics) -> list[Sheet]:
    """All items on one strip."""
    strip = flowing.new_strip(metrics, medium)
    title = words.say("Customer Item Receipt")
    label = words.say("Receipt number   Show it at collection, read it out when you call")
    is_set = strip.style.medium.feed is Feed.CONTINUOUS
    code = paper.number if is_set else status_code(paper)
    paper = for_all_plies(paper) if is_set else paper
    head = flowing.Head(paper, title, label, code, PLIES)
    flowing.roll_head(strip, words, head)
    if strip.style.is_roll:
        promised = paper.items[0].promised_at
        strip.text(words.say_as("paper", "Promised"), strip.style.small, gap=0.4)
        strip.text(minute(promised), strip.style.large, Face.BOLD, gap=1.4)
        strip.rule(gap=1.2)
    _customer(strip, words, paper)
    for place, item in enumerate(paper.items, 1):
        _item(strip, words, paper, item, place)
    strip.rule(gap=1.2)
    _scanned(strip, words, paper, code)
    _terms(strip, words, paper)
    _accepted(strip, words, paper)
    if strip.style.is_roll and paper.copy is PaperCopy.CUSTOMER:
        _stub(strip, words, paper, title)
    else:
        said = [words.say("Customer signature (correct and agreed)")]
        strip.signs(said, words, shown(paper.signed, PaperCopy.ITEM if is_set else paper.copy))
    if not (strip.style.is_roll and paper.copy is PaperCopy.ITEM):
        _hand_back(strip, words)
    return flowing.sheets(strip, words, head)


def for_all_plies(paper: ItemReceiptPaper) -> ItemReceiptPaper:
    """Every ply of a set says the same, and one lies with the item: masked (domain.md §9.2)."""
    if paper.copy is PaperCopy.ITEM:
        return paper
    name, number = personal.masked_name(paper.customer_name), personal.masked_phone(paper.phone)
    return replace(paper, customer_name=name, phone=number)


def on(medium: str) -> partial[list[Sheet]]:
    """The drawing on one medium."""
    return partial(draw, medium)


def _customer(strip: Strip, words: Words, paper: ItemReceiptPaper) -> None:
    facts = [
        Field(words.say_as("paper", "Customer"), paper.customer_name, 2, Face.BOLD),
        Field(words.say_as("paper", "Phone"), phone(paper.phone), 1, Face.BOLD),
    ]
    if not strip.style.is_roll:
        at = minute(paper.items[0].promised_at)
        facts.append(Field(words.say_as("paper", "Promised"), at, 1, Face.BOLD))
    strip.fields(*facts)
    if paper.replaces_number:
        number = spaced(paper.replaces_number)
        told = words.say_as("paper", "Replaces {number}", number=number)
        strip.text(told, strip.style.small, Face.BOLD)


def _item(
    strip: Strip, words: Words, paper: ItemReceiptPaper, item: ReceiptItem, place: int
) -> None:
    """One item: what it is, how it came, what it will cost."""
    if len(paper.items) > 1:
        strip.rule(strip.style.thick)
        title = words.say("Item {n} of {all}", n=place, all=len(paper.items))
        strip.text(title, strip.style.value, Face.BOLD)
        strip.join()
    label = words.say_as("paper", "Item · model")
    strip.fields(
        Field(label, continued.product(item), 2, Face.BOLD),
        Field(words.say("Serial / IMEI"), item.serial, 2),
    )
    if place > 1:
        label = words.say_as("paper", "Promised")
        strip.labelled(label, minute(item.promised_at), Face.BOLD)
    none = words.say_as("paper", "None")
    strip.labelled(words.say("Fault (in the customer's words)"), item.fault or none)
    pieces = [f"{n}\u00a0{piece}" for n, piece in enumerate(item.accessories, 1)]
    label = words.say_as("paper", "Accessories")
    if pieces:
        label += f" ({len(pieces)})"
    strip.listed(label, pieces or [none])
    strip.labelled(
        words.say_as("paper", "Condition at intake"), _condition(words, paper, item) or none
    )
    strip.rule(gap=0.8)
    _money(strip, words, paper, item)
    if paper.copy is not PaperCopy.CUSTOMER and strip.style.medium.feed is not Feed.CONTINUOUS:
        facts = "　　".join(continued.inside(words, paper, item))
        strip.labelled(words.say_as("paper", "Inside"), facts)


def _condition(words: Words, paper: ItemReceiptPaper, item: ReceiptItem) -> str:
    told = [*item.condition_found, item.condition_note]
    if item.declared_value_fen is not None:
        value = yuan(item.declared_value_fen).replace(" ", "\u00a0")
        told.append(words.say("Declared value {value}", value=value))
    told.append(continued.told_photos(words, paper, item))
    return words.say_as("between", ", ").join(filter(None, told))


def _money(strip: Strip, words: Words, paper: ItemReceiptPaper, item: ReceiptItem) -> None:
    category = words.say_as("receipt", "Category")
    old_parts = words.say_as("paper", "Old parts")
    facts = (
        (category, words.say(CATEGORIES[item.category]), Face.BOLD),
        *((label, value, Face.MEDIUM) for label, value, _ in continued.charges(words, paper, item)),
        (old_parts, words.say(OLD_PARTS[item.old_part_choice]), Face.MEDIUM),
    )
    if strip.style.columns == 1:
        for label, value, face in facts:
            strip.pair(label, value, face)
    else:
        strip.fields(*(Field(label, value, 1, face) for label, value, face in facts))


def _scanned(strip: Strip, words: Words, paper: ItemReceiptPaper, code: str) -> None:
    """The QR of a roll with what it is for; sheets have it beside their number."""
    style = strip.style
    if not style.is_roll:
        return
    if code != paper.number:
        title = words.say("Scan for progress")
    elif paper.copy is PaperCopy.CUSTOMER:
        title = words.say("Scanned at collection")
    else:
        title = words.say("Scan to open the case")
    texts = [(title, style.value, Face.BOLD)]
    if paper.copy is PaperCopy.CUSTOMER:
        texts.append((words.say("No personal data inside"), style.small, Face.MEDIUM))
        fades = words.say("Thermal print fades within a year: keep a photo of this receipt.")
        texts.append((fades, style.small, Face.MEDIUM))
    strip.beside_square(code, texts)
    strip.rule(gap=1.2)


def _terms(strip: Strip, words: Words, paper: ItemReceiptPaper) -> None:
    """The terms in each language by itself; a copy of the shop's does without them on a roll."""
    style = strip.style
    if style.is_roll and paper.copy is not PaperCopy.CUSTOMER:
        return
    for speaking in words.each():
        for title, text in terms(speaking):
            if style.inline:
                strip.labelled(title, text, size=style.small)
            else:
                strip.text(title, style.small, Face.BOLD, gap=0.4)
                strip.join()
                strip.text(text, style.small, gap=1.4)
    if paper.note:
        strip.text(paper.note, style.small, gap=1.2)


def _accepted(strip: Strip, words: Words, paper: ItemReceiptPaper) -> None:
    """By whom and when; when it was printed, and in which wording."""
    printed = words.say_as("paper", "Printed {at}", at=minute(paper.printed_at))
    wording = words.say_as("paper", "Wording {version}", version=RECEIPT_WORDING)
    by, at = words.say_as("paper", "Accepted by"), words.say_as("paper", "Accepted at")
    if strip.style.columns == 1:
        strip.pair(by, paper.clerk)
        strip.pair(at, minute(paper.issued_at))
        strip.notes(printed, wording)
        return
    strip.fields(Field(by, paper.clerk, 2), Field(at, minute(paper.issued_at), 2))
    strip.notes(printed, wording, gap=0.0)


def _stub(strip: Strip, words: Words, paper: ItemReceiptPaper, title: str) -> None:
    """What the shop keeps of a roll: whose item, and that he agreed."""
    style = strip.style
    strip.space(5)
    strip.dashes()
    strip.space(3.5)
    kept = words.say(COPIES[PaperCopy.FILE])
    strip.text(f"{kept} · {title}", style.value, Face.BOLD, gap=1.2)
    strip.number(paper.number)
    strip.bars(paper.number, 10)
    strip.pair(paper.customer_name, phone(paper.phone), Face.BOLD)
    for item in paper.items:
        strip.text(continued.product(item) or item.serial, style.value)
    said = [words.say("Customer signature (correct and agreed)")]
    strip.signs(said, words, paper.signed, room=8.0)


def _hand_back(strip: Strip, words: Words) -> None:
    """Empty until the item leaves: everything in it is written by hand."""
    style = strip.style
    strip.rule(style.thick, gap=1.2)
    title = f"{words.say_as('paper', 'Hand-back')}　{words.say('Receipt taken back, void')}"
    strip.ticks(
        title,
        (
            words.say_as("hand-back", "In person"),
            words.say_as("hand-back", "Deputy, ID last 4"),
            words.say_as("hand-back", "Receipt recovered"),
            words.say_as("hand-back", "Loss declared"),
            words.say_as("hand-back", "Void stamp"),
        ),
    )
    strip.signs(
        (
            words.say_as("hand-back", "At"),
            words.say_as("hand-back", "By"),
            words.say_as("hand-back", "Signature"),
        ),
        words,
    )
