"""What happened: to a case, read from the sealed log; to a unit, from all its cases."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from counter.storage.catalogue import BY_NAME
from counter.storage.database import Connection
from counter.storage.questions.naming import Names
from counter.storage.questions.numbered import item_of
from counter.storage.questions.reading import (
    Page,
    at_one_moment,
    cursor_of,
    page_size,
    place_after,
)
from counter.storage.questions.registers import END
from counter.storage.questions.written_values import WrittenValues

if TYPE_CHECKING:
    from counter.storage.entries import Change
    from counter.storage.logbook import Logged


class ChangeKind(StrEnum):
    """What an act did to a record."""

    NEW = "NEW"
    CHANGED = "CHANGED"
    ERASED = "ERASED"


@dataclass(frozen=True, kw_only=True)
class FieldNow:
    """A field and what was written: times in milliseconds, money in fen, people by name."""

    field: str
    value: str | int | None


@dataclass(frozen=True, kw_only=True)
class RecordChange:
    """One record an act wrote; `number` is its own, where it has one."""

    kind: str
    number: str
    change: ChangeKind
    fields: list[FieldNow]


@dataclass(frozen=True, kw_only=True)
class TimelineEntry:
    """One act, by whom (nobody for a change made past the program), and what it wrote."""

    at: int
    act: str
    by_code: str
    by_name: str
    changes: list[RecordChange]


_OPERATIONS = {"I": ChangeKind.NEW, "U": ChangeKind.CHANGED, "E": ChangeKind.ERASED}
#: the customer's page, the merge, and lines that have no name of their own
_UNTOLD = {"token", "publisher", "outlet_id", "corrects", "corrected_by", "reverses"}
_SUBJECTS = """
SELECT :item UNION SELECT customer_id FROM customer_item WHERE id = :item
UNION SELECT unit_id FROM customer_item WHERE id = :item
UNION SELECT receipt_id FROM receipt_line WHERE item_id = :item
"""


@at_one_moment
def timeline(
    db: Connection,
    *,
    number: str,
    masked: bool = True,
    after: str | None = None,
    limit: int = 50,
) -> Page[TimelineEntry]:
    """What was done to a case and its papers, from the sealed log, the newest last.

    `next` leads to what was before. Unless `masked` is false, names and phones stand masked; erased
    ones are empty.
    """
    item = item_of(db, number)
    subjects = {found for (found,) in db.execute(_SUBJECTS, {"item": item})}
    before = place_after(after) if after else (END, END)
    size = page_size(limit)
    reader = _Reader(db, subjects, masked=masked)
    found = [one for one in reader.entries() if one.order < before][: size + 1]
    told = [entry for one in reversed(found[:size]) for entry in reader.read(one.logged)]
    return Page(rows=told, next=cursor_of(*found[size - 1].order) if len(found) > size else None)


class _Told(NamedTuple):
    order: tuple[int, int]
    logged: "Logged"


def _order(told: _Told) -> tuple[int, int]:
    return told.order


class _Reader:
    """Reads entries for one case: only what speaks of its subjects, in words."""

    def __init__(self, db: Connection, subjects: set[bytes], *, masked: bool) -> None:
        from counter.storage.logbook import Logbook
        from counter.storage.subjects import Subjects

        self._subjects = subjects
        self._book = Logbook(db)
        self._belongs = Subjects(db)
        self._names = Names(db)
        self._values = WrittenValues(db, self._names, masked=masked)

    def entries(self) -> list[_Told]:
        """What speaks of the subjects, the newest first by the clock all seats share."""
        numbers = {n for one in self._subjects for n in self._book.speaking_of(one)}
        found = (self._book.entry(n) for n in numbers)
        told = [_Told((one.place.hlc, one.n), one) for one in found]
        return sorted(told, key=_order, reverse=True)

    def read(self, logged: "Logged") -> Iterator[TimelineEntry]:
        """The entry in words; nothing when it only speaks of others."""
        entry = logged.read()
        changes = [self._change(logged.n, one) for one in entry.changes if self._is_ours(one)]
        if changes:
            code, name = self._names.person(entry.actor)
            yield TimelineEntry(
                at=entry.at, act=entry.kind, by_code=code, by_name=name, changes=changes
            )

    def _is_ours(self, change: "Change") -> bool:
        if change.table == "loss_declaration":
            receipt = change.values.get("receipt_id")
            return isinstance(receipt, str) and bytes.fromhex(receipt) in self._subjects
        found = self._belongs.item_of(BY_NAME[change.table], change.id, change.values)
        return found in self._subjects

    def _change(self, entry: int, change: "Change") -> RecordChange:
        kind = BY_NAME[change.table]
        fields = [
            FieldNow(field=name, value=self._values.of(entry, kind, name, value))
            for name, value in change.values.items()
            if name not in _UNTOLD
        ]
        return RecordChange(
            kind=kind.name,
            number=self._names.number(kind, change.id),
            change=_OPERATIONS[change.op],
            fields=fields,
        )
