"""Content of any length, poured piece by piece onto as many sheets as it needs."""

from collections.abc import Iterable
from dataclasses import dataclass

from counter.printing.sheet import Mark, lowered


@dataclass(frozen=True, slots=True)
class Piece:
    """A strip that is never divided: its marks measured from its top edge, `joined` to the next."""

    height: float
    marks: tuple[Mark, ...]
    joined: bool = False


def paged(
    pieces: Iterable[Piece], top: float, bottom: float, first: float | None = None
) -> list[list[Mark]]:
    """The marks of each page, from `top` to `bottom` mm; a joined piece never ends a page.

    The first page begins at `first`, where that is another place.
    """
    pages: list[list[Mark]] = []
    y = top
    for strip in _strips(pieces):
        if not pages or y + sum(piece.height for piece in strip) > bottom + 1e-6:
            y = first if first is not None and not pages else top
            pages.append([])
        for piece in strip:
            pages[-1] += lowered(piece.marks, y)
            y += piece.height
    return pages


def _strips(pieces: Iterable[Piece]) -> Iterable[list[Piece]]:
    strip: list[Piece] = []
    for piece in pieces:
        strip.append(piece)
        if not piece.joined:
            yield strip
            strip = []
    if strip:
        yield strip
