"""Texts in the language of whoever reads them.

Gettext catalogues of three rooms behind one small object.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from counter.compiled_texts import CONTEXT, CompiledTexts

LANGUAGES = ("en", "zh_CN")
CHINESE = "zh_CN"
BOTH = "both"  # Chinese and English side by side, on paper alone
PAPER_LANGUAGES = (*LANGUAGES, BOTH)
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

    def each(self) -> tuple["Words", ...]:
        """Each language by itself, for what is too long to stand side by side."""
        return (self,)

    def say(self, text: str, /, **facts: object) -> str:
        """Give `text` in this language with the facts in its {places}."""
        return _filled(self._found(text) or text, facts) if text else ""

    def say_as(self, context: str, text: str, /, **facts: object) -> str:
        """Like `say`, for an English text that means different things in different places."""
        return _filled(self._found(f"{context}{CONTEXT}{text}") or text, facts)

    def each_says(self, text: str, /) -> tuple[str, ...]:
        """What each language says by itself, for two lines of one place; the same once."""
        return tuple(dict.fromkeys(words.say(text) for words in self.each()))

    def each_says_as(self, context: str, text: str, /) -> tuple[str, ...]:
        """Like `each_says`, for a text that means different things in different places."""
        return tuple(dict.fromkeys(words.say_as(context, text) for words in self.each()))

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


class BothWords(Words):
    """Chinese with the English behind it: what a paper says that both sides must read."""

    def __init__(self) -> None:
        """Speak both."""
        super().__init__("zh_CN")
        self._chinese, self._english = Words("zh_CN"), Words("en")

    @property
    def language(self) -> str:
        """As `PAPER_LANGUAGES` names it."""
        return BOTH

    def each(self) -> tuple[Words, ...]:
        """Chinese and English."""
        return self._chinese, self._english

    def say(self, text: str, /, **facts: object) -> str:
        """Give `text` in both languages; facts that end both stand once."""
        return _beside(self._chinese.say(text), self._english.say(text), facts)

    def say_as(self, context: str, text: str, /, **facts: object) -> str:
        """Like `say`, for an English text that means different things in different places."""
        return _beside(self._chinese.say_as(context, text), text, facts)

    def say_n(self, one: str, many: str, n: int, /, **facts: object) -> str:
        """Give `one` or `many` in both languages."""
        said = self._chinese.say_n(one, many, n, **facts)
        return _beside(said, self._english.say_n(one, many, n, **facts), {})


def words_of(language: str) -> Words:
    """What speaks a paper's language: one of `PAPER_LANGUAGES`."""
    return BothWords() if language == BOTH else Words(language)


def language_of(accepted: str, otherwise: str = LANGUAGES[0]) -> str:
    """The language of `Accept-Language` that the program speaks, `otherwise` for all others."""
    wanted: list[tuple[float, int, str]] = []
    for place, one in enumerate(accepted[:200].split(",")):
        tag, _, weight = one.strip().partition(";q=")
        try:
            wanted.append((-float(weight or 1), place, tag.strip().lower()))
        except ValueError:
            continue
    for _, _, tag in sorted(wanted):
        if tag.split("-")[0] == "zh":
            return CHINESE
        if tag.split("-")[0] == "en":
            return "en"
    return otherwise


def spoken(texts: Mapping[str, str], language: str) -> str:
    """A text that stands in each language, in one of `PAPER_LANGUAGES`: both stand once."""
    if language != BOTH:
        return texts.get(language, "")
    return " ".join(dict.fromkeys(filter(None, (texts.get(CHINESE), texts.get("en")))))


def chip_word(chip: Mapping[str, str], language: str) -> str:
    """What a chip of a list of the shop's is called, its code where it has no name."""
    names = {one: chip.get(key) or chip["code"] for one, key in ((CHINESE, "zh"), ("en", "en"))}
    return spoken(names, language if language in (CHINESE, BOTH) else "en")


_FACTS_AT_START = re.compile(r"(?:\{\w+\}\W*){2,}")  # a lone number counts what follows it
_FACTS_AT_END = re.compile(r"\s*(?:\{\w+\}\s*)+$")


def _beside(chinese: str, english: str, facts: dict[str, object]) -> str:
    """修护卡 Repair card; 打印 Printed {at}. Lines stand under lines."""
    if chinese.strip() == english.strip() or not any(sign.isalnum() for sign in english):
        return _filled(chinese, facts)
    end, same = (_FACTS_AT_END.search(text) for text in (chinese, english))
    if end and same and end[0].split() == same[0].split():
        chinese = chinese[: end.start()]
    begin, same = (_FACTS_AT_START.match(text) for text in (chinese, english))
    if begin and same and begin[0].strip() == same[0].strip():
        english = english[same.end() :]
    between = "\n" if "\n" in chinese or "\n" in english else " "
    return _filled(f"{chinese}{between}{english}", facts)


@cache
def _catalogue(language: str, room: str) -> CompiledTexts | None:
    """A room's catalogue; it never changes while running."""
    path = TRANSLATIONS / language / "LC_MESSAGES" / f"{room}.mo"
    return CompiledTexts(path) if path.is_file() else None


def _filled(text: str, facts: dict[str, object]) -> str:
    return text.format(**facts) if facts else text
