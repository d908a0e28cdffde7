"""A paper that is wanted and stands in no queue: its form, the number it goes by, and how many;
`reprint` counts which time it is printed again.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperJob:
    """One paper to print, in a language."""

    form: str
    number: str
    language: str
    copies: int = 1
    reprint: int = 0
