"""Papers on their way to paper: drawn on the reader's thread, printed on one of their own.

What a printer gets is the PDF's raster (printing.md §3.1), so that it shows what was approved.
Without a printer the PDF is kept in the shop's folder `papers` and that is said; where the printer
that was set is gone, a paper of the queue waits there for it. What became of a paper is marked in
the queue: PRINTING before the printer has it, so that whatever stops the machine leaves a paper
that is asked about and never one that is printed twice unasked.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from counter.domain.states import PrintStatus
from ui.desk import Desk
from ui.language import Language
from ui.lines import Line, Reply
from ui.preferences import Preferences

MOST_REASON = 200

if TYPE_CHECKING:
    from counter.storage.questions.lists import PrintRow
    from counter.storage.questions.reading import Page
    from ui.lines import Job
    from ui.paper_job import PaperJob
    from ui.pile import Drawn, Pile, Press

FOLDER = "papers"


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
        self._reprints = False
        self._by: dict[int, str] = {}  # papers on their way, by place; who wanted them
        self._drawing: PaperJob | None = None
        self._arrived.connect(self._deliver)
        self._line = Line("printer", _press, self._arrived.emit)

    def print_queued(self, numbers: list[str], *, reprints: bool = False) -> None:
        """Print what an act has queued under these numbers, the first time or once more."""
        from counter.storage.questions.lists import print_queue

        self._wanted, self._reprints = numbers, reprints
        self._desk.ask(print_queue, status=PrintStatus.QUEUED).then(self._take_queue)

    def _take_queue(self, page: "Page[PrintRow]") -> None:
        self.print_rows(
            [
                row
                for row in reversed(page.rows)
                if row.number in self._wanted and row.reprint == self._reprints
            ]
        )

    def print_rows(self, rows: list["PrintRow"]) -> None:
        """Print these papers of the queue, but those that are on their way."""
        from ui.pile import jobs_of

        rows = [row for row in rows if row.place not in self._by]
        if rows:
            self._by |= dict.fromkeys((row.place for row in rows), self._desk.person_code)
            self._mark([row.place for row in rows], PrintStatus.PRINTING)
        self.print_papers([job for row in rows for job in jobs_of(row, self._language.code)])

    def put_away(self, rows: list["PrintRow"]) -> None:
        """Nobody needs these papers of the queue."""
        self._mark([row.place for row in rows if row.place not in self._by], PrintStatus.CANCELLED)

    def is_on_its_way(self, place: int) -> bool:
        """Whether a paper of the queue is being printed at this moment."""
        return place in self._by

    def print_papers(self, jobs: list["PaperJob"]) -> None:
        """Draw these papers and print them together."""
        self._waiting += jobs
        if len(self._waiting) == len(jobs):
            self._draw_next()

    def printers(self) -> Reply:
        """Which printers there are; the system may take its time to say."""
        from ui.pile import list_printers

        return self._line.put(list_printers)

    def try_printer(self, form: str, title: str, lines: list[str]) -> Reply:
        """Print a test page in a form's size on the printer that is set for it."""
        from ui.pile import Trial

        printer = self._preferences.printer_of(form)
        return self._line.put(Trial(form, printer, (title, *lines), self._folder))

    def put(self, job: "Job") -> Reply:
        """Queue something else for the printers' thread, so that no two speak to one printer."""
        return self._line.put(job)

    def close(self) -> None:
        """Finish what was begun."""
        self._line.stop()

    def _draw_next(self) -> None:
        if self._waiting:
            self._drawing = self._waiting[0]
            reply = self._desk.draw(self._drawing)
            reply.then(self._take).sorry(self._refused).after(self._drawn_or_not)
            return
        drawn, self._drawn = self._drawn, []
        if drawn:
            from ui.pile import PrintTask

            printers = self._preferences.printers([job.form for job, _ in drawn])
            self._line.put(PrintTask(drawn, printers, self._folder))

    def _take(self, pdf: bytes) -> None:
        if self._drawing is not None:
            self._drawn.append((self._drawing, pdf))
            self._drawing = None

    def _refused(self, refusal: object) -> None:
        if self._drawing is not None:
            self._close([self._drawing], PrintStatus.FAILED, str(refusal))
            self._drawing = None
        self.failed.emit(str(refusal))

    def _drawn_or_not(self) -> None:
        """The next one; a fault of ours, which the desk has told of, leaves this one undrawn."""
        if self._drawing is not None:
            self._close([self._drawing], PrintStatus.FAILED, "")
        self._waiting.pop(0)
        self._draw_next()

    def _deliver(self, reply: Reply) -> None:
        from ui.pile import Pile

        if reply.fault is not None:
            self.failed.emit(str(reply.fault))
        elif isinstance(reply.answer, Pile):
            self._close_pile(reply.answer)
            for printed in reply.answer.printed:
                self.printed.emit(printed)
            for why in dict.fromkeys(reply.answer.failed.values()):
                self.failed.emit(why)
        reply.deliver()

    def _close_pile(self, pile: "Pile") -> None:
        """A paper is printed when every sheet of it is; one whose printer is gone waits for it."""
        for job, why in pile.failed.items():
            self._close([job], PrintStatus.FAILED, why)
        self._close(pile.waiting, PrintStatus.QUEUED)
        self._close(pile.done, PrintStatus.PRINTED)

    def _close(self, jobs: list["PaperJob"], status: PrintStatus, why: str = "") -> None:
        places = list(dict.fromkeys(job.place for job in jobs if job.place in self._by))
        self._mark(places, status, why[:MOST_REASON])
        for place in places:
            del self._by[place]

    def _mark(self, places: list[int], status: PrintStatus, reason: str = "") -> None:
        by: dict[str, list[int]] = {}
        for place in places:
            by.setdefault(self._by.get(place, self._desk.person_code), []).append(place)
        for person, those in by.items():
            self._desk.do("mark_papers", by=person, places=those, status=status, reason=reason)


def _press() -> "Press":
    from ui.pile import Press  # comes in with the first paper

    return Press()
