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
class KnownCustomer:
    """A customer with his units, the one brought last first, and how often he was here."""

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
# a first phone comes before a second one, then the customer who was here first
_BY_PHONE = """
SELECT id, merged_into FROM customer WHERE phone = :phone AND erased_at IS NULL
UNION ALL SELECT id, merged_into FROM customer WHERE phone_2 = :phone AND erased_at IS NULL LIMIT 1
"""


def customer_of_phone(db: Connection, phone: str) -> bytes | None:
    """The id of the customer with that phone, through merges; `phone` as it is kept."""
    found = db.execute(_BY_PHONE, {"phone": phone}).fetchone()
    return found and merged_customer(db, found[0])


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
    customer = customer_of_phone(db, personal.phone_digits(phone))
    found = customer and row(db, _CUSTOMER, (customer,))
    return _known(db, found) if found else None


def _known(db: Connection, found: Row) -> KnownCustomer:
    units = rows(db, _UNITS, (found["_id"], MOST_ROWS))
    return made(KnownCustomer, found, units=[made(KnownUnit, one) for one in units])
