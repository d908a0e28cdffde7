"""What was scanned: the kind of its number, the case it leads to, and whether that awaits the
supervisor.
"""

from dataclasses import dataclass

from counter.domain import numbers
from counter.domain.numbers import NumberKind
from counter.domain.states import CardStatus
from counter.storage.database import Connection
from counter.storage.questions.numbered import item_of, kind_of, leads_to_item, lookup
from counter.storage.questions.reading import at_one_moment, row


@dataclass(frozen=True, kw_only=True)
class Scanned:
    """A number somebody held before the scanner. Empty where it leads to no case."""

    kind: NumberKind
    number: str
    case_number: str = ""
    card_number: str = ""
    name: str = ""
    shelf: str = ""
    is_here: bool = False
    awaits_inspection: bool = False


_CASE = """
SELECT i.number AS case_number, c.number AS card_number, c.status, i.out_at, s.name AS shelf,
  u.product, u.brand, u.model
FROM customer_item i LEFT JOIN repair_card c ON c.item_id = i.id
  LEFT JOIN shelf s ON s.id = i.shelf_id LEFT JOIN unit u ON u.id = i.unit_id
WHERE i.id = ?
"""
_NAMED = {
    "shelf": "SELECT name FROM shelf WHERE id = ?",
    "part": "SELECT name FROM part WHERE id = ?",
}


@at_one_moment
def scanned(db: Connection, *, number: str) -> Scanned:
    """What a number is on and where it leads.

    Raises RuleBroken "number.…" for a slip, "case.unknown" and the like for a number nobody here
    has issued.
    """
    table, row_id = lookup(db, number)
    kind, digits = kind_of(table), numbers.plain(number)
    if not leads_to_item(table):
        named = row(db, _NAMED[table], (row_id,)) if table in _NAMED else None
        return Scanned(kind=kind, number=digits, name=named["name"] if named else "")
    found = row(db, _CASE, (item_of(db, number),)) or {}
    parts = (found.get("product"), found.get("brand"), found.get("model"))
    return Scanned(
        kind=kind,
        number=digits,
        case_number=found.get("case_number") or "",
        card_number=found.get("card_number") or "",
        name=" ".join(part for part in parts if part),
        shelf=found.get("shelf") or "",
        is_here=bool(found) and found["out_at"] is None,
        awaits_inspection=found.get("status") == CardStatus.AWAIT_INSPECTION,
    )
