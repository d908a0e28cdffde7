"""From a form and its records to sheets, and from those to PDF."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from counter.domain.papers import ItemReceiptPaper, Paper, SettlementPaper
from counter.domain.refusals import RuleBroken
from counter.language import Words, words_of
from counter.printing.forms import FORMS, Draw, Form, medium_of
from counter.printing.media import Medium, checked_shift
from counter.printing.metrics import Metrics
from counter.printing.preprinted import Stock, boxes_of, fakes_of, is_stock, struck
from counter.printing.sheet import Sheet, moved, paired


@cache
def metrics() -> Metrics:
    """The fonts of this program, read once in a process."""
    return Metrics()


def sheets_of(
    form: str,
    *papers: Paper,
    words: Words | None = None,
    size: str = "",
    stock: Stock = Stock.BLANK,
) -> list[Sheet]:
    """The sheets of one or more papers of a form, in order.

    Each paper speaks its own language unless `words` says another; `size` is the medium, that of
    the papers or else the form's own when empty; `stock` says whether its boxes are printed on it
    already. Raises RuleBroken "paper.unknown_form", "paper.unknown_medium", "paper.medium" or
    "paper.no_boxes"; TypeError for a record of another form.
    """
    medium = medium_of(form, size or size_of(papers))
    chosen = FORMS[form]
    draw = chosen.on[medium.name] if stock is Stock.BLANK else _standing(chosen, medium)
    back = chosen.backs.get(medium.name) if stock is Stock.BOXES else None
    sheets: list[Sheet] = []
    for paper in papers:
        if not isinstance(paper, chosen.paper):
            raise TypeError(f"{form} is not drawn from {type(paper).__name__}")
        speaking = words or words_of(paper.language)
        sheets += _on_stock(draw, paper, speaking, stock)
        sheets += back(paper, speaking, metrics()) if back else []
    if sheets and 0 < 2 * sheets[0].height <= medium.height:
        return paired(sheets, medium.width, medium.height)
    return sheets


def _standing(form: Form, medium: Medium) -> Draw:
    """The drawing whose rows never move; raises RuleBroken "paper.no_boxes"."""
    if medium.name not in form.stands:
        known = ", ".join(form.stands) or "-"
        raise RuleBroken("paper.no_boxes", form=form.name, medium=medium.name, known=known)
    return form.stands[medium.name]


def _on_stock(draw: Draw, paper: Paper, words: Words, stock: Stock) -> list[Sheet]:
    """What is printed of a paper on such stock; sheets that are none of it are printed whole."""
    sheets = draw(paper, words, metrics())
    if stock is Stock.BLANK or not isinstance(paper, ItemReceiptPaper | SettlementPaper):
        return sheets
    one, other = (draw(fake, words, metrics())[0] for fake in fakes_of(paper))
    boxes = boxes_of(one, other)
    if stock is Stock.BOXES:
        return [replace(one, marks=tuple(boxes))]
    return [struck(sheet, boxes) if is_stock(sheet, boxes) else sheet for sheet in sheets]


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
    stock: Stock = Stock.BLANK,
) -> bytes:
    """One PDF of one or more papers, e.g. all labels of a batch.

    `dot` is mm of the head it is for, that of the medium when not given; `shift` is how far
    pre-printed stock lies to the right and down, mm. Raises like `sheets_of`, and "paper.shift".
    """
    from counter.printing import pdf_sheet

    across, down = checked_shift(*shift)
    sheets: Iterable[Sheet] = sheets_of(form, *papers, words=words, size=size, stock=stock)
    if across or down:
        sheets = [moved(sheet, across, down) for sheet in sheets]
    dot = medium_of(form, size or size_of(papers)).dot if dot is None else dot
    return pdf_sheet.draw(sheets, metrics(), dot=dot, title=FORMS[form].name)
