"""Texts in the language of whoever reads them.

Gettext catalogues of three rooms behind one small object.
"""

import gettext
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "zh_CN")
ROOMS = ("domain", "papers", "ui")
TRANSLATIONS = Path(__file__).resolve().parent.parent / "resources" / "translations"


def N_(text: str) -> str:  # the name translators' tools know
    """Mark a text for the catalogue where it is only named; `Words.say` translates it later."""
    return text


def N_AS(context: str, text: str) -> tuple[str, str]:
    """Mark a text that means different things in different places; for `Words.say_as`."""
    return context, text


class Words:
    """One language to speak: English is the source, every other one is read from its catalogues."""

    def __init__(self, language: str) -> None:
        """Take one of `LANGUAGES`; any other language is spoken in English."""
        self._language = language if language in LANGUAGES else "en"
        self._texts = _catalogues(self._language)

    @property
    def language(self) -> str:
        """The language spoken, as written in `LANGUAGES`."""
        return self._language

    def say(self, text: str, /, **facts: object) -> str:
        """Give `text` in this language with the facts in its {places}."""
        return _filled(self._texts.gettext(text), facts) if text else ""

    def say_as(self, context: str, text: str, /, **facts: object) -> str:
        """Like `say`, for an English text that means different things in different places."""
        return _filled(self._texts.pgettext(context, text), facts)

    def say_n(self, one: str, many: str, n: int, /, **facts: object) -> str:
        """Give `one` or `many` as this language counts; {n} is among the facts."""
        return _filled(self._texts.ngettext(one, many, n), {"n": n} | facts)


@cache
def _catalogues(language: str) -> gettext.NullTranslations:
    """The rooms' catalogues in a row, the first hit wins.

    Read once, they never change while running.
    """
    texts = gettext.NullTranslations()
    for room in reversed(ROOMS):
        path = TRANSLATIONS / language / "LC_MESSAGES" / f"{room}.mo"
        if path.is_file():
            with path.open("rb") as file:
                room_texts = gettext.GNUTranslations(file)
            room_texts.add_fallback(texts)
            texts = room_texts
    return texts


def _filled(text: str, facts: dict[str, object]) -> str:
    return text.format(**facts) if facts else text
