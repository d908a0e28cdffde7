"""A count of one shelf while it goes on: what was found, what is missing, what is too many."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from counter.storage.questions.scans import Scanned
from counter.storage.questions.shelf_views import ShelfItem


@dataclass
class Count:
    """One shelf's items by the book, and what was scanned on it."""

    shelf_number: str = ""
    shelf_name: str = ""
    booked: dict[str, ShelfItem] = field(default_factory=dict[str, ShelfItem])
    scanned: dict[str, Scanned] = field(default_factory=dict[str, Scanned])
    sent: tuple[str, ...] | None = None  # what was kept, until something is scanned anew
    is_asked: bool = False  # whether nothing found was asked about

    @property
    def is_begun(self) -> bool:
        """Whether anything was scanned yet."""
        return bool(self.scanned)

    def expect(self, items: Iterable[ShelfItem]) -> None:
        """Take what lies there by the book now; what was scanned stays."""
        self.booked = {item.case_number: item for item in items}

    def take(self, item: Scanned) -> bool:
        """Take a scan; False when the item was scanned before."""
        if item.case_number in self.scanned:
            return False
        self.scanned[item.case_number] = item
        self.sent, self.is_asked = None, False
        return True

    def drop(self) -> dict[str, Scanned]:
        """Forget what was scanned; the answer can be taken up again."""
        dropped, self.scanned, self.is_asked = self.scanned, {}, False
        return dropped

    def is_doubtful(self) -> bool:
        """Whether nothing was scanned, or nothing of what should lie here."""
        return not self.scanned or bool(self.booked and not self.found())

    def found(self) -> list[str]:
        """Booked here and scanned, in the order of the scans."""
        return [number for number in self.scanned if number in self.booked]

    def missing(self) -> list[str]:
        """Booked here and not scanned."""
        return [number for number in self.booked if number not in self.scanned]

    def extra(self) -> list[str]:
        """Scanned here and not booked here."""
        return [number for number in self.scanned if number not in self.booked]
