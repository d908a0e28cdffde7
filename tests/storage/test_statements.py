"""How many statements a screen asks for, and how often a check-in makes the disk keep it."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.storage import database
from counter.storage.questions.board import board
from counter.storage.questions.front import front
from counter.storage.shop import Shop
from tests.storage import counter_day as day
from tests.storage.conftest import NOON, found
from tests.storage.steps import scans_of, statements_of, steps_of

MOST = 5
FRONT_STEPS = 250


@pytest.fixture
def db(tmp_path: Path) -> Iterator[database.Connection]:
    """A reading connection to a shop with something on the board."""
    from counter.storage.machine import Machine

    shop = Shop.create(tmp_path / "shop", Machine(tmp_path / "machine"), found)
    day.furnish(shop)
    for n in range(6):
        day.take_in(shop, phone=f"1370000{n:04d}", serial=f"HERE{n}")
    reader = database.open_reader(shop.path)
    yield reader
    reader.close()
    shop.close()


def test_the_first_board_needs_few_statements(db: database.Connection) -> None:
    first = statements_of(db, lambda: front(db))
    shown = statements_of(db, lambda: board(db, now_at=NOON + day.DAY))
    assert len(first) <= 2
    assert len(shown) <= MOST
    assert [scan for sql in first + shown for scan in scans_of(db, sql)] == []
    assert steps_of(db, lambda: front(db)) <= FRONT_STEPS


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can count it, by strace")
def test_the_disk_is_told_once_for_a_check_in(tmp_path: Path) -> None:
    assert shutil.which("strace"), "nobody can count: install it, sudo apt-get install strace"
    from counter.demo import make_demo
    from tests.benchmarks.book import syncs_of

    make_demo(tmp_path / "shop", tmp_path / "machine", 3, today="2026-11-22")
    few, many = syncs_of(tmp_path, 2), syncs_of(tmp_path, 12)
    assert (many - few) / 10 <= 1.1
