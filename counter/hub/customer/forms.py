"""What a customer may say, and what became of what he said: the estimate with its two buttons, the
stars, the complaint.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from zoneinfo import ZoneInfo

from counter.domain import records as r
from counter.domain.choices import AnswerOutcome, AnswerWhat
from counter.domain.consenting import EstimateLine, customer_total, from_json
from counter.domain.states import Coverage, EstimateStatus
from counter.hub.customer.case import ItemCase
from counter.hub.customer.figures import amount, moment
from counter.hub.customer.saying import MOST_COMPLAINTS, MOST_STARS, MOST_WORDS, may_rate
from counter.language import N_, Words

AGREED, DECLINED = N_("You agreed"), N_("You declined")
ANSWERS = {AnswerWhat.APPROVE: AGREED, AnswerWhat.DECLINE: DECLINED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed into a form that has to be shown again, and what is said about it."""

    item: int = 0
    what: str = ""
    text: str = ""
    stars: int = 0
    objection: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One item as it is told: `place` counts from 1; whether there are digits to ask for."""

    words: Words
    zone: ZoneInfo
    place: int
    case: ItemCase
    has_digits: bool
    typed: Typed = field(default_factory=Typed)


def forms(sheet: Sheet) -> str:
    """Everything below the steps of one item."""
    return "".join((*_estimates(sheet), _rating(sheet), _complaint(sheet)))


# the estimate ------------------------------------------------------------------------------------


def _estimates(sheet: Sheet) -> Iterator[str]:
    say, case = sheet.words.say, sheet.case
    agreed = any(one.status is EstimateStatus.CONSENTED for one in case.estimates)
    for one in reversed(case.estimates):
        title = say("Additional estimate") if one.extra else say("Estimate")
        lines = from_json(one.lines_json)
        rows = "".join(_line(sheet.words, line, one.currency) for line in lines)
        total = amount(customer_total(lines), one.currency)
        on_top = one.extra and agreed and one.status is EstimateStatus.SENT
        top, pays = say("This comes on top of what was agreed."), say("You pay")
        more = f"<p>{escape(top)}</p>" if on_top else ""
        sent = escape(say("Sent {at}", at=moment(one.sent_at, sheet.zone)))
        yield (
            f"<section><h2>{escape(title)}</h2><p class=quiet>{sent}</p>{more}"
            f"<table>{rows}<tr class=sum><td>{escape(pays)}</td><td>{total}</td></tr>"
            f"</table>{_word_to(sheet, one, total)}</section>"
        )


def _line(words: Words, line: EstimateLine, currency: str) -> str:
    name = line.name if line.qty == 1 else f"{line.name} ×{line.qty}"
    is_his = line.coverage is Coverage.CUSTOMER
    price = amount(line.amount_fen, currency) if is_his else escape(words.say("covered"))
    return f"<tr><td>{escape(name)}</td><td>{price}</td></tr>"


def _word_to(sheet: Sheet, estimate: r.Estimate, total: str) -> str:
    """What was said to an estimate, or the way to say it."""
    say, case = sheet.words.say, sheet.case
    said = [one for one in case.answers if one.estimate_id == estimate.id]
    notes = [_answer(sheet, one) for one in said]
    if any(AnswerOutcome.APPLIED in case.outcomes_of(one) for one in said):
        return "".join(notes)  # what he said is what stands
    if estimate.status is not EstimateStatus.SENT:
        is_yes = estimate.status is EstimateStatus.CONSENTED
        text = say("Agreed {at}") if is_yes else say("Declined {at}")
        stands = escape(text.format(at=moment(estimate.status_at, sheet.zone)))
        return f"<p class='note {'good' if is_yes else ''}'>{stands}</p>" + "".join(notes)
    if said or case.waiting is None or case.waiting.id != estimate.id:
        return "".join(notes)
    if not sheet.has_digits:
        return _note("asks", say("Please call the shop to answer."))
    return _ask(sheet, estimate, total)


def _ask(sheet: Sheet, estimate: r.Estimate, total: str) -> str:
    say, place = sheet.words.say, sheet.place
    ask = f"digits{place}"
    label = escape(say("Last four digits of the phone you left with us"))
    why = escape(say("So that nobody who finds the receipt can answer for you."))
    yes = escape(say("I agree: {total}", total=total))
    no = escape(say("I do not want the repair"))
    objection = _objection(sheet, "answer")
    return f"""
<form method=post>{objection}
<input type=hidden name=item value={place}>
<input type=hidden name=estimate value="{escape(estimate.number)}">
<label class=field for={ask}>{label}</label>
<p class=quiet id={ask}why>{why}</p>
<input class=digits id={ask} name=digits type=text inputmode=numeric pattern="[0-9０-９]{{4}}"
 maxlength=4 required autocomplete=off aria-describedby={ask}why>
<button name=what value=APPROVE>{yes}</button>
<button class=second name=what value=DECLINE>{no}</button>
</form>"""


def _answer(sheet: Sheet, answer: r.CustomerAnswer) -> str:
    """What he said, and how far it has come."""
    say = sheet.words.say
    given = say(ANSWERS.get(AnswerWhat(answer.what), AGREED))
    when = f"{given} · {moment(answer.at, sheet.zone)}"
    outcomes = sheet.case.outcomes_of(answer)
    if AnswerOutcome.LATE in outcomes:
        late = say(
            "It came after the estimate had been settled at the shop, and was kept. Call the shop "
            "if what stands is not what you want."
        )
        return _note("asks", _both(sheet, when, late))
    if AnswerOutcome.APPLIED in outcomes:
        return _note("good", _both(sheet, when, say("The shop has it.")))
    return _note("", _both(sheet, when, say("Passed on to the shop, waiting there.")))


# stars and complaints ----------------------------------------------------------------------------


def _rating(sheet: Sheet) -> str:
    say, case = sheet.words.say, sheet.case
    given = [one for one in case.answers if one.what == AnswerWhat.RATING]
    if given:
        stars = say("You gave {n} of 5 stars", n=given[-1].stars)
        note = _note("", _both(sheet, stars, _how_far(sheet, given[-1])))
        return f"<section>{note}</section>"
    if not may_rate(case):
        return ""
    place, typed = sheet.place, _typed(sheet, AnswerWhat.RATING)
    text, stars_typed = (typed.text, typed.stars) if typed else ("", 0)
    boxes = "".join(_star(sheet, n, is_on=n == stars_typed) for n in range(1, MOST_STARS + 1))
    title, label = say("How was the repair?"), say("A word about it, if you like")
    least, most, send = say("poor"), say("very good"), say("Send")
    return f"""
<section><form method=post>{_objection(sheet, AnswerWhat.RATING)}
<input type=hidden name=item value={place}>
<fieldset><legend>{escape(title)}</legend>
<div class=stars>{boxes}</div>
<p class="ends quiet" aria-hidden=true><span>{escape(least)}</span>
<span>{escape(most)}</span></p></fieldset>
<label class=field for=word{place}>{escape(label)}</label>
<textarea id=word{place} name=text maxlength={MOST_WORDS}>{escape(text)}</textarea>
<button name=what value=RATING>{escape(send)}</button>
</form></section>"""


def _star(sheet: Sheet, n: int, *, is_on: bool) -> str:
    name = escape(sheet.words.say_n("{n} star", "{n} stars", n))
    checked = " checked" if is_on else ""
    return (
        f'<label><input type=radio name=stars value={n} required{checked} aria-label="{name}">'
        f"<span>{n}&#8239;★</span></label>"
    )


def _complaint(sheet: Sheet) -> str:
    say, case, place = sheet.words.say, sheet.case, sheet.place
    given = [one for one in case.answers if one.what == AnswerWhat.COMPLAINT]
    notes = ""
    for one in given:
        when = say("Your complaint of {at}", at=moment(one.at, sheet.zone))
        notes += _note("", _both(sheet, when, _how_far(sheet, one)))
    if len(given) >= MOST_COMPLAINTS:
        return f"<section>{notes}</section>"
    typed = _typed(sheet, AnswerWhat.COMPLAINT)
    title, send = escape(say("Something is wrong?")), escape(say("Send to the shop"))
    label = escape(say("What should we know?"))
    return f"""
<section>{notes}<details{" open" if typed else ""}><summary>{title}</summary>
<form method=post>{_objection(sheet, AnswerWhat.COMPLAINT)}
<input type=hidden name=item value={place}>
<label class=field for=wrong{place}>{label}</label>
<textarea id=wrong{place} name=text maxlength={MOST_WORDS} required>{
        escape(typed.text if typed else "")
    }</textarea>
<button name=what value=COMPLAINT>{send}</button>
</form></details></section>"""


def _how_far(sheet: Sheet, answer: r.CustomerAnswer) -> str:
    say, outcomes = sheet.words.say, sheet.case.outcomes_of(answer)
    if AnswerOutcome.SEEN in outcomes:
        return say("Somebody at the shop has read it.")
    if outcomes:
        return say("The shop has it.")
    return say("Passed on to the shop, waiting there.")


def _both(sheet: Sheet, what: str, how_far: str) -> str:
    return sheet.words.say("{what}. {how_far}", what=what, how_far=how_far)


# what is common ----------------------------------------------------------------------------------


def _typed(sheet: Sheet, what: str) -> Typed | None:
    typed = sheet.typed
    return typed if typed.objection and typed.item == sheet.place and typed.what == what else None


def _objection(sheet: Sheet, what: str) -> str:
    typed = _typed(sheet, what)
    if typed is None:
        return ""
    return f"<p class='note wrong' role=alert>{escape(typed.objection)}</p>"


def _note(tone: str, text: str) -> str:
    kind = f"note {tone}".strip()
    return f"<p class='{kind}' role=status>{escape(text)}</p>"
