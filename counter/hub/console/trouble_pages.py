"""Conflicts, and what was kept back: what it is, in words, and what to do about it."""

from counter.domain.numbers import grouped
from counter.glossary.deeds import deed_words
from counter.glossary.records import BESIDE, RECORDS
from counter.hub.console import trouble_facts as ask
from counter.hub.console import written
from counter.hub.console.answers import Answer, Office, file_of
from counter.hub.console.figure_pages import outlet_asked
from counter.hub.console.frame import (
    ROOT,
    Column,
    Visit,
    csv_link,
    page,
    pages,
    pill,
    table,
)
from counter.hub.console.markup import Html, el, joined
from counter.hub.console.outlet_facts import names, zones
from counter.hub.console.outlet_pages import outlet_name
from counter.hub.console.reading import MOST_LINES, Row, many, reading, some
from counter.hub.console.texts import HELD, HELD_OTHER, NOTHING, moment, name_of
from counter.hub.local_days import OTHERWISE
from counter.language import N_, Words

OUT = "out_at"
WHATS = {
    "FIELD": N_("Two hands wrote past each other"),
    "NUMBER_TWICE": N_("One number on two papers"),
    "NEGATIVE_STOCK": N_("More parts used than came in"),
}
TWO_HAND_BACKS = N_("Handed back twice")
TO_DO = {
    "FIELD": N_("The outlet that holds the item settles it, on its page “Conflicts”."),
    "NUMBER_TWICE": N_("Print one of the papers anew; it happens when a disk was copied."),
    "NEGATIVE_STOCK": N_("Let the outlet count the part and book the difference."),
}


def conflicts_page(office: Office, visit: Visit) -> Answer | None:
    """What is listed as a conflict."""
    say, outlet = visit.words.say, outlet_asked(visit)
    with reading(office.engine) as db:
        query = ask.trouble_query(outlet)
        is_file = "csv" in visit.query
        found, has_more = (
            (many(db, query.limit(MOST_LINES)), False) if is_file else some(db, query, visit.page)
        )
        numbers = sorted({int(one["outlet_no"]) for one in found} | {outlet or 0})
        called, clocks = names(db, numbers), zones(db, numbers)
        told = [
            (one, ask.number_of(db, one), ask.case_of(db, one), ask.sides(db, one)) for one in found
        ]
    if outlet is not None and outlet not in called:
        return None
    if is_file:
        return _conflicts_file(visit.words, told, clocks)
    columns = [
        Column(say("Outlet")), Column(say("What")), Column(say("About")),
        Column(say("What was written")), Column(say("What to do")),
    ]  # fmt: skip
    rows: list[list[object]] = [
        [_outlet(visit.words, one, called), _what(visit.words, one),
         _about(visit.words, one, number, case),
         _sides(visit.words, one, sides, clocks.get(int(one["outlet_no"]), OTHERWISE)),
         say(TO_DO.get(one["what"], TO_DO["FIELD"]))]
        for one, number, case, sides in told
    ]  # fmt: skip
    empty = say(
        "Nothing to look at: no field was written twice, no number is there twice, no stock is "
        "below nothing."
    )
    return _listed(visit, say("Conflicts"), table(say("Conflicts"), columns, rows, empty,
                   is_quiet=True), called, has_more=has_more)  # fmt: skip


def held_page(office: Office, visit: Visit) -> Answer | None:
    """What was kept back."""
    say, outlet = visit.words.say, outlet_asked(visit)
    with reading(office.engine) as db:
        query = ask.quarantine_query(outlet)
        is_file = "csv" in visit.query
        found, has_more = (
            (many(db, query.limit(MOST_LINES)), False) if is_file else some(db, query, visit.page)
        )
        numbers = sorted({int(one["outlet_no"]) for one in found} | {outlet or 0})
        called, clocks = names(db, numbers), zones(db, numbers)
        told = [(one, *ask.entry_at(db, one)) for one in found]
    if outlet is not None and outlet not in called:
        return None
    rows = list[list[object]]()
    for one, entry, came in told:
        why, to_do = HELD.get(one["why"], HELD_OTHER)
        zone = clocks.get(int(one["outlet_no"]), OTHERWISE)
        act = deed_words(visit.words, entry.kind) if entry else NOTHING
        rows.append([_outlet(visit.words, one, called), moment(came, zone), act,
                     _changed(visit.words, one, entry), say(why), say(to_do)])  # fmt: skip
    columns = [
        Column(say("Outlet")), Column(say("Came")), Column(say("Act")), Column(say("Record")),
        Column(say("Why it was kept back")), Column(say("What to do")),
    ]  # fmt: skip
    if is_file:
        lines = [[one["outlet_no"], one["pos"], *row[1:]] for (one, *_), row in
                 zip(told, rows, strict=True)]  # fmt: skip
        head = [say("Outlet"), say("Position"), *(column.name for column in columns[1:])]
        return file_of("kept-back", head, lines)
    empty = say("Nothing was kept back: every change was one its outlet may make.")
    return _listed(visit, say("Kept back"), table(say("Kept back"), columns, rows, empty,
                   is_quiet=True), called, has_more=has_more)  # fmt: skip


def _changed(words: Words, one: Row, entry: ask.Entry | None) -> str:
    n = int(one["n"])
    if entry is None or n >= len(entry.changes):
        return NOTHING
    return name_of(words, RECORDS, entry.changes[n].table)


def _listed(
    visit: Visit, title: str, listed: Html, called: dict[int, str], *, has_more: bool
) -> Answer:
    words, outlet = visit.words, outlet_asked(visit)
    trail = list[tuple[str, str]]()
    if outlet is not None:
        name = outlet_name(words, outlet, called[outlet])
        trail = [(words.say("Outlets"), f"{ROOT}/outlets"), (name, f"{ROOT}/outlets/{outlet}")]
        more = el("a", words.say("Of all outlets"), href=visit.path)
    else:
        more = None
    place = visit.path.removeprefix(f"{ROOT}/")
    whole = el("section", listed, pages(visit, has_more=has_more), class_="card")
    beside = el("div", more, csv_link(visit), class_="actions")
    return Answer(page(visit, title, whole, place=place, trail=trail, beside=beside))


def _outlet(words: Words, one: Row, called: dict[int, str]) -> Html:
    number = int(one["outlet_no"])
    name = outlet_name(words, number, called.get(number, ""))
    return el("a", name, href=f"{ROOT}/outlets/{number}")


def _what(words: Words, one: Row) -> str:
    if (one["what"], one["col"]) == ("FIELD", OUT):
        return words.say(TWO_HAND_BACKS)
    return words.say(WHATS.get(one["what"], WHATS["FIELD"]))


def _about(words: Words, one: Row, number: str, case: str) -> Html:
    record = name_of(words, RECORDS, one["tbl"])
    told = f"{record} {number}".strip() if not number.isdecimal() else record
    if not case:
        return el("span", told)
    to = f"{ROOT}/outlets/{one['outlet_no']}/cases/{case}"
    return joined(told, el("br"), el("a", grouped(case), href=to, class_="code"))


def _sides(words: Words, one: Row, sides: list[ask.Side], zone: str) -> Html | str:
    if not sides:
        return str(one["said"])
    return joined([_side(words, one["tbl"], side, zone) for side in sides])


def _side(words: Words, record: str, side: ask.Side, zone: str) -> Html:
    who = " · ".join(filter(None, (moment(side.at, zone), side.by)))
    won = pill(words.say("stands"), "ok") if side.stands else None
    said = _written(words, record, side, zone)
    return el("p", said, " ", won, el("br"), el("span", who, class_="muted small"))


def _written(words: Words, record: str, side: ask.Side, zone: str) -> str:
    return "; ".join(
        f"{written.field(words, name)}: {written.value(words, record, name, value, zone)}"
        for name, value in side.values.items()
        if name not in BESIDE
    )


def _conflicts_file(
    words: Words, told: list[tuple[Row, str, str, list[ask.Side]]], clocks: dict[int, str]
) -> Answer:
    say = words.say
    head = [say("Outlet"), say("What"), say("Record"), say("Record number"), say("Case"),
            say("What was written")]  # fmt: skip
    lines = (
        [one["outlet_no"], _what(words, one), name_of(words, RECORDS, one["tbl"]), number, case,
         " / ".join(
             _written(words, one["tbl"], side, clocks.get(int(one["outlet_no"]), OTHERWISE))
             for side in sides
         ) or one["said"]]
        for one, number, case, sides in told
    )  # fmt: skip
    return file_of("conflicts", head, lines)
