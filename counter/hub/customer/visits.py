"""The customer's page over HTTP. The address holds the receipt's number and its token and is all
that opens it: there is no cookie, so no other site can act for whoever has the page open.
"""

import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from counter.domain.choices import AnswerWhat
from counter.domain.numbers import NumberKind, is_valid
from counter.hub import routing
from counter.hub import tables as t
from counter.hub.answering import Call
from counter.hub.customer import tokens
from counter.hub.customer.case import Opened, opened, tails_of
from counter.hub.customer.forms import Typed
from counter.hub.customer.limits import Visitors
from counter.hub.customer.page import (
    POLICY,
    SHORT,
    Shown,
    busy_page,
    nothing_page,
    receipt_page,
)
from counter.hub.customer.saying import Said, Saying, is_answered
from counter.hub.customer.saying import Words as Form
from counter.hub.projecting import NAME, Projection
from counter.hub.routing import HubName, Routing
from counter.language import CHINESE, N_, Words, language_of

LOG = logging.getLogger(__name__)
ROOT = "/q"
MOST_BODY, MOST_FIELDS, MOST_TYPED, MOST_DIGITS = 8_192, 12, 2_000, 2
FORM = "application/x-www-form-urlencoded"
DAYS_OPEN = 90
HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex, nofollow",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "vary": "accept-language",
}
LANGUAGES = {short: language for language, short in SHORT.items()}
OBJECTIONS = {
    Said.WRONG_DIGITS: N_(
        "These are not the last four digits of the phone you left with us. After five wrong tries "
        "no answer is taken here for a day."
    ),
    Said.LOCKED: N_("Too many wrong tries: no answer is taken here for a day. Call the shop."),
    Said.NOTHING_WAITS: N_("The estimate no longer waits for an answer. See below what stands."),
    Said.ENOUGH: N_("It was sent before. For more please call the shop."),
    Said.TOO_LONG: N_("This is too long: at most 300 characters."),
    Said.EMPTY: N_("Something is missing here."),
    Said.FORGED: N_("That could not be read. Please fill it in again."),
}
STATUS = {Said.LOCKED: 429, Said.NOTHING_WAITS: 409, Said.ENOUGH: 409}
UNREADABLE = 422
ASKS_ANSWER = (AnswerWhat.APPROVE, AnswerWhat.DECLINE)
Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Visits:
    """The page of one hub; `visitors` are those of this process."""

    engine: sa.Engine
    hub: HubName
    clock: Callable[[], int]
    visitors: Visitors
    days: int = DAYS_OPEN

    def routes(self) -> list[Route]:
        """The page as phones read it from paper, where all letters are capital, and as typed."""
        calls = _Calls(self)
        paths = [f"{root}/{{number}}/{{token}}" for root in (ROOT, ROOT.upper())]
        shown = [Route(path, _told(calls.show)) for path in paths]
        return shown + [Route(path, _told(calls.take), methods=["POST"]) for path in paths]


def _told(call: Call) -> Call:
    """A database that does not answer is no riddle for a customer."""

    async def answered(request: Request) -> Response:
        try:
            return await call(request)
        except SQLAlchemyError as trouble:  # its own words hold what was typed
            LOG.error("the database does not answer: %s", type(trouble).__name__)
            nonce = secrets.token_urlsafe(16)
            return _page(busy_page(_words(request), nonce), nonce, 503)

    return answered


class _Calls:
    def __init__(self, of: Visits) -> None:
        self._of = of
        self._saying = Saying(of.hub, of.clock, secrets.token_bytes)
        self._routing = Routing(of.engine, of.hub, of.clock)
        self._projection = Projection(of.engine, of.clock)

    async def show(self, request: Request) -> Response:
        if not self._may_ask(request):
            return _nothing(request)
        return await run_in_threadpool(self._show, request, Typed())

    async def take(self, request: Request) -> Response:
        fields = await _fields(request)
        if not self._may_ask(request):
            return _nothing(request)
        return await run_in_threadpool(self._take, request, fields)

    # -- in a thread

    def _show(self, request: Request, typed: Typed, status: int = 200) -> Response:
        self._follow(request)
        try:
            with self._of.engine.begin() as db:
                page = self._opened(db, request)
                if page is None:
                    return self._strange(request)
                has = [
                    bool(tails_of(db, page.outlet, one.item))
                    and not (one.waiting and is_answered(db, page.outlet, one.waiting.id))
                    for one in page.items
                ]
            shown = Shown(opened=page, has_digits=tuple(has), typed=typed)
            words, nonce = _words(request, page), secrets.token_urlsafe(16)
            return _page(receipt_page(words, nonce, shown), nonce, status)
        except (ValueError, KeyError, TypeError, IndexError):
            LOG.exception("a receipt that cannot be told")
            return _nothing(request)

    def _take(self, request: Request, fields: Fields | None) -> Response:
        self._follow(request)
        with self._of.engine.begin() as db:
            page = self._opened(db, request)
            if page is None:
                return self._strange(request)
            form = _form(fields) if fields is not None else None
            said = self._saying.take(db, page, form) if form else Said.FORGED
        if said is Said.DONE:
            self._routing.follow(page.outlet)
            self._projection.follow(page.outlet)
            place = f"#item{form.item}" if form else ""
            lang = request.query_params.get("lang", "")
            query = f"?lang={lang}" if lang in LANGUAGES else ""
            return _guarded(RedirectResponse(f"{request.url.path}{query}{place}", 303))
        typed = self._typed(request, page, form, said)
        return self._show(request, typed, STATUS.get(said, UNREADABLE))

    @staticmethod
    def _typed(request: Request, page: Opened, form: Form | None, said: Said) -> Typed:
        objection = _words(request, page).say(OBJECTIONS[said])
        # what is not in its place any more is told at the top
        if form is None or said in (Said.FORGED, Said.NOTHING_WAITS, Said.ENOUGH):
            return Typed(objection=objection)
        what = "answer" if form.what in ASKS_ANSWER else form.what.value
        return Typed(
            item=form.item, what=what, text=form.text[:MOST_TYPED], stars=form.stars,
            objection=objection,
        )  # fmt: skip

    def _opened(self, db: sa.Connection, request: Request) -> Opened | None:
        number, token = _address(request)
        if not (is_valid(number) and number[0] == str(NumberKind.RECEIPT.digit) and token):
            return None
        place = tokens.find(db, _outlets(db, int(number[1:6])), token)
        if place is None:
            return None
        try:
            return opened(db, place, number, self._of.clock(), self._of.days)
        except (ValueError, KeyError, TypeError, IndexError):
            LOG.exception("a receipt that cannot be read")
            return None

    def _follow(self, request: Request) -> None:
        """Takes in what the outlet has just sent, where there is something."""
        number, _ = _address(request)
        if not is_valid(number):
            return
        with self._of.engine.begin() as db:
            outlets = _outlets(db, int(number[1:6]))
            behind = [one for one in outlets if _is_behind(db, one)]
        for outlet in behind:
            self._projection.follow(outlet)

    # -- how often

    def _may_ask(self, request: Request) -> bool:
        _, token = _address(request)
        return self._of.visitors.may_ask(_from(request), token)

    def _strange(self, request: Request) -> Response:
        self._of.visitors.strange(_from(request))
        return _nothing(request)


def _outlets(db: sa.Connection, called: int) -> list[int]:
    """The outlets a receipt's number may mean: the one of that number, or what a shop has become
    that called itself so.
    """
    adopted = sa.select(t.ADOPTED.c.outlet_no).where(t.ADOPTED.c.no == called)
    return [called, *(int(one) for one in db.execute(adopted).scalars())]


def _is_behind(db: sa.Connection, outlet: int) -> bool:
    followed = t.FOLLOWED.c
    where = followed.outlet_no == outlet, followed.name.in_((routing.NAME, NAME))
    found = db.execute(sa.select(followed.name, followed.pos).where(*where)).all()
    known = {str(name): int(pos) for name, pos in found}
    return known.get(routing.NAME, 0) > known.get(NAME, 0)


def _address(request: Request) -> tuple[str, str]:
    """Number and token in lower case; no token where it cannot be one."""
    token = str(request.path_params["token"]).lower()
    is_one = len(token) == tokens.TOKEN_DIGITS and not set(token) - set("0123456789abcdef")
    return str(request.path_params["number"]), token if is_one else ""


def _from(request: Request) -> str:
    """Who asks; behind a proxy whom that names, where it may (FORWARDED_ALLOW_IPS)."""
    return request.client.host if request.client else ""


def _words(request: Request, page: Opened | None = None) -> Words:
    chosen = LANGUAGES.get(request.query_params.get("lang", ""))
    otherwise = CHINESE if page is None or page.receipt.language != "en" else "en"
    accepted = request.headers.get("accept-language", "")
    return Words(chosen or language_of(accepted, otherwise))


async def _fields(request: Request) -> Fields | None:
    """What a form brings; None for anything that is no form of ours."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    content = bytearray()
    try:
        async for piece in request.stream():
            content += piece
            if len(content) > MOST_BODY:
                return None
        text = content.decode("ascii")
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except (ValueError, ClientDisconnect):
        return None
    return dict(pairs) if kind == FORM and len(dict(pairs)) == len(pairs) else None


def _form(fields: Fields) -> Form | None:
    item, stars = fields.get("item", ""), fields.get("stars", "0")
    try:
        what = AnswerWhat(fields.get("what", ""))
    except ValueError:
        return None
    numbers = all(one.isascii() and one.isdecimal() for one in (item, stars))
    if not numbers or len(item + stars) > MOST_DIGITS * 2:
        return None
    return Form(
        what=what, item=int(item), number=fields.get("estimate", ""),
        digits=fields.get("digits", ""), stars=int(stars), text=fields.get("text", ""),
    )  # fmt: skip


def _nothing(request: Request) -> Response:
    nonce = secrets.token_urlsafe(16)
    return _page(nothing_page(_words(request), nonce), nonce, 404)


def _page(html: str, nonce: str, status: int) -> Response:
    answer = HTMLResponse(html, status)
    answer.headers["content-security-policy"] = POLICY.format(nonce=nonce)
    return _guarded(answer)


def _guarded(answer: Response) -> Response:
    answer.headers.update(HEADERS)
    return answer
