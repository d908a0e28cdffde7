"""What questions must know of the outlet itself: its days, its settings in force."""

import json
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from counter.domain.refusals import RuleBroken
from counter.storage.database import Connection
from counter.storage.questions.reading import value

RULE_PACK = Path(__file__).resolve().parents[3] / "resources" / "rule_packs" / "counter_cn.json"
_ZONE = "SELECT o.zone FROM sync_gate g JOIN outlet o ON o.number = g.outlet"
_SETTINGS = """
SELECT s.name, s.value_json FROM sync_gate g JOIN outlet o ON o.number = g.outlet
  JOIN setting s ON s.outlet_id = o.id ORDER BY s.k
"""


@cache
def rule_pack() -> dict[str, Any]:
    """What holds where the outlet has set nothing else."""
    pack = json.loads(RULE_PACK.read_text(encoding="utf-8"))
    return {name: rule["value"] for name, rule in pack["rules"].items()}


def settings(db: Connection) -> dict[str, Any]:
    """The settings in force: the outlet's own, else the rule pack's."""
    kept = db.execute(_SETTINGS).fetchall()
    return rule_pack() | {name: json.loads(text) for name, text in kept}


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
