"""Where two hands wrote past each other (sync.md §4.3, decisions 19): column groups whose writes
have more than one leaf, and what two rows have that only one may.

A leaf is a write that no other one has seen. Which there are follows from the entries alone, so it
is the same in every file that holds them, in whatever order they came. Here is kept only where to
look: the log says the rest.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from counter.storage import versions
from counter.storage.applying import Group
from counter.storage.asking import among
from counter.storage.catalogue import BY_NAME
from counter.storage.database import Connection
from counter.storage.entries import Change, Entry, Value
from counter.storage.logbook import Logbook, Logged
from counter.storage.subjects import Subjects, Touched

FIELD, SERIAL, NUMBER = "FIELD", "SERIAL", "NUMBER"
#: what more units bear than this is no serial number but a word for none
MOST_SAME = 20


@dataclass(frozen=True, slots=True)
class Written:
    """One write of a column group: the version it made, those it had seen, what it wrote, and the
    entry it stands in.
    """

    version: bytes
    bases: tuple[str, ...]
    values: dict[str, Value]
    logged: Logged
    entry: Entry


def weigh(db: Connection, doubtful: Iterable[Group], log: Connection | None = None) -> None:
    """Notes which of these groups are contended; `log` is the file with the entries, where it is
    another one.
    """
    for table, row_id, group in doubtful:
        key = FIELD, table, row_id, group
        if len(leaves_of(log or db, (table, row_id, group))) > 1:
            db.execute("INSERT OR IGNORE INTO contended VALUES (?, ?, ?, ?, '')", key)
        else:
            db.execute(
                "DELETE FROM contended WHERE what = ? AND tbl = ? AND id = ? AND grp = ?", key
            )


def leaves_of(db: Connection, group: Group) -> list[Written]:
    """The writes of a group that no other one has seen, the one that stands first."""
    known = _writes_of(db, group)
    seen = {name for one in known.values() for name in one.bases}
    left = [version for version in known if versions.name_of(version) not in seen]
    return [known[version] for version in sorted(left, reverse=True)]


def _writes_of(db: Connection, group: Group) -> dict[bytes, Written]:
    """Every write of a group in the log, each once though it came by several chains."""
    table, row_id, number = group
    kind, book = BY_NAME[table], Logbook(db)
    column = kind.columns[number].name
    subjects = Subjects(db).path_of(kind, row_id, {})
    found: dict[bytes, Written] = {}
    for n in sorted({n for subject in subjects for n in book.speaking_of(subject)}):
        logged = book.entry(n)
        entry = logged.read()
        for change in _applied(db, n, entry):
            base = (change.base or {}).get(column)
            if (change.table, change.id, change.op) != (table, row_id, "U") or base is None:
                continue
            hlc = logged.place.hlc if entry.first_hlc is None else entry.first_hlc
            generation = versions.generation_in(base) + 1
            version = versions.pack(change.term, generation, hlc, entry.eid)
            names = kind.columns_of(number)
            values = {name: value for name, value in change.values.items() if name in names}
            written = Written(version, versions.bases_in(base), values, logged, entry)
            found.setdefault(version, written)
    return found


def _applied(db: Connection, n: int, entry: Entry) -> list[Change]:
    """The changes of an entry that were applied: but those held back, and none of one that names a
    table this program does not know.
    """
    held = {k for (k,) in db.execute("SELECT n FROM sync_held WHERE entry = ?", (n,))}
    good = [one for k, one in enumerate(entry.changes) if k not in held]
    return good if all(one.table in BY_NAME for one in good) else []


# -- what only one row may have -------------------------------------------------------------------


def note_serials(db: Connection, units: Collection[bytes]) -> None:
    """Units that have one serial number and were not made one, these among them."""
    query = "SELECT said FROM contended WHERE what = ? AND tbl = 'unit' AND id IN ({})"
    doubled = {serial for (serial,) in among(db, query, units, SERIAL)}
    query = "SELECT serial FROM unit WHERE id IN ({}) AND merged_into IS NULL"
    serials = {serial for (serial,) in among(db, query, units)} - {""}
    query = "SELECT said FROM contended WHERE what = ? AND said IN ({})"
    doubled |= {serial for (serial,) in among(db, query, serials, SERIAL)}
    query = (
        "SELECT serial FROM unit WHERE serial IN ({}) AND merged_into IS NULL "
        "GROUP BY serial HAVING count(*) > 1"
    )
    doubled |= {serial for (serial,) in among(db, query, serials)}
    for serial in sorted(doubled):
        _note_units(db, serial)


def _note_units(db: Connection, serial: str) -> None:
    same = db.execute(
        "SELECT id FROM unit WHERE serial = ? AND merged_into IS NULL LIMIT ?",
        (serial, MOST_SAME + 1),
    ).fetchall()
    db.execute("DELETE FROM contended WHERE what = ? AND said = ?", (SERIAL, serial))
    if 1 < len(same) <= MOST_SAME:
        group = BY_NAME["unit"].group_of("serial")
        rows = [(SERIAL, "unit", row_id, group, serial) for (row_id,) in same]
        db.executemany("INSERT OR REPLACE INTO contended VALUES (?, ?, ?, ?, ?)", rows)


def note_all_serials(db: Connection) -> None:
    """The same for every unit of a file."""
    db.execute("DELETE FROM contended WHERE what = ?", (SERIAL,))
    db.execute(
        "INSERT INTO contended SELECT ?, 'unit', id, ?, serial FROM unit WHERE merged_into IS NULL "
        "AND serial IN (SELECT serial FROM unit WHERE serial <> '' AND merged_into IS NULL "
        "GROUP BY serial HAVING count(*) BETWEEN 2 AND ?)",
        (SERIAL, BY_NAME["unit"].group_of("serial"), MOST_SAME),
    )


def note_number(db: Connection, number: str, rows: Iterable[Touched]) -> None:
    """Rows that bear one paper number."""
    db.executemany(
        "INSERT OR IGNORE INTO contended VALUES (?, ?, ?, ?, ?)",
        [
            (NUMBER, table, row_id, BY_NAME[table].group_of("number"), number)
            for table, row_id in rows
        ],
    )


def forget_doubles(db: Connection) -> None:
    """Before all of that is noted again from the rows."""
    db.execute("DELETE FROM contended WHERE what <> ?", (FIELD,))
