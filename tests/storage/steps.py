"""What a question costs, counted exactly: steps of SQLite's machine, and what it looks at."""

import re
from collections.abc import Callable

from counter.storage.catalogue import KINDS
from counter.storage.database import Connection

#: they grow with the shop's people, shelves and price list, not with its days
SMALL = {"outlet", "seat", "person", "item_kind", "part", "shelf", "setting"}
GROWING = {kind.name for kind in KINDS} - SMALL | {
    "sync_log", "log_subject", "sync_personal", "paper_number", "search_row", "day_total",
    "open_item", "passcode",
}  # fmt: skip
_NAMED = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)(?:\s+(?:AS\s+)?(\w+))?", re.IGNORECASE)
_SCAN = re.compile(r"^SCAN (\w+)")
READ = 20  # SQLITE_READ
READS = ("SELECT", "WITH")


def steps_of(db: Connection, ask: Callable[[], object]) -> int:
    """How many steps of SQLite's machine a question takes; the same on every computer."""
    taken = 0

    def step() -> int:
        nonlocal taken
        taken += 1
        return 0

    ask()  # statements are prepared once
    db.set_progress_handler(step, 1)
    try:
        ask()
    finally:
        db.set_progress_handler(None, 0)
    return taken


def statements_of(db: Connection, ask: Callable[[], object]) -> list[str]:
    """The SELECTs a question runs, with what they were given."""
    said: list[str] = []
    db.set_trace_callback(said.append)
    try:
        ask()
    finally:
        db.set_trace_callback(None)
    return [
        sql for sql in dict.fromkeys(said) if sql.lstrip().upper().startswith(("SELECT", "WITH"))
    ]


def scans_of(db: Connection, sql: str) -> list[str]:
    """The growing tables a SELECT reads from end to end."""
    tables: dict[str, set[str]] = {}
    for table, alias in _NAMED.findall(sql):
        tables.setdefault(table, set()).add(table)
        tables.setdefault(alias or table, set()).add(table)
    found: list[str] = []
    for *_, detail in db.execute(f"EXPLAIN QUERY PLAN {sql}"):
        scanned = _SCAN.match(detail)
        if scanned and tables.get(scanned[1], set()) & GROWING:
            found.append(detail)
    return found


def columns_read(db: Connection, ask: Callable[[], object]) -> set[tuple[str, str]]:
    """Table and column of everything a question reads; `db` must not have prepared it before."""
    seen: set[tuple[str, str]] = set()

    def look(action: int, table: str | None, column: str | None, *_: object) -> int:
        if action == READ and table and column:
            seen.add((table, column))
        return 0

    db.set_authorizer(look)
    try:
        ask()
    finally:
        db.set_authorizer(None)
    return seen
