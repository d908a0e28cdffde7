"""Values as an entry of the book wrote them, as people read them: references by name, personal ones
masked.
"""

from typing import Any

from counter.domain import personal
from counter.storage.catalogue import Kind
from counter.storage.database import Connection
from counter.storage.questions.naming import Names


class WrittenValues:
    """Reads them for one question."""

    def __init__(self, db: Connection, names: Names, *, masked: bool) -> None:
        """Unless `masked`, names and phones stand as they were written; erased ones are empty."""
        self._db, self._names, self._is_masked = db, names, masked

    def of(self, entry: int, kind: Kind, name: str, value: Any) -> str | int | None:
        """What the entry of that number in this file wrote into a column."""
        if name in kind.personal:
            return self._masked(entry, name, value)
        if kind.column(name).is_blob:
            return self._names.of(kind, name, value)
        return value

    def _masked(self, entry: int, name: str, value: Any) -> str:
        if not isinstance(value, list):
            return ""
        kept = self._db.execute(
            "SELECT value FROM sync_personal WHERE entry = ? AND n = ?", (entry, value[0])
        ).fetchone()
        if kept is None:
            return ""
        if not self._is_masked:
            return kept[0]
        if "phone" in name:
            return personal.masked_phone(kept[0])
        return personal.masked_name(kept[0]) if "name" in name else "*"
