"""A pile of papers on the printer's thread: printed, or kept as files; what became of them."""

import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from counter.domain.choices import PaperCopy
from ui.lines import Reply
from ui.paper_job import PaperJob
from ui.preferences import KEEP_AS_PDF

if TYPE_CHECKING:
    from counter.storage.questions.lists import PrintRow

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
    the printer that was set for them and is not there: without a folder they wait for it.
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


def jobs_of(row: "PrintRow", language: str) -> list[PaperJob]:
    """One job for each sheet that differs: the copies of a receipt or statement name their
    owner.
    """
    owners = COPIES.get(row.form)
    job = PaperJob(row.form, row.number, language, reprint=row.reprints, place=row.place)
    if owners is None:
        return [replace(job, copies=row.copies)]
    return [replace(job, copy=owner) for owner in owners[: row.copies]]


class Press:
    """What the printer's thread holds; printers are looked up anew for each pile of papers."""

    def close(self) -> None:
        """Nothing is kept open."""

    def put_out(self, drawn: list[Drawn], wanted: dict[str, str], folder: Path) -> "Pile":
        """Print a pile, each paper on its printer, or keep it as files.

        One that fails does not keep the others back.
        """
        pile = Pile([], [], [], {})
        count: dict[Printed, int] = {}
        for job, pdf in drawn:
            try:
                where = self._put_out_one(job, pdf, wanted, folder)
            except Exception as fault:
                logging.getLogger(__name__).exception("a paper could not be printed")
                pile.failed[job] = f"{type(fault).__name__}: {fault}"
            else:
                waits = where.gone and where.folder is None
                (pile.waiting if waits else pile.done).append(job)
                count[where] = count.get(where, 0) + 1
        pile.printed.extend(replace(where, papers=papers) for where, papers in count.items())
        return pile

    def _put_out_one(
        self, job: PaperJob, pdf: bytes, wanted: dict[str, str], folder: Path
    ) -> Printed:
        """Raises OSError and whatever the system's printing raises."""
        from ui import press  # Qt's printing comes in with the first paper

        named = wanted[job.form]
        printer = "" if named == KEEP_AS_PDF else named or press.printer_name()
        gone = printer if printer and not press.is_there(printer) else ""
        if printer and not gone:
            press.print_pdf(pdf, printer, job.copies)
            return Printed(0, printer=printer)
        if gone and job.place:
            return Printed(0, gone=gone)
        keep(folder, job, pdf)
        return Printed(0, folder=folder, gone=gone)


@dataclass(frozen=True, slots=True)
class Pile:
    """What became of a pile, what of it waits for its printer, and why a paper of it failed."""

    printed: list[Printed]
    done: list[PaperJob]
    waiting: list[PaperJob]
    failed: dict[PaperJob, str]


class PrintTask:
    """Prints a pile."""

    def __init__(self, drawn: list[Drawn], wanted: dict[str, str], folder: Path):
        self.drawn, self._wanted, self._folder = drawn, wanted, folder

    def __call__(self, press: Press, reply: Reply) -> None:
        reply.answer = press.put_out(self.drawn, self._wanted, self._folder)


class Trial:
    """Prints a test page."""

    def __init__(self, form: str, printer: str, words: tuple[str, ...], folder: Path):
        self._form, self._printer, self._words, self._folder = form, printer, words, folder

    def __call__(self, press: Press, reply: Reply) -> None:
        from ui.trial_sheet import trial_pdf

        pdf = trial_pdf(self._form, self._words[0], list(self._words[1:]))
        job = PaperJob(self._form, TRIAL, "")
        pile = press.put_out([(job, pdf)], {self._form: self._printer}, self._folder)
        for why in pile.failed.values():
            raise OSError(why)
        reply.answer = pile


def list_printers(_press: Press, reply: Reply) -> None:
    """Ask the system for its printers."""
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
