"""A list as an xlsx file, row after row, without holding it in memory.

Every text is written as a text and never read as a formula or a link: what people typed stays what
they typed (a name `=1+1` is no sum). A text that another program could take for one also carries
the mark that says so.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counter.domain.refusals import RuleBroken
from counter.exports.files import fresh_path, writing

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

#: what a spreadsheet may take for a formula at the head of a text
LEADS = ("=", "+", "-", "@", "\t", "\r", "|", "%")
MOST_ROWS = 1_048_000  # a sheet holds 2^20
LONGEST_TEXT = 32_000  # a cell holds 32,767 characters
LONGEST_NAME = 31
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(frozen=True, slots=True)
class Fen:
    """An amount of money in hundredths."""

    fen: int


Value = str | int | Fen | datetime | None


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column and its width in characters."""

    text: str
    width: int = 12


class TableBook:
    """One sheet with one table. Used by one thread after the other, never by two at once."""

    def __init__(self, path: Path, title: str, heads: Sequence[Head], notes: Sequence[str] = ()):
        """`notes` stand above the table: whose list it is and how it was narrowed."""
        self.path, self._fresh = path, fresh_path(path)
        self._title, self._heads, self._notes = title, heads, notes
        self._book: Workbook | None = None
        self._sheet: Any = None
        self._forms: dict[str, Any] = {}
        self._row = 0
        self.lines = 0

    def open(self) -> None:
        """Begin the file; raises RuleBroken "disk.…" or "file.cannot_write"."""
        from xlsxwriter.workbook import Workbook

        with writing(self.path):
            self._fresh.touch()  # what cannot be written is said before anything is read
        options = {
            "constant_memory": True,
            "tmpdir": str(self.path.parent),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = Workbook(str(self._fresh), options)
        add = self._book.add_format
        self._forms = {
            "title": add({"bold": True, "font_size": 14}),
            "head": add({"bold": True, "bg_color": "#EDEFF3", "bottom": 1}),
            "text": add({"num_format": "@"}),
            "risky": add({"num_format": "@", "quote_prefix": True}),
            "money": add({"num_format": "#,##0.00"}),
            "moment": add({"num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
        }
        with writing(self.path):
            self._begin()

    def _begin(self) -> None:
        assert self._book is not None
        name = self._title.translate(FORBIDDEN).strip()[:LONGEST_NAME] or "list"
        sheet = self._sheet = self._book.add_worksheet(name)
        for place, head in enumerate(self._heads):
            sheet.set_column(place, place, head.width)
        sheet.write_string(0, 0, self._title, self._forms["title"])
        for row, note in enumerate(self._notes, 1):
            sheet.write_string(row, 0, note)
        self._row = len(self._notes) + 2
        for place, head in enumerate(self._heads):
            sheet.write_string(self._row - 1, place, head.text, self._forms["head"])
        sheet.freeze_panes(self._row, 0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(self._row - 1)

    def add(self, rows: Iterable[Sequence[Value]]) -> None:
        """Write more rows; raises RuleBroken as `open` does, and "period.too_long"."""
        with writing(self.path):
            for values in rows:
                if self._row >= MOST_ROWS:
                    raise RuleBroken("period.too_long", lines=self._row, most=MOST_ROWS)
                for place, value in enumerate(values):
                    self._write(place, value)
                self._row += 1
                self.lines += 1

    def close(self) -> None:
        """Finish the file and give it its name; raises RuleBroken as `open` does."""
        from xlsxwriter.exceptions import FileCreateError

        assert self._book is not None
        with writing(self.path):
            try:
                self._book.close()
            except FileCreateError as trouble:
                found = trouble.args[0] if trouble.args else trouble
                raise found if isinstance(found, OSError) else OSError(str(found)) from trouble
            self._fresh.replace(self.path)
        self._book = None

    def discard(self) -> None:
        """Leave nothing behind."""
        if self._book is not None:
            self._book.fileclosed = True  # its end would write it after all
            with suppress(OSError):
                self._sheet.row_data_fh.close()
                Path(self._sheet.row_data_filename).unlink(missing_ok=True)
            self._book = None
        with suppress(OSError):
            self._fresh.unlink(missing_ok=True)

    def _write(self, place: int, value: Value) -> None:
        sheet, forms, row = self._sheet, self._forms, self._row
        if value is None or value == "":
            return
        if isinstance(value, Fen):
            sheet.write_number(row, place, value.fen / 100, forms["money"])
        elif isinstance(value, datetime):
            sheet.write_datetime(row, place, value, forms["moment"])
        elif isinstance(value, int):
            sheet.write_number(row, place, value)
        else:
            text = value[:LONGEST_TEXT]
            sheet.write_string(row, place, text, forms["risky" if text[0] in LEADS else "text"])
