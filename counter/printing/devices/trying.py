"""Trying a printer: which language it answers in, how it is, and a test page of its own size."""

from datetime import datetime

from counter.domain.papers import PrinterTestPaper
from counter.language import Words
from counter.printing import press
from counter.printing.devices.catalogue import Language, Printer
from counter.printing.devices.delivery import Delivery, check_language
from counter.printing.devices.pages import print_sheets
from counter.printing.devices.sending import USUAL, Patience
from counter.printing.forms import test_page
from counter.printing.sheet import Sheet

A4_MM = (210.0, 297.0)
ROLL_MM = 60.0  # of a roll without end
TITLE = "test"


def size_of(printer: Printer) -> tuple[float, float]:
    """Width and height of a test page in mm: the stock's, no wider than the head."""
    least_wide, least_high = test_page.LEAST
    if printer.language is Language.DRIVER:
        stock = printer.stock_width_mm, printer.stock_height_mm
        return stock if min(stock) >= min(test_page.LEAST) else A4_MM
    wide = min(printer.stock_width_mm or printer.width_mm, printer.width_mm)
    return max(wide, least_wide), max(printer.stock_height_mm or ROLL_MM, least_high)


def sheet_of(printer: Printer, words: Words, at: datetime) -> Sheet:
    """The test page of a printer, with how it is described."""
    wide, high = size_of(printer)
    facts = [f"{printer.language} · {printer.way} · {printer.address}"]
    if printer.language is not Language.DRIVER:
        facts += [
            words.say("{dpi} dpi · {dots} dots", dpi=printer.dpi, dots=printer.width_dots),
            words.say(
                "moved {x} mm right, {y} mm down",
                x=f"{printer.offset_x_mm:g}",
                y=f"{printer.offset_y_mm:g}",
            ),
        ]
    if printer.darkness is not None:
        facts.append(words.say("darkness {darkness}", darkness=printer.darkness))
    paper = PrinterTestPaper(
        printer=printer.name, facts=tuple(facts), width=wide, height=high, printed_at=at,
        language=words.language,
    )  # fmt: skip
    (sheet,) = test_page.draw(paper, words, press.metrics())
    return sheet


def try_printer(
    printer: Printer, words: Words, at: datetime, *, patience: Patience = USUAL
) -> Delivery:
    """Print a test page; first hear whether the printer speaks what it is set to.

    Raises RuleBroken "printer.other_language" and what `deliver` raises.
    """
    if printer.tells and printer.language is not Language.DRIVER:
        check_language(printer, patience=patience)
    sheet = sheet_of(printer, words, at)
    return print_sheets(printer, [sheet], title=TITLE, patience=patience)
