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
)
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
window.furnished.disconnect(program.kit.desk.warm_up)
before = []

def painted():
    before.extend(name for name in {heavy!r} if name in sys.modules)

def furnished():
    program.kit.desk.busy.connect(answered)
    program.kit.desk.warm_up()

def answered(busy):
    if not busy:
        app.quit()

window.painted.connect(painted)
window.furnished.connect(furnished)
app.exec()
cards = sum(lane.cards.lane_model.rowCount() for lane in window.current().lanes)
print(before, cards, "sqlalchemy" in sys.modules)
program.close()
"""


@pytest.fixture
def answer(shop: Desk) -> str:
    shop.takes_in()
    program = PROGRAM.replace("    program.kit.desk.work_done.connect(done)\n", "").format(
        project=str(PROJECT), shop=str(shop.counter.shop.folder), heavy=HEAVY
    )
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
    assert answer == "[] 1 True"
