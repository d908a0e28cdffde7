"""A paper that is wanted: its form, the number it goes by, whose sheet it is, and how many;
`reprint` counts which time it is printed again, `place` is where it stands in the queue.
"""

from dataclasses import dataclass

from counter.domain.choices import PaperCopy


@dataclass(frozen=True, slots=True)
class PaperJob:
    """One paper to draw or to print, in a language."""

    form: str
    number: str
    language: str
    copy: PaperCopy = PaperCopy.CUSTOMER
    copies: int = 1
    reprint: int = 0
    place: int = 0
