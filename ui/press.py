"""A PDF on a printer of the system: its raster at true size, page by page."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

DPI = 300
MM_PER_INCH = 25.4


def printer_names() -> list[str]:
    """Every printer of the system."""
    return list(QPrinterInfo.availablePrinterNames())


def printer_name() -> str:
    """The system's default printer; empty where there is none."""
    info = QPrinterInfo.defaultPrinter()
    return "" if info.isNull() else info.printerName()


def print_pdf(pdf: bytes, name: str, copies: int = 1) -> None:
    """Print every page on the printer `name`."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(name)
    printer.setCopyCount(copies)
    paint_pdf(pdf, printer)


def paint_pdf(pdf: bytes, printer: QPrinter) -> None:
    """Paint every page on a printer, or on a file it was told to print to."""
    printer.setFullPage(True)
    painter = QPainter()
    for picture in pages(pdf, DPI):
        size = QSizeF(picture.width(), picture.height()) / DPI * MM_PER_INCH
        printer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter))
        printer.setPageOrientation(QPageLayout.Orientation.Portrait)
        if painter.isActive():
            printer.newPage()
        else:
            painter.begin(printer)
        scale = printer.resolution() / DPI
        where = QRectF(0, 0, picture.width() * scale, picture.height() * scale)
        painter.drawImage(where, picture)
    painter.end()


def pages(pdf: bytes, dpi: float) -> Iterator[QImage]:
    """Every page of a PDF as a grey picture."""
    from counter.printing import raster

    for width, height, grey in raster.greys(pdf, dpi):
        picture = QImage(grey, width, height, width, QImage.Format.Format_Grayscale8)
        yield picture.copy()
