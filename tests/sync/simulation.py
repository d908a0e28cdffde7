"""Runs worlds by seed; as a task `python -m tests.sync.simulation FIRST COUNT [STEPS [MOST]]`: at
so many failing seeds it ends.
"""

import logging
import sys
import tempfile
import traceback
from collections import Counter
from pathlib import Path

from tests.sync.checks import all_hold
from tests.sync.founding import quick_place
from tests.sync.world import World

STEPS = 120


def ran(
    folder: Path, seed: int, steps: int = STEPS, counts: Counter[str] | None = None
) -> list[str]:
    """What is wrong at the end of a run of that seed."""
    logging.getLogger("counter").setLevel(logging.CRITICAL)  # files that come to new machines
    with tempfile.TemporaryDirectory(dir=quick_place(folder)) as place:
        world = World(Path(place), seed)
        try:
            for _ in range(steps):
                world.step()
            world.heal()
            return list(all_hold(world))
        finally:
            if counts is not None:
                counts.update(world.counts)
            world.close()


def main() -> int:
    """Prints each failing seed, then how often each thing happened."""
    first, count, *rest = (int(one) for one in sys.argv[1:])
    failed, counts = 0, Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + count):
            try:
                wrong = ran(Path(folder), seed, rest[0] if rest else STEPS, counts)
            except Exception as trouble:  # a fault of the program: the other seeds are run too
                wrong = [traceback.format_exc(limit=-6), repr(trouble)]
            if wrong:
                failed += 1
                print(f"seed {seed}: {len(wrong)} wrong, first: {wrong[0]}", flush=True)
                if rest[1:] and failed >= rest[1]:
                    break
            if (done := seed - first + 1) % 100 == 0:
                print(f"{done} seeds so far, {failed} failed", flush=True)
    print(f"{count} seeds, {failed} failed; {dict(counts)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
