"""What every page of the console stands in, and the pieces pages are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from counter.hub.console.look import STYLE_MARK
from counter.hub.console.markup import Html, el, joined
from counter.hub.console.people import Person
from counter.language import CHINESE, N_, Words

ROOT = "/console"
STYLE = f"{ROOT}/style.css?v={STYLE_MARK}"
#: rows of a page of a list
PAGE = 50
MOST_PAGES = 10_000
PLACES = (
    ("outlets", N_("Outlets")),
    ("figures", N_("Figures")),
    ("takings", N_("Takings")),
    ("transfers", N_("Transfers")),
    ("conflicts", N_("Conflicts")),
    ("held", N_("Kept back")),
    ("published", N_("Published")),
    ("seats", N_("Seats")),
)
LANGUAGES = (("zh_CN", "中文"), ("en", "English"))


@dataclass(frozen=True, slots=True)
class Visit:
    """One look at the console: who looks, in which language, where. `query` and `form` hold the
    last value of each name; `now` is milliseconds UTC.
    """

    words: Words
    person: Person | None
    csrf: str
    path: str
    query: Mapping[str, str]
    form: Mapping[str, str]
    now: int
    address: str = ""

    def at(self, **changed: str | int | None) -> str:
        """This page with some of its query changed; None leaves one out."""
        kept = {name: one for name, one in self.query.items() if name != "lang"} | changed
        said = {name: one for name, one in kept.items() if one not in (None, "")}
        return f"{self.path}?{urlencode(said)}" if said else self.path

    def whole(self, name: str, otherwise: int, most: int) -> int:
        """A number of the query within bounds."""
        text = self.query.get(name, "")
        is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(most))
        return min(int(text), most) if is_number else otherwise

    @property
    def page(self) -> int:
        """Which page of a list, from 1."""
        return max(self.whole("page", 1, MOST_PAGES), 1)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; numbers stand right."""

    name: str
    is_number: bool = False


def page(
    visit: Visit,
    title: str,
    *inside: object,
    place: str = "",
    trail: Sequence[tuple[str, str]] = (),
    beside: object = None,
) -> str:
    """A whole page. `trail` leads up: names and addresses; `beside` stands right of the title."""
    words = visit.words
    way = [joined(el("a", name, href=to), " › ") for name, to in trail]
    head = el("div", el("h1", title), beside, class_="head")
    body = el("main", el("p", way, class_="trail") if way else None, head, *inside, id="main")
    skip = el("a", words.say("To the content"), href="#main", class_="skip")
    name = words.say("Head office")
    full = f"{title} · {name}"
    top = el(
        "head", el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="robots", content="noindex"), el("link", rel="icon", href="data:,"),
        el("link", rel="stylesheet", href=STYLE), el("title", full),
    )  # fmt: skip
    language = words.language.replace("_", "-")
    whole = el("body", skip, _top(visit, name, place), body, _foot(visit))
    return f"<!doctype html>\n{el('html', top, whole, lang=language)}\n"


def _top(visit: Visit, name: str, place: str) -> Html:
    words, person = visit.words, visit.person
    mark = el("span", name, class_="mark")
    if person is None:
        return el("header", el("div", mark), class_="top")
    links = [
        el(
            "a",
            words.say(text),
            href=f"{ROOT}/{one}",
            aria_current="page" if one == place else None,
        )
        for one, text in PLACES
    ]
    out = el("button", words.say("Sign out"), class_="quiet small-button")
    who = el("div", el("span", person.name), form(visit, f"{ROOT}/sign-out", out), class_="who")
    return el(
        "header", el("div", mark, el("nav", links, aria_label=words.say("Main")), who),
        class_="top",
    )  # fmt: skip


def _foot(visit: Visit) -> Html:
    links = [
        el("a", name, href=visit.at(lang=code), lang="zh-CN" if code == CHINESE else code,
           hreflang="zh-CN" if code == CHINESE else code,
           aria_current="true" if code == visit.words.language else None)
        for code, name in LANGUAGES
    ]  # fmt: skip
    said = visit.words.say("Names and phones are shown masked. Times are those of each outlet.")
    return el("footer", el("span", said), [el("span", one) for one in links], class_="foot")


def form(visit: Visit, to: str, *inside: object, **attributes: object) -> Html:
    """A form that is posted, with the proof that this page has made it."""
    proof = el("input", type="hidden", name="csrf", value=visit.csrf)
    return el("form", proof, *inside, method="post", action=to, **attributes)


def card(title: str, *inside: object) -> Html:
    """A box with a heading."""
    return el("section", el("h2", title), *inside, class_="card")


def table(
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[object]],
    empty: str,
    *,
    is_quiet: bool = False,
    is_tight: bool = False,
) -> Html:
    """A table that becomes a list of cards on a phone, unless it is `is_tight` enough to stay one;
    a sentence where nothing is in it.
    """
    if not rows:
        title = None if is_quiet else el("h2", caption)
        return joined(title, el("p", empty, class_="empty"))
    head = el("tr", [el("th", one.name, scope="col", class_=_kind(one)) for one in columns])
    body = [
        el("tr", [
            el("td", el("span", cell), class_=_kind(of), data_label=of.name)
            for of, cell in zip(columns, row, strict=True)
        ])
        for row in rows
    ]  # fmt: skip
    title = el("caption", caption, class_="quiet" if is_quiet else None)
    shape = "tight" if is_tight else "stack"
    made = el("table", title, el("thead", head), el("tbody", body), class_=shape)
    return el("div", made, class_="scroll") if is_tight else made


def _kind(column: Column) -> str | None:
    return "num" if column.is_number else None


def pages(visit: Visit, *, has_more: bool) -> Html | None:
    """The way to the next page and back."""
    words, n = visit.words, visit.page
    if n == 1 and not has_more:
        return None
    back = (
        el("a", words.say("Page before"), href=visit.at(page=n - 1), rel="prev") if n > 1 else None
    )
    on = (
        el("a", words.say("Page after"), href=visit.at(page=n + 1), rel="next")
        if has_more
        else None
    )
    here = el("span", words.say("Page {n}", n=n))
    return el("nav", back, here, on, class_="pages", aria_label=words.say("Pages"))


def chips(visit: Visit, label: str, name: str, choices: Sequence[tuple[str, str]]) -> Html:
    """Links of which one is chosen: values of one name of the query."""
    chosen = visit.query.get(name, choices[0][0])
    links = [
        el("a", text, href=visit.at(**{name: value, "page": None}),
           aria_current="true" if value == chosen else None)
        for value, text in choices
    ]  # fmt: skip
    return el("nav", links, class_="chips", aria_label=label)


def pill(text: str, tone: str = "") -> Html:
    """A state: a word on a tint, never the tint alone."""
    return el("span", text, class_=f"pill {tone}".strip())


def note(text: object, tone: str = "") -> Html:
    """A sentence one should not miss."""
    return el("p", text, class_=f"note {tone}".strip(), role="status")


def facts(told: Sequence[tuple[str, object]]) -> Html:
    """Names and what stands behind them."""
    return el("dl", [joined(el("dt", name), el("dd", said)) for name, said in told])


def tile(name: str, figure: str, small: str = "") -> Html:
    """One large figure."""
    return el("div", el("span", name), el("b", figure), el("small", small), class_="tile")


def csv_link(visit: Visit) -> Html:
    """The same list as a file."""
    text = visit.words.say("As a file (CSV)")
    return el("a", text, href=visit.at(csv="1", page=None), class_="button quiet small-button")


def field(name: str, label: str, *, hint: str = "", **attributes: object) -> Html:
    """A field with its label and a word about it."""
    told = el("p", hint, id=f"{name}-hint") if hint else None
    about = f"{name}-hint" if hint else None
    made = el("input", id=name, name=name, aria_describedby=about, **attributes)
    return el("div", el("label", label, for_=name), made, told, class_="field")
