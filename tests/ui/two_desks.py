"""Two windows over two files of one shop, each with a machine of its own, and a hub that is a
process.
"""

import argparse
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter.json_facts import read_facts
from counter.machine_home import now
from counter.services.catalogue import ACTS
from counter.storage.proving import digest
from tests.builders import a_kettle
from tests.desk import DESK, moment
from tests.ui.conftest import close, furnished_window
from ui.screens.board.screen import BoardScreen
from ui.start import Start
from ui.window import Window

PATIENCE_MS = 60_000
ROW = Qt.ItemDataRole.UserRole + 1
BY_NAME = {act.name: act for act in ACTS}
CUSTOMER = {"name": "张伟", "phone": "13800135678"}


class Seat:
    """A machine with its window, and somebody who works at it."""

    def __init__(self, start: Start, window: Window, qtbot: QtBot) -> None:
        self.start, self.window, self._qtbot = start, window, qtbot
        self.kit = start.kit
        self.refused: list[str] = []
        self.kit.network.alarmed.connect(self._note)

    def _note(self, refusal: Any) -> None:
        self.refused.append(refusal.rule)

    def does(self, act: str, **facts: Any) -> Any:
        """An act by the front desk, done when this returns."""
        read = read_facts(BY_NAME[act].function, facts)
        reply = self.kit.desk.do(act, by=DESK, **read)
        self.waits(lambda: reply.answer is not None or reply.refusal or reply.fault)
        assert reply.refusal is None, reply.refusal
        return reply.answer

    def takes_in(self, count: int = 1) -> str:
        """So many items; the number of the first's case."""
        items = [a_kettle() for _ in range(count)]
        done = self.does("check_in", customer=CUSTOMER, items=items, signed_on="PAPER")
        return str(done.items[0].case_number)

    def joins(self, url: str, code: str) -> None:
        """Joins a hub, as the page in the settings does."""
        reply = self.kit.network.join(url, code)
        self.waits(lambda: reply.answer is not None or reply.refusal or reply.fault)
        assert reply.refusal is None
        assert reply.fault is None
        self.kit.network.look()

    def board(self) -> list[str]:
        """The numbers of the cases on the board as it is shown now."""
        screen = self.window.screen_named("board")
        assert isinstance(screen, BoardScreen)
        models = [lane.cards.lane_model for lane in screen.lanes]
        return sorted(
            model.index(at, 0).data(ROW).case_number
            for model in models
            for at in range(model.rowCount())
        )

    def standing(self) -> Any:
        """How it stands with others."""
        return self.kit.network.standing()

    def is_in_step(self) -> bool:
        """In step, with nothing that waits."""
        return self.standing().in_step and not self.standing().kept.waiting

    def sign(self) -> str:
        """What the bar says of it."""
        return self.window.bar.network.accessibleName()

    def digest(self) -> str:
        """Of all records here."""
        db = self.kit.desk.door.reader()
        try:
            return str(digest(db)["digest"])
        finally:
            db.close()

    def waits(self, condition: Callable[[], object]) -> None:
        """Until it is so."""
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)


class Desks:
    """Makes them; `furnished` is a shop that is copied."""

    def __init__(
        self, app: QApplication, furnished: Path, folder: Path, qtbot: QtBot, patch: Any
    ) -> None:
        self._app, self._furnished, self._folder = app, furnished, folder
        self._qtbot, self._patch = qtbot, patch
        self._ahead = moment("2026-11-23 09:00") - now()
        self.starts: list[Start] = []

    def clock(self) -> int:
        """A clock that goes, from Monday morning on."""
        return now() + self._ahead

    def seat(self, name: str) -> Seat:
        """One more machine; the first of them is the one the shop was opened at."""
        place = self._folder / name
        shutil.copytree(self._furnished, place)
        if self.starts:
            shutil.rmtree(place / "home")
        self._patch.setenv("COUNTER_HOME", str(place / "home"))
        asked = argparse.Namespace(shop=place / "shop", lang="en", theme="light", touch=False)
        start = Start(self._app, asked, clock=self.clock)
        self.starts.append(start)
        start.open()
        return Seat(start, furnished_window(start, self._qtbot), self._qtbot)

    def close(self) -> None:
        """Ends them all."""
        for start in self.starts:
            close(start)
