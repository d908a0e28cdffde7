"""Admitting a seat by a code that is shown once, and revoking one."""

from typing import Any

import segno
import sqlalchemy as sa

from counter.hub import tables as t
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
    pages,
    table,
)
from counter.hub.console.markup import Html, el
from counter.hub.console.outlet_facts import names, open_codes, zones
from counter.hub.console.outlet_pages import outlet_name
from counter.hub.console.reading import Row, many, one_of, reading, some
from counter.hub.console.tables import CONSOLE_DEED as DEED
from counter.hub.console.texts import NOTHING, moment, name_of
from counter.hub.local_days import OTHERWISE
from counter.language import N_

ENROLLED, REVOKED, WITHDRAWN = "enrol", "revoke", "withdraw"
DEEDS = {ENROLLED: N_("made a code for a seat"), REVOKED: N_("revoked a seat"),
         WITHDRAWN: N_("withdrew a code")}  # fmt: skip
LAST_OUTLET, LAST_SEAT, MOST_NAME = 89_999, 9, 60
QR_EDGE = 2


def seats_page(office: Office, visit: Visit, trouble: str = "") -> Answer:
    """The form for a new seat, and what was done here before."""
    say = visit.words.say
    with reading(office.engine) as db:
        query = (
            sa.select(DEED)
            .where(DEED.c.what.in_(DEEDS))
            .order_by(DEED.c.at.desc(), DEED.c.name, DEED.c.about)
        )
        found, has_more = some(db, query, visit.page)
        numbers = sorted({int(one["outlet_no"]) for one in found})
        called, clocks = names(db, numbers), zones(db, numbers)
    columns = [
        Column(say("When")), Column(say("Who")), Column(say("What")), Column(say("Outlet")),
        Column(say("Seat digit")),
    ]  # fmt: skip
    rows = [
        [moment(one["at"], clocks.get(one["outlet_no"], OTHERWISE)), one["name"],
         name_of(visit.words, DEEDS, one["what"]),
         outlet_name(visit.words, one["outlet_no"], called.get(one["outlet_no"], "")),
         one["about"]]
        for one in found
    ]  # fmt: skip
    done = table(say("What was done here"), columns, rows, say("Nothing was done here yet."))
    may_act = visit.person is not None and visit.person.may_act
    no = note(say("Your account may look. Who may admit seats is said on the hub’s command line."))
    new = _new_seat(visit, trouble) if may_act else no
    whole = el("section", done, pages(visit, has_more=has_more), class_="card")
    status = 422 if trouble else 200
    return Answer(page(visit, say("Seats"), new, whole, place="seats"), status)


def _new_seat(visit: Visit, trouble: str) -> Html:
    say, given = visit.words.say, visit.form
    number: dict[str, Any] = {"type": "number", "inputmode": "numeric", "required": True}
    told = el("p", say(
        "The code admits one seat, once, until tomorrow. The seat enters it under “Head office” in "
        "its settings, or scans it."
    ), class_="muted")  # fmt: skip
    wrong = note(trouble, "danger") if trouble else None
    return card(
        say("Admit a seat"), told, wrong,
        form(
            visit, f"{ROOT}/seats",
            field("outlet", say("Outlet number"), min=0, max=LAST_OUTLET,
                  value=given.get("outlet", ""), hint=say("1 to 89999; 0 is head office’s own."),
                  **number),
            field("name", say("Name of the outlet"), maxlength=MOST_NAME,
                  value=given.get("name", ""), hint=say("Only where the outlet is new."),
                  autocomplete="off"),
            field("seat", say("Seat digit"), min=0, max=LAST_SEAT, value=given.get("seat", "1"),
                  hint=say("It stands in every number the seat gives. A shop that began alone "
                           "keeps its own."), **number),
            el("button", say("Make the code")),
        ),
    )  # fmt: skip


def code_page(office: Office, visit: Visit) -> Answer:
    """Makes the code and shows it, this once."""
    say, given = visit.words.say, visit.form
    outlet, seat = (_whole(given.get(name, "")) for name in ("outlet", "seat"))
    if outlet is None or not 0 <= outlet <= LAST_OUTLET:
        return seats_page(office, visit, say("An outlet has a number from 1 to 89999."))
    if seat is None or not 0 <= seat <= LAST_SEAT:
        return seats_page(office, visit, say("A seat has a digit from 0 to 9."))
    made = office.gate.code_for(outlet, seat, given.get("name", "").strip()[:MOST_NAME])
    assert visit.person is not None
    office.people.note(visit.person, ENROLLED, outlet, str(seat))
    with reading(office.engine) as db:
        name = names(db, [outlet]).get(outlet, "")
        zone = zones(db, [outlet]).get(outlet, OTHERWISE)
    picture = segno.make_qr(made.code, error="m").svg_inline(border=QR_EDGE, omitsize=True)
    code = el("p", made.code, class_="onecode", id="code")
    qr = el("div", Html(picture), class_="qr", role="img", aria_label=say("The code as a picture"))
    told = facts([
        (say("Outlet"), outlet_name(visit.words, outlet, name)), (say("Seat digit"), seat),
        (say("Good until"), moment(made.until_at, zone)),
    ])  # fmt: skip
    once = note(say("It is shown this once. Write it down or let the seat scan it now."), "warn")
    back = el("p", el("a", say("Done"), href=f"{ROOT}/outlets/{outlet}", class_="button"))
    trail = [(say("Seats"), f"{ROOT}/seats")]
    title = say("Code for a seat")
    whole = el("section", code, qr, el("p"), told, class_="card")
    return Answer(page(visit, title, once, whole, back, place="seats", trail=trail))


def revoke_page(office: Office, visit: Visit, outlet: int, replica: str) -> Answer | None:
    """Asks before a seat is revoked."""
    say = visit.words.say
    known = t.REPLICA.c
    mine = known.outlet_no == outlet, known.replica == bytes.fromhex(replica)
    with reading(office.engine) as db:
        one = one_of(db, sa.select(t.REPLICA).where(*mine, known.revoked_at.is_(None)))
        name = names(db, [outlet]).get(outlet, "")
    if one is None:
        return None
    what = say(
        "The seat may speak no more with the hub from now on: what it has not sent stays in it, "
        "and it hears nothing new. It is undone by admitting it anew with a code."
    )
    told = facts([
        (say("Outlet"), outlet_name(visit.words, outlet, name)), (say("Seat digit"), one["seat"]),
        (say("Machine"), one["machine"] or NOTHING),
    ])  # fmt: skip
    to = f"{ROOT}/outlets/{outlet}"
    back = el("a", say("Leave it"), href=to, class_="button quiet")
    yes = el("button", say("Revoke the seat"), class_="danger-button")
    asked = form(visit, f"{to}/seats/{replica}/revoke", el("div", yes, back, class_="actions"))
    title = say("Revoke a seat?")
    trail = [(outlet_name(visit.words, outlet, name), to)]
    whole = el("section", told, el("p"), note(what, "warn"), asked, class_="card")
    return Answer(page(visit, title, whole, place="outlets", trail=trail))


def revoke(office: Office, visit: Visit, outlet: int, replica: str) -> Answer | None:
    """Revokes a seat."""
    if not office.gate.revoke(outlet, bytes.fromhex(replica)):
        return None
    assert visit.person is not None
    with reading(office.engine) as db:
        known = t.REPLICA.c
        mine = known.outlet_no == outlet, known.replica == bytes.fromhex(replica)
        digit = many(db, sa.select(known.seat).where(*mine))[0]["seat"]
    office.people.note(visit.person, REVOKED, outlet, str(digit))
    return sent_to(f"{ROOT}/outlets/{outlet}")


def withdraw_page(office: Office, visit: Visit, outlet: int, code: str) -> Answer | None:
    """Asks before a code is withdrawn."""
    say = visit.words.say
    with reading(office.engine) as db:
        one = _code(db, outlet, code)
        name, zone = names(db, [outlet]).get(outlet, ""), zones(db, [outlet])
    if one is None:
        return None
    told = facts([
        (say("Outlet"), outlet_name(visit.words, outlet, name)), (say("Seat digit"), one["seat"]),
        (say("Good until"), moment(one["until_at"], zone.get(outlet, OTHERWISE))),
    ])  # fmt: skip
    what = say(
        "No seat can join by this code any more. An outlet that was only invited, and has no other "
        "code, goes from the list."
    )
    to = f"{ROOT}/outlets/{outlet}"
    back = el("a", say("Leave it"), href=to, class_="button quiet")
    yes = el("button", say("Withdraw the code"), class_="danger-button")
    asked = form(visit, f"{to}/codes/{code}/withdraw", el("div", yes, back, class_="actions"))
    trail = [(outlet_name(visit.words, outlet, name), to)]
    whole = el("section", told, el("p"), note(what, "warn"), asked, class_="card")
    return Answer(page(visit, say("Withdraw a code?"), whole, place="outlets", trail=trail))


def withdraw(office: Office, visit: Visit, outlet: int, code: str) -> Answer | None:
    """Withdraws a code."""
    with reading(office.engine) as db:
        one = _code(db, outlet, code)
    if one is None or not office.gate.withdraw(outlet, one["code_hash"]):
        return None
    assert visit.person is not None
    office.people.note(visit.person, WITHDRAWN, outlet, str(one["seat"]))
    with reading(office.engine) as db:
        is_there = outlet in names(db, [outlet])
    return sent_to(f"{ROOT}/outlets/{outlet}" if is_there else f"{ROOT}/outlets")


def _code(db: sa.Connection, outlet: int, code: str) -> Row | None:
    """A code nobody has used, by its hash in hex."""
    return next((one for one in open_codes(db, outlet) if one["code_hash"].hex() == code), None)


def _whole(text: str) -> int | None:
    text = text.strip()
    is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(LAST_OUTLET))
    return int(text) if is_number else None
