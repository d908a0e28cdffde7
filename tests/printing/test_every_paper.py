"""Every paper on every medium in every language: none is left out of the tests, none tells more of
a person than it may, and what no font has is told by its number.
"""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.domain.choices import PaperCopy
from counter.language import PAPER_LANGUAGES
from counter.papers import COPIED
from counter.printing import press
from counter.printing.forms import FORMS
from counter.printing.media import MEDIA, Feed
from counter.printing.preprinted import Stock
from counter.printing.sheet import Text
from tests.printing import media_samples, samples
from tests.printing.further_samples import KNOWS
from tests.printing.media_samples import papers_of
from tests.printing.test_preprinted import SAMPLES as ON_STOCK
from tests.printing.test_room import FEN, ITEM, letterhead, words
from tests.printing.test_room_media import EVERYWHERE, assert_room

#: whole name and phone stand on what the customer takes home or the shop files; nowhere else
WHOLE = {
    "item_receipt": {PaperCopy.CUSTOMER, PaperCopy.FILE},
    "settlement_statement": {PaperCopy.CUSTOMER, PaperCopy.FILE, PaperCopy.ACCOUNTS},
    "estimate": {PaperCopy.CUSTOMER, PaperCopy.FILE},
}
NAMES = {"zh_CN": "欧阳娜娜", "en": "Wilhelmina Brandt"}
MASKED = {"zh_CN": "欧阳**", "en": "W*"}
NAMELESS = ("item_label", "accessory_label", "repair_card", "item_register", "loss_declaration",
            "transfer")  # fmt: skip


def said(form: str, size: str, *papers: Any, stock: Stock = Stock.BLANK) -> str:
    sheets = press.sheets_of(form, *papers, size=size, stock=stock)
    texts = [mark.text for sheet in sheets for mark in sheet.marks if isinstance(mark, Text)]
    return "".join("".join(texts).split()).replace("\u00a0", "")


def test_every_paper_on_every_medium_in_every_language_has_a_picture_that_was_approved():
    wanted = {
        (form.name, size, language)
        for form in FORMS.values()
        for size in form.on
        for language in PAPER_LANGUAGES
    }
    shown = {
        (form, size, papers[0].language) for form, size, papers in media_samples.SAMPLES.values()
    }
    shown |= {
        (form, FORMS[form].medium.name, papers[0].language)
        for form, papers in samples.samples().values()
    }
    assert wanted - shown == set()
    on_stock = {(form, size, stock, language) for form, size, stock, language in ON_STOCK.values()}
    assert on_stock == {
        (form.name, size, stock, language)
        for form in FORMS.values()
        for size in form.stands
        for stock in (Stock.PREPRINTED, Stock.BOXES)
        for language in PAPER_LANGUAGES
    }


def test_the_papers_there_are_copies_of_are_those_that_name_a_person():
    copied = {form: set(copies) - {PaperCopy.ITEM} for form, copies in COPIED.items()}
    assert copied == WHOLE | {"transfer": {PaperCopy.FILE}}  # of which no copy names anybody


@pytest.mark.parametrize(("form", "size"), EVERYWHERE)
@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_no_paper_tells_more_of_a_person_than_it_may(form: str, size: str, language: str):
    """Over all copies: a whole name or phone only where it is the customer's, or filed."""
    told = replace(samples.TYPICAL[language], name=NAMES[language], masked=MASKED[language])
    name, phone = "".join(NAMES[language].split()), samples.PHONE
    for paper in papers_of(form, language, told):
        if getattr(paper, "declared_at", None):
            continue  # the declarant has shown who he is; his declaration is filed
        for copy in COPIED.get(form, (None,)):
            shown = replace(paper, copy=copy) if copy else paper
            if copy is PaperCopy.ITEM and form != "transfer":
                shown = replace(shown, customer_name=MASKED[language], phone="138****5678")
            read = said(form, size, shown)
            is_set = MEDIA[size].feed is Feed.CONTINUOUS and form == "item_receipt"
            may = copy in WHOLE.get(form, set()) and not is_set
            assert (name in read) == may, (copy, size)
            assert (phone in read) == may, (copy, size)


@pytest.mark.parametrize(
    ("form", "size"), [(form.name, size) for form in FORMS.values() for size in form.stands]
)
def test_a_set_that_is_struck_names_nobody_either(form: str, size: str):
    told = replace(samples.TYPICAL["zh_CN"], name=NAMES["zh_CN"], masked=MASKED["zh_CN"])
    (paper,) = papers_of(form, "zh_CN", told)
    read = said(form, size, paper, stock=Stock.PREPRINTED)
    with_item = MEDIA[size].feed is Feed.CONTINUOUS and form == "item_receipt"
    assert (NAMES["zh_CN"] in read) == (not with_item)
    assert (samples.PHONE in read) == (not with_item)
    assert NAMES["zh_CN"] not in said(form, size, paper, stock=Stock.BOXES)


def test_a_blank_declaration_answers_none_of_its_questions():
    for language in samples.LANGUAGES:
        told = samples.FULL[language]
        blank = papers_of("loss_declaration", language, told)[0]
        read = said("loss_declaration", "a5", blank)
        for asked in (told.item.model, told.item.serial, *told.item.accessories, told.name,
                      told.item.condition_note, KNOWS[language]):  # fmt: skip
            assert "".join(asked.split()) not in read


RARE, UNSEEN, SHOWN = "王𬱖䶮㛃", "🔋नम", "[U+1F50B][U+0928][U+092E]"


@pytest.mark.parametrize(("form", "size"), EVERYWHERE)
@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_rare_signs_are_drawn_and_unknown_ones_named_on_every_paper(
    form: str, size: str, language: str
):
    for written, shown in ((RARE, RARE), (UNSEEN, SHOWN)):
        told = samples.TYPICAL["en" if language == "en" else "zh_CN"]
        item = replace(told.item, product=written, model=written, shelf=written, fault=written,
                       accessories=(written,))  # fmt: skip
        told = replace(told, item=item, name=written, masked=written, clerk=written)
        paper = papers_of(form, language, told)[-1]
        if form == "item_register":
            paper = replace(paper, rows=(replace(paper.rows[0], masked_name=written),))
        if form == "part_label":
            paper = replace(paper, title=written)
        metrics = press.metrics()
        sheets = press.sheets_of(form, paper, size=size)
        texts = [mark for sheet in sheets for mark in sheet.marks if isinstance(mark, Text)]
        drawn = "".join(run for mark in texts for _, run in metrics.runs(mark.text, mark.face))
        assert shown[:9] in "".join(drawn.split())
        assert "\x00" not in drawn


def test_fifty_accessories_stand_on_card_and_labels_or_are_counted():
    pieces = tuple(f"附件{n}号" for n in range(1, 51))
    told = samples.TYPICAL["zh_CN"]
    told = replace(told, item=replace(told.item, accessories=pieces))
    (card,) = papers_of("repair_card", "zh_CN", told)
    for size in ("a6", "a5-portrait"):
        read = said("repair_card", size, card)
        assert [piece for piece in pieces if piece not in read] == []
        assert_room("repair_card", size, card)
    labels = samples.accessory_labels("zh_CN", told)
    for size in FORMS["accessory_label"].on:
        read = said("accessory_label", size, *labels)
        assert [f"{n}/50" for n in range(1, 51) if f"{n}/50" not in read] == []


ON = st.tuples(st.sampled_from(sorted(FORMS["estimate"].on)), st.sampled_from(PAPER_LANGUAGES), FEN)


@settings(max_examples=60)
@given(ON, st.lists(words(120), max_size=30), words(200), ITEM)
def test_any_estimate_and_declaration_has_room(
    on: tuple[str, str, int], names: list[str], name: str, facts: dict[str, Any]
):
    size, language, fen = on
    common = {"letterhead": letterhead(name, facts["fault"]), "note": name[:80]}
    for offered in papers_of("estimate", language):
        line = replace(offered.lines[0], amount_fen=fen, qty=999)
        paper = replace(
            offered,
            lines=tuple(replace(line, name=one) for one in names),
            agreed=tuple(range(1, len(names) + 1))[::2],
            **{field: facts[field] for field in ("product", "model", "serial", "fault")},
            **{"customer_name": name, "remark": name, "reprint": 2},
            **common,
            diagnosis=facts["condition_note"],
        )
        assert_room("estimate", size, paper)
    for declared in papers_of("loss_declaration", language):
        people = {"declarant": name, "id_type": name, "seen_by": name[:60]}
        paper = replace(declared, products=(name,) * 5, item_knowledge=facts["fault"])
        assert_room("loss_declaration", size, replace(paper, **people, **common))


@settings(max_examples=60)
@given(words(80), words(80), words(60), st.sampled_from(["60x40", "40x30"]))
def test_any_label_of_a_shelf_has_room(title: str, line: str, outlet: str, size: str):
    (paper,) = papers_of("shelf_label", "zh_CN")
    paper = replace(paper, title=title, line=line, outlet_name=outlet)
    assert_room("shelf_label", size, paper)
