"""What every printer language offers: bytes for a page, what it can do, and how it tells its state.

A page is always the raster of its PDF, so that paper shows what was approved and no font of a
printer matters. Nothing here sends anything; that is `delivery`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter.printing.devices.catalogue import Printer
    from counter.printing.raster import Dots


class State(StrEnum):
    """What a printer says of itself; the gravest thing where it says several."""

    READY = "PRINTER_READY"
    PRINTING = "PRINTER_PRINTING"
    PAUSED = "PRINTER_PAUSED"
    PAPER_OUT = "PRINTER_PAPER_OUT"
    COVER_OPEN = "PRINTER_COVER_OPEN"
    JAM = "PRINTER_JAM"
    RIBBON_OUT = "PRINTER_RIBBON_OUT"
    HOT = "PRINTER_HOT"
    OFFLINE = "PRINTER_OFFLINE"
    FAULT = "PRINTER_FAULT"
    UNKNOWN = "PRINTER_UNKNOWN"


@dataclass(frozen=True, slots=True)
class Status:
    """A printer's answer; `waiting` pages lie in its memory, `is_paper_low` warns."""

    state: State
    waiting: int = 0
    is_paper_low: bool = False

    @property
    def takes_pages(self) -> bool:
        """Whether a page sent now comes out without anybody's help."""
        return self.state in (State.READY, State.PRINTING)

    @property
    def is_idle(self) -> bool:
        """Whether all it was sent has come out."""
        return self.state is State.READY and self.waiting == 0


UNKNOWN = Status(State.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Able:
    """What a language can do; `darkest` 0 = it has no word for darkness."""

    is_for_labels: bool = False
    darkest: int = 0
    cuts: bool = False
    opens_drawer: bool = False
    tells: bool = False
    speaks_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A printer language.

    `page` makes the whole of one page. `ask` asks for the state at once, past what is waiting;
    `read` understands the answer and gives None until it has come in whole. `ask_done`, where a
    language has it, is answered in its turn, so after the page before it; `is_done` knows that
    answer.
    """

    able: Able
    suffix: str
    page: Callable[["Dots", "Printer"], bytes]
    ask: bytes = b""
    read: Callable[[bytes], Status | None] | None = None
    ask_done: bytes = b""
    is_done: Callable[[bytes], bool] | None = None
