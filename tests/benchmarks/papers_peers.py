"""The counter's papers beside the same pages by other engines, in turn, in one run.

All are handed the same strings in the same places, the same font files, and the same lines and
dark modules; ours begins at the record and sets the page itself. fpdf2's goal was set for the whole
font; here it has the cut one, as all have. The engines of the Python
registry go into an environment of their own under `out/bench`. What is missing is named, and the
run fails: a comparison with nobody says nothing.
"""

import contextlib
import json
import subprocess
import sys
import time
import venv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from counter.printing import press
from counter.printing.codes import code128, dark, on_dots, qr
from counter.printing.sheet import DOT, Bars, Box, Rule, Sheet, Square, Text
from tests.benchmarks import _papers

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "out" / "bench"
PEERS = {
    "typst": "typst>=0.15.2,<0.16",
    "WeasyPrint": "weasyprint>=70.0,<71",
    "fpdf2": "fpdf2>=2.8.9,<2.9",
}
TITLES = {
    "ours": "ours, from the record",
    "ours whole": "ours, its codes made too",
    "reportlab": "reportlab's own calls",
    "QPainter": "QPainter on QPdfWriter",
    **{name: name for name in PEERS},
}
OURS = ("ours", "ours whole", "reportlab", "QPainter")
RECEIPTS, LABELS = 24, 1000  # in a round
#: receipts of a round where one takes a tenth of a second and more
FEWER = {"WeasyPrint": 2, "fpdf2": 1}
ROUNDS, LABEL_ROUNDS = 5, 3
GOALS = {"WeasyPrint": 15.0, "QPainter": 1.5, "typst": 1.0, "fpdf2": 80.0}
PATIENCE_S = 120
Told = dict[str, Any]


def main() -> int:
    """Print receipts and labels a second of each engine; answers how many are missing."""
    python, missing = peers()
    fonts = json.dumps({face.value: str(path) for face, path in press.metrics().paths.items()})
    with contextlib.ExitStack() as running:
        engines: dict[str, Process] = {}
        for name in (*OURS, *PEERS):
            if name not in missing:
                where = sys.executable if name in OURS else python
                engines[name] = running.enter_context(process(name, where, fonts))
        try:
            tell_receipts(engines)
            tell_labels(engines)
        except Silent as trouble:
            missing |= {str(trouble): "it ended; its log lies beside its papers"}
    for name, why in missing.items():
        print(f"missing: {name} ({why})")
    return len(missing)


def peers() -> tuple[str, dict[str, str]]:
    """The Python of the others' environment, made when it is not there, and what it lacks."""
    place = OUT / "peers-venv"
    python = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        venv.create(place, with_pip=True)
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    missing: dict[str, str] = {}
    for name, wanted in PEERS.items():
        said = subprocess.run(
            [str(python), "-m", "pip", "install", *quiet, wanted],
            capture_output=True,
            text=True,
            check=False,
        )
        if said.returncode:
            missing[name] = f"pip install '{wanted}': {said.stderr.strip().splitlines()[-1]}"
    return str(python), missing


def pages(form: str, numbers: Iterable[int]) -> list[Told]:
    """What stands on the papers of these numbers, as any engine can draw it."""
    sheets = press.sheets_of(form, *map(_papers.MADE[form], numbers))
    return [{"form": form, "n": n} | page(sheet) for n, sheet in zip(numbers, sheets, strict=True)]


def page(sheet: Sheet) -> Told:
    """What stands on one sheet."""
    told: Told = {"width": sheet.width, "height": sheet.height}
    texts, rules, boxes, cells = [], [], [], []
    codes: dict[type, list[str]] = {Bars: [], Square: []}
    for mark in sheet.marks:
        match mark:
            case Text():
                texts.append((mark.x, mark.y, mark.text, mark.size, mark.face.value, mark.white))
            case Rule():
                rules.append((mark.x, mark.y, mark.across, mark.down, mark.thick))
            case Box():
                at = (mark.x, mark.y, mark.width, mark.height)
                boxes.append((*at, mark.thick, mark.filled))
            case Bars() | Square():
                cells += modules(mark)
                codes[type(mark)].append(mark.code)
            case _:
                raise ValueError(f"the samples of the bench have no {type(mark).__name__}")
    told |= {"texts": texts, "rules": rules, "boxes": boxes, "cells": cells}
    return told | {"bars": codes[Bars], "squares": codes[Square]}


def modules(mark: Bars | Square) -> Iterator[tuple[float, float, float, float]]:
    """The dark runs of a code as rectangles."""
    mark = on_dots(mark, DOT)
    rows = (code128(mark.code),) if isinstance(mark, Bars) else qr(mark.code)
    tall = mark.height if isinstance(mark, Bars) else mark.module
    for row, line in enumerate(rows):
        for start, length in dark(line):
            left, top = mark.x + start * mark.module, mark.y + row * tall
            yield left, top, length * mark.module, tall


class Silent(Exception):
    """An engine that made no paper."""


@dataclass
class Process:
    """An engine in a process of its own."""

    name: str
    line: subprocess.Popen[str]

    def asked(self, documents: list[list[Told]]) -> Told:
        """What it took to make some documents; Silent when it ended over them."""
        assert self.line.stdin is not None
        assert self.line.stdout is not None
        job = OUT / "papers.json"
        job.write_text(json.dumps(documents), encoding="utf-8")
        told = {"job": str(job), "keep": str(OUT / f"paper.{self.name}.pdf")}
        with contextlib.suppress(BrokenPipeError):
            self.line.stdin.write(json.dumps(told) + "\n")
            self.line.stdin.flush()
        said = self.line.stdout.readline()
        if not said:
            raise Silent(self.name)
        return json.loads(said)


@contextlib.contextmanager
def process(name: str, python: str, fonts: str) -> Iterator[Process]:
    """Start an engine, and end it."""
    OUT.mkdir(parents=True, exist_ok=True)
    here = ["-m", "tests.benchmarks.papers_engines"]
    words = here if name in OURS else [str(Path(__file__).with_name("papers_engines.py"))]
    with (OUT / f"{name}.log").open("w") as log:
        line = subprocess.Popen(
            [python, *words, name, fonts, str(time.time())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            cwd=ROOT,
        )
        try:
            yield Process(name, line)
        finally:
            line.kill()
            line.communicate()


def tell_receipts(engines: dict[str, Process]) -> None:
    """Each engine in turn, every round with receipts that none has seen before."""
    first = {name: engine.asked([pages("item_receipt", [0])]) for name, engine in engines.items()}
    took: dict[str, list[float]] = {name: [] for name in engines}
    last: dict[str, Told] = {}
    for turn in range(ROUNDS):
        numbers = range(1 + turn * RECEIPTS, 1 + (turn + 1) * RECEIPTS)
        documents = [pages("item_receipt", [n]) for n in numbers]
        for name, engine in engines.items():
            some = documents[: FEWER.get(name)]
            last[name] = engine.asked(some)
            took[name].append(last[name]["cpu"] / len(some))
    print("A5 receipt, one PDF each        per s of CPU  x slower   goal  first, s     kB    MB")
    for name, found in took.items():
        slower = median(one / ours for ours, one in zip(took["ours"], found, strict=True))
        goal = f"{GOALS[name]:6.1f}" if name in GOALS else " " * 6
        print(
            f"  {TITLES[name]:28} {1 / median(found):12.1f} {slower:9.2f} {goal}"
            f" {first[name]['cpu_lived']:9.2f} {last[name]['bytes'] / 1000:6.1f}"
            f" {last[name]['mb']:5.0f}"
        )


def tell_labels(engines: dict[str, Process]) -> None:
    """A thousand labels in one PDF; slow engines make them once."""
    took: dict[str, list[float]] = {name: [] for name in engines}
    last: dict[str, Told] = {}
    for turn in range(LABEL_ROUNDS):
        labels = pages("item_label", range(turn * LABELS, (turn + 1) * LABELS))
        for name, engine in engines.items():
            if not (turn and name in FEWER):
                last[name] = engine.asked([labels])
                took[name].append(last[name]["cpu"] / LABELS)
    print("60 × 40 label, 1,000 in a PDF   per s of CPU  x slower        bytes each        MB")
    for name, found in took.items():
        print(
            f"  {TITLES[name]:28} {1 / median(found):12.1f}"
            f" {median(found) / median(took['ours']):9.2f} {last[name]['bytes'] / LABELS:17.0f}"
            f" {last[name]['mb']:9.0f}"
        )


if __name__ == "__main__":
    sys.exit(main())
