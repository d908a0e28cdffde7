"""Where two hands wrote past each other, as the hub can know it: the rule of
`counter.storage.contention` over the stored entries of all outlets (sync.md §4.3).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from counter.hub import tables as t
from counter.hub.routing import StreamRow
from counter.storage import versions
from counter.storage.catalogue import BY_NAME, Kind
from counter.storage.entries import Change, Entry
from counter.storage.merging import Act, Row


@dataclass(frozen=True, slots=True)
class Leaf:
    """A write no other one has seen: which version it made of what, in whose stream, by which
    chain and entry; `personal` are values that stand beside it, by their number in the body.
    """

    version: bytes
    bases: tuple[str, ...]
    values: Mapping[str, Any]
    personal: Mapping[int, str]
    outlet: int
    chain: bytes
    entry: Entry


def doubtful_groups(kind: Kind, row: Row, change: Change, act: Act) -> Iterator[int]:
    """The groups of a change whose write has not seen what stands in the row."""
    if change.op != "U":
        return
    for group, base in _bases(kind, change):
        generation = versions.generation_in(base) + 1
        version = versions.pack(change.term, generation, act.hlc, act.eid)
        stands = versions.read(row.ver, group)
        has_seen = versions.bases_in(base) == (versions.name_of(stands),)
        if row.values is None or (version != stands and (version < stands or not has_seen)):
            yield group


def leaves_of(db: sa.Connection, table: str, row_id: bytes, group: int) -> list[Leaf]:
    """The writes of a group that no other one has seen, the one that stands first. What is
    published is not looked for: entries about it are not noted by row.
    """
    known = {one.version: one for one in _writes_of(db, table, row_id, group)}
    seen = {name for one in known.values() for name in one.bases}
    left = [version for version in known if versions.name_of(version) not in seen]
    return [known[version] for version in sorted(left, reverse=True)]


def _writes_of(db: sa.Connection, table: str, row_id: bytes, group: int) -> Iterator[Leaf]:
    kind, speaks, log = BY_NAME[table], t.SPEAKS.c, t.OP_LOG.c
    same = sa.and_(log.outlet_no == speaks.outlet_no, log.pos == speaks.pos)
    mine = speaks.tbl == table, speaks.id == row_id
    found = db.execute(sa.select(speaks.n, t.OP_LOG).join(t.OP_LOG, same).where(*mine)).all()
    for one in found:
        row = StreamRow.read(one)
        if row.entry is None:
            continue
        change = row.entry.changes[int(one.n)]
        base = dict(_bases(kind, change)).get(group) if change.op == "U" else None
        if base is None:
            continue
        generation = versions.generation_in(base) + 1
        version = versions.pack(change.term, generation, row.hlc, row.entry.eid)
        columns = kind.columns_of(group)
        values = {name: value for name, value in change.values.items() if name in columns}
        personal = {n: value for n, _, value in row.personal}
        bases = versions.bases_in(base)
        yield Leaf(version, bases, values, personal, int(one.outlet_no), row.chain, row.entry)


def _bases(kind: Kind, change: Change) -> Iterator[tuple[int, str]]:
    """By group, what a change says it has seen; of a newer program's columns nothing is known."""
    known = {column.name for column in kind.columns}
    groups = {kind.group_of(name) for name in change.values if name in known}
    for group in sorted(groups):
        base = (change.base or {}).get(kind.columns[group].name)
        if base is not None:
            yield group, base
