"""From a form and its records to sheets, and from those to PDF."""

from collections.abc import Iterable, Sequence
from functools import cache

from counter.domain.papers import Paper
from counter.language import Words, words_of
from counter.printing.forms import FORMS, medium_of
from counter.printing.media import checked_shift
from counter.printing.metrics import Metrics
from counter.printing.sheet import Sheet, moved, paired


@cache
def metrics() -> Metrics:
    """The fonts of this program, read once in a process."""
    return Metrics()


def sheets_of(form: str, *papers: Paper, words: Words | None = None, size: str = "") -> list[Sheet]:
    """The sheets of one or more papers of a form, in order.

    Each paper speaks its own language unless `words` says another; `size` is the medium, that of
    the papers or else the form's own when empty. Raises RuleBroken "paper.unknown_form",
    "paper.unknown_medium" or "paper.medium"; TypeError for a record of another form.
    """
    medium = medium_of(form, size or size_of(papers))
    chosen = FORMS[form]
    draw = chosen.on[medium.name]
    sheets: list[Sheet] = []
    for paper in papers:
        if not isinstance(paper, chosen.paper):
            raise TypeError(f"{form} is not drawn from {type(paper).__name__}")
        sheets += draw(paper, words or words_of(paper.language), metrics())
    if sheets and 0 < 2 * sheets[0].height <= medium.height:
        return paired(sheets, medium.width, medium.height)
    return sheets


def size_of(papers: Sequence[Paper]) -> str:
    """The medium the outlet has chosen for these papers; empty = that of their form."""
    return papers[0].size if papers else ""


def pdf_of(
    form: str,
    *papers: Paper,
    words: Words | None = None,
    size: str = "",
    dot: float | None = None,
    shift: tuple[float, float] = (0, 0),
) -> bytes:
    """One PDF of one or more papers, e.g. all labels of a batch.

    `dot` is mm of the head it is for, that of the medium when not given; `shift` is how far
    pre-printed stock lies to the right and down, mm. Raises like `sheets_of`, and "paper.shift".
    """
    from counter.printing import pdf_sheet

    across, down = checked_shift(*shift)
    sheets: Iterable[Sheet] = sheets_of(form, *papers, words=words, size=size)
    if across or down:
        sheets = [moved(sheet, across, down) for sheet in sheets]
    dot = medium_of(form, size or size_of(papers)).dot if dot is None else dot
    return pdf_sheet.draw(sheets, metrics(), dot=dot, title=FORMS[form].name)
