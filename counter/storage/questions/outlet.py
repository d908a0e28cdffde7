"""What questions must know of the outlet itself: its days, its settings in force."""

import json
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from time import time as clock
from typing import Any
from zoneinfo import ZoneInfo

from counter.domain.refusals import RuleBroken
from counter.storage.database import Connection
from counter.storage.in_force import settings_kept
from counter.storage.questions.reading import value

RULE_PACK = Path(__file__).resolve().parents[3] / "resources" / "rule_packs" / "counter_cn.json"
_ZONE = "SELECT o.zone FROM sync_gate g JOIN outlet o ON o.number = g.outlet"


@cache
def rule_pack() -> dict[str, Any]:
    """What holds where the outlet has set nothing else."""
    pack = json.loads(RULE_PACK.read_text(encoding="utf-8"))
    return {name: rule["value"] for name, rule in pack["rules"].items()}


def settings(db: Connection) -> dict[str, Any]:
    """The settings in force: head office's, else the outlet's own, else the rule pack's."""
    return rule_pack() | settings_kept(db, today(db))


def today(db: Connection) -> date:
    """The outlet's calendar day: by the machine's clock, or the book's where that is ahead."""
    (hlc,) = db.execute("SELECT value FROM sync_state WHERE name = 'hlc'").fetchone()
    at = max(int(clock() * 1000), int.from_bytes(hlc, "big") >> 16)
    return local(at, zone(db)).date()


def zone(db: Connection) -> ZoneInfo:
    """The outlet's time zone."""
    return ZoneInfo(value(db, _ZONE) or "UTC")


def day_of(text: str, field: str) -> date:
    """A day as YYYY-MM-DD; raises RuleBroken "input.bad_date"."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RuleBroken("input.bad_date", field=field, text=text[:20]) from None


def begins_at(day: date, where: ZoneInfo) -> int:
    """The first moment of a local day, milliseconds since 1970 UTC."""
    return int(datetime.combine(day, time(), where).timestamp() * 1000)


def ends_at(day: date, where: ZoneInfo) -> int:
    """The first moment after a local day."""
    return begins_at(day + timedelta(days=1), where)


def local(at: int, where: ZoneInfo) -> datetime:
    """A moment as the outlet's clock shows it, without a zone."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(where).replace(tzinfo=None)
