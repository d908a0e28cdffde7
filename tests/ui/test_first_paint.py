"""The board is painted before anything heavy is imported, and answers while the rest comes in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desk import Desk

PROJECT = Path(__file__).resolve().parents[2]
HEAVY = (
    "sqlalchemy",
    "alembic",
    "reportlab",
    "pypinyin",
    "segno",
    "barcode",
    "pypdfium2",
    "argon2",
    "cryptography",
    "phonenumbers",
    "msgspec",
    "babel",
    "zstandard",
    # What is ours or Python's own and costs more than a millisecond, for nothing that is painted.
    "argparse",
    "decimal",
    "hashlib",
    "logging",
    "tempfile",
    "counter.app",
    "counter.domain.choices",
    "counter.domain.records",
    "counter.services",
    "counter.storage.catalogue",
    "counter.storage.questions.catalogue",
    "counter.storage.questions.lists",
    "ui.reception",
    "ui.screens.check_in.screen",
)
MOST_OF_OURS = 60  # modules; each one more is a file to find, to read and to run
PROGRAM = """
import sys
sys.path.insert(0, {project!r})
from ui import start
class Asked:
    shop, lang, theme, touch = start.Path({shop!r}), "zh_CN", "light", False
app = start.make_app()
program = start.Start(app, Asked())
program.open()
window = program.window
window.furnished.disconnect(program.go_on)
before, ours = [], []

def painted():
    before.extend(name for name in {heavy!r} if name in sys.modules)
    ours.extend(name for name in sys.modules if name.split(".")[0] in ("counter", "ui"))

def furnished():
    program.kit.desk.busy.connect(answered)
    program.go_on()

def answered(busy):
    if not busy:
        app.quit()

window.painted.connect(painted)
window.furnished.connect(furnished)
app.exec()
cards = sum(lane.cards.lane_model.rowCount() for lane in window.current().lanes)
print(before, len(ours), cards, "cryptography" in sys.modules, "sqlalchemy" in sys.modules)
program.close()
"""


@pytest.fixture
def answer(shop: Desk) -> str:
    shop.takes_in()
    program = PROGRAM.format(project=str(PROJECT), shop=str(shop.counter.shop.folder), heavy=HEAVY)
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def test_nothing_heavy_is_imported_before_the_first_paint(answer: str):
    before, ours, *rest = answer.rsplit(maxsplit=4)
    assert before == "[]"
    assert int(ours) <= MOST_OF_OURS
    assert rest == ["1", "True", "False"]  # rows are written without it too
