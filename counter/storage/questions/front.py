"""What the window must know of the shop before anything else: two statements, no settings."""

from dataclasses import dataclass

from counter.domain.refusals import RuleBroken
from counter.storage.database import Connection
from counter.storage.questions.reading import at_one_moment, made, row

_OUTLET = """
SELECT o.name, o.name_en, o.zone, o.currency, o.language, s.name AS seat_name
FROM sync_gate g JOIN outlet o ON o.number = g.outlet
  JOIN sync_state st ON st.name = 'seat' JOIN seat s ON s.id = st.value
"""


@dataclass(frozen=True, kw_only=True)
class Front:
    """The outlet as its door says, and the icon of each kind of item by its code."""

    name: str
    name_en: str
    zone: str
    currency: str
    language: str
    seat_name: str
    icons: dict[str, str]


@at_one_moment
def front(db: Connection) -> Front:
    """What the window shows before the first board."""
    found = row(db, _OUTLET)
    if found is None:
        raise RuleBroken("record.gone", kind="outlet")
    icons = dict(db.execute("SELECT code, icon FROM item_kind WHERE active = 1").fetchall())
    return made(Front, found, icons=icons)
