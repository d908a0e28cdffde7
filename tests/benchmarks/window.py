"""T7, T8, T10 in the real window: from a code to its painted case, from a key to painted hits, a
frame of a table and of the board.
"""

from tests.benchmarks._screen import output, screen, surroundings
from tests.benchmarks._shop import shop
from tests.benchmarks.start import BEGIN

SCANS, KEYS, FRAMES = 60, 60, 100
COMMON = f"""{BEGIN}
import random, statistics
from PySide6.QtCore import QAbstractTableModel, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView
def wait(so):
    until = time.time() + 20
    while not so() and time.time() < until:
        app.processEvents()
wait(lambda: window.is_furnished and not begun.kit.desk.is_busy())
begun.kit.desk.sign_in("1001", "0000").then(window.unlock)
wait(lambda: not window.reception.panel.isVisible() and not begun.kit.desk.is_busy())
loop = QEventLoop()
def idle(is_busy):
    if not is_busy:
        loop.quit()
begun.kit.desk.busy.connect(idle)
def answered():
    # the loop sleeps between two events, as in a day; then what is due is laid out and painted
    while begun.kit.desk.is_busy():
        loop.exec()
    for _ in range(3):
        app.processEvents()
def high(values, share):
    return sorted(values)[int(len(values) * share)]
"""
SCAN = f"""{COMMON}
db = begun.kit.desk.door.reader()
numbers = [number for (number,) in db.execute(
    "SELECT number FROM customer_item ORDER BY number")]
chance, took, cpus = random.Random(7), [], []
screen = window.screen_named("case")
window.open("case", numbers[0])
wait(lambda: not begun.kit.desk.is_busy())
for number in chance.sample(numbers, {SCANS}):
    shown = begun.kit.figures.number(number)
    began, cpu = time.perf_counter(), time.process_time()
    window.scan(number)
    answered()
    took.append((time.perf_counter() - began) * 1000)
    cpus.append((time.process_time() - cpu) * 1000)
print(statistics.median(took), high(took, 0.95), statistics.median(cpus), flush=True)
os._exit(0)
"""
KEY = f"""{COMMON}
finder, listed, took = window.search, window.search.list, []
box = window.bar.scan
box.setFocus()
texts = ("王伟", "李", "5678", "zw", "美的", "张伟", "1380", "陈", "GSB", "0013")
for turn in range({KEYS}):
    text = texts[turn % len(texts)]
    box.setText(text)
    began = time.perf_counter()
    finder._look_quietly()
    finder.frame.repaint()
    took.append((time.perf_counter() - began) * 1000)
print(statistics.median(took), high(took, 0.95), flush=True)
os._exit(0)
"""
FRAME = f"""{COMMON}
class Rows(QAbstractTableModel):
    asked = 0
    def rowCount(self, parent=None):
        return 2000
    def columnCount(self, parent=None):
        return 8
    def data(self, index, role=0):
        Rows.asked += 1
        if role == 0:
            return f"{{index.row()}} {{index.column()}}"
        return None
view = QTableView()
view.setWordWrap(False)
for header in (view.horizontalHeader(), view.verticalHeader()):
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
model = Rows()
view.setModel(model)
view.verticalHeader().setDefaultSectionSize(22)
view.resize(1200, 33 * 22 + 40)
view.show()
wait(lambda: view.windowHandle().isExposed())
def frames(one):
    took = []
    for turn in range({FRAMES}):
        began = time.thread_time()
        one(turn)
        took.append((time.thread_time() - began) * 1000)
    return took
def scrolled(turn):
    view.verticalScrollBar().setValue(turn)
    view.viewport().repaint()
frames(scrolled)
Rows.asked = 0
table = frames(scrolled)
calls = Rows.asked / {FRAMES} / (33 * 8)
window.go("board")
wait(lambda: not begun.kit.desk.is_busy())
board = window.current()
print(statistics.median(table), calls,
      statistics.median(frames(lambda turn: board.grab())), flush=True)
os._exit(0)
"""


def main() -> None:
    """Print the figures of one run."""
    folder, machine = shop()
    with screen() as named:
        there = surroundings(named, machine)
        p50, p95, cpu = (float(one) for one in output([SCAN, str(folder)], there).split())
        line = f"{p50:9.1f} ms p50 {p95:9.1f} p95 {cpu:9.1f} CPU   goal <= 16, <= 40"
        print(f"{'T7 scanned code to painted case':44} {line}")
        p50, p95 = (float(one) for one in output([KEY, str(folder)], there).split())
        line = f"{p50:9.1f} ms p50 {p95:9.1f} p95   goal <= 10, <= 30 (after the pause for scans)"
        print(f"{'T8 typed text to painted hits':44} {line}")
        table, calls, board = (float(one) for one in output([FRAME, str(folder)], there).split())
        print(f"{'T10 frame of 33 x 8 cells':44} {table:9.1f} CPU ms, {calls:.1f} data() calls a "
              f"cell   goal <= 12, <= 7; whole board drawn {board:.1f}")  # fmt: skip


if __name__ == "__main__":
    main()
