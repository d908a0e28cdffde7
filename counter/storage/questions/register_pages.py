"""The two registers as they are leafed through: by keys in both directions, narrowed by filters."""

from dataclasses import dataclass
from enum import StrEnum

from counter.domain import masking
from counter.domain.refusals import RuleBroken
from counter.domain.states import ReceiptStatus
from counter.storage.database import Connection
from counter.storage.questions.parts_of_sql import CUSTOMER
from counter.storage.questions.reading import (
    Page,
    Row,
    at_one_moment,
    made,
    page_size,
    places,
    rows,
)
from counter.storage.questions.receipts import ROWS, ReceiptRow
from counter.storage.questions.registers import LINES, RegisterLine, masked_line
from counter.storage.questions.sifting import (
    END,
    Sifted,
    has_words,
    order_sql,
    place_of,
    sift,
    words_of,
)


class Stay(StrEnum):
    """Which items of the register are wanted: by what became of them."""

    ALL = "ALL"
    HERE = "HERE"
    WORK = "WORK"
    READY = "READY"
    SENT_OUT = "SENT_OUT"
    UNCLAIMED = "UNCLAIMED"
    OUT = "OUT"


class PaperState(StrEnum):
    """Where the receipt of an item is: with the customer, back here, or lost."""

    ANY = "ANY"
    HELD = "HELD"
    BACK = "BACK"
    LOST = "LOST"


@dataclass(frozen=True, kw_only=True)
class RegisterPart(Page[RegisterLine]):
    """Some lines in the order asked for; fewer than wanted where few match.

    `came_to_at` is how far the book was read.
    """

    came_to_at: int | None = None


@dataclass(frozen=True, kw_only=True)
class ReceiptPart(Page[ReceiptRow]):
    """Some receipts in the order asked for; `came_to_at` is how far the book was read."""

    came_to_at: int | None = None


_STATE = "(SELECT o.state FROM open_item o WHERE o.id = i.id)"
_STAYS = {
    Stay.ALL: "1",
    Stay.HERE: f"{_STATE} NOT IN ('IN_TRANSIT', 'LOST_OR_DAMAGED', 'ELSEWHERE')",
    Stay.WORK: f"{_STATE} NOT IN ('READY', 'NOTIFIED', 'SENT_OUT', 'UNCLAIMED', 'IN_TRANSIT', "
    "'LOST_OR_DAMAGED', 'ELSEWHERE')",
    Stay.READY: f"{_STATE} IN ('READY', 'NOTIFIED')",
    Stay.SENT_OUT: f"{_STATE} IN ('SENT_OUT', 'IN_TRANSIT', 'LOST_OR_DAMAGED', 'ELSEWHERE')",
    Stay.UNCLAIMED: f"{_STATE} = 'UNCLAIMED'",
    Stay.OUT: "i.out_at IS NOT NULL",
}
_LINE = """(SELECT {what} FROM receipt_line l JOIN item_receipt r ON r.id = l.receipt_id
  WHERE l.item_id = i.id ORDER BY l.recovered_at IS NOT NULL, l.k DESC LIMIT 1)"""
_FATE = _LINE.format(what="iif(l.recovered_how = 'LOST_DECLARED', 'LOST_DECLARED', r.status)")
_PAPERS = {
    PaperState.HELD: f"{_FATE} IN ('ISSUED', 'DRAFT')",
    PaperState.BACK: f"{_FATE} IN ('RECOVERED', 'VOIDED', 'VOIDED_ERROR')",
    PaperState.LOST: f"{_FATE} IN ('LOST_REPORTED', 'LOST_DECLARED')",
}
_KIND = "EXISTS (SELECT 1 FROM unit u WHERE u.id = i.unit_id AND u.kind_code = :kind_code)"
_TECHNICIAN = """(SELECT (SELECT t.code FROM person t WHERE t.id = c.technician_id)
  FROM repair_card c WHERE c.item_id = i.id LIMIT 1) = :technician_code"""
_ITEM_TEXT = f"""(SELECT i.number || ' ' || coalesce(c.number, '') || ' ' || coalesce(s.name, '')
  || ' ' || coalesce(u.product || ' ' || u.brand || ' ' || u.model || ' ' || u.serial, '') || ' '
  || cu.name || ' ' || cu.phone || ' ' || coalesce({_LINE.format(what="r.number")}, '')
  FROM (SELECT 1) {CUSTOMER} LEFT JOIN repair_card c ON c.item_id = i.id
  LEFT JOIN shelf s ON s.id = i.shelf_id LEFT JOIN unit u ON u.id = i.unit_id)"""


@at_one_moment
def register_part(
    db: Connection,
    *,
    received_from_at: int | None = None,
    received_to_at: int | None = None,
    stay: Stay = Stay.ALL,
    paper: PaperState = PaperState.ANY,
    kind_code: str = "",
    technician_code: str = "",
    text: str = "",
    oldest_first: bool = False,
    after: str | None = None,
    limit: int = 100,
) -> RegisterPart:
    """A part of the register of items in and out, narrowed by what is asked for.

    `received_to_at` is the first moment that is too late; `text` is looked for in numbers, item,
    serial, shelf, name and phone. Raises RuleBroken "input.too_long", "page.unknown".
    """
    _check_term(received_from_at, received_to_at)
    tests, given = has_words(_ITEM_TEXT, words_of(text))
    tests.append(_STAYS[stay])
    if paper in _PAPERS:
        tests.append(_PAPERS[paper])
    if kind_code:
        tests.append(_KIND)
    if technician_code:
        tests.append(_TECHNICIAN)
    still_here = "" if stay in (Stay.ALL, Stay.OUT) else "i.out_at IS NULL AND "
    facts = {
        **given,
        "kind_code": kind_code,
        "technician_code": technician_code,
        "begin": received_from_at or 0,
        "end": END if received_to_at is None else received_to_at,
        **place_of(after, oldest_first=oldest_first),
    }
    order = order_sql("i.received_at", "i.k", oldest_first=oldest_first)
    sql = (
        f"SELECT i.received_at, i.k, {' AND '.join(tests)} FROM customer_item i WHERE {still_here}"
        f"i.received_at >= :begin AND i.received_at < :end AND {order}"
    )
    found = sift(db, sql, facts, page_size(limit))
    lines = [masked_line(one) for one in _in_order(db, f"{LINES} WHERE i.k IN ({{}})", found)]
    return RegisterPart(rows=lines, next=found.next, came_to_at=found.came_to_at)


_RECEIPT_TEXT = """(SELECT r.number || ' ' || coalesce(r.replaces_number, '') || ' '
  || coalesce((SELECT cu.name || ' ' || cu.phone FROM customer cu WHERE cu.id = coalesce(
    (SELECT first.merged_into FROM customer first WHERE first.id = r.customer_id), r.customer_id)),
    '') || ' ' || coalesce((SELECT group_concat(u.product || ' ' || u.brand || ' ' || u.model, ' ')
    FROM receipt_line l JOIN customer_item i ON i.id = l.item_id JOIN unit u ON u.id = i.unit_id
    WHERE l.receipt_id = r.id), ''))"""


@at_one_moment
def receipt_part(
    db: Connection,
    *,
    issued_from_at: int | None = None,
    issued_to_at: int | None = None,
    status: ReceiptStatus | None = None,
    unsigned_only: bool = False,
    text: str = "",
    oldest_first: bool = False,
    after: str | None = None,
    limit: int = 100,
) -> ReceiptPart:
    """A part of the register of receipts, narrowed by what is asked for; names are masked.

    Raises RuleBroken "input.too_long", "page.unknown".
    """
    _check_term(issued_from_at, issued_to_at)
    tests, given = has_words(_RECEIPT_TEXT, words_of(text))
    if unsigned_only:
        tests.append("r.signed_on = 'NOT_YET'")
    facts = {
        **given,
        "status": status.value if status else "",
        "begin": issued_from_at or 0,
        "end": END if issued_to_at is None else issued_to_at,
        **place_of(after, oldest_first=oldest_first),
    }
    sql = (
        f"SELECT r.issued_at, r.k, {' AND '.join(tests) or '1'} FROM item_receipt r WHERE "
        f"{'r.status = :status AND ' if status else ''}r.issued_at >= :begin "
        f"AND r.issued_at < :end AND {order_sql('r.issued_at', 'r.k', oldest_first=oldest_first)}"
    )
    found = sift(db, sql, facts, page_size(limit))
    receipts = [_receipt(one) for one in _in_order(db, f"{ROWS} WHERE r.k IN ({{}})", found)]
    return ReceiptPart(rows=receipts, next=found.next, came_to_at=found.came_to_at)


def _check_term(begin: int | None, end: int | None) -> None:
    if begin is not None and end is not None and end <= begin:
        raise RuleBroken("period.reversed", from_on=str(begin), to_on=str(end))


def _in_order(db: Connection, sql: str, found: Sifted) -> list[Row]:
    if not found.keys:
        return []
    by_key = {one["_key"]: one for one in rows(db, sql.format(places(found.keys)), found.keys)}
    return [by_key[key] for key in found.keys]


def _receipt(found: Row) -> ReceiptRow:
    name = masking.masked_name(found["customer_name"] or "")
    tail = masking.phone_tail(found["_phone"] or "")
    return made(ReceiptRow, found | {"customer_name": name}, phone_tail=tail)
