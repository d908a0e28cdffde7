"""Pictures of items: from whatever a camera gives to a small JPEG that tells nothing but what it
shows.
"""

import re
import struct
import warnings
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from counter.domain.refusals import RuleBroken

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_SIDE, MOST_BYTES = 1600, 200_000
SMALL_SIDE = 320
MOST_FILE_BYTES = 64_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
#: tried in this order until the file is small enough; the last one fits whatever is shown
SIDES = (1600, 1280, 1024, 800, 640, 480)
QUALITIES = (80, 70, 60, 50)
#: what the library raises over a file that is cut off or made up
BROKEN = (
    *(OSError, ValueError, SyntaxError, EOFError, TypeError, LookupError, ArithmeticError),
    *(MemoryError, RuntimeError, AttributeError, struct.error),
)
#: segments of a JPEG that hold the picture itself: tables, frame, restart interval, JFIF
_PLAIN = frozenset({0xE0, 0xDB, 0xC4, 0xDD, 0xC0, 0xC1, 0xC2})
_SCAN, _END = 0xDA, b"\xff\xd9"
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7]")


def shrunk(file: Path) -> bytes:
    """A file as JPEG: at most 1600 px and 200 kB, upright, without place, time or camera. What was
    shrunk before comes back byte for byte.

    Raises RuleBroken "file.cannot_read", "photo.file_too_large", "photo.no_picture",
    "photo.too_many_dots" or "photo.damaged".
    """
    name = file.name
    try:
        if file.stat().st_size > MOST_FILE_BYTES:
            raise RuleBroken("photo.file_too_large", file=name, most_mb=MOST_FILE_BYTES // 10**6)
        content = file.read_bytes()
    except OSError as trouble:
        said = trouble.strerror or ""
        raise RuleBroken("file.cannot_read", file=str(file), said=said) from trouble
    except ValueError as trouble:  # a NUL in the name
        raise RuleBroken("file.cannot_read", file=str(file), said="") from trouble
    return shrunk_bytes(content, name)


def shrunk_bytes(content: bytes, name: str) -> bytes:
    """The same for what is in memory; `name` is what a refusal calls it."""
    image = opened(content, name)
    longest = max(image.size)
    is_ours = image.format == "JPEG" and longest <= LONGEST_SIDE and len(content) <= MOST_BYTES
    try:
        if is_ours and _is_plain(content):
            image.load()
            return content
        return _step_down(_upright(image, LONGEST_SIDE))
    except BROKEN as broken:
        raise RuleBroken("photo.damaged", file=name) from broken


def small(content: bytes, side: int = SMALL_SIDE) -> bytes:
    """A picture as a JPEG no longer than `side`. Raises RuleBroken "photo.…"."""
    image = opened(content, "")
    try:
        return _encoded(_upright(image, side), 80)
    except BROKEN as broken:
        raise RuleBroken("photo.damaged", file="") from broken


def opened(content: bytes, name: str) -> "Image":
    """The picture with its size read and nothing decoded."""
    from PIL import Image

    # what the library finds odd about a file is no news; too many dots are a refusal
    warnings.filterwarnings("ignore", module=r"PIL\.")
    warnings.filterwarnings("error", category=Image.DecompressionBombWarning)
    try:
        return Image.open(BytesIO(content), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise RuleBroken("photo.too_many_dots", file=name) from bomb
    except BROKEN as broken:
        raise RuleBroken("photo.no_picture", file=name) from broken


def _upright(image: "Image", side: int) -> "Image":
    from PIL import Image, ImageOps

    image.draft("RGB", (side, side))
    image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    turned = ImageOps.exif_transpose(image)
    if "A" in turned.getbands() or "transparency" in turned.info:
        seen = turned.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        turned = Image.alpha_composite(paper, seen)
    return turned.convert("RGB")


def _step_down(image: "Image") -> bytes:
    from PIL import Image

    made = b""
    for side in SIDES:
        image.thumbnail((side, side), Image.Resampling.LANCZOS)
        for quality in QUALITIES:
            made = _encoded(image, quality)
            if len(made) <= MOST_BYTES:
                return made
    return made


def _encoded(image: "Image", quality: int) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True, exif=b"", icc_profile=None, comment=b"")
    return out.getvalue()


def _is_plain(content: bytes) -> bool:
    """Whether a JPEG holds nothing but its picture: no EXIF, no comment, nothing behind its end."""
    place = 2
    while place + 4 <= len(content) and content[place] == _END[0]:
        marker = content[place + 1]
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
        if marker == _SCAN:
            found = _NEXT_MARKER.search(content, place)
            return found is not None and content[found.start() :] == _END
        if marker not in _PLAIN:
            return False
    return False
