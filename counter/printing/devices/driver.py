"""A printer of the system with a driver of its own: it gets the PDF, at true size.

Under CUPS by `lp`. On Windows a driver is reached through the window's printing alone (`ui/press`),
which paints the same PDF; here it says so.
"""

import sys

from counter.domain.refusals import RuleBroken
from counter.printing.devices.catalogue import Printer
from counter.printing.devices.device import Able
from counter.printing.devices.steps import Steps
from counter.printing.devices.ways import queue

ABLE = Able()


def options(width_mm: float, height_mm: float) -> list[str]:
    """What makes a driver print a page of this size as it is: not fitted, not turned."""
    return [
        f"media=Custom.{width_mm:g}x{height_mm:g}mm",
        "print-scaling=none",
        "orientation-requested=3",
    ]


def sending(
    printer: Printer, pdf: bytes, *, title: str, size_mm: tuple[float, float], copies: int = 1
) -> Steps[str]:
    """Hand a PDF to the queue of a driver; gives back the job's name.

    Raises RuleBroken "printer.way_not_here" on Windows, and like `queue.putting`.
    """
    if sys.platform == "win32":
        raise RuleBroken("printer.way_not_here", way="lp", sent="NOTHING")
    put = queue.putting(printer, pdf, title=title, options=options(*size_mm), copies=copies)
    return (yield from put)
