"""Paper that has its boxes already: what is struck onto it, in its place, and what is on it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from counter.domain.refusals import RuleBroken
from counter.language import PAPER_LANGUAGES, Words, words_of
from counter.printing import media, press
from counter.printing.forms import FORMS, medium_of
from counter.printing.media import MEDIA, Feed
from counter.printing.preprinted import Stock
from counter.printing.sheet import DOT, Bars, Square, Text
from counter.wording import sentence
from tests.conftest import FAILURES
from tests.printing import reading, samples
from tests.printing.media_samples import papers_of
from tests.printing.reading import GREY
from tests.printing.test_room import FEN, ITEM, words

APPROVED = Path(__file__).parent / "approved" / "preprinted"
TOLERANCE = 16
STANDING = [(form.name, size) for form in FORMS.values() for size in form.stands]
SETS = [(form, size) for form, size in STANDING if MEDIA[size].feed is Feed.CONTINUOUS]
HALVES = (Stock.PREPRINTED, Stock.BOXES)
SAMPLES = {
    f"{form}.{size}.{stock.value.lower()}.{language}": (form, size, stock, language)
    for form, size in STANDING
    for stock in HALVES
    for language in PAPER_LANGUAGES
}


def said(sheet: Any) -> list[str]:
    return [mark.text for mark in sheet.marks if isinstance(mark, Text)]


@pytest.mark.parametrize("name", SAMPLES)
def test_it_looks_and_reads_as_approved(name: str, approving: bool):
    form, size, stock, language = SAMPLES[name]
    pdf = press.pdf_of(form, papers_of(form, language)[0], size=size, stock=stock, dot=DOT)
    lines, path = reading.lines_of(pdf), APPROVED / f"{name}.txt"
    for number, page in enumerate(reading.burnt(pdf), 1):
        picture, seen = APPROVED / f"{name}.{number}.png", reading.cells(page)
        if approving:
            reading.save_cells(seen, picture)
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        with Image.open(picture) as kept:
            approved = np.asarray(kept)
        assert approved.shape == seen.shape
        if reading.tiles(seen * GREY, approved * GREY, 4).max() > TOLERANCE:
            FAILURES.mkdir(parents=True, exist_ok=True)
            Image.fromarray(page).save(FAILURES / picture.name)
            pytest.fail(f"{picture.name} looks different")
    assert lines == path.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(("form", "size"), [on for on in STANDING if on[1] != "a4"])
@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_stock_and_what_is_struck_onto_it_are_the_whole_paper(form: str, size: str, language: str):
    paper = papers_of(form, language)[0]
    whole = FORMS[form].stands[size](paper, words_of(paper.language), press.metrics())
    struck = press.sheets_of(form, paper, size=size, stock=Stock.PREPRINTED)
    (stock, *_) = press.sheets_of(form, paper, size=size, stock=Stock.BOXES)
    assert sorted([*said(struck[0]), *said(stock)]) == sorted(said(whole[0]))
    values = (paper.number[9:14], paper.phone[-4:], paper.number)
    both = [*said(stock), *(code for _, code in reading.codes_drawn(stock))]
    assert not [text for text in both for value in values if value in text]


@pytest.mark.parametrize(("form", "size"), SETS)
@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_a_set_is_read_at_180_dpi(form: str, size: str, language: str):
    """Codes of three dots, nothing struck smaller than 9 points, tear strips left alone."""
    paper, medium = papers_of(form, language)[0], medium_of(form, size)
    asked: dict[str, Any] = {"size": size, "stock": Stock.PREPRINTED}
    sheets = press.sheets_of(form, paper, **asked)
    pages = reading.burnt(press.pdf_of(form, paper, **asked), 180)
    for sheet, page in zip(sheets, pages, strict=True):
        assert reading.codes_of(page) == reading.codes_drawn(sheet)
        assert {kind for kind, _ in reading.codes_drawn(sheet)} == {"bars", "square"}
        for mark in sheet.marks:
            if isinstance(mark, Bars | Square):
                assert mark.module == pytest.approx(3 * media.DOT_180)
            if isinstance(mark, Text):
                assert mark.size >= 9
        columns = np.flatnonzero((page == 0).any(axis=0)) * media.DOT_180
        assert columns.min() >= media.TEAR_STRIP + 5
        assert columns.max() <= media.CARRIER - media.TEAR_STRIP - 5
        assert list(reading.outside(sheet, press.metrics(), medium.side, medium.ends)) == []


@settings(max_examples=60)
@given(st.sampled_from(SETS), st.sampled_from(PAPER_LANGUAGES), ITEM, words(200), FEN)
def test_whatever_is_written_a_set_has_room(
    on: tuple[str, str], language: str, facts: dict[str, Any], name: str, fen: int
):
    (form, size), paper = on, papers_of(on[0], language)[0]
    medium = medium_of(form, size)
    if form == "item_receipt":
        item = replace(paper.items[0], **facts)
        paper = replace(paper, items=(item, item), customer_name=name, clerk=name[:60], reprint=3)
    else:
        line = replace(paper.lines[0], name=facts["fault"], gross_fen=fen, tax_fen=fen, qty=999)
        paper = replace(paper, lines=(line,) * 50, customer_name=name, product=name, reprint=3)
    for sheet in FORMS[form].stands[size](paper, words_of(paper.language), press.metrics()):
        assert list(reading.clashes(sheet, press.metrics(), 0)) == []
        assert list(reading.outside(sheet, press.metrics(), medium.side, medium.ends)) == []


@pytest.mark.parametrize(("form", "size"), SETS)
def test_what_a_box_cannot_hold_is_cut_with_a_sign(form: str, size: str):
    long = "".join(chr(0x4E00 + n) for n in range(3000))
    paper = papers_of(form, "zh_CN")[0]
    if form == "item_receipt":
        paper = replace(paper, items=(replace(paper.items[0], fault=long),))
    else:
        paper = replace(paper, product=long)
    texts = [text for sheet in press.sheets_of(form, paper, size=size, stock=Stock.PREPRINTED)
             for text in said(sheet)]  # fmt: skip
    assert any(text.endswith("…") and text[:3] in long for text in texts)


def test_a_sheet_of_another_shape_is_printed_whole():
    """The continuation of a receipt lies on white paper."""
    item = papers_of("item_receipt", "zh_CN")[0].items[0]
    paper = samples.receipt("zh_CN", samples.FULL["zh_CN"], papers_of("item_receipt", "en")[0].copy)
    paper = replace(paper, items=(item,) * 3)
    first, second, *_ = press.sheets_of("item_receipt", paper, stock=Stock.PREPRINTED)
    title = Words("zh_CN").say("Customer Item Receipt")
    assert title not in said(first)
    assert title in said(second)


def test_the_terms_stand_on_the_back_of_a_set():
    from counter.printing.forms.receipt_terms import terms

    for size in ("241-full", "241-half", "241-third"):
        paper = papers_of("item_receipt", "both")[0]
        _, back = press.sheets_of("item_receipt", paper, size=size, stock=Stock.BOXES)
        read = "".join("".join(said(back)).split())
        for language in samples.LANGUAGES:
            for _, text in terms(Words(language)):
                assert "".join(text.split()) in read


@pytest.mark.parametrize(("form", "size"), [("item_receipt", "80mm"), ("item_label", "60x40")])
def test_a_medium_without_boxes_is_refused_in_words(form: str, size: str):
    with pytest.raises(RuleBroken) as refused:
        press.sheets_of(form, papers_of(form, "en")[0], size=size, stock=Stock.PREPRINTED)
    assert refused.value.rule == "paper.no_boxes"
    for language in samples.LANGUAGES:
        assert size in sentence("paper.no_boxes", refused.value.facts, Words(language))


def test_what_is_struck_follows_the_stock():
    paper = papers_of("item_receipt", "zh_CN")[0]
    asked: dict[str, Any] = {"size": "241-half", "stock": Stock.PREPRINTED}
    straight, moved = (
        [line.split(" ", 3) for line in reading.lines_of(
            press.pdf_of("item_receipt", paper, shift=shift, **asked))]
        for shift in ((0, 0), (-2, 1.5))
    )  # fmt: skip
    assert moved == [
        [page, f"{float(y) + 1.5:g}", f"{float(x) - 2:g}", text] for page, y, x, text in straight
    ]
