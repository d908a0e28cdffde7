"""The console as calls of the hub: who looks is asked first, every form is proven, every answer
carries what keeps browsers from doing more than is meant.
"""

import hmac
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from sqlalchemy.exc import OperationalError
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from counter.hub.console import (
    case_pages,
    door_pages,
    figure_pages,
    outlet_pages,
    publishing_pages,
    seat_pages,
    takings_pages,
    transfer_pages,
    trouble_pages,
)
from counter.hub.console.answers import FORBIDDEN, NOT_FOUND, SEE_OTHER, Answer, Office
from counter.hub.console.figure_pages import LAST_OUTLET
from counter.hub.console.frame import ROOT, Visit, note, page
from counter.hub.console.look import STYLE
from counter.hub.console.markup import el
from counter.hub.console.people import IDLE, csrf_of
from counter.language import LANGUAGES, N_, Words, language_of

LOG = logging.getLogger(__name__)
SESSION, BEFORE, LANGUAGE = "hub_session", "hub_before", "hub_language"
MOST_FORM, MOST_FIELDS, YEAR_S = 20_000, 30, 365 * 86_400
REPLICA = 16
#: a file of head office is typed or pasted here
PUBLISHED, MOST_FILE = f"{ROOT}/published", 2_000_000
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}
UNREAD = 400
REFUSED = {
    "may": N_("Your account may look, and not change anything."),
    "proof": N_("This page was open too long. Go back, load it again, and repeat what you did."),
    "unread": N_("What was sent is too long, or cannot be read. Go back, and shorten it."),
}
Shown = Callable[..., Answer | None]


@dataclass(frozen=True, slots=True)
class Site:
    """The calls of it, over the parts of the hub."""

    office: Office
    chance: Callable[[int], bytes]

    def routes(self) -> list[BaseRoute]:
        """All of them."""
        outlet, seat = "/outlets/{outlet:int}", "/outlets/{outlet:int}/seats/{replica}/revoke"
        code = "/outlets/{outlet:int}/codes/{code}/withdraw"
        return [
            Route(ROOT, self._to_outlets),
            Route(f"{ROOT}/style.css", _style),
            self._open("/sign-in", door_pages.sign_in_page, door_pages.sign_in),
            self._open("/first/{link}", door_pages.first_page, door_pages.choose),
            self._asks("/sign-out", None, door_pages.sign_out),
            self._asks("/outlets", outlet_pages.outlets_page),
            self._asks(outlet, outlet_pages.outlet_page),
            self._asks(f"{outlet}/cases", case_pages.cases_page),
            self._asks(f"{outlet}/cases/{{number}}", case_pages.case_page),
            self._asks(f"{outlet}/takings/{{day}}", takings_pages.day_page),
            self._asks(f"{outlet}/transfers/{{number}}", transfer_pages.transfer_page),
            self._asks("/transfers", transfer_pages.transfers_page),
            self._asks("/takings", takings_pages.takings_page),
            self._asks("/figures", figure_pages.figures_page),
            self._asks("/conflicts", trouble_pages.conflicts_page),
            self._asks("/held", trouble_pages.held_page),
            self._acts("/published", publishing_pages.published_page, publishing_pages.publish),
            self._acts("/seats", seat_pages.seats_page, seat_pages.code_page),
            self._acts(seat, seat_pages.revoke_page, seat_pages.revoke, is_hidden=True),
            self._acts(code, seat_pages.withdraw_page, seat_pages.withdraw, is_hidden=True),
            Route(f"{ROOT}/{{rest:path}}", self._guarded(_nothing)),
        ]

    # -- who may

    def _open(self, path: str, show: Shown, take: Shown) -> Route:
        """For everybody: the way in."""
        return self._route(path, show, take, lambda visit, _: True)

    def _asks(self, path: str, show: Shown | None, take: Shown | None = None) -> Route:
        """For who has signed in."""
        return self._route(path, show, take, lambda visit, _: visit.person is not None)

    def _acts(self, path: str, show: Shown, take: Shown, *, is_hidden: bool = False) -> Route:
        """For who may act; `is_hidden` also from those who may look."""

        def may(visit: Visit, method: str) -> bool:
            who = visit.person
            return who is not None and (who.may_act or (method == "GET" and not is_hidden))

        return self._route(path, show, take, may)

    def _route(
        self, path: str, show: Shown | None, take: Shown | None, may: Callable[[Visit, str], bool]
    ) -> Route:
        methods = [name for name, of in (("GET", show), ("POST", take)) if of]

        def answer(office: Office, visit: Visit, method: str, **place: Any) -> Answer | None:
            if not may(visit, method):
                return _refused(visit)
            of = take if method == "POST" else show
            assert of is not None
            return of(office, visit, **place)

        return Route(f"{ROOT}{path}", self._guarded(answer), methods=methods)

    # -- around every call

    def _guarded(self, answer: Shown) -> Callable[[Request], Awaitable[Response]]:
        async def call(request: Request) -> Response:
            form: dict[str, str] | None
            try:
                form = await _form(request) if request.method == "POST" else {}
            except (ValueError, ClientDisconnect):
                form = None
            return await run_in_threadpool(self._answered, request, form, answer)

        return call

    def _answered(self, request: Request, form: dict[str, str] | None, answer: Shown) -> Response:
        cookie, before = (request.cookies.get(name, "") for name in (SESSION, BEFORE))
        before = before or self.chance(16).hex()
        try:
            visit = self._visit(request, form or {}, cookie, before)
            if form is None:
                said = _refused(visit, "unread", UNREAD)
            elif request.method == "POST" and not _is_proven(request, visit):
                said = _refused(visit, "proof")
            else:
                method = "POST" if request.method == "POST" else "GET"
                place = _place(request)
                is_one = visit.person is None or _may_be(place)
                said = answer(self.office, visit, method, **place) if is_one else None
            if said is not None and said.cookie == "" and cookie:
                self.office.people.sign_out(cookie)
        except OperationalError:
            LOG.exception("the database does not answer")
            return Response("The database does not answer.", 503, HEADERS)
        said = said or _missing(visit)
        response = _response(said)
        self._set_cookies(request, response, said, before)
        return response

    def _visit(self, request: Request, form: dict[str, str], cookie: str, before: str) -> Visit:
        session = self.office.people.session(cookie)
        wanted = request.query_params.get("lang") or request.cookies.get(LANGUAGE, "")
        if wanted not in LANGUAGES:
            wanted = language_of(request.headers.get("accept-language", ""))
        return Visit(
            Words(wanted), session.person if session else None,
            session.csrf if session else csrf_of(before), request.url.path,
            _plain(request.query_params), _plain(form), self.office.clock(),
            request.client.host if request.client else "",
        )  # fmt: skip

    def _set_cookies(self, request: Request, response: Response, said: Answer, before: str) -> None:
        is_safe = request.url.scheme == "https"
        if is_safe:
            response.headers["strict-transport-security"] = f"max-age={YEAR_S}"
        kept: dict[str, Any] = {"path": ROOT, "httponly": True, "secure": is_safe}
        if said.cookie:
            response.set_cookie(SESSION, said.cookie, samesite="strict", **kept)
        elif said.cookie == "":
            response.delete_cookie(SESSION, samesite="strict", **kept)
        if BEFORE not in request.cookies:
            response.set_cookie(BEFORE, before, max_age=IDLE // 1000, samesite="strict", **kept)
        if (chosen := request.query_params.get("lang")) in LANGUAGES:
            response.set_cookie(LANGUAGE, chosen, max_age=YEAR_S, samesite="lax", **kept)

    async def _to_outlets(self, _request: Request) -> Response:
        return RedirectResponse(f"{ROOT}/outlets", SEE_OTHER, headers=HEADERS)


async def _style(_request: Request) -> Response:
    kept = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(STYLE, media_type="text/css", headers=HEADERS | kept)


async def _form(request: Request) -> dict[str, str]:
    content = bytearray()
    async for piece in request.stream():
        content += piece
        if len(content) > (MOST_FILE if request.url.path == PUBLISHED else MOST_FORM):
            raise ValueError("too large")
    return dict(parse_qsl(content.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS))


def _place(request: Request) -> dict[str, Any]:
    return {name: value for name, value in request.path_params.items() if name != "rest"}


def _may_be(place: Mapping[str, Any]) -> bool:
    """Whether an address can be one of ours: outlets have small numbers, seats ids in hex."""
    try:
        is_seat = len(bytes.fromhex(place.get("replica", "00" * REPLICA))) == REPLICA
    except ValueError:
        return False
    return is_seat and place.get("outlet", 0) <= LAST_OUTLET


def _plain(said: Mapping[str, str]) -> dict[str, str]:
    """Without the one character that PostgreSQL keeps in no text."""
    return {name: value.replace("\0", "") for name, value in said.items()}


def _is_proven(request: Request, visit: Visit) -> bool:
    """The form was made by us for this very browser."""
    from_elsewhere = request.headers.get("sec-fetch-site", "same-origin") != "same-origin"
    same = hmac.compare_digest(visit.form.get("csrf", "").encode(), visit.csrf.encode())
    return same and not from_elsewhere


def _refused(visit: Visit, why: str = "may", status: int = FORBIDDEN) -> Answer:
    """Where somebody may not: to the way in, or a sentence."""
    if visit.person is None and why == "may":
        return Answer(status=SEE_OTHER, to=f"{ROOT}/sign-in")
    say = visit.words.say
    back = el("p", el("a", say("To the outlets"), href=f"{ROOT}/outlets"))
    told = note(say(REFUSED[why]), "danger")
    return Answer(page(visit, say("That is not possible"), told, back), status)


def _nothing(_office: Office, visit: Visit, _method: str) -> Answer | None:
    return _refused(visit) if visit.person is None else None


def _missing(visit: Visit) -> Answer:
    say = visit.words.say
    back = el("p", el("a", say("To the outlets"), href=f"{ROOT}/outlets"))
    told = el("p", say("There is nothing at this address any more, or there never was."))
    return Answer(page(visit, say("Not here"), told, back), NOT_FOUND)


def _response(said: Answer) -> Response:
    if said.to:
        return RedirectResponse(said.to, said.status, headers=HEADERS)
    if said.name:
        named = {"content-disposition": f'attachment; filename="{said.name}"'}
        return Response(said.content, media_type="text/csv; charset=utf-8", headers=HEADERS | named)
    return Response(said.content, said.status, HEADERS, media_type="text/html")
