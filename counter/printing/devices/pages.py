"""Finished sheets, or the PDF of them, to a printer, whatever it speaks: the door for a queue.

What is drawn as PDF for a printer is drawn for `printer.dot`, so that codes stand on its dots.
"""

from collections.abc import Sequence

from counter.printing import pdf_sheet, press, raster
from counter.printing.devices.catalogue import Language, Printer
from counter.printing.devices.delivery import (
    Delivery,
    bytes_of,
    delivering,
    delivering_pdf,
    pages_of,
)
from counter.printing.devices.escpos_text import text_page
from counter.printing.devices.sending import USUAL, Patience
from counter.printing.devices.steps import Steps, finished
from counter.printing.sheet import DOT, Sheet


def bytes_of_sheets(printer: Printer, sheets: Sequence[Sheet]) -> bytes:
    """Sheets in a printer's own language, as text where it is set so. Raises as `bytes_of`."""
    if printer.as_text:
        return b"".join([text_page(sheet, printer) for sheet in sheets])
    return bytes_of(printer, pages_of(printer, _pdf(printer, sheets)))


def print_sheets(
    printer: Printer,
    sheets: Sequence[Sheet],
    *,
    title: str,
    copies: int = 1,
    patience: Patience = USUAL,
) -> Delivery:
    """Print sheets; raises RuleBroken as `deliver` and `deliver_pdf` do."""
    return finished(printing_sheets(printer, sheets, title=title, copies=copies, patience=patience))


def printing_sheets(
    printer: Printer,
    sheets: Sequence[Sheet],
    *,
    title: str,
    copies: int = 1,
    patience: Patience = USUAL,
) -> Steps[Delivery]:
    """`print_sheets` in steps."""
    if printer.as_text:
        whole = bytes_of_sheets(printer, sheets) * copies
        count = len(sheets) * copies
        steps = delivering(printer, whole, title=title, count=count, patience=patience)
    else:
        pdf = _pdf(printer, sheets)
        steps = printing_pdf(printer, pdf, title=title, copies=copies, patience=patience)
    return (yield from steps)


def print_pdf(
    printer: Printer, pdf: bytes, *, title: str, copies: int = 1, patience: Patience = USUAL
) -> Delivery:
    """Print every page of a PDF; raises RuleBroken as `deliver` and `deliver_pdf` do."""
    return finished(printing_pdf(printer, pdf, title=title, copies=copies, patience=patience))


def printing_pdf(
    printer: Printer, pdf: bytes, *, title: str, copies: int = 1, patience: Patience = USUAL
) -> Steps[Delivery]:
    """`print_pdf` in steps."""
    if printer.language is Language.DRIVER:
        size = raster.page_size(pdf)
        steps = delivering_pdf(printer, pdf, title=title, size_mm=size, copies=copies)
    else:
        pages = pages_of(printer, pdf) * copies
        whole, count = bytes_of(printer, pages), len(pages)
        steps = delivering(printer, whole, title=title, count=count, patience=patience)
    return (yield from steps)


def _pdf(printer: Printer, sheets: Sequence[Sheet]) -> bytes:
    if printer.language is Language.DRIVER:
        return pdf_sheet.draw(sheets, press.metrics(), dot=DOT)
    return pdf_sheet.draw(sheets, press.metrics(), dot=printer.dot, packed=False)
