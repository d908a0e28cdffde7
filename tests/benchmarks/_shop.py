"""The shop that is measured: made once by `demo`, kept under out/, COUNTER_BENCH_CASES cases."""

import os
import shutil
import statistics
import time
import zlib
from collections.abc import Callable
from pathlib import Path

from counter.demo import make_demo
from counter.storage.shop import FILE

CASES = int(os.environ.get("COUNTER_BENCH_CASES", "100000"))
TODAY = "2026-11-22"
NOW_MS = 1_795_329_000_000  # 2026-11-22 14:30 in Shanghai
PROJECT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parents[2] / "out" / "bench"


def shop(cases: int = CASES) -> tuple[Path, Path]:
    """Folder of the shop and the machine's; made when it is not there yet (minutes at 100,000)."""
    place = HERE / f"{cases}-{shape():08x}"
    if not (place / "done").exists():
        shutil.rmtree(place, ignore_errors=True)  # a run before this one was stopped half way
        made = make_demo(place / "shop", place / "machine", cases, today=TODAY)
        (place / "done").write_text(str(made), "utf-8")
        print(f"\nmade {cases} cases in {made['seconds']} s")
    size = (place / "shop" / FILE).stat().st_size
    print(f"shop of {cases} cases, {size / cases / 1000:.1f} kB a case (goal 6)")
    return place / "shop", place / "machine"


def shape() -> int:
    """What the tables look like now: a shop of another shape is not measured."""
    versions = PROJECT / "counter" / "storage" / "migrations" / "versions"
    return zlib.crc32(b"".join(path.read_bytes() for path in sorted(versions.glob("*.py"))))


def times_of(work: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each of so many runs, after one that warms up."""
    work()
    found: list[float] = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        found.append((time.perf_counter() - began) * 1000)
    return found


def told(name: str, ours: list[float], limit: list[float], goal: str) -> None:
    """One line: p50 and p95 of both, the ratio of the medians, the goal."""
    mine, theirs = statistics.median(ours), statistics.median(limit)
    print(
        f"{name:44} {mine:9.3f} ms p50 {high(ours):9.3f} p95   limit {theirs:9.3f}   "
        f"x {mine / theirs:5.2f}   goal {goal}"
    )


def high(values: list[float], share: float = 0.95) -> float:
    """A percentile."""
    return sorted(values)[int(len(values) * share)]
