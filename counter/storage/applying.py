"""Applies entries to the tables: the one way for a colleague's entries, a snapshot and a replay
(sync.md §4.3).

The rule is commutative, associative and idempotent: an insert stands once, each column group keeps
the write of the greatest version, an update that comes before its row is parked, an erasure is
final. Order never matters.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from counter.storage import entries, versions
from counter.storage.catalogue import BY_NAME, Kind
from counter.storage.database import Connection
from counter.storage.entries import Change, Entry
from counter.storage.erasing import erase, is_erased
from counter.storage.subjects import Subjects, Touched

#: personal values of one entry: number in the body -> (salt, value)
Personal = Mapping[int, tuple[bytes, str]]
#: a column group of a row: table, row id, number of the group
Group = tuple[str, bytes, int]


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


class _Applier:
    def __init__(self, db: Connection, entry: Entry, hlc: int, personal: Personal) -> None:
        self._db, self._entry, self._personal = db, entry, personal
        self._hlc = hlc if entry.first_hlc is None else entry.first_hlc
        self._subjects = Subjects(db)
        self.done = Applied([], [], set())

    def run(self) -> Applied:
        for change in self._entry.changes:
            kind = BY_NAME[change.table]
            item = self._subjects.item_of(kind, change.id, change.values)
            self.done.subjects.add(item)
            if change.op == "I":
                self._insert(kind, change)
            elif change.op == "U":
                self._update(kind, change)
            # the row itself may still be on its way: its name will not be kept when it comes
            elif erase(self._db, change):
                self.done.touched.append((kind.name, change.id))
        return self.done

    def _insert(self, kind: Kind, change: Change) -> None:
        present = self._db.execute(
            f"SELECT 1 FROM {kind.name} WHERE {kind.where}", kind.key(change.id, change.values)
        ).fetchone()
        if present:
            return
        plain, hashes = self._reveal(kind, change)
        names, values = ["id", *plain], [change.id, *plain.values()]
        if hashes:
            names.append("ph")
            values.append(_hashed(kind, None, hashes))
        places = ", ".join("?" * len(names))
        quoted = ", ".join(f'"{name}"' for name in names)
        self._db.execute(f"INSERT INTO {kind.name}({quoted}) VALUES ({places})", values)
        self.done.touched.append((kind.name, change.id))
        self.done.new.append((kind.name, change.id))
        self._unpark(kind, change.id)

    def _update(self, kind: Kind, change: Change) -> None:
        for group, values in _by_group(kind, change.values).items():
            base = (change.base or {})[kind.columns[group].name]
            generation = versions.generation_in(base) + 1
            version = versions.pack(change.term, generation, self._hlc, self._entry.eid)
            plain, hashes = self._reveal(kind, Change(change.table, change.id, "U", values))
            seen = versions.bases_in(base)
            self._set(kind, change.id, _Write(group, version, plain, hashes, seen))

    def _set(self, kind: Kind, row_id: bytes, write: _Write) -> None:
        group, version, plain, hashes = write.group, write.version, write.plain, write.hashes
        hidden = "ver, ph" if kind.personal else "ver"
        row = self._db.execute(
            f"SELECT {hidden} FROM {kind.name} WHERE id = ?", (row_id,)
        ).fetchone()
        if row is None:
            self.done.doubtful.add((kind.name, row_id, group))
            self._park(kind, row_id, write)
            return
        stands = versions.read(row[0], group)
        if version != stands and (version < stands or write.bases != (versions.name_of(stands),)):
            self.done.doubtful.add((kind.name, row_id, group))
        if not versions.wins(version, stands):
            return
        plain = plain | {"ver": versions.write(row[0], group, version)}
        if hashes:
            plain["ph"] = _hashed(kind, row[1], hashes)
        names = ", ".join(f'"{name}" = ?' for name in plain)
        self._db.execute(f"UPDATE {kind.name} SET {names} WHERE id = ?", (*plain.values(), row_id))
        self.done.touched.append((kind.name, row_id))

    def _park(self, kind: Kind, row_id: bytes, write: _Write) -> None:
        group, version, plain, hashes = write.group, write.version, write.plain, write.hashes
        where = "tbl = ? AND id = ? AND grp = ?"
        found = self._db.execute(
            f"SELECT ver FROM sync_parked WHERE {where}", (kind.name, row_id, group)
        ).fetchone()
        if not versions.wins(version, found[0] if found else None):
            return
        kept = {
            name: value.hex() if isinstance(value, bytes) else value
            for name, value in plain.items()
        }
        value = json.dumps(
            [kept, {name: link.hex() for name, link in hashes.items()}], ensure_ascii=False
        )
        self._db.execute(
            "INSERT OR REPLACE INTO sync_parked(tbl, id, grp, ver, val) VALUES (?, ?, ?, ?, ?)",
            (kind.name, row_id, group, version, value),
        )

    def _unpark(self, kind: Kind, row_id: bytes) -> None:
        found = self._db.execute(
            "SELECT grp, ver, val FROM sync_parked WHERE tbl = ? AND id = ?", (kind.name, row_id)
        ).fetchall()
        for group, version, value in found:
            kept, links = json.loads(value)
            plain = {name: _typed(kind, name, one) for name, one in kept.items()}
            hashes = {name: bytes.fromhex(link) for name, link in links.items()}
            self._set(kind, row_id, _Write(group, version, plain, hashes))
        if found:
            self._db.execute(
                "DELETE FROM sync_parked WHERE tbl = ? AND id = ?", (kind.name, row_id)
            )

    def _reveal(self, kind: Kind, change: Change) -> tuple[dict[str, Any], dict[str, bytes]]:
        """Columns as they are stored, and the hashes of the personal ones; unknown columns stay in
        the log only.
        """
        known = {column.name for column in kind.columns}
        erased = kind.personal and is_erased(self._db, change.id)
        plain: dict[str, Any] = {}
        hashes: dict[str, bytes] = {}
        for name, value in change.values.items():
            if name not in known:
                continue
            if name in kind.personal:
                plain[name], hashes[name] = "", b""
                if isinstance(value, list):
                    number, link = value
                    hashes[name] = bytes.fromhex(link)
                    _, plain[name] = self._personal.get(number, (b"", ""))
                if erased:
                    plain[name] = ""
            else:
                plain[name] = _typed(kind, name, value)
        return plain, hashes


def apply_entry(
    db: Connection,
    entry: Entry,
    hlc: int,
    personal: Personal,
    held: Collection[int] = (),
) -> Applied:
    """Applies one entry inside the caller's transaction, with capture off; `held` are the places of
    changes that its writer had no right to, which stay in the log alone.

    Raises KeyError when the entry names a table this program does not know: the caller keeps it
    for later.
    """
    if held:
        good = tuple(one for n, one in enumerate(entry.changes) if n not in held)
        entry = replace(entry, changes=good)
    unknown = {change.table for change in entry.changes} - BY_NAME.keys()
    if unknown:
        raise KeyError(*unknown)
    return _Applier(db, entry, hlc, personal).run()


def _typed(kind: Kind, name: str, value: Any) -> Any:
    return bytes.fromhex(value) if kind.column(name).is_blob and value is not None else value


def _by_group(kind: Kind, values: dict[str, Any]) -> dict[int, dict[str, Any]]:
    known = {column.name for column in kind.columns}
    groups: dict[int, dict[str, Any]] = {}
    for name, value in values.items():
        if name in known:
            groups.setdefault(kind.group_of(name), {})[name] = value
    return groups


def _hashed(kind: Kind, old: bytes | None, hashes: dict[str, bytes]) -> bytes | None:
    links = entries.read_links(old, len(kind.personal))
    for place, name in enumerate(kind.personal):
        links[place] = hashes.get(name, links[place])
    return entries.packed_links(links)
