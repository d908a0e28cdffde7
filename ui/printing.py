"""Papers on their way to paper: drawn on the reader's thread, printed on one of their own.

What a printer gets is the PDF's raster (printing.md §3.1), so that it shows what was approved.
Without a printer the PDF is kept in the shop's folder `papers` and that is said.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.desk import Desk
from ui.language import Language
from ui.lines import Line, Reply
from ui.preferences import Preferences

if TYPE_CHECKING:
    from counter.storage.questions.lists import PrintRow
    from counter.storage.questions.reading import Page
    from ui.paper_job import PaperJob
    from ui.pile import Drawn, Press

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
        self._arrived.connect(self._deliver)
        self._line = Line("printer", _press, self._arrived.emit)

    def print_queued(self, numbers: list[str]) -> None:
        """Print what an act has queued under these numbers."""
        from counter.storage.questions.lists import print_queue

        self._wanted = numbers
        self._desk.ask(print_queue, status="QUEUED").then(self._take_queue)

    def _take_queue(self, page: "Page[PrintRow]") -> None:
        from ui.pile import jobs_of

        rows = [row for row in reversed(page.rows) if row.number in self._wanted]
        self.print_papers([job for row in rows for job in jobs_of(row, self._language.code)])

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
            from ui.pile import PrintTask

            printers = self._preferences.printers([job.form for job, _ in drawn])
            self._line.put(PrintTask(drawn, printers, self._folder))

    def _take(self, pdf: bytes) -> None:
        self._drawn.append((self._waiting.pop(0), pdf))
        self._draw_next()

    def _refused(self, refusal: object) -> None:
        self._waiting.pop(0)
        self.failed.emit(str(refusal))
        self._draw_next()

    def _deliver(self, reply: Reply) -> None:
        from ui.pile import Pile

        if reply.fault is not None:
            self.failed.emit(str(reply.fault))
        elif isinstance(reply.answer, Pile):
            for printed in reply.answer.printed:
                self.printed.emit(printed)
        reply.deliver()


def _press() -> "Press":
    from ui.pile import Press  # comes in with the first paper

    return Press()
