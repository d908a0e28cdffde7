"""Whatever a printer can be, speak or say has a word on the screen, and each field is asked for."""

from dataclasses import fields

import pytest

from counter.language import Words
from counter.printing.devices.catalogue import Language, Printer, Way
from counter.printing.devices.device import State, Status
from counter.printing.forms import FORMS
from ui.language import PaperSpeech
from ui.screens.settings.printer_fields import MEANT, meant, stock_of, usual
from ui.screens.settings.printer_words import (
    FEEDS,
    LANGUAGES,
    STATES,
    WAYS,
    paper_name,
    state_words,
    stocks,
)

ASKED_OF_ALL = {"name", "language", "way", "address", "tells"}


def test_every_language_way_and_state_has_its_words():
    assert set(LANGUAGES) == set(MEANT) == set(FEEDS) == set(Language)
    assert set(WAYS) == set(Way)
    assert set(STATES) == set(State)
    assert set[str]().union(*MEANT.values(), ASKED_OF_ALL) == {one.name for one in fields(Printer)}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_they_are_words_of_the_language(language: str):
    speech = PaperSpeech(language)
    for state in State:
        text, tone = state_words(speech, Status(state))
        assert tone in {"ok", "warn", "danger", "grey"}
        assert (text == STATES[state][0]) is (language == "en")
    low, tone = state_words(speech, Status(State.READY, is_paper_low=True))
    assert (low != state_words(speech, Status(State.READY))[0], tone) == (True, "warn")
    names = [paper_name(speech, form) for form in FORMS]
    assert len(set(names)) == len(names)
    assert Words(language).language == language


def test_a_new_printer_begins_with_a_stock_that_is_offered():
    for language in Language:
        printer = usual(language)
        code = stock_of(printer, stocks(language))
        assert code == "any" if language is Language.DRIVER else code in {"60x40", "80mm"}
        assert ("tells" in meant(language, Way.TCP)) is (language is not Language.DRIVER)
        assert "tells" not in meant(language, Way.FOLDER)
