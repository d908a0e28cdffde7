"""Where the shop lies and the ways in; the heavy part is imported by the thread that needs it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counter.storage import database

if TYPE_CHECKING:
    from counter.app import Counter
    from ui.darkroom import Darkroom

FILE = "shop.db"
DEMO_MARK = "DEMO"  # a file beside it, written by whoever made it up


@dataclass(frozen=True, slots=True)
class Door:
    """One shop's folder and the machine's own folder. `clock` gives ms UTC."""

    folder: Path
    home: Path
    clock: Callable[[], int]

    def leads_somewhere(self) -> bool:
        """Whether there is a shop."""
        return (self.folder / FILE).exists()

    def is_demo(self) -> bool:
        """Whether the shop was made up to be looked at."""
        return (self.folder / DEMO_MARK).exists()

    def reader(self) -> Any:
        """A connection that cannot write."""
        return database.open_reader(self.folder / FILE)

    def darkroom(self) -> "Darkroom":
        """Where pictures are made smaller and decoded."""
        from ui.darkroom import Darkroom

        return Darkroom(self.folder, self.home)

    def open(self) -> "Counter":
        """The shop with its writer. Raises RuleBroken("shop.…")."""
        from counter.app import Counter

        counter = Counter.open(self.folder, self.home, self.clock)
        machine = counter.shop.machine
        machine.clock, machine.asks_of_clock = self.clock, True
        return counter

    def found(self, facts: Mapping[str, Any]) -> "Counter":
        """A new shop, opened by `open_shop` with these facts. Raises RuleBroken."""
        from counter.app import Counter

        return Counter.found(self.folder, self.home, facts, self.clock)[0]
