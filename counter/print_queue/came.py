"""What became of a paper, and what the run is handed by whoever lets it print."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from counter.domain.refusals import RuleBroken
from counter.domain.states import PrintStatus
from counter.print_queue.targets import Painter
from counter.printing.devices.sending import USUAL, Patience
from counter.storage.database import Connection
from counter.storage.questions.lists import PrintRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """One paper: PRINTED by `printer` or into `folder`; QUEUED and tried again by itself; FAILED or
    UNSURE. `refusal` says why not. `behind` papers wait behind it for the same printer.
    """

    row: PrintRow
    status: PrintStatus
    sheets: int
    printer: str = ""
    folder: Path | None = None
    refusal: RuleBroken | None = None
    behind: int = 0


class Mark(Protocol):
    """The act `mark_papers`, done before it comes back; gives how many papers were marked.

    Raises RuleBroken.
    """

    def __call__(
        self, places: list[int], status: PrintStatus, reason: str, retry_in_s: int | None
    ) -> int:
        """Mark papers."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Spool:
    """The shop and the machine a run prints for. `clock` gives ms UTC, `folder` takes papers that
    are kept as files, `language` is that of papers where the outlet has no say.
    """

    reader: Connection
    mark: Mark
    clock: Callable[[], int]
    home: Path
    folder: Path
    language: Callable[[], str | None]
    painter: Painter | None = None
    patience: Patience = USUAL
