"""Which day it was at an outlet."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from counter.hub.report_tables import REPORT_OUTLET
from counter.storage.catalogue import BY_NAME

DAY_MS = 86_400_000
OTHERWISE = str(BY_NAME["outlet"].column("zone").default)
#: further than any clock goes, so that a moment that is none has a day too
_MOST_MS = 200_000_000_000_000


def zone_of(db: sa.Connection, outlet: int) -> str:
    """The zone of an outlet: as head office says, else as it says itself."""
    named = REPORT_OUTLET.c
    row = db.execute(sa.select(named.pub_zone, named.own_zone).where(named.outlet_no == outlet))
    found = row.first()
    return next((one for one in found or () if one and _found(one)), OTHERWISE)


def day_of(at: int | None, zone: str) -> str:
    """The date of a moment in milliseconds UTC, as YYYY-MM-DD."""
    held = min(max(at or 0, 0), _MOST_MS)
    clock = clock_of(zone)
    return (datetime.fromtimestamp(held // 1000, UTC).astimezone(clock)).date().isoformat()


def days_before(day: str, count: int) -> str:
    """The date so many days earlier."""
    return (date.fromisoformat(day) - timedelta(days=count)).isoformat()


@lru_cache(maxsize=512)
def _found(zone: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(zone)
    except (ValueError, OSError):
        return None


def clock_of(zone: str) -> tzinfo:
    """The clock of a zone; UTC where the machine does not know it."""
    return _found(zone) or UTC
