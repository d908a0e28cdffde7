"""The marks a paper is made of, in millimetres from its top left corner; all a backend draws."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from counter.domain.paper_looks import Logo

POINT = 25.4 / 72  # mm
DOT = 0.125  # mm, one dot of a 203.2 dpi head
THIN, THICK = 0.35, 0.7  # mm, rules between fields; head, terms and boxes
TOUCH = 0.02  # mm
Point = tuple[float, float]


class Face(StrEnum):
    """The cuts of our one family; paper asks for MEDIUM or BOLD, REGULAR has the rare signs."""

    MEDIUM = "Medium"
    BOLD = "Bold"
    REGULAR = "Regular"


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text from `x` to the right on the baseline `y`; `size` in points."""

    x: float
    y: float
    text: str
    size: float
    face: Face = Face.MEDIUM
    white: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line `across` to the right and `down`; `dash` names on and off lengths."""

    x: float
    y: float
    across: float
    down: float = 0.0
    thick: float = THIN
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; the middle of its line runs along its edge, a filled one has no line."""

    x: float
    y: float
    width: float
    height: float
    thick: float = THIN
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle around `x`, `y`."""

    x: float
    y: float
    radius: float
    thick: float = THIN


@dataclass(frozen=True, slots=True)
class Bars:
    """Code 128 of `code`; `x` is the left edge of the first bar, `module` the narrowest bar."""

    x: float
    y: float
    code: str
    module: float
    height: float


@dataclass(frozen=True, slots=True)
class Square:
    """QR code of `code`; `x`, `y` is the corner of the first module."""

    x: float
    y: float
    code: str
    module: float


@dataclass(frozen=True, slots=True)
class Ink:
    """A pen's stroke with round ends along `points`, which are counted in mm from `x`, `y`."""

    x: float
    y: float
    points: tuple[Point, ...]
    thick: float = 0.4


@dataclass(frozen=True, slots=True)
class Picture:
    """A logo's dots in a rectangle; what is white in it stays as it was."""

    x: float
    y: float
    width: float
    height: float
    logo: Logo


Mark = Text | Rule | Box | Ring | Bars | Square | Ink | Picture


@dataclass(frozen=True, slots=True)
class Sheet:
    """One side of paper, finished."""

    width: float
    height: float
    marks: tuple[Mark, ...]


def lowered(marks: Iterable[Mark], by: float) -> list[Mark]:
    """The same marks `by` millimetres further down."""
    return [replace(mark, y=mark.y + by) for mark in marks]


def scaled(sheet: Sheet, by: float, width: float, height: float) -> Sheet:
    """The sheet `by` times as large, on paper of that size; codes come to whole dots as ever."""
    lengths = ("x", "y", "size", "across", "down", "thick", "width", "height", "radius", "module")
    marks = (
        replace(mark, **{one: getattr(mark, one) * by for one in lengths if hasattr(mark, one)})
        for mark in sheet.marks
    )
    return Sheet(width, height, tuple(_ink_scaled(mark, by) for mark in marks))


def _ink_scaled(mark: Mark, by: float) -> Mark:
    if not isinstance(mark, Ink):
        return mark
    return replace(mark, points=tuple((x * by, y * by) for x, y in mark.points))


def curves(mark: Ink) -> Iterator[tuple[Point, Point, Point]]:
    """The stroke as cubic curves in mm of the sheet, each two guiding points and its end; they
    begin at the first point and bend at the middle between two points, as a hand does.
    """
    first, *others = [(mark.x + x, mark.y + y) for x, y in mark.points]
    at = last = first
    for point in others:
        end = ((last[0] + point[0]) / 2, (last[1] + point[1]) / 2)
        yield _towards(at, last), _towards(end, last), end
        at, last = end, point
    if at == last:  # a touch: a line without length is not drawn
        last = (last[0] + TOUCH, last[1])
    yield at, last, last


def _towards(point: Point, guide: Point) -> Point:
    return (point[0] + (guide[0] - point[0]) * 2 / 3, point[1] + (guide[1] - point[1]) * 2 / 3)


def paired(sheets: Sequence[Sheet], width: float, height: float) -> list[Sheet]:
    """Two sheets on each larger one, with marks where it is cut in the middle."""
    made: list[Sheet] = []
    middle = height / 2
    cut = (Rule(6, middle, 5), Rule(width - 11, middle, 5))
    for first in range(0, len(sheets), 2):
        marks = [*sheets[first].marks, *cut]
        for lower in sheets[first + 1 : first + 2]:
            marks += lowered(lower.marks, middle)
        made.append(Sheet(width, height, tuple(marks)))
    return made


def moved(sheet: Sheet, across: float, down: float) -> Sheet:
    """The sheet with all that stands on it further to the right and down, mm."""
    marks = (replace(mark, x=mark.x + across, y=mark.y + down) for mark in sheet.marks)
    return replace(sheet, marks=tuple(marks))
