"""调拨单: what goes to another outlet together, in whose hands, under which seal.

It carries one code, its own: what is in the bag is scanned off the items, never off the paper.
"""

from functools import partial

from counter.domain.choices import PaperCopy
from counter.domain.transfer_paper import TransferPaper, TransferredThing
from counter.language import Words
from counter.printing.figures import minute, spaced
from counter.printing.forms import flowing
from counter.printing.forms.flowing import shown
from counter.printing.forms.strip import Field, Strip
from counter.printing.metrics import Metrics
from counter.printing.sheet import Face, Sheet

PLIES = (PaperCopy.FILE, PaperCopy.ITEM)


def draw(medium: str, paper: TransferPaper, words: Words, metrics: Metrics) -> list[Sheet]:
    """From where to where, by whom, the items, and who signs for them at both ends."""
    strip = flowing.new_strip(metrics, medium)
    title, label = words.say("Transfer Note"), words.say("Number of the transfer")
    head = flowing.Head(paper, title, label, paper.number, PLIES)
    flowing.roll_head(strip, words, head)
    _way(strip, words, paper)
    strip.rule(strip.style.thick, gap=1.0)
    for place, item in enumerate(paper.items, 1):
        _item(strip, words, paper, item, place)
    strip.rule(strip.style.thick, gap=1.2)
    count = words.say("{n} items in all", n=len(paper.items))
    strip.text(count, strip.style.value, Face.BOLD, gap=0.8)
    _terms(strip, words, paper)
    _signed(strip, words, paper)
    return flowing.sheets(strip, words, head)


def on(medium: str) -> partial[list[Sheet]]:
    """The drawing on one medium."""
    return partial(draw, medium)


def _way(strip: Strip, words: Words, paper: TransferPaper) -> None:
    strip.fields(
        Field(words.say_as("transfer", "From"), paper.from_outlet, 2, Face.BOLD),
        Field(words.say_as("transfer", "To"), paper.to_outlet, 2, Face.BOLD),
        Field(words.say_as("transfer", "Seal number"), paper.seal, 2),
        Field(words.say_as("transfer", "Carrier"), paper.carrier, 2),
        Field(words.say_as("transfer", "Packed at"), minute(paper.packed_at), 2),
        Field(words.say_as("transfer", "Packed by"), paper.clerk, 2),
    )
    if paper.remark:
        strip.labelled(words.say_as("transfer", "Note"), paper.remark)


def _item(
    strip: Strip, words: Words, paper: TransferPaper, item: TransferredThing, place: int
) -> None:
    """One item: its card, what came with it, what goes with it."""
    name = " · ".join(part for part in (item.product, item.model) if part)
    strip.pair(f"{place}  {name}", spaced(item.card_number), Face.BOLD)
    strip.join()
    between = words.say_as("between", ", ")
    told = (
        (words.say("Serial / IMEI"), shown(paper, "serial", item.serial)),
        (words.say_as("paper", "Customer"), shown(paper, "customer", item.masked_name)),
        (words.say_as("transfer", "Fault"), item.fault),
        (words.say_as("transfer", "Accessories"), between.join(item.accessories)),
        (words.say_as("transfer", "Condition"), item.condition),
        (words.say_as("transfer", "Parts along"), between.join(item.parts)),
    )
    for label, text in told:
        if text:
            strip.labelled(label, text)
    strip.ticks(
        words.say_as("transfer", "On arrival"),
        (
            words.say_as("transfer", "received"),
            words.say_as("transfer", "damaged"),
            words.say_as("transfer", "missing"),
        ),
    )
    if place < len(paper.items):
        strip.rule(gap=0.8)


def _terms(strip: Strip, words: Words, paper: TransferPaper) -> None:
    for speaking in words.each():
        text = speaking.say(
            "Receiver: check the seal before you open the bag, scan this paper, then the label of"
            " every item. From then on the items are in your keeping. What is missing, damaged or"
            " not on this paper is written down at once, and the sender is called."
        )
        strip.text(text, strip.style.small, gap=1.2)
    if paper.note:
        strip.text(paper.note, strip.style.small, gap=1.2)


def _signed(strip: Strip, words: Words, paper: TransferPaper) -> None:
    strip.notes(words.say_as("paper", "Printed {at}", at=minute(paper.printed_at)), gap=0.0)
    sender, carrier = words.say("Handed over by"), words.say("Carried by")
    receiver, date = words.say("Taken over by"), words.say_as("transfer", "Date")
    strip.signs((sender, date), words)
    strip.signs((carrier, date), words)
    strip.signs((receiver, date), words)
