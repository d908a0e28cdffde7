"""What is wrong with an item as people read it: the names of its fault chips, then the customer's
own words.
"""

import json
from functools import lru_cache

from counter.language import BOTH, CHINESE, chip_word
from counter.storage.database import Connection
from counter.storage.questions.reading import Row, value

_LANGUAGE = "SELECT o.language FROM sync_gate g JOIN outlet o ON o.number = g.outlet"
CHIPS = "SELECT code, faults_json FROM item_kind ORDER BY active, k DESC"


class FaultWords:
    """Speaks one language; None = the outlet's own. The kinds of item are read once."""

    def __init__(self, db: Connection, language: str | None = None):
        """Made for one question: the kinds of item may change after it."""
        self._db, self._language = db, language
        self._kinds: dict[str, str] | None = None

    def of(self, found: Row, kind_code: str | None = None) -> str:
        """The fault of a row that has `_fault_codes`, `fault` and, unless it is given, `kind_code`.

        A chip that its kind no longer has is called by its code: what was ticked stays told.
        """
        codes = _codes(found["_fault_codes"] or "[]")
        words = found["fault"] or ""
        if not codes:
            return words
        chips = self._chips(kind_code if kind_code is not None else found["kind_code"])
        named = ("、" if self._is_chinese() else ", ").join(chips.get(c, c) for c in codes)
        between = "；" if self._is_chinese() else "; "
        return f"{named}{between}{words}" if words else named

    def _is_chinese(self) -> bool:
        if self._language is None:
            self._language = value(self._db, _LANGUAGE) or CHINESE
        return self._language in (CHINESE, BOTH)

    def _chips(self, kind_code: str | None) -> dict[str, str]:
        if self._kinds is None:
            self._kinds = dict(self._db.execute(CHIPS).fetchall())
        self._is_chinese()  # which finds out the language
        return _named(self._kinds.get(kind_code or "", "[]"), self._language or CHINESE)


@lru_cache(maxsize=1024)
def _codes(kept: str) -> tuple[str, ...]:
    """The codes of ticked chips; most items have one of the same few lists."""
    return tuple(json.loads(kept))


@lru_cache(maxsize=256)
def _named(chips: str, language: str) -> dict[str, str]:
    """The words for the codes of a list of chips; the same list is read once."""
    return {c["code"]: chip_word(c, language) for c in json.loads(chips)}
