"""T7, T10, T12: a scanned code, the board, a reader beside a writer; against bare SQL."""

import random
import threading
import time
from functools import partial
from pathlib import Path

from counter.app import Counter
from counter.storage import database
from counter.storage.issued import as_kept
from counter.storage.questions.board import BOARD_ROWS, LANE_COUNTS, board
from counter.storage.questions.cases import case
from counter.storage.questions.fault_words import CHIPS
from counter.storage.questions.finding import find
from counter.storage.questions.reading import row_after
from counter.storage.shop import FILE
from tests.benchmarks._shop import NOW_MS, high, shop, times_of, told
from tests.storage.steps import steps_of

RUNS = 200


def main() -> None:
    """Print the figures of one run."""
    folder, machine = shop()
    db = database.open_reader(folder / FILE)
    chance = random.Random(7)
    numbers = [
        number for (number,) in db.execute("SELECT number FROM customer_item ORDER BY number")
    ]
    scanned(db, numbers, chance)
    boards(db)
    searched(db)
    beside_a_writer(folder, machine, numbers, chance)


def scanned(db: database.Connection, numbers: list[str], chance: random.Random) -> None:
    """T7, its data: everything known of a case, against its row alone by number."""
    ours = times_of(lambda: case(db, number=chance.choice(numbers)), RUNS)
    bare = times_of(lambda: _bare_case(db, chance.choice(numbers)), RUNS)
    told("T7 case by number, all that is known", ours, bare, "<= 5 ms")
    picked = (numbers[5], numbers[len(numbers) // 2])
    steps = [steps_of(db, partial(case, db, number=number)) for number in picked]
    print(f"{'':44} VM steps {sorted(steps)}")


def _bare_case(db: database.Connection, number: str) -> object:
    return db.execute(
        "SELECT i.*, u.*, c.* FROM paper_number p JOIN customer_item i ON i.id = p.id "
        "JOIN unit u ON u.id = i.unit_id JOIN customer c ON c.id = i.customer_id "
        "WHERE p.number = ?",
        (as_kept(number),),
    ).fetchall()


def boards(db: database.Connection) -> None:
    """T10, its data: the board of 50 against the same statements by bare SQL, nothing made of them
    (speed.md §2 compares ways of asking one query).
    """
    first = row_after("0.")
    order = "WHERE (o.promised_at, o.id) > (?, ?) ORDER BY o.promised_at, o.id LIMIT ?"

    def bare() -> None:
        db.execute("BEGIN")
        db.execute(BOARD_ROWS + order, (*first, 51)).fetchall()
        db.execute(LANE_COUNTS, (NOW_MS,)).fetchall()
        db.execute(CHIPS).fetchall()
        db.execute("COMMIT")

    ours = times_of(lambda: board(db, now_at=NOW_MS, language="zh_CN", limit=50), RUNS)
    limit = times_of(bare, RUNS)
    told("T10 board of 50 (24 open)", ours, limit, "<= 2 x")


def searched(db: database.Connection) -> None:
    """The search box, for the record: from one character or three digits."""
    for text in ("王", "王伟", "zw", "5678", "567", "999999"):
        took = times_of(partial(find, db, text=text), 60)
        print(f"{'find ' + text:44} {high(took, 0.5):9.3f} ms p50 {high(took):9.3f} p95")


def beside_a_writer(folder: Path, machine: Path, numbers: list[str], chance: random.Random) -> None:
    """T12: a reader's p99 while somebody writes 20 acts a second."""
    db = database.open_reader(folder / FILE)
    alone = times_of(lambda: case(db, number=chance.choice(numbers)), 600)
    stop = threading.Event()
    counter = Counter.open(folder, machine, lambda: NOW_MS)

    def write() -> None:
        while not stop.is_set():
            counter.do("save_draft", by="1001", form="check_in", body={"x": 1})
            counter.do("change_shelf", by="1009", shelf="A-01", name="A-01")
            time.sleep(0.1)

    writer = threading.Thread(target=write)
    writer.start()
    beside = times_of(lambda: case(db, number=chance.choice(numbers)), 600)
    stop.set()
    writer.join()
    counter.close()
    mine, theirs = high(beside, 0.99), high(alone, 0.99)
    print(f"{'T12 reader beside a writer, p99':44} {mine:9.3f} ms   alone {theirs:9.3f}   "
          f"x {mine / theirs:5.2f}   goal <= 3 x")  # fmt: skip


if __name__ == "__main__":
    main()
