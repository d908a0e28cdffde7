"""Real processes under kill -9 and on a line that fails them: what was answered is there, all come
to the same. `python -m tests.sync.killing` kills for as long as one likes.
"""

import os
import time
from pathlib import Path

import pytest

from tests.sync.killing import killed

KILLS = 6

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork: Linux and macOS")


@pytest.mark.filterwarnings("ignore:Failed to parse headers")
def test_nothing_answered_is_lost_by_kill_9(tmp_path: Path) -> None:
    seed = int(os.environ.get("COUNTER_KILL_SEED", time.time_ns() % 1_000_000))
    print(f"COUNTER_KILL_SEED={seed}")
    day = killed(tmp_path, seed, KILLS)
    assert sum(seat.acts for seat in day.seats) > 100
    assert sum(seat.rounds for seat in day.seats) > 0
    assert len(day.line.met) > 5
