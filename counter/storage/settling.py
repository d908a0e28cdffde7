"""Settles a conflict within an act: a write that has seen all that stood against each other, so
that none of it is a leaf any more on any replica (sync.md §4.3).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from counter.domain.refusals import RuleBroken
from counter.storage import contention, versions
from counter.storage.applying import Group
from counter.storage.catalogue import BY_NAME, Column, Kind, Merge
from counter.storage.contention import FIELD, Written
from counter.storage.database import Connection
from counter.storage.subjects import Subjects

KEY_LETTERS = 8
#: what a state, a moment or a reference may be is for the acts to say
CHOSEN_ONLY = ("_at", "_by", "_id", "_json")


def may_be_typed(column: Column) -> bool:
    """Whether people may give a value of their own for it."""
    is_of_acts = column.name == "currency" or column.name.endswith(CHOSEN_ONLY)
    return not (column.make or column.is_blob or is_of_acts)


def key_of(what: str, table: str, row_id: bytes, group: int) -> str:
    """What people call a conflict by; the same at every seat."""
    text = f"{what}/{table}/{row_id.hex()}/{group}".encode()
    return hashlib.sha256(text).hexdigest()[:KEY_LETTERS].upper()


@dataclass(frozen=True, slots=True)
class Open:
    """A conflict to be settled: the group, and its leaves, the one that stands first."""

    group: Group
    sides: tuple[Written, ...]

    @property
    def kind(self) -> Kind:
        """The kind of record it is about."""
        return BY_NAME[self.group[0]]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that were written together."""
        return self.kind.columns_of(self.group[2])


@dataclass(slots=True)
class Settling:
    """Conflicts as an act sees them; `closes` names what it has settled, for the seal."""

    db: Connection
    closes: dict[Group, tuple[str, ...]] = field(default_factory=dict[Group, tuple[str, ...]])

    def named(self, key: str) -> Open:
        """The conflict of that key. Raises RuleBroken "conflict.unknown", "conflict.by_act" where
        no choice settles it, "conflict.held_elsewhere" and "conflict.of_publisher" where another
        outlet has to.
        """
        for what, table, row_id, group in self.db.execute(
            "SELECT what, tbl, id, grp FROM contended ORDER BY what, tbl, id, grp"
        ).fetchall():
            if key_of(what, table, row_id, group) == key.strip().upper():
                if what != FIELD:
                    raise RuleBroken("conflict.by_act", conflict=key)
                self._check_ours(key, table, row_id)
                sides = contention.leaves_of(self.db, (table, row_id, group))
                return Open((table, row_id, group), tuple(sides))
        raise RuleBroken("conflict.unknown", conflict=key)

    def settle(self, conflict: Open, side: Written, given: Mapping[str, Any]) -> None:
        """Writes what one of its sides wrote, with `given` in its place where something is. Raises
        RuleBroken "conflict.not_typed" or "conflict.wrong_value".
        """
        kind, (table, row_id, group) = conflict.kind, conflict.group
        chosen = {name: self._value(kind, side, name) for name in conflict.columns}
        for name, value in given.items():
            chosen[name] = _checked(conflict, name, value)
        names = ", ".join(f'"{name}" = ?' for name in chosen)
        self.db.execute(f"UPDATE {table} SET {names} WHERE id = ?", (*chosen.values(), row_id))
        # said also where nothing differs: that it was settled is what travels
        said = {
            name: value.hex() if isinstance(value, bytes) else value
            for name, value in chosen.items()
        }
        self.db.execute(
            "INSERT INTO sync_pending(tbl, id, op, f) VALUES (?, ?, 'U', ?)",
            (table, row_id, json.dumps(said, ensure_ascii=False)),
        )
        lost = tuple(versions.name_of(one.version) for one in conflict.sides[1:])
        self.closes[table, row_id, group] = lost

    def open_count(self) -> int:
        """How many groups are contended."""
        (count,) = self.db.execute(
            "SELECT count(*) FROM contended WHERE what = ?", (FIELD,)
        ).fetchone()
        return int(count) - len(self.closes)

    def _check_ours(self, key: str, table: str, row_id: bytes) -> None:
        kind = BY_NAME[table]
        (own,) = self.db.execute("SELECT outlet FROM sync_gate").fetchone()
        if kind.merge is Merge.MASTER:
            (publisher,) = self.db.execute(
                f"SELECT publisher FROM {table} WHERE id = ?", (row_id,)
            ).fetchone()
            if publisher != own:
                raise RuleBroken("conflict.of_publisher", conflict=key, outlet=publisher)
        item = Subjects(self.db).item_of(kind, row_id, {})
        found = self.db.execute(
            "SELECT custodian FROM customer_item WHERE id = ?", (item,)
        ).fetchone()
        if found and found[0] != own:
            raise RuleBroken("conflict.held_elsewhere", conflict=key, outlet=found[0])

    def _value(self, kind: Kind, side: Written, name: str) -> Any:
        """What a side wrote into a column; what it did not say is as it was made."""
        column = kind.column(name)
        value = side.values.get(name, column.default)
        if name in kind.personal:
            if not isinstance(value, list):
                return ""
            kept = self.db.execute(
                "SELECT value FROM sync_personal WHERE entry = ? AND n = ?",
                (side.logged.n, value[0]),
            ).fetchone()
            return kept[0] if kept else ""
        return bytes.fromhex(value) if column.is_blob and isinstance(value, str) else value


def _checked(conflict: Open, name: str, value: Any) -> Any:
    if name not in conflict.columns:
        raise RuleBroken("conflict.other_field", field=name)
    column = conflict.kind.column(name)
    if not may_be_typed(column):
        raise RuleBroken("conflict.not_typed", field=name)
    wanted = int if column.sql == "INTEGER" else str
    if not (isinstance(value, wanted) or (value is None and column.nullable)):
        raise RuleBroken("conflict.wrong_value", field=name, given=str(value)[:40])
    return value
