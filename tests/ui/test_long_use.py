"""A long day: every page opened ten times more leaves nothing behind, and no nonsense breaks it.

The monkey's seed is fresh and printed; `poe monkey SEED` gives it 5,000 actions.
"""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT
from tests.ui.test_pictures import BARE

ROUNDS, ACTIONS = 10, 300
LONGEST_S = 400


def run(module: str, *words: object, home: Path) -> str:
    """What a process of ours says; it must end well."""
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, words)],
        cwd=PROJECT,
        env=os.environ | BARE | {"COUNTER_HOME": str(home), "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    return done.stdout


@pytest.mark.slow
@pytest.mark.timeout(LONGEST_S + 60)
def test_pages_that_are_opened_again_and_again_leave_nothing_behind(shops: Path, tmp_path: Path):
    run("tests.ui.gallery.leaks", ROUNDS, shops, tmp_path, home=tmp_path / "home")


@pytest.mark.slow
@pytest.mark.timeout(LONGEST_S + 60)
def test_no_nonsense_breaks_the_window_or_the_book(shops: Path, tmp_path: Path):
    seed = random.SystemRandom().randrange(1_000_000)
    words = (seed, ACTIONS, shops, tmp_path)
    said = run("tests.ui.gallery.monkey", *words, home=tmp_path / "home")
    assert f"seed {seed}: {ACTIONS} of {ACTIONS}" in said
