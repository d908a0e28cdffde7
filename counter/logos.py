"""The outlet's logo: from any picture file to black dots that print crisp on every head."""

from pathlib import Path
from typing import TYPE_CHECKING

from counter.domain.paper_looks import LOGO_HIGH, LOGO_WIDE, Logo
from counter.domain.refusals import RuleBroken
from counter.pictures import BROKEN, MOST_FILE_BYTES, opened

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_DOTS = 24_000_000  # of the file; a logo needs no more, and forty million take a second
SIDE = 1600  # px it is looked at in
LEAST_CONTRAST = 24  # of 255 between its darkest and its palest, else nothing is seen on paper
MOST_LENGTHY = 24  # times as long as it is thick: a line, no logo


def logo_from(file: Path) -> Logo:
    """A picture file as a logo.

    Raises RuleBroken as `logo_from_bytes`, "file.cannot_read" or "photo.file_too_large".
    """
    try:
        if file.stat().st_size > MOST_FILE_BYTES:
            most = MOST_FILE_BYTES // 10**6
            raise RuleBroken("photo.file_too_large", file=file.name, most_mb=most)
        content = file.read_bytes()
    except (OSError, ValueError) as trouble:
        said = getattr(trouble, "strerror", "") or ""
        raise RuleBroken("file.cannot_read", file=str(file), said=said) from trouble
    return logo_from_bytes(content, file.name)


def logo_from_bytes(content: bytes, name: str) -> Logo:
    """The same for what is in memory; `name` is what a refusal calls it.

    Raises RuleBroken "photo.no_picture", "photo.damaged", "photo.too_many_dots",
    "logo.too_many_dots" or "logo.blank".
    """
    image = opened(content, name)
    if image.width * image.height > MOST_DOTS:
        most = MOST_DOTS // 10**6
        raise RuleBroken("logo.too_many_dots", file=name, most=most)
    try:
        ink = _ink(image)
        return _dots(ink, name)
    except BROKEN as broken:
        raise RuleBroken("photo.damaged", file=name) from broken


def _ink(image: "Image") -> "Image":
    """How dark it is on white paper, upright; a white drawing on nothing becomes dark."""
    from PIL import Image, ImageChops, ImageOps

    image.draft("RGB", (SIDE, SIDE))
    image.load()
    image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I") or image.mode == "F":
        image = _of_many_greys(image)
    image.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    seen = image.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    ink = ImageChops.invert(Image.alpha_composite(paper, seen).convert("L"))
    cover = seen.getchannel("A")
    if _contrast(ink) < LEAST_CONTRAST <= _contrast(cover):
        return cover
    return ink


def _of_many_greys(image: "Image") -> "Image":
    """Sixteen bits and more as eight, from its own darkest to its own palest."""
    image = image.convert("F")
    least, most = (float(edge) for edge in image.getextrema())  # pyright: ignore[reportArgumentType]
    span = (most - least) or 1.0
    return image.point(lambda grey: grey * (255 / span) - least * 255 / span).convert("L")


def _contrast(grey: "Image") -> int:
    least, most = grey.getextrema()
    assert isinstance(least, int)
    assert isinstance(most, int)
    return most - least


def _dots(ink: "Image", name: str) -> Logo:
    """Trimmed, as large as paper has room for, each dot black or white."""
    from PIL import Image

    if _contrast(ink) < LEAST_CONTRAST:
        raise RuleBroken("logo.blank", file=name)
    box = _above(ink, _threshold(ink)).getbbox()
    if box is None:
        raise RuleBroken("logo.blank", file=name)
    ink = ink.crop(box)
    share = min(LOGO_WIDE / ink.width, LOGO_HIGH / ink.height)
    wide, high = (max(1, round(side * share)) for side in ink.size)
    if max(wide, high) > MOST_LENGTHY * min(wide, high):
        raise RuleBroken("logo.blank", file=name)
    ink = ink.resize((wide, high), Image.Resampling.LANCZOS)
    rows = _above(ink, _threshold(ink)).tobytes()
    if not any(rows):
        raise RuleBroken("logo.blank", file=name)
    return Logo(wide, high, rows)


def _above(ink: "Image", threshold: int) -> "Image":
    from PIL import Image

    table = [255 if grey > threshold else 0 for grey in range(256)]
    return ink.point(table).convert("1", dither=Image.Dither.NONE)


def _threshold(ink: "Image") -> int:
    """Where ink and paper part best: the two are as far apart as they can be (Otsu)."""
    counts = ink.histogram()
    everything, total = sum(counts), sum(grey * count for grey, count in enumerate(counts))
    best, found, below, sum_below = -1.0, 127, 0, 0
    for grey, count in enumerate(counts):
        below, sum_below = below + count, sum_below + grey * count
        above = everything - below
        if not below or not above:
            continue
        apart = sum_below / below - (total - sum_below) / above
        spread = below * above * apart * apart
        if spread > best:
            best, found = spread, grey
    return found
