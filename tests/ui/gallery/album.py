"""Walks through every page in a process of its own: draws it, and looks for what is wrong there.

`python -m tests.ui.gallery.album VARIANT SHOPS FOLDER` writes one picture a page and `seen.json`.
Each variant has its own process: Qt takes the scale from the environment before it begins.
"""

import argparse
import json
import os
import re
import shutil
import sys
import tempfile
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QPoint, QRect, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qt_compat import qt_api
from pytestqt.qtbot import QtBot

from tests.ui.gallery import flaws
from tests.ui.gallery.shops import EMPTY, FULL, NONE, NOW, NUMBERS
from tests.ui.gallery.stops import EMPTY_STOPS, FULL_STOPS, Numbers, Stop
from tests.ui.robots import Clerk
from ui.scans.flash import Edge, Word
from ui.screens.first_run import FirstRun
from ui.screens.places import SCREENS
from ui.start import Start, make_app
from ui.window import DESIGN, SMALLEST, Window

SHORT_MS, PATIENCE_MS = 400, 20_000
STILL = 3  # so many looks, 10 ms apart, find everything where it was
SEEN, DRAWN = "seen.json", "drawn"  # what is written: notes, and pictures by their variant
LIGHT = {"zh_CN": "zh_light", "en": "en_light"}
HARMLESS = re.compile(r"^This plugin does not support |^propagateSizeHints")


@dataclass(frozen=True)
class Variant:
    """How the window is drawn.

    `longer` speaks texts that are 40 % longer. `turns` has every screen built in the dark first;
    each page then takes on the other language while it is open, and must look as if it had been
    opened so.
    """

    name: str
    language: str = "zh_CN"
    scheme: str = "light"
    percent: int = 100
    size: tuple[int, int] = DESIGN
    longer: bool = False
    approved: bool = True
    turns: bool = False


VARIANTS = {
    variant.name: variant
    for variant in (
        Variant("zh_light"),
        Variant("zh_dark", scheme="dark"),
        Variant("en_light", "en"),
        Variant("en_dark", "en", "dark"),
        Variant("zh_150", percent=150, size=(1280, 690)),
        Variant("en_200", "en", percent=200, size=SMALLEST),
        Variant("turned", scheme="dark", turns=True),
        Variant("longer", "en", longer=True, approved=False),
        Variant("longer_200", "en", percent=200, size=SMALLEST, longer=True, approved=False),
    )
}

#: what a change of language closes or leaves: papers and hits already on the screen, where the
#: focus and the scroll bar stood
NOT_TURNED = frozenset(
    {
        *("preview", "key_sheet", "palette", "sign_in_refused", "bench_diagnosis", "inspection"),
        *("bench_repair", "check_in_filled", "board"),
        *("settings_machine", "settings_first_days", "settlement", "board_moved", "empty_board"),
        *("empty_registers_items", "empty_registers_receipts", "empty_registers_day"),
    }
)


@dataclass
class Seen:
    """What was seen of one page: the screen it is of, and the flaws found."""

    screen: str = ""
    flaws: list[str] = field(default_factory=list)


class Walker:
    """Goes from page to page and notes what it sees."""

    def __init__(self, variant: Variant, folder: Path, app: QApplication):
        self._variant, self._folder, self._app = variant, folder, app
        self._who, self._has_heard = "", False
        self._looks_like = variant.name
        self.seen: dict[str, Seen] = {}
        self.warned: list[str] = []
        qInstallMessageHandler(self._hear)

    def walk(self, start: Start, stops: tuple[Stop, ...], numbers: Numbers) -> None:
        """Open every page of a shop's window, and draw it."""
        window = start.window
        assert isinstance(window, Window)
        bot = QtBot(cast(Any, None))
        bot.waitUntil(lambda: window.is_furnished, timeout=PATIENCE_MS)
        window.activateWindow()
        clerk = Clerk(bot, window)
        window.reception.idle.stop()
        self._settle(window, window)
        window.resize(*self._variant.size)
        self._settle(window, window)
        if self._variant.longer:
            window.kit.language.words = cast(Any, flaws.Longer())
            window.kit.language.changed.emit()
        if self._variant.turns:
            for name in SCREENS:
                window.screen_named(name)
            window.kit.theme.set_mode("light")
        self._who = ""
        for stop in stops:
            self._see(clerk, stop, numbers)
        self.warned += clerk.faults

    def _see(self, clerk: Clerk, stop: Stop, numbers: Numbers) -> None:
        if self._variant.turns and stop.name in NOT_TURNED:
            return
        seen = self.seen.setdefault(stop.name, Seen())
        try:
            self._come(clerk, stop.who)
            page = stop.open(clerk, numbers)
            clerk.waits_for_answers()
            clerk.window.messages.hush()
            shown = clerk.window.current()
            seen.screen = shown.name if shown is not None else ""
            self._turn(clerk)
            self.note(stop.name, page, start=clerk.window)
        except Exception as fault:
            seen.flaws.append(f"cannot be opened: {type(fault).__name__}: {fault}")
        self._leave(clerk)

    def _come(self, clerk: Clerk, who: str) -> None:
        if who and who != self._who:
            clerk.window.lock()
            clerk.signs_in(who)
            clerk.window.reception.idle.stop()
        self._who = who

    def _turn(self, clerk: Clerk) -> None:
        """Speak the other language, with the page open."""
        if self._variant.turns:
            self._settle(clerk.window, clerk.window)
            clerk.window.kit.language.turn()
            self._looks_like = LIGHT[clerk.window.kit.language.code]

    def _leave(self, clerk: Clerk) -> None:
        clerk.window.overlays.close_all()
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            dialog.reject()
            clerk.turns_to_the_window()

    def see_first_day(self, start: Start) -> None:
        """Look at the pages of a machine without a shop."""
        page, variant = start.window, self._variant
        assert isinstance(page, FirstRun)
        page.resize(*variant.size)
        if variant.longer:
            start.kit.language.words = cast(Any, flaws.Longer())
            start.kit.language.changed.emit()
        if variant.turns:
            start.kit.theme.set_mode("light")
            self._looks_like = LIGHT[start.kit.language.code]
        self.note("first_run", page, page)
        page.restore()
        self.note("first_run_restore", page, page)
        closed(start)

    def note(self, name: str, page: QWidget, start: QWidget) -> None:
        """Wait until a page stands still, look at it and draw it."""
        seen = self.seen.setdefault(name, Seen())
        self._settle(start, page)
        is_large = self._variant.size == DESIGN
        seen.flaws += flaws.found(page, whole=is_large)
        if is_large and isinstance(start, Window) and start.body.width() > start.width():
            seen.flaws.append(f"scrolls to the side: it needs {start.body.width()}")
        if start.size().toTuple() != self._variant.size:
            seen.flaws.append(f"the window grew to {start.size().toTuple()}")
        place = self._folder / DRAWN / self._looks_like
        place.mkdir(parents=True, exist_ok=True)
        assert blanked(page).save(str(place / f"{name}.png"))

    def _settle(self, start: QWidget, page: QWidget) -> None:
        """Wait until every thread has answered, and nothing is to happen within a moment."""
        bot, self._has_heard = QtBot(cast(Any, None)), False
        places: deque[list[Any]] = deque(maxlen=STILL)
        kit = start.kit if isinstance(start, Window) else None
        if kit is not None:  # the printers' thread answers in turn: after this, all is told
            kit.print_room.printers().then(self._listen)

        def is_quiet() -> bool:
            self._app.processEvents()
            is_asked = kit is not None and (kit.desk.is_busy() or not self._has_heard)
            if is_asked or any(soon(page)) or any(soon(start)):
                places.clear()
                return False
            seen = [part for part in page.findChildren(QWidget) if part.isVisible()]
            places.append([part.geometry() for part in seen])
            return len(places) == STILL and all(one == places[0] for one in places)

        bot.waitUntil(is_quiet, timeout=PATIENCE_MS)
        self._app.processEvents()

    def _listen(self, _printers: object) -> None:
        self._has_heard = True

    def _hear(self, kind: QtMsgType, _where: object, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not HARMLESS.search(text):
            self.warned.append(text)


def soon(root: QWidget) -> Iterator[bool]:
    """Whether something will happen on a page within a moment."""
    for timer in root.findChildren(QTimer):
        if timer.isActive() and timer.isSingleShot() and timer.interval() <= SHORT_MS:
            yield True


def blanked(page: QWidget) -> QImage:
    """The picture of a page; what differs from machine to machine is painted over, what is gone
    after a moment is gone.
    """
    for sign in [*page.findChildren(Edge), *page.findChildren(Word)]:
        sign.hide()
    picture = page.grab()
    painter = QPainter(picture)
    for part in [*page.findChildren(QLabel), *page.findChildren(QLineEdit)]:
        if part.isVisible() and of_the_machine(part.text()):
            where = QRect(part.mapTo(page, QPoint(0, 0)), part.size())
            painter.fillRect(where, QColor("grey"))
    painter.end()
    return picture.toImage()


def of_the_machine(text: str) -> bool:
    """Whether a text is of this machine or by chance: a folder, a version, a digest."""
    return any(word in text for word in MACHINE) or bool(CHANCE.search(text))


MACHINE = (str(Path.home()), sys.prefix, tempfile.gettempdir(), "Linux")
CHANCE = re.compile(r"\d+\.\d+\.\d+|\d [KMGT]i?B\b|\b[0-9a-f]{16}\b|^9\d{4}$")


def opened(app: QApplication, variant: Variant, shop: Path) -> Start:
    """The program on a copy of a shop, on the standing clock."""
    os.environ["COUNTER_HOME"] = str(shop / "home")
    asked = argparse.Namespace(
        shop=shop / "shop", lang=variant.language, theme=variant.scheme, touch=False
    )
    start = Start(app, asked, clock=lambda: NOW)
    start.open()
    return start


def closed(start: Start) -> None:
    """End a program as it ends itself."""
    start.close()
    window, start.window = start.window, None
    if window is not None:
        window.close()
        window.deleteLater()
    QApplication.processEvents()


def main(name: str, shops: Path, folder: Path) -> int:
    """Walk one variant; answers 0 when every page could be opened."""
    variant = VARIANTS[name]
    os.environ["QT_SCALE_FACTOR"] = str(variant.percent / 100)
    sys.argv = sys.argv[:1]
    qt_api.set_qt_api("pyside6")
    app = make_app()
    app.setCursorFlashTime(0)
    walker = Walker(variant, folder, app)
    for shop, stops in ((FULL, FULL_STOPS), (EMPTY, EMPTY_STOPS)):
        own = folder / shop
        shutil.copytree(shops / shop, own)
        kept = own / NUMBERS
        start = opened(app, variant, own)
        walker.walk(start, stops, json.loads(kept.read_text("utf-8")) if kept.exists() else {})
        closed(start)
    walker.see_first_day(opened(app, variant, folder / NONE))
    told = {"pages": {n: asdict(s) for n, s in walker.seen.items()}, "warned": walker.warned}
    (folder / SEEN).write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    code = main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    sys.stdout.flush()
    os._exit(code)
