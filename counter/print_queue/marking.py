"""What became of a paper, marked in the queue and told to whoever let it print."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from counter.domain.refusals import RuleBroken
from counter.domain.states import PrintStatus
from counter.print_queue.came import Came, Spool
from counter.print_queue.drawing import sheets_of_row
from counter.print_queue.order import pause_s
from counter.print_queue.reasons import kept_reason
from counter.print_queue.targets import Target
from counter.printing.devices.delivery import Delivery
from counter.printing.devices.steps import Steps
from counter.storage.questions.lists import PrintRow, print_queue

LOG = logging.getLogger(__name__)


class CannotMark(Exception):
    """The queue cannot be written now, so nothing may be printed."""

    def __init__(self, refusal: RuleBroken) -> None:
        """`refusal` says why."""
        super().__init__(str(refusal))
        self.refusal = refusal


@dataclass(slots=True)
class Lane:
    """One printer at work on one paper; `steps` send it. `is_marked`: it may have got there."""

    row: PrintRow
    target: Target
    steps: Steps[Delivery | None] | None = None
    is_marked: bool = False


class Marking:
    """The only hand of a run in the queue; a paper of place 0 stands in none."""

    def __init__(self, spool: Spool, told: Callable[[Came], None]) -> None:
        """`told` hears of every paper."""
        self._spool, self._told = spool, told

    def cut_short(self) -> None:
        """Whoever has the turn to print finds what a crash has left. Raises CannotMark."""
        left = print_queue(self._spool.reader, status=PrintStatus.PRINTING, limit=200).rows
        if left:
            reason = kept_reason(RuleBroken("paper.cut_short"))
            self._mark([row.place for row in left], PrintStatus.UNSURE, reason)

    def claim(self, lane: Lane) -> bool:
        """Mark that the printer gets it; False when somebody took it out of the queue meanwhile.

        Raises CannotMark.
        """
        lane.is_marked = lane.row.place == 0 or bool(
            self._mark([lane.row.place], PrintStatus.PRINTING)
        )
        return lane.is_marked

    def note(
        self,
        lane: Lane,
        status: PrintStatus,
        refusal: RuleBroken | None = None,
        folder: Path | None = None,
    ) -> None:
        """It is over for now. What cannot be marked so stays as one that may have come out."""
        if lane.row.place:
            try:
                self._mark([lane.row.place], status, kept_reason(refusal) if refusal else "")
            except CannotMark as trouble:
                LOG.warning("paper %d is %s, unmarked: %s", lane.row.place, status, trouble)
                status, refusal = PrintStatus.UNSURE, trouble.refusal
        self._tell(lane, status, refusal, folder=folder)

    def postpone(self, lane: Lane, behind: Sequence[PrintRow], refusal: RuleBroken) -> list[int]:
        """It waits, and with it all that goes to the same printer after it; their places."""
        places = [lane.row.place, *(row.place for row in behind)]
        wait_s = pause_s(lane.row.tries)
        try:
            self._mark(places, PrintStatus.QUEUED, kept_reason(refusal), wait_s)
        except CannotMark as trouble:
            LOG.warning("papers %s wait, unmarked: %s", places, trouble)
            self._tell(lane, PrintStatus.UNSURE, trouble.refusal)
        else:
            self._tell(lane, PrintStatus.QUEUED, refusal, behind=len(behind))
        return places

    def tell_of_trouble(self, row: PrintRow, target: Target, refusal: RuleBroken) -> None:
        """Nothing could be begun; it waits as it did."""
        self._tell(Lane(row, target), PrintStatus.QUEUED, refusal)

    def _mark(
        self, places: list[int], status: PrintStatus, reason: str = "", wait_s: int | None = None
    ) -> int:
        try:
            return self._spool.mark(places, status, reason, wait_s)
        except RuleBroken as refusal:
            raise CannotMark(refusal) from refusal

    def _tell(
        self,
        lane: Lane,
        status: PrintStatus,
        refusal: RuleBroken | None,
        *,
        folder: Path | None = None,
        behind: int = 0,
    ) -> None:
        self._told(
            Came(
                row=lane.row,
                status=status,
                sheets=sheets_of_row(lane.row),
                printer=lane.target.name,
                folder=folder,
                refusal=refusal,
                behind=behind,
            )
        )
