"""The cases of an outlet, and one of them with all that was done to it."""

import json
from collections.abc import Sequence

from counter.domain.numbers import grouped
from counter.domain.states import CustodyState
from counter.glossary.deeds import deed_words
from counter.glossary.terms import CARDS, CUSTODY, PAYMENTS
from counter.hub.console import case_facts as ask
from counter.hub.console.answers import Answer, Office, file_of
from counter.hub.console.frame import (
    ROOT,
    Column,
    Visit,
    card,
    chips,
    csv_link,
    facts,
    field,
    page,
    pages,
    pill,
    table,
)
from counter.hub.console.markup import Html, el, joined
from counter.hub.console.outlet_facts import names, zones
from counter.hub.console.outlet_pages import outlet_name
from counter.hub.console.reading import MOST_LINES, Row, many, reading, some
from counter.hub.console.texts import (
    CATEGORIES,
    METHODS,
    NOTHING,
    moment,
    money,
    name_of,
)
from counter.hub.local_days import OTHERWISE
from counter.language import N_, Words

TIMES = ("received_at", "promised_at", "ready_at", "out_at")


def cases_page(office: Office, visit: Visit, outlet: int) -> Answer | None:
    """Cases of an outlet by what the address asks for."""
    say = visit.words.say
    with reading(office.engine) as db:
        called = names(db, [outlet])
        if outlet not in called:
            return None
        zone = zones(db, [outlet]).get(outlet, OTHERWISE)
        query = ask.case_query(outlet, visit.query)
        if "csv" in visit.query:
            found = ask.described(db, outlet, many(db, query.limit(MOST_LINES)))
            return _cases_file(visit.words, found, zone)
        found, has_more = some(db, query, visit.page)
        found = ask.described(db, outlet, found)
        holders = names(db, sorted({int(one["custodian"] or 0) for one in found}))
    columns = [
        Column(say("Case")), Column(say("Item")), Column(say("State")), Column(say("Received")),
        Column(say("Promised for")), Column(say("Handed back")),
    ]  # fmt: skip
    rows = [_case_row(visit, one, zone, holders) for one in found]
    listed = table(say("Cases"), columns, rows, say("No case is like that."), is_quiet=True)
    name = outlet_name(visit.words, outlet, called[outlet])
    trail = [(say("Outlets"), f"{ROOT}/outlets"), (name, f"{ROOT}/outlets/{outlet}")]
    whole = el("section", listed, pages(visit, has_more=has_more), class_="card")
    return Answer(
        page(visit, say("Cases"), _search(visit), _narrowed(visit), whole, place="outlets",
             trail=trail, beside=csv_link(visit))
    )  # fmt: skip


def _search(visit: Visit) -> Html:
    say = visit.words.say
    states = [
        ("", say("All")), ("open", say("Open")), (ask.AWAY, say("Elsewhere or on the way")),
        (ask.GUEST, say("Here for another outlet")), ("out", say("Handed back")),
    ]  # fmt: skip
    ways = chips(visit, say("Which cases"), "state", states)
    wanted = visit.query.get("number", "")
    box = field("number", say("Case number"), value=wanted, maxlength=40, inputmode="numeric")
    go = el("button", say("Search"), class_="quiet")
    return el("div", el("form", box, go, class_="bar", method="get"), ways, class_="bar")


_ASKED = {
    "status": N_("state: {said}"),
    "category": N_("who pays: {said}"),
    "day_in": N_("received on {said}"),
    "in_from": N_("received from {said}"),
    "in_to": N_("received up to {said}"),
    "day_out": N_("handed back on {said}"),
    "out_from": N_("handed back from {said}"),
}


def _narrowed(visit: Visit) -> Html | None:
    """What else the address asks for, as a plot or a table has led here."""
    words, asked = visit.words, visit.query
    names_of = CARDS | CATEGORIES
    told = [
        words.say(text, said=name_of(words, names_of, asked[name]))
        for name, text in _ASKED.items()
        if asked.get(name)
    ]
    told += [words.say("came again within 90 days")] if asked.get("repeats") else []
    told += [words.say("later than promised")] if asked.get("late") else []
    if not told:
        return None
    away = el("a", words.say("Show all"), href=visit.path)
    return el("p", words.say("Only: {said}", said=" · ".join(told)), " ", away, class_="note")


def _state(words: Words, one: Row, holders: dict[int, str]) -> Html:
    if one["out_at"]:
        return pill(words.say("Handed back"))
    tone = "warn" if one["status"] in ("AWAIT_PARTS", "REWORK") else ""
    where = _whereabouts(words, one, holders)
    return joined(
        pill(name_of(words, CARDS, one["status"]), tone), " ", pill(where, "on") if where else ""
    )


def _whereabouts(words: Words, one: Row, holders: dict[int, str]) -> str:
    """Where the item is, where that is not at the outlet; what a shop was called before it joined
    is not another.
    """
    number = int(one["custodian"] or 0)
    name = outlet_name(words, number, holders.get(number, ""))
    if one["state"] == CustodyState.IN_TRANSIT:
        return words.say("on its way to {outlet}", outlet=name)
    if number != one["outlet_no"] and number in holders:
        return words.say("at {outlet}", outlet=name)
    return ""


def _case_row(visit: Visit, one: Row, zone: str, holders: dict[int, str]) -> list[object]:
    outlet = int(one["outlet_no"])
    to = f"{ROOT}/outlets/{outlet}/cases/{one['number']}"
    again = pill(visit.words.say("again within 90 days"), "warn") if one["repeats"] else None
    number = el("a", grouped(one["number"]), href=to, class_="code")
    return [
        number, joined(one["item"] or NOTHING, " ", again), _state(visit.words, one, holders),
        moment(one["received_at"], zone), moment(one["promised_at"], zone),
        moment(one["out_at"], zone),
    ]  # fmt: skip


def _cases_file(words: Words, found: Sequence[Row], zone: str) -> Answer:
    say = words.say
    head = [say("Case"), say("Item"), say("State"), say("Who pays"), say("Received"),
            say("Promised for"), say("Ready"), say("Handed back"),
            say("again within 90 days")]  # fmt: skip
    lines = (
        [one["number"], one["item"], name_of(words, CARDS, one["status"]),
         name_of(words, CATEGORIES, one["category"]),
         *(moment(one[name], zone) for name in TIMES),
         one["repeats"]]
        for one in found
    )  # fmt: skip
    return file_of("cases", head, lines)


def case_page(office: Office, visit: Visit, outlet: int, number: str) -> Answer | None:
    """One case; None where there is none of that number."""
    say = visit.words.say
    with reading(office.engine) as db:
        one = ask.case_page(db, outlet, number)
        if one is None:
            return None
        zone = zones(db, [outlet]).get(outlet, OTHERWISE)
        deeds = ask.timeline(db, one.case["id"])
        called = names(db, sorted({outlet, one.case["custodian"], *(d.outlet for d in deeds)}))
    name = outlet_name(visit.words, outlet, called.get(outlet, ""))
    root = f"{ROOT}/outlets/{outlet}"
    trail = [(say("Outlets"), f"{ROOT}/outlets"), (name, root), (say("Cases"), f"{root}/cases")]
    title = say("Case {number}", number=grouped(one.case["number"]))
    left = card(say("The item"), facts(_item(visit.words, one, called)))
    right = card(say("Its way"), facts(_way(visit.words, one, zone)))
    paid = el("section", _payments(visit.words, one.payments, zone), class_="card")
    done = card(say("Timeline"), log(visit.words, deeds, called, zone))
    both = el("div", left, right, class_="grid")
    return Answer(page(visit, title, both, paid, done, place="outlets", trail=trail))


def _item(words: Words, one: ask.CasePage, called: dict[int, str]) -> list[tuple[str, object]]:
    say, custodian = words.say, int(one.case["custodian"] or 0)
    with_it = json.loads(str(one.item.get("accessories_json") or "[]"))
    things = [str(thing.get("name") or "") for thing in with_it if isinstance(thing, dict)]
    return [
        (say("Item"), one.what or NOTHING),
        (say("Serial number"), one.serial or NOTHING),
        (say("Fault"), str(one.item.get("fault") or "") or NOTHING),
        (say("With it"), ", ".join(filter(None, things)) or NOTHING),
        (say("Customer"), one.name or NOTHING),
        (say("Phone"), one.phone or NOTHING),
        (say("Who pays"), name_of(words, CATEGORIES, one.case["category"])),
        (say("Held by"), outlet_name(words, custodian, called.get(custodian, ""))),
    ]


def _way(words: Words, one: ask.CasePage, zone: str) -> list[tuple[str, object]]:
    say, case = words.say, one.case
    times = [
        (say("Received"), case["received_at"]), (say("Promised for"), case["promised_at"]),
        (say("Ready"), case["ready_at"]), (say("Handed back"), case["out_at"]),
    ]  # fmt: skip
    again = say("yes") if case["repeats"] else say("no")
    return [
        (say("Repair card"), name_of(words, CARDS, case["status"])),
        (say("Where the item is"), name_of(words, CUSTODY, case["state"])),
        *((name, moment(at, zone)) for name, at in times),
        (say("Came again within 90 days"), again),
        (say("What was found"), str(one.card.get("diagnosis") or "") or NOTHING),
    ]


def _payments(words: Words, payments: Sequence[Row], zone: str) -> Html:
    say = words.say
    columns = [
        Column(say("When")), Column(say("What")), Column(say("How")),
        Column(say("Amount"), is_number=True),
    ]  # fmt: skip
    rows = [
        [moment(one["paid_at"], zone), name_of(words, PAYMENTS, one["kind"]),
         name_of(words, METHODS, one["method"]), money(one["amount_fen"], one["currency"])]
        for one in payments
    ]  # fmt: skip
    return table(say("Payments"), columns, rows, say("Nothing was paid yet."))


def log(words: Words, deeds: Sequence[ask.Deed], called: dict[int, str], zone: str) -> Html:
    """What was done, by whom and where, line by line."""
    if not deeds:
        return el("p", words.say("Nothing is known of it yet."), class_="empty")
    lines = [
        el("li", el("time", moment(one.at, zone)),
           el("div", el("b", deed_words(words, one.act)), el("br"),
              el("span", _whence(words, one, called), class_="muted small")))
        for one in deeds
    ]  # fmt: skip
    return el("ol", lines, class_="log")


def _whence(words: Words, one: ask.Deed, called: dict[int, str]) -> str:
    place = outlet_name(words, one.outlet, called.get(one.outlet, ""))
    seat = "" if one.seat is None else words.say("seat {n}", n=one.seat)
    return " · ".join(filter(None, (one.by, place, seat)))
