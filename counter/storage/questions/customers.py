"""Who stands at the counter: the customer of a phone, and the units he has brought before."""

from dataclasses import dataclass

from counter.domain import personal
from counter.storage.database import Connection
from counter.storage.questions.reading import MOST_ROWS, Row, at_one_moment, made, row, rows

#: no customer's merge goes through more hands
MOST_MERGES = 20


@dataclass(frozen=True, kw_only=True)
class KnownUnit:
    """A unit of a customer; `open_case_number` says that it lies here now."""

    kind_code: str
    product: str
    brand: str
    model: str
    serial: str
    colour: str
    bought_on: str
    visits: int
    last_visit_at: int | None
    last_case_number: str
    open_case_number: str


@dataclass(frozen=True, kw_only=True)
class OtherCustomer:
    """Somebody else with the same phone."""

    number: str
    name: str


@dataclass(frozen=True, kw_only=True)
class KnownCustomer:
    """A customer with his units, the one brought last first, and how often he was here.

    `others` share his phone: the clerk asks which one it is.
    """

    number: str
    name: str
    phone: str
    phone_2: str
    address: str
    email: str
    language: str
    note: str
    visits: int
    last_visit_at: int | None
    units: list[KnownUnit]
    others: list[OtherCustomer]


_CUSTOMER = """
SELECT id AS _id, number, name, phone, phone_2, address, email, language, note,
  (SELECT count(*) FROM item_receipt r
    WHERE r.customer_id = customer.id AND r.replaces_number = '') AS visits,
  (SELECT max(received_at) FROM customer_item i WHERE i.customer_id = customer.id) AS last_visit_at
FROM customer WHERE id = ?
"""
_UNITS = """
SELECT u.kind_code, u.product, u.brand, u.model, u.serial, u.colour, u.bought_on,
  (SELECT count(*) FROM customer_item i WHERE i.unit_id = u.id) AS visits,
  (SELECT max(received_at) FROM customer_item i WHERE i.unit_id = u.id) AS last_visit_at,
  (SELECT number FROM customer_item i WHERE i.unit_id = u.id
    ORDER BY received_at DESC, k DESC LIMIT 1) AS last_case_number,
  (SELECT number FROM customer_item i WHERE i.unit_id = u.id AND i.out_at IS NULL
    ORDER BY k DESC LIMIT 1) AS open_case_number
FROM unit u WHERE u.customer_id = ? AND u.merged_into IS NULL
ORDER BY last_visit_at DESC, u.k DESC LIMIT ?
"""
# those who stand for themselves first, a first phone before a second one, then who was here first
_BY_PHONE = """
SELECT id FROM (
  SELECT id, merged_into, 0 AS second, k FROM customer WHERE phone = :phone AND erased_at IS NULL
  UNION ALL
  SELECT id, merged_into, 1, k FROM customer WHERE phone_2 = :phone AND erased_at IS NULL)
ORDER BY merged_into IS NOT NULL, second, k LIMIT 20
"""


def customers_of_phone(db: Connection, phone: str) -> list[bytes]:
    """The ids of everybody with that phone, through merges; `phone` as it is kept."""
    found = db.execute(_BY_PHONE, {"phone": phone}).fetchall()
    return list(dict.fromkeys(merged_customer(db, one) for (one,) in found))


def merged_customer(db: Connection, customer: bytes) -> bytes:
    """The customer who stands for one that was merged into him."""
    for _ in range(MOST_MERGES):
        found = db.execute("SELECT merged_into FROM customer WHERE id = ?", (customer,)).fetchone()
        if found is None or found[0] is None:
            break
        customer = found[0]
    return customer


@at_one_moment
def customer_by_phone(db: Connection, *, phone: str) -> KnownCustomer | None:
    """The customer with that phone and his units; null for somebody new.

    Raises RuleBroken "phone.…" for what is no phone.
    """
    customers = customers_of_phone(db, personal.phone_digits(phone))
    found = [row(db, _CUSTOMER, (customer,)) or {} for customer in customers]
    return _known(db, found) if found else None


def units_of(db: Connection, customer: bytes) -> list[KnownUnit]:
    """The units of a customer, the one brought last first."""
    return [made(KnownUnit, one) for one in rows(db, _UNITS, (customer, MOST_ROWS))]


def _known(db: Connection, found: list[Row]) -> KnownCustomer:
    first, *rest = found
    return made(
        KnownCustomer,
        first,
        units=units_of(db, first["_id"]),
        others=[OtherCustomer(number=one["number"], name=one["name"]) for one in rest],
    )
