"""Figures of an outlet or of all of them, with plots that lead to the cases behind them."""

from urllib.parse import urlencode

from counter.glossary.terms import CARDS
from counter.hub.console import figure_facts as ask
from counter.hub.console.answers import Answer, Office, file_of
from counter.hub.console.frame import (
    ROOT,
    Column,
    Visit,
    card,
    csv_link,
    page,
    pages,
    table,
    tile,
)
from counter.hub.console.markup import Html, el, joined
from counter.hub.console.outlet_facts import names, outlets, zones
from counter.hub.console.outlet_pages import outlet_name
from counter.hub.console.plots import Bar, bars, key
from counter.hub.console.reading import Row, reading
from counter.hub.console.texts import (
    CATEGORIES,
    NOTHING,
    money,
    name_of,
    share,
    thousands,
)
from counter.hub.local_days import OTHERWISE, day_of
from counter.language import Words

SPANS, SPAN, LAST_OUTLET, NO_OUTLET = (7, 30, 90), 30, 99_999, -1
STARS = 5
#: days, as `figure_facts.AGES` begins them
AGES = ("0–3", "4–7", "8–14", "15–30", "31+")


def outlet_asked(visit: Visit) -> int | None:
    """Which outlet the address names; None = all. What is no number is an outlet there is not."""
    return visit.whole("outlet", NO_OUTLET, LAST_OUTLET) if visit.query.get("outlet") else None


def span_asked(visit: Visit) -> int:
    """Over how many days."""
    days = visit.whole("days", SPAN, max(SPANS))
    return days if days in SPANS else SPAN


def span_chips(visit: Visit) -> Html:
    """7, 30 or 90 days."""
    say = visit.words.say
    choices = [(str(one), say("{n} days", n=one)) for one in SPANS]
    chosen = str(span_asked(visit))
    links = [
        el("a", text, href=visit.at(days=value, page=None),
           aria_current="true" if value == chosen else None)
        for value, text in choices
    ]  # fmt: skip
    return el("nav", links, class_="chips", aria_label=say("Over how many days"))


def figures_page(office: Office, visit: Visit) -> Answer | None:
    """The figures; None for an outlet there is not."""
    say, outlet, days = visit.words.say, outlet_asked(visit), span_asked(visit)
    with reading(office.engine) as db:
        called = names(db, [outlet]) if outlet is not None else {}
        if outlet is not None and outlet not in called:
            return None
        zone = zones(db, [outlet]).get(outlet, OTHERWISE) if outlet is not None else OTHERWISE
        today = day_of(visit.now, zone)
        told = ask.figures(db, outlet, today, days)
        ages = ask.open_cases(db, outlet, today)
        listed, has_more = (
            outlets(db, visit.now, page=visit.page) if outlet is None else ([], False)
        )
        each = ask.compared(db, [int(one["no"]) for one in listed], today, days)
    if "csv" in visit.query:
        return _file(visit.words, told)
    where = f"{ROOT}/outlets/{outlet}/cases" if outlet is not None else ""
    parts = [
        _tiles(visit.words, told, ages),
        el("div", _in_and_out(visit.words, told, where), _open(visit.words, ages, where, today),
           class_="grid"),
        el("div", _promises(visit.words, told, where), _turnaround(visit.words, told),
           _paid(visit.words, told, where), _taken(visit, told), _ratings(visit.words, told),
           class_="grid"),
        _outlets(visit, listed, each, has_more=has_more) if outlet is None else None,
    ]  # fmt: skip
    title, trail = say("Figures"), list[tuple[str, str]]()
    if outlet is not None:
        name = outlet_name(visit.words, outlet, called[outlet])
        trail = [(say("Figures"), f"{ROOT}/figures"), (name, f"{ROOT}/outlets/{outlet}")]
    else:
        title = say("Figures of all outlets")
    bar = el("div", span_chips(visit), class_="bar")
    whole = page(visit, title, bar, *parts, place="figures", trail=trail, beside=csv_link(visit))
    return Answer(whole)


def _tiles(words: Words, told: ask.Figures, ages: dict[str, list[int]]) -> Html:
    say, promised, went = words.say, told.total("promised"), told.total("out")
    middle, slow = (told.turnaround_days(one) for one in (ask.HALF, ask.NINE_OF_TEN))
    half = say("{n} days", n=f"{middle:g}") if middle is not None else NOTHING
    most = say("9 of 10 within {n} days", n=f"{slow:g}") if slow is not None else ""
    stars = told.by_name(ask.RATED)
    count = sum(stars.values())
    mean = sum(int(star) * n for star, n in stars.items()) / count if count else 0
    return el(
        "div",
        tile(say("Taken in"), thousands(told.total("in"))),
        tile(say("Handed back"), thousands(went)),
        tile(say("Open now"), thousands(sum(map(sum, ages.values())))),
        tile(say("Promise kept"), share(words, told.total("kept"), promised),
             say("of {n} promised", n=thousands(promised))),
        tile(say("Turnaround, median"), half, most),
        tile(say("Again within 90 days"), share(words, told.total("repeat"), told.total("in")),
             say("{n} cases", n=thousands(told.total("repeat")))),
        tile(say("Customers' rating"), f"{mean:.1f} / {STARS}" if count else NOTHING,
             say("{n} ratings", n=thousands(count))),
        tile(say("Free under warranty"), share(words, told.total("out.FREE"), went),
             say("of {n} handed back", n=thousands(went))),
        class_="tiles",
    )  # fmt: skip


def _in_and_out(words: Words, told: ask.Figures, where: str) -> Html:
    say = words.say
    title, empty = say("Cases in and out per day"), say("Nothing came or went in these days.")
    drawn = [
        Bar(day[5:], (told.on("in", day), told.on("out", day)),
            say("{day}: {came} in, {went} out", day=day, came=told.on("in", day),
                went=told.on("out", day)),
            f"{where}?day_in={day}&mine=1" if where else "")
        for day in told.days()
    ]  # fmt: skip
    return card(
        title,
        key([say("In"), say("Out")]),
        bars(title, drawn, empty, beside=True),
    )


def _open(words: Words, ages: dict[str, list[int]], where: str, today: str) -> Html:
    say = words.say
    columns = [Column(say("State")), *(Column(one, is_number=True) for one in AGES)]
    rows = [
        [el("a", name_of(words, CARDS, status),
            href=f"{where}?state=open&mine=1&status={status}")
         if where else name_of(words, CARDS, status), *map(thousands, counts)]
        for status, counts in sorted(ages.items(), key=_order)
    ]  # fmt: skip
    empty = say("Nothing is open.")
    title = say("Open cases by state and age in days")
    return el("section", table(title, columns, rows, empty, is_tight=True), class_="card")


def _order(told: tuple[str, list[int]]) -> int:
    known: list[str] = list(CARDS)
    return known.index(told[0]) if told[0] in known else len(known)


def _promises(words: Words, told: ask.Figures, where: str) -> Html:
    say = words.say
    drawn = list[Bar]()
    for day in told.days():
        kept = told.on("kept", day)
        late = told.on("promised", day) - kept
        text = say("{day}: {kept} kept, {late} later", day=day, kept=kept, late=late)
        to = f"{where}?day_out={day}&mine=1" if where else ""
        drawn.append(Bar(day[5:], (kept, 0, late), text, to))
    title = say("Promises kept, by the day of hand-back")
    tones = el("ul", el("li", el("i", class_="a"), say("Kept")),
               el("li", el("i", class_="c"), say("Later than promised")), class_="key")  # fmt: skip
    return card(title, tones, bars(title, drawn, say("Nothing went out in these days.")))


def _taken(visit: Visit, told: ask.Figures) -> Html:
    say, taken = visit.words.say, ask.takings(told)
    columns = [Column(say("Currency")), Column(say("Amount"), is_number=True)]
    sums = {one: 0 for one in ask.currencies(taken)}
    for (_, currency, _), fen in taken.items():
        sums[currency] += fen
    rows = [[currency, money(fen, currency)] for currency, fen in sums.items()]
    asked = {name: visit.query[name] for name in ("outlet", "days") if visit.query.get(name)}
    to = f"{ROOT}/takings?{urlencode(asked)}" if asked else f"{ROOT}/takings"
    more = el("p", el("a", say("Day by day"), href=to))
    listed = table(say("Takings"), columns, rows, say("Nothing was taken in these days."),
                   is_tight=True)  # fmt: skip
    return el("section", listed, more, class_="card")


def _turnaround(words: Words, told: ask.Figures) -> Html:
    """How many of what went out took how long."""
    say = words.say
    by_day = [0] * 15
    for step, n in told.by_name(ask.TURN).items():
        by_day[min(int(step) // 4, len(by_day) - 1)] += n
    last = len(by_day) - 1
    drawn = [
        Bar(f"{last}+" if day == last else str(day), (n,),
            say("{n} cases after {day} days", n=thousands(n), day=day))
        for day, n in enumerate(by_day)
    ]  # fmt: skip
    title = say("Days from check-in to hand-back")
    return card(title, bars(title, drawn, say("Nothing went out in these days.")))


def _paid(words: Words, told: ask.Figures, where: str) -> Html:
    say, went = words.say, told.total("out")
    columns = [
        Column(say("Who pays")), Column(say("Cases"), is_number=True),
        Column(say("Share"), is_number=True),
    ]  # fmt: skip
    rows = [
        [el("a", name_of(words, CATEGORIES, one),
            href=f"{where}?state=out&mine=1&category={one}&out_from={told.first}")
         if where else name_of(words, CATEGORIES, one), thousands(n), share(words, n, went)]
        for one, n in sorted(told.by_name(ask.OUT).items())
    ]  # fmt: skip
    empty, title = say("Nothing went out in these days."), say("Warranty and paid work")
    more = None
    if where:
        late = f"{where}?state=out&mine=1&late=1&out_from={told.first}"
        again = f"{where}?mine=1&repeats=1&in_from={told.first}"
        more = el("p", el("a", say("Later than promised"), href=late), " · ",
                  el("a", say("Came again within 90 days"), href=again))  # fmt: skip
    listed = table(title, columns, rows, empty, is_tight=True)
    return el("section", listed, more, class_="card")


def _ratings(words: Words, told: ask.Figures) -> Html | None:
    stars = told.by_name(ask.RATED)
    if not stars:
        return None
    say = words.say
    drawn = [
        Bar("★" * n, (stars.get(str(n), 0),),
            say("{n} stars: {count}", n=n, count=thousands(stars.get(str(n), 0))))
        for n in range(1, STARS + 1)
    ]  # fmt: skip
    title = say("Customers' rating")
    return card(title, bars(title, drawn, NOTHING))


def _outlets(
    visit: Visit, listed: list[Row], each: dict[int, dict[str, int]], *, has_more: bool
) -> Html:
    words, say = visit.words, visit.words.say
    columns = [
        Column(say("Outlet")), Column(say("Taken in"), is_number=True),
        Column(say("Handed back"), is_number=True), Column(say("Promise kept"), is_number=True),
        Column(say("Again within 90 days"), is_number=True),
    ]  # fmt: skip
    rows = list[list[object]]()
    for one in listed:
        n, told = int(one["no"]), each[int(one["no"])]
        name = outlet_name(words, n, one["name"])
        to = f"{ROOT}/figures?outlet={n}&days={span_asked(visit)}"
        kept = share(words, told.get("kept", 0), told.get("promised", 0))
        again = share(words, told.get("repeat", 0), told.get("in", 0))
        came, went = (thousands(told.get(what, 0)) for what in ("in", "out"))
        rows.append([el("a", name, href=to), came, went, kept, again])
    listing = table(say("Each outlet"), columns, rows, say("No outlet yet."))
    return el("section", joined(listing, pages(visit, has_more=has_more)), class_="card")


def _file(words: Words, told: ask.Figures) -> Answer:
    say = words.say
    head = [say("Day"), say("Taken in"), say("Handed back"), say("Promised"), say("Promise kept"),
            say("Again within 90 days")]  # fmt: skip
    counted = "in", "out", "promised", "kept", "repeat"
    lines = ([day, *(told.on(one, day) for one in counted)] for day in told.days())
    return file_of("figures", head, lines)
