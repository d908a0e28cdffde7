"""Opens and leaves every page again and again, and counts what is left behind.

`python -m tests.ui.gallery.leaks ROUNDS SHOPS FOLDER` answers 0 when nothing grew after the first
rounds; else it prints what did.
"""

import gc
import json
import os
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qt_compat import qt_api
from pytestqt.qtbot import QtBot

from tests.desk import MANAGER
from tests.ui.gallery.album import PATIENCE_MS, VARIANTS, closed, opened
from tests.ui.gallery.shops import FULL, NUMBERS
from tests.ui.gallery.stops import FULL_STOPS, Numbers
from tests.ui.robots import Clerk
from ui.start import Start, make_app
from ui.window import Window

WARM_UP, GREW = 3, 1
#: it works on the card or writes beside it each time, and so the page grows as it should
NOT_AGAIN = frozenset({"sign_in_refused", "bench_diagnosis", "bench_repair", "conflicts"})
#: made by Qt or Python when they like, and taken away again when they like
RESTLESS = frozenset({"QPropertyAnimation", "QWidgetLineControl", "QAction"})


class Rounds:
    """Goes round all pages of one window."""

    def __init__(self, start: Start, numbers: Numbers):
        assert isinstance(start.window, Window)
        self._start, self._window, self._numbers = start, start.window, numbers
        bot = QtBot(cast(Any, None))
        window = start.window
        bot.waitUntil(lambda: window.is_furnished, timeout=PATIENCE_MS)
        self._clerk = Clerk(bot, window)
        self._clerk.signs_in(MANAGER)
        window.reception.idle.stop()
        self._stops = [stop for stop in FULL_STOPS if stop.who and stop.name not in NOT_AGAIN]

    def go(self) -> None:
        """Every page once, in the other language and scheme than before."""
        kit = self._window.kit
        kit.theme.toggle()
        self._window.kit.language.turn()
        for stop in self._stops:
            stop.open(self._clerk, self._numbers)
            self._clerk.waits_for_answers()
            self._leave()
        self._clerk.turns_to_the_window()  # the last stop may have been a window of its own
        self._window.lock()
        self._clerk.signs_in(MANAGER)
        self._window.reception.idle.stop()
        self._window.messages.hush()

    def _leave(self) -> None:
        self._window.overlays.close_all()
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            dialog.reject()
            self._clerk.turns_to_the_window()

    def counts(self) -> Counter[str]:
        """Objects of Qt below the application, windows, and screens and widgets of ours."""
        for _ in range(3):
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            gc.collect()
        app = QApplication.instance()
        assert app is not None
        roots = [app, *QApplication.topLevelWidgets()]
        below = [one for root in roots for one in (root, *root.findChildren(QObject))]
        found = Counter(f"Qt {one.metaObject().className()}" for one in below)
        found["top-level widgets"] = len(QApplication.topLevelWidgets())
        ours = (type(one) for one in gc.get_objects() if isinstance(one, QObject))
        found.update(f"Python {kind.__name__}" for kind in ours if kind.__module__[:3] == "ui.")
        return Counter({name: n for name, n in found.items() if name[3:] not in RESTLESS})


def grown(before: Counter[str], after: Counter[str]) -> list[str]:
    """What there is more of than before."""
    return [f"{name}: {before[name]} -> {n}" for name, n in after.items() if n > before[name]]


def main(rounds: int, shops: Path, folder: Path) -> int:
    """Go round; answers 0 when nothing grew."""
    own = folder / FULL
    shutil.copytree(shops / FULL, own)
    sys.argv = sys.argv[:1]
    qt_api.set_qt_api("pyside6")
    start = opened(make_app(), VARIANTS["zh_light"], own)
    walk = Rounds(start, json.loads((own / NUMBERS).read_text("utf-8")))
    for _ in range(WARM_UP):
        walk.go()
    before = walk.counts()
    for _ in range(rounds):
        walk.go()
    found = grown(before, walk.counts())
    closed(start)
    sys.stdout.write("\n".join([*found, f"{sum(before.values())} objects, {rounds} rounds"]) + "\n")
    return GREW if found else 0


if __name__ == "__main__":
    code = main(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
    sys.stdout.flush()
    os._exit(code)
