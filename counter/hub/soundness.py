"""Whether a change is one any seat can apply: what its program would never seal is held back, or it
would stop every neighbour that hears of it.
"""

from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from counter.storage import versions
from counter.storage.catalogue import Column, Kind
from counter.storage.entries import LINK_BYTES, Change

#: what can be added up as often as one likes; what a calendar has, in milliseconds since 1970 UTC
MOST, MOST_MOMENT = 10**12, 253_370_764_800_000
MOST_TERM, MOST_GENERATION = (1 << 16) - 1, (1 << 24) - 2
ID_BYTES = 16


def is_sound(kind: Kind, change: Change) -> bool:
    """Whether it can be applied; columns of a newer program are nobody's business here."""
    try:
        return len(change.id) == ID_BYTES and _is_op(kind, change) and _are_values(kind, change)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        return False


def _is_op(kind: Kind, change: Change) -> bool:
    match change.op:
        case "I":
            return True
        case "E":
            return bool(kind.personal)
        case "U":
            return kind.has_versions and _are_bases(kind, change)
        case _:
            return False


def _are_bases(kind: Kind, change: Change) -> bool:
    known = _columns(kind)
    groups = {kind.group_of(name) for name in change.values if name in known}
    for group in groups:
        base = (change.base or {})[kind.columns[group].name]
        if not 1 <= versions.generation_in(base) <= MOST_GENERATION:
            return False
    return type(change.term) is int and 0 <= change.term <= MOST_TERM


def _are_values(kind: Kind, change: Change) -> bool:
    columns = _columns(kind)
    said: dict[str, Any] = {name: v for name, v in change.values.items() if name in columns}
    if "id" in said:
        return False
    return all(
        _is_personal(value) if name in kind.personal else _is_value(columns[name], value)
        for name, value in said.items()
    )


@cache
def _columns(kind: Kind) -> dict[str, Column]:
    return {column.name: column for column in kind.columns}


def _is_personal(value: Any) -> bool:
    if isinstance(value, list):
        number, link = value  # pyright: ignore[reportUnknownVariableType]
        return type(number) is int and len(bytes.fromhex(link)) == LINK_BYTES  # pyright: ignore
    return value == ""


def _is_value(column: Column, value: Any) -> bool:
    if value is None:
        return column.nullable
    if column.sql == "INTEGER":
        return type(value) is int and _is_within(column.name, value)
    if column.is_blob:
        return len(bytes.fromhex(value)) >= 0
    return isinstance(value, str) and (column.name != "zone" or _is_zone(value))


def _is_within(name: str, value: int) -> bool:
    if name == "at" or name.endswith("_at"):
        return 0 <= value <= MOST_MOMENT
    return -MOST <= value <= MOST


@lru_cache(1_000)
def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
