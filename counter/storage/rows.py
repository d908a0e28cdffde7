"""Rows as records and back."""

from dataclasses import fields
from typing import Any

from counter.storage.catalogue import BY_NAME, Kind


def stored(value: object) -> object:
    """A value as SQLite takes it: a state by its text."""
    return str(value) if isinstance(value, str) else value


def values_of(kind: Kind, record: object) -> dict[str, object]:
    """The columns of a record."""
    return {column.name: stored(getattr(record, column.name)) for column in kind.columns}


def record_of(kind: Kind, row: tuple[Any, ...]) -> Any:
    """A row as its record, with states in their own types."""
    values = {
        column.name: column.make(value) if column.make and value is not None else value
        for column, value in zip(kind.columns, row, strict=True)
    }
    return kind.record(**values)


def check_fields() -> None:
    """Raises AssertionError when a record and its catalogue entry speak of different fields."""
    for kind in BY_NAME.values():
        assert [f.name for f in fields(kind.record)] == [c.name for c in kind.columns], kind.name
