"""收据挂失声明, signed before an item goes out without its receipt, filed with the stub.

What only the owner knows is asked for, never told (domain.md §9.1).
"""

from functools import partial

from counter.domain.choices import PaperCopy, PhoneCheck
from counter.domain.papers import LossPaper
from counter.language import Words
from counter.printing.figures import minute
from counter.printing.forms import flowing
from counter.printing.forms.flowing import shown as left_in
from counter.printing.forms.signed_name import shown
from counter.printing.forms.strip import Field, Strip
from counter.printing.metrics import Metrics
from counter.printing.sheet import Face, Sheet

PLIES = (PaperCopy.FILE,)


def draw(medium: str, paper: LossPaper, words: Words, metrics: Metrics) -> list[Sheet]:
    """Which receipt, who declares, what he knows, what he promises, who looked and who approved."""
    strip = flowing.new_strip(metrics, medium)
    title, label = words.say("Declaration of a Lost Receipt"), words.say("Number of the receipt")
    head = flowing.Head(paper, title, label, paper.number, PLIES)
    flowing.roll_head(strip, words, head)
    _receipt(strip, words, paper)
    strip.rule(strip.style.thick, gap=1.2)
    _declarant(strip, words, paper)
    strip.rule(gap=1.2)
    _promise(strip, words, paper)
    _signed(strip, words, paper)
    return flowing.sheets(strip, words, head)


def on(medium: str) -> partial[list[Sheet]]:
    """The drawing on one medium."""
    return partial(draw, medium)


def _receipt(strip: Strip, words: Words, paper: LossPaper) -> None:
    items = words.say_as("between", ", ").join(paper.products)
    strip.fields(
        Field(words.say_as("paper", "Customer"), left_in(paper, "customer", paper.masked_name)),
        Field(words.say_as("paper", "Phone"), left_in(paper, "phone_tail", paper.masked_phone)),
        Field(words.say_as("loss", "Issued at"), minute(paper.issued_at), 2),
        Field(words.say_as("loss", "Items"), items, 4),
    )


def _declarant(strip: Strip, words: Words, paper: LossPaper) -> None:
    """What is known of him; else lines to write on."""
    name, paper_seen = words.say("Declarant"), words.say("Identity paper seen, last four")
    knows = words.say("What the declarant says of the item: model, serial, accessories, condition")
    checked = words.say("Phone verified by")
    ways = {
        PhoneCheck.CODE: words.say_as("loss", "Code sent"),
        PhoneCheck.CALL_BACK: words.say_as("loss", "Call back"),
    }
    if paper.declared_at is None:
        strip.signs((name, paper_seen), words)
        strip.text(knows, strip.style.small, gap=0.4)
        strip.join()
        strip.signs(("",), words)
        strip.signs(("",), words)
        strip.ticks(checked, ways.values())
        return
    seen = f"{paper.id_type} …{paper.id_tail}".strip() if paper.id_tail else paper.id_type
    strip.fields(
        Field(name, paper.declarant, 2, Face.BOLD),
        Field(paper_seen, seen, 2),
        Field(checked, ways[paper.phone_check] if paper.phone_check else "", 2),
        Field(words.say_as("loss", "Declared at"), minute(paper.declared_at), 2),
    )
    strip.labelled(knows, paper.item_knowledge or words.say_as("paper", "None"))


def _promise(strip: Strip, words: Words, paper: LossPaper) -> None:
    """The declaration, in each language by itself."""
    for speaking in words.each():
        text = speaking.say(
            "I declare that this receipt is lost and that I have neither passed it on nor pledged"
            " it. The items on it are mine, or I act for their owner. Should anybody claim them"
            " later, I answer for that claim. The receipt is void from now on; if it is found I"
            " bring it back."
        )
        strip.text(text, strip.style.value, gap=1.2)
        kept = speaking.say(
            "The identity paper is only looked at: we keep its kind and last four characters, to"
            " answer later claims, for three years."
        )
        strip.text(kept, strip.style.small, gap=1.2)
    if paper.note:
        strip.text(paper.note, strip.style.small, gap=1.2)


def _signed(strip: Strip, words: Words, paper: LossPaper) -> None:
    strip.notes(words.say_as("paper", "Printed {at}", at=minute(paper.printed_at)), gap=0.0)
    declarant, date = words.say("Declarant's signature"), words.say_as("loss", "Date")
    strip.signs((date, declarant), words, shown(paper.signed, paper.copy), room=9.0)
    seen, approved = words.say_as("loss", "Seen by"), words.say_as("loss", "Approved by")
    if paper.declared_at is None:
        strip.signs((seen, approved), words)
    else:
        strip.fields(Field(seen, paper.seen_by, 2), Field(approved, paper.approved_by, 2))
