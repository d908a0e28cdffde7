"""All cases of one unit, through merges and changes of owner."""

from dataclasses import dataclass

from counter.domain import personal
from counter.domain.refusals import RuleBroken
from counter.domain.states import Category
from counter.storage.database import Connection
from counter.storage.questions.board import OpenState
from counter.storage.questions.case_parts import unit_view
from counter.storage.questions.case_views import UnitView
from counter.storage.questions.fault_words import FaultWords
from counter.storage.questions.maintenance import maintenance_on
from counter.storage.questions.numbered import item_of
from counter.storage.questions.parts_of_sql import CUSTOMER, who
from counter.storage.questions.reading import (
    Page,
    Row,
    at_one_moment,
    made,
    page,
    page_size,
    place_after,
    places,
    rows,
    value,
)
from counter.storage.questions.registers import END


@dataclass(frozen=True, kw_only=True)
class UnitCase:
    """One visit of the unit; `parts` are the names of what was put in."""

    case_number: str
    card_number: str
    state: OpenState | None
    received_at: int
    out_at: int | None
    customer_name: str
    fault: str
    diagnosis: str
    fault_code: str
    category: Category
    technician_code: str
    technician_name: str
    minutes: int
    parts: list[str]
    charged_fen: int | None
    currency: str
    guarantee_until_on: str
    rework_of: str


@dataclass(frozen=True, kw_only=True)
class UnitHistory(Page[UnitCase]):
    """A unit and its cases, the newest first; `maintenance_on` is empty where none is due."""

    unit: UnitView
    maintenance_on: str = ""


# hardly a row is merged: statistics would have the index passed over
_FAMILY = """
WITH RECURSIVE family(id) AS (
  {first}
  UNION SELECT unit.merged_into FROM family JOIN unit ON unit.id = family.id
    WHERE unit.merged_into IS NOT NULL
  UNION SELECT unit.id FROM family
    JOIN unit INDEXED BY ix_unit_merged_into ON unit.merged_into = family.id
) SELECT id FROM family LIMIT 200
"""
_BY_SERIAL = _FAMILY.format(first="SELECT id FROM unit WHERE serial = ?")
_BY_ID = _FAMILY.format(first="SELECT ?")
_CASES = f"""
SELECT i.received_at AS _at, i.k AS _key, c.id AS _card, i.number AS case_number,
  c.number AS card_number, o.state, i.received_at, i.out_at, cu.name AS customer_name, i.fault,
  i.fault_codes_json AS _fault_codes,
  c.diagnosis, c.fault_code, coalesce(c.category, i.category_expected) AS category,
  {who("c.technician_id", "technician")},
  (SELECT coalesce(sum(w.minutes), 0) FROM work_step w
    WHERE w.card_id = c.id AND w.corrected_by IS NULL) AS minutes,
  (SELECT st.gross_fen FROM settlement st WHERE st.item_id = i.id
    ORDER BY st.status = 'REPLACED', st.k DESC LIMIT 1) AS charged_fen, i.currency,
  c.guarantee_until_on,
  (SELECT number FROM customer_item earlier WHERE earlier.id = i.rework_of) AS rework_of
FROM customer_item i LEFT JOIN open_item o ON o.id = i.id
  LEFT JOIN repair_card c ON c.item_id = i.id {CUSTOMER}
WHERE i.unit_id IN ({{units}}) AND (i.received_at, i.k) < (?, ?)
ORDER BY i.received_at DESC, i.k DESC LIMIT ?
"""
_PARTS = """
SELECT name FROM part_used WHERE card_id = ? GROUP BY code, name HAVING sum(qty) > 0 ORDER BY min(k)
"""


@at_one_moment
def unit_history(
    db: Connection,
    *,
    serial: str | None = None,
    number: str | None = None,
    masked: bool = False,
    language: str | None = None,
    after: str | None = None,
    limit: int = 50,
) -> UnitHistory:
    """Every case of a unit, by its serial number or the number of one of its cases or papers.

    `language` names the faults, None = the outlet's own. Raises RuleBroken "unit.unknown",
    "input.missing" when neither is given, or "number.…".
    """
    units = _units(db, serial, number)
    size = page_size(limit)
    place = place_after(after) if after else (END, 0)
    sql = _CASES.format(units=places(units))
    unit, faults = unit_view(db, units[0]), FaultWords(db, language)

    def unit_case(found: Row) -> UnitCase:
        if masked:
            found["customer_name"] = personal.masked_name(found["customer_name"] or "")
        parts = [name for (name,) in db.execute(_PARTS, (found["_card"],))]
        return made(UnitCase, found, fault=faults.of(found, unit.kind_code), parts=parts)

    shown = page(rows(db, sql, (*units, *place, size + 1)), size, unit_case)
    due = maintenance_on(db, unit, units)
    return UnitHistory(unit=unit, maintenance_on=due, rows=shown.rows, next=shown.next)


def _units(db: Connection, serial: str | None, number: str | None) -> list[bytes]:
    """The unit under all the ids it has had: two owners, or two rows that were merged."""
    if number:
        unit = value(db, "SELECT unit_id FROM customer_item WHERE id = ?", (item_of(db, number),))
        kept = value(db, "SELECT serial FROM unit WHERE id = ?", (unit,))
        if not kept:
            return [found for (found,) in db.execute(_BY_ID, (unit,))]
    elif serial:
        kept = personal.serial_number(serial)
    else:
        raise RuleBroken("input.missing", field="serial")
    units = [found for (found,) in db.execute(_BY_SERIAL, (kept,))]
    if not units:
        raise RuleBroken("unit.unknown", serial=kept)
    return units
