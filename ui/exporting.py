"""Lists on their way into files: by slices on the reader's thread, to be stopped in between."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from counter.domain.refusals import RuleBroken
from counter.exports.register_pdf import MOST_LINES, RegisterPdf
from counter.exports.workbook import Head, TableBook, Value
from counter.storage.database import Connection
from counter.storage.questions.reading import MOST_ROWS, Page
from ui.kit import Kit
from ui.lines import Reply


@dataclass(frozen=True, kw_only=True)
class Listing:
    """What goes out: a question with its facts, and how a row of its answer becomes values.

    `values` is called on the reader's thread. `is_register` = it can go out as the register paper.
    """

    title: str
    file_name: str
    question: Callable[..., Any]
    facts: dict[str, Any]
    heads: Sequence[Head]
    values: Callable[[Any], Sequence[Value]]
    notes: Sequence[str] = ()
    narrowed: str = ""
    is_register: bool = False


@dataclass
class _Read:
    """What was read so far, and where to go on."""

    lines: list[Any] = field(default_factory=list[Any])
    after: str | None = None


class ExportRun(QObject):
    """One list being written. Nothing is left behind when it is stopped or refused."""

    progressed = Signal(int)  # lines
    done = Signal(object)  # the path
    refused = Signal(object)

    def __init__(self, kit: Kit, listing: Listing, path: Path, parent: QObject):
        super().__init__(parent)
        self._kit, self._listing, self.path = kit, listing, path
        self._reply: Reply | None = None
        self.is_stopped = False

    def begin(self) -> None:
        """Write the first slice."""

    def stop(self) -> None:
        """Go no further; what was written goes away, behind the slice that is under way."""
        self.is_stopped = True
        self._clean()

    def _do(self, job: Callable[..., Any], then: Callable[[Any], object], **facts: Any) -> None:
        self._reply = self._kit.desk.ask(job, **facts)
        self._reply.then(then).sorry(self._refuse).after(self._look)

    def _clean(self) -> None:
        """Leave nothing behind."""

    def _refuse(self, refusal: RuleBroken) -> None:
        self._clean()
        self.refused.emit(refusal)

    def _look(self) -> None:
        """A fault of ours is told by the desk; here only the pieces are cleared away."""
        if self._reply is not None and self._reply.fault is not None:
            said = str(self._reply.fault)
            self._refuse(RuleBroken("file.cannot_write", file=str(self.path), said=said))


class XlsxRun(ExportRun):
    """A list as xlsx."""

    def __init__(self, kit: Kit, listing: Listing, path: Path, parent: QObject):
        super().__init__(kit, listing, path, parent)
        self._book = TableBook(path, listing.title, listing.heads, listing.notes)

    def begin(self) -> None:
        self._do(_open, self._next, book=self._book)

    def _next(self, after: str | None) -> None:
        if self.is_stopped:
            return
        self.progressed.emit(self._book.lines)
        if after is None:
            self._do(_close, self._closed, book=self._book)
        else:
            self._do(_add, self._next, book=self._book, listing=self._listing, after=after)

    def _closed(self, _answer: object) -> None:
        if not self.is_stopped:
            self.done.emit(self.path)

    def _clean(self) -> None:
        self._kit.desk.ask(_discard, book=self._book)


class PdfRun(ExportRun):
    """The register as A4 PDF: read first, the oldest in front, then drawn."""

    def __init__(self, kit: Kit, listing: Listing, path: Path, parent: QObject):
        super().__init__(kit, listing, path, parent)
        self._read = _Read(after="")
        self._pdf: RegisterPdf | None = None

    def begin(self) -> None:
        self._do(_read_some, self._more, listing=self._listing, read=self._read)

    def _more(self, _answer: object) -> None:
        read = self._read
        self.progressed.emit(len(read.lines))
        if self.is_stopped:
            return
        if len(read.lines) > MOST_LINES:
            self._refuse(RuleBroken("period.too_long", lines=len(read.lines), most=MOST_LINES))
        elif read.after is not None:
            self.begin()
        else:
            self._pdf = RegisterPdf(
                self.path,
                read.lines,
                self._listing.narrowed,
                self._kit.now(),
                self._kit.desk.person_code,
                self._kit.language.code,
            )
            self._do(_draw, self._draw_more, pdf=self._pdf)

    def _draw_more(self, is_more: bool) -> None:
        if self._pdf is None or self.is_stopped:
            return
        self.progressed.emit(self._pdf.drawn)
        if is_more:
            self._do(_draw, self._draw_more, pdf=self._pdf)
        else:
            self._do(_finish, self._finished, pdf=self._pdf)

    def _finished(self, _answer: object) -> None:
        if not self.is_stopped:
            self.done.emit(self.path)


# -- on the reader's thread

BEGINNING = ""


def _open(_db: Connection, *, book: TableBook) -> str:
    book.open()
    return BEGINNING


def _add(db: Connection, *, book: TableBook, listing: Listing, after: str) -> str | None:
    page = _page(db, listing, after)
    book.add([listing.values(line) for line in page.rows])
    return page.next


def _close(_db: Connection, *, book: TableBook) -> None:
    book.close()


def _discard(_db: Connection, *, book: TableBook) -> None:
    book.discard()


def _read_some(db: Connection, *, listing: Listing, read: _Read) -> None:
    page = _page(db, listing, read.after or BEGINNING)
    read.lines += page.rows
    read.after = page.next


def _draw(db: Connection, *, pdf: RegisterPdf) -> bool:
    return pdf.draw_some(db)


def _finish(_db: Connection, *, pdf: RegisterPdf) -> None:
    pdf.finish()


def _page(db: Connection, listing: Listing, after: str) -> Page[Any]:
    facts = listing.facts | {"oldest_first": True, "limit": MOST_ROWS}
    return listing.question(db, **facts, after=after or None)
