"""What head office has published for a later day and outlets are not given before: parts, kinds of
item, models and people. A price and a setting know their day themselves and travel at once.
"""

from dataclasses import dataclass

import msgspec
import sqlalchemy as sa

from counter.hub import tables as t
from counter.hub.published_file import Row


@dataclass(frozen=True, slots=True)
class Plan:
    """Rows of a publication that wait for a day."""

    number: int
    from_on: str
    rows: list[Row]


def keep(db: sa.Connection, plan: Plan) -> None:
    """Keeps rows until their day."""
    said = msgspec.json.encode(plan.rows)
    row = {"number": plan.number, "from_on": plan.from_on, "rows": said}
    db.execute(sa.insert(t.PLANNED).values(row))


def waiting(db: sa.Connection, until: str = "") -> list[Plan]:
    """What waits, in the order in which it will hold; up to a day where one is said."""
    known = t.PLANNED.c
    query = sa.select(t.PLANNED).order_by(known.from_on, known.number)
    found = db.execute(query.where(known.from_on <= until) if until else query)
    return [
        Plan(int(one.number), one.from_on, msgspec.json.decode(one.rows, type=list[Row]))
        for one in found
    ]


def forget(db: sa.Connection, plan: Plan) -> None:
    """It is given to the outlets."""
    db.execute(sa.delete(t.PLANNED).where(t.PLANNED.c.number == plan.number))
