"""The program can end while a camera is open: it is let go, and nobody complains."""

import subprocess
import sys

from pytestqt.qtbot import QtBot

from counter.camera.extra import PROGRAM
from tests.cameras import NetworkCamera
from tests.desk import Desk

ENDS_WITH_A_CAMERA = """
import sys
sys.path.insert(0, {project!r})
from ui import start
class Asked:
    shop, lang, theme, touch = start.Path({shop!r}), "zh_CN", "light", False
app = start.make_app()
program = start.Start(app, Asked())
program.open()
window = program.window
program.kit.preferences.keep("camera", {camera!r})

def open_camera():
    window.overlays.scan_by_camera()
    window.overlays.camera.stage.seen.connect(seen)

def seen(_seen):
    app.quit()

window.furnished.connect(open_camera)
code = app.exec()
sys.exit(code)
"""


def test_a_camera_is_let_go_when_the_program_ends(shop: Desk, camera: NetworkCamera, qtbot: QtBot):
    facts = {
        "project": str(PROGRAM),
        "shop": str(shop.counter.shop.folder),
        "camera": camera.address,
    }
    command = [sys.executable, "-c", ENDS_WITH_A_CAMERA.format(**facts)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    said = [line for line in done.stderr.splitlines() if "This plugin does not" not in line]
    assert (done.returncode, said) == (0, [])
    qtbot.waitUntil(lambda: camera.viewers == 0)
