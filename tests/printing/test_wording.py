"""What stands printed on every paper: the approved Chinese, whole, and a version for the terms."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from counter.domain.choices import RECEIPT_WORDING, PaperCopy
from counter.domain.papers import SettlementPaper
from counter.language import PAPER_LANGUAGES, Words
from counter.printing import press
from counter.printing.forms import FORMS, item_receipt
from tests.printing import media_samples, reading, samples

PROJECT = Path(__file__).resolve().parents[2]
APPROVED_TERMS = {"2026-11": "51cf4f05dfbd38a6"}


def test_no_other_room_speaks_for_a_paper():
    """The rooms' catalogues are asked in turn: a word of another room must not shadow ours."""
    from babel.messages.pofile import read_po

    words = Words("zh_CN")
    path = PROJECT / "resources/translations/zh_CN/LC_MESSAGES/papers.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale="zh_CN")
    for message in catalogue:
        if isinstance(message.id, str) and message.id:
            said = (
                words.say_as(message.context, message.id)
                if message.context
                else words.say(message.id)
            )
            assert said == message.string


def test_new_terms_are_a_new_version():
    """A changed term: give RECEIPT_WORDING a new value and add its hash here, keep the old."""
    said = "\n".join(
        text
        for language in samples.LANGUAGES
        for pair in item_receipt.terms(Words(language))
        for text in pair
    )
    assert hashlib.sha256(said.encode()).hexdigest()[:16] == APPROVED_TERMS[RECEIPT_WORDING]


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_the_terms_stand_whole_on_the_customer_s_copy(language: str):
    told = samples.TYPICAL[language]
    paper = samples.receipt(language, told, PaperCopy.CUSTOMER)
    text = reading.text_of(press.pdf_of("item_receipt", paper))
    for title, term in item_receipt.terms(Words(language)):
        assert "".join(title.split()) in text
        assert "".join(term.split()) in text
    assert RECEIPT_WORDING in text


def test_every_sheet_of_a_statement_says_that_it_is_no_fapiao():
    paper = samples.settlement("zh_CN", samples.TYPICAL["zh_CN"], copies=4)
    for sheet in press.sheets_of("settlement_statement", paper):
        said = [mark.text for mark in reading.marks_of([sheet], reading.Text)]
        assert "本单为维修结算凭据，不作发票使用" in said


@pytest.mark.parametrize(
    ("deposit_fen", "label", "due"),
    [(0, "本次应收", "¥ 1,026.00"), (10000, "本次应收", "¥ 926.00"),
     (200000, "本次应退", "¥ 974.00"), (102600, "本次应收", "¥ 0.00")],
)  # fmt: skip
def test_what_is_due_or_goes_back(deposit_fen: int, label: str, due: str):
    text = reading.text_of(press.pdf_of("settlement_statement", statement(deposit_fen)))
    assert label in text
    assert due.replace(" ", "") in text
    assert "壹仟零贰拾陆元整" in text


def statement(deposit_fen: int) -> SettlementPaper:
    paper = samples.settlement("zh_CN", samples.TYPICAL["zh_CN"])
    return replace(paper, deposit_fen=deposit_fen)


def test_every_form_has_samples_in_both_languages():
    drawn = {(form, papers[0].language) for form, papers in samples.samples().values()}
    drawn |= {(form, papers[0].language) for form, _, papers in media_samples.SAMPLES.values()}
    assert drawn == {(form, language) for form in FORMS for language in PAPER_LANGUAGES}


def test_a_form_refuses_a_record_of_another():
    with pytest.raises(TypeError, match="item_label is not drawn from RepairCardPaper"):
        press.sheets_of("item_label", samples.card("zh_CN", samples.TYPICAL["zh_CN"]))


def test_the_words_may_be_another_language_than_the_record_says():
    label = samples.item_label("zh_CN", samples.TYPICAL["zh_CN"])
    assert "Due" in reading.text_of(press.pdf_of("item_label", label, words=Words("en")))
