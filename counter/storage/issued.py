"""Which record a paper number stands on, whatever its kind (decisions 11)."""

from collections.abc import Iterable

from counter.storage import contention
from counter.storage.asking import among
from counter.storage.database import Connection
from counter.storage.machine import SKIPPED_NUMBERS, Lease

#: the tables of numbered records as they are kept; a code is never given to another table
TABLES = {
    "customer_item": 1,
    "repair_card": 2,
    "item_receipt": 3,
    "part": 4,
    "customer": 5,
    "settlement": 7,
    "shelf": 8,
    "estimate": 9,
    "transfer": 10,
}
_NAMES = {code: name for name, code in TABLES.items()}
ISSUED, VOID, RESERVED = 0, 1, 2
LENGTH = 16
#: a number, and of the row that bears it table, id and state
Numbered = tuple[str, str, bytes, int]


def as_kept(number: str) -> int | None:
    """A number as the table keeps it, its first digit last: so the numbers of one day, whatever
    they are on, lie together; None for a text that is no paper number.
    """
    if len(number) != LENGTH or not number.isdecimal():
        return None
    return int(number[1:] + number[0])


def record_of_number(db: Connection, number: str) -> tuple[str, bytes] | None:
    """Table and id behind a number of 16 digits that was issued, or None."""
    kept = as_kept(number)
    if kept is None:
        return None
    found = db.execute("SELECT tbl, id FROM paper_number WHERE number = ?", (kept,)).fetchone()
    return (_NAMES[found[0]], found[1]) if found else None


def keep_numbers(db: Connection, told: Iterable[Numbered]) -> None:
    """Notes whose numbers are. Of two rows with one number the older id keeps it, whichever came
    first; the conflict inbox shows the other.
    """
    rows = list(told)
    query = "SELECT number, tbl, id, state FROM paper_number WHERE number IN ({})"
    asked = {as_kept(number) for number, _, _, _ in rows} - {None}
    known: dict[int, tuple[int, bytes, int]] = {
        number: (code, row_id, state) for number, code, row_id, state in among(db, query, asked)
    }
    written: list[tuple[int, int, bytes, int]] = []
    for number, table, row_id, state in rows:
        kept, row = as_kept(number), (TABLES[table], row_id, state)
        if kept is None or known.get(kept) == row:
            continue
        stands = known.get(kept, row)
        if stands[1] != row_id:
            other = _NAMES[stands[0]], stands[1]
            contention.note_number(db, number, (other, (table, row_id)))
        if row_id <= stands[1]:
            known[kept] = row
            written.append((kept, *row))
    db.executemany(
        "INSERT INTO paper_number(number, tbl, id, state) VALUES (?, ?, ?, ?) "
        "ON CONFLICT(number) DO UPDATE SET tbl = excluded.tbl, id = excluded.id, "
        "state = excluded.state",
        written,
    )


def counters(db: Connection) -> dict[str, int]:
    """The last number issued by this file, by "kind/seat/year"."""
    rows = db.execute("SELECT kind, seat, year, last FROM number_counter").fetchall()
    return {f"{kind}/{seat}/{year}": last for kind, seat, year, last in rows}


def skip_numbers(db: Connection, lease: Lease | None) -> None:
    """No number is given twice: counters go on after the highest this machine or the file has
    seen.
    """
    known = counters(db)
    for name, last in (lease.counters if lease else {}).items():
        known[name] = max(known.get(name, 0), last)
    for name, last in known.items():
        kind, seat, year = (int(part) for part in name.split("/"))
        db.execute(
            "INSERT OR REPLACE INTO number_counter(kind, seat, year, last) VALUES (?, ?, ?, ?)",
            (kind, seat, year, last + SKIPPED_NUMBERS),
        )
