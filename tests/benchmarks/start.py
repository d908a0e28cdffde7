"""T1-T6: from the start of the process to a board that answers, warm and cold, at two sizes of
the shop, and a day after it.

Bare and ours take turns, each a process of its own; the ratio is the median of the pairs. CPU time
is told beside the wall's: on a machine that does other things it is the one to believe.
"""

import os
import statistics
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks._screen import output, screen, surroundings
from tests.benchmarks._shop import CASES, PROJECT, shop

LOOPS, COLD_LOOPS = 9, 3
SMALL = 5_000
BARE = """
import os, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
def answers():
    print(time.time(), time.process_time(), flush=True)
    os._exit(0)
app = QApplication(sys.argv)
model = QStandardItemModel(33, 8)
for row in range(33):
    for column in range(8):
        model.setItem(row, column, QStandardItem(f"{row} {column}"))
class View(QTableView):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, answers)
view = View()
view.setModel(model)
window = QMainWindow()
window.setCentralWidget(view)
window.resize(1366, 728)
window.show()
app.exec()
"""
BEGIN = """
import gc, os, sys, time
gc.disable()  # as main.py does
from ui import start
app = start.make_app()
begun = start.Start(app, start.options(["--shop", sys.argv[1], "--lang", "zh_CN"]))
begun.open()
window = begun.window
"""
OURS = f"""{BEGIN}
def answers():
    print(time.time(), time.process_time(), flush=True)
    os._exit(0)
window.painted.connect(answers)
app.exec()
"""
DAY = f"""{BEGIN}
from PySide6.QtCore import QTimer, Qt
gaps, last, born, warm = [], [0.0, 0.0], time.perf_counter(), []
def beat():
    now, cpu = time.perf_counter(), time.thread_time()
    if last[0]:
        gaps.append((now - born, now - last[0] - 0.002, cpu - last[1]))
    last[:] = now, cpu
def quiet(is_busy):
    if not is_busy and not warm:
        warm.append(time.process_time())
begun.kit.desk.busy.connect(quiet)
pulse = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=2, timeout=beat)
pulse.start()
def sign_in():
    begun.kit.desk.sign_in("1001", "0000").then(window.unlock)
plan = [(2500, sign_in)]
for turn, name in enumerate(("check_in", "board", "hand_back", "case", "registers", "check_in")):
    plan.append((3500 + 500 * turn, lambda name=name: window.go(name)))
for at, step in plan:
    QTimer.singleShot(at, step)
def pss():
    with open("/proc/self/smaps_rollup") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("Pss:")) / 1024
def done():
    early = [one for one in gaps if one[0] < 2.0]
    late = [one for one in gaps if one[0] >= 2.0]
    worst = [1000 * max(one[place] for one in part) for part in (early, late) for place in (1, 2)]
    print(*worst, warm[0] if warm else 0, pss(), flush=True)
    os._exit(0)
QTimer.singleShot(7500, done)
app.exec()
"""


Took = tuple[float, float]  # wall and CPU, in milliseconds
Pair = tuple[Took, Took]


def main() -> None:
    """Print the figures of one run."""
    folder, machine = shop()
    with screen() as named:
        there = surroundings(named, machine)
        measure(folder, there)
        cold(folder, there)
        if CASES > SMALL:
            sizes(folder, there, named)


def measure(folder: Path, there: dict[str, str]) -> None:
    """Bare and ours in turn, then a day."""
    pairs = [
        (until_it_answers([BARE], there), until_it_answers([OURS, str(folder)], there))
        for _ in range(LOOPS)
    ]
    for place, name in enumerate(("wall", "CPU")):
        bare = statistics.median(theirs[place] for theirs, _ in pairs)
        mine = statistics.median(ours[place] for _, ours in pairs)
        ratio = statistics.median(ours[place] / theirs[place] for theirs, ours in pairs)
        title = f"T1 start to a board that answers, {name}"
        print(f"{title:44} {mine:9.0f} ms   bare {bare:9.0f}   x {ratio:5.2f}   goal <= 1.25 x")
    a_day(folder, there, pairs)


def a_day(folder: Path, there: dict[str, str], pairs: list[Pair]) -> None:
    """T3, T5 and T6, held against the bare windows of the pairs."""
    bare_cpu = statistics.median(theirs[1] for theirs, _ in pairs)
    days = [[float(one) for one in output([DAY, str(folder)], there).split()] for _ in range(3)]
    early, early_cpu, late, late_cpu, warm, pss = (min(one) for one in zip(*days, strict=True))
    print(f"{'T3 CPU until all late imports are done':44} {warm * 1000:9.0f} ms   bare "
          f"{bare_cpu:9.0f}   x {warm * 1000 / bare_cpu:5.2f}   goal <= 3.5 x")  # fmt: skip
    print(f"{'T5 longest the window did not answer':44} {early:9.0f} ms ({early_cpu:.0f} CPU) in "
          f"the first 2 s, {late:.0f} ({late_cpu:.0f} CPU) after   goal <= 100, <= 50; "
          "best of 3 days")  # fmt: skip
    print(f"{'T6 PSS after the day':44} {pss:9.0f} MiB   goal <= 110")


def until_it_answers(program: list[str], there: dict[str, str]) -> tuple[float, float]:
    """Milliseconds of the wall's clock and of CPU until the window answers."""
    began = time.time()
    wall, cpu = output(program, there).split()
    return (float(wall) - began) * 1000, float(cpu) * 1000


def cold(folder: Path, there: dict[str, str]) -> None:
    """T2: the same where nothing of it lies in the machine's memory."""
    pairs: list[Pair] = []
    for _ in range(COLD_LOOPS):
        forget(folder)
        bare = until_it_answers([BARE], there)
        forget(folder)
        pairs.append((bare, until_it_answers([OURS, str(folder)], there)))
    bare_ms, mine = (statistics.median(pair[place][0] for pair in pairs) for place in (0, 1))
    ratio = statistics.median(ours[0] / theirs[0] for theirs, ours in pairs)
    title = "T2 the same, cold"
    print(f"{title:44} {mine:9.0f} ms   bare {bare_ms:9.0f}   x {ratio:5.2f}   goal <= 1.5 x")


def sizes(folder: Path, there: dict[str, str], named: dict[str, str]) -> None:
    """T4: this shop against a small one."""
    small, machine = shop(SMALL)
    beside = surroundings(named, machine)
    ratios: list[float] = []
    for _ in range(LOOPS):
        little = until_it_answers([OURS, str(small)], beside)[1]
        ratios.append(until_it_answers([OURS, str(folder)], there)[1] / little)
    title = f"T4 start at {CASES} cases / at {SMALL}, CPU"
    print(f"{title:44} {'':31}x {statistics.median(ratios):5.2f}   goal <= 1.1 x")


def forget(folder: Path) -> None:
    """Ask the machine to drop what it remembers of the program's own files (Linux)."""
    for path in program_files(folder):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def program_files(folder: Path) -> Iterator[Path]:
    """The interpreter, its library, what is installed, the program and the shop."""
    places = [Path(sysconfig.get_path(name)) for name in ("stdlib", "purelib")]
    places += [PROJECT / name for name in ("ui", "counter", "resources")]
    yield Path(sys.executable).resolve()
    for place in (*places, folder):
        yield from (path for path in place.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
