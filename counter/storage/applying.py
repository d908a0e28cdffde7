"""Applies entries to the tables: the one way for a colleague's entries, a snapshot and a replay
(sync.md §4.3).

The rule is commutative, associative and idempotent: an insert stands once, each column group keeps
the write of the greatest version, an update that comes before its row is parked, an erasure is
final. Order never matters.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from counter.storage import entries, versions
from counter.storage.catalogue import BY_NAME, Kind
from counter.storage.database import Connection
from counter.storage.entries import Change, Entry
from counter.storage.erasing import erase
from counter.storage.gathering import Gathered, Standing
from counter.storage.subjects import Subjects, Touched

#: personal values of one entry: number in the body -> (salt, value)
Personal = Mapping[int, tuple[bytes, str]]
#: a column group of a row: table, row id, number of the group
Group = tuple[str, bytes, int]
NOTHING = Entry(b"", "", "", 0, ())


@dataclass(frozen=True, slots=True)
class Applied:
    """What an entry did: rows touched, rows that are new (ledgers are summed from these), items it
    speaks of, groups where it had not seen what stands there or something was written beside it.
    """

    touched: list[Touched]
    new: list[Touched]
    subjects: set[bytes]
    doubtful: set[Group] = field(default_factory=set[Group])


@dataclass(frozen=True, slots=True)
class _Write:
    """One column group as it comes: its version, its columns, the hashes of the personal ones, the
    writes it has seen; one that was parked no longer says which.
    """

    group: int
    version: bytes
    plain: dict[str, Any]
    hashes: dict[str, bytes]
    bases: tuple[str, ...] = ()


class Applier:
    """Serves one transaction of the writer, with capture off. What it applies is in the file after
    `flush`.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._rows = Gathered(db)
        self._subjects = Subjects(db, self._rows.reference)
        self._entry, self._hlc = NOTHING, 0
        self._personal: Personal = {}
        self._done = Applied([], [], set())

    def read_ahead(self, coming: Iterable[Entry]) -> None:
        """Reads in few questions what these entries will need."""
        self._rows.read_ahead(change for entry in coming for change in entry.changes)

    def is_erased(self, row_id: bytes) -> bool:
        """Whether the personal columns of a row are gone for good."""
        return self._rows.is_erased(row_id)

    def apply(
        self, entry: Entry, hlc: int, personal: Personal, held: Collection[int] = ()
    ) -> Applied:
        """Applies one entry; `held` are the places of changes that its writer had no right to,
        which stay in the log alone.

        Raises KeyError when the entry names a table this program does not know: the caller keeps it
        for later.
        """
        if held:
            good = tuple(one for n, one in enumerate(entry.changes) if n not in held)
            entry = replace(entry, changes=good)
        unknown = {change.table for change in entry.changes} - BY_NAME.keys()
        if unknown:
            raise KeyError(*unknown)
        self._entry, self._personal = entry, personal
        self._hlc = hlc if entry.first_hlc is None else entry.first_hlc
        self._done = Applied([], [], set())
        for change in entry.changes:
            self._apply(BY_NAME[change.table], change)
        return self._done

    def flush(self) -> None:
        """Writes what was applied."""
        self._rows.flush()

    def _apply(self, kind: Kind, change: Change) -> None:
        item = self._subjects.item_of(kind, change.id, change.values)
        self._done.subjects.add(item)
        if change.op == "I":
            self._insert(kind, change)
        elif change.op == "U":
            self._update(kind, change)
        else:
            self._rows.flush()
            # the row itself may still be on its way: its name will not be kept when it comes
            if erase(self._db, change):
                self._done.touched.append((kind.name, change.id))
            self._rows.forget()

    def _insert(self, kind: Kind, change: Change) -> None:
        if self._rows.is_there(kind, change):
            return
        waiting = self._rows.parked(kind.name, change.id) if kind.has_versions else {}
        plain, hashes = self._reveal(kind, change.id, change.values)
        row = self._rows.add(kind, change, plain, _hashed(kind, None, hashes) if hashes else None)
        self._done.touched.append((kind.name, change.id))
        self._done.new.append((kind.name, change.id))
        for group, (version, value) in sorted(waiting.items()):
            kept, links = json.loads(value)
            blobs = _shape(kind, tuple(kept)).blobs
            plain = {name: _typed(one) if name in blobs else one for name, one in kept.items()}
            hashes = {name: bytes.fromhex(link) for name, link in links.items()}
            self._set(kind, change.id, row, _Write(group, version, plain, hashes))
        if waiting:
            self._rows.unpark(kind.name, change.id)

    def _update(self, kind: Kind, change: Change) -> None:
        row = self._rows.row(kind.name, change.id)
        told = change.values
        for group, names in _shape(kind, tuple(told)).groups:
            base = (change.base or {})[kind.columns[group].name]
            generation = versions.generation_in(base) + 1
            version = versions.pack(change.term, generation, self._hlc, self._entry.eid)
            values = told if len(names) == len(told) else {name: told[name] for name in names}
            plain, hashes = self._reveal(kind, change.id, values)
            write = _Write(group, version, plain, hashes, versions.bases_in(base))
            if row is None:
                self._done.doubtful.add((kind.name, change.id, group))
                self._park(kind, change.id, write)
            else:
                self._set(kind, change.id, row, write)

    def _set(self, kind: Kind, row_id: bytes, row: Standing, write: _Write) -> None:
        group, version = write.group, write.version
        stands = versions.read(row.ver, group)
        if version != stands and (version < stands or write.bases != (versions.name_of(stands),)):
            self._done.doubtful.add((kind.name, row_id, group))
        if not versions.wins(version, stands):
            return
        row.ver = versions.write(row.ver, group, version)
        if write.hashes:
            row.ph = _hashed(kind, row.ph, write.hashes)
        self._rows.write(kind, row_id, row, write.plain)
        self._done.touched.append((kind.name, row_id))

    def _park(self, kind: Kind, row_id: bytes, write: _Write) -> None:
        found = self._rows.parked(kind.name, row_id).get(write.group)
        if not versions.wins(write.version, found[0] if found else None):
            return
        kept = {
            name: value.hex() if isinstance(value, bytes) else value
            for name, value in write.plain.items()
        }
        links = {name: link.hex() for name, link in write.hashes.items()}
        text = json.dumps([kept, links], ensure_ascii=False)
        self._rows.park(kind.name, row_id, write.group, (write.version, text))

    def _reveal(
        self, kind: Kind, row_id: bytes, values: Mapping[str, Any]
    ) -> tuple[dict[str, Any], dict[str, bytes]]:
        """Columns as they are stored, and the hashes of the personal ones; unknown columns stay in
        the log only.
        """
        shape = _shape(kind, tuple(values))
        plain: dict[str, Any] = {name: values[name] for name in shape.plain}
        for name in shape.blobs:
            plain[name] = _typed(values[name])
        hashes: dict[str, bytes] = {}
        erased = bool(shape.personal) and self._rows.is_erased(row_id)
        for name in shape.personal:
            value = values[name]
            plain[name], hashes[name] = "", b""
            if isinstance(value, list):
                number, link = value
                hashes[name] = bytes.fromhex(link)
                if not erased:
                    _, plain[name] = self._personal.get(number, (b"", ""))
        return plain, hashes


def apply_entry(
    db: Connection,
    entry: Entry,
    hlc: int,
    personal: Personal,
    held: Collection[int] = (),
) -> Applied:
    """Applies one entry alone, as `Applier` does."""
    applier = Applier(db)
    done = applier.apply(entry, hlc, personal, held)
    applier.flush()
    return done


@dataclass(frozen=True, slots=True)
class _Shape:
    """What columns a change names: those as they are, those that come as hex, those whose value
    comes beside the entry, and all of these by the number of their group. Unknown ones are left
    out.
    """

    plain: tuple[str, ...]
    blobs: tuple[str, ...]
    personal: tuple[str, ...]
    groups: tuple[tuple[int, tuple[str, ...]], ...]


@lru_cache(maxsize=1024)  # a newer program may name others
def _shape(kind: Kind, names: tuple[str, ...]) -> _Shape:
    columns = {one.name: one for one in kind.columns}
    known = [name for name in names if name in columns]
    groups: dict[int, list[str]] = {}
    for name in known:
        groups.setdefault(kind.group_of(name), []).append(name)
    open_ones = [name for name in known if name not in kind.personal]
    return _Shape(
        tuple(name for name in open_ones if not columns[name].is_blob),
        tuple(name for name in open_ones if columns[name].is_blob),
        tuple(name for name in known if name in kind.personal),
        tuple((group, tuple(one)) for group, one in groups.items()),
    )


def _typed(value: Any) -> Any:
    return None if value is None else bytes.fromhex(value)


def _hashed(kind: Kind, old: bytes | None, hashes: dict[str, bytes]) -> bytes | None:
    links = entries.read_links(old, len(kind.personal))
    for place, name in enumerate(kind.personal):
        links[place] = hashes.get(name, links[place])
    return entries.packed_links(links)
