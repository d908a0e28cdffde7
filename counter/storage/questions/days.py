"""One day at the counter: what came, what went, what money changed hands."""

from dataclasses import dataclass

from counter.domain.states import PaymentKind
from counter.storage.database import Connection
from counter.storage.questions.outlet import begins_at, day_of, ends_at, zone
from counter.storage.questions.parts_of_sql import CUSTOMER, OPEN_RECEIPT, who
from counter.storage.questions.reading import (
    Page,
    Row,
    at_one_moment,
    made,
    many,
    page,
    page_size,
    place_after,
    rows,
)


@dataclass(frozen=True, kw_only=True)
class DayItem:
    """An item that came or went at `at`."""

    at: int
    case_number: str
    receipt_number: str
    card_number: str
    customer_name: str
    product: str
    brand: str
    model: str
    serial: str
    by_code: str
    by_name: str


@dataclass(frozen=True, kw_only=True)
class DayPayment:
    """Money in (+) or out (-), in the order it was booked."""

    at: int
    case_number: str
    settlement_number: str
    kind: PaymentKind
    method: str
    amount_fen: int
    currency: str
    reference: str
    by_code: str
    by_name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class MethodTotal:
    """What one way of paying came to: the balance of the day's `lines`."""

    method: str
    currency: str
    amount_fen: int
    lines: int


@dataclass(frozen=True, kw_only=True)
class DayList:
    """The outlet's local day: three lists, each a page of its own, and the totals of the day.

    `self_inspected_count` = repairs passed or failed by somebody who had worked on them.
    """

    day: str
    taken_in_count: int
    handed_back_count: int
    self_inspected_count: int
    totals: list[MethodTotal]
    taken_in: Page[DayItem]
    handed_back: Page[DayItem]
    payments: Page[DayPayment]


_TOTALS = """
SELECT method, currency, amount_fen, lines FROM day_total WHERE day = ? ORDER BY method, currency
"""
_PAYMENTS = f"""
SELECT p.at AS _at, p.k AS _key, p.at, i.number AS case_number, s.number AS settlement_number,
  p.kind, p.method, p.amount_fen, p.currency, p.reference, {who('p."by"', "by")}, p.reason
FROM payment p LEFT JOIN customer_item i ON i.id = p.item_id
  LEFT JOIN settlement s ON s.id = p.settlement_id
WHERE p.at >= ? AND p.at < ? AND (p.at, p.k) > (?, ?) ORDER BY p.at, p.k LIMIT ?
"""


def _items(at: str, by: str) -> str:
    return f"""
SELECT i.{at} AS _at, i.k AS _key, i.{at} AS at, i.number AS case_number,
  {OPEN_RECEIPT} AS receipt_number, c.number AS card_number, cu.name AS customer_name, u.product,
  u.brand, u.model, u.serial, {who(f"i.{by}", "by")}
FROM customer_item i LEFT JOIN repair_card c ON c.item_id = i.id
  LEFT JOIN unit u ON u.id = i.unit_id {CUSTOMER}
WHERE i.{at} >= ? AND i.{at} < ? AND (i.{at}, i.k) > (?, ?) ORDER BY i.{at}, i.k LIMIT ?
"""


_TAKEN_IN, _HANDED_BACK = _items("received_at", "received_by"), _items("out_at", "out_by")
_COUNT_IN = "SELECT count(*) FROM customer_item WHERE received_at >= ? AND received_at < ?"
_COUNT_OUT = "SELECT count(*) FROM customer_item WHERE out_at >= ? AND out_at < ?"


_COUNT_OWN = """
SELECT count(*) FROM repair_card WHERE self_inspected = 1 AND inspected_at >= ? AND inspected_at < ?
"""


@at_one_moment
def day_list(
    db: Connection,
    *,
    day: str,
    taken_in_after: str | None = None,
    handed_back_after: str | None = None,
    payments_after: str | None = None,
    limit: int = 200,
) -> DayList:
    """What came in, went out and was paid on one local day, with totals by way of paying.

    `day` is YYYY-MM-DD; raises RuleBroken "input.bad_date".
    """
    named, where = day_of(day, "day"), zone(db)
    term = begins_at(named, where), ends_at(named, where)
    size = page_size(limit)

    def part(sql: str, after: str | None) -> list[Row]:
        return rows(db, sql, (*term, *(place_after(after) if after else (0, 0)), size + 1))

    return DayList(
        day=named.isoformat(),
        taken_in_count=db.execute(_COUNT_IN, term).fetchone()[0],
        handed_back_count=db.execute(_COUNT_OUT, term).fetchone()[0],
        self_inspected_count=db.execute(_COUNT_OWN, term).fetchone()[0],
        totals=many(db, MethodTotal, _TOTALS, (named.isoformat(),)),
        taken_in=page(part(_TAKEN_IN, taken_in_after), size, _day_item),
        handed_back=page(part(_HANDED_BACK, handed_back_after), size, _day_item),
        payments=page(part(_PAYMENTS, payments_after), size, _day_payment),
    )


def _day_item(found: Row) -> DayItem:
    return made(DayItem, found)


def _day_payment(found: Row) -> DayPayment:
    return made(DayPayment, found)
