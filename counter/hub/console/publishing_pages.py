"""What head office has published, and the form that publishes more."""

from datetime import date

from counter.domain.refusals import RuleBroken
from counter.hub.console.answers import Answer, Office, sent_to
from counter.hub.console.frame import ROOT, Column, Visit, card, field, form, note, page, table
from counter.hub.console.markup import Html, el
from counter.hub.console.texts import moment
from counter.hub.local_days import OTHERWISE
from counter.wording import sentence

EXAMPLE = """{"parts": [{"code": "SEAL-01", "name": "密封圈", "price_fen": 1800}],
 "settings": [{"name": "guarantee_days", "value": 90}]}"""
LINES, MOST_NOTE = 12, 200


def published_page(office: Office, visit: Visit, trouble: str = "") -> Answer:
    """The list, newest first, and the form for who may act."""
    say = visit.words.say
    publisher = office.publisher
    found = publisher.everything() if publisher else []
    columns = [
        Column(say("Publication"), is_number=True), Column(say("Holds from")), Column(say("Note")),
        Column(say("Published")),
    ]  # fmt: skip
    today = date.fromtimestamp(visit.now / 1000).isoformat()
    rows = [
        [str(one.number), _day(visit, one.from_on, today), one.note or "–",
         moment(one.published_at, OTHERWISE)]
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
    """Publishes what the form says, whole or not at all."""
    given = visit.form
    assert office.publisher is not None
    try:
        office.publisher.publish(
            given.get("text", ""), from_on=given.get("from_on", ""), note=given.get("note", "")
        )
    except RuleBroken as refused:
        said = sentence(refused.rule, refused.facts, visit.words)
        return published_page(office, visit, said)
    return sent_to(f"{ROOT}/published")


def _day(visit: Visit, day: str, today: str) -> str:
    say = visit.words.say
    return say("{day}, not yet", day=day) if day > today else day


def _form(visit: Visit, trouble: str) -> Html:
    say, given = visit.words.say, visit.form
    told = el("p", say(
        "Parts, prices, kinds of item, models, settings and people for every outlet. They travel "
        "at once; prices and settings hold from their day on, also where no network is. The same "
        "code again, or the same brand and model, changes what was published before."
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
            el("button", say("Publish")),
        ),
    )  # fmt: skip
