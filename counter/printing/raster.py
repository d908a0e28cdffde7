"""A PDF as the rows of dots a print head burns."""

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium

HEAD_203, HEAD_300 = 203.2, 300.0  # dots per inch: 8 and 11.81 dots a mm
BLACK = 128  # a dot is burnt where the grey is below


@dataclass(frozen=True, slots=True)
class Dots:
    """`height` rows of `width` dots, eight a byte from the left, 1 = black, on whole bytes."""

    width: int
    height: int
    rows: bytes


def greys(pdf: bytes, dpi: float) -> Iterator[tuple[int, int, bytes]]:
    """Width, height and grey bytes (0 = black) of every page, cut to its exact number of dots."""
    document = pdfium.PdfDocument(pdf)
    try:
        for page in document:
            wide, high = (round(length / 72 * dpi) for length in page.get_size())
            # pdfium rounds sizes up: a hair less than true keeps a page from growing by a dot
            scale = dpi / 72 - 1e-5
            picture = page.render(scale=scale, grayscale=True)  # pyright: ignore[reportArgumentType]
            whole, stride = bytes(picture.buffer), picture.stride
            if stride != wide:
                whole = b"".join(whole[row * stride : row * stride + wide] for row in range(high))
            yield wide, high, whole[: wide * high]
            page.close()
    finally:
        document.close()


def page_size(pdf: bytes) -> tuple[float, float]:
    """Width and height of the first page in mm."""
    document = pdfium.PdfDocument(pdf)
    try:
        wide, high = document.get_page_size(0)
        return round(wide / 72 * 25.4, 1), round(high / 72 * 25.4, 1)
    finally:
        document.close()


def dots(pdf: bytes, dpi: float = HEAD_203) -> Iterator[Dots]:
    """Every page as 1-bit rows for a head of `dpi`."""
    for wide, high, grey in greys(pdf, dpi):
        if wide % 8:
            rows = b"".join(_packed(grey[row * wide : (row + 1) * wide]) for row in range(high))
        else:
            rows = _packed(grey)
        yield Dots(wide, high, rows)


_BURNT = bytes(ord("1") if grey < BLACK else ord("0") for grey in range(256))


def _packed(row: bytes) -> bytes:
    """Grey bytes to bits, the first dot the highest bit, the last byte padded with white."""
    length = -(-len(row) // 8)
    bits = row.translate(_BURNT).ljust(length * 8, b"0")
    return int(bits, 2).to_bytes(length, "big")
