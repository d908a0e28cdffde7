"""Who sees a record besides the outlet that made it: whoever has held the item it belongs to.

Everything here only grows, so that the order in which changes arrive never matters. Rows are known
by table and id; where they are kept is the store's affair.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from typing import Protocol

from counter.hub.adoption import Owners
from counter.storage.catalogue import BY_NAME, Kind
from counter.storage.entries import Change

#: table and row id
Row = tuple[str, bytes]
ITEM = "customer_item"
ID_DIGITS = 32
#: what goes with an item though it may belong to others too
CARRIED = {
    "customer_id": "customer",
    "unit_id": "unit",
    "receipt_id": "item_receipt",
    "transfer_id": "transfer",
}
TABLES = {
    "item_id": ITEM,
    "card_id": "repair_card",
    "estimate_id": "estimate",
    "settlement_id": "settlement",
    **CARRIED,
}


class Store(Protocol):
    """Keeps what is learnt."""

    def references(self, row: Row) -> dict[str, bytes] | None:
        """The rows a row names, by column; None for one that is not known yet."""
        ...

    def refer(self, row: Row, named: dict[str, bytes]) -> None:
        """The row is known, and names these too."""
        ...

    def granted(self, row: Row) -> set[int]:
        """The outlets that were let in on a row."""
        ...

    def grant(self, row: Row, outlet: int) -> None:
        """Lets an outlet in."""
        ...

    def rows_with(self, item: bytes) -> Iterable[Row]:
        """The rows that go with an item."""
        ...

    def put_with(self, item: bytes, row: Row) -> None:
        """The row goes with the item."""
        ...

    def wait(self, missing: Row, row: Row) -> None:
        """The way from `row` to its item leads through one that is not known yet."""
        ...

    def waited(self, row: Row) -> Iterable[Row]:
        """The rows that waited for this one; they wait no more."""
        ...


class Scopes:
    """Learns from changes which rows hang together."""

    def __init__(self, store: Store, owners: Owners) -> None:
        """`store` may lie in a transaction of the caller's."""
        self._store, self._owners = store, owners
        self._fresh: dict[int, list[Row]] = {}

    def seers(self, table: str, row_id: bytes) -> set[int]:
        """The outlets that may see and write a row."""
        granted = self._store.granted((table, row_id))
        return {self._owners.of_id(row_id)} | {self._owners.of_number(one) for one in granted}

    def learn(self, change: Change, writer: int) -> dict[int, list[Row]]:
        """Takes in a change an outlet wrote; answers the rows each outlet sees from now on."""
        self._fresh = {}
        row = change.table, change.id
        named = {
            name: bytes.fromhex(str(change.values[name]))
            for name in _reference_columns(BY_NAME[change.table])
            if change.values.get(name)
        }
        if change.op == "I" or named:
            self._store.refer(row, named)
            self._place(row)
        custodian = change.values.get("custodian") if change.table == ITEM else None
        if isinstance(custodian, int):
            for one in (row, *self._store.rows_with(change.id)):
                self._grant(one, self._owners.of_number(custodian, writer))
        return self._fresh

    def _place(self, row: Row) -> None:
        """Hangs a row on its item as far as the way is known, and those that waited for it."""
        for one in self._store.waited(row):
            self._place(one)
        item, missing = self._item_of(row)
        if missing is not None and self._store.references(missing) is None:
            self._store.wait(missing, row)
        if item is None:
            return
        for one in (row, *self._carried_by(row)):
            self._store.put_with(item, one)
            for outlet in self.seers(ITEM, item):
                self._grant(one, outlet)

    def _item_of(self, row: Row) -> tuple[bytes | None, Row | None]:
        """The item of a row, or the row on the way there that does not lead on."""
        path = BY_NAME[row[0]].item_path
        if not path:
            return None, None
        if path == ("id",):
            return row[1], None
        for column in path:
            found = (self._store.references(row) or {}).get(column)
            if found is None:
                return None, row
            row = TABLES[column], found
        return row[1], None

    def _carried_by(self, row: Row) -> Iterator[Row]:
        for column, found in (self._store.references(row) or {}).items():
            if column in CARRIED:
                yield CARRIED[column], found

    def _grant(self, row: Row, outlet: int) -> None:
        if outlet in self.seers(*row):
            return
        self._store.grant(row, outlet)
        self._fresh.setdefault(outlet, []).append(row)


class MemoryStore:
    """Keeps what is learnt in memory."""

    def __init__(self) -> None:
        self._references: dict[Row, dict[str, bytes]] = {}
        self._granted: dict[Row, set[int]] = defaultdict(set)
        self._with: dict[bytes, set[Row]] = defaultdict(set)
        self._waiting: dict[Row, set[Row]] = {}

    def references(self, row: Row) -> dict[str, bytes] | None:
        """As `Store` says."""
        return self._references.get(row)

    def refer(self, row: Row, named: dict[str, bytes]) -> None:
        """As `Store` says."""
        self._references.setdefault(row, {}).update(named)

    def granted(self, row: Row) -> set[int]:
        """As `Store` says."""
        return self._granted.get(row, set())

    def grant(self, row: Row, outlet: int) -> None:
        """As `Store` says."""
        self._granted[row].add(outlet)

    def rows_with(self, item: bytes) -> list[Row]:
        """As `Store` says."""
        return list(self._with[item])

    def put_with(self, item: bytes, row: Row) -> None:
        """As `Store` says."""
        self._with[item].add(row)

    def wait(self, missing: Row, row: Row) -> None:
        """As `Store` says."""
        self._waiting.setdefault(missing, set()).add(row)

    def waited(self, row: Row) -> list[Row]:
        """As `Store` says."""
        return list(self._waiting.pop(row, ()))


def publisher_in(change: Change, writer: int) -> int:
    """Whose a master row is by this change: what is not said in an insert is the default, head
    office; what is not said in an update stays.
    """
    return int(str(change.values.get("publisher", 0 if change.op == "I" else writer)))


def named_by(change: Change) -> list[Row]:
    """The row of a change and those it names, as far as they can be read."""
    rows = [(change.table, change.id)]
    kind = BY_NAME.get(change.table)
    for column in _reference_columns(kind) if kind else ():
        said = change.values.get(column)
        if isinstance(said, str) and len(said) == ID_DIGITS:
            with suppress(ValueError):
                rows.append((TABLES[column], bytes.fromhex(said)))
    return rows


@cache
def _reference_columns(kind: Kind) -> tuple[str, ...]:
    return tuple(column.name for column in kind.columns if column.is_blob and column.name in TABLES)
