"""The hub's PostgreSQL dies under load and its synchronous standby is promoted: what was lost, and
how soon a seat is answered again (sync.md §10).
"""

import logging
import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from counter.sync.http_line import NoHub
from tests.sync.killing import Shop
from tests.sync.postgres import Postgres
from tests.sync.standby import PATIENCE_S, Standby, both

ROUNDS, LOADED = 3, 5


def main() -> None:
    """One line: what was lost of what was confirmed, and the seconds to the first answer."""
    logging.disable(logging.CRITICAL)  # the pool says at each try that a host is gone
    waits = [failed_over() for _ in range(ROUNDS)]
    said = ", ".join(f"{one:.2f}" for one in sorted(waits))
    line = f"first answer {said} s after the promote; load {os.getloadavg()[0]:.1f}"
    print(f"primary killed under load {ROUNDS} times: 0 lost, {line}   goal 0 lost")


def failed_over() -> float:
    """Seconds from the promotion to the first round that is confirmed. Raises AssertionError where
    anything confirmed before is gone.
    """
    primary = Postgres()
    primary.says("CREATE DATABASE hub")
    standby = Standby(primary)
    with TemporaryDirectory(prefix="counter-failover-") as folder:
        day = Shop(Path(folder), 1, both("hub", primary, standby))
        try:
            until_rounds(day, LOADED)
            primary.kill()
            confirmed, before = day.confirmed(), sum(seat.rounds for seat in day.seats)
            standby.promote()
            began = time.perf_counter()
            until_rounds(day, before + 1)
            took = time.perf_counter() - began
            held(day, confirmed)
            day.stop()
            day.agrees()
        finally:
            day.end()
            for one in (standby, primary):
                one.close()
    return took


def until_rounds(day: Shop, count: int) -> None:
    """Until so many rounds of the seats were confirmed."""
    until = time.monotonic() + PATIENCE_S
    while not (day.confirmed() and sum(seat.rounds for seat in day.seats) >= count):
        if time.monotonic() > until:
            raise TimeoutError(count)
        time.sleep(0.005)


def held(day: Shop, confirmed: list[dict[bytes, int]]) -> None:
    """The hub still holds it; the first try may meet a connection to the dead primary."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            return day.holds(confirmed)
        except NoHub:
            if time.monotonic() > until:
                raise


if __name__ == "__main__":
    main()
