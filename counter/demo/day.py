"""The demo shop's clock and counter: one act after the other while time passes."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from counter.app import BY_NAME, Counter
from counter.json_facts import read_facts

DESK, BENCH, BOSS, CASH, MANAGER = "1001", "1002", "1003", "1004", "1009"
OTHER_BENCH = "1005"
PIN = "0000"
MINUTE_MS = 60_000
DAY_MINUTES = 24 * 60
CLOSES_AT_HOUR = 18


@dataclass(slots=True)
class Day:
    """The shop with its clock; `at` is milliseconds since 1970 UTC and only moves forward."""

    chance: Random
    zone: ZoneInfo
    counter: Counter = field(init=False)
    at: int = 0
    serial: int = 0
    met: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    meets_again: bool = True

    def clock(self) -> int:
        """The clock the counter reads."""
        return self.at

    def wait(self, minutes: int) -> None:
        """Lets time pass; a night is skipped when it begins."""
        self.at += minutes * MINUTE_MS
        now = datetime.fromtimestamp(self.at / 1000, self.zone)
        if now.hour >= CLOSES_AT_HOUR:
            self.start(now.date().isoformat(), days=1)

    def start(self, day: str, days: int = 0) -> None:
        """Opens the shop on a day, or so many days after it; never goes back."""
        first = datetime.fromisoformat(f"{day}T08:35:00").replace(tzinfo=self.zone)
        self.at = max(self.at, int((first + timedelta(days=days)).timestamp() * 1000))

    def do(self, who: str, act: str, **facts: Any) -> Any:
        """One act, with facts as JSON has them."""
        read = read_facts(BY_NAME[act].function, facts)
        return self.counter.do(act, by=who, **read).answer
