"""Every paper on everything it is printed on, in each language."""

from dataclasses import replace
from functools import cache
from typing import Any

from counter.domain.choices import PaperCopy
from counter.domain.papers import Letterhead
from counter.language import BOTH, PAPER_LANGUAGES
from counter.printing import press
from counter.printing.forms import FORMS
from counter.printing.sheet import DOT, Sheet
from tests.printing import reading, samples
from tests.printing.further_samples import further_papers
from tests.printing.samples import Told
from tests.printing.signed_samples import NAME

CONDITIONS = tuple(
    f"{chinese} {english}"
    for chinese, english in zip(samples.CONDITIONS["zh_CN"], samples.CONDITIONS["en"], strict=True)
)
NAMES = [samples.HEADS[language].outlet_name for language in samples.LANGUAGES]
HEAD = replace(samples.HEADS["zh_CN"], outlet_name=" ".join(NAMES))


def told(language: str) -> Told:
    """Much in Chinese and in both languages; the usual in English, whose terms are longest."""
    if language == "en":
        return samples.TYPICAL["en"]
    full = samples.FULL["zh_CN"]
    if language == BOTH:
        found = (CONDITIONS[0], CONDITIONS[4], CONDITIONS[8])
        item = replace(full.item, condition_words=CONDITIONS, condition_found=found)
        return replace(full, item=item)
    return full


def papers_of(form: str, language: str, said: Told | None = None) -> list[Any]:
    """The papers of a form; on A4 two receipts share a sheet, so there are two of those."""
    said = said or told(language)
    of = "en" if language == "en" else "zh_CN"
    made: dict[str, list[Any]] = {
        "item_receipt": [samples.receipt(of, said, PaperCopy.CUSTOMER)],
        "settlement_statement": [samples.settlement(of, said)],
        "repair_card": [samples.card(of, said)],
        "item_label": [samples.item_label(of, said)],
        "accessory_label": samples.accessory_labels(of, said)[-1:],
        "item_register": [samples.register(of)],
    } | further_papers(of, said)
    return [_speaking(paper, language) for paper in made[form]]


def _speaking(paper: Any, language: str) -> Any:
    if language != BOTH:
        return paper
    if isinstance(getattr(paper, "letterhead", None), Letterhead):
        paper = replace(paper, letterhead=HEAD)
    return replace(paper, language=BOTH)


def media_samples() -> dict[str, tuple[str, str, list[Any]]]:
    """Name -> form, medium and papers; what `samples` shows already is left out."""
    made: dict[str, tuple[str, str, list[Any]]] = {}
    for form in FORMS.values():
        for size in form.on:
            for language in PAPER_LANGUAGES:
                shown = form.name in SHOWN and size == form.medium.name
                if not shown or language == BOTH:
                    papers = papers_of(form.name, language)
                    if size == "a4" and form.name in SHOWN:
                        papers.append(replace(papers[0], copy=PaperCopy.FILE))
                    made[f"{form.name}.{size}.{language}"] = form.name, size, papers
    for size in ("80mm", "58mm", "241-half"):
        (paper,) = papers_of("item_receipt", "zh_CN", samples.TYPICAL["zh_CN"])
        papers = [replace(paper, signed=NAME)]
        made[f"item_receipt.{size}.on_pad.zh_CN"] = "item_receipt", size, papers
    return made


SHOWN = {form for form, _ in samples.samples().values()}
SAMPLES = media_samples()


@cache
def printed(name: str) -> tuple[list[Sheet], bytes, list[reading.Bytes]]:
    """Sheets, PDF and dots of a sample, made once."""
    form, size, papers = SAMPLES[name]
    sheets = press.sheets_of(form, *papers, size=size)
    pdf = press.pdf_of(form, *papers, size=size, dot=DOT)
    return sheets, pdf, reading.burnt(pdf)
