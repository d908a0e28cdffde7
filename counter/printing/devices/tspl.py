"""TSPL: the raster as a BITMAP, the state by ESC ! ?; spoken by TSC, Gprinter, Deli, Xprinter.

Written after the TSPL2 programming manual; proven by an interpreter, not by a real printer.
"""

from counter.printing.devices.catalogue import Printer
from counter.printing.devices.device import Able, Device, State, Status
from counter.printing.devices.moving import dots_in, moved, negative
from counter.printing.raster import Dots

INCH = 25.4
GRAVEST = (
    (0x01, State.COVER_OPEN),
    (0x04, State.PAPER_OUT),
    (0x02, State.JAM),
    (0x08, State.RIBBON_OUT),
    (0x80, State.FAULT),
    (0x10, State.PAUSED),
    (0x20, State.PRINTING),
)


def page(dots: Dots, printer: Printer) -> bytes:
    """One label: its size and gap, how dark, and its dots, of which 1 is white."""
    dots = moved(
        dots,
        dots_in(printer.offset_x_mm, printer.true_dpi),
        dots_in(printer.offset_y_mm, printer.true_dpi),
    )
    wide, high = (length / printer.true_dpi * INCH for length in (dots.width, dots.height))
    head = [
        "",  # ends whatever was begun before
        f"SIZE {wide:.2f} mm,{high:.2f} mm",
        f"GAP {printer.gap_mm:g} mm,0 mm",
        "OFFSET 0 mm",
        "DIRECTION 0,0",
        "REFERENCE 0,0",
        "SHIFT 0",
        *([] if printer.darkness is None else [f"DENSITY {printer.darkness}"]),
        "CLS",
        f"BITMAP 0,0,{-(-dots.width // 8)},{dots.height},0,",
    ]
    return "\r\n".join(head).encode("ascii") + negative(dots.rows) + b"\r\nPRINT 1,1\r\n"


def read(answer: bytes) -> Status | None:
    """What its one byte says."""
    if not answer:
        return None
    for bit, state in GRAVEST:
        if answer[-1] & bit:
            return Status(state)
    return Status(State.READY if answer[-1] == 0 else State.UNKNOWN)


DEVICE = Device(
    able=Able(is_for_labels=True, darkest=15, tells=True),
    suffix="tspl",
    page=page,
    ask=b"\x1b!?",
    read=read,
)
