"""Words finds a text in any room's catalogue and fills its places; the catalogues are whole."""

import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from counter.language import ROOMS, Words

TRANSLATIONS = Path(__file__).parents[1] / "packaging" / "translations.py"


def test_an_unknown_language_is_spoken_in_english():
    assert Words("xx").language == "en"
    assert Words("en").say("{n} of {all}", n=1, all=2) == "1 of 2"


def test_english_counts_one_and_many():
    words = Words("en")
    assert words.say_n("{n} item", "{n} items", 1) == "1 item"
    assert words.say_n("{n} item", "{n} items", 3) == "3 items"


def test_a_text_without_facts_may_hold_braces():
    assert Words("zh_CN").say("{not a place}") == "{not a place}"


@pytest.mark.parametrize("room", ROOMS)
def test_every_text_of_the_room_is_translated(room: str):
    told = subprocess.run(
        [sys.executable, str(TRANSLATIONS), "check", room],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.stdout + told.stderr).splitlines() == []


def test_no_text_is_translated_in_two_ways():
    """A text all rooms share has one translation: which room is asked first must not matter."""
    found: dict[tuple[str, str], str] = {}
    for room in ROOMS:
        catalogue = TRANSLATIONS.parents[1] / "resources/translations/zh_CN/LC_MESSAGES"
        with (catalogue / f"{room}.po").open("rb") as file:
            for message in read_po(file):
                key = (message.context or "", str(message.id))
                said = str(message.string)
                assert not message.id or found.setdefault(key, said) == said, key
