"""Who sees a record besides the outlet that made it: whoever has held the item it belongs to.

Everything here only grows, so that the order in which changes arrive never matters.
"""

from collections import defaultdict
from collections.abc import Iterator

from counter.storage.catalogue import BY_NAME, Kind
from counter.storage.entries import Change
from counter.storage.ids import outlet_of

#: table and row id
Place = tuple[str, bytes]
ITEM = "customer_item"
#: what goes with an item though it may belong to others too
CARRIED = {"customer_id": "customer", "unit_id": "unit", "receipt_id": "item_receipt"}
TABLES = {
    "item_id": ITEM,
    "card_id": "repair_card",
    "estimate_id": "estimate",
    "settlement_id": "settlement",
    **CARRIED,
}


class Scopes:
    """Learns from changes which rows hang together; rows are known by table and id."""

    def __init__(self) -> None:
        self._references: dict[Place, dict[str, bytes]] = defaultdict(dict)
        self._granted: dict[Place, set[int]] = defaultdict(set)
        self._with: dict[bytes, set[Place]] = defaultdict(set)
        self._waiting: dict[Place, set[Place]] = defaultdict(set)
        self._fresh: dict[int, list[Place]] = {}

    def seers(self, table: str, row_id: bytes) -> set[int]:
        """The outlets that may see and write a row."""
        return {outlet_of(row_id)} | self._granted.get((table, row_id), set())

    def learn(self, change: Change) -> dict[int, list[Place]]:
        """Takes in a change; answers the rows each outlet sees from now on."""
        self._fresh = {}
        row = change.table, change.id
        kind = BY_NAME[change.table]
        told = {
            name: bytes.fromhex(str(change.values[name]))
            for name in _reference_columns(kind)
            if change.values.get(name)
        }
        if change.op == "I" or told:
            self._references[row] |= told
            self._place(row)
        custodian = change.values.get("custodian") if change.table == ITEM else None
        if isinstance(custodian, int):
            for one in (row, *self._with[change.id]):
                self._grant(one, custodian)
        return self._fresh

    def _place(self, row: Place) -> None:
        """Hangs a row on its item as far as the way there is known."""
        if row in self._waiting:  # rows that came before this one
            for one in self._waiting.pop(row):
                self._place(one)
        item, missing = self._item_of(row)
        if missing is not None and missing not in self._references:
            self._waiting[missing].add(row)
        if item is None:
            return
        for one in (row, *self._carried_by(row)):
            self._with[item].add(one)
            for outlet in self.seers(ITEM, item):
                self._grant(one, outlet)

    def _item_of(self, row: Place) -> tuple[bytes | None, Place | None]:
        """The item of a row, or the row on the way there that is not known yet."""
        path = BY_NAME[row[0]].item_path
        if not path:
            return None, None
        if path == ("id",):
            return row[1], None
        for column in path:
            found = self._references.get(row, {}).get(column)
            if found is None:
                return None, row
            row = TABLES[column], found
        return row[1], None

    def _carried_by(self, row: Place) -> Iterator[Place]:
        for column, found in self._references[row].items():
            if column in CARRIED:
                yield CARRIED[column], found

    def _grant(self, row: Place, outlet: int) -> None:
        if outlet in self.seers(*row):
            return
        self._granted[row].add(outlet)
        self._fresh.setdefault(outlet, []).append(row)


def _reference_columns(kind: Kind) -> list[str]:
    return [column.name for column in kind.columns if column.is_blob and column.name in TABLES]
