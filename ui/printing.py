"""Papers on their way to paper: drawn on the reader's thread, printed on one of their own.

What a printer gets is the PDF's raster (printing.md §3.1), so that it shows what was approved.
Without a printer the PDF is kept in the shop's folder `papers` and that is said.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from counter.domain.choices import PaperCopy
from counter.storage.questions.lists import PrintRow, print_queue
from counter.storage.questions.reading import Page
from ui.desk import Desk
from ui.language import Language
from ui.lines import Line, Reply
from ui.paper_job import PaperJob
from ui.preferences import KEEP_AS_PDF, Preferences

FOLDER = "papers"
TRIAL = "test"  # in place of a number
Drawn = tuple[PaperJob, bytes]
# Whose sheet the first, second and third copy is (domain.md §11.3, §11.7, decisions 38).
COPIES = {
    "item_receipt": (PaperCopy.CUSTOMER, PaperCopy.FILE, PaperCopy.ITEM),
    "settlement_statement": (PaperCopy.CUSTOMER, PaperCopy.FILE, PaperCopy.ACCOUNTS),
}


@dataclass(frozen=True, slots=True)
class Printed:
    """What became of the papers: `printer` took them, or they lie as files in `folder`; `gone` is
    the printer that was set for them and is not there.
    """

    papers: int
    printer: str = ""
    folder: Path | None = None
    gone: str = ""


@dataclass(frozen=True, slots=True)
class Printers:
    """The printers of this machine and which one the system takes by itself."""

    names: list[str]
    default: str


class PrintRoom(QObject):
    """Takes papers and never makes the window wait."""

    printed = Signal(object)
    failed = Signal(str)
    _arrived = Signal(object)

    def __init__(self, desk: Desk, language: Language, preferences: Preferences, parent: QObject):
        super().__init__(parent)
        self._desk = desk
        self._language, self._preferences = language, preferences
        self._folder = desk.door.folder / FOLDER
        self._drawn: list[Drawn] = []
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

    def printers(self) -> Reply:
        """Which printers there are; the system may take its time to say."""
        return self._line.put(_list_printers)

    def try_printer(self, form: str, title: str, lines: list[str]) -> Reply:
        """Print a test page in a form's size on the printer that is set for it."""
        printer = self._preferences.printer_of(form)
        return self._line.put(_Trial(form, printer, (title, *lines), self._folder))

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
            printers = self._preferences.printers([job.form for job, _ in drawn])
            self._line.put(_Task(drawn, printers, self._folder))

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
        elif isinstance(reply.answer, _Pile):
            for printed in reply.answer.printed:
                self.printed.emit(printed)
        reply.deliver()


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

    def put_out(self, drawn: list[Drawn], wanted: dict[str, str], folder: Path) -> "_Pile":
        """Print a pile, each paper on its printer, or keep it as files."""
        from ui import press  # Qt's printing comes in with the first paper

        count: dict[Printed, int] = {}
        for job, pdf in drawn:
            named = wanted[job.form]
            printer = "" if named == KEEP_AS_PDF else named or press.printer_name()
            gone = printer if printer and not press.is_there(printer) else ""
            if printer and not gone:
                press.print_pdf(pdf, printer, job.copies)
                where = Printed(0, printer=printer)
            else:
                keep(folder, job, pdf)
                where = Printed(0, folder=folder, gone=gone)
            count[where] = count.get(where, 0) + 1
        return _Pile([replace(where, papers=papers) for where, papers in count.items()])


@dataclass(frozen=True, slots=True)
class _Pile:
    printed: list[Printed]


class _Task:
    def __init__(self, drawn: list[Drawn], wanted: dict[str, str], folder: Path):
        self._drawn, self._wanted, self._folder = drawn, wanted, folder

    def __call__(self, press: _Press, reply: Reply) -> None:
        reply.answer = press.put_out(self._drawn, self._wanted, self._folder)


class _Trial:
    def __init__(self, form: str, printer: str, words: tuple[str, ...], folder: Path):
        self._form, self._printer, self._words, self._folder = form, printer, words, folder

    def __call__(self, press: _Press, reply: Reply) -> None:
        from ui.trial_sheet import trial_pdf

        pdf = trial_pdf(self._form, self._words[0], list(self._words[1:]))
        job = PaperJob(self._form, TRIAL, "")
        reply.answer = press.put_out([(job, pdf)], {self._form: self._printer}, self._folder)


def _list_printers(_press: _Press, reply: Reply) -> None:
    from ui import press

    reply.answer = Printers(press.printer_names(), press.printer_name())


def keep(folder: Path, job: PaperJob, pdf: bytes) -> Path:
    """Write a paper as a file; a later print of the same paper takes its place."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{job.form}-{job.number}-{job.copy.lower()}.pdf"
    fresh = path.with_suffix(".new")
    fresh.write_bytes(pdf)
    fresh.replace(path)
    return path
