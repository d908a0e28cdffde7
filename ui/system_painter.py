"""Printers that only the window's own printing reaches, as the print queue asks for them."""

from ui import press


class SystemPainter:
    """Paints on the system's printers where it has no programs for its queues, as on Windows."""

    def usual(self) -> str:
        """The printer the system takes by itself; empty where it has none."""
        return press.printer_name()

    def names(self) -> list[str]:
        """Every printer of the system."""
        return press.printer_names()

    def print_pdf(self, pdf: bytes, name: str, copies: int) -> None:
        """Print every page."""
        press.print_pdf(pdf, name, copies)
