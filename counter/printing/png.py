"""Dots as a PNG of one bit a dot that knows how large it is on paper."""

import struct
import zlib

from counter.printing.raster import Dots

INCH = 0.0254  # m
GREY_1_BIT = (1, 0, 0, 0, 0)  # depth, colour, compression, filter, no interlace


def png_of(page: Dots, dpi: float) -> bytes:
    """One page as a head of `dpi` burns it."""
    length = -(-page.width // 8)
    rows = bytes(255 - byte for byte in range(256))
    white_is_1 = page.rows.translate(rows)
    lines = b"".join(
        b"\0" + white_is_1[at : at + length] for at in range(0, len(white_is_1), length)
    )
    a_metre = round(dpi / INCH)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", struct.pack(">IIBBBBB", page.width, page.height, *GREY_1_BIT)),
            _chunk(b"pHYs", struct.pack(">IIB", a_metre, a_metre, 1)),
            _chunk(b"IDAT", zlib.compress(lines)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
