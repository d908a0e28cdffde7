"""The demo shop's clock and counter: one act after the other while time passes."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
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
FLOAT_FEN, SHORT_FEN, SHORT_EVERY = 20_000, 500, 9  # change put in; every ninth is 5 short


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
    counts_till: bool = False

    def clock(self) -> int:
        """The clock the counter reads."""
        return self.at

    def wait(self, minutes: int) -> None:
        """Lets time pass; a night is skipped when it begins."""
        self._go_to(self.at + minutes * MINUTE_MS)
        now = self._local(self.at)
        if now.hour >= CLOSES_AT_HOUR:
            self.start(now.date().isoformat(), days=1)

    def start(self, day: str, days: int = 0) -> None:
        """Opens the shop on a day, or so many days after it; never goes back."""
        first = datetime.fromisoformat(f"{day}T08:35:00").replace(tzinfo=self.zone)
        self._go_to(int((first + timedelta(days=days)).timestamp() * 1000))

    def _local(self, at: int) -> datetime:
        return datetime.fromtimestamp(at / 1000, self.zone)

    def _go_to(self, at: int) -> None:
        if self.counts_till and self._local(at).date() > self._local(self.at).date():
            closing = self._local(self.at).replace(hour=CLOSES_AT_HOUR, minute=5)
            self.at = max(self.at, int(closing.timestamp() * 1000))
            self._count_till(closing.date())
        self.at = max(self.at, at)

    def _count_till(self, day: date) -> None:
        """The drawer after a day with takings: what should lie there, some days a little less."""
        taken = self.counter.shop.db.execute(
            "SELECT sum(iif(method = 'CASH', amount_fen, 0)) FROM day_total WHERE day = ?",
            (day.isoformat(),),
        ).fetchone()[0]
        if taken is not None:
            short = SHORT_FEN if day.day % SHORT_EVERY == 0 else 0
            facts = {"float_fen": FLOAT_FEN, "counted_fen": max(FLOAT_FEN + taken - short, 0)}
            self.do(CASH, "count_till", **facts, note="找零多给了" if short else "")

    def do(self, who: str, act: str, **facts: Any) -> Any:
        """One act, with facts as JSON has them."""
        read = read_facts(BY_NAME[act].function, facts)
        return self.counter.do(act, by=who, **read).answer
