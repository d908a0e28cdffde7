"""Takings per day and way of paying, and the payments of one day."""

from datetime import date

import sqlalchemy as sa

from counter.domain.numbers import grouped
from counter.glossary.terms import PAYMENTS
from counter.hub.console import figure_facts as ask
from counter.hub.console.answers import Answer, Office, file_of
from counter.hub.console.figure_pages import outlet_asked, span_asked, span_chips
from counter.hub.console.frame import ROOT, Column, Visit, card, csv_link, page, pages, table
from counter.hub.console.markup import Html, el
from counter.hub.console.outlet_facts import names, zones
from counter.hub.console.outlet_pages import outlet_name
from counter.hub.console.plots import Bar, bars
from counter.hub.console.reading import MOST_LINES, Row, many, reading, some
from counter.hub.console.texts import METHODS, NOTHING, moment, money, name_of
from counter.hub.local_days import OTHERWISE, day_of
from counter.hub.report_tables import REPORT_CASE, REPORT_PAYMENT
from counter.language import Words

FEN = 100
Taken = dict[tuple[str, str, str], int]


def takings_page(office: Office, visit: Visit) -> Answer | None:
    """Takings of some days; None for an outlet there is not."""
    say, outlet, days = visit.words.say, outlet_asked(visit), span_asked(visit)
    with reading(office.engine) as db:
        called = names(db, [outlet]) if outlet is not None else {}
        if outlet is not None and outlet not in called:
            return None
        zone = zones(db, [outlet]).get(outlet, OTHERWISE) if outlet is not None else OTHERWISE
        told = ask.figures(db, outlet, day_of(visit.now, zone), days)
    taken = ask.takings(told)
    if "csv" in visit.query:
        head = [say("Day"), say("Currency"), say("How"), say("Amount")]
        lines = ([*key[:2], name_of(visit.words, METHODS, key[2]), money_figures(fen)]
                 for key, fen in sorted(taken.items()))  # fmt: skip
        return file_of("takings", head, lines)
    boxes = [
        _of_currency(visit.words, told, taken, currency, outlet)
        for currency in ask.currencies(taken)
    ]
    empty = card(say("Takings"), el("p", say("Nothing was taken in these days."), class_="empty"))
    title, trail = say("Takings of all outlets"), list[tuple[str, str]]()
    if outlet is not None:
        name = outlet_name(visit.words, outlet, called[outlet])
        title = say("Takings")
        trail = [(say("Outlets"), f"{ROOT}/outlets"), (name, f"{ROOT}/outlets/{outlet}")]
    bar = el("div", span_chips(visit), class_="bar")
    whole = page(visit, title, bar, boxes or empty, place="takings", trail=trail,
                 beside=csv_link(visit))  # fmt: skip
    return Answer(whole)


def money_figures(fen: int) -> str:
    """An amount a spreadsheet can add up."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // FEN}.{abs(fen) % FEN:02d}"


def _of_currency(
    words: Words, told: ask.Figures, taken: Taken, currency: str, outlet: int | None
) -> Html:
    say = words.say
    here = {(day, how): fen for (day, one, how), fen in taken.items() if one == currency}
    ways = [how for how in METHODS if any(one == how for _, one in here)]
    ways += sorted({how for _, how in here} - set(ways))
    by_day = {day: sum(here.get((day, how), 0) for how in ways) for day in told.days()}
    link = f"{ROOT}/outlets/{outlet}/takings/" if outlet is not None else ""
    drawn = [
        Bar(day[5:], (fen / FEN,), f"{day}: {money(fen, currency)}", link + day if link else "")
        for day, fen in by_day.items()
    ]
    columns = [
        Column(say("Day")), *(Column(name_of(words, METHODS, one), is_number=True) for one in ways),
        Column(say("Together"), is_number=True),
    ]  # fmt: skip
    rows: list[list[object]] = [
        [el("a", day, href=link + day) if link else day,
         *(money(here[day, how], currency) if (day, how) in here else NOTHING for how in ways),
         money(fen, currency)]
        for day, fen in sorted(by_day.items(), reverse=True)
        if any((day, how) in here for how in ways)
    ]  # fmt: skip
    sums = [sum(fen for (_, one), fen in here.items() if one == how) for how in ways]
    rows.append([el("b", say("All days")), *(el("b", money(fen, currency)) for fen in sums),
                 el("b", money(sum(sums), currency))])  # fmt: skip
    title = say("Takings per day in {currency}", currency=currency)
    listed = table(title, columns, rows, "", is_quiet=True)
    return card(title, bars(title, drawn, say("Nothing was taken in these days.")), listed)


def day_page(office: Office, visit: Visit, outlet: int, day: str) -> Answer | None:
    """The payments of a day at an outlet; None for an outlet or a day there is not."""
    say = visit.words.say
    if not _is_day(day):
        return None
    paid, case = REPORT_PAYMENT.c, REPORT_CASE.c
    same = sa.and_(case.outlet_no == paid.outlet_no, case.id == paid.item_id)
    query = sa.select(REPORT_PAYMENT, case.number).outerjoin(REPORT_CASE, same)
    query = query.where(paid.outlet_no == outlet, paid.day_on == day, paid.home == 1)
    query = query.order_by(paid.paid_at, paid.id)
    with reading(office.engine) as db:
        called = names(db, [outlet])
        if outlet not in called:
            return None
        zone = zones(db, [outlet]).get(outlet, OTHERWISE)
        if "csv" in visit.query:
            return _file(visit.words, many(db, query.limit(MOST_LINES)), zone)
        found, has_more = some(db, query, visit.page)
    columns = [
        Column(say("When")), Column(say("Case")), Column(say("What")), Column(say("How")),
        Column(say("Amount"), is_number=True),
    ]  # fmt: skip
    rows = [_payment(visit.words, outlet, one, zone) for one in found]
    listed = table(say("Payments"), columns, rows, say("Nothing was taken on this day."),
                   is_quiet=True)  # fmt: skip
    name = outlet_name(visit.words, outlet, called[outlet])
    trail = [(name, f"{ROOT}/outlets/{outlet}"),
             (say("Takings"), f"{ROOT}/takings?outlet={outlet}")]  # fmt: skip
    whole = el("section", listed, pages(visit, has_more=has_more), class_="card")
    title = say("Takings on {day}", day=day)
    return Answer(page(visit, title, whole, place="takings", trail=trail, beside=csv_link(visit)))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _payment(words: Words, outlet: int, one: Row, zone: str) -> list[object]:
    number = one["number"]
    to = f"{ROOT}/outlets/{outlet}/cases/{number}"
    return [
        moment(one["paid_at"], zone),
        el("a", grouped(number), href=to, class_="code") if number else NOTHING,
        name_of(words, PAYMENTS, one["kind"]), name_of(words, METHODS, one["method"]),
        money(one["amount_fen"], one["currency"]),
    ]  # fmt: skip


def _file(words: Words, found: list[Row], zone: str) -> Answer:
    say = words.say
    head = [say("When"), say("Case"), say("What"), say("How"), say("Currency"), say("Amount")]
    lines = (
        [moment(one["paid_at"], zone), one["number"], name_of(words, PAYMENTS, one["kind"]),
         name_of(words, METHODS, one["method"]), one["currency"], money_figures(one["amount_fen"])]
        for one in found
    )  # fmt: skip
    return file_of("payments", head, lines)
