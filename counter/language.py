"""Texts in the language of whoever reads them.

Gettext catalogues of three rooms behind one small object.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from counter.compiled_texts import CONTEXT, CompiledTexts

LANGUAGES = ("en", "zh_CN")
ROOMS = ("ui", "domain", "papers")  # a text of several rooms is the same in each
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

    @property
    def language(self) -> str:
        """The language spoken, as written in `LANGUAGES`."""
        return self._language

    def say(self, text: str, /, **facts: object) -> str:
        """Give `text` in this language with the facts in its {places}."""
        return _filled(self._found(text) or text, facts) if text else ""

    def say_as(self, context: str, text: str, /, **facts: object) -> str:
        """Like `say`, for an English text that means different things in different places."""
        return _filled(self._found(f"{context}{CONTEXT}{text}") or text, facts)

    def say_n(self, one: str, many: str, n: int, /, **facts: object) -> str:
        """Give `one` or `many` as this language counts; {n} is among the facts."""
        forms = (room.text_of(one, many, n) for room in self._rooms())
        text = next((form for form in forms if form), one if n == 1 else many)
        return _filled(text, {"n": n} | facts)

    def _found(self, key: str) -> str | None:
        texts = (room.text(key) for room in self._rooms())
        return next((text for text in texts if text), None)

    def _rooms(self) -> Iterator[CompiledTexts]:
        """The catalogues of this language, each read when it is first come to."""
        rooms = (_catalogue(self._language, name) for name in ROOMS)
        return (room for room in rooms if room is not None)


@cache
def _catalogue(language: str, room: str) -> CompiledTexts | None:
    """A room's catalogue; it never changes while running."""
    path = TRANSLATIONS / language / "LC_MESSAGES" / f"{room}.mo"
    return CompiledTexts(path) if path.is_file() else None


def _filled(text: str, facts: dict[str, object]) -> str:
    return text.format(**facts) if facts else text
