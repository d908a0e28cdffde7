"""Papers by name and number: the question that fills one, the form that draws it."""

from collections.abc import Callable, Sequence
from typing import Any

from counter.domain.choices import PaperCopy
from counter.domain.papers import Paper
from counter.domain.refusals import RuleBroken
from counter.language import BOTH
from counter.printing.preprinted import Stock
from counter.storage.database import Connection
from counter.storage.questions import (
    case_papers,
    papers,
    register_paper,
    tag_papers,
    transfer_papers,
)
from counter.storage.questions.numbered import items_of_receipt
from counter.storage.questions.paper_parts import paper_language

#: papers of which there are copies for several people, and for whom
COPIED = {
    "item_receipt": (PaperCopy.CUSTOMER, PaperCopy.FILE, PaperCopy.ITEM),
    "settlement_statement": (PaperCopy.CUSTOMER, PaperCopy.FILE, PaperCopy.ACCOUNTS),
    "estimate": (PaperCopy.CUSTOMER, PaperCopy.FILE),
    "transfer": (PaperCopy.FILE, PaperCopy.ITEM),
}
COPIES: dict[str, Callable[..., Paper]] = {
    "item_receipt": papers.item_receipt_paper,
    "settlement_statement": papers.settlement_paper,
    "estimate": case_papers.estimate_paper,
    "transfer": transfer_papers.transfer_paper,
}
TAGS: dict[str, Callable[..., Paper]] = {
    "shelf_label": tag_papers.shelf_label_paper,
    "part_label": tag_papers.part_label_paper,
    "staff_badge": tag_papers.staff_badge_paper,
}
HUNG = ("repair_card", "item_label", "accessory_label")


def records_of(
    db: Connection,
    form: str,
    number: str,
    *,
    at: int,
    copy: PaperCopy = PaperCopy.CUSTOMER,
    reprint: int = 0,
    language: str | None = None,
    exactly: bool = False,
) -> list[Paper]:
    """What the sheets of a paper are drawn from; `at` is when it is printed, ms since 1970 UTC.

    The number of a receipt gives the cards and labels of all its items. The register has no
    number but a day, or a first and a last one: 2026-11-01..2026-11-22; shelves, parts and staff
    go by name or code too. An outlet that prints in both languages does so whatever `language` is
    wished, unless `exactly` that one is.

    Raises RuleBroken("paper.unknown_form" | "paper.no_such_copy" | "paper.nothing_to_print" |
    "record.unknown" | …).
    """
    if form in COPIED and PaperCopy.CUSTOMER not in COPIED[form] and copy is PaperCopy.CUSTOMER:
        copy = COPIED[form][0]  # no customer takes it home: whoever asked for none means the first
    if copy not in COPIED.get(form, (copy,)):
        raise RuleBroken("paper.no_such_copy", form=form, known=", ".join(COPIED[form]))
    if language and not exactly and paper_language(db) == BOTH:
        language = BOTH
    printed: Any = {"number": number, "printed_at": at, "reprint": reprint, "language": language}
    if form in COPIED:
        found: list[Paper] = [COPIES[form](db, copy=copy, **printed)]
    elif form in TAGS:
        found = [TAGS[form](db, number=number, language=language)]
    elif form in HUNG:
        found = [paper for one in _each(db, number) for paper in _hung(db, form, one, printed)]
    elif form == "loss_declaration":
        found = [case_papers.loss_paper(db, **printed)]
    elif form == "item_register":
        found = [_register(db, number, at, language)]
    else:
        raise RuleBroken("paper.unknown_form", form=form)
    if not found:
        raise RuleBroken("paper.nothing_to_print", form=form, number=number)
    return found


def _each(db: Connection, number: str) -> list[str]:
    """The cards behind a number: a receipt's own are those of every item that stands on it."""
    return items_of_receipt(db, number) or [number]


def _hung(db: Connection, form: str, number: str, printed: dict[str, Any]) -> list[Paper]:
    """What hangs on one item."""
    if form == "repair_card":
        facts: Any = printed | {"number": number}
        return [papers.repair_card_paper(db, **facts)]
    language = printed["language"]
    if form == "item_label":
        return [papers.item_label_paper(db, number=number, language=language)]
    return [*papers.accessory_label_papers(db, number=number, language=language)]


def _register(db: Connection, days: str, at: int, language: str | None) -> Paper:
    first, _, last = days.partition("..")
    return register_paper.register_page(
        db, from_on=first, to_on=last or first, printed_at=at, language=language
    )


def draw_paper(
    db: Connection,
    form: str,
    number: str,
    *,
    at: int,
    copy: str | Sequence[str] = PaperCopy.CUSTOMER,
    reprint: int = 0,
    language: str | None = None,
    exactly: bool = False,
    size: str = "",
    dot: float | None = None,
    shift: tuple[float, float] = (0, 0),
    stock: Stock = Stock.BLANK,
) -> bytes:
    """The PDF of a paper; `size` is the medium, the outlet's for it when empty, `dot` mm of the
    head it is for. Several copies follow one another. `stock` says whether the boxes are printed on
    the paper already, `shift` how far it lies to the right and down, mm.

    Raises RuleBroken like `records_of`, and "paper.unknown_medium", "paper.medium", "paper.shift"
    or "paper.no_boxes".
    """
    from counter.printing.forms import medium_of
    from counter.printing.press import pdf_of

    if size:
        medium_of(form, size)
    records = [
        record
        for one in ([copy] if isinstance(copy, str) else copy)
        for record in records_of(
            db,
            form,
            number,
            at=at,
            copy=PaperCopy(one),
            reprint=reprint,
            language=language,
            exactly=exactly,
        )
    ]
    return pdf_of(form, *records, size=size, dot=dot, shift=shift, stock=stock)
