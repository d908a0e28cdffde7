"""How a record is written, as text. What SQLAlchemy would compile from the same catalogue is the
same (a test compares the two); importing it would cost every start more than the window does.
"""

from collections.abc import Sequence

from counter.storage.catalogue import Kind


def insert_sql(kind: Kind) -> str:
    """The INSERT of a whole record, with the record's field names as parameters."""
    names = [column.name for column in kind.columns]
    values = ", ".join(f":{name}" for name in names)
    return f"INSERT INTO {kind.name} ({', '.join(names)}) VALUES ({values})"


def update_sql(kind: Kind, fields: Sequence[str]) -> str:
    """The UPDATE of the named fields of one record, `row_id` being its id."""
    changed = ", ".join(f"{name}=:{name}" for name in fields)
    return f"UPDATE {kind.name} SET {changed} WHERE {kind.name}.id = :row_id"
