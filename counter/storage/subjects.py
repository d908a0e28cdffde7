"""Which item a row belongs to: whom an entry speaks of, and whose custody term a write carries."""

from collections.abc import Callable
from typing import Any, NamedTuple

from counter.storage import versions
from counter.storage.catalogue import BY_NAME, Kind
from counter.storage.database import Connection

#: what changed: table and row id
Touched = tuple[str, bytes]


class Erased(NamedTuple):
    """A row whose personal columns go; `parent` where its kind is found through that."""

    table: str
    id: bytes
    parent: bytes | None


class Subjects:
    """Finds the item a row belongs to, and that item's custody term; remembers them within one
    transaction.
    """

    def __init__(
        self,
        db: Connection,
        reference: Callable[[str, str, bytes], bytes | None] | None = None,
    ) -> None:
        """Reads through the writer's connection; `reference` knows what a row of a table names in a
        column where that is not written yet.
        """
        self._db = db
        self._reference = reference or self._written
        self._terms: dict[bytes, int] = {}

    def item_of(self, kind: Kind, row_id: bytes, values: dict[str, Any]) -> bytes:
        """The item a row belongs to; the row itself where it belongs to none, the nearest that is
        known where its parent is not here yet.
        """
        return self.path_of(kind, row_id, values)[-1]

    def path_of(self, kind: Kind, row_id: bytes, values: dict[str, Any]) -> list[bytes]:
        """The row and what leads from it to its item, as far as that is here."""
        path = [row_id]
        if not kind.item_path or kind.item_path == ("id",):
            return path
        if kind.item_path[0] in values:
            parent = values[kind.item_path[0]]
            found = bytes.fromhex(parent) if parent else None
        else:
            found = self._reference(kind.name, kind.item_path[0], row_id)
        for column, step in zip(kind.item_path[:-1], kind.item_path[1:], strict=True):
            if not found:
                break
            path.append(found)
            found = self._reference(table_of(column), step, found)
        return [*path, found] if found else path

    def term_of(self, item_id: bytes) -> int:
        """How often the item's custodian has changed (sync.md §4.2)."""
        if item_id not in self._terms:
            found = self._db.execute(
                "SELECT ver FROM customer_item WHERE id = ?", (item_id,)
            ).fetchone()
            group = BY_NAME["customer_item"].group_of("custodian")
            blob = found[0] if found else None
            self._terms[item_id] = versions.term_of(versions.read(blob, group))
        return self._terms[item_id]

    def pass_on(self, item_id: bytes, term: int) -> None:
        """The item has changed hands: what the same act writes further is the new holder's."""
        self._terms[item_id] = term

    def _written(self, table: str, column: str, row_id: bytes) -> bytes | None:
        found = self._db.execute(f"SELECT {column} FROM {table} WHERE id = ?", (row_id,)).fetchone()
        return found[0] if found else None


def table_of(reference: str) -> str:
    """The table a reference leads to: `card_id` is a repair card's, others are named alike."""
    return "repair_card" if reference == "card_id" else reference.removesuffix("_id")
