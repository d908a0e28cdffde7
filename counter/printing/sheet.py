"""The marks a paper is made of, in millimetres from its top left corner; all a backend draws."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

POINT = 25.4 / 72  # mm
DOT = 0.125  # mm, one dot of a 203.2 dpi head
THIN, THICK = 0.35, 0.7  # mm, rules between fields; head, terms and boxes


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


Mark = Text | Rule | Box | Ring | Bars | Square


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
    return Sheet(width, height, tuple(marks))


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
