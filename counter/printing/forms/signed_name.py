"""A name from the pad on its line, and beside it the beginning of the hash of what was signed."""

from dataclasses import replace

from counter.domain.choices import PaperCopy
from counter.domain.papers import SignedName
from counter.language import Words
from counter.printing.pen import Align, Pen
from counter.printing.sheet import Ink

HIGH, DEEP = 3.9, 1.1  # mm above and below the baseline of the line's label
CALM = 45  # hundredths: a lower name is not drawn larger than one as high as this
THICK = 0.32
SMALL, LEAST, LEADING = 5.5, 4.5, 2.1
IN_SHOP = (PaperCopy.FILE, PaperCopy.ACCOUNTS)


def shown(signed: SignedName | None, copy: PaperCopy) -> SignedName | None:
    """The name itself stays in the shop; whoever finds another copy cannot learn to write it."""
    if signed is None or copy in IN_SHOP:
        return signed
    return replace(signed, strokes=())


def signed_name(
    pen: Pen,
    slot: tuple[float, float, float],
    signed: SignedName | None,
    words: Words,
    high: float = HIGH,
) -> None:
    """What stands on a line at x, y in a width: nothing where it is signed by hand."""
    if signed is None:
        return
    x, y, width = slot
    told = (" ".join(words.each_says_as("paper", "Signed on the pad")), signed.check)
    room = width * 0.55 if signed.strokes else width - 1
    sized = max(pen.width(text, SMALL) for text in told)
    for row, text in enumerate(told):
        at = y - (len(told) - 1 - row) * LEADING
        pen.shrunk(x + width - 0.5, at, text, room, (SMALL, LEAST), align=Align.RIGHT)
    _ink(pen, (x + 0.8, y, width - min(sized, room) - 2.5), signed, high)


def _ink(pen: Pen, slot: tuple[float, float, float], signed: SignedName, high: float) -> None:
    """The strokes as large as the line has room, none larger than a calm hand writes."""
    points = [point for stroke in signed.strokes for point in stroke]
    if not points:
        return
    x, y, width = slot
    left, top = min(one[0] for one in points), min(one[1] for one in points)
    wide = max(one[0] for one in points) - left
    deep = max(one[1] for one in points) - top
    by = min((high + DEEP) / max(deep, CALM), width / max(wide, 1))
    start = y + DEEP - deep * by
    for stroke in signed.strokes:
        if stroke:
            path = tuple(((px - left) * by, (py - top) * by) for px, py in stroke)
            pen.marks.append(Ink(x, start, path, THICK))
