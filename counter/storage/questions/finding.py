"""The one search box: a number, part of a phone, a name, its initials, a serial number."""

from collections.abc import Iterator
from dataclasses import dataclass

from counter.domain import numbers, personal
from counter.domain.numbers import NumberKind
from counter.domain.refusals import RuleBroken
from counter.storage import search
from counter.storage.database import Connection
from counter.storage.issued import record_of_number
from counter.storage.questions.board import OpenState
from counter.storage.questions.numbered import item_of, kind_of, leads_to_item, lookup
from counter.storage.questions.parts_of_sql import OPEN_RECEIPT
from counter.storage.questions.reading import Row, at_one_moment, made, places, rows, value
from counter.storage.questions.searching import customers_like, units_like

MOST_FOUND, MOST_OPEN_CASES, MOST_SEQUENCE = 50, 5, 5


@dataclass(frozen=True, kw_only=True)
class NumberFound:
    """What a whole number is of; `case_number` where it leads to a case."""

    kind: NumberKind
    number: str
    case_number: str


@dataclass(frozen=True, kw_only=True)
class OpenCase:
    """A case whose item is still here."""

    case_number: str
    card_number: str
    receipt_number: str
    state: OpenState
    customer_name: str
    product: str
    brand: str
    model: str
    promised_at: int
    shelf: str


@dataclass(frozen=True, kw_only=True)
class CustomerFound:
    """A customer, how often he was here, and what of his is here now."""

    number: str
    name: str
    phone: str
    cases: int
    last_case_number: str
    last_visit_at: int | None
    open_cases: list[OpenCase]


@dataclass(frozen=True, kw_only=True)
class UnitFound:
    """A unit whose serial number has what was typed."""

    serial: str
    kind_code: str
    product: str
    brand: str
    model: str
    customer_name: str
    last_case_number: str
    open_case_number: str


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a search found, each kind with the newest first."""

    number: NumberFound | None
    customers: list[CustomerFound]
    units: list[UnitFound]
    cases: list[OpenCase]


_CUSTOMERS = """
SELECT c.id AS _id, c.number, c.name, c.phone,
  (SELECT count(*) FROM customer_item i WHERE i.customer_id = c.id) AS cases,
  (SELECT i.number FROM customer_item i WHERE i.customer_id = c.id
    ORDER BY i.received_at DESC, i.k DESC LIMIT 1) AS last_case_number,
  (SELECT max(i.received_at) FROM customer_item i WHERE i.customer_id = c.id) AS last_visit_at
FROM customer c WHERE c.id IN ({ids})
"""
_OPEN = f"""
SELECT i.customer_id AS _customer, i.number AS case_number, c.number AS card_number,
  {OPEN_RECEIPT} AS receipt_number, o.state, cu.name AS customer_name, u.product, u.brand, u.model,
  i.promised_at, s.name AS shelf
FROM customer_item i JOIN open_item o ON o.id = i.id
  LEFT JOIN repair_card c ON c.item_id = i.id LEFT JOIN unit u ON u.id = i.unit_id
  LEFT JOIN customer cu ON cu.id = i.customer_id LEFT JOIN shelf s ON s.id = i.shelf_id
"""
_OPEN_OF_CUSTOMERS = _OPEN + "WHERE i.customer_id IN ({ids}) AND i.out_at IS NULL ORDER BY i.k DESC"
_OPEN_OF_ITEM = _OPEN + "WHERE i.id = ?"
_UNITS = """
SELECT u.id AS _id, u.serial, u.kind_code, u.product, u.brand, u.model, cu.name AS customer_name,
  (SELECT number FROM customer_item i WHERE i.unit_id = u.id
    ORDER BY i.received_at DESC, i.k DESC LIMIT 1) AS last_case_number,
  (SELECT number FROM customer_item i WHERE i.unit_id = u.id AND i.out_at IS NULL
    ORDER BY i.k DESC LIMIT 1) AS open_case_number
FROM unit u LEFT JOIN customer cu ON cu.id = u.customer_id WHERE u.id IN ({ids})
"""


@at_one_moment
def find(db: Connection, *, text: str, masked: bool = False, limit: int = 20) -> Found:
    """What somebody typed into the search box, wherever it is found.

    A whole number or a receipt's link, three or more digits of a phone, a name or part of it, the
    initials of its pinyin, four or more characters of a serial number, the last five digits of a
    case number. Raises RuleBroken "number.…" for a whole number with a slip that finds nothing.
    """
    typed = personal.cleaned(text, "search")
    plain = search.folded(typed)
    most = max(1, min(limit, MOST_FOUND))
    slip: RuleBroken | None = None
    number, ids = None, list[bytes]()
    if _is_whole_number(typed):
        try:
            number, ids = _number(db, typed)
        except RuleBroken as refused:
            slip = refused
    if number is None and plain:
        ids = customers_like(db, typed, most)
    found = Found(
        number=number,
        customers=_customers(db, ids, masked),
        units=_units(db, units_like(db, typed, ids)[:most], masked) if number is None else [],
        cases=_by_sequence(db, plain, masked) if number is None else [],
    )
    if slip and not (found.customers or found.units):
        raise slip
    return found


def _is_whole_number(typed: str) -> bool:
    digits = numbers.plain(typed)
    return digits.isdigit() and numbers.LENGTH <= len(digits) <= numbers.LENGTH + 1


def _number(db: Connection, typed: str) -> tuple[NumberFound, list[bytes]]:
    table, row_id = lookup(db, typed)
    case_number = ""
    if leads_to_item(table):
        item = item_of(db, typed)
        case_number = value(db, "SELECT number FROM customer_item WHERE id = ?", (item,))
    return (
        NumberFound(kind=kind_of(table), number=numbers.plain(typed), case_number=case_number),
        [row_id] if table == "customer" else [],
    )


def _customers(db: Connection, ids: list[bytes], masked: bool) -> list[CustomerFound]:
    """The customers of those ids, in that order, with what of theirs is here."""
    if not ids:
        return []
    here: dict[bytes, list[OpenCase]] = {}
    for one in rows(db, _OPEN_OF_CUSTOMERS.format(ids=places(ids)), ids):
        cases = here.setdefault(one["_customer"], [])
        if len(cases) < MOST_OPEN_CASES:
            cases.append(_open_case(one, masked))
    found = {one["_id"]: one for one in rows(db, _CUSTOMERS.format(ids=places(ids)), ids)}
    return [_customer(found[one], here.get(one, []), masked) for one in ids]


def _customer(found: Row, here: list[OpenCase], masked: bool) -> CustomerFound:
    if masked:
        found["name"] = personal.masked_name(found["name"])
        found["phone"] = personal.masked_phone(found["phone"])
    return made(CustomerFound, found, open_cases=here)


def _open_case(found: Row, masked: bool) -> OpenCase:
    if masked:
        found["customer_name"] = personal.masked_name(found["customer_name"] or "")
    return made(OpenCase, found)


def _units(db: Connection, ids: list[bytes], masked: bool) -> list[UnitFound]:
    if not ids:
        return []
    found = {one["_id"]: one for one in rows(db, _UNITS.format(ids=places(ids)), ids)}
    if masked:
        for one in found.values():
            one["customer_name"] = personal.masked_name(one["customer_name"] or "")
    return [made(UnitFound, found[one]) for one in ids]


def _by_sequence(db: Connection, plain: str, masked: bool) -> list[OpenCase]:
    """Open cases by the sequence in the number on their case, card or receipt."""
    if not plain.isdecimal() or len(plain) > MOST_SEQUENCE or not int(plain):
        return []
    items: dict[bytes, None] = {}
    for digits in _numbers_with(db, int(plain)):
        if record_of_number(db, digits):
            items[item_of(db, digits)] = None
    found = [one for item in items for one in rows(db, _OPEN_OF_ITEM, (item,))]
    return [_open_case(one, masked) for one in found]


def _numbers_with(db: Connection, sequence: int) -> Iterator[str]:
    """The numbers this outlet can have given with that sequence, the newest year first."""
    kinds = {kind.digit: kind for kind in (NumberKind.CASE, NumberKind.CARD, NumberKind.RECEIPT)}
    given = db.execute(
        "SELECT c.kind, c.year, s.digit, g.outlet FROM sync_gate g "
        "JOIN outlet o ON o.number = g.outlet JOIN seat s ON s.outlet_id = o.id "
        "JOIN number_counter c ON c.kind IN (1, 2, 3) GROUP BY c.kind, c.year, s.digit "
        "ORDER BY c.year DESC, c.kind LIMIT 60"
    ).fetchall()
    for kind, year, seat, outlet in given:
        yield numbers.make(kinds[kind], outlet=outlet, seat=seat, year=year, sequence=sequence)
