"""Outlets and their state; one outlet, what is held of it, its seats."""

from collections.abc import Sequence

from counter.domain.records import HEAD_OFFICE
from counter.hub.console import outlet_facts as ask
from counter.hub.console.answers import Answer, Office, file_of
from counter.hub.console.case_facts import moved
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
    tile,
)
from counter.hub.console.markup import Html, el, joined
from counter.hub.console.reading import MOST_LINES, Row, many, reading
from counter.hub.console.texts import NOTHING, ago, moment, thousands
from counter.hub.local_days import DAY_MS
from counter.language import Words
from counter.wire.day_proofs import DayProof

#: bytes of a name in hex that people compare
SHOWN = 8


def outlets_page(office: Office, visit: Visit) -> Answer:
    """All outlets."""
    say, wanted = visit.words.say, visit.query.get("q", "").strip()[:60]
    silent = visit.query.get("show") == "silent"
    with reading(office.engine) as db:
        if "csv" in visit.query:
            query = ask.outlet_query(visit.now, wanted=wanted, silent=silent).limit(MOST_LINES)
            return _outlets_file(visit.words, ask.with_holdings(db, many(db, query)))
        found, has_more = ask.outlets(db, visit.now, wanted=wanted, silent=silent, page=visit.page)
        count = ask.silent_count(db, visit.now)
    columns = [
        Column(say("Outlet")), Column(say("Last heard")), Column(say("Seats"), is_number=True),
        Column(say("Entries held"), is_number=True), Column(say("Not merged yet"), is_number=True),
        Column(say("Open cases"), is_number=True), Column(say("To look at"), is_number=True),
        Column(say("Last day proof")),
    ]  # fmt: skip
    rows = [_outlet_row(visit, one) for one in found]
    empty = (
        say("No outlet is like that.")
        if wanted or silent
        else say("No outlet yet. Make a code under “Seats”, and enter it at the first seat.")
    )
    listed = table(say("Outlets"), columns, rows, empty, is_quiet=True)
    alarm = None
    if count and not silent:
        text = visit.words.say_n(
            "{n} outlet was not heard for more than a day.",
            "{n} outlets were not heard for more than a day.", count,
        )  # fmt: skip
        link = el("a", say("Show them"), href=visit.at(show="silent", page=None))
        alarm = note(joined(text, " ", link), "warn")
    title = say("Outlets")
    whole = el("section", listed, pages(visit, has_more=has_more), class_="card")
    return Answer(
        page(visit, title, alarm, _search(visit, wanted), whole, place="outlets",
             beside=csv_link(visit))
    )  # fmt: skip


def _search(visit: Visit, wanted: str) -> Html:
    say = visit.words.say
    shown = [("", say("All")), ("silent", say("Silent for more than a day"))]
    ways = chips(visit, say("Which outlets"), "show", shown)
    box = field("q", say("Number or name"), value=wanted, maxlength=60, type="search")
    go = el("button", say("Search"), class_="quiet")
    return el("div", el("form", box, go, class_="bar", method="get"), ways, class_="bar")


def _outlet_row(visit: Visit, one: Row) -> list[object]:
    words = visit.words
    link = el("a", outlet_name(words, one["no"], one["name"]), href=f"{ROOT}/outlets/{one['no']}")
    troubles = one["kept_back"] + one["troubles"]
    return [
        link, _heard(words, one, visit.now), one["seats"], thousands(one["held"]),
        thousands(max(one["held"] - one["merged"], 0)), thousands(one["open"]),
        pill(thousands(troubles), "warn") if troubles else 0,
        one["proof_day"] or NOTHING,
    ]  # fmt: skip


def _outlets_file(words: Words, found: Sequence[Row]) -> Answer:
    say = words.say
    head = [say("Outlet number"), say("Name"), say("Last heard"), say("Seats"), say("Entries held"),
            say("Not merged yet"), say("Open cases"), say("Kept back"), say("Conflicts"),
            say("Last day proof")]  # fmt: skip
    lines = (
        [one["no"], one["name"], moment(one["seen_at"], one["zone"]), one["seats"], one["held"],
         max(one["held"] - one["merged"], 0), one["open"], one["kept_back"], one["troubles"],
         one["proof_day"]]
        for one in found
    )  # fmt: skip
    return file_of("outlets", head, lines)


def outlet_name(words: Words, number: int, name: str) -> str:
    """17 和平里店; head office has no number."""
    if number == HEAD_OFFICE:
        return name or words.say("Head office")
    return f"{number} {name}".strip()


def _heard(words: Words, one: Row, now: int) -> Html:
    """When an outlet was heard last; who was only invited cannot be heard yet."""
    if one["seats"]:
        return _when(words, one["seen_at"], now)
    if one["joined"]:
        return pill(words.say("every seat is revoked"), "warn")
    return pill(words.say("invited, not joined yet"))


def _when(words: Words, seen_at: int, now: int) -> Html:
    """When somebody was heard last, and a word where that is too long ago."""
    text = ago(words, seen_at, now)
    if now - seen_at <= DAY_MS:
        return el("span", text)
    return joined(text, " ", pill(words.say("silent"), "warn"))


def outlet_page(office: Office, visit: Visit, outlet: int) -> Answer | None:
    """One outlet; None where there is none."""
    say = visit.words.say
    with reading(office.engine) as db:
        one = ask.outlet(db, outlet)
        if one is None:
            return None
        proof, last = ask.last_proof(db, outlet), ask.last_entry(db, outlet, int(one["held"]))
        seats = ask.seats(db, outlet)
        codes = [code | {"zone": one["zone"]} for code in ask.open_codes(db, outlet)]
        away, guests = moved(db, outlet)
    name, root = outlet_name(visit.words, outlet, one["name"]), f"{ROOT}/outlets/{outlet}"
    tiles = el(
        "div",
        tile(say("Open cases"), thousands(one["open"]), _moved(visit.words, away, guests)),
        tile(say("Entries held"), thousands(one["held"])),
        tile(say("Conflicts"), thousands(one["troubles"])),
        tile(say("Kept back"), thousands(one["kept_back"])),
        class_="tiles",
    )
    ways = el(
        "p",
        el("a", say("Cases"), href=f"{root}/cases?state=open", class_="button"),
        el("a", say("Figures"), href=f"{ROOT}/figures?outlet={outlet}", class_="button quiet"),
        el("a", say("Takings"), href=f"{ROOT}/takings?outlet={outlet}", class_="button quiet"),
        el("a", say("Transfers"), href=f"{ROOT}/transfers?outlet={outlet}", class_="button quiet"),
        el("a", say("Conflicts"), href=f"{ROOT}/conflicts?outlet={outlet}", class_="button quiet"),
        el("a", say("Kept back"), href=f"{ROOT}/held?outlet={outlet}", class_="button quiet"),
        class_="actions",
    )
    state = card(say("What the hub holds"), facts(_held(visit, one, last)))
    proven = card(say("What it can prove"), _proof(visit.words, proof))
    seated = el("section", _seats(visit, outlet, seats), class_="card")
    invited = el("section", _codes(visit, outlet, codes), class_="card") if codes else None
    trail = [(say("Outlets"), f"{ROOT}/outlets")]
    return Answer(
        page(visit, name, ways, tiles, el("div", state, proven, class_="grid"), seated, invited,
             place="outlets", trail=trail)
    )  # fmt: skip


def _moved(words: Words, away: int, guests: int) -> str:
    told = [words.say("{n} elsewhere or on the way", n=thousands(away))] if away else []
    told += [words.say("and {n} of other outlets here", n=thousands(guests))] if guests else []
    return " · ".join(told)


def _held(visit: Visit, one: Row, last: Row | None) -> list[tuple[str, object]]:
    say = visit.words.say
    came = moment(last["recv_at"], one["zone"]) if last else NOTHING
    return [
        (say("Last heard"), _heard(visit.words, one, visit.now)),
        (say("Last entry came"), came),
        (say("Entries held"), thousands(one["held"])),
        (say("Looked through up to"), thousands(one["looked"])),
        (say("Merged up to"), thousands(one["merged"])),
        (say("Clock of the outlet"), one["zone"]),
    ]


def _proof(words: Words, proof: DayProof | None) -> Html:
    if proof is None or not proof.heads:
        return el("p", words.say(
            "No day is over yet. The hub signs each night how far it holds every seat's book."
        ), class_="muted")  # fmt: skip
    entries = sum(head.seq for head in proof.heads)
    told = words.say(
        "The hub has signed for this day; the same eight characters stand on the outlet's report."
    )
    return joined(
        el("p", told, class_="muted"),
        facts([
            (words.say("Day (UTC)"), proof.day),
            (words.say("Proof"), el("b", proof.shown, class_="code")),
            (words.say("Books (chains)"), thousands(len(proof.heads))),
            (words.say("Entries in them"), thousands(entries)),
        ]),
    )  # fmt: skip


def _seats(visit: Visit, outlet: int, seats: Sequence[Row]) -> Html:
    say = visit.words.say
    columns = [
        Column(say("Seat digit")), Column(say("Machine")), Column(say("State")),
        Column(say("Last heard")), Column(say("Entries held"), is_number=True),
        Column(say("Clock")), Column(say("Known as")), Column(""),
    ]  # fmt: skip
    may_act = visit.person is not None and visit.person.may_act
    rows = [_seat_row(visit, outlet, one, may_act=may_act) for one in seats]
    return table(say("Seats"), columns, rows, say("No seat was admitted yet."))


def _seat_row(visit: Visit, outlet: int, one: Row, *, may_act: bool) -> list[object]:
    say, name = visit.words.say, one["replica"].hex()
    is_gone = one["revoked_at"] is not None
    state = pill(say("revoked"), "danger") if is_gone else pill(say("admitted"), "ok")
    ahead = say("ahead by {n} minutes or more", n=one["ahead_ms"] // 60_000 or 1)
    to = f"{ROOT}/outlets/{outlet}/seats/{name}/revoke"
    label = say("Revoke seat {n}", n=one["seat"])
    revoke = el("a", say("Revoke"), href=to, aria_label=label) if may_act and not is_gone else ""
    return [
        one["seat"], one["machine"] or NOTHING, state,
        _when(visit.words, one["seen_at"], visit.now), thousands(one["entries"]),
        ahead if one["ahead_ms"] else NOTHING,
        el("span", name[:SHOWN], class_="code"), revoke,
    ]  # fmt: skip


def _codes(visit: Visit, outlet: int, codes: Sequence[Row]) -> Html:
    """Codes that no seat has used: the code itself is kept nowhere, so its seat names it."""
    say = visit.words.say
    columns = [
        Column(say("Seat digit")),
        Column(say("State")),
        Column(say("Good until")),
        Column(""),
    ]
    may_act = visit.person is not None and visit.person.may_act
    rows = list[list[object]]()
    for one in codes:
        is_good = one["until_at"] >= visit.now
        state = pill(say("not used yet"), "on") if is_good else pill(say("has run out"), "warn")
        to = f"{ROOT}/outlets/{outlet}/codes/{one['code_hash'].hex()}/withdraw"
        label = say("Withdraw the code for seat {n}", n=one["seat"])
        away = el("a", say("Withdraw"), href=to, aria_label=label) if may_act else ""
        rows.append([one["seat"], state, moment(one["until_at"], one["zone"]), away])
    return table(say("Codes nobody has used"), columns, rows, "")
