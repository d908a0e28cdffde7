"""The customers of a shop as a list to leaf through and search, and the file of each."""

from dataclasses import dataclass

from counter.domain import numbers, personal
from counter.domain.numbers import NumberKind
from counter.domain.refusals import RuleBroken
from counter.storage.database import Connection
from counter.storage.questions.board import OpenState
from counter.storage.questions.case_parts import customer_view
from counter.storage.questions.case_views import CustomerView
from counter.storage.questions.cases import masked_customer
from counter.storage.questions.customers import KnownUnit, merged_customer, units_of
from counter.storage.questions.fault_words import FaultWords
from counter.storage.questions.numbered import item_of, lookup, one_of
from counter.storage.questions.reading import (
    MOST_ROWS,
    Page,
    Row,
    at_one_moment,
    made,
    page,
    page_size,
    place_after,
    places,
    rows,
    value,
)
from counter.storage.questions.registers import END
from counter.storage.questions.searching import customers_like


@dataclass(frozen=True, kw_only=True)
class CustomerRow:
    """A customer in the list; `open_cases` are the items of his that are here."""

    number: str
    name: str
    phone: str
    cases: int
    open_cases: int
    last_visit_at: int | None


@dataclass(frozen=True, kw_only=True)
class CustomerFile:
    """A customer with his units; `merged` are the numbers of entries that became part of his."""

    customer: CustomerView
    units: list[KnownUnit]
    merged: list[str]
    cases: int
    open_cases: int


@dataclass(frozen=True, kw_only=True)
class CustomerCase:
    """One visit of a customer's item."""

    case_number: str
    state: OpenState | None
    received_at: int
    out_at: int | None
    product: str
    brand: str
    model: str
    serial: str
    fault: str
    charged_fen: int | None
    currency: str


_COUNTS = """
  (SELECT count(*) FROM customer_item i WHERE i.customer_id = c.id) AS cases,
  (SELECT count(*) FROM customer_item i WHERE i.customer_id = c.id AND i.out_at IS NULL)
    AS open_cases
"""
_ROW = f"""
SELECT 0 AS _at, c.k AS _key, c.id AS _id, c.number, c.name, c.phone, {_COUNTS},
  (SELECT max(i.received_at) FROM customer_item i WHERE i.customer_id = c.id) AS last_visit_at
FROM customer c
"""
# the plus keeps the order of insertion: an index on who was merged would have all rows sorted
_NEWEST = (
    _ROW
    + """
WHERE c.k < ? AND +c.merged_into IS NULL AND c.erased_at IS NULL ORDER BY c.k DESC LIMIT ?
"""
)
_NAMED = _ROW + "WHERE c.id IN ({ids}) AND c.merged_into IS NULL AND c.erased_at IS NULL"
_MERGED = "SELECT number FROM customer INDEXED BY ix_customer_merged_into WHERE merged_into = ?"
_FILE = f"SELECT {_COUNTS} FROM customer c WHERE c.id = ?"
_CASES = """
SELECT i.received_at AS _at, i.k AS _key, i.number AS case_number, o.state, i.received_at, i.out_at,
  u.kind_code, u.product, u.brand, u.model, u.serial, i.fault, i.fault_codes_json AS _fault_codes,
  (SELECT st.gross_fen FROM settlement st WHERE st.item_id = i.id
    ORDER BY st.status = 'REPLACED', st.k DESC LIMIT 1) AS charged_fen, i.currency
FROM customer_item i LEFT JOIN open_item o ON o.id = i.id LEFT JOIN unit u ON u.id = i.unit_id
WHERE i.customer_id = ? AND (i.received_at, i.k) < (?, ?)
ORDER BY i.received_at DESC, i.k DESC LIMIT ?
"""


@at_one_moment
def customers(
    db: Connection,
    *,
    text: str = "",
    masked: bool = True,
    after: str | None = None,
    limit: int = 50,
) -> Page[CustomerRow]:
    """The customers, the newest first; with `text` those it may mean, on one page.

    `text` is part of a phone, a name, its initials, a serial number, or the number of a customer
    or of one of his papers.
    """
    size, typed = page_size(limit), personal.cleaned(text, "search")
    if typed:
        ids = _named(db, typed)
        found = {one["_id"]: one for one in rows(db, _NAMED.format(ids=places(ids)), ids)}
        return Page(rows=[_row(found[one], masked) for one in ids if one in found])
    before = place_after(after)[1] if after else END
    found_rows = rows(db, _NEWEST, (before, size + 1))
    return page(found_rows, size, _masked_row if masked else _plain_row)


@at_one_moment
def customer_file(db: Connection, *, number: str, masked: bool = True) -> CustomerFile:
    """All that is known of a customer; the number of one that was merged leads to who he is now.

    Raises RuleBroken "customer.unknown", "customer.other_outlet" or "number.…".
    """
    customer = merged_customer(db, one_of(db, number, NumberKind.CUSTOMER))
    view = customer_view(db, customer)
    (counts,) = rows(db, _FILE, (customer,))
    return CustomerFile(
        customer=masked_customer(view) if masked else view,
        units=units_of(db, customer),
        merged=[found for (found,) in db.execute(_MERGED, (customer,))],
        **counts,
    )


@at_one_moment
def customer_cases(
    db: Connection,
    *,
    number: str,
    language: str | None = None,
    after: str | None = None,
    limit: int = 50,
) -> Page[CustomerCase]:
    """Every case of a customer, the newest first; `language` names the faults, None = the outlet's.

    Raises as `customer_file` does.
    """
    customer = merged_customer(db, one_of(db, number, NumberKind.CUSTOMER))
    size, faults = page_size(limit), FaultWords(db, language)
    found = rows(db, _CASES, (customer, *(place_after(after) if after else (END, 0)), size + 1))

    def case(one: Row) -> CustomerCase:
        told = faults.of(one)
        del one["kind_code"]
        return made(CustomerCase, one | {"fault": told})

    return page(found, size, case)


def _named(db: Connection, typed: str) -> list[bytes]:
    digits = numbers.plain(typed)
    if digits.isdigit() and len(digits) == numbers.LENGTH:
        try:
            table, row_id = lookup(db, digits)
            if table == "customer":
                return [merged_customer(db, row_id)]
            owner = "SELECT customer_id FROM customer_item WHERE id = ?"
            return [merged_customer(db, value(db, owner, (item_of(db, digits),)))]
        except RuleBroken:
            return []  # no number of ours
    return customers_like(db, typed, MOST_ROWS)


def _row(found: Row, masked: bool) -> CustomerRow:
    return _masked_row(found) if masked else _plain_row(found)


def _plain_row(found: Row) -> CustomerRow:
    return made(CustomerRow, found)


def _masked_row(found: Row) -> CustomerRow:
    found["name"] = personal.masked_name(found["name"])
    found["phone"] = personal.masked_phone(found["phone"])
    return made(CustomerRow, found)
