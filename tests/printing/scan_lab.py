"""How well our codes are read when they are printed and seen badly: a model, not a field trial.

`python -m tests.printing.scan_lab` burns codes on the dots of a 203 dpi head, spoils them as heads,
ribbons, hands and lenses do, and shows them to zxing-cpp, which reads as a camera does and not as a
laser. Rows are to be compared with each other; goals stand beside them, nothing is asserted.
"""

import random
import sys
from collections.abc import Callable, Sequence
from statistics import mean

import numpy as np
import zxingcpp
from PIL import Image, ImageFilter

from counter.domain.numbers import NumberKind
from counter.printing import pdf_sheet, press
from counter.printing.codes import code128, on_dots
from counter.printing.sheet import DOT, Bars, Sheet, Square
from tests.benchmarks import _papers
from tests.printing import reading, samples

HIGH = {2: 10, 3: 10.75}  # mm
FINE = 4  # pixels of a dot while it is spoilt
WIDE = 60  # mm, of a label and its head
CODES, LABELS, RECEIPTS = 25, 1000, 100
Spoil = Callable[[Image.Image, random.Random], Image.Image]


def blurred(dots: float) -> Spoil:
    """Out of focus or moved."""
    return lambda seen, _: seen.filter(ImageFilter.GaussianBlur(dots * FINE))


def turned(degrees: float) -> Spoil:
    """Held askew."""
    return lambda seen, _: seen.rotate(
        degrees, Image.Resampling.BILINEAR, expand=True, fillcolor=255
    )


def pale(share: float, noise: float = 0.0) -> Spoil:
    """Little black against the white, with the noise of a dark room."""

    def spoil(seen: Image.Image, chance: random.Random) -> Image.Image:
        grey = 255 - (255 - np.asarray(seen, np.float32)) * share
        grain = np.random.default_rng(chance.randrange(1 << 30)).normal(0, noise, grey.shape)
        return Image.fromarray(np.clip(grey + grain, 0, 255).astype(np.uint8))

    return spoil


def gained(dots: float) -> Spoil:
    """Ink that runs, or a head that burns too little: every edge moves by half of it."""
    side = round(abs(dots) / 2 * FINE) * 2 + 1
    kind = ImageFilter.MinFilter if dots > 0 else ImageFilter.MaxFilter
    return lambda seen, _: seen.filter(kind(side))


def dead(count: int, *, all_hit: bool = False) -> Spoil:
    """Dots of the head that burn no more: white lines along the paper, anywhere across it or all
    through the code.
    """

    def spoil(seen: Image.Image, chance: random.Random) -> Image.Image:
        picture = np.array(seen)
        inked = np.flatnonzero((picture < 128).any(axis=0)) // FINE
        reach = range(int(inked[0]), int(inked[-1]) + 1)
        dots = reach if all_hit else range(picture.shape[1] // FINE)
        for dot in chance.sample(dots, count):
            picture[:, dot * FINE : (dot + 1) * FINE] = 255
        return Image.fromarray(picture)

    return spoil


#: name, what is done one after the other, pixels of the lens to a dot
HARMS: Sequence[tuple[str, tuple[Spoil, ...], int]] = (
    ("near", (), 2),
    ("far", (), 1),
    ("blur .8", (blurred(0.8),), 2),
    ("blur 1.2", (blurred(1.2),), 2),
    ("10°", (turned(10),), 2),
    ("25°+blur", (turned(25), blurred(0.8)), 2),
    ("25%+noise", (pale(0.25, 8),), 2),
    ("12%", (pale(0.12),), 2),
    ("gain .5", (gained(0.5),), 2),
    ("gain 1", (gained(1),), 2),
    ("thin .5", (gained(-0.5),), 2),
    ("3 dead", (dead(3),), 2),
    ("all", (gained(0.5), turned(10), blurred(0.8), pale(0.25, 8)), 2),
)
#: worse than any head that is still used; told behind the mean
HIT = (dead(3, all_hit=True),)


def bars(dots: int) -> Callable[[str], Bars]:
    """The bars of a number in modules of so many dots, as high as on the label that has them."""
    return lambda number: Bars(8, 4, number, dots * DOT, HIGH[dots])


def square(dots: int) -> Callable[[str], Square]:
    """Its QR."""
    return lambda number: Square(8, 4, number, dots * DOT)


SYMBOLS: Sequence[tuple[str, Callable[[str], Bars | Square], str]] = (
    ("bars, 2 dots a module", bars(2), ""),
    ("bars, 3 dots a module", bars(3), "88"),
    ("QR, 3 dots a module", square(3), "99"),
    ("QR, 4 dots a module", square(4), ""),
)


def main() -> int:
    """Print the table, then what the papers themselves make of it; takes one to three minutes."""
    print(
        "% read of codes with" + " " * 3,
        *(f"{name:>9}" for name, _, _ in HARMS),
        "   mean goal   3 dead in it",
    )
    for title, mark, goal in SYMBOLS:
        shares = [share_read(mark, spoils, pixels) for _, spoils, pixels in HARMS]
        told = " ".join(f"{share * 100:9.0f}" for share in shares)
        hit = share_read(mark, HIT, 2)
        print(f"{title:23} {told} {mean(shares) * 100:7.1f} {goal:>4} {hit * 100:14.0f}")
    for dots in (2, 3):
        wrong, all_bars = wrong_widths(dots)
        print(f"bars of {dots} dots: {wrong} of {all_bars} have a wrong width (goal 0)")
    print(f"labels read whole: {read_back('item_label', LABELS)} of {LABELS}")
    print(f"A5 receipts read whole: {read_back('item_receipt', RECEIPTS)} of {RECEIPTS}")
    return 0


def burnt(mark: Bars | Square) -> reading.Bytes:
    """A code alone on paper, as a head burns it."""
    (page,) = reading.burnt(pdf_sheet.draw([Sheet(WIDE, 20, (mark,))], press.metrics()))
    return page


def share_read(mark: Callable[[str], Bars | Square], spoils: Sequence[Spoil], pixels: int) -> float:
    """How many of some codes are read, each spoilt by chances of its own."""
    read = 0
    for n in range(CODES):
        number = samples.number(NumberKind.CARD, 4000 * n + 17)
        page = burnt(mark(number))
        chance = random.Random(n)
        high, wide = page.shape
        fine = Image.fromarray(page).resize((wide * FINE, high * FINE), Image.Resampling.NEAREST)
        for spoil in spoils:
            fine = spoil(fine, chance)
        small = (fine.width * pixels // FINE, fine.height * pixels // FINE)
        seen = np.asarray(fine.resize(small, Image.Resampling.BOX))
        read += [code.text for code in zxingcpp.read_barcodes(seen)] == [number]
    return read / CODES


def wrong_widths(dots: int) -> tuple[int, int]:
    """How many bars and gaps of some codes are not as wide as they should be, and how many are."""
    wrong = all_bars = 0
    for n in range(CODES):
        mark = on_dots(bars(dots)(samples.number(NumberKind.CARD, 4000 * n + 17)), DOT)
        page = burnt(mark)
        row = page[round((mark.y + 5) / DOT)]
        wanted = np.repeat([sign == "1" for sign in code128(mark.code)], dots)
        start = round(mark.x / DOT)
        found = row[start : start + len(wanted)] == 0
        edges, there = (
            np.flatnonzero(np.diff(line, prepend=False, append=False)) for line in (wanted, found)
        )
        all_bars += len(edges) - 1
        same = len(there) == len(edges)
        wrong += int((np.diff(there) != np.diff(edges)).sum()) if same else len(edges) - 1
    return wrong, all_bars


def read_back(form: str, count: int) -> int:
    """How many papers say both their codes, and nothing else, from the dots of their page."""
    sheets = press.sheets_of(form, *map(_papers.MADE[form], range(count)))
    read = 0
    for sheet in sheets:
        (page,) = reading.burnt(pdf_sheet.draw([sheet], press.metrics(), packed=False))
        read += reading.codes_of(page) == reading.codes_drawn(sheet)
    return read


if __name__ == "__main__":
    sys.exit(main())
