"""T9: a durable check-in, sealed and signed, against the same rows by bare SQL; bytes a case."""

import random
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from counter.app import Counter
from counter.demo.day import Day
from counter.demo.shop import teller_at
from counter.storage import database, entries
from counter.storage.catalogue import BY_NAME
from counter.storage.schema import drop_triggers
from counter.storage.shop import FILE
from tests.benchmarks._shop import NOW_MS, high, shop

ACTS = 150


def main() -> None:
    """Print the figures of one run; acts and bare inserts take turns."""
    folder, machine = shop()
    with tempfile.TemporaryDirectory(prefix="counter-bench-") as scratch:
        home = Path(scratch)
        shutil.copytree(folder, home / "shop")
        shutil.copytree(machine, home / "machine")
        shutil.copytree(folder, home / "bare")
        compare(home)


def compare(home: Path) -> None:
    """T9, paired: one check-in by the counter, then its rows by bare inserts in another file."""
    day = Day(random.Random(3), ZoneInfo("Asia/Shanghai"))
    day.at = NOW_MS + 86_400_000
    day.serial = 500_000  # serial numbers nobody has yet
    day.counter = Counter.open(home / "shop", home / "machine", day.clock)
    teller = teller_at(day)
    bare = database.open_writer(home / "bare" / FILE)
    drop_triggers(bare)
    teller.take_in()
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(ACTS):
        day.wait(1)
        began = time.perf_counter()
        teller.take_in()
        ours.append((time.perf_counter() - began) * 1000)
        rows = rows_of_last_act(day.counter.shop.db)
        began = time.perf_counter()
        bare.execute("BEGIN IMMEDIATE")
        for statement, values in rows:
            bare.execute(statement, values)
        bare.execute("COMMIT")
        theirs.append((time.perf_counter() - began) * 1000)
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(
        f"{'T9 check-in, sealed and signed, FULL':44} {statistics.median(ours):9.3f} ms p50 "
        f"{high(ours):9.3f} p95   limit {statistics.median(theirs):9.3f}   x {ratio:5.2f}   "
        "goal <= 3 x raw"
    )
    print(f"{'':44} {1000 / statistics.median(ours):9.0f} check-ins a second, goal >= 100")
    day.counter.close()
    bare.close()


def rows_of_last_act(db: database.Connection) -> list[tuple[str, list[Any]]]:
    """INSERT statements, with values, of every row the last act made: its records, the entry and
    what stands beside it, numbers, board, search row and print jobs.
    """
    (n, body) = db.execute("SELECT n, body FROM sync_log ORDER BY n DESC LIMIT 1").fetchone()
    entry = entries.read_body(entries.expanded(body))
    ids = [change.id for change in entry.changes]
    made: list[tuple[str, list[Any]]] = []
    for change in entry.changes:
        names = ", ".join(f'"{column.name}"' for column in BY_NAME[change.table].columns)
        made += _rows(db, change.table, names, "id = ?", change.id)
    made += _rows(db, "sync_log", "n, chain, seq, hlc, sv, body, sig", "n = ?", n)
    made += _rows(db, "log_subject", "subject_id, entry", "entry = ?", n)
    made += _rows(db, "sync_personal", "eid, n, salt, value, subject", "eid = ?", entry.eid)
    for row_id in ids:
        made += _rows(db, "paper_number", "number, tbl, id, state", "id = ?", row_id)
        made += _rows(db, "open_item", "id, promised_at, state", "id = ?", row_id)
        made += _rows(db, "search_row", "id, tokens", "id = ?", row_id)
    job = ", ".join(f'"{column.name}"' for column in BY_NAME["print_job"].columns)
    return made + _rows(db, "print_job", job, "queued_at = ?", entry.at)


def _rows(
    db: database.Connection, table: str, names: str, where: str, value: object
) -> list[tuple[str, list[Any]]]:
    places = ", ".join("?" * len(names.split(", ")))
    insert = f"INSERT OR IGNORE INTO {table}({names}) VALUES ({places})"
    found = db.execute(f"SELECT {names} FROM {table} WHERE {where}", (value,)).fetchall()
    return [(insert, [*row]) for row in found]


if __name__ == "__main__":
    main()
