"""The pictures folder of this machine while pictures can be added: each goes to the item that is
open.

A look is a thread of its own that ends with its answer: a share that is gone may keep it for
minutes, and nobody waits for it.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from counter.domain.refusals import RuleBroken
from counter.picture_folder import Arrived, PictureFolder, came_for_another, silent, whose
from ui.preferences import PICTURE_FOLDER, Preferences

EVERY_MS, PATIENCE_S = 700, 10
MOST_WAITING = 12


class Taker(Protocol):
    """Where pictures can be added; `subject` says to which item."""

    subject: str

    def place(self) -> QWidget:
        """The part of the page it stands in."""
        ...

    def is_open(self) -> bool:
        """Whether pictures can be added there now."""
        ...

    def take_from_folder(self, name: str, content: bytes) -> None:
        """Add one."""
        ...

    def complain(self, refusal: RuleBroken) -> None:
        """Say what is wrong with the folder or a file in it."""
        ...


class FolderWatch(QObject):
    """One for a window. With several items open a picture waits until one of them has the focus."""

    _looked = Signal(object)

    def __init__(self, preferences: Preferences, parent: QObject):
        super().__init__(parent)
        self._preferences = preferences
        self._takers: list[Taker] = []
        self._folder: PictureFolder | None = None
        self._look: _Look | None = None  # the one that is under way
        self._is_new = False  # what is there now is nobody's: somebody else is open
        self._shown: list[tuple[Taker, str]] = []
        self._waiting: list[Arrived] = []
        self._told = ""
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._tick)
        self._looked.connect(self._take)
        preferences.changed.connect(self._set)

    def serve(self, taker: Taker) -> None:
        """Let pictures go there while it is open."""
        self._takers.append(taker)
        self.wake()

    def wake(self) -> None:
        """Something was opened or closed: what came for one item never goes to another."""
        self._takers = [one for one in self._takers if _is_there(one)]
        shown = [(one, one.subject) for one in self._takers if one.is_open()]
        if shown == self._shown:
            return
        stays = [one for one in shown if one in self._shown]
        self._shown = shown
        path = self._preferences.picture_folder
        if not shown or path is None:
            self._close()
        elif self._folder is None:
            self._folder = PictureFolder(path)
            self._begin_anew()
            self._timer.start()
        elif not stays:
            self._begin_anew()

    def is_looking(self) -> bool:
        """Whether the folder is looked at."""
        return self._timer.isActive()

    # -- inside

    def _set(self, name: str) -> None:
        if name == PICTURE_FOLDER:
            self._close()
            self._shown = []
            self.wake()

    def _close(self) -> None:
        self._timer.stop()
        self._folder, self._look, self._waiting, self._told = None, None, [], ""

    def _begin_anew(self) -> None:
        self._is_new = True
        left, self._waiting = self._waiting, []
        self._leave([one.name for one in left])
        self._start()

    def _tick(self) -> None:
        self.wake()
        if self._folder is None:
            return
        self._hand_out()
        if self._look is None:
            if len(self._waiting) < MOST_WAITING:
                self._start()
        elif time.monotonic() - self._look.since > PATIENCE_S:
            self._complain(silent(self._folder.folder))

    def _start(self) -> None:
        if self._folder is not None and self._look is None:
            self._look = _Look(self._folder, self._looked.emit, is_first=self._is_new)
            self._is_new = False
            _in_the_back(self._look)

    def _take(self, look: "_Look") -> None:
        if look is not self._look:
            return  # the folder was closed meanwhile
        self._look = None
        if self._is_new:  # another item was opened while it looked
            self._leave([one.name for one in look.found if isinstance(one, Arrived)])
            self._start()
            return
        if look.trouble is not None:
            self._is_new = look.is_first
            self._complain(look.trouble)
            return
        self._told = ""
        self._leave(look.left)
        for one in look.found:
            if isinstance(one, Arrived):
                self._waiting.append(one)
            else:
                self._shown[0][0].complain(one)
        self._hand_out()

    def _hand_out(self) -> None:
        while self._waiting:
            taker = self._whose()
            if taker is None:
                self._complain(whose(self._waiting[0].name))
                return
            one = self._waiting.pop(0)
            taker.take_from_folder(one.name, one.content)
            if self._folder is not None:
                _in_the_back(_PuttingAway(self._folder, one.name))

    def _whose(self) -> Taker | None:
        """The only item that is open, else the one that has the focus."""
        if len(self._shown) == 1:
            return self._shown[0][0]
        focus = QApplication.focusWidget()
        for taker, _ in self._shown:
            place = taker.place()
            if focus is not None and (place is focus or place.isAncestorOf(focus)):
                return taker
        return None

    def _leave(self, names: list[str]) -> None:
        """What came for an item that is open no more stays where it is."""
        for name in names if self._shown else ():
            self._shown[0][0].complain(came_for_another(name))

    def _complain(self, refusal: RuleBroken) -> None:
        """Once, until it is well again."""
        said = f"{refusal.rule} {refusal.facts}"
        if self._shown and said != self._told:
            self._told = said
            self._shown[0][0].complain(refusal)


class _Look:
    """One look at the folder, away from the window; the first finds only what to leave alone."""

    def __init__(self, folder: PictureFolder, done: Callable[["_Look"], object], *, is_first: bool):
        self._folder, self._done, self.is_first = folder, done, is_first
        self.since = time.monotonic()
        self.found: list[Arrived | RuleBroken] = []
        self.left: list[str] = []
        self.trouble: RuleBroken | None = None

    def __call__(self) -> None:
        try:
            if self.is_first:
                self.left = self._folder.begin_anew()
            else:
                self.found = self._folder.look()
        except RuleBroken as refusal:
            self.trouble = refusal
        with suppress(RuntimeError):  # the window has gone meanwhile
            self._done(self)


class _PuttingAway:
    def __init__(self, folder: PictureFolder, name: str):
        self._folder, self._name = folder, name

    def __call__(self) -> None:
        self._folder.put_away(self._name)


def _in_the_back(work: Callable[[], None]) -> None:
    threading.Thread(target=work, name="pictures folder", daemon=True).start()


def _is_there(taker: object) -> bool:
    return not isinstance(taker, QObject) or isValid(taker)


def watch_of(preferences: Preferences, parent: QObject) -> FolderWatch:
    """The one watch of a window, made when it is first asked for."""
    found = parent.findChild(FolderWatch)
    return found if isinstance(found, FolderWatch) else FolderWatch(preferences, parent)
