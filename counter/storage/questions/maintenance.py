"""When a unit is due for maintenance, as the catalogue of models says (domain.md 7.6)."""

from collections.abc import Sequence
from datetime import date

from counter.domain.periods import months_after
from counter.storage.database import Connection
from counter.storage.questions.case_views import UnitView
from counter.storage.questions.outlet import local, zone
from counter.storage.questions.reading import places, value

#: one word of head office's before the outlet's own
_MONTHS = """
SELECT maintenance_months FROM model
WHERE lower(name) = lower(?) AND lower(brand) = lower(?) AND active = 1
ORDER BY publisher LIMIT 1
"""
_SERVED = """
SELECT max(i.out_at) FROM customer_item i JOIN repair_card c ON c.item_id = i.id
WHERE i.unit_id IN ({units}) AND c.inspection_result = 'PASSED'
"""


def maintenance_on(db: Connection, unit: UnitView, units: Sequence[bytes]) -> str:
    """The day of the next maintenance: so many months after the unit went home mended, else after
    it was bought; nothing for a model without, or where neither day is known. `units` are all ids
    it has had.
    """
    months = value(db, _MONTHS, (unit.model, unit.brand)) if unit.model else 0
    if not months:
        return ""
    served = value(db, _SERVED.format(units=places(units)), tuple(units))
    try:
        last = local(served, zone(db)).date() if served else date.fromisoformat(unit.bought_on)
    except ValueError:  # not known, or written otherwise
        return ""
    return months_after(last, months).isoformat()
