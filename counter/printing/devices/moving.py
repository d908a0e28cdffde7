"""Rasters moved by whole dots and turned to negative, as a print head wants them."""

from counter.printing.raster import Dots

INCH = 25.4
NEGATIVE = bytes(255 - byte for byte in range(256))


def negative(rows: bytes) -> bytes:
    """Black for white; the spare bits at the end of a row turn too."""
    return rows.translate(NEGATIVE)


def moved(page: Dots, across: int, down: int) -> Dots:
    """The same page with all its dots further right and down; what leaves the page is cut off."""
    if not across and not down:
        return page
    length = -(-page.width // 8)
    white = bytes(length)
    rows = [page.rows[at : at + length] for at in range(0, len(page.rows), length)]
    if down > 0:
        rows = [white] * min(down, page.height) + rows[: max(0, page.height - down)]
    elif down < 0:
        rows = rows[-down:] + [white] * min(-down, page.height)
    if across:
        rows = [_aside(row, across, page.width) for row in rows]
    return Dots(page.width, page.height, b"".join(rows))


def _aside(row: bytes, across: int, width: int) -> bytes:
    spare = len(row) * 8 - width
    bits = int.from_bytes(row, "big") >> spare
    bits = bits >> across if across > 0 else bits << -across
    bits &= (1 << width) - 1
    return (bits << spare).to_bytes(len(row), "big")


def dots_in(millimetres: float, dpi: float) -> int:
    """Millimetres in whole dots."""
    return round(millimetres / INCH * dpi)
