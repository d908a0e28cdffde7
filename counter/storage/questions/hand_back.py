"""A receipt on the counter: its items, what is due, and what stands in the way."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from counter.domain import cards, custody, receipts
from counter.domain.custody import CustodyStep
from counter.domain.refusals import RuleBroken
from counter.domain.states import (
    CardStatus,
    Category,
    CustodyState,
    OldPartChoice,
    ReceiptStatus,
    SettlementStatus,
)
from counter.storage.database import Connection
from counter.storage.own_outlets import outlet_called, own_outlets
from counter.storage.questions import case_parts as parts
from counter.storage.questions import case_views as v
from counter.storage.questions.customers import merged_customer
from counter.storage.questions.fault_words import FaultWords
from counter.storage.questions.numbered import receipt_of
from counter.storage.questions.parts_of_sql import who
from counter.storage.questions.reading import Row, at_one_moment, made, many, row, rows

#: with these nothing is left to pay (domain.md §5.3)
SETTLED = (SettlementStatus.PAID, SettlementStatus.ZERO_DUE)


@dataclass(frozen=True, kw_only=True)
class Block:
    """A rule that stands in the way, with its facts, as the act would name it."""

    rule: str
    facts: dict[str, str | int | None] = field(default_factory=dict[str, str | int | None])


@dataclass(frozen=True, kw_only=True)
class HandBackLine:
    """An item that is still out on the receipt. `old_parts` go back with it."""

    n: int
    case_number: str
    card_number: str
    kind_code: str
    product: str
    brand: str
    model: str
    serial: str
    fault: str
    shelf: str
    received_at: int
    promised_at: int
    custody_state: CustodyState
    card_status: CardStatus
    category: Category
    guarantee_until_on: str
    condition: list[str]
    condition_note: str
    accessories: list[v.AccessoryView]
    old_parts: list[v.PartUsedView]
    photos: list[v.PhotoView]
    settlement: v.SettlementView | None
    payments: list[v.PaymentView]
    due_fen: int
    currency: str
    blocks: list[Block]


@dataclass(frozen=True, kw_only=True)
class ClosedLine:
    """An item that is no longer out on the receipt."""

    n: int
    case_number: str
    product: str
    model: str
    recovered_at: int
    recovered_by_code: str
    recovered_by_name: str
    recovered_how: str


@dataclass(frozen=True, kw_only=True)
class HandBackView:
    """A receipt as it lies on the counter.

    `replaced_by` is the paper that stands for it now; `due_fen` the sum over its open items.
    """

    receipt_number: str
    status: ReceiptStatus
    status_at: int
    status_by_code: str
    status_by_name: str
    status_reason: str
    issued_at: int
    replaces_number: str
    replaced_by: str
    alarms: int
    customer: v.CustomerView
    lines: list[HandBackLine]
    closed: list[ClosedLine]
    due_fen: int
    blocks: list[Block]


_RECEIPT = f"""
SELECT r.customer_id AS _customer, r.number AS receipt_number, r.status, r.status_at,
  {who("r.status_by", "status_by")}, r.status_reason, r.issued_at, r.replaces_number,
  (SELECT later.number FROM receipt_line l JOIN receipt_line next ON next.item_id = l.item_id
    JOIN item_receipt later ON later.id = next.receipt_id
    WHERE l.receipt_id = r.id AND later.replaces_number = r.number LIMIT 1) AS replaced_by,
  (SELECT count(*) FROM alarm WHERE alarm.number = r.number AND rule LIKE 'receipt.%') AS alarms
FROM item_receipt r WHERE r.id = ?
"""
_LINES = """
SELECT i.id AS _item, i.condition_json AS _condition, i.accessories_json AS _accessories,
  i.accessories_back_json AS _back, c.id AS _card, l.n, i.number AS case_number,
  c.number AS card_number, u.kind_code, u.product, u.brand, u.model, u.serial, i.fault,
  i.fault_codes_json AS _fault_codes,
  s.name AS shelf, i.received_at, i.promised_at, i.custody_state,
  coalesce(c.status, 'OPENED') AS card_status,
  coalesce(c.category, i.category_expected) AS category, c.guarantee_until_on, i.condition_note,
  i.currency, i.custodian AS _custodian
FROM receipt_line l JOIN customer_item i ON i.id = l.item_id
  LEFT JOIN repair_card c ON c.item_id = i.id LEFT JOIN unit u ON u.id = i.unit_id
  LEFT JOIN shelf s ON s.id = i.shelf_id
WHERE l.receipt_id = ? AND l.recovered_at IS NULL ORDER BY l.n, l.k
"""
_CLOSED = f"""
SELECT l.n, i.number AS case_number, u.product, u.model, l.recovered_at,
  {who("l.recovered_by", "recovered_by")}, l.recovered_how
FROM receipt_line l JOIN customer_item i ON i.id = l.item_id LEFT JOIN unit u ON u.id = i.unit_id
WHERE l.receipt_id = ? AND l.recovered_at IS NOT NULL ORDER BY l.n, l.k
"""


@at_one_moment
def hand_back_view(db: Connection, *, number: str, language: str | None = None) -> HandBackView:
    """A receipt at the counter: its open items, what is due, and which rules stand in the way.

    The number of a case, card, settlement or estimate leads to the receipt its item is out on.
    `language` names the faults, None = the outlet's own.
    """
    receipt = receipt_of(db, number)
    found = row(db, _RECEIPT, (receipt,)) or {}
    faults = FaultWords(db, language)
    lines = [_line(db, one, faults) for one in rows(db, _LINES, (receipt,))]
    status = ReceiptStatus(found["status"])
    return made(
        HandBackView,
        found,
        customer=parts.customer_view(db, merged_customer(db, found["_customer"])),
        lines=lines,
        closed=many(db, ClosedLine, _CLOSED, (receipt,)),
        due_fen=sum(one.due_fen for one in lines),
        blocks=_broken(lambda: receipts.check_presented(status, found["receipt_number"])),
    )


def _line(db: Connection, found: Row, faults: FaultWords) -> HandBackLine:
    item, card = found["_item"], found["_card"]
    settlements, payments = parts.settlement_views(db, item), parts.payment_views(db, item)
    standing = settlements[0] if settlements else None
    due = parts.due_fen(settlements, payments)
    return made(
        HandBackLine,
        found,
        fault=faults.of(found),
        condition=json.loads(found["_condition"]),
        accessories=parts.accessory_views(found["_accessories"], found["_back"]),
        old_parts=[one for one in parts.part_views(db, card) if _goes_back(one)] if card else [],
        photos=parts.photo_views(db, item),
        settlement=standing,
        payments=payments,
        due_fen=due,
        blocks=_elsewhere(db, found) or _in_the_way(found, standing, due),
    )


def _elsewhere(db: Connection, found: Row) -> list[Block]:
    """Who has the item, where that is not this outlet."""
    state, custodian = CustodyState(found["custody_state"]), found["_custodian"]
    own, called = own_outlets(db), partial(outlet_called, db)
    return _broken(lambda: custody.check_held(found["case_number"], state, custodian, own, called))


def _goes_back(part: v.PartUsedView) -> bool:
    return part.qty > 0 and part.old_part_disposition is OldPartChoice.RETURN_TO_CUSTOMER


def _in_the_way(found: Row, standing: v.SettlementView | None, due: int) -> list[Block]:
    """What the act would refuse for one item, in its order."""
    number, status = found["case_number"], CardStatus(found["card_status"])
    blocks: list[Block] = []
    if status not in cards.WORK_OVER:
        blocks.append(_block("handback.work_not_over", number=number, status=status.value))
    elif standing is None:
        blocks.append(_block("handback.not_settled", number=number))
    elif standing.status not in SETTLED and due < 0:
        blocks.append(_block("handback.refund_due", number=number, surplus_fen=-due))
    elif standing.status not in SETTLED:
        blocks.append(_block("handback.not_paid", number=number, due_fen=due))
    state = CustodyState(found["custody_state"])
    return blocks + _broken(lambda: custody.after(state, CustodyStep.HAND_BACK, number))


def _block(rule: str, **facts: str | int | None) -> Block:
    return Block(rule=rule, facts=facts)


def _broken(*checks: Callable[[], object]) -> list[Block]:
    """The rules of the trade that say no; each check is the one the act itself makes."""
    blocks: list[Block] = []
    for check in checks:
        try:
            check()
        except RuleBroken as refused:
            blocks.append(Block(rule=refused.rule, facts=dict(refused.facts)))
    return blocks
