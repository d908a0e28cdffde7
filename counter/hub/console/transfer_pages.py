"""Transfers of all outlets: from where to where, what, since when; one of them with its steps."""

from collections.abc import Sequence
from typing import Any

from counter.domain.numbers import grouped
from counter.domain.states import ParcelStatus, TransferStatus
from counter.glossary.terms import PARCELS, TRANSFERS
from counter.hub.console import transfer_facts as ask
from counter.hub.console.answers import Answer, Office, file_of
from counter.hub.console.case_pages import log
from counter.hub.console.figure_pages import outlet_asked
from counter.hub.console.frame import (
    ROOT,
    Column,
    Visit,
    card,
    chips,
    csv_link,
    facts,
    field,
    note,
    page,
    pages,
    pill,
    table,
)
from counter.hub.console.markup import Html, el, joined
from counter.hub.console.outlet_facts import names, zones
from counter.hub.console.outlet_pages import outlet_name
from counter.hub.console.reading import MOST_LINES, Row, many, reading, some
from counter.hub.console.texts import NOTHING, ago, moment, name_of
from counter.hub.local_days import OTHERWISE
from counter.language import Words

TONES: dict[str, str] = {
    TransferStatus.ON_THE_WAY: "on",
    TransferStatus.INCOMPLETE: "danger",
    TransferStatus.ARRIVED: "ok",
    TransferStatus.REFUSED: "warn",
    TransferStatus.RETURNED: "ok",
    TransferStatus.LOST: "danger",
}
PARCEL_TONES: dict[str, str] = {
    ParcelStatus.RECEIVED: "ok",
    ParcelStatus.DAMAGED: "danger",
    ParcelStatus.MISSING: "danger",
    ParcelStatus.REFUSED: "warn",
    ParcelStatus.RETURNED: "ok",
    ParcelStatus.LOST: "danger",
}
#: items named in a list
NAMED = 2


def transfers_page(office: Office, visit: Visit) -> Answer | None:
    """All transfers by outlet and state; None for an outlet there is not."""
    say, outlet = visit.words.say, outlet_asked(visit)
    state = visit.query.get("state", "")
    with reading(office.engine) as db:
        query = ask.transfer_query(outlet, state, visit.now)
        is_file = "csv" in visit.query
        found, has_more = (
            (many(db, query.limit(MOST_LINES)), False) if is_file else some(db, query, visit.page)
        )
        found, late = ask.with_papers(db, found), ask.overdue_count(db, visit.now)
        called, clocks = _places(db, found, outlet)
    if outlet is not None and outlet not in called:
        return None
    if is_file:
        return _file(visit, found, called, clocks)
    columns = [
        Column(say("Transfer note")), Column(say("From outlet")), Column(say("To outlet")),
        Column(say("What is in it")), Column(say("State")), Column(say("So since")),
    ]  # fmt: skip
    rows = [_row(visit, one, called, clocks) for one in found]
    empty = say("No transfer is like that.") if outlet or state else say("Nothing was sent yet.")
    listed = table(say("Transfers"), columns, rows, empty, is_quiet=True)
    alarm = _alarm(visit, late) if late and state != ask.OVERDUE and outlet is None else None
    trail, beside = _led(visit, outlet, called)
    whole = el("section", listed, pages(visit, has_more=has_more), class_="card")
    return Answer(
        page(visit, say("Transfers"), alarm, _search(visit), whole, place="transfers",
             trail=trail, beside=beside)
    )  # fmt: skip


def _places(
    db: Any, found: Sequence[Row], outlet: int | None = None
) -> tuple[dict[int, str], dict[int, str]]:
    """What outlets are called, and their zones."""
    ends = {int(one[name]) for one in found for name in ("outlet_no", "from_no", "to_no")}
    numbers = sorted(ends | ({outlet} if outlet is not None else set()))
    return names(db, numbers), zones(db, numbers)


def _alarm(visit: Visit, late: int) -> Html:
    text = visit.words.say_n(
        "{n} transfer has not moved for more than three days.",
        "{n} transfers have not moved for more than three days.", late,
    )  # fmt: skip
    link = el("a", visit.words.say("Show them"), href=visit.at(state=ask.OVERDUE, page=None))
    return note(joined(text, " ", link), "warn")


def _search(visit: Visit) -> Html:
    say = visit.words.say
    states = [
        ("", say("All")), ("open", say("Under way")), (ask.OVERDUE, say("Overdue")),
        ("lost", say("Something lost")), ("done", say("Over")),
    ]  # fmt: skip
    ways = chips(visit, say("Which transfers"), "state", states)
    box = field("outlet", say("Outlet number"), value=visit.query.get("outlet", ""), maxlength=5,
                inputmode="numeric", type="search")  # fmt: skip
    kept = visit.query.get("state", "")
    state = el("input", type="hidden", name="state", value=kept) if kept else None
    go = el("button", say("Search"), class_="quiet")
    return el("div", el("form", box, state, go, class_="bar", method="get"), ways, class_="bar")


def _led(
    visit: Visit, outlet: int | None, called: dict[int, str]
) -> tuple[list[tuple[str, str]], Html]:
    """The way up, and what stands beside the title."""
    say, trail, more = visit.words.say, list[tuple[str, str]](), None
    if outlet is not None:
        name = outlet_name(visit.words, outlet, called[outlet])
        trail = [(say("Outlets"), f"{ROOT}/outlets"), (name, f"{ROOT}/outlets/{outlet}")]
        more = el("a", say("Of all outlets"), href=visit.at(outlet=None, page=None))
    return trail, el("div", more, csv_link(visit), class_="actions")


def _ends(words: Words, one: Row, called: dict[int, str]) -> tuple[str, str]:
    """Sender and receiver, as they are called today; else as the paper has them."""
    ends = ("from_no", "from_name"), ("to_no", "to_name")
    told = (
        outlet_name(words, int(one[no]), called.get(int(one[no])) or one["paper"].get(name) or "")
        for no, name in ends
    )
    return next(told), next(told)


def _items(words: Words, one: Row) -> str:
    named = [(line["case"] or {}).get("item") or words.say("an item") for line in one["parcels"]]
    more = len(named) - NAMED
    told = ", ".join(named[:NAMED]) or NOTHING
    return words.say("{items} and {n} more", items=told, n=more) if more > 0 else told


def _state(visit: Visit, one: Row) -> Html:
    words, status = visit.words, one["status"]
    late = pill(words.say("overdue"), "warn") if ask.is_overdue(one, visit.now) else None
    lost, is_all = one["lost"], one["lost"] == one["n"]
    of = words.say("{n} of {all} lost", n=lost, all=one["n"]) if lost and not is_all else ""
    gone = pill(of, "danger") if of else None
    return joined(pill(name_of(words, TRANSFERS, status), TONES.get(status, "")), " ", gone, late)


def _row(visit: Visit, one: Row, called: dict[int, str], clocks: dict[int, str]) -> list[object]:
    zone = clocks.get(int(one["outlet_no"]), OTHERWISE)
    to = f"{ROOT}/outlets/{one['outlet_no']}/transfers/{one['number']}"
    since = joined(
        moment(one["since_at"], zone), el("br"),
        el("span", ago(visit.words, one["since_at"], visit.now), class_="muted small"),
    )  # fmt: skip
    return [
        el("a", grouped(one["number"]), href=to, class_="code"), *_ends(visit.words, one, called),
        _items(visit.words, one), _state(visit, one), since,
    ]  # fmt: skip


def _file(
    visit: Visit, found: Sequence[Row], called: dict[int, str], clocks: dict[int, str]
) -> Answer:
    words, say = visit.words, visit.words.say
    head = [say("Transfer note"), say("From outlet"), say("To outlet"),
            say("What is in it"), say("Number of items"), say("Lost"), say("State"),
            say("So since"), say("overdue")]  # fmt: skip
    lines = (
        [one["number"], *_ends(words, one, called),
         ", ".join((line["case"] or {}).get("item") or NOTHING for line in one["parcels"]),
         one["n"], one["lost"], name_of(words, TRANSFERS, one["status"]),
         moment(one["since_at"], clocks.get(int(one["outlet_no"]), OTHERWISE)),
         say("yes") if ask.is_overdue(one, visit.now) else say("no")]
        for one in found
    )  # fmt: skip
    return file_of("transfers", head, lines)


def transfer_page(office: Office, visit: Visit, outlet: int, number: str) -> Answer | None:
    """One transfer with its items and steps; None where there is none of that number."""
    say = visit.words.say
    with reading(office.engine) as db:
        one = ask.transfer(db, outlet, number)
        if one is None:
            return None
        steps = ask.steps(db, one)
        called, clocks = _places(db, [one], outlet)
        called |= names(db, sorted({step.outlet for step in steps}))
    zone = clocks.get(outlet, OTHERWISE)
    paper = card(say("The note"), facts(_paper(visit, one, called, zone)))
    items = el("section", _parcels(visit, one, zone), class_="card")
    done = card(say("Step by step"), log(visit.words, steps, called, zone))
    trail = [(say("Transfers"), f"{ROOT}/transfers")]
    title = say("Transfer {number}", number=grouped(one["number"]))
    both = el("div", paper, done, class_="grid")
    return Answer(page(visit, title, items, both, place="transfers", trail=trail))


def _paper(visit: Visit, one: Row, called: dict[int, str], zone: str) -> list[tuple[str, object]]:
    say, paper = visit.words.say, one["paper"]
    sender, receiver = _ends(visit.words, one, called)
    told = [
        (say("Why"), paper.get("status_reason")), (say("Seal on arrival"), paper.get("seal_found")),
        (say("Found on arrival"), paper.get("arrived_note")),
    ]  # fmt: skip
    return [
        (say("From outlet"), sender), (say("To outlet"), receiver),
        (say("State"), _state(visit, one)),
        (say("So since"), moment(one["since_at"], zone)),
        (say("Packed"), moment(one["packed_at"], zone)),
        (say("Sent"), moment(paper.get("sent_at"), zone)),
        (say("Arrived"), moment(paper.get("arrived_at"), zone)),
        (say("Carrier"), one["carrier"] or NOTHING), (say("Seal"), one["seal"] or NOTHING),
        *((name, said) for name, said in told if said),
    ]  # fmt: skip


def _parcels(visit: Visit, one: Row, zone: str) -> Html:
    say, words = visit.words.say, visit.words
    columns = [
        Column(say("Case")), Column(say("Item")), Column(say("State")), Column(say("So since")),
    ]  # fmt: skip
    rows = list[list[object]]()
    for line in one["parcels"]:
        case, reason = line["case"] or {}, line["reason"]
        number = case.get("number", "")
        to = f"{ROOT}/outlets/{one['outlet_no']}/cases/{number}"
        state = pill(name_of(words, PARCELS, line["status"]), PARCEL_TONES.get(line["status"], ""))
        why = joined(el("br"), el("span", reason, class_="muted small")) if reason else None
        rows.append([
            el("a", grouped(number), href=to, class_="code") if number else NOTHING,
            case.get("item") or NOTHING, joined(state, why), moment(line["since_at"], zone),
        ])  # fmt: skip
    return table(say("What is in it"), columns, rows, say("Nothing is in it."))
