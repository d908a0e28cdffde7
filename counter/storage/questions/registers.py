"""客户商品进出登记簿: every item that came in, and how it went out (domain.md §11.4)."""

from dataclasses import dataclass

from counter.domain import personal
from counter.domain.states import Category, CustodyState, ReceiptStatus
from counter.storage.database import Connection
from counter.storage.questions.board import OpenState
from counter.storage.questions.case_parts import accessory_views
from counter.storage.questions.case_views import AccessoryView
from counter.storage.questions.parts_of_sql import CUSTOMER
from counter.storage.questions.reading import (
    Page,
    Row,
    at_one_moment,
    made,
    page,
    page_size,
    place_after,
    rows,
)

#: later than every moment and every key
END = 1 << 62


@dataclass(frozen=True, kw_only=True)
class RegisterLine:
    """One line of the register.

    `receipt_status` is LOST_DECLARED where the item went out without its paper; `paid_fen` is null
    while nothing was settled; `sent_to` is where the item was sent last, `sent_back_at` null while
    it is there.
    """

    case_number: str
    receipt_number: str
    card_number: str
    state: OpenState | None
    custody_state: CustodyState
    category: Category
    customer_name: str
    phone_tail: str
    kind_code: str
    product: str
    brand: str
    model: str
    serial: str
    accessories: list[AccessoryView]
    source: str
    shelf: str
    technician_code: str
    technician_name: str
    received_at: int
    received_by_code: str
    received_by_name: str
    promised_at: int
    sent_to: str
    sent_at: int | None
    sent_back_at: int | None
    notified_at: int | None
    notified_how: str
    out_at: int | None
    out_by_code: str
    out_by_name: str
    out_how: str
    collector_name: str
    collector_id_type: str
    collector_id_tail: str
    receipt_status: ReceiptStatus
    paid_fen: int | None
    currency: str
    condition_changed: str


LINES = f"""
SELECT i.received_at AS _at, i.k AS _key, cu.phone AS _phone, i.accessories_json AS _accessories,
  i.accessories_back_json AS _back, l.recovered_how AS _recovered_how, i.number AS case_number,
  r.number AS receipt_number, c.number AS card_number, o.state, i.custody_state,
  coalesce(c.category, i.category_expected) AS category, cu.name AS customer_name, u.kind_code,
  u.product, u.brand, u.model, u.serial, i.source, s.name AS shelf, t.code AS technician_code,
  t.name AS technician_name, i.received_at, p.code AS received_by_code,
  p.name AS received_by_name, i.promised_at, sent.note AS sent_to, sent.at AS sent_at,
  iif(sent.k IS NULL, NULL, (SELECT back.at FROM custody_event back
    WHERE back.item_id = i.id AND back.k > sent.k ORDER BY back.k LIMIT 1)) AS sent_back_at,
  n.at AS notified_at, n.how AS notified_how, i.out_at, q.code AS out_by_code,
  q.name AS out_by_name, i.out_how, i.collector_name, i.collector_id_type, i.collector_id_tail,
  r.status AS receipt_status,
  iif(EXISTS (SELECT 1 FROM settlement st WHERE st.item_id = i.id),
    (SELECT coalesce(sum(paid.amount_fen), 0) FROM payment paid WHERE paid.item_id = i.id), NULL)
    AS paid_fen, i.currency, i.condition_changed
FROM customer_item i {CUSTOMER}
  LEFT JOIN open_item o ON o.id = i.id
  LEFT JOIN repair_card c ON c.item_id = i.id
  LEFT JOIN unit u ON u.id = i.unit_id
  LEFT JOIN shelf s ON s.id = i.shelf_id
  LEFT JOIN receipt_line l ON l.k = (SELECT one.k FROM receipt_line one WHERE one.item_id = i.id
    ORDER BY one.recovered_at IS NOT NULL, one.k DESC LIMIT 1)
  LEFT JOIN item_receipt r ON r.id = l.receipt_id
  LEFT JOIN notice n ON n.k = (SELECT max(last.k) FROM notice last WHERE last.item_id = i.id)
  LEFT JOIN custody_event sent ON sent.k = (SELECT max(last.k) FROM custody_event last
    WHERE last.item_id = i.id AND last.state IN ('SENT_OUT', 'IN_TRANSIT'))
  LEFT JOIN person t ON t.id = c.technician_id
  LEFT JOIN person p ON p.id = i.received_by
  LEFT JOIN person q ON q.id = i.out_by
"""


@at_one_moment
def item_register(
    db: Connection,
    *,
    received_from_at: int | None = None,
    received_to_at: int | None = None,
    open_only: bool = False,
    masked: bool = True,
    after: str | None = None,
    limit: int = 50,
) -> Page[RegisterLine]:
    """The register of items in and out, the newest first.

    `received_to_at` is the first moment that is too late; `open_only` shows what is still here.
    """
    end = END if received_to_at is None else received_to_at
    at, key = place_after(after) if after else (end, 0)
    still_here = "i.out_at IS NULL AND " if open_only else ""
    size = page_size(limit)
    found = rows(
        db,
        f"{LINES} WHERE {still_here}i.received_at >= ? AND (i.received_at, i.k) < (?, ?) "
        "ORDER BY i.received_at DESC, i.k DESC LIMIT ?",
        (received_from_at or 0, min(at, end), key, size + 1),
    )
    return page(found, size, masked_line if masked else plain_line)


def plain_line(found: Row) -> RegisterLine:
    """A line with the customer's whole name."""
    if found["_recovered_how"] == ReceiptStatus.LOST_DECLARED.value:
        found["receipt_status"] = ReceiptStatus.LOST_DECLARED.value
    found["receipt_status"] = found["receipt_status"] or ReceiptStatus.DRAFT.value
    return made(
        RegisterLine,
        found,
        phone_tail=personal.phone_tail(found["_phone"] or ""),
        accessories=accessory_views(found["_accessories"], found["_back"]),
    )


def masked_line(found: Row) -> RegisterLine:
    """A line as it is shown and printed."""
    found["customer_name"] = personal.masked_name(found["customer_name"] or "")
    found["collector_name"] = personal.masked_name(found["collector_name"] or "")
    return plain_line(found)
