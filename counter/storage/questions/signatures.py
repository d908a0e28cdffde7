"""Names signed on the pad: as papers show them, and which stand under something else by now."""

import json
from dataclasses import dataclass
from typing import Any

from counter.domain.choices import SignedFor
from counter.domain.papers import SignedName
from counter.domain.records import CustomerItem, Unit
from counter.domain.signing import (
    CHECK_DIGITS,
    item_facts,
    loss_facts,
    receipt_facts,
    signed_sha256,
)
from counter.storage.catalogue import BY_RECORD
from counter.storage.database import Connection
from counter.storage.questions.reading import at_one_moment, row
from counter.storage.rows import record_of
from counter.storage.schema import column_list

_NAME = """
SELECT strokes_json, signed_sha256 FROM signature
WHERE item_id = :item AND what = :what AND (:number = '' OR number = :number)
ORDER BY k DESC LIMIT 1
"""
_SIGNED = """
SELECT s.number, s.what, s.at, s.signed_sha256, min(s.k) AS k FROM signature s
WHERE s.what IN ('CHECK_IN', 'LOSS') AND s.strokes_json <> ''
GROUP BY s.number, s.what, s.at, s.signed_sha256 ORDER BY k
"""
_ITEMS = """
SELECT DISTINCT s.item_id, l.n FROM signature s
  JOIN item_receipt r ON r.number = s.number
  JOIN receipt_line l ON l.receipt_id = r.id AND l.item_id = s.item_id
WHERE s.item_id IN (SELECT l2.item_id FROM item_receipt r2
    JOIN receipt_line l2 ON l2.receipt_id = r2.id WHERE r2.number = :number)
  AND s.number = :number AND s.what = :what AND s.at = :at ORDER BY l.n
"""
_PAID = "SELECT coalesce(sum(amount_fen), 0) FROM payment WHERE item_id = ? AND at <= ?"
_LOSS = """
SELECT d.id_type, d.item_knowledge FROM loss_declaration d
  JOIN item_receipt r ON r.id = d.receipt_id
WHERE r.number = ? AND d.declared_at = ?
"""
_ITEM, _UNIT = (
    f"SELECT {column_list(kind)} FROM {kind} WHERE id = ?" for kind in ("customer_item", "unit")
)


@dataclass(frozen=True, kw_only=True)
class Apart:
    """A name that was signed under something else than what is kept now: `at` ms UTC."""

    number: str
    what: SignedFor
    at: int


def signed_name(
    db: Connection, item: bytes, what: SignedFor, number: str = ""
) -> SignedName | None:
    """The name on the pad for an item, for one paper or the newest; None = not there, or erased."""
    found = row(db, _NAME, {"item": item, "what": what.value, "number": number})
    if not found or not found["strokes_json"]:
        return None
    drawn: list[list[list[int]]] = json.loads(found["strokes_json"])
    strokes = tuple(tuple((point[0], point[1]) for point in stroke) for stroke in drawn)
    return SignedName(strokes=strokes, check=found["signed_sha256"][:CHECK_DIGITS])


@at_one_moment
def signatures_apart(db: Connection) -> list[Apart]:
    """Receipts and declarations that no longer say what was signed for, by their hash made anew.

    Reads every name on the pad: seconds at 100,000 cases. What was signed at hand-back is bound to
    the act's own words, which the log keeps.
    """
    found: list[Apart] = []
    for number, what, at, bound, _ in db.execute(_SIGNED).fetchall():
        facts = _receipt(db, number, at) if what == SignedFor.CHECK_IN else _loss(db, number, at)
        if facts is None or signed_sha256(facts) != bound:
            found.append(Apart(number=number, what=SignedFor(what), at=at))
    return found


def _receipt(db: Connection, number: str, at: int) -> dict[str, object] | None:
    named = {"number": number, "what": SignedFor.CHECK_IN.value, "at": at}
    items = [_item(db, item, at) for item, _ in db.execute(_ITEMS, named).fetchall()]
    return receipt_facts(number, items) if items else None


def _item(db: Connection, item_id: bytes, at: int) -> dict[str, object]:
    item: CustomerItem = record_of(BY_RECORD[CustomerItem], _one(db, _ITEM, item_id))
    unit: Unit = record_of(BY_RECORD[Unit], _one(db, _UNIT, item.unit_id))
    (paid,) = _one(db, _PAID, item_id, at)
    return item_facts(item, unit, paid)


def _loss(db: Connection, number: str, at: int) -> dict[str, object] | None:
    found = db.execute(_LOSS, (number, at)).fetchone()
    return loss_facts(number, *found) if found else None


def _one(db: Connection, sql: str, *given: object) -> tuple[Any, ...]:
    return db.execute(sql, given).fetchone()
