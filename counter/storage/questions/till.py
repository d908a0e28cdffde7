"""The till of a day: what came in by which way of paying, line by line, what lay in the drawer when
it was counted, and the days before.
"""

from dataclasses import dataclass

from counter.domain import masking
from counter.domain.states import PaymentKind
from counter.storage.database import Connection
from counter.storage.own_outlets import made_here
from counter.storage.questions.outlet import begins_at, day_of, ends_at, zone
from counter.storage.questions.parts_of_sql import CUSTOMER, who
from counter.storage.questions.reading import (
    Page,
    Row,
    at_one_moment,
    made,
    many,
    page_size,
    place_after,
    rows,
)
from counter.storage.questions.reading import page as page_of

LAST_DAY = "9999-12-31"
COUNTS = 20  # of one day, the newest


@dataclass(frozen=True, kw_only=True)
class Taking:
    """What one way of paying brought on a day: in, out (not above 0), and the difference."""

    method: str
    currency: str
    in_fen: int
    out_fen: int
    balance_fen: int
    lines: int


@dataclass(frozen=True, kw_only=True)
class TillLine:
    """Money in (+) or out (-). `n` is its place among the payments of its case."""

    at: int
    n: int
    case_number: str
    settlement_number: str
    kind: PaymentKind
    method: str
    amount_fen: int
    tendered_fen: int | None
    currency: str
    reference: str
    reason: str
    is_reversed: bool
    customer_name: str
    product: str
    by_code: str
    by_name: str


@dataclass(frozen=True, kw_only=True)
class TillCountView:
    """The cash in the drawer as somebody counted it; `difference_fen` below 0 = cash is missing."""

    at: int
    method: str
    currency: str
    float_fen: int
    book_fen: int
    counted_fen: int
    difference_fen: int
    note: str
    by_code: str
    by_name: str


@dataclass(frozen=True, kw_only=True)
class TillDay:
    """One local day of the till; `lines` is a page, the newest first, and so are the `counts`."""

    day: str
    takings: list[Taking]
    lines: Page[TillLine]
    counts: list[TillCountView]


@dataclass(frozen=True, kw_only=True)
class DayBalance:
    """What a day came to in one currency, and how much of it in cash.

    `difference_fen` is that of the newest count of the day's cash; None = it was not counted.
    """

    day: str
    currency: str
    balance_fen: int
    cash_fen: int
    lines: int
    difference_fen: int | None


_TAKINGS = """
SELECT method, currency, sum(max(amount_fen, 0)) AS in_fen, sum(min(amount_fen, 0)) AS out_fen,
  sum(amount_fen) AS balance_fen, count(*) AS lines
FROM payment WHERE at >= ? AND at < ? AND {own} GROUP BY method, currency ORDER BY method, currency
"""
_LINES = f"""
SELECT p.at AS _at, p.k AS _key, p.at, i.number AS case_number, s.number AS settlement_number,
  (SELECT count(*) FROM payment o WHERE o.item_id = p.item_id AND o.k <= p.k) AS n,
  p.kind, p.method, p.amount_fen, p.tendered_fen, p.currency, p.reference, p.reason,
  EXISTS (SELECT 1 FROM payment v WHERE v.item_id = p.item_id AND v.reverses = p.id) AS is_reversed,
  cu.name AS customer_name, u.product, {who('p."by"', "by")}
FROM payment p JOIN customer_item i ON i.id = p.item_id {CUSTOMER}
  LEFT JOIN settlement s ON s.id = p.settlement_id LEFT JOIN unit u ON u.id = i.unit_id
WHERE p.at >= ? AND p.at < ? AND (p.at, p.k) < (?, ?) AND {{own}}
ORDER BY p.at DESC, p.k DESC LIMIT ?
"""
_COUNTS = f"""
SELECT n.at, n.method, n.currency, n.float_fen, n.book_fen, n.counted_fen,
  n.counted_fen - n.float_fen - n.book_fen AS difference_fen, n.note, {who('n."by"', "by")}
FROM till_count n WHERE n.day_on = ? ORDER BY n.k DESC LIMIT {COUNTS}
"""
_DAYS = """
SELECT d.day, t.currency, sum(t.amount_fen) AS balance_fen,
  sum(iif(t.method = 'CASH', t.amount_fen, 0)) AS cash_fen, sum(t.lines) AS lines,
  (SELECT n.counted_fen - n.float_fen - n.book_fen FROM till_count n
    WHERE n.day_on = d.day AND n.currency = t.currency ORDER BY n.k DESC LIMIT 1) AS difference_fen
FROM (SELECT DISTINCT day FROM day_total WHERE day < ? ORDER BY day DESC LIMIT ?) d
  JOIN day_total t ON t.day = d.day
GROUP BY d.day, t.currency ORDER BY d.day DESC, t.currency
"""


@at_one_moment
def till_day(db: Connection, *, day: str, after: str | None = None, limit: int = 100) -> TillDay:
    """What a local day (YYYY-MM-DD) brought by way of paying, its lines and counts of the cash.

    Raises RuleBroken "input.bad_date", "page.unknown".
    """
    named, where = day_of(day, "day"), zone(db)
    begin, end = begins_at(named, where), ends_at(named, where)
    size = page_size(limit)
    place = place_after(after) if after else (end, 0)
    own = made_here(db, "p.id")  # what came with a case from another outlet lies in its drawer
    found = rows(db, _LINES.format(own=own), (begin, end, *place, size + 1))
    return TillDay(
        day=named.isoformat(),
        takings=many(db, Taking, _TAKINGS.format(own=made_here(db, "id")), (begin, end)),
        lines=page_of(found, size, _line),
        counts=many(db, TillCountView, _COUNTS, (named.isoformat(),)),
    )


def till_days(db: Connection, *, before: str = LAST_DAY, limit: int = 30) -> Page[DayBalance]:
    """The days on which money changed hands, the newest first; `before` is a day, left out.

    `next` is the `before` of the page that follows. Raises RuleBroken "input.bad_date".
    """
    size = page_size(limit)
    found = many(db, DayBalance, _DAYS, (day_of(before, "before").isoformat(), size + 1))
    days = list(dict.fromkeys(one.day for one in found))
    if len(days) <= size:
        return Page(rows=found)
    return Page(rows=[one for one in found if one.day != days[-1]], next=days[-2])


def _line(found: Row) -> TillLine:
    found["customer_name"] = masking.masked_name(found["customer_name"] or "")
    return made(TillLine, found)
