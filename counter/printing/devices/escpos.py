"""ESC/POS: the raster in bands, the cutter, the cash drawer, the state by DLE EOT.

Written after Epson's command reference; proven by an interpreter, not by a real printer. What is
printed as text, for lines too slow for dots, stands in `escpos_text`.
"""

import re
from collections.abc import Iterator

from counter.printing.devices.catalogue import Printer
from counter.printing.devices.device import Able, Device, State, Status
from counter.printing.devices.moving import dots_in, moved
from counter.printing.raster import Dots

BAND = 512  # rows of one GS v 0; more than many a printer's memory holds
#: forget what was begun, tell nothing unasked
BEGIN = b"\x1b@\x1da\x00"
#: feed what was printed past the knife and cut all but a hair
CUT = b"\x1dVB\x00"
#: without a knife: feed it past the edge to tear at
FEED = b"\x1bd\x05"
QUESTIONS = b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04"
#: DLE DC4 is obeyed at once, even among dots: drawer opened, printer switched off, memory cleared
OBEYED = re.compile(rb"\x10\x14[\x01\x02\x08]")
PULSE_2MS, REST_2MS = 60, 120  # in 2 ms: long enough for every drawer


def page(dots: Dots, printer: Printer) -> bytes:
    """One page of a roll, cut off where the printer can."""
    dots = moved(
        dots,
        dots_in(printer.offset_x_mm, printer.true_dpi),
        dots_in(printer.offset_y_mm, printer.true_dpi),
    )
    dots = next((one for one in _aside(dots) if not OBEYED.search(one.rows)), dots)
    length = -(-dots.width // 8)
    parts = [BEGIN]
    for top in range(0, dots.height, BAND):
        rows = dots.rows[top * length : (top + BAND) * length]
        high = len(rows) // length
        parts += [b"\x1dv0\x00", length.to_bytes(2, "little"), high.to_bytes(2, "little"), rows]
    return b"".join([*parts, end(printer)])


def _aside(dots: Dots) -> Iterator[Dots]:
    """The page, then the page a dot or some further right: other bytes, the same picture."""
    return (moved(dots, across, 0) for across in range(8))


def end(printer: Printer) -> bytes:
    """What ends a page: cut, or fed out far enough to be torn."""
    return CUT if printer.cuts else FEED


def drawer(socket: int = 0) -> bytes:
    """Opens the cash drawer at socket 0 (pin 2) or 1 (pin 5)."""
    if socket not in (0, 1):
        raise ValueError(f"no drawer at {socket}")
    return bytes((0x1B, 0x70, socket, PULSE_2MS, REST_2MS))


def read(answer: bytes) -> Status | None:
    """What the four bytes of DLE EOT 1 to 4 say; None until all have come in."""
    said = [byte for byte in answer if byte & 0x93 == 0x12]
    if len(said) < 4:
        return None
    general, offline, fault, paper = said[-4:]
    gravest = (
        (offline & 0x04, State.COVER_OPEN),
        (offline & 0x20 or paper & 0x60, State.PAPER_OUT),
        (fault & 0x08, State.JAM),
        (fault & 0x20 or offline & 0x40, State.FAULT),
        (fault & 0x40, State.HOT),
        (offline & 0x08, State.PAUSED),
        (general & 0x08, State.OFFLINE),
    )
    state = next((state for flag, state in gravest if flag), State.READY)
    return Status(state, is_paper_low=bool(paper & 0x0C))


def is_done(answer: bytes) -> bool:
    """Whether GS r 1, asked behind a page, has been answered."""
    return any(byte & 0x90 == 0 for byte in answer)


DEVICE = Device(
    able=Able(cuts=True, opens_drawer=True, tells=True, speaks_text=True),
    suffix="escpos",
    page=page,
    ask=QUESTIONS,
    read=read,
    ask_done=b"\x1dr\x01",
    is_done=is_done,
)
