"""T9: a durable check-in, sealed and signed, against the same rows by bare SQL."""

import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from counter.app import Counter
from counter.demo.day import Day
from counter.demo.shop import teller_at
from counter.storage import database
from counter.storage.catalogue import BY_NAME
from counter.storage.logbook import Logbook
from counter.storage.schema import drop_triggers
from counter.storage.shop import FILE
from tests.benchmarks._shop import NOW_MS, high, shop

ACTS = 150
SYNC = re.compile(r"\b(?:fsync|fdatasync|sync_file_range)\(")
TAKE_IN = """
import sys
from pathlib import Path
from tests.benchmarks.book import day_of
home, acts = Path(sys.argv[1]), int(sys.argv[2])
day, teller = day_of(home)
for _ in range(acts):
    day.wait(1)
    teller.take_in()
import os
os._exit(0)  # what closing writes belongs to no check-in
"""


def main() -> None:
    """Print the figures of one run; acts and bare inserts take turns."""
    folder, machine = shop()
    with tempfile.TemporaryDirectory(prefix="counter-bench-") as scratch:
        home = Path(scratch)
        shutil.copytree(folder, home / "shop")
        shutil.copytree(machine, home / "machine")
        shutil.copytree(folder, home / "bare")
        compare(home)
        count_syncs(home)


def day_of(home: Path) -> tuple[Day, Any]:
    """A day after all others, and who takes in."""
    day = Day(random.Random(time.time_ns()), ZoneInfo("Asia/Shanghai"))
    day.at = NOW_MS + 86_400_000
    day.serial = 500_000 + time.time_ns() // 1_000 % 1_000_000_000  # numbers nobody has yet
    day.counter = Counter.open(home / "shop", home / "machine", day.clock)
    return day, teller_at(day)


def syncs_of(home: Path, acts: int) -> int:
    """How often a process that takes in so many items told the disk to keep what it has."""
    trace = home / "trace"
    command = ["strace", "-f", "-e", "trace=fsync,fdatasync,sync_file_range", "-o", str(trace)]
    program = [sys.executable, "-c", TAKE_IN, str(home), str(acts)]
    subprocess.run([*command, *program], check=True, capture_output=True, env=dict(os.environ))
    return len(SYNC.findall(trace.read_text("utf-8", "replace")))


def count_syncs(home: Path) -> None:
    """T9, exact on any machine: syncs of a check-in, beyond what opening the shop needs."""
    if not shutil.which("strace"):
        print("T9 syncs of a check-in: not counted, strace is not installed")
        return
    few, many = syncs_of(home, 5), syncs_of(home, 45)
    print(f"{'T9 syncs of a check-in':44} {(many - few) / 40:9.2f}      goal <= 1.1")


def compare(home: Path) -> None:
    """T9, paired: one check-in by the counter, then its rows by bare inserts in another file."""
    day, teller = day_of(home)
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
    (n,) = db.execute("SELECT max(n) FROM sync_log").fetchone()
    entry = Logbook(db).entry(n).read()
    ids = [change.id for change in entry.changes]
    made: list[tuple[str, list[Any]]] = []
    for change in entry.changes:
        names = ", ".join(f'"{column.name}"' for column in BY_NAME[change.table].columns)
        made += _rows(db, change.table, names, "id = ?", change.id)
        made += _rows(db, "log_subject", "subject_id, entries", "subject_id = ?", change.id)
    made += _rows(db, "sync_log", "n, sv, late, base, body, sig", "n = ?", n)
    made += _rows(db, "sync_personal", "entry, n, salt, value", "entry = ?", n)
    for row_id in ids:
        made += _rows(db, "paper_number", "number, tbl, id, state", "id = ?", row_id)
        made += _rows(db, "open_item", "id, promised_at, state", "id = ?", row_id)
        its_key = "k = (SELECT k FROM customer WHERE id = ?)"
        made += _rows(db, "search_row", "k, tokens", its_key, row_id)
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
