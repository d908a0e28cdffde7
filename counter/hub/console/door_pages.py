"""Signing in and out, and choosing a password by a one-time link."""

from typing import Any

from counter.hub.console.answers import FORBIDDEN, SEE_OTHER, Answer, Office
from counter.hub.console.frame import ROOT, Visit, field, form, note, page
from counter.hub.console.markup import Html, el
from counter.hub.console.people import LEAST_PASSWORD, MOST_NAME, MOST_PASSWORD, NotLetIn
from counter.language import N_, Words

WHY = {
    "wrong": N_("Name or password is not right."),
    "too_many": N_("Too many tries. Wait a quarter of an hour, then try again."),
    "link": N_("This link is used up or too old. Ask for a new one."),
    "short": N_("The password is too short: take ten characters or more."),
    "long": N_("The password is too long: two hundred characters are the most."),
    "differ": N_("The two passwords are not the same."),
    "name": N_("There is no account of that name."),
    "known": N_("There is an account of that name already."),
}


def sign_in_page(_office: Office, visit: Visit, why: str = "") -> Answer:
    """The way in."""
    say = visit.words.say
    inside = form(
        visit, f"{ROOT}/sign-in", _why(visit.words, why),
        field("name", say("Your name"), value=visit.form.get("name", ""), required=True,
              maxlength=MOST_NAME, autocomplete="username", autofocus=not why),
        field("password", say("Password"), type="password", required=True,
              maxlength=MOST_PASSWORD, autocomplete="current-password", autofocus=bool(why)),
        el("button", say("Sign in")),
    )  # fmt: skip
    whole = page(visit, say("Sign in"), el("div", inside, class_="card"))
    return Answer(_narrow(whole), FORBIDDEN if why else 200)


def sign_in(office: Office, visit: Visit) -> Answer:
    """Lets somebody in, or says why not."""
    given = visit.form
    try:
        cookie = office.people.sign_in(
            given.get("name", "").strip(), given.get("password", ""), visit.address
        )
    except NotLetIn as refused:
        return sign_in_page(office, visit, refused.why)
    return Answer(status=SEE_OTHER, to=f"{ROOT}/outlets", cookie=cookie)


def sign_out(_office: Office, _visit: Visit) -> Answer:
    """Ends the session; the site forgets it by the cookie."""
    return Answer(status=SEE_OTHER, to=f"{ROOT}/sign-in", cookie="")


def first_page(office: Office, visit: Visit, link: str, why: str = "") -> Answer:
    """Where the holder of a one-time link chooses a password."""
    say = visit.words.say
    try:
        name = office.people.may_choose(link)
    except NotLetIn as refused:
        told = note(say(WHY[refused.why]), "danger")
        return Answer(_narrow(page(visit, say("Choose a password"), told)), FORBIDDEN)
    hint = say("Ten characters or more; a sentence is good.")
    new: dict[str, Any] = {"type": "password", "required": True, "minlength": LEAST_PASSWORD,
           "maxlength": MOST_PASSWORD, "autocomplete": "new-password"}  # fmt: skip
    inside = form(
        visit, f"{ROOT}/first/{link}", _why(visit.words, why),
        el("p", say("Account: {name}", name=name)),
        field("password", say("Password"), hint=hint, **new),
        field("again", say("The same again"), **new),
        el("button", say("Choose and sign in")),
    )  # fmt: skip
    whole = page(visit, say("Choose a password"), el("div", inside, class_="card"))
    return Answer(_narrow(whole), FORBIDDEN if why else 200)


def choose(office: Office, visit: Visit, link: str) -> Answer:
    """Sets the password."""
    given = visit.form
    if given.get("password") != given.get("again"):
        return first_page(office, visit, link, "differ")
    try:
        cookie = office.people.choose(link, given.get("password", ""))
    except NotLetIn as refused:
        return first_page(office, visit, link, refused.why)
    return Answer(status=SEE_OTHER, to=f"{ROOT}/outlets", cookie=cookie)


def _why(words: Words, why: str) -> Html | None:
    return note(words.say(WHY[why]), "danger") if why else None


def _narrow(whole: str) -> str:
    return whole.replace('<main id="main">', '<main id="main" class="narrow">', 1)
