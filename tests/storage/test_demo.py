"""The demo shop: real acts, and copies of them that are as good as real ones."""

from pathlib import Path

import pytest

from counter.app import Counter
from counter.demo import make_demo
from counter.domain.refusals import RuleBroken
from counter.storage.checking import verify
from counter.storage.questions.board import board
from counter.storage.questions.cases import case
from tests.desk import moment

TODAY, NOW = "2026-11-22", moment("2026-11-22 14:30")


def say_nothing(_done: int, _of: int) -> None:
    """Tests need no progress."""


def test_copies_verify_replay_and_answer(tmp_path: Path) -> None:
    folder, home = tmp_path / "shop", tmp_path / "home"
    made = make_demo(folder, home, 320, today=TODAY, progress=say_nothing)
    counter = Counter.open(folder, home, lambda: NOW)
    # the replay of every entry gives every row, every version and everything derived
    assert verify(counter.shop).alterations == ()
    db = counter.reader()
    (cases,) = db.execute("SELECT count(*) FROM customer_item").fetchone()
    assert abs(cases - made["cases"]) < 16  # a story ends with its last case
    numbers = [n for (n,) in db.execute("SELECT number FROM paper_number")]
    assert len(set(numbers)) == len(numbers)
    assert len(board(db, now_at=NOW, limit=50).rows) == 24
    assert db.execute("SELECT count(*) FROM stock_balance WHERE qty < 0").fetchone() == (0,)
    for (number,) in db.execute("SELECT number FROM customer_item ORDER BY k LIMIT 5"):
        assert case(db, number=number).due_fen == 0
    assert counter.sign_in("1003", "0000").name == "何国平"
    db.close()
    counter.close()
    with pytest.raises(RuleBroken, match=r"shop\.exists"):
        make_demo(folder, home, 1, today=TODAY, progress=say_nothing)


def test_a_small_one_is_told_in_real_acts(tmp_path: Path) -> None:
    made = make_demo(tmp_path / "shop", tmp_path / "home", 3, today=TODAY, progress=say_nothing)
    assert made["cases"] == 3
    counter = Counter.open(tmp_path / "shop", tmp_path / "home", lambda: NOW)
    assert verify(counter.shop).is_whole
    counter.close()
