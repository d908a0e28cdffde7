"""How fast papers are drawn and put into the languages of printers, and the first after a start.

`python -m tests.benchmarks.papers` prints CPU time of one run; nothing is asserted. Every paper has
a number and codes of its own, which are made too. Beside other engines: `papers_peers`.
"""

import sys
import time
from collections.abc import Callable, Sequence
from statistics import median, quantiles
from typing import Any

from counter.printing import press, raster
from counter.printing.devices import pages
from counter.printing.devices.catalogue import Language, Printer, Way
from tests.benchmarks import _papers
from tests.benchmarks.papers_peers import process

RECEIPTS, LABELS, ROUNDS = 40, 200, 5
STARTS, AFTERWARDS = 5, 200


def main() -> None:
    """Print a line for each kind of work, its goal beside it."""
    print("CPU of one core                       per s      goal")
    for title, goal, count, work in WORK:
        print(f"  {title:32} {rate(work, count):10.1f} {goal:>9}")
    receipt = press.pdf_of("item_receipt", _papers.receipt(0))
    labels = press.pdf_of("item_label", *map(_papers.label, range(1000)))
    print(f"  an A5 receipt, kB                {len(receipt) / 1000:10.1f} {'40':>9}")
    print(f"  a label in a batch, kB           {len(labels) / 1e6:10.2f} {'1.5':>9}")
    started()


def rate(work: Callable[[range], object], count: int) -> float:
    """Papers a second of CPU: the median of some rounds, each with numbers of its own."""
    took: list[float] = []
    work(range(1))
    for turn in range(1, ROUNDS + 1):
        numbers = range(turn * count, (turn + 1) * count)
        began = time.process_time()
        work(numbers)
        took.append((time.process_time() - began) / count)
    return 1 / median(took)


def receipts(numbers: range) -> object:
    """Each a PDF of its own."""
    return [press.pdf_of("item_receipt", _papers.receipt(n)) for n in numbers]


def forms(numbers: range) -> object:
    """The marks alone: what the live slip is drawn from."""
    return [press.sheets_of("item_receipt", _papers.receipt(n)) for n in numbers]


def labels(numbers: range) -> object:
    """All in one PDF."""
    return press.pdf_of("item_label", *map(_papers.label, numbers))


def dots(numbers: range) -> object:
    """A PDF of labels and the dots of a 203 dpi head."""
    return list(raster.dots(press.pdf_of("item_label", *map(_papers.label, numbers))))


def labels_to(language: Language) -> Callable[[range], object]:
    """From records to a printer's bytes, all in one job."""
    printer = Printer(name="bench", language=language, way=Way.FOLDER, address="/")

    def work(numbers: range) -> object:
        sheets = press.sheets_of("item_label", *map(_papers.label, numbers))
        return pages.bytes_of_sheets(printer, sheets)

    return work


def receipts_on_a_roll(numbers: range) -> object:
    """The same for 80 mm receipts, each a job of its own as at the counter."""
    printer = Printer(
        name="bench", language=Language.ESCPOS, way=Way.FOLDER, address="/", width_dots=576
    )
    return [
        pages.bytes_of_sheets(
            printer, press.sheets_of("item_receipt", _papers.receipt(n), size="80mm")
        )
        for n in numbers
    ]


WORK: Sequence[tuple[str, str, int, Callable[[range], object]]] = (
    ("A5 receipts, form and PDF", "100", RECEIPTS, receipts),
    ("A5 receipts, form alone", "", RECEIPTS, forms),
    ("60 × 40 labels in one PDF", "600", LABELS, labels),
    ("labels to PDF to dots", "", LABELS, dots),
    ("labels to TSPL bytes", "350", LABELS, labels_to(Language.TSPL)),
    ("labels to ZPL bytes", "300", LABELS, labels_to(Language.ZPL)),
    ("80 mm receipts to ESC/POS bytes", "60", RECEIPTS, receipts_on_a_roll),
)


def started() -> None:
    """The first receipt of fresh processes, from their start on, and those that follow."""
    first: list[dict[str, Any]] = []
    later: list[float] = []
    cpu = 0.0
    for _ in range(STARTS):
        with process("ours whole", sys.executable, "{}") as one:
            first.append(one.asked([receipt_of(0)]))
            told = one.asked([receipt_of(n) for n in range(1, AFTERWARDS + 1)])
            later += told["walls"]
            cpu += told["cpu"]
    wall, used = (median(told[name] for told in first) for name in ("wall_lived", "cpu_lived"))
    steps = quantiles(later, n=20)
    print(f"first receipt after start            {wall:6.2f} s, CPU {used:.2f} s   goal 0.8 s")
    print(
        f"those that follow                    {steps[9] * 1000:6.1f} ms, 95 in 100 within"
        f" {steps[18] * 1000:.1f} ms (goal 20), CPU {cpu / len(later) * 1000:.1f} ms"
    )


def receipt_of(n: int) -> list[dict[str, Any]]:
    """What an engine of ours is told of one receipt."""
    return [{"form": "item_receipt", "n": n}]


if __name__ == "__main__":
    main()
