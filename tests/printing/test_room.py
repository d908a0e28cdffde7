"""Whatever is written on a paper: nothing stands over anything else, and every code stays clear."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.domain.choices import PaperCopy
from counter.domain.papers import Letterhead
from counter.domain.states import Category
from counter.printing import press
from counter.printing.sheet import Text
from tests.printing import reading, samples

MARGINS = {
    "item_receipt": 6.0,
    "settlement_statement": 6.0,
    "item_register": 6.0,
    "repair_card": 4.0,
    "item_label": 1.0,
    "accessory_label": 0.75,
}
SAMPLES = samples.samples()
SIGNS = st.sampled_from("充电时灯亮，（）。机壳裂Wi-Fi 14 ProMMMMwww888···㐀𬱖🔋\n")


def words(most: int) -> st.SearchStrategy[str]:
    """Text of up to `most` signs, short and longest about equally often."""
    short = st.text(SIGNS, max_size=8)
    return short | st.text(SIGNS, min_size=most // 2, max_size=most)


def lists(most: int, longest: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(words(longest).filter(str.strip), max_size=most).map(tuple)


FEN = st.sampled_from([0, 5, 123_45, 999_999_999])
LANGUAGE = st.sampled_from(samples.LANGUAGES)
ITEM = st.fixed_dictionaries(
    {
        "product": words(60),
        "model": words(80),
        "serial": words(40),
        "fault": words(500),
        "accessories": lists(20, 60),
        "condition_words": lists(12, 10),
        "condition_found": lists(4, 10),
        "condition_note": words(300),
        "cover": words(80),
        "quoted_fen": FEN | st.none(),
        "deposit_fen": FEN,
        "declared_value_fen": FEN | st.none(),
        "shelf": words(20),
        "photos": st.sampled_from([0, 4, 120]),
    }
)


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_clashes_on_a_sample(name: str):
    form, papers = SAMPLES[name]
    assert_room(form, *papers)


@settings(max_examples=120)
@given(LANGUAGE, st.sampled_from(PaperCopy), st.lists(ITEM, min_size=1, max_size=3), words(60),
       st.integers(0, 12))  # fmt: skip
def test_any_receipt_has_room(
    language: str, copy: PaperCopy, items: list[dict[str, Any]], name: str, reprint: int
):
    paper = samples.receipt(language, samples.TYPICAL[language], copy, len(items))
    filled = tuple(replace(item, **facts) for item, facts in zip(paper.items, items, strict=True))
    paper = replace(
        paper,
        items=filled,
        customer_name=name,
        clerk=name,
        reprint=reprint,
        letterhead=letterhead(name, items[0]["fault"]),
    )
    assert_room("item_receipt", paper)


@settings(max_examples=80)
@given(LANGUAGE, ITEM, st.sampled_from(Category), words(20))
def test_any_card_and_label_has_room(
    language: str, facts: dict[str, Any], category: Category, name: str
):
    told = samples.TYPICAL[language]
    told = replace(told, item=replace(told.item, category=category, **facts), masked=name)
    assert_room("repair_card", samples.card(language, told))
    assert_room("item_label", samples.item_label(language, told))
    for label in samples.accessory_labels(language, told)[:3]:
        assert_room("accessory_label", label)


@settings(max_examples=80)
@given(LANGUAGE, st.lists(words(80), max_size=30), FEN, words(60), ITEM)
def test_any_statement_has_room(
    language: str, names: list[str], fen: int, customer: str, facts: dict[str, Any]
):
    paper = samples.settlement(language, samples.TYPICAL[language])
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
    assert_room("settlement_statement", paper)


@settings(max_examples=60)
@given(LANGUAGE, ITEM, words(60), st.integers(1, 30))
def test_any_register_has_room(language: str, facts: dict[str, Any], remark: str, rows: int):
    row = samples.register(language).rows[4]
    row = replace(
        row,
        product=facts["product"],
        model=facts["model"],
        serial=facts["serial"],
        accessories=facts["accessories"],
        shelf=facts["shelf"],
        masked_name=remark,
        technician=remark,
        moved=remark,
        notified=remark,
        remark=remark,
        clerk=remark,
        collector_id_type=remark,
        paid_fen=999_999_999,
    )
    assert_room("item_register", replace(samples.register(language), rows=(row,) * rows))


def test_a_clash_is_found():
    """The finder itself: a text moved into another, into a code's white, over the edge."""
    (sheet,) = press.sheets_of("item_label", samples.item_label("zh_CN", samples.TYPICAL["zh_CN"]))
    first = reading.marks_of([sheet], Text)[0]
    moved = {
        "over each other": replace(first, x=first.x + 1),
        "in the white": replace(first, x=48, y=8, size=8),
        "at the edge": replace(first, x=58, y=39, size=8),
    }
    for clash, mark in moved.items():
        with_it = replace(sheet, marks=(*sheet.marks, mark))
        assert any(clash in told for told in reading.clashes(with_it, press.metrics(), 1.0))


def letterhead(name: str, address: str) -> Letterhead:
    """An outlet that says much of itself."""
    phone = "+86 571 8800 0017-123"
    return Letterhead(
        outlet_name=name,
        outlet_address=address[:200],
        service_phone=phone,
        complaint_phone=phone,
    )


def assert_room(form: str, *papers: Any) -> None:
    for sheet in press.sheets_of(form, *papers):
        assert list(reading.clashes(sheet, press.metrics(), MARGINS[form])) == []
