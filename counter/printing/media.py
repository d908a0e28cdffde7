"""What papers are printed on: sizes in mm, the edges no ink reaches, the dots of the print head.

A roll is drawn as wide as its head burns and as long as what stands on it. Continuous paper is
241 mm wide with tear strips of 12.7 mm; what stands on it fits the 203 mm of an 80-column head.
"""

from dataclasses import dataclass
from enum import Enum, auto

from counter.domain.refusals import RuleBroken
from counter.language import N_
from counter.printing.sheet import DOT

DOT_180 = 25.4 / 180  # mm, a dot of a 24-pin head
DOT_300 = 25.4 / 300
TEAR_STRIP = 12.7
CARRIER = 241.0
HEAD = 203.2  # mm that an 80-column head reaches
MOST_SHIFT = 10.0  # mm; stock that lies further off is laid in wrongly


class Feed(Enum):
    """How paper comes to the head, and so by which way a page goes out."""

    OFFICE = auto()  # the system's driver
    CONTINUOUS = auto()  # tractor-fed, three plies at once
    ROLL = auto()  # cut where the drawing ends
    LABEL = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """One size of paper; `height` 0 = as long as what stands on it.

    `paper` is its width as people name it, `side` and `ends` the edges that stay white, `dots` the
    heads it is printed with, mm a dot, the usual one first.
    """

    name: str
    title: str
    feed: Feed
    width: float
    height: float
    paper: float = 0.0
    side: float = 5.0
    ends: float = 5.0
    dots: tuple[float, ...] = (DOT,)

    @property
    def dot(self) -> float:
        """mm a dot of the usual head."""
        return self.dots[0]


def _continuous(name: str, title: str, height: float) -> Medium:
    side = (CARRIER - HEAD) / 2
    return Medium(
        name=name,
        title=title,
        feed=Feed.CONTINUOUS,
        width=CARRIER,
        height=height,
        side=side,
        dots=(DOT_180,),
    )


def _label(name: str, title: str, width: float, height: float) -> Medium:
    dots = (DOT, DOT_300)
    return Medium(
        name=name, title=title, feed=Feed.LABEL, width=width, height=height, side=0.75, ends=0.75,
        dots=dots,
    )  # fmt: skip


def _office(name: str, title: str, width: float, height: float, edge: float = 5.0) -> Medium:
    return Medium(
        name=name, title=title, feed=Feed.OFFICE, width=width, height=height, side=edge, ends=edge
    )


def _roll(name: str, title: str, width: float, paper: float) -> Medium:
    return Medium(
        name=name, title=title, feed=Feed.ROLL, width=width, height=0.0, paper=paper, side=0.5,
        ends=0.5,
    )  # fmt: skip


MEDIA: dict[str, Medium] = {
    medium.name: medium
    for medium in (
        _office("a4", N_("A4, upright"), 210, 297),
        _office("a4-landscape", N_("A4, lying"), 297, 210),
        _office("a5", N_("A5, lying"), 210, 148),
        _office("a5-portrait", N_("A5, upright"), 148, 210),
        _office("a6", N_("A6 card"), 105, 148, 4.0),
        _continuous("241-full", N_("241 mm continuous, 279.4 mm"), 279.4),
        _continuous("241-half", N_("241 mm continuous, half: 139.7 mm"), 139.7),
        _continuous("241-third", N_("241 mm continuous, third: 93.1 mm"), 93.1),
        _roll("80mm", N_("80 mm roll"), 72, 80),
        _roll("58mm", N_("58 mm roll"), 48, 58),
        _label("60x40", N_("60 × 40 mm label"), 60, 40),
        _label("40x30", N_("40 × 30 mm label"), 40, 30),
    )
}
ALSO = {"a5-landscape": "a5", "a4-portrait": "a4", "a6-portrait": "a6", "80": "80mm", "58": "58mm"}


def medium_named(name: str) -> Medium:
    """A medium by its name, also as people write it: A5, 60 × 40, 80 mm.

    Raises RuleBroken "paper.unknown_medium".
    """
    plain = "".join(name.casefold().replace("×", "x").split())
    medium = MEDIA.get(ALSO.get(plain, plain))
    if medium is None:
        known = ", ".join(MEDIA)
        raise RuleBroken("paper.unknown_medium", medium=name[:20], known=known)
    return medium


def checked_shift(across: float, down: float) -> tuple[float, float]:
    """How far pre-printed stock lies from the blank one, mm; raises RuleBroken "paper.shift"."""
    if not (abs(across) <= MOST_SHIFT and abs(down) <= MOST_SHIFT):
        told = {"across": f"{across:g}", "down": f"{down:g}", "most": f"{MOST_SHIFT:g}"}
        raise RuleBroken("paper.shift", **told)
    return across, down
