"""A PDF as the rows of dots a print head burns."""

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium

HEAD_203, HEAD_300 = 203.2, 300.0  # dots per inch: 8 and 11.81 dots a mm
BLACK = 128  # a dot is burnt where the grey is below
ROWS = 4  # packed together: few enough that many are white


@dataclass(frozen=True, slots=True)
class Dots:
    """`height` rows of `width` dots, eight a byte from the left, 1 = black, on whole bytes."""

    width: int
    height: int
    rows: bytes


def greys(pdf: bytes, dpi: float) -> Iterator[tuple[int, int, bytes]]:
    """Width, height and grey bytes (0 = black) of every page, cut to its exact number of dots."""
    for wide, high, stride, picture in _drawn(pdf, dpi):
        whole = bytes(picture)
        if stride != wide:
            whole = b"".join(whole[row * stride : row * stride + wide] for row in range(high))
        yield wide, high, whole[: wide * high]


def _drawn(pdf: bytes, dpi: float) -> Iterator[tuple[int, int, int, memoryview]]:
    """Width and height in dots, bytes of a row and all rows of every page; gone with the next."""
    document = pdfium.PdfDocument(pdf)
    try:
        for page in document:
            wide, high = (round(length / 72 * dpi) for length in page.get_size())
            # pdfium rounds sizes up: a hair less than true keeps a page from growing by a dot
            scale = dpi / 72 - 1e-5
            picture = page.render(scale=scale, grayscale=True)  # pyright: ignore[reportArgumentType]
            yield wide, high, picture.stride, memoryview(picture.buffer).cast("B")
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
    for wide, high, stride, picture in _drawn(pdf, dpi):
        yield Dots(wide, high, b"".join(_burnt(wide, high, stride, picture)))


def _burnt(wide: int, high: int, stride: int, picture: memoryview) -> Iterator[bytes]:
    """The dots of some rows after some others; most of what is white is not looked at closely."""
    together = ROWS if stride == wide and wide % 8 == 0 else 1
    length = -(-wide // 8)
    white, blank = b"\xff" * wide * together, bytes(length * together)
    for top in range(0, high, together):
        rows = min(together, high - top)
        grey = bytes(picture[top * stride : top * stride + wide * rows])
        yield blank if grey == white else _packed(grey, length * rows)


_INK = bytes(ord("1") if grey < BLACK else ord("0") for grey in range(256))


def _packed(grey: bytes, length: int) -> bytes:
    """Grey bytes to bits, the first dot the highest bit, the last byte padded with white."""
    bits = grey.translate(_INK).ljust(length * 8, b"0")
    return int(bits, 2).to_bytes(length, "big")
