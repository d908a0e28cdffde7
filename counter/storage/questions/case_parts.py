"""Reads what a case is made of, each list of one item in the order it was written."""

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any, TypeVar

from counter.domain.consenting import from_json
from counter.domain.photos import taken
from counter.domain.states import SettlementStatus
from counter.storage.database import Connection
from counter.storage.questions import case_views as v
from counter.storage.questions.parts_of_sql import who
from counter.storage.questions.reading import Row, made, many, row, rows, value

R = TypeVar("R")

_CUSTOMER = """
SELECT number, name, phone, phone_2, address, email, language, note, created_at,
  erased_at IS NOT NULL AS is_erased
FROM customer WHERE id = ?
"""
_UNIT = """
SELECT kind_code, product, brand, model, serial, colour, bought_on, note FROM unit WHERE id = ?
"""
_RECEIPTS = f"""
SELECT r.number, r.status, r.status_at, {who("r.status_by", "status_by")}, r.status_reason,
  r.issued_at, {who("r.issued_by", "issued_by")}, r.language, r.wording, r.replaces_number,
  r.signed_on, r.signed_at, l.n, l.recovered_at, {who("l.recovered_by", "recovered_by")},
  l.recovered_how
FROM receipt_line l JOIN item_receipt r ON r.id = l.receipt_id
WHERE l.item_id = ? ORDER BY l.recovered_at IS NOT NULL, l.k DESC
"""
_LOSSES = f"""
SELECT r.number AS receipt_number, d.declared_at, d.declarant_name, d.id_type, d.id_tail,
  d.item_knowledge, d.phone_check, d.signed AS is_signed, {who("d.seen_by", "seen_by")},
  {who("d.approved_by", "approved_by")}
FROM receipt_line l JOIN item_receipt r ON r.id = l.receipt_id
  JOIN loss_declaration d ON d.receipt_id = r.id
WHERE l.item_id = ? ORDER BY d.k
"""
_CARD = f"""
SELECT c.id AS _id, c.number, c.category, c.status, c.status_at,
  {who("c.status_by", "status_by")}, c.status_reason, c.hung_at, {who("c.hung_by", "hung_by")},
  {who("c.technician_id", "technician")}, c.diagnosis, c.fault_code, c.cause, c.no_fault_found,
  c.wait_cause, c.no_parts_used, {who("c.inspected_by", "inspected_by")}, c.inspected_at,
  c.inspection_result, c.inspection_checks_json AS _checks, c.self_inspected, c.guarantee_until_on
FROM repair_card c WHERE c.item_id = ? ORDER BY c.k DESC LIMIT 1
"""
_MINUTES = """
SELECT coalesce(sum(minutes), 0) FROM work_step WHERE card_id = ? AND corrected_by IS NULL
"""
_STEPS = f"""
SELECT id AS _id, corrects AS _corrects, {who("technician_id", "technician")}, work, started_at,
  ended_at, minutes, corrected_by IS NOT NULL AS is_corrected, reason
FROM work_step WHERE card_id = ? ORDER BY k
"""
_MEASUREMENTS = f"""
SELECT name, unit, low, high, value, verdict, at, {who('"by"', "by")}
FROM measurement WHERE card_id = ? ORDER BY k
"""
_PARTS = f"""
SELECT used.id AS _id, used.corrects AS _corrects, part.number AS part_number, used.code,
  used.name, used.qty, used.price_fen, used.currency, used.coverage, used.serial, used.refurbished,
  used.old_part_disposition, used.at, {who('used."by"', "by")}, used.reason
FROM part_used used LEFT JOIN part ON part.id = used.part_id WHERE used.card_id = ? ORDER BY used.k
"""
_ESTIMATES = f"""
SELECT id AS _id, number, lines_json AS _lines, total_fen, currency, sent_at,
  {who("sent_by", "sent_by")}, note, extra AS is_extra, status, status_at,
  {who("status_by", "status_by")}, status_reason
FROM estimate WHERE item_id = ? ORDER BY k
"""
_CONSENTS = f"""
SELECT lines_json AS _lines, amount_fen, currency, given_by_name, how, called_phone, conditions, at,
  {who('"by"', "by")}
FROM consent WHERE estimate_id = ? ORDER BY k
"""
_SETTLEMENTS = f"""
SELECT id AS _id, number, category, gross_fen, net_fen, tax_fen, tax_permille, deposit_fen,
  currency, guarantee_days, made_at, {who("made_by", "made_by")}, status, status_at,
  {who("status_by", "status_by")}, status_reason
FROM settlement WHERE item_id = ? ORDER BY status = 'REPLACED', k DESC
"""
_SETTLEMENT_LINES = """
SELECT n, line, name, qty, list_fen, gross_fen, net_fen, tax_fen, coverage
FROM settlement_line WHERE settlement_id = ? ORDER BY n, k
"""
_PAYMENTS = f"""
SELECT p.id AS _id, p.reverses AS _corrects, s.number AS settlement_number, p.kind, p.method,
  p.amount_fen, p.tendered_fen, p.currency, p.reference, p.at, {who('p."by"', "by")}, p.reason
FROM payment p LEFT JOIN settlement s ON s.id = p.settlement_id WHERE p.item_id = ? ORDER BY p.k
"""
_CUSTODY = f"""
SELECT e.state, s.name AS shelf, e.at, {who('e."by"', "by")}, e.note
FROM custody_event e LEFT JOIN shelf s ON s.id = e.shelf_id WHERE e.item_id = ? ORDER BY e.k
"""
_NOTICES = f"""
SELECT how, said, outcome, at, {who('"by"', "by")} FROM notice WHERE item_id = ? ORDER BY k
"""
#: the ledger takes a picture back by minus its size
_PHOTOS = f"""
SELECT 0 AS n, sha256, size, what, at, {who('"by"', "by")} FROM photo WHERE item_id = ?1 AND
  NOT EXISTS (SELECT 1 FROM customer_item i JOIN customer c ON c.id = i.customer_id
    WHERE i.id = ?1 AND c.erased_at IS NOT NULL) ORDER BY k
"""


def customer_view(db: Connection, customer: bytes) -> v.CustomerView:
    """The customer of that id; an empty one where the row has not come yet."""
    found = row(db, _CUSTOMER, (customer,))
    return made(v.CustomerView, found or _nothing(v.CustomerView))


def unit_view(db: Connection, unit: bytes) -> v.UnitView:
    """The unit of that id; an empty one where the row has not come yet."""
    return made(v.UnitView, row(db, _UNIT, (unit,)) or _nothing(v.UnitView))


def _nothing(kind: type[Any]) -> Row:
    """What a record shows that a colleague's seat has written and that has not come here yet."""
    return {name: 0 if hint is int else "" for name, hint in kind.__annotations__.items()}


def accessory_views(listed_json: str, back_json: str) -> list[v.AccessoryView]:
    """The accessories of an item and which of them were given back."""
    back = set(json.loads(back_json))
    return [
        v.AccessoryView(
            n=one["n"], name=one.get("name", ""), qty=one.get("qty", 1), is_back=one["n"] in back
        )
        for one in json.loads(listed_json)
    ]


def receipt_views(db: Connection, item: bytes) -> list[v.ReceiptView]:
    """The receipts an item stands on, the open one first."""
    return many(db, v.ReceiptView, _RECEIPTS, (item,))


def loss_views(db: Connection, item: bytes) -> list[v.LossView]:
    """The declared losses of an item's receipts."""
    return many(db, v.LossView, _LOSSES, (item,))


def card_view(db: Connection, item: bytes) -> tuple[bytes, v.CardView] | None:
    """The repair card of an item and its id."""
    found = row(db, _CARD, (item,))
    if found is None:
        return None
    minutes = value(db, _MINUTES, (found["_id"],))
    checks = json.loads(found["_checks"])
    return found["_id"], made(v.CardView, found, minutes=minutes, inspection_checks=checks)


def step_views(db: Connection, card: bytes) -> list[v.StepView]:
    """The bench time of a card."""
    return _corrected(v.StepView, "corrects_n", rows(db, _STEPS, (card,)))


def measurement_views(db: Connection, card: bytes) -> list[v.MeasurementView]:
    """The measured values of a card."""
    found = rows(db, _MEASUREMENTS, (card,))
    return [made(v.MeasurementView, one, n=n) for n, one in enumerate(found, start=1)]


def part_views(db: Connection, card: bytes) -> list[v.PartUsedView]:
    """The parts of a card."""
    return _corrected(v.PartUsedView, "corrects_n", rows(db, _PARTS, (card,)))


def estimate_views(db: Connection, item: bytes) -> list[v.EstimateView]:
    """The estimates of an item with what the customer said to each."""
    return [_estimate(db, found) for found in rows(db, _ESTIMATES, (item,))]


def _estimate(db: Connection, found: Row) -> v.EstimateView:
    lines = [made(v.EstimateLineView, asdict(one)) for one in from_json(found["_lines"])]
    consents = [
        made(v.ConsentView, one, lines=json.loads(one["_lines"]))
        for one in rows(db, _CONSENTS, (found["_id"],))
    ]
    return made(v.EstimateView, found, lines=lines, consents=consents)


def settlement_views(db: Connection, item: bytes) -> list[v.SettlementView]:
    """The settlements of an item, the one that stands first."""
    return [
        made(v.SettlementView, found, lines=settlement_lines(db, found["_id"]))
        for found in rows(db, _SETTLEMENTS, (item,))
    ]


def settlement_lines(db: Connection, settlement: bytes) -> list[v.SettlementLineView]:
    """The lines of a settlement."""
    return many(db, v.SettlementLineView, _SETTLEMENT_LINES, (settlement,))


def payment_views(db: Connection, item: bytes) -> list[v.PaymentView]:
    """The payments of an item."""
    found = rows(db, _PAYMENTS, (item,))
    reversed_ids = {one["_corrects"] for one in found} - {None}
    more = [{"is_reversed": one["_id"] in reversed_ids} for one in found]
    return _corrected(v.PaymentView, "reverses_n", found, more)


def due_fen(settlements: list[v.SettlementView], payments: list[v.PaymentView]) -> int:
    """The standing settlement less all money; before there is one, what was paid as a credit."""
    valid = (one for one in settlements if one.status is not SettlementStatus.REPLACED)
    standing = next((one.gross_fen for one in valid), 0)
    return standing - sum(one.amount_fen for one in payments)


def custody_views(db: Connection, item: bytes) -> list[v.CustodyView]:
    """Where the item was, from check-in on."""
    return many(db, v.CustodyView, _CUSTODY, (item,))


def notice_views(db: Connection, item: bytes) -> list[v.NoticeView]:
    """What the customer was told."""
    return many(db, v.NoticeView, _NOTICES, (item,))


def photo_views(db: Connection, item: bytes) -> list[v.PhotoView]:
    """The item's pictures that stand; none once the customer's data are erased."""
    found = taken(many(db, v.PhotoView, _PHOTOS, (item,)))
    return [replace(one.photo, n=one.n) for one in found if one.stands]


def _corrected(
    kind: type[R], name: str, found: list[Row], more: Iterable[Row] | None = None
) -> list[R]:
    """Lines numbered in their order; `name` becomes the number of the line that one replaces."""
    place = {one["_id"]: n for n, one in enumerate(found, start=1)}
    extra = more or ({} for _ in found)
    return [
        made(kind, one, n=n, **{name: place.get(one["_corrects"])}, **also)
        for n, (one, also) in enumerate(zip(found, extra, strict=True), start=1)
    ]
