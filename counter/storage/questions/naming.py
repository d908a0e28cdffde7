"""What people call a record that an entry of the book names by its id."""

from counter.storage.catalogue import Kind
from counter.storage.database import Connection

#: how a record of each table is called
_CALLED = {
    "person": "trim(code || ' ' || name)",
    "shelf": "name",
    "part": "code",
    "unit": "trim(brand || ' ' || model || ' ' || serial)",
    "outlet": "number",
    "seat": "digit",
    "customer_answer": "what",
}
#: which table a reference leads to, where its name does not say so
_TABLE_OF = {
    "answer_id": "customer_answer",
    "card_id": "repair_card",
    "item_id": "customer_item",
    "receipt_id": "item_receipt",
    "rework_of": "customer_item",
    "technician_id": "person",
    "by": "person",
}


class Names:
    """Finds names and remembers them for one question."""

    def __init__(self, db: Connection) -> None:
        """Reads through the question's connection."""
        self._db = db
        self._known: dict[tuple[str, str], str] = {}

    def person(self, actor: str) -> tuple[str, str]:
        """Code and name of who acted, by the id in hex; empty for nobody we know."""
        try:
            given = bytes.fromhex(actor)
        except ValueError:
            return "", ""
        found = self._db.execute("SELECT code, name FROM person WHERE id = ?", (given,)).fetchone()
        return found or ("", "")

    def number(self, kind: Kind, row_id: bytes) -> str:
        """The record's own number; empty where its kind has none."""
        if all(column.name != "number" or column.sql != "TEXT" for column in kind.columns):
            return ""
        return self._read(kind.name, "number", row_id)

    def of(self, kind: Kind, column: str, value: object) -> str | None:
        """What the record a reference leads to is called; None for no reference."""
        if not isinstance(value, str) or not value:
            return None
        table = _table_of(kind, column)
        if (table, value) not in self._known:
            called = _CALLED.get(table, "number")
            self._known[table, value] = self._read(table, called, bytes.fromhex(value))
        return self._known[table, value]

    def _read(self, table: str, called: str, row_id: bytes) -> str:
        found = self._db.execute(f"SELECT {called} FROM {table} WHERE id = ?", (row_id,)).fetchone()
        return str(found[0]) if found else ""


def _table_of(kind: Kind, column: str) -> str:
    if column == "merged_into":
        return kind.name
    if column in _TABLE_OF:
        return _TABLE_OF[column]
    return "person" if column.endswith("_by") else column.removesuffix("_id")
