"""Whatever is written, on whatever it is printed: nothing over anything else, nothing off paper."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.domain.choices import PaperCopy
from counter.domain.states import Category
from counter.language import PAPER_LANGUAGES
from counter.printing import press
from counter.printing.forms import FORMS, medium_of
from counter.printing.sheet import Text
from tests.printing import reading, samples
from tests.printing.media_samples import papers_of
from tests.printing.test_room import FEN, ITEM, letterhead, words

RARE = "王𬱖䶮㛃"
UNSEEN = "🔋 नमस्ते 👩‍🔧"
SHOWN = "[U+1F50B] [U+0928][U+092E]"
EVERYWHERE = [(form.name, size) for form in FORMS.values() for size in form.on]
FLOWING = [
    (form, size)
    for form, size in EVERYWHERE
    if form in ("estimate", "loss_declaration", "transfer")
    or (form in ("item_receipt", "settlement_statement") and size not in ("a5", "a4"))
]
LANGUAGE = st.sampled_from(PAPER_LANGUAGES)


ON = st.tuples(st.sampled_from(sorted(FORMS["item_receipt"].on)), LANGUAGE)
COPY = st.tuples(st.sampled_from(list(PaperCopy)[:3]), st.integers(0, 12))


@settings(max_examples=200)
@given(ON, COPY, st.lists(ITEM, min_size=1, max_size=3), words(200))
def test_any_receipt_has_room(
    on: tuple[str, str], copy: tuple[PaperCopy, int], items: list[dict[str, Any]], name: str
):
    (size, language), (whose, reprint) = on, copy
    (paper,) = papers_of("item_receipt", language)
    filled = tuple(replace(paper.items[0], **facts) for facts in items)
    paper = replace(
        paper,
        items=filled,
        copy=whose,
        customer_name=name,
        clerk=name[:60],
        reprint=reprint,
        letterhead=letterhead(name, items[0]["fault"]),
        note=name[:80],
        replaces_number=paper.number if reprint % 2 else "",
    )
    assert_room("item_receipt", size, paper)


@settings(max_examples=400)
@given(ON, st.lists(words(200), max_size=20), FEN, words(200), ITEM)
def test_any_statement_has_room(
    on: tuple[str, str], names: list[str], fen: int, customer: str, facts: dict[str, Any]
):
    size, language = on
    (paper,) = papers_of("settlement_statement", language)
    line = replace(paper.lines[0], unit_fen=fen, gross_fen=fen, net_fen=fen, tax_fen=fen, qty=999)
    paper = replace(
        paper,
        letterhead=letterhead(customer, facts["fault"]),
        lines=tuple(replace(line, name=name) for name in names),
        customer_name=customer,
        product=facts["product"],
        model=facts["model"],
        serial=facts["serial"],
        deposit_fen=fen,
        old_parts=facts["cover"],
    )
    assert_room("settlement_statement", size, paper)


@settings(max_examples=120)
@given(LANGUAGE, ITEM, st.sampled_from(Category), words(30))
def test_any_card_and_label_has_room(
    language: str, facts: dict[str, Any], category: Category, name: str
):
    said = samples.TYPICAL["en" if language == "en" else "zh_CN"]
    said = replace(said, item=replace(said.item, category=category, **facts), masked=name)
    for form in ("repair_card", "item_label", "accessory_label"):
        for paper in papers_of(form, language, said):
            for size in FORMS[form].on:
                assert_room(form, size, paper)


@settings(max_examples=15)
@given(LANGUAGE, words(60))
def test_any_register_has_room(language: str, remark: str):
    (paper,) = papers_of("item_register", language)
    rows = tuple(replace(row, remark=remark, technician=remark) for row in paper.rows)
    paper = replace(paper, rows=rows, narrowed=remark, printed_by=remark)
    assert_room("item_register", "", paper)


@pytest.mark.parametrize(("form", "size"), EVERYWHERE)
@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_what_is_rare_long_or_missing_has_room(form: str, size: str, language: str):
    for told in ("", RARE, UNSEEN, "姓" * 200, "W" * 200, "阿卜杜热合曼·麦麦提 " * 18):
        for paper in papers_of(form, language, _all(told)):
            assert_room(form, size, paper)


@pytest.mark.parametrize(("form", "size"), EVERYWHERE)
def test_what_is_cut_has_a_sign_and_the_rest_stands_whole(form: str, size: str):
    """Of two hundred signs each is there, or the last that is there is followed by …."""
    told = "".join(chr(0x4E00 + n) for n in range(200))
    paper = papers_of(form, "zh_CN", _all(told))[0]
    if form == "item_register":
        paper = replace(paper, rows=(replace(paper.rows[0], remark=told),))
    texts = _texts(form, size, paper)
    whole = told in "".join(texts)
    assert whole or any(text.endswith("…") and text[:3] in told for text in texts)
    if (form, size) in FLOWING:
        assert whole


@pytest.mark.parametrize(("form", "size"), FLOWING)
def test_rare_and_unknown_signs_are_told_where_text_flows(form: str, size: str):
    for told, shown in ((RARE, RARE), (UNSEEN, SHOWN)):
        paper = papers_of(form, "zh_CN", _all(told))[-1]
        read = reading.text_of(press.pdf_of(form, paper, size=size))
        assert "".join(shown.split()) in read
        assert "\x00" not in read


@pytest.mark.parametrize("size", [size for form, size in EVERYWHERE if form == "item_receipt"])
def test_fifty_accessories_stand_on_every_receipt(size: str):
    pieces = tuple(f"附件{n}号甲乙丙" for n in range(1, 51))
    (paper,) = papers_of("item_receipt", "zh_CN")
    paper = replace(paper, items=(replace(paper.items[0], accessories=pieces),))
    read = "".join(_texts("item_receipt", size, paper)).replace(" ", "").replace("\u00a0", "")
    assert [piece for piece in pieces if piece not in read] == []
    assert_room("item_receipt", size, paper)


def _all(text: str) -> samples.Told:
    """Everything that people write says this."""
    said = samples.TYPICAL["zh_CN"]
    item = replace(
        said.item,
        product=text,
        model=text,
        serial=text,
        fault=text,
        accessories=(text,) if text else (),
        condition_found=(),
        condition_note=text,
        cover=text,
        shelf=text[:60],
    )
    if not text:
        item = replace(item, accessories=("",), condition_words=())
    return replace(said, name=text, masked=text[:30], clerk=text[:60], item=item)


def _texts(form: str, size: str, paper: Any) -> list[str]:
    sheets = press.sheets_of(form, paper, size=size)
    return [mark.text for sheet in sheets for mark in sheet.marks if isinstance(mark, Text)]


def assert_room(form: str, size: str, paper: Any) -> None:
    medium = medium_of(form, size)
    for sheet in press.sheets_of(form, paper, size=size):
        assert list(reading.clashes(sheet, press.metrics(), 0)) == []
        assert list(reading.outside(sheet, press.metrics(), medium.side, medium.ends)) == []
