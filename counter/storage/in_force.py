"""Which of the settings that are kept hold on a day: head office's before the outlet's own."""

import json
from datetime import date
from typing import Any

from counter.storage.database import Connection

_KEPT = """
SELECT s.name, s.value_json, s.publisher FROM sync_gate g JOIN outlet o ON o.number = g.outlet
  JOIN setting s ON s.outlet_id = o.id OR (s.publisher = 0 AND s.outlet_id = x'')
  WHERE s.from_on <= ? AND (? = '' OR s.name = ?)
  ORDER BY s.publisher = 0, s.outlet_id = o.id, s.from_on, s.id
"""


def settings_kept(db: Connection, day: date, name: str = "") -> dict[str, Any]:
    """What is set on a day, by name; one name alone where it is given.

    Head office's newest stands before the outlet's own, one for this outlet before one for all,
    and `null` of head office leaves a name to the outlet.
    """
    kept: dict[str, Any] = {}
    said: dict[str, Any] = {}
    for one, text, publisher in db.execute(_KEPT, (day.isoformat(), name, name)):
        (said if publisher == 0 else kept)[one] = json.loads(text)
    return kept | {one: value for one, value in said.items() if value is not None}
