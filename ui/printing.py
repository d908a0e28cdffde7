"""Papers on their way to paper: the print queue's run, let go from the window.

It works in rounds on the printers' thread (`ui/pile`); the window only says what is wanted, hears
what became of it, and asks again when a paper that waits is due.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from counter.domain.states import PrintStatus
from ui.desk import EVERYTHING, Desk
from ui.language import Language
from ui.lines import Line, Reply

if TYPE_CHECKING:
    from pathlib import Path

    from counter.print_queue.came import Came
    from ui.lines import Job
    from ui.paper_job import PaperJob
    from ui.pile import Press, Told, Wish

LOOK_MS = 1000  # a paper that is due is tried again within this
KIND = "print_job"


class PrintRoom(QObject):
    """Takes papers and never makes the window wait."""

    printed = Signal(object)  # Printed
    waits = Signal(object)  # Came: nothing of it went out, it is tried again by itself
    unsure = Signal(object)  # Came: it may have come out
    refused = Signal(object)  # Came: it cannot be printed as it is
    failed = Signal(str)  # a fault of ours, in one line
    _arrived = Signal(object)

    def __init__(self, desk: Desk, language: Language, parent: QObject):
        super().__init__(parent)
        self._desk, self._language = desk, language
        self._by = ""  # who let papers go last
        self._rounds = 0  # in the line
        self._due_at: int | None = None
        self._out: dict[tuple[str, str, "Path | None"], int] = {}
        self._arrived.connect(self._deliver)
        self._line = Line("printer", self._make_press, self._arrived.emit)
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._look_again)
        desk.changed.connect(self._queue_changed)

    def print_queued(self, numbers: list[str], *, reprints: bool = False) -> None:
        """Print what an act has queued under these numbers, the first time or once more."""
        from ui.pile import Wish

        self._begin(Wish(numbers=tuple(numbers), reprints=reprints))

    def print_papers(self, jobs: list["PaperJob"]) -> None:
        """Print papers that stand in no queue."""
        from ui.pile import Wish, loose_row

        self._begin(Wish(loose=tuple(loose_row(job) for job in jobs)))

    def look_back(self) -> Reply:
        """Somebody came: find what a crash has left, and go on with what is due."""
        from ui.pile import Wish

        return self._begin(Wish(looks_back=True))

    def printers(self) -> Reply:
        """Which printers the system has; it may take its time to say."""
        from ui.pile import list_printers

        return self._line.put(list_printers)

    def put(self, job: "Job") -> Reply:
        """Queue something else for the printers' thread, so that no two speak to one printer."""
        return self._line.put(job)

    def close(self) -> None:
        """Finish what was begun."""
        self._look.stop()
        self._line.stop()

    def _make_press(self) -> "Press":
        from ui.pile import Press  # comes in with the first paper

        return Press(self._desk.door, self._desk.carry_out, self._who, self._code)

    def _who(self) -> str:
        return self._by

    def _code(self) -> str:
        return self._language.code

    def _begin(self, wish: "Wish") -> Reply:
        from ui.pile import Round

        self._by = self._desk.person_code or self._by
        self._rounds += 1
        return self._line.put(Round(wish), caller=self)

    def _look_again(self) -> None:
        """Time went by: is the paper due that waits?"""
        if self._due_at is not None and self._desk.door.clock() >= self._due_at:
            self._go_on()

    def _queue_changed(self, kinds: frozenset[str]) -> None:
        if KIND in kinds or kinds == EVERYTHING:
            self._go_on()

    def _go_on(self) -> None:
        """One more round, unless there is one to come or nobody has been here yet."""
        if self._by and not self._rounds:
            from ui.pile import Wish

            self._begin(Wish())

    def _deliver(self, reply: Reply) -> None:
        from ui.pile import Told

        if reply.fault is not None:
            self.failed.emit(f"{type(reply.fault).__name__}: {reply.fault}")
        if reply.caller is self:
            self._rounds -= 1
        if isinstance(reply.answer, Told):
            self._hear(reply.answer)
        reply.deliver()

    def _hear(self, told: "Told") -> None:
        self._due_at = told.due_at
        if told.due_at is None:
            self._look.stop()
        elif not self._look.isActive():
            self._look.start()
        for came in told.came:
            self._hear_of(came)
        self._tell_printed(told.busy)
        if told.goes_on:
            self._go_on()

    def _hear_of(self, came: "Came") -> None:
        match came.status:
            case PrintStatus.PRINTED:
                gone = came.printer if came.folder is not None else ""
                key = ("" if gone else came.printer, gone, came.folder)
                self._out[key] = self._out.get(key, 0) + came.sheets
            case PrintStatus.QUEUED:
                self.waits.emit(came)
            case PrintStatus.UNSURE:
                self.unsure.emit(came)
            case _:
                self.refused.emit(came)

    def _tell_printed(self, busy: set[str]) -> None:
        """Of several papers for one printer is told together."""
        from ui.pile import Printed

        for key, papers in list(self._out.items()):
            printer, gone, folder = key
            if printer not in busy:
                del self._out[key]
                self.printed.emit(Printed(papers, printer, folder, gone))
