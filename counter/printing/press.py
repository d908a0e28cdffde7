"""From a form and its records to sheets, and from those to PDF."""

from collections.abc import Iterable
from functools import cache

from counter.domain.papers import Paper
from counter.language import Words
from counter.printing.forms import FORMS
from counter.printing.metrics import Metrics
from counter.printing.sheet import DOT, Sheet


@cache
def metrics() -> Metrics:
    """The fonts of this program, read once in a process."""
    return Metrics()


def sheets_of(form: str, *papers: Paper, words: Words | None = None) -> list[Sheet]:
    """The sheets of one or more papers of a form, in order.

    Each paper speaks its own language unless `words` says another. KeyError for an unknown form,
    TypeError for a record of another one.
    """
    chosen = FORMS[form]
    sheets: list[Sheet] = []
    for paper in papers:
        if not isinstance(paper, chosen.paper):
            raise TypeError(f"{form} is not drawn from {type(paper).__name__}")
        sheets += chosen.draw(paper, words or Words(paper.language), metrics())
    return sheets


def pdf_of(form: str, *papers: Paper, words: Words | None = None, dot: float = DOT) -> bytes:
    """One PDF of one or more papers, e.g. all labels of a batch; `dot` mm of the head it is for."""
    from counter.printing import pdf_sheet

    sheets: Iterable[Sheet] = sheets_of(form, *papers, words=words)
    return pdf_sheet.draw(sheets, metrics(), dot=dot, title=FORMS[form].name)
