"""Whether a page fits the head and the stock of a printer."""

from counter.domain.refusals import RuleBroken
from counter.printing.devices.catalogue import Language, Printer
from counter.printing.raster import Dots

SLACK_MM = 1.0  # stock differs by that much from what its box says


def check_fits(printer: Printer, page: Dots) -> None:
    """Raises RuleBroken "printer.roll_too_narrow" or "printer.other_stock"."""
    wide, high = page.width * printer.dot, page.height * printer.dot
    if page.width > printer.width_dots:
        raise RuleBroken(
            "printer.roll_too_narrow",
            printer=printer.name,
            page_mm=f"{wide:.0f}",
            width_mm=f"{printer.width_mm:.0f}",
            sent="NOTHING",
        )
    stock_wide, stock_high = printer.stock_width_mm, printer.stock_height_mm
    narrow = stock_wide and wide > stock_wide + SLACK_MM
    labels = printer.language is not Language.ESCPOS
    other_wide = labels and stock_wide and abs(wide - stock_wide) > SLACK_MM
    other_high = stock_high and abs(high - stock_high) > SLACK_MM
    if narrow or other_wide or other_high:
        raise RuleBroken(
            "printer.other_stock",
            printer=printer.name,
            page=f"{wide:.0f} × {high:.0f}",
            stock=f"{stock_wide:.0f} × {stock_high:.0f}" if stock_high else f"{stock_wide:.0f}",
            sent="NOTHING",
        )
