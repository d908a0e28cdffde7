"""Words of the condition at intake: those that come with the program are never cut on a receipt."""

import json
from dataclasses import replace

import pytest

from counter.language import BOTH, PAPER_LANGUAGES
from counter.printing import press
from counter.services.item_kinds import DEFAULTS
from tests.printing import reading
from tests.printing.media_samples import papers_of

KINDS = json.loads(DEFAULTS.read_text("utf-8"))["kinds"]


@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_every_word_of_every_kind_stands_whole(language: str):
    (paper,) = papers_of("item_receipt", language)
    for kind in KINDS:
        pairs = [(chinese, english) for _, chinese, english in kind["conditions"]]
        words = tuple(
            " ".join(pair) if language == BOTH else pair[language == "en"] for pair in pairs
        )
        item = replace(paper.items[0], condition_words=words, condition_found=words[-2:])
        (sheet, *_) = press.sheets_of("item_receipt", replace(paper, items=(item,)))
        said = "".join(mark.text for mark in reading.marks_of([sheet], reading.Text))
        plain = "".join(said.split())
        cut = [word for word in words if "".join(word.split()) not in plain]
        assert cut == [], kind["code"]
