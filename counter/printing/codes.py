"""Code 128 and QR as rows of modules, and where they stand on the dots of a print head."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from counter.printing.sheet import Bars, Square

if TYPE_CHECKING:
    from barcode.codex import Code128

QUIET_BARS, QUIET_SQUARE = 10, 4  # modules of white: beside the bars, all around the QR
NUMBER_MODULES = 123  # 16 digits in set C
MASK = 2  # a fixed QR mask: choosing one costs five times as much and no reader needs it


@lru_cache(maxsize=4096)
def code128(text: str) -> str:
    """The modules of `text`, "1" for a bar; ValueError for characters Code 128 does not have."""
    from barcode.errors import BarcodeError

    try:
        return _whole_code128()(text).build()[0]
    except BarcodeError as cause:
        raise ValueError(f"Code 128 has no sign for a character of {text!r}") from cause


@cache
def _whole_code128() -> type["Code128"]:
    """The library's Code 128, but keeping a leading "99": it takes that for the switch to set C."""
    from barcode.codex import Code128

    class Whole(Code128):
        def _try_to_optimize(self, encoded: list[int]) -> list[int]:
            starts_in_c = self.code[:2].isdigit()
            return encoded if starts_in_c else super()._try_to_optimize(encoded)

    return Whole


@lru_cache(maxsize=4096)
def qr(text: str) -> tuple[str, ...]:
    """The rows of the QR code of `text`, error correction M, "1" for a dark module."""
    import segno

    code = segno.make_qr(text, error="m", boost_error=False, mask=MASK)
    return tuple("".join("1" if cell else "0" for cell in row) for row in code.matrix)


def bars_width(code: str, module: float) -> float:
    """The width of the bars in mm without their white."""
    return len(code128(code)) * module


def square_side(code: str, module: float) -> float:
    """The side of the QR in mm without its white."""
    return len(qr(code)) * module


def on_dots(mark: Bars | Square, dot: float) -> Bars | Square:
    """The code moved onto the nearest dots of `dot` mm, its module cut to whole dots.

    A module never grows, so a code stays inside the white it was given; at least one dot is left.
    """
    dots = max(1, int(mark.module / dot + 1e-6))
    x, y = round(mark.x / dot) * dot, round(mark.y / dot) * dot
    return replace(mark, x=x, y=y, module=dots * dot)


def dark(row: str) -> Iterator[tuple[int, int]]:
    """(start, length) of every run of dark modules in a row."""
    at = row.find("1")
    while at >= 0:
        end = row.find("0", at)
        end = len(row) if end < 0 else end
        yield at, end - at
        at = row.find("1", end)
