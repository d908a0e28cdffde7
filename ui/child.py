"""Long work in a process of its own: a command of the command line, with progress and cancel.

The window's threads stay free, and what is cancelled ends at once.
"""

import json
import re
import sys
from dataclasses import dataclass, field
from typing import Any, cast

from PySide6.QtCore import QObject, QProcess, Signal

from ui.theme import RESOURCES

DONE, REFUSED, ALTERED = 0, 2, 3
PROGRESS = re.compile(rb"(\d+) / (\d+)")
LAST_WORDS = 300
PATIENCE_MS = 3000


@dataclass(frozen=True, slots=True)
class Ending:
    """How it ended. `code` is the exit code of the command line, `answer` what it said."""

    code: int
    answer: dict[str, Any] = field(default_factory=dict[str, Any])
    last_words: str = ""


class Child(QObject):
    """One command at a time."""

    progressed = Signal(int, int)  # done, of
    ended = Signal(object)  # an Ending; not told of what was cancelled

    def __init__(self, parent: QObject):
        super().__init__(parent)
        self._process = QProcess(self)
        self._said = b""
        self._stopped = False
        self._process.readyReadStandardError.connect(self._listen)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)

    def start(self, *words: str) -> None:
        """Run `main.py` with these words."""
        self._said, self._stopped = b"", False
        frozen = bool(getattr(sys, "frozen", False))
        first = [] if frozen else [str(RESOURCES.parent / "main.py")]
        self._process.start(sys.executable, [*first, *words])

    def is_running(self) -> bool:
        """Whether the command has not ended yet."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    def stop(self) -> None:
        """End it now; nothing more is told of it."""
        self._stopped = True
        if self.is_running():
            self._process.kill()
            self._process.waitForFinished(PATIENCE_MS)

    def _listen(self) -> None:
        self._said += bytes(self._process.readAllStandardError().data())
        found = PROGRESS.findall(self._said)
        self._said = self._said[-LAST_WORDS:]
        if found and not self._stopped:
            self.progressed.emit(*(int(one) for one in found[-1]))

    def _finished(self, code: int, _status: QProcess.ExitStatus) -> None:
        if self._stopped:
            return
        text = bytes(self._process.readAllStandardOutput().data()).decode("utf-8", "replace")
        self.ended.emit(Ending(code, _answer(text), self._said.decode("utf-8", "replace")))

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and not self._stopped:
            self.ended.emit(Ending(1, {}, self._process.errorString()))


def _answer(text: str) -> dict[str, Any]:
    try:
        said = json.loads(text)
    except ValueError:
        return {}
    return cast("dict[str, Any]", said) if isinstance(said, dict) else {}
