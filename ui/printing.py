"""Papers on their way to paper: drawn on the reader's thread, printed on one of their own.

What a printer gets is the PDF's raster (printing.md §3.1), so that it shows what was approved.
Without a printer the PDF is kept in the shop's folder `papers` and that is said.
"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from counter.domain.choices import PaperCopy
from counter.storage.questions.lists import PrintRow, print_queue
from counter.storage.questions.reading import Page
from ui.desk import Desk
from ui.language import Language
from ui.lines import Line, Reply
from ui.paper_job import PaperJob

FOLDER = "papers"
# Whose sheet the first, second and third copy is (domain.md §11.3, §11.7, decisions 38).
COPIES = {
    "item_receipt": (PaperCopy.CUSTOMER, PaperCopy.FILE, PaperCopy.ITEM),
    "settlement_statement": (PaperCopy.CUSTOMER, PaperCopy.FILE, PaperCopy.ACCOUNTS),
}


@dataclass(frozen=True, slots=True)
class Printed:
    """What became of the papers: `printer` took them, or they lie as files in `folder`."""

    papers: int
    printer: str = ""
    folder: Path | None = None


class PrintRoom(QObject):
    """Takes papers and never makes the window wait."""

    printed = Signal(object)
    failed = Signal(str)
    _arrived = Signal(object)

    def __init__(self, desk: Desk, language: Language, parent: QObject):
        super().__init__(parent)
        self._desk = desk
        self._language = language
        self._folder = desk.door.folder / FOLDER
        self._drawn: list[tuple[PaperJob, bytes]] = []
        self._waiting: list[PaperJob] = []
        self._wanted: list[str] = []
        self._arrived.connect(self._deliver)
        self._line = Line("printer", _Press, self._arrived.emit)

    def print_queued(self, numbers: list[str]) -> None:
        """Print what an act has queued under these numbers."""
        self._wanted = numbers
        self._desk.ask(print_queue, status="QUEUED").then(self._take_queue)

    def _take_queue(self, page: Page[PrintRow]) -> None:
        rows = [row for row in reversed(page.rows) if row.number in self._wanted]
        self.print_papers([job for row in rows for job in jobs_of(row, self._language.code)])

    def print_papers(self, jobs: list[PaperJob]) -> None:
        """Draw these papers and print them together."""
        self._waiting += jobs
        if len(self._waiting) == len(jobs):
            self._draw_next()

    def close(self) -> None:
        """Finish what was begun."""
        self._line.stop()

    def _draw_next(self) -> None:
        if self._waiting:
            reply = self._desk.draw(self._waiting[0])
            reply.then(self._take).sorry(self._refused)
            return
        drawn, self._drawn = self._drawn, []
        if drawn:
            self._line.put(_Task(drawn, self._folder))

    def _take(self, pdf: bytes) -> None:
        self._drawn.append((self._waiting.pop(0), pdf))
        self._draw_next()

    def _refused(self, refusal: object) -> None:
        self._waiting.pop(0)
        self.failed.emit(str(refusal))
        self._draw_next()

    def _deliver(self, reply: Reply) -> None:
        if reply.fault is not None:
            self.failed.emit(str(reply.fault))
        else:
            self.printed.emit(reply.answer)


def jobs_of(row: PrintRow, language: str) -> list[PaperJob]:
    """One job for each sheet that differs: the copies of a receipt or statement name their
    owner.
    """
    owners = COPIES.get(row.form)
    if owners is None:
        return [PaperJob(row.form, row.number, language, copies=row.copies)]
    return [PaperJob(row.form, row.number, language, owner) for owner in owners[: row.copies]]


class _Press:
    """What the printer's thread holds; printers are looked up anew for each pile of papers."""

    def close(self) -> None:
        """Nothing is kept open."""

    def put_out(self, drawn: list[tuple[PaperJob, bytes]], folder: Path) -> Printed:
        """Print a pile, or keep it as files."""
        from ui import press  # Qt's printing comes in with the first paper

        printer = press.printer_name()
        for job, pdf in drawn:
            if printer:
                press.print_pdf(pdf, printer, job.copies)
            else:
                keep(folder, job, pdf)
        return Printed(len(drawn), printer=printer, folder=None if printer else folder)


class _Task:
    def __init__(self, drawn: list[tuple[PaperJob, bytes]], folder: Path):
        self._drawn, self._folder = drawn, folder

    def __call__(self, press: _Press, reply: Reply) -> None:
        reply.answer = press.put_out(self._drawn, self._folder)


def keep(folder: Path, job: PaperJob, pdf: bytes) -> Path:
    """Write a paper as a file; a later print of the same paper takes its place."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{job.form}-{job.number}-{job.copy.lower()}.pdf"
    fresh = path.with_suffix(".new")
    fresh.write_bytes(pdf)
    fresh.replace(path)
    return path
