"""Columns of records, and what was written into them, as people call them."""

import json

from counter.domain.money import figures
from counter.glossary.records import FIELDS, YES_OR_NO, terms_of
from counter.hub.console.texts import CATEGORIES, NOTHING, moment, name_of
from counter.language import Words


def field(words: Words, name: str) -> str:
    """What a column is called; its own name where a newer program has made it."""
    return name_of(words, FIELDS, name)


def value(words: Words, record: str, name: str, text: str, zone: str) -> str:
    """What was written into it by the outlet's clock; a dash for nothing."""
    if not text:
        return NOTHING
    if name.endswith("_json"):
        return _listed(text)
    if text.lstrip("-").isdecimal():
        return _number(words, name, int(text), zone)
    return name_of(words, terms_of(record, name, CATEGORIES), text)


def _number(words: Words, name: str, number: int, zone: str) -> str:
    if name.endswith("_at"):
        return moment(number, zone)
    if name.endswith("_fen"):
        return figures(number)
    if name in YES_OR_NO:
        return words.say("yes") if number else words.say("no")
    return str(number)


def _listed(text: str) -> str:
    """A list of words as words; anything else as it was written."""
    try:
        found = json.loads(text)
    except ValueError:
        return text
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        return text
    return ", ".join(found) or NOTHING
