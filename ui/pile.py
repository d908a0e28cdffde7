"""What the printers' thread holds and does for the window: rounds of the print queue."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counter.domain.states import PrintStatus
from ui.door import Door
from ui.lines import Reply

if TYPE_CHECKING:
    from counter.print_queue.came import Came
    from counter.print_queue.run import PrintRun
    from counter.storage.questions.lists import PrintRow
    from ui.paper_job import PaperJob

PAPERS = "papers"  # the folder of those that are kept as files
ROUND_S = 0.2  # other questions to printers come in between
CarryOut = Callable[..., Any]


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


@dataclass(frozen=True, slots=True)
class Told:
    """What a round brought: papers, which printers have more to do now, when there is more."""

    came: "list[Came]"
    busy: set[str]
    due_at: int | None
    goes_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Papers that somebody wants now: those an act queued under `numbers`, or some that stand in
    no queue. `looks_back`: a start, so what a crash has left is looked for first.
    """

    numbers: tuple[str, ...] = ()
    reprints: bool = False
    loose: "tuple[PrintRow, ...]" = ()
    looks_back: bool = False


class Press:
    """Made and used on the printers' thread; its run begins with the first round."""

    def __init__(
        self, door: Door, carry_out: CarryOut, who: Callable[[], str], language: Callable[[], str]
    ):
        self._door, self._carry_out = door, carry_out
        self._who, self._language = who, language
        self._came: list[Came] = []
        self._run: PrintRun | None = None

    def round(self, wish: Wish) -> Told:
        """Work for a moment."""
        run = self._run_begun()
        run.look_again()
        if wish.looks_back:
            self._look_back(run)
        if wish.numbers:
            run.want(self._places(wish))
        run.want_loose(wish.loose)
        until = time.monotonic() + ROUND_S
        while (goes_on := run.step()) and time.monotonic() < until:
            pass
        came, self._came = self._came, []
        return Told(came, run.busy_with(), run.due_at, goes_on)

    def close(self) -> None:
        """Finish what printers have begun."""
        if self._run is not None:
            self._run.close()

    def _run_begun(self) -> "PrintRun":
        if self._run is None:
            from counter.print_queue.came import Spool
            from counter.print_queue.run import PrintRun
            from ui.system_painter import SystemPainter

            self._reader = self._door.reader()
            spool = Spool(
                reader=self._reader,
                mark=self._mark,
                clock=self._door.clock,
                home=self._door.home,
                folder=self._door.folder / PAPERS,
                language=self._language,
                painter=SystemPainter(),
            )
            self._run = PrintRun(spool, self._hear)
        return self._run

    def _look_back(self, run: "PrintRun") -> None:
        from counter.print_queue.marking import CannotMark

        try:
            run.look_back()
        except CannotMark as trouble:
            logging.getLogger(__name__).warning("the print queue cannot be marked: %s", trouble)

    def _hear(self, came: "Came") -> None:
        self._came.append(came)

    def _places(self, wish: Wish) -> list[int]:
        from counter.storage.questions.lists import print_queue

        rows = print_queue(self._reader, status=PrintStatus.QUEUED, limit=200).rows
        return [r.place for r in rows if r.number in wish.numbers and r.reprint == wish.reprints]

    def _mark(
        self, places: list[int], status: PrintStatus, reason: str, retry_in_s: int | None
    ) -> int:
        facts = {"status": status, "reason": reason, "retry_in_s": retry_in_s}
        return self._carry_out("mark_papers", by=self._who(), places=places, **facts).marked


class Round:
    """Some of the work there is."""

    def __init__(self, wish: Wish):
        self._wish = wish

    def __call__(self, press: Press, reply: Reply) -> None:
        reply.answer = press.round(self._wish)


def list_printers(_press: Press, reply: Reply) -> None:
    """Ask the system for its printers."""
    from ui import press

    reply.answer = Printers(press.printer_names(), press.printer_name())


def loose_row(job: "PaperJob") -> "PrintRow":
    """A paper that stands in no queue, as the run takes it."""
    from counter.storage.questions.lists import PrintRow

    return PrintRow(
        place=0, form=job.form, number=job.number, copies=job.copies, reprint=job.reprint > 0,
        reprints=job.reprint, status=PrintStatus.QUEUED, queued_at=0, printed_at=None, reason="",
        printer="", tries=0, next_at=None,
    )  # fmt: skip
