"""Three short sounds for what became of a scan, played by what the system has; never waited for."""

import shutil
import sys
from pathlib import Path

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QApplication

from ui.scans.door import Outcome
from ui.theme import RESOURCES

OFF, QUIET, LOUD = "off", "quiet", "loud"
LOUDNESS = (OFF, QUIET, LOUD)
KEPT_AS = "scanner/sound"
FOLDER = RESOURCES / "sounds"
#: programs that play a file, and what they are told before it
PLAYERS = {"pw-play": (), "paplay": (), "aplay": ("-q",), "afplay": ()}
WINDOWS = "Windows"


class Sounds:
    """Looks once for a program that plays; without one the system's own bell stands in."""

    def __init__(self) -> None:
        self._program: str | None = None

    def player(self) -> str:
        """What plays here; empty where nothing does."""
        if sys.platform == "win32":
            return WINDOWS
        if self._program is None:
            found = (shutil.which(name) for name in PLAYERS)
            self._program = next((one for one in found if one), "")
        return Path(self._program).name if self._program else ""

    def play(self, outcome: Outcome, loudness: str) -> None:
        """Begin a sound and come back at once."""
        if loudness == OFF:
            return
        file = FOLDER / f"{outcome.value}-{loudness}.wav"
        if sys.platform == "win32":
            import winsound

            flags = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
            winsound.PlaySound(str(file), flags)
        elif name := self.player():
            process = QProcess()
            process.setProgram(self._program or name)
            process.setArguments([*PLAYERS[name], str(file)])
            process.setStandardOutputFile(QProcess.nullDevice())
            process.setStandardErrorFile(QProcess.nullDevice())
            process.startDetached()
        elif outcome is not Outcome.HIT:
            QApplication.beep()
