"""The one search box: a number, part of a phone, a name, its initials, a serial number."""

from collections.abc import Iterator
from dataclasses import dataclass

from counter.domain import numbers, personal
from counter.domain.numbers import NumberKind
from counter.domain.refusals import RuleBroken
from counter.storage import search
from counter.storage.database import Connection
from counter.storage.questions.board import OpenState
from counter.storage.questions.customers import customers_of_phone
from counter.storage.questions.numbered import item_of, kind_of, leads_to_item, lookup
from counter.storage.questions.parts_of_sql import OPEN_RECEIPT
from counter.storage.questions.reading import Row, at_one_moment, made, row, rows

#: grams say "perhaps"; how many customers are looked at before the search says "that is all"
MOST_CANDIDATES, AT_ONCE = 600, 60
MOST_FOUND = 50
MOST_OPEN_CASES = 5
LEAST_PHONE, LEAST_SERIAL, MOST_SEQUENCE = 5, 4, 5


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


_CANDIDATES = """
SELECT s.k AS k, c.id, c.name, c.phone, c.phone_2 FROM search_index f
  JOIN search_row s ON s.k = f.rowid JOIN customer c ON c.id = s.id
WHERE f.search_index MATCH ? AND f.rowid < ? ORDER BY f.rowid DESC LIMIT ?
"""
_CUSTOMER = """
SELECT c.number, c.name, c.phone,
  (SELECT count(*) FROM customer_item i WHERE i.customer_id = c.id) AS cases,
  (SELECT i.number FROM customer_item i WHERE i.customer_id = c.id
    ORDER BY i.received_at DESC, i.k DESC LIMIT 1) AS last_case_number,
  (SELECT max(i.received_at) FROM customer_item i WHERE i.customer_id = c.id) AS last_visit_at
FROM customer c WHERE c.id = ?
"""
_OPEN = f"""
SELECT i.number AS case_number, c.number AS card_number, {OPEN_RECEIPT} AS receipt_number, o.state,
  cu.name AS customer_name, u.product, u.brand, u.model, i.promised_at, s.name AS shelf
FROM customer_item i JOIN open_item o ON o.id = i.id
  LEFT JOIN repair_card c ON c.item_id = i.id LEFT JOIN unit u ON u.id = i.unit_id
  LEFT JOIN customer cu ON cu.id = i.customer_id LEFT JOIN shelf s ON s.id = i.shelf_id
"""
_OPEN_OF_CUSTOMER = _OPEN + "WHERE i.customer_id = ? AND i.out_at IS NULL ORDER BY i.k DESC LIMIT ?"
_OPEN_OF_ITEM = _OPEN + "WHERE i.id = ?"
_UNIT = """
SELECT u.serial, u.kind_code, u.product, u.brand, u.model, cu.name AS customer_name,
  (SELECT number FROM customer_item i WHERE i.unit_id = u.id
    ORDER BY i.received_at DESC, i.k DESC LIMIT 1) AS last_case_number,
  (SELECT number FROM customer_item i WHERE i.unit_id = u.id AND i.out_at IS NULL
    ORDER BY i.k DESC LIMIT 1) AS open_case_number
FROM unit u LEFT JOIN customer cu ON cu.id = u.customer_id
"""
_SERIALS = (
    "SELECT id, serial FROM unit WHERE customer_id = ? AND merged_into IS NULL AND serial <> ''"
)


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
        ids = _customers(db, typed, plain, most)
    found = Found(
        number=number,
        customers=[_customer(db, one, masked) for one in ids],
        units=_units(db, typed, plain, ids, masked=masked)[:most] if number is None else [],
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
        case_number = rows(db, "SELECT number FROM customer_item WHERE id = ?", (item,))[0][
            "number"
        ]
    return (
        NumberFound(kind=kind_of(table), number=numbers.plain(typed), case_number=case_number),
        [row_id] if table == "customer" else [],
    )


def _customers(db: Connection, typed: str, plain: str, most: int) -> list[bytes]:
    """Ids of customers: the one of a whole phone first, then the newest."""
    found: dict[bytes, None] = {}
    if plain.isdigit() and len(plain) >= LEAST_PHONE:
        found = dict.fromkeys(_by_phone(db, typed))
    for customer in _searched(db, plain):
        if len(found) >= most:
            break
        found[customer] = None
    return list(found)


def _by_phone(db: Connection, typed: str) -> list[bytes]:
    try:
        return customers_of_phone(db, personal.phone_digits(typed))
    except RuleBroken:
        return []  # not a whole phone: the index finds what has these digits


def _searched(db: Connection, plain: str) -> Iterator[bytes]:
    """Customers the index names and whose own text says so too, since grams keep no order."""
    query, before, seen = search.query_of(plain), 1 << 62, 0
    while query and seen < MOST_CANDIDATES:
        batch = db.execute(_CANDIDATES, (query, before, AT_ONCE)).fetchall()
        for k, customer, name, *phones in batch:
            before = k
            if _is_hit(db, plain, customer, name, phones):
                yield customer
        seen += len(batch)
        if len(batch) < AT_ONCE:
            break


def _is_hit(db: Connection, plain: str, customer: bytes, name: str, phones: list[str]) -> bool:
    if plain in search.folded(name) or any(plain in search.folded(phone) for phone in phones):
        return True
    if plain.isascii() and plain.isalpha() and any(plain in way for way in search.initials(name)):
        return True
    if len(plain) < LEAST_SERIAL or not plain.isascii():
        return False
    return any(plain in search.folded(serial) for _, serial in db.execute(_SERIALS, (customer,)))


def _customer(db: Connection, customer: bytes, masked: bool) -> CustomerFound:
    found = row(db, _CUSTOMER, (customer,)) or {}
    if masked:
        found["name"] = personal.masked_name(found["name"])
        found["phone"] = personal.masked_phone(found["phone"])
    open_rows = rows(db, _OPEN_OF_CUSTOMER, (customer, MOST_OPEN_CASES))
    return made(CustomerFound, found, open_cases=[_open_case(one, masked) for one in open_rows])


def _open_case(found: Row, masked: bool) -> OpenCase:
    if masked:
        found["customer_name"] = personal.masked_name(found["customer_name"] or "")
    return made(OpenCase, found)


def _units(
    db: Connection, typed: str, plain: str, customers: list[bytes], *, masked: bool
) -> list[UnitFound]:
    """Units by whole serial number, then those of the customers found."""
    if len(plain) < LEAST_SERIAL or not plain.isascii():
        return []
    ids: dict[bytes, None] = {}
    if len(typed) <= personal.LIMITS["serial"]:
        whole = personal.serial_number(typed)
        same = "SELECT id FROM unit WHERE serial = ? AND merged_into IS NULL LIMIT 20"
        ids |= {unit: None for (unit,) in db.execute(same, (whole,))}
    for customer in customers:
        for unit, serial in db.execute(_SERIALS, (customer,)):
            if plain in search.folded(serial):
                ids[unit] = None
    found = [
        one
        for unit in list(ids)[:MOST_FOUND]
        for one in rows(db, _UNIT + "WHERE u.id = ?", (unit,))
    ]
    if masked:
        for one in found:
            one["customer_name"] = personal.masked_name(one["customer_name"] or "")
    return [made(UnitFound, one) for one in found]


def _by_sequence(db: Connection, plain: str, masked: bool) -> list[OpenCase]:
    """Open cases by the sequence in the number on their case, card or receipt."""
    if not plain.isdecimal() or len(plain) > MOST_SEQUENCE or not int(plain):
        return []
    items: dict[bytes, None] = {}
    for digits in _numbers_with(db, int(plain)):
        held = db.execute("SELECT 1 FROM paper_number WHERE number = ?", (digits,)).fetchone()
        if held:
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
