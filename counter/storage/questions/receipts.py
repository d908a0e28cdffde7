"""The receipts issued, with what became of each."""

from dataclasses import dataclass

from counter.domain import personal
from counter.domain.states import ReceiptStatus, SignedOn
from counter.storage.database import Connection
from counter.storage.questions.parts_of_sql import who
from counter.storage.questions.reading import Page, Row, made, page, page_size, place_after, rows
from counter.storage.questions.registers import END


@dataclass(frozen=True, kw_only=True)
class ReceiptRow:
    """One receipt; `open_items` of its `items` are still out on it, `product` is the first."""

    receipt_number: str
    status: ReceiptStatus
    status_at: int
    status_reason: str
    issued_at: int
    issued_by_code: str
    issued_by_name: str
    customer_name: str
    phone_tail: str
    product: str
    model: str
    items: int
    open_items: int
    signed_on: SignedOn
    replaces_number: str


ROWS = f"""
SELECT r.issued_at AS _at, r.k AS _key, cu.phone AS _phone, r.number AS receipt_number, r.status,
  r.status_at, r.status_reason, r.issued_at, {who("r.issued_by", "issued_by")},
  cu.name AS customer_name, u.product, u.model,
  (SELECT count(*) FROM receipt_line l WHERE l.receipt_id = r.id) AS items,
  (SELECT count(*) FROM receipt_line l WHERE l.receipt_id = r.id AND l.recovered_at IS NULL)
    AS open_items, r.signed_on, r.replaces_number
FROM item_receipt r
  LEFT JOIN customer cu ON cu.id = coalesce(
    (SELECT first.merged_into FROM customer first WHERE first.id = r.customer_id), r.customer_id)
  LEFT JOIN customer_item i ON i.id = (SELECT l.item_id FROM receipt_line l
    WHERE l.receipt_id = r.id ORDER BY l.n, l.k LIMIT 1)
  LEFT JOIN unit u ON u.id = i.unit_id
"""


def receipts(
    db: Connection,
    *,
    status: ReceiptStatus | None = None,
    masked: bool = False,
    after: str | None = None,
    limit: int = 50,
) -> Page[ReceiptRow]:
    """Receipts by the time of issue, the newest first; `status` narrows to one."""
    given: tuple[object, ...] = place_after(after) if after else (END, 0)
    test = "(r.issued_at, r.k) < (?, ?)"
    if status is not None:
        test, given = f"r.status = ? AND {test}", (status.value, *given)
    size = page_size(limit)
    order = f"WHERE {test} ORDER BY r.issued_at DESC, r.k DESC LIMIT ?"

    def receipt_row(found: Row) -> ReceiptRow:
        name = found["customer_name"] or ""
        found["customer_name"] = personal.masked_name(name) if masked else name
        return made(ReceiptRow, found, phone_tail=personal.phone_tail(found["_phone"] or ""))

    return page(rows(db, ROWS + order, (*given, size + 1)), size, receipt_row)
