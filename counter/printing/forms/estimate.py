"""维修报价单: what a repair would cost, told before it begins (domain.md §7.8).

It flows on every medium. Below the sum stands what the customer's word means, then his answer, or
squares and a line where he gives it.
"""

from functools import partial

from counter.domain.choices import ConsentHow, PaperCopy
from counter.domain.papers import EstimatePaper, PricedLine
from counter.domain.states import Coverage
from counter.language import Words
from counter.printing.figures import minute, phone, spaced, yuan
from counter.printing.forms import flowing
from counter.printing.forms.flowing import shown
from counter.printing.forms.settlement_statement import bearer, kind
from counter.printing.forms.strip import Field, Strip
from counter.printing.metrics import Metrics
from counter.printing.sheet import Face, Sheet

PLIES = (PaperCopy.FILE, PaperCopy.CUSTOMER)


def draw(medium: str, paper: EstimatePaper, words: Words, metrics: Metrics) -> list[Sheet]:
    """What, why, for how much."""
    strip = flowing.new_strip(metrics, medium)
    title, label = words.say("Repair Estimate"), words.say("Estimate number")
    not_fapiao = words.say("An estimate, not an invoice (fapiao)")
    head = flowing.Head(paper, title, label, paper.number, PLIES, not_fapiao)
    flowing.roll_head(strip, words, head)
    _parties(strip, words, paper)
    strip.rule(strip.style.thick, gap=1.0)
    for place, line in enumerate(paper.lines, 1):
        _line(strip, words, line, place)
    strip.rule(strip.style.thick, gap=1.2)
    _sum(strip, words, paper)
    _terms(strip, words, paper)
    printed = [words.say_as("paper", "Printed {at}", at=minute(paper.printed_at))]
    strip.notes(*printed, *([not_fapiao] if strip.style.is_roll else []))
    _answered(strip, words, paper)
    return flowing.sheets(strip, words, head)


def on(medium: str) -> partial[list[Sheet]]:
    """The drawing on one medium."""
    return partial(draw, medium)


def _parties(strip: Strip, words: Words, paper: EstimatePaper) -> None:
    product = " · ".join(part for part in (paper.product, paper.model) if part)
    strip.fields(
        Field(words.say_as("paper", "Customer"), paper.customer_name, 2, Face.BOLD),
        Field(words.say_as("paper", "Phone"), phone(shown(paper, "phone", paper.phone)), 2),
        Field(words.say_as("paper", "Item · model"), product, 2),
        Field(words.say("Serial / IMEI"), shown(paper, "serial", paper.serial), 2),
        Field(words.say_as("paper", "Receipt"), spaced(paper.receipt_number), 2),
        Field(words.say("Repair card"), spaced(paper.card_number), 2),
        Field(words.say_as("estimate", "Offered by"), paper.clerk, 2),
        Field(words.say_as("estimate", "Offered at"), minute(paper.sent_at), 2),
    )
    for label, text in (
        (words.say("Fault (in the customer's words)"), paper.fault),
        (words.say_as("estimate", "What was found"), shown(paper, "diagnosis", paper.diagnosis)),
    ):
        if text:
            strip.labelled(label, text)


def _line(strip: Strip, words: Words, line: PricedLine, place: int) -> None:
    """Its name, and who bears it where the customer does not."""
    name = line.name if line.qty == 1 else f"{line.name}\u00a0×{line.qty}"
    text = f"{place}  {kind(words, line.line)}　{name}"
    if line.coverage is not Coverage.CUSTOMER:
        text = f"{text}　{words.say_as('statement', 'Borne by')} {bearer(words, line.coverage)}"
    strip.pair(text, yuan(line.amount_fen), Face.BOLD)


def _sum(strip: Strip, words: Words, paper: EstimatePaper) -> None:
    """What he pays if he says yes, and what in any case."""
    borne = (line.amount_fen for line in paper.lines if line.coverage is Coverage.CUSTOMER)
    label = words.say("You would pay (with tax)")
    if paper.extra:
        label = words.say("You would pay on top of what was agreed (with tax)")
    sizes = (strip.style.value, strip.style.large)
    strip.pair(label, yuan(sum(borne)), Face.BOLD, sizes)
    fee = words.say("Diagnosis fee if you decline")
    strip.pair(fee, yuan(0 if paper.extra else paper.diagnosis_fee_fen))
    strip.pair(words.say_as("paper", "Promised"), minute(paper.promised_at))
    strip.rule(gap=1.0)


def _terms(strip: Strip, words: Words, paper: EstimatePaper) -> None:
    """Nothing more is done or charged without another word of his."""
    for speaking in words.each():
        text = speaking.say(
            "We repair only once you agree, and charge no more than stands here. If more is"
            " needed we ask you again first. You may decline; parts that are replaced are dealt"
            " with as you chose on the receipt."
        )
        strip.text(text, strip.style.small, gap=1.2)
    for text in (paper.remark, paper.note):
        if text:
            strip.text(text, strip.style.small, gap=1.2)


def _answered(strip: Strip, words: Words, paper: EstimatePaper) -> None:
    """What he has said, or where he says it."""
    if paper.answered_at:
        told = "\n".join(_answer(speaking, paper) for speaking in words.each())
        strip.labelled(words.say("Your answer"), told, Face.BOLD)
    else:
        choices = (words.say("I agree to all of it"), words.say("To these lines only:"))
        strip.ticks(words.say("Your answer"), (*choices, words.say("I decline")))
        said = (words.say_as("estimate", "Customer's signature"), words.say_as("estimate", "Date"))
        strip.signs(said, words)


def _answer(words: Words, paper: EstimatePaper) -> str:
    """Yes to all, yes to some, or no; when, who and how."""
    assert paper.answered_at
    facts = {"at": minute(paper.answered_at)}
    if not paper.agreed:
        return words.say("Declined {at}", **facts)
    ways = {
        ConsentHow.IN_PERSON: words.say_as("agreed", "in person"),
        ConsentHow.PHONE: words.say_as("agreed", "by phone"),
        ConsentHow.MESSAGE: words.say_as("agreed", "by message"),
        ConsentHow.SIGNED: words.say_as("agreed", "signed"),
        ConsentHow.ONLINE: words.say_as("agreed", "on the customer's page"),
    }
    facts |= {
        "name": paper.answered_by,
        "how": ways[paper.answered_how] if paper.answered_how else "",
        "sum": yuan(paper.agreed_fen),
    }
    if len(paper.agreed) == len(paper.lines):
        return words.say("{sum} agreed by {name}, {how}, {at}", **facts)
    facts["lines"] = words.say_as("between", ", ").join(str(n) for n in paper.agreed)
    return words.say("{sum} for lines {lines} agreed by {name}, {how}, {at}", **facts)
