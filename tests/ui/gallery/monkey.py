"""Somebody without sense at the window: keys, scans, clicks, pasted rubbish, other sizes.

`python -m tests.ui.gallery.monkey SEED ACTIONS SHOPS FOLDER` works in a process of its own on a
copy of the busy shop. It answers 0 when nothing broke; else it prints what broke, the seed and the
last things it did.
"""

import faulthandler
import json
import os
import random
import shutil
import sys
import threading
import time
import traceback
from collections import Counter as Tally
from collections import deque
from pathlib import Path
from types import TracebackType
from typing import Any, cast

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qt_compat import qt_api
from pytestqt.qtbot import QtBot

from counter.app import Counter
from counter.storage.checking import verify
from tests.desk import CASHIER, DESK, MANAGER, SUPERVISOR, TECHNICIAN
from tests.ui.gallery.album import HARMLESS, PATIENCE_MS, VARIANTS, closed, opened
from tests.ui.gallery.shops import FULL, NOW, NUMBERS
from tests.ui.robots import Clerk
from ui.navigation import PLACES
from ui.start import Start, make_app
from ui.window import Window

PIN, TRAIL, STUCK_S, FOUND = "0000", 40, 1.0, 1
PEOPLE = (DESK, TECHNICIAN, SUPERVISOR, CASHIER, MANAGER)
NASTY = (
    "\u202e张伟\u202c\u200b\u2066",
    "👩\u200d🔧🛠️🏳️\u200d🌈",
    "<table><tr><td onclick='x()'>张</td></tr></table><script>alert(1)</script>",
    "Robert'); DROP TABLE unit;-- “”",
    "ＡＢＣ　１２３　￥５０",
    "\x00\x07\x1b[31m\r\n\t\x7f",
    "é̷͓̬̗͎͕̈́" * 30,
    "很长" * 3000,
    "9" * 5000,
    "-0.005", "1e308", "NaN", "١٢٣", "½", "0x7f", "2026-02-30", "25:61", "%s %(x)s {name} {0}",
    "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"), " ", "",
)  # fmt: skip
KEYS = (
    *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left),
    *(Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space),
    *(Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_F1),
    *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_F4, Qt.Key.Key_Question, Qt.Key.Key_Menu),
    *(getattr(Qt.Key, f"Key_{n}") for n in range(10)),
)
WITH_CTRL = (
    *(Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_K, Qt.Key.Key_Z, Qt.Key.Key_S, Qt.Key.Key_N),
    *(Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_Slash, Qt.Key.Key_Tab),
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_F, Qt.Key.Key_P),
)
WITH_ALT = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_D)
PLACE_KEYS = tuple(getattr(Qt.Key, f"Key_{place.keys}") for place in PLACES)
SIZES = ((1366, 728), (1025, 656), (1920, 1080), (640, 400), (1400, 420), (700, 1000))


class Monkey(QObject):
    """Does one thing after the other and listens for what breaks."""

    def __init__(self, start: Start, seed: int, numbers: dict[str, str], folder: Path):
        super().__init__()
        assert isinstance(start.window, Window)
        self.start, self.window, self.chance = start, start.window, random.Random(seed)
        self.bot = QtBot(cast(Any, None))
        self.bot.waitUntil(lambda: self.window.is_furnished, timeout=PATIENCE_MS)
        self.clerk = Clerk(self.bot, self.window)
        self.codes, self.folder = sorted(numbers.values()), folder
        self.trail: deque[str] = deque(maxlen=TRAIL)
        self.broken: list[str] = []
        self.done = 0
        self.places: Tally[str] = Tally()
        self._began = 0.0
        self._ways = (
            *(((self.press, 30), (self.press_ctrl, 12), (self.press_alt, 2), (self.place, 9))),
            *(((self.type, 10), (self.paste, 8), (self.scan, 8), (self.click, 30))),
            *(((self.wheel, 3), (self.resize, 2), (self.dress, 1), (self.rest, 8))),
        )
        self._listen()

    def _listen(self) -> None:
        sys.excepthook = self._raised
        threading.excepthook = self._raised_in_thread
        qInstallMessageHandler(self._warned)
        self.window.kit.desk.failed.connect(self.broken.append)
        self.window.kit.print_room.failed.connect(self.broken.append)
        self._watch = QTimer(self, interval=100)
        self._watch.timeout.connect(self._free)
        self._watch.start()

    def _raised(
        self, kind: type[BaseException], fault: BaseException, where: TracebackType | None
    ) -> None:
        self.broken.append("".join(traceback.format_exception(kind, fault, where)))

    def _raised_in_thread(self, hook: threading.ExceptHookArgs) -> None:
        self.broken.append(f"in a thread: {hook.exc_value!r}")

    def _warned(self, kind: QtMsgType, _where: object, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not HARMLESS.search(text):
            self.broken.append(f"Qt warns: {text}")

    def _free(self) -> None:
        """A dialog of the system, or one that waits inside an action, is left again."""
        dialog = QApplication.activeModalWidget()
        is_stuck = self._began and time.monotonic() - self._began > STUCK_S
        if isinstance(dialog, QDialog) and (is_stuck or isinstance(dialog, QFileDialog)):
            dialog.reject()
        popup = QApplication.activePopupWidget()
        if popup is not None and is_stuck:
            popup.close()

    # -- what it does

    def work(self, actions: int) -> None:
        """Do so many things, or stop at the first that breaks."""
        ways, weights = zip(*self._ways, strict=True)
        for self.done in range(1, actions + 1):
            self._come_in()
            way = self.chance.choices(ways, weights)[0]
            self._began = time.monotonic()
            try:
                way()
                QApplication.processEvents()
            except Exception:
                self.broken.append(traceback.format_exc())
            self._began = 0.0
            if self.broken:
                return
        self.clerk.qtbot.waitUntil(self._is_quiet, timeout=PATIENCE_MS)

    def _is_quiet(self) -> bool:
        return not self.window.kit.desk.is_busy()

    def _note(self, what: str) -> None:
        screen = self.window.current()
        at = screen.name if screen is not None else ""
        dialog = QApplication.activeModalWidget()
        self.places[at if dialog is None else type(dialog).__name__] += 1
        on = QApplication.focusWidget()
        self.trail.append(f"{self.done} [{at}, {type(on).__name__}] {what}")

    def _come_in(self) -> None:
        """Most of the time somebody is signed in."""
        panel = self.window.reception.panel
        if not panel.isVisible() or self.chance.random() < 0.5:
            return
        code = self.chance.choice(PEOPLE)
        self._note(f"signs in as {code}")
        self.window.activateWindow()
        if panel.choose_code(code):
            self.clerk.types(PIN)
            self.clerk.presses(Qt.Key.Key_Return)
            self._wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + 5
        while self.window.kit.desk.is_busy() and time.monotonic() < deadline:
            self.bot.wait(5)

    def _target(self) -> QWidget:
        return QApplication.focusWidget() or QApplication.activeWindow() or self.window

    def _key(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        self._note(f"presses {modifier.name} {key.name}")
        QTest.keyClick(self._target(), key, modifier)

    def press(self) -> None:
        for _ in range(self.chance.randrange(1, 4)):
            self._key(self.chance.choice(KEYS), Qt.KeyboardModifier.NoModifier)

    def press_ctrl(self) -> None:
        self._key(self.chance.choice(WITH_CTRL), Qt.KeyboardModifier.ControlModifier)

    def press_alt(self) -> None:
        self._key(self.chance.choice(WITH_ALT), Qt.KeyboardModifier.AltModifier)

    def place(self) -> None:
        self._key(self.chance.choice(PLACE_KEYS), Qt.KeyboardModifier.NoModifier)

    def type(self) -> None:
        signs = self.chance.choice(("0123456789", "abcxyz -.", "王伟电水壶漏", "13800135678"))
        text = "".join(self.chance.choices(signs, k=self.chance.randrange(1, 12)))
        self._note(f"types {text!r}")
        if not text.isascii() or self.chance.random() < 0.2:
            self.clerk.writes(text)
            return
        for sign in text:
            QTest.keyClicks(self._target(), sign)

    def paste(self) -> None:
        text = self.chance.choice(NASTY)
        self._note(f"pastes {text[:30]!r}, {len(text)} long")
        QGuiApplication.clipboard().setText(text)
        QTest.keyClick(self._target(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def scan(self) -> None:
        code = self.chance.choice(self.codes)
        if self.chance.random() < 0.3:
            code = self.chance.choice((code[:-1] + "7", code[::-1], "6901234567892", "MF-17-X99"))
        self._note(f"scans {code}")
        self.clerk.scans(code)

    def click(self) -> None:
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.window
        parts = [w for w in top.findChildren(QWidget) if w.isVisible() and w.isEnabled()]
        if not parts:
            return
        part = self.chance.choice(parts)
        across, down = (self.chance.randrange(max(n, 1)) for n in (part.width(), part.height()))
        spot = QPoint(across, down)
        button = Qt.MouseButton.LeftButton
        if self.chance.random() < 0.07:
            button = Qt.MouseButton.RightButton
        text = getattr(part, "text", str)
        self._note(f"clicks {type(part).__name__} {text() if callable(text) else ''!r:.40}")
        if self.chance.random() < 0.1:
            QTest.mouseDClick(part, button, Qt.KeyboardModifier.NoModifier, spot)
        else:
            QTest.mouseClick(part, button, Qt.KeyboardModifier.NoModifier, spot)

    def wheel(self) -> None:
        part = self._target()
        self._note("turns the wheel")
        steps = QPoint(0, self.chance.choice((-240, -120, 120, 240)))
        middle = QPointF(part.rect().center())
        turned = QWheelEvent(
            middle, part.mapToGlobal(middle), QPoint(), steps, Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(part, turned)

    def resize(self) -> None:
        size = self.chance.choice(SIZES)
        self._note(f"makes the window {size}")
        self.window.resize(*size)

    def dress(self) -> None:
        kit = self.window.kit
        what = self.chance.choice(("scheme", "language", "density"))
        self._note(f"changes the {what}")
        if what == "scheme":
            kit.theme.toggle()
        elif what == "language":
            self.window.kit.language.turn()
        else:
            kit.theme.set_density(self.chance.choice(("desk", "touch")))

    def rest(self) -> None:
        self._note("rests")
        self._wait()
        self.bot.wait(self.chance.choice((0, 10, 150)))
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and self.chance.random() < 0.3:
            dialog.reject()
        if QApplication.activeWindow() is None:
            self.window.activateWindow()


def is_whole(shop: Path) -> list[str]:
    """What `verify` says against a shop, and the rows nobody sealed."""
    counter = Counter.open(shop / "shop", shop / "home", lambda: NOW)
    try:
        verdict = verify(counter.shop)
        pending = counter.shop.db.execute("SELECT count(*) FROM sync_pending").fetchone()[0]
    finally:
        counter.close()
    found = [] if verdict.is_whole else [f"verify: {verdict}"]
    return found + ([f"{pending} rows were never sealed"] if pending else [])


def main(seed: int, actions: int, shops: Path, folder: Path) -> int:
    """Let the monkey work; answers 0 when nothing broke."""
    faulthandler.enable()
    os.environ["HOME"] = str(folder)  # what is saved without being asked for a place
    own = folder / FULL
    shutil.copytree(shops / FULL, own)
    numbers = json.loads((own / NUMBERS).read_text("utf-8"))
    os.chdir(folder)
    sys.argv = sys.argv[:1]
    qt_api.set_qt_api("pyside6")
    start = opened(make_app(), VARIANTS["zh_light"], own)
    monkey = Monkey(start, seed, numbers, folder)
    began = time.monotonic()
    monkey.work(actions)
    monkey.window.reception.idle.stop()
    closed(start)
    broken = monkey.broken + is_whole(own)
    if broken:
        sys.stdout.write("\n".join([*monkey.trail, "", *broken]) + "\n")
    spent = time.monotonic() - began
    sys.stdout.write(f"{dict(monkey.places.most_common())}\n")
    sys.stdout.write(f"seed {seed}: {monkey.done} of {actions} actions in {spent:.0f} s\n")
    return FOUND if broken else 0


if __name__ == "__main__":
    faulthandler.enable()
    code = main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
    sys.stdout.flush()
    os._exit(code)
