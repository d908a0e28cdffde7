"""Codes in what a camera sees: found in each picture, and believed when two pictures agree."""

import re
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zxingcpp import Barcode, BarcodeFormats

    from counter.camera.lens import Picture

Corner = tuple[float, float]  # of a picture one wide and one high, from its top left

READING_SIDE = 960  # what is seen larger is read at this width
WHOLE_EVERY = 4  # pictures; one of so many is read as large as it is, for small codes far away
AGREE, WITHIN = 2, 8  # so many of so many pictures
LONGEST = 200  # characters; our codes have 16, a maker's rarely 60
GROUP_SEPARATOR = "\x1d"  # between the fields of a GS1 code
_CONTROLS = re.compile(r"[\x00-\x1c\x1e-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class Code:
    """A code and where its corners are. `is_sure` once two pictures agreed on it."""

    text: str
    corners: tuple[Corner, ...]
    is_sure: bool = False


class CodeReader:
    """Reads one picture after the other."""

    def __init__(self) -> None:
        self._formats: BarcodeFormats | None = None
        self._last: deque[str] = deque(maxlen=WITHIN)
        self._n = 0

    def read(self, picture: "Picture") -> Code | None:
        """The code nearest to the middle; none in most pictures of a moving hand."""
        import cv2

        grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
        high, wide = grey.shape
        self._n += 1
        if wide > READING_SIDE and self._n % WHOLE_EVERY:
            size = (READING_SIDE, max(1, round(high * READING_SIDE / wide)))
            grey = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
        code = self._nearest(grey)  # pyright: ignore[reportArgumentType]
        self._last.append(code.text if code else "")
        if code is None or self._last.count(code.text) < AGREE:
            return code
        return Code(code.text, code.corners, is_sure=True)

    def forget(self) -> None:
        """Begin anew: the same code is read again only when two more pictures agree."""
        self._last.clear()

    def _nearest(self, grey: "Picture") -> Code | None:
        import zxingcpp

        if self._formats is None:
            self._formats = _wanted()
        found = zxingcpp.read_barcodes(grey, self._formats, text_mode=zxingcpp.TextMode.Plain)
        high, wide = grey.shape
        codes = [Code(plain_text(one.text), _corners(one, wide, high)) for one in found]
        return min((code for code in codes if code.text), key=_from_middle, default=None)


def plain_text(text: str) -> str:
    """What a scanner would have typed: no line ends, and not a whole letter."""
    return _CONTROLS.sub(" ", text).strip(" ")[:LONGEST]


def _wanted() -> "BarcodeFormats":
    """What stands on our papers, on goods and on makers' labels."""
    import zxingcpp

    one = zxingcpp.BarcodeFormat
    return zxingcpp.BarcodeFormats(
        [
            *(one.Code128, one.Code39, one.EAN13, one.EAN8, one.UPCA, one.UPCE),
            *(one.QRCode, one.MicroQRCode, one.DataMatrix),
        ]
    )


def _corners(found: "Barcode", wide: int, high: int) -> tuple[Corner, ...]:
    place = found.position
    points = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return tuple((point.x / wide, point.y / high) for point in points)


def _from_middle(code: Code) -> float:
    x = sum(corner[0] for corner in code.corners) / len(code.corners) - 0.5
    y = sum(corner[1] for corner in code.corners) / len(code.corners) - 0.5
    return x * x + y * y
