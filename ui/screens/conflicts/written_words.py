"""Fields and values of the book, as people call them."""

import json

from counter.glossary.records import FIELDS, YES_OR_NO, terms_of
from ui import terms
from ui.kit import Kit


class WrittenWords:
    """Says them in the language and the figures of the window."""

    def __init__(self, kit: Kit):
        self._kit = kit

    def field(self, name: str) -> str:
        """What a column is called."""
        return self._kit.language.say(FIELDS[name])

    def value(self, record: str, name: str, value: str | int | None) -> str:
        """What was written into it; a dash for nothing."""
        if value is None or value == "":
            return "–"
        if isinstance(value, int):
            return self._number(name, value)
        if name.endswith("_json"):
            return self._listed(value)
        known = terms_of(record, name, terms.CATEGORIES)
        return self._kit.language.say(known[value]) if value in known else value

    def _number(self, name: str, value: int) -> str:
        say, figures = self._kit.language.say, self._kit.figures
        if name.endswith("_at"):
            return figures.moment(value, self._kit.now())
        if name.endswith("_fen"):
            return figures.amount(value)
        if name in YES_OR_NO:
            return say("yes") if value else say("no")
        return str(value)

    def _listed(self, text: str) -> str:
        """A list of words as a sentence has it; anything else as it was written."""
        found = json.loads(text)
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            return text
        return self._kit.language.listing(found) if found else "–"
