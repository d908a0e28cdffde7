"""Which sizes of paper a printer can take, by what it speaks, its head and the stock in it."""

from counter.printing.devices.catalogue import Language, Printer
from counter.printing.media import Feed, Medium

SLACK_MM = 1.0  # stock differs by that much from what its box says
FEEDS: dict[Language, frozenset[Feed]] = {
    Language.ZPL: frozenset({Feed.LABEL}),
    Language.TSPL: frozenset({Feed.LABEL}),
    Language.ESCPOS: frozenset({Feed.ROLL}),
    Language.DRIVER: frozenset(Feed),
}


def takes(printer: Printer, medium: Medium) -> bool:
    """Whether a page of this size comes out of it; a stock of 0 is not checked."""
    if medium.feed not in FEEDS[printer.language]:
        return False
    if printer.language is not Language.DRIVER and medium.width > printer.width_mm + printer.dot:
        return False
    wide, high = printer.stock_width_mm, printer.stock_height_mm
    if medium.feed is Feed.ROLL:
        return not wide or _is_near(medium.paper, wide) or _is_near(medium.width, wide)
    return (not wide or _is_near(medium.width, wide)) and (
        not high or _is_near(medium.height, high)
    )


def _is_near(length: float, other: float) -> bool:
    return abs(length - other) <= SLACK_MM
