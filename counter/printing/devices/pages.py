"""Finished sheets, or the PDF of them, to a printer, whatever it speaks: the door for a queue.

What is drawn as PDF for a printer is drawn for `printer.dot`, so that codes stand on its dots.
"""

from collections.abc import Sequence

from counter.printing import pdf_sheet, press, raster
from counter.printing.devices.catalogue import Language, Printer
from counter.printing.devices.delivery import (
    Delivery,
    bytes_of,
    deliver,
    deliver_bytes,
    deliver_pdf,
    pages_of,
)
from counter.printing.devices.escpos_text import text_page
from counter.printing.devices.sending import USUAL, Patience
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
    if printer.as_text:
        whole = bytes_of_sheets(printer, sheets) * copies
        count = len(sheets) * copies
        return deliver_bytes(printer, whole, title=title, count=count, patience=patience)
    pdf = _pdf(printer, sheets)
    return print_pdf(printer, pdf, title=title, copies=copies, patience=patience)


def print_pdf(
    printer: Printer, pdf: bytes, *, title: str, copies: int = 1, patience: Patience = USUAL
) -> Delivery:
    """Print every page of a PDF; raises RuleBroken as `deliver` and `deliver_pdf` do."""
    if printer.language is Language.DRIVER:
        size = raster.page_size(pdf)
        return deliver_pdf(printer, pdf, title=title, size_mm=size, copies=copies)
    return deliver(printer, pages_of(printer, pdf) * copies, title=title, patience=patience)


def _pdf(printer: Printer, sheets: Sequence[Sheet]) -> bytes:
    dot = DOT if printer.language is Language.DRIVER else printer.dot
    return pdf_sheet.draw(sheets, press.metrics(), dot=dot)
