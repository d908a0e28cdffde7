"""The shelves as they stand: what lies on each by the book, and what the last counts found."""

import json
from dataclasses import dataclass

from counter.domain import masking
from counter.domain.refusals import RuleBroken
from counter.storage.database import Connection
from counter.storage.questions.board import OpenState
from counter.storage.questions.numbered import lookup
from counter.storage.questions.parts_of_sql import CUSTOMER, who
from counter.storage.questions.reading import (
    Page,
    Row,
    at_one_moment,
    made,
    name_after,
    page,
    page_size,
    place_after,
    row,
    rows,
)

COUNTS = 5


@dataclass(frozen=True, kw_only=True)
class ShelfState:
    """A shelf, how many items lie on it, and its last count; `counted_at` null = never counted."""

    number: str
    name: str
    items: int
    is_active: bool
    counted_at: int | None
    missing: int
    extra: int


@dataclass(frozen=True, kw_only=True)
class ShelfItem:
    """An item on a shelf by the book, since `since_at`."""

    case_number: str
    card_number: str
    receipt_number: str
    state: OpenState | None
    kind_code: str
    product: str
    brand: str
    model: str
    serial: str
    customer_name: str
    phone_tail: str
    since_at: int


@dataclass(frozen=True, kw_only=True)
class ShelfCountView:
    """What a count found: case numbers."""

    at: int
    by_code: str
    by_name: str
    found: list[str]
    missing: list[str]
    extra: list[str]


@dataclass(frozen=True, kw_only=True)
class ShelfView:
    """A shelf, a page of what lies on it, and its last counts, the newest first."""

    shelf: ShelfState
    items: Page[ShelfItem]
    counts: list[ShelfCountView]


_SHELF = """
SELECT s.k AS _at, s.name AS _key, s.number, s.name, s.active AS is_active,
  (SELECT count(*) FROM customer_item i WHERE i.shelf_id = s.id AND i.out_at IS NULL) AS items,
  n.at AS counted_at, coalesce(json_array_length(n.missing_json), 0) AS missing,
  coalesce(json_array_length(n.extra_json), 0) AS extra
FROM shelf s LEFT JOIN shelf_count n
  ON n.k = (SELECT max(last.k) FROM shelf_count last WHERE last.shelf_id = s.id)
"""
_ITEMS = f"""
SELECT 0 AS _at, i.k AS _key, cu.phone AS _phone, i.number AS case_number, c.number AS card_number,
  (SELECT r.number FROM receipt_line l JOIN item_receipt r ON r.id = l.receipt_id
    WHERE l.item_id = i.id AND l.recovered_at IS NULL ORDER BY l.k DESC LIMIT 1) AS receipt_number,
  o.state, u.kind_code, u.product, u.brand, u.model, u.serial, cu.name AS customer_name,
  i.custody_at AS since_at
FROM customer_item i {CUSTOMER} LEFT JOIN open_item o ON o.id = i.id
  LEFT JOIN repair_card c ON c.item_id = i.id LEFT JOIN unit u ON u.id = i.unit_id
WHERE i.shelf_id = ? AND i.out_at IS NULL AND i.k > ? ORDER BY i.k LIMIT ?
"""
_COUNTS = f"""
SELECT n.at, {who('n."by"', "by")}, n.found_json AS found, n.missing_json AS missing,
  n.extra_json AS extra
FROM shelf_count n WHERE n.shelf_id = ? ORDER BY n.k DESC LIMIT {COUNTS}
"""


def shelf_list(
    db: Connection, *, active_only: bool = True, after: str | None = None, limit: int = 200
) -> Page[ShelfState]:
    """The shelves by name, each with how many items lie on it and how its last count came out."""
    size = page_size(limit)
    active = " AND s.active = 1" if active_only else ""
    sql = f"{_SHELF} WHERE (s.name, s.k) > (?, ?){active} ORDER BY s.name, s.k LIMIT ?"
    return page(rows(db, sql, (*name_after(after), size + 1)), size, _state)


@at_one_moment
def shelf_view(
    db: Connection, *, shelf: str, after: str | None = None, limit: int = 200
) -> ShelfView:
    """A shelf by its number, with what lies on it and what the last counts found.

    Raises RuleBroken "number.…", "shelf.unknown", "page.unknown".
    """
    table, row_id = lookup(db, shelf)
    found = row(db, f"{_SHELF} WHERE s.id = ?", (row_id,)) if table == "shelf" else None
    if found is None:
        raise RuleBroken("shelf.unknown", shelf=shelf)
    size = page_size(limit)
    place = place_after(after)[1] if after else 0
    return ShelfView(
        shelf=_state(found),
        items=page(rows(db, _ITEMS, (row_id, place, size + 1)), size, _item),
        counts=[_count(one) for one in rows(db, _COUNTS, (row_id,))],
    )


def _state(found: Row) -> ShelfState:
    return made(ShelfState, found)


def _item(found: Row) -> ShelfItem:
    found["customer_name"] = masking.masked_name(found["customer_name"] or "")
    return made(ShelfItem, found, phone_tail=masking.phone_tail(found["_phone"] or ""))


def _count(found: Row) -> ShelfCountView:
    lists = {name: json.loads(found[name]) for name in ("found", "missing", "extra")}
    return made(ShelfCountView, {**found, **lists})
