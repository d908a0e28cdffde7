"""The page itself: server-rendered, whole without JavaScript, every word of a person's escaped."""

from dataclasses import dataclass, field
from html import escape
from zoneinfo import ZoneInfo

from counter.domain import records as r
from counter.hub.customer.case import ItemCase, Opened
from counter.hub.customer.figures import hours, moment, zone_of
from counter.hub.customer.forms import Sheet, Typed, forms
from counter.hub.customer.look import style
from counter.hub.customer.progress import READY, Step, headline, steps, whereabouts
from counter.language import CHINESE, Words

SHORT = {CHINESE: "zh", "en": "en"}
OTHER = {CHINESE: ("en", "English"), "en": ("zh", "中文")}
POLICY = (
    "default-src 'none'; style-src 'nonce-{nonce}'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A receipt that is shown: which of its items may be answered for, and what was typed."""

    opened: Opened
    has_digits: tuple[bool, ...]
    typed: Typed = field(default_factory=Typed)


def receipt_page(words: Words, nonce: str, shown: Shown) -> str:
    """Where the items on a receipt stand."""
    say, opened = words.say, shown.opened
    outlet = opened.shop.outlet
    zone = zone_of(outlet.zone)
    title = say("Your repair")
    number = opened.receipt.number
    told = say("Receipt {number}", number=f"{number[:1]} {number[1:6]} {number[6:7]} "
               f"{number[7:9]} {number[9:14]} {number[14:]}")  # fmt: skip
    objection = ""
    if shown.typed.objection and not shown.typed.item:
        objection = f"<p class='note wrong' role=alert>{escape(shown.typed.objection)}</p>"
    parts = "".join(
        _item(opened, Sheet(words=words, zone=zone, place=place, case=case, has_digits=has,
                            typed=shown.typed))
        for place, (case, has) in enumerate(zip(opened.items, shown.has_digits, strict=True), 1)
    )  # fmt: skip
    body = f"""{_head(words, _name(words, outlet))}
<main><h1>{escape(title)}</h1><p class="quiet figures">{escape(told)}</p>{objection}{parts}</main>
{_foot(words, opened)}"""
    return _whole(words, nonce, title, body)


def nothing_page(words: Words, nonce: str) -> str:
    """The one answer to every code that opens nothing, whatever the reason."""
    say = words.say
    title = say("This code opens nothing")
    why = say(
        "A code is good until some time after the item was collected, and no longer once its "
        "receipt was replaced, reported lost or voided. It may also have been asked for too often: "
        "then try again in a quarter of an hour."
    )
    return _note_page(words, nonce, title, why)


def busy_page(words: Words, nonce: str) -> str:
    """The hub cannot look just now."""
    why = words.say("Nothing was lost. Try again in a minute.")
    return _note_page(words, nonce, words.say("The page cannot be shown right now"), why)


def _note_page(words: Words, nonce: str, title: str, why: str) -> str:
    call = words.say("The phone number of the shop is on the receipt.")
    body = f"""{_head(words, "")}
<main><section><h1>{escape(title)}</h1><p>{escape(why)}</p><p>{escape(call)}</p></section></main>"""
    return _whole(words, nonce, title, body)


def _item(opened: Opened, sheet: Sheet) -> str:
    words, case = sheet.words, sheet.case
    tone, now = headline(case)
    rows = "".join(_step(words, one, sheet.zone) for one in steps(case))
    promised = ""
    if case.item.out_at is None and case.item.custody_state not in READY and case.item.promised_at:
        at = moment(case.item.promised_at, sheet.zone)
        text = words.say("Promised for {at}", at=at)
        promised = f"<p>{escape(text)}</p>"
    return f"""
<section id=item{sheet.place}><h2>{escape(_product(words, opened, case))}</h2>
<p class="now {tone}">{escape(words.say(now))}</p>{_where(words, case)}{promised}
<ol>{rows}</ol></section>
{forms(sheet)}"""


def _where(words: Words, case: ItemCase) -> str:
    """Which other outlet has the item, and how to reach it."""
    sentence, keeper = whereabouts(case), case.keeper
    if keeper is None:
        return ""
    name = _name(words, keeper) or words.say("Outlet {number}", number=keeper.number)
    place = words.say(sentence, place=", ".join(filter(None, (name, keeper.address))))
    return f"<p>{escape(place)}</p>{_call(words, keeper.service_phone)}"


def _call(words: Words, phone: str) -> str:
    if not phone:
        return ""
    dial = "".join(one for one in phone if one in "+0123456789")
    call = escape(words.say("Call the shop: {phone}", phone=phone))
    return f'<a class=call href="tel:{escape(dial)}">{call}</a>'


def _step(words: Words, step: Step, zone: ZoneInfo) -> str:
    when = f"<time>{moment(step.at, zone)}</time>" if step.at else ""
    now = " aria-current=step" if step.stage == "here" else ""
    return f"<li class={step.stage}{now}><span>{escape(words.say(step.text))}</span>{when}</li>"


def _product(words: Words, opened: Opened, case: ItemCase) -> str:
    unit = case.unit
    if unit is None:
        return words.say("Item")
    kind = opened.shop.kinds.get(unit.kind_code)
    named = (kind.name_zh if words.language == CHINESE else kind.name_en) if kind else ""
    parts = (named or unit.product, unit.brand, unit.model)
    return " · ".join(one for one in parts if one) or words.say("Item")


def _name(words: Words, outlet: r.Outlet) -> str:
    return (outlet.name_en if words.language != CHINESE else "") or outlet.name


def _head(words: Words, name: str) -> str:
    code, text = OTHER[words.language]
    return (
        f"<header><strong>{escape(name)}</strong>"
        f'<a href="?lang={code}" hreflang={code} lang={code}>{text}</a></header>'
    )


def _foot(words: Words, opened: Opened) -> str:
    outlet = opened.shop.outlet
    lines = [f"<p class=quiet>{escape(_name(words, outlet))}</p>"]
    lines.append(_call(words, outlet.service_phone))
    lines += [
        f"<p class='quiet figures'>{escape(line)}</p>"
        for line in hours(words, opened.shop.settings.get("hours"))
    ]
    return f"<footer>{''.join(lines)}</footer>"


def _whole(words: Words, nonce: str, title: str, body: str) -> str:
    return f"""<!doctype html>
<html lang="{words.language.replace("_", "-")}"><head><meta charset=utf-8>
<meta name=viewport content="width=device-width, initial-scale=1">
<meta name=robots content=noindex><meta name=format-detection content="telephone=no">
<link rel=icon href="data:,"><title>{escape(title)}</title>
<style nonce="{nonce}">{style()}</style></head>
<body>{body}</body></html>
"""
