"""The register of chosen lines as A4 PDF, drawn a few pages at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from counter.exports.files import keep
from counter.storage.database import Connection
from counter.storage.questions.register_paper import narrowed_register
from counter.storage.questions.registers import RegisterLine

if TYPE_CHECKING:
    from counter.printing.pdf_sheet import PdfBook

FORM = "item_register"
PAGE_LINES, PAGES = 13, 8  # of the form, and drawn in one go
MOST_LINES = 400 * PAGE_LINES


@dataclass
class RegisterPdf:
    """What is drawn: lines, the oldest first, and how they were chosen."""

    path: Path
    lines: Sequence[RegisterLine]
    narrowed: str
    printed_at: int
    printed_by: str
    language: str
    drawn: int = 0
    _book: "PdfBook | None" = field(default=None, repr=False)

    def draw_some(self, db: Connection) -> bool:
        """Draw the next pages; False when all are drawn."""
        from counter.printing import press
        from counter.printing.pdf_sheet import PdfBook

        if self._book is None:
            self._book = PdfBook(press.metrics(), title=FORM)
        some = list(islice(self.lines, self.drawn, self.drawn + PAGE_LINES * PAGES))
        paper = narrowed_register(
            db,
            lines=some,
            days=self._days(),
            narrowed=self.narrowed,
            printed_at=self.printed_at,
            printed_by=self.printed_by,
            first_page=self.drawn // PAGE_LINES + 1,
            language=self.language,
        )
        self._book.add(press.sheets_of(FORM, paper))
        self.drawn += len(some)
        return self.drawn < len(self.lines)

    def finish(self) -> None:
        """Write the file; raises RuleBroken "disk.…" or "file.cannot_write"."""
        if self._book is not None:
            keep(self.path, self._book.finish())

    def _days(self) -> tuple[int, int]:
        if not self.lines:
            return self.printed_at, self.printed_at
        return self.lines[0].received_at, self.lines[-1].received_at
