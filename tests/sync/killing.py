"""Seats at work, a line that fails them, and kill -9 of whatever chance points at; as a task
`python -m tests.sync.killing KILLS [SEED]`.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from shutil import copytree

from counter.storage.checking import verify
from counter.storage.machine import identity_of
from counter.storage.proving import digest
from counter.sync.agreeing import compare
from counter.sync.exchange import exchange
from counter.sync.seat import SeatBook
from tests.sync.faulty_line import FaultyLine
from tests.sync.founding import founded
from tests.sync.processes import HubProcess, Reached, SeatProcess, code_of, hub_of

OUTLET = 1
#: so long after something began it may be killed
LONGEST_S = 0.4


class Shop:
    """Two seats of an outlet, the hub they talk to, the line between."""

    def __init__(self, place: Path, seed: int, database: str = "") -> None:
        self.chance, self._place, self._database = Random(seed), place, database
        copytree(founded(1), place, dirs_exist_ok=True)
        self.hub = hub_of(place / "hub", database)
        self.seats = [SeatProcess(place, name, OUTLET) for name in ("1a", "1b")]
        self.line = FaultyLine(self.hub.port, seed)
        for digit, seat in enumerate(self.seats, start=1):
            is_this_file(seat)
            seat.enrol(self.hub.url, code_of(place / "hub", OUTLET, digit, database))
            self.start(seat)

    def start(self, seat: SeatProcess) -> None:
        seat.start(self.line.url, self.chance.randrange(1 << 32))

    def stop(self) -> None:
        """Nobody works any more."""
        for seat in self.seats:
            seat.kill()
        self.line.close()

    def kill_hub(self, begin: Callable[[HubProcess], None] = HubProcess.start) -> None:
        """The hub dies and comes up again; what it had confirmed by then is there."""
        self.hub.kill()
        confirmed = self.confirmed()
        begin(self.hub)
        self.holds(confirmed)

    def confirmed(self) -> list[Reached]:
        """How far the hub has said to hold what each seat wrote."""
        for seat in self.seats:
            seat.listen()
        return [dict(seat.confirmed) for seat in self.seats]

    def holds(self, confirmed: list[Reached]) -> None:
        """The hub holds it."""
        for seat, reached in zip(self.seats, confirmed, strict=True):
            shop = seat.open()
            line = seat.line(shop, self.hub.url)
            for chain, seq in reached.items():
                held = line.hello(chain).seq
                assert held >= seq, f"the hub had confirmed entry {seq} and holds {held}"
            shop.close()

    def kill_seat(self, seat: SeatProcess) -> None:
        """A seat dies and goes on; what it had answered by then is in its file."""
        seat.kill()
        shop = seat.open()
        held = {own.facts.chain: own.seq for own in SeatBook(shop).chains()}
        for chain, seq in seat.acted.items():
            assert held[chain] >= seq, f"the seat had answered entry {seq} and holds {held[chain]}"
        assert verify(shop).alterations == (), verify(shop).alterations
        shop.close()
        self.start(seat)

    def agrees(self) -> None:
        """On a line that is whole all come to the same, and nobody has lost a word."""
        shops = [seat.open() for seat in self.seats]
        for _ in range(3):
            for seat, shop in zip(self.seats, shops, strict=True):
                exchange(SeatBook(shop), seat.line(shop, self.hub.url), OUTLET)
        for seat, shop in zip(self.seats, shops, strict=True):
            assert verify(shop).alterations == ()
            agreed = compare(
                shop.db, SeatBook(shop), seat.line(shop, self.hub.url).digest(), OUTLET
            )
            assert agreed is not None
            assert agreed.differ == ()
            held = SeatBook(shop).held()
            for other in self.seats:
                for chain, seq in other.acted.items():
                    assert held[chain][1] >= seq, "an act that was answered is gone"
        first, second = (digest(shop.db) for shop in shops)
        assert first == second
        for shop in shops:
            shop.close()

    def end(self) -> None:
        """No process is left."""
        for seat in self.seats:
            seat.end()
        self.hub.kill()


def is_this_file(seat: SeatProcess) -> None:
    """A copy of a shop and its machine is the shop at that machine."""
    shop = seat.open()
    lease = seat.machine.lease_of(SeatBook(shop).replica)
    assert lease is not None
    seat.machine.renew(replace(lease, file=identity_of(shop.path)))
    shop.close()


def killed(place: Path, seed: int, kills: int) -> Shop:
    """A day on which so many things are killed; everything that must hold is asserted."""
    shop = Shop(place, seed)
    try:
        for n in range(kills):
            time.sleep(shop.chance.random() * LONGEST_S)
            victim = shop.chance.choice([*shop.seats, None]) if n else None
            if victim is None:
                shop.kill_hub()
            else:
                shop.kill_seat(victim)
        shop.stop()
        shop.agrees()
    finally:
        shop.end()
    return shop


def main() -> int:
    """Prints what was killed and what the line has done."""
    kills = int(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns() % 1_000_000
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as place:
        shop = killed(Path(place), seed, kills)
    acts, rounds = (sum(seat.acts for seat in shop.seats), sum(seat.rounds for seat in shop.seats))
    print(f"{kills} kills, {acts} acts, {rounds} confirmed; {dict(shop.line.met)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
