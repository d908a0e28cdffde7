"""What head office has published, and the form that publishes more."""

import sqlalchemy as sa

from counter.domain.records import HEAD_OFFICE
from counter.domain.refusals import RuleBroken
from counter.glossary.records import RECORDS
from counter.hub.console.answers import Answer, Office, sent_to
from counter.hub.console.frame import (
    ROOT,
    Column,
    Visit,
    card,
    facts,
    field,
    form,
    note,
    page,
    table,
)
from counter.hub.console.markup import Html, el
from counter.hub.console.reading import reading
from counter.hub.console.tables import CONSOLE_DEED as DEED
from counter.hub.console.texts import NOTHING, moment, name_of, thousands
from counter.hub.local_days import OTHERWISE, day_of
from counter.hub.publishing import Published
from counter.wording import sentence

EXAMPLE = """{"parts": [{"code": "SEAL-01", "name": "密封圈", "price_fen": 1800}],
 "settings": [{"name": "guarantee_days", "value": 90}]}"""
LINES, MOST_NOTE, PUBLISHED = 12, 200, "publish"


def published_page(office: Office, visit: Visit, trouble: str = "") -> Answer:
    """The list, newest first, and the form for who may act."""
    say = visit.words.say
    publisher = office.publisher
    found = publisher.everything() if publisher else []
    columns = [
        Column(say("Publication")), Column(say("Holds from")), Column(say("Note")),
        Column(say("Published")), Column(say("Who")),
    ]  # fmt: skip
    today, by = day_of(visit.now, OTHERWISE), _by(office)
    rows = [
        [str(one.number), _day(visit, one, today), one.note or NOTHING,
         moment(one.published_at, OTHERWISE), by.get(str(one.number), say("on the command line"))]
        for one in found
    ]  # fmt: skip
    listed = table(say("What was published"), columns, rows, say("Nothing was published yet."))
    may_act = visit.person is not None and visit.person.may_act
    no = note(say("Your account may look, and not change anything."))
    new = _form(visit, trouble) if may_act and publisher else no
    whole = el("section", listed, class_="card")
    status = 422 if trouble else 200
    return Answer(page(visit, say("Published"), new, whole, place="published"), status)


def publish(office: Office, visit: Visit) -> Answer:
    """Publishes what the form says, whole or not at all, once it was shown what that is."""
    given, publisher = visit.form, office.publisher
    assert publisher is not None
    assert visit.person is not None
    text, from_on = given.get("text", ""), given.get("from_on", "")
    try:
        if not given.get("sure"):
            return _ask(visit, publisher.look(text, from_on=from_on))
        done = publisher.publish(text, from_on=from_on, note=given.get("note", ""))
    except RuleBroken as refused:
        said = sentence(refused.rule, refused.facts, visit.words)
        return published_page(office, visit, said)
    office.people.note(visit.person, PUBLISHED, HEAD_OFFICE, str(done.number))
    return sent_to(f"{ROOT}/published")


def _ask(visit: Visit, counts: dict[str, int]) -> Answer:
    """What it is, before every outlet hears of it: it can be changed then, and not taken back."""
    say, given = visit.words.say, visit.form
    told = facts([
        *((name_of(visit.words, RECORDS, kind), thousands(n)) for kind, n in counts.items()),
        (say("Holds from"), given.get("from_on", "") or say("today")),
        (say("Note"), given.get("note", "") or NOTHING),
    ])  # fmt: skip
    is_later = given.get("from_on", "") > day_of(visit.now, OTHERWISE)
    what = say(
        "Prices of parts that are there, and settings, go to every outlet with its next sync, all "
        "else on that day. It can be changed by publishing again, and not be taken back."
    ) if is_later else say(
        "Every outlet hears of it with its next sync. It can be changed by publishing again, and "
        "not be taken back."
    )  # fmt: skip
    carried = [
        el("input", type="hidden", name=name, value=given.get(name, ""))
        for name in ("from_on", "note")
    ]
    text = el("textarea", given.get("text", ""), name="text", hidden=True)
    yes = el("button", say("Publish to every outlet"), name="sure", value="1")
    back = el("a", say("Leave it"), href=f"{ROOT}/published", class_="button quiet")
    asked = form(visit, f"{ROOT}/published", carried, text,
                 el("div", yes, back, class_="actions"))  # fmt: skip
    whole = el("section", told, el("p"), note(what, "warn"), asked, class_="card")
    trail = [(say("Published"), f"{ROOT}/published")]
    return Answer(page(visit, say("Publish this?"), whole, place="published", trail=trail))


def _by(office: Office) -> dict[str, str]:
    """Who has published here, by the number of the publication."""
    query = sa.select(DEED.c.about, DEED.c.name).where(DEED.c.what == PUBLISHED)
    with reading(office.engine) as db:
        return {str(about): str(name) for about, name in db.execute(query)}


def _day(visit: Visit, one: Published, today: str) -> str:
    words, day = visit.words, one.from_on
    if one.waiting:
        return words.say_n(
            "{day}, not yet: {n} row waits here", "{day}, not yet: {n} rows wait here",
            one.waiting, day=day,
        )  # fmt: skip
    return words.say("{day}, not yet", day=day) if day > today else day


def _form(visit: Visit, trouble: str) -> Html:
    say, given = visit.words.say, visit.form
    told = el("p", say(
        "Parts, prices, kinds of item, models, settings and people for every outlet. Prices and "
        "settings travel at once and hold from their day on, also where no network is; all else of "
        "a later day waits here and is given to the outlets on that day. The same code again, or "
        "the same brand and model, changes what was published before."
    ), class_="muted")  # fmt: skip
    text = el(
        "textarea", given.get("text", ""), id="text", name="text", rows=LINES, required=True,
        spellcheck="false", aria_describedby="text-hint",
    )  # fmt: skip
    hint = el("p", say("For example:"), el("code", EXAMPLE), id="text-hint")
    what = el("div", el("label", say("What is published (JSON)"), for_="text"), text, hint,
              class_="field")  # fmt: skip
    return card(
        say("Publish"), told, note(trouble, "danger") if trouble else None,
        form(
            visit, f"{ROOT}/published", what,
            field("from_on", say("Holds from"), type="date", value=given.get("from_on", ""),
                  hint=say("Empty is today.")),
            field("note", say("Note"), maxlength=MOST_NOTE, value=given.get("note", "")),
            el("button", say("Look at it first")),
        ),
    )  # fmt: skip
