"""The merge rule over one row, apart from any file (sync.md §4.3): a hub keeps its picture of a
seat's tables by it. `applying` is the same rule over a shop's tables. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from counter.storage import entries, versions
from counter.storage.catalogue import Kind
from counter.storage.entries import Change
from counter.storage.proving import row_digest

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """What a write needs to know of the entry it stands in: its id, its hybrid clock, the personal
    values beside it: number in the body -> value.
    """

    eid: bytes
    hlc: int
    personal: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Write:
    """One column group as it comes: ids in hex, and the hashes of its personal columns in hex."""

    version: bytes
    values: Values
    links: dict[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A row as entries have made it so far: `values` holds what was said, ids in hex; None while
    its insert is on its way. `parked` are writes that wait for it, by group.
    """

    values: Values | None = None
    ver: bytes | None = None
    ph: bytes | None = None
    parked: tuple[tuple[int, Write], ...] = ()
    erased: bool = False


def merged(kind: Kind, row: Row, change: Change, act: Act) -> Row:
    """The row with one change more; the same in any order and however often. Raises ValueError,
    KeyError, TypeError, IndexError or OverflowError on a change that is none.
    """
    if change.op == "I":
        return row if row.values is not None else _inserted(kind, row, change, act)
    if change.op == "E":
        return _erased(kind, row)
    for group, values in _by_group(kind, change.values).items():
        generation = versions.generation_in((change.base or {})[kind.columns[group].name]) + 1
        version = versions.pack(change.term, generation, act.hlc, act.eid)
        row = _written(kind, row, group, Write(version, *_read(kind, row, values, act)))
    return row


def link_of(kind: Kind, row: Row) -> bytes | None:
    """What the row is known by in a digest (decisions 18); None while it is not here."""
    if row.values is None:
        return None
    values = row.values
    there = tuple(values.get(column.name, column.default) for column in kind.columns)
    return row_digest(kind, there, row.ph)


def _inserted(kind: Kind, row: Row, change: Change, act: Act) -> Row:
    values, links = _read(kind, row, change.values, act)
    values["id"] = change.id.hex()
    parked = row.parked
    row = replace(row, values=values, ph=_hashed(kind, None, links) if links else None, parked=())
    for group, write in parked:
        row = _written(kind, row, group, write)
    return row


def _written(kind: Kind, row: Row, group: int, write: Write) -> Row:
    if row.values is None:
        parked = dict(row.parked)
        if group in parked and not versions.wins(write.version, parked[group].version):
            return row
        return replace(row, parked=tuple(sorted((parked | {group: write}).items(), key=_group)))
    if not versions.wins(write.version, versions.read(row.ver, group)):
        return row
    return replace(
        row,
        values=row.values | write.values,
        ver=versions.write(row.ver, group, write.version),
        ph=_hashed(kind, row.ph, write.links) if write.links else row.ph,
    )


def _group(parked: tuple[int, Write]) -> int:
    return parked[0]


def _erased(kind: Kind, row: Row) -> Row:
    """The personal values go for good, their hashes stay."""

    def blank(values: Values) -> Values:
        return values | {name: "" for name in kind.personal if name in values}

    parked = tuple((n, replace(one, values=blank(one.values))) for n, one in row.parked)
    values = None if row.values is None else blank(row.values)
    return replace(row, values=values, parked=parked, erased=True)


def _read(kind: Kind, row: Row, said: Values, act: Act) -> tuple[Values, dict[str, str]]:
    """Columns as they are kept, and the hashes of the personal ones; unknown columns are left."""
    known = {column.name: column for column in kind.columns}
    values, links = dict[str, Any](), dict[str, str]()
    for name, value in said.items():
        if name not in known:
            continue
        if name in kind.personal:
            values[name], links[name] = "", ""
            if isinstance(value, list):
                number, links[name] = cast(list[Any], value)
                values[name] = "" if row.erased else act.personal.get(number, "")
        elif known[name].is_blob and value is not None:
            values[name] = bytes.fromhex(value).hex()
        else:
            values[name] = value
    return values, links


def _by_group(kind: Kind, values: Values) -> dict[int, Values]:
    known = {column.name for column in kind.columns}
    groups: dict[int, Values] = {}
    for name, value in values.items():
        if name in known:
            groups.setdefault(kind.group_of(name), {})[name] = value
    return groups


def _hashed(kind: Kind, old: bytes | None, new: dict[str, str]) -> bytes | None:
    links = entries.read_links(old, len(kind.personal))
    for place, name in enumerate(kind.personal):
        if name in new:
            links[place] = bytes.fromhex(new[name])
    return entries.packed_links(links)
