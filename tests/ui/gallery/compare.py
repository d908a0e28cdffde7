"""Pictures kept small: half the size of the window and few colours; compared by tiles."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

TILE = 16  # pixels of the window
COLOURS = 128
TOLERANCE = 18  # of 255, mean of a tile; fewer colours cost up to 10, another digit 25 and more
GAP = 12


def reduced(picture: Image.Image, percent: int, *, half: bool = True) -> Image.Image:
    """A picture of a window drawn at `percent`, as it is kept."""
    share = 100 / percent / (2 if half else 1)
    size = (round(picture.width * share), round(picture.height * share))
    plain = picture.convert("RGB")
    return plain if size == plain.size else plain.resize(size, Image.Resampling.BOX)


def keep(picture: Image.Image, path: Path, colours: int = COLOURS) -> None:
    """Save an approved picture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # median cut, the usual way, gives rare colours away: red words would turn grey
    octree = Image.Quantize.FASTOCTREE
    few = picture.quantize(colours, octree, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def tiles_apart(one: Image.Image, other: Image.Image, tile: int) -> npt.NDArray[np.float64]:
    """How far two pictures are from each other in each tile, in the colour that differs most."""
    first, second = (np.asarray(picture, np.int16) for picture in (one, other))
    apart = np.abs(first - second).astype(np.float64)
    high, wide = (-length % tile for length in apart.shape[:2])
    apart = np.pad(apart, ((0, high), (0, wide), (0, 0)))
    rows, columns = (length // tile for length in apart.shape[:2])
    return apart.reshape(rows, tile, columns, tile, 3).mean(axis=(1, 3)).max(axis=2)


def difference(fresh: Image.Image, kept: Path, shown: Path, *, half: bool = True) -> str:
    """What differs from the approved picture, in a few words; empty when nothing does.

    `shown` is where approved and fresh picture go, the differing tiles framed.
    """
    if not kept.exists():
        return "no approved picture"
    with Image.open(kept) as picture:
        approved = picture.convert("RGB")
    if approved.size != fresh.size:
        beside(approved, fresh, [], shown)
        return f"{fresh.size} instead of {approved.size}"
    tile = TILE // 2 if half else TILE
    apart = tiles_apart(fresh, approved, tile)
    found = [(int(x) * tile, int(y) * tile) for y, x in np.argwhere(apart > TOLERANCE)]
    if not found:
        return ""
    beside(approved, fresh, [(x, y, x + tile, y + tile) for x, y in found], shown)
    return f"{len(found)} tiles differ, the most by {apart.max():.0f}: see {shown.name}"


def beside(
    approved: Image.Image,
    fresh: Image.Image,
    boxes: list[tuple[int, int, int, int]],
    path: Path,
) -> None:
    """Save both pictures next to each other, the tiles that differ framed."""
    width = approved.width + GAP + fresh.width
    both = Image.new("RGB", (width, max(approved.height, fresh.height)), "grey")
    both.paste(approved, (0, 0))
    both.paste(fresh, (approved.width + GAP, 0))
    draw = ImageDraw.Draw(both)
    for left, top, right, foot in boxes:
        for shift in (0, approved.width + GAP):
            draw.rectangle((left + shift, top, right + shift, foot), outline="red")
    path.parent.mkdir(parents=True, exist_ok=True)
    both.save(path)
