"""What every medium must say, in every language: terms, whose copy, reprints, masks, no fapiao."""

from dataclasses import replace

import pytest

from counter.domain.choices import PaperCopy
from counter.language import BOTH, PAPER_LANGUAGES, Words, words_of
from counter.printing import press
from counter.printing.forms import FORMS, receipt_terms
from counter.printing.forms.letterhead import COPIES
from counter.printing.media import MEDIA, Feed
from counter.printing.sheet import Text
from tests.printing import reading, samples
from tests.printing.media_samples import papers_of

RECEIPTS = list(FORMS["item_receipt"].on)
STATEMENTS = list(FORMS["settlement_statement"].on)
SINGLE = [size for size in RECEIPTS if MEDIA[size].feed is not Feed.CONTINUOUS]
MASKED = [
    (form, size) for form in ("repair_card", "item_label", "accessory_label")
    for size in FORMS[form].on
]  # fmt: skip


def read(form: str, size: str, *papers: object) -> str:
    """All a paper says, without white space."""
    sheets = press.sheets_of(form, *papers, size=size)  # pyright: ignore[reportArgumentType]
    said = [mark.text for sheet in sheets for mark in sheet.marks if isinstance(mark, Text)]
    return "".join("".join(said).split())


def plain(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("size", RECEIPTS)
@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_the_terms_stand_whole_on_the_customer_s_copy(size: str, language: str):
    said = read("item_receipt", size, *papers_of("item_receipt", language))
    for speaking in words_of(language).each():
        for _, term in receipt_terms.terms(speaking):
            assert plain(term) in said


@pytest.mark.parametrize("size", STATEMENTS)
@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_every_sheet_of_a_statement_says_that_it_is_no_fapiao(size: str, language: str):
    (paper,) = papers_of("settlement_statement", language)
    paper = replace(paper, lines=paper.lines * 4)
    for sheet in press.sheets_of("settlement_statement", paper, size=size):
        said = plain("".join(mark.text for mark in sheet.marks if isinstance(mark, Text)))
        for speaking in words_of(language).each():
            not_one = speaking.say("Repair settlement only, not an invoice (fapiao)")
            assert plain(not_one) in said


@pytest.mark.parametrize("size", RECEIPTS)
@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_each_copy_says_whose_it_is(size: str, language: str):
    """Plies are printed at one blow, so each of them names all three."""
    (paper,) = papers_of("item_receipt", language)
    copies = (PaperCopy.CUSTOMER, PaperCopy.FILE, PaperCopy.ITEM)
    for copy in copies:
        said = read("item_receipt", size, replace(paper, copy=copy))
        named = copies if MEDIA[size].feed is Feed.CONTINUOUS else (copy,)
        for speaking in words_of(language).each():
            assert all(plain(speaking.say(COPIES[one])) in said for one in named)


@pytest.mark.parametrize("size", RECEIPTS)
def test_the_token_stands_on_what_the_customer_alone_takes_home(size: str):
    (paper,) = papers_of("item_receipt", "zh_CN")
    for copy in (PaperCopy.CUSTOMER, PaperCopy.FILE, PaperCopy.ITEM):
        sheets = press.sheets_of("item_receipt", replace(paper, copy=copy), size=size)
        codes = {code for sheet in sheets for _, code in reading.codes_drawn(sheet)}
        told = {code for code in codes if samples.TOKEN.upper() in code}
        assert bool(told) == (copy is PaperCopy.CUSTOMER and size in SINGLE)


@pytest.mark.parametrize("form", ["item_receipt", "settlement_statement", "repair_card"])
@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_a_reprint_says_so_on_every_medium(form: str, language: str):
    (paper,) = papers_of(form, language)
    again = plain(words_of(language).each()[0].say_as("paper", "Reprint {n}", n=3))
    for size in FORMS[form].on:
        first, third = (read(form, size, replace(paper, reprint=n)) for n in (0, 3))
        # in both languages the number ends what both say
        assert again in third or (language == BOTH and "补打Reprint3" in third), size
        assert "补打" not in first
        assert "Reprint" not in first


@pytest.mark.parametrize(("form", "size"), MASKED)
@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_card_and_labels_tell_nobody_who_the_customer_is(form: str, size: str, language: str):
    told = samples.TYPICAL["en" if language == "en" else "zh_CN"]
    said = read(form, size, *papers_of(form, language, told))
    assert plain(told.name) not in said
    assert samples.PHONE not in said
    assert samples.PHONE[-4:] in said


@pytest.mark.parametrize("size", RECEIPTS)
def test_a_set_has_no_name_on_it_because_one_ply_lies_with_the_item(size: str):
    said = read("item_receipt", size, *papers_of("item_receipt", "zh_CN", samples.TYPICAL["zh_CN"]))
    assert (samples.NAME in said) == (size in SINGLE)
    assert (samples.PHONE in said) == (size in SINGLE)
    assert samples.PHONE[-4:] in said


def test_a_thermal_receipt_says_that_it_fades():
    for size, fades in (("80mm", True), ("58mm", True), ("a5", False)):
        assert ("褪色" in read("item_receipt", size, *papers_of("item_receipt", "zh_CN"))) is fades


def test_a_fact_that_ends_what_both_languages_say_stands_once():
    both = words_of(BOTH)
    assert both.language == BOTH
    assert both.say_as("paper", "Printed {at}", at="10:18") == "打印 Printed 10:18"
    assert both.say_n("{n} photo", "{n} photos", 4) == "照片 4 张 4 photos"
    assert both.say_as("between", ", ") == "、"
    assert both.say("") == ""
    assert both.each_says("Repair card") == ("修护卡", "Repair card")
    assert Words("en").each_says("Repair card") == ("Repair card",)
