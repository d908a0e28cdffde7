"""The short lists of a shop, and the outlet itself."""

import json
from dataclasses import dataclass
from typing import Any

from counter.domain.choices import RECEIPT_WORDING
from counter.domain.refusals import RuleBroken
from counter.domain.states import PrintStatus, Role
from counter.storage.database import Connection
from counter.storage.questions.outlet import settings, today
from counter.storage.questions.reading import (
    Page,
    Row,
    at_one_moment,
    made,
    name_after,
    page,
    page_size,
    place_after,
    places,
    row,
    rows,
    value,
)


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """Somebody who works here; `has_pin` = may sign in at this seat."""

    code: str
    name: str
    role: Role
    badge: str
    is_active: bool
    has_pin: bool


@dataclass(frozen=True, kw_only=True)
class Chip:
    """One choice of a list of the shop's own, in both languages."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, kw_only=True)
class UsualTest:
    """A measurement that items of a kind usually get, its limits decimals as text."""

    zh: str
    en: str
    unit: str
    low: str
    high: str


@dataclass(frozen=True, kw_only=True)
class ItemKindRow:
    """A kind of item with its chips, its usual tests and the points of its inspection."""

    code: str
    name_zh: str
    name_en: str
    icon: str
    faults: list[Chip]
    conditions: list[Chip]
    accessories: list[Chip]
    tests: list[UsualTest]
    checks: list[Chip]
    place: int
    is_active: bool


@dataclass(frozen=True, kw_only=True)
class ShelfRow:
    """A shelf and how many items lie on it."""

    number: str
    name: str
    items: int
    is_active: bool


@dataclass(frozen=True, kw_only=True)
class PartRow:
    """A part of the price list and how many are in stock.

    The price is the one in force today; `next_price_fen` holds from `next_from_on` on, where head
    office (`publisher` 0) has published another.
    """

    number: str
    code: str
    name: str
    spec: str
    unit: str
    price_fen: int
    low_fen: int
    high_fen: int
    currency: str
    in_stock: int
    is_active: bool
    publisher: int
    next_price_fen: int | None
    next_from_on: str


@dataclass(frozen=True, kw_only=True)
class OutletView:
    """This outlet and seat.

    `settings` are those in force, the shop's own or the rule pack's; `receipt_wording` is the
    version new receipts carry.
    """

    number: int
    name: str
    name_en: str
    address: str
    service_phone: str
    complaint_phone: str
    zone: str
    currency: str
    language: str
    opened_at: int
    seat_digit: int
    seat_name: str
    settings: dict[str, Any]
    receipt_wording: str


@dataclass(frozen=True, kw_only=True)
class DraftRow:
    """What a form held when it was last typed in. `draft` is what the act that drops it is told."""

    draft: str
    form: str
    body: dict[str, Any]
    saved_at: int


@dataclass(frozen=True, kw_only=True)
class PrintRow:
    """A paper that waits for a printer, or did. `place` is where it stands in the queue, `reprints`
    how often papers of its number were printed again when it is such a one. It goes to `printer`
    where that is not the one set for its form; `next_at` is when it is tried next, None where
    nobody let it go yet.
    """

    place: int
    form: str
    number: str
    copies: int
    reprint: bool
    reprints: int
    status: PrintStatus
    queued_at: int
    printed_at: int | None
    reason: str
    printer: str
    tries: int
    next_at: int | None


#: what a paper is whose sheet nobody has seen yet
UNPRINTED = (
    PrintStatus.QUEUED,
    PrintStatus.PRINTING,
    PrintStatus.FAILED,
    PrintStatus.UNSURE,
)
REPRINTS = "SELECT count(*) FROM alarm a WHERE a.number = p.number AND a.rule = 'paper.reprinted'"
OF_PAPERS = (
    "k AS place, form, number, copies, reprint, "
    f"CASE WHEN reprint THEN ({REPRINTS}) ELSE 0 END AS reprints, status, queued_at, printed_at, "
    "reason, printer, tries, next_at FROM print_job p"
)
MOST_LET_GO = 1000


def people(
    db: Connection, *, active_only: bool = True, after: str | None = None, limit: int = 200
) -> Page[PersonRow]:
    """The people of the shop by their codes."""
    size = page_size(limit)
    found = rows(
        db,
        "SELECT p.k AS _at, p.code AS _key, p.code, p.name, p.role, p.badge, "
        "p.active AS is_active, v.person_id IS NOT NULL AS has_pin "
        "FROM person p LEFT JOIN pin_verifier v ON v.person_id = p.id "
        f"WHERE (p.code, p.k) > (?, ?){' AND p.active = 1' if active_only else ''} "
        "ORDER BY p.code, p.k LIMIT ?",
        (*name_after(after), size + 1),
    )
    return page(found, size, _person)


def _person(found: Row) -> PersonRow:
    return made(PersonRow, found)


def item_kinds(
    db: Connection, *, active_only: bool = True, after: str | None = None, limit: int = 200
) -> Page[ItemKindRow]:
    """The kinds of item this shop repairs, with their chips, in the shop's own order."""
    size = page_size(limit)
    found = rows(
        db,
        "SELECT place AS _at, k AS _key, code, name_zh, name_en, icon, place, active AS is_active, "
        "faults_json AS faults, conditions_json AS conditions, accessories_json AS accessories, "
        "tests_json AS tests, checks_json AS checks "
        f"FROM item_kind WHERE (place, k) > (?, ?){' AND active = 1' if active_only else ''} "
        "ORDER BY place, k LIMIT ?",
        (*(place_after(after) if after else (-1, 0)), size + 1),
    )
    return page(found, size, _item_kind)


def _item_kind(found: Row) -> ItemKindRow:
    lists = {name: chips(found[name]) for name in ("faults", "conditions", "accessories", "checks")}
    return made(ItemKindRow, found, tests=usual_tests(found["tests"]), **lists)


def chips(text: str) -> list[Chip]:
    """The choices of one list of a kind of item."""
    return [
        Chip(code=one.get("code", ""), zh=one.get("zh", ""), en=one.get("en", ""))
        for one in json.loads(text)
    ]


def usual_tests(text: str) -> list[UsualTest]:
    """The usual tests of a kind of item."""
    return [UsualTest(**one) for one in json.loads(text)]


def usual_work(db: Connection, kind_code: str) -> tuple[list[UsualTest], list[Chip]]:
    """What is measured on items of a kind, and what is looked at before one passes."""
    found = row(
        db,
        "SELECT tests_json, checks_json FROM item_kind WHERE code = ? "
        "ORDER BY active DESC, k LIMIT 1",
        (kind_code,),
    )
    if found is None:
        return [], []
    return usual_tests(found["tests_json"]), chips(found["checks_json"])


def shelves(
    db: Connection, *, active_only: bool = True, after: str | None = None, limit: int = 200
) -> Page[ShelfRow]:
    """The shelves by number, each with how many items lie on it."""
    size = page_size(limit)
    found = rows(
        db,
        "SELECT s.k AS _at, s.number AS _key, s.number, s.name, s.active AS is_active, "
        "(SELECT count(*) FROM customer_item i WHERE i.shelf_id = s.id AND i.out_at IS NULL) "
        "AS items "
        f"FROM shelf s WHERE (s.number, s.k) > (?, ?){' AND s.active = 1' if active_only else ''} "
        "ORDER BY s.number, s.k LIMIT ?",
        (*name_after(after), size + 1),
    )
    return page(found, size, _shelf)


def _shelf(found: Row) -> ShelfRow:
    return made(ShelfRow, found)


def parts(
    db: Connection,
    *,
    text: str = "",
    active_only: bool = True,
    after: str | None = None,
    limit: int = 50,
) -> Page[PartRow]:
    """Parts by code, those that have `text` in code, name, specification or number."""
    tests = " AND p.active = 1" if active_only else ""
    given: list[object] = [*name_after(after)]
    if sought := text.strip():
        tests += " AND instr(upper(p.code || ' ' || p.name || ' ' || p.spec || ' ' || p.number), ?)"
        given.append(sought.upper())
    size = page_size(limit)
    day = today(db).isoformat()
    found = rows(db, _PARTS.format(tests=tests), (day, day, *given, size + 1))
    return page(found, size, _part)


_PARTS = """
SELECT p.k AS _at, p.code AS _key, p.number, p.code, p.name, p.spec, p.unit,
  coalesce(f.price_fen, p.price_fen) AS price_fen, coalesce(f.low_fen, p.low_fen) AS low_fen,
  coalesce(f.high_fen, p.high_fen) AS high_fen, coalesce(f.currency, p.currency) AS currency,
  p.active AS is_active, p.publisher, coalesce(b.qty, 0) AS in_stock,
  n.price_fen AS next_price_fen, coalesce(n.from_on, '') AS next_from_on
FROM part p LEFT JOIN stock_balance b ON b.part_id = p.id
LEFT JOIN part_price f ON f.k = (SELECT k FROM part_price WHERE part_id = p.id AND from_on <= ?
  ORDER BY from_on DESC, id DESC LIMIT 1)
LEFT JOIN part_price n ON n.k = (SELECT k FROM part_price WHERE part_id = p.id AND from_on > ?
  ORDER BY from_on, id DESC LIMIT 1)
WHERE (p.code, p.k) > (?, ?){tests} ORDER BY p.code, p.k LIMIT ?
"""


def _part(found: Row) -> PartRow:
    return made(PartRow, found)


@at_one_moment
def outlet_view(db: Connection) -> OutletView:
    """This outlet, this seat, and the settings that are kept."""
    found = row(
        db,
        "SELECT o.number, o.name, o.name_en, o.address, o.service_phone, "
        "o.complaint_phone, o.zone, o.currency, o.language, o.opened_at, s.digit AS seat_digit, "
        "s.name AS seat_name FROM sync_gate g JOIN outlet o ON o.number = g.outlet "
        "JOIN sync_state st ON st.name = 'seat' JOIN seat s ON s.id = st.value",
    )
    if found is None:
        raise RuleBroken("record.gone", kind="outlet")
    return made(OutletView, found, settings=settings(db), receipt_wording=RECEIPT_WORDING)


@at_one_moment
def drafts(
    db: Connection, *, person_code: str, after: str | None = None, limit: int = 50
) -> Page[DraftRow]:
    """What somebody has begun to type and not yet sent, the newest first."""
    person = value(db, "SELECT id FROM person WHERE code = ?", (person_code,))
    if person is None:
        raise RuleBroken("person.unknown", code=person_code)
    size = page_size(limit)
    at, key = place_after(after) if after else (1 << 62, 0)
    found = rows(
        db,
        "SELECT saved_at AS _at, k AS _key, lower(hex(id)) AS draft, form, body_json AS body, "
        "saved_at FROM draft WHERE person_id = ? AND (saved_at, k) < (?, ?) "
        "ORDER BY saved_at DESC, k DESC LIMIT ?",
        (person, at, key, size + 1),
    )
    return page(found, size, _draft)


def _draft(found: Row) -> DraftRow:
    return made(DraftRow, found, body=json.loads(found["body"]))


def print_queue(
    db: Connection, *, status: PrintStatus | None = None, after: str | None = None, limit: int = 50
) -> Page[PrintRow]:
    """Papers for the printers, the newest first."""
    tests, given = "k < ?", [place_after(after)[1] if after else 1 << 62]
    size = page_size(limit)
    found = rows(
        db,
        f"SELECT 0 AS _at, k AS _key, {OF_PAPERS} "
        f"WHERE {'status = ? AND ' if status else ''}{tests} "
        "ORDER BY k DESC LIMIT ?",
        ((status, *given, size + 1) if status else (*given, size + 1)),
    )
    return page(found, size, _print_row)


def unprinted(db: Connection, *, limit: int = 50) -> list[PrintRow]:
    """Papers of which nobody said that they came out, the oldest first."""
    marks = [status.value for status in UNPRINTED]
    return [
        _print_row(found)
        for found in rows(
            db,
            f"SELECT {OF_PAPERS} WHERE status IN ({places(marks)}) ORDER BY k LIMIT ?",
            (*marks, page_size(limit)),
        )
    ]


def papers_let_go(db: Connection, *, wanted: list[int]) -> list[PrintRow]:
    """What may be printed: papers at the places `wanted` and those tried by themselves."""
    return [
        _print_row(found)
        for found in rows(
            db,
            f"SELECT {OF_PAPERS} WHERE status = 'QUEUED' "
            "AND (next_at IS NOT NULL OR k IN (SELECT value FROM json_each(?))) "
            "ORDER BY k LIMIT ?",
            (json.dumps(wanted), MOST_LET_GO),
        )
    ]


def _print_row(found: Row) -> PrintRow:
    return made(PrintRow, found)
