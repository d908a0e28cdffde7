"""Answers a scan for eyes and ears, as this machine is set to."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from ui.kit import Kit
from ui.scans.door import Outcome
from ui.scans.flash import IN_A_FORM, WORDS, Flash
from ui.scans.sounds import KEPT_AS as SOUND
from ui.scans.sounds import LOUD, LOUDNESS, Sounds

FLASH = "scanner/flash"
ON, NONE = "1", "0"


class Signs(QObject):
    """Flashes the window that is worked in, a form over it included, and plays a sound."""

    def __init__(self, kit: Kit, window: QWidget):
        super().__init__(window)
        self._kit, self._window = kit, window
        self.sounds = Sounds()
        self.flash = Flash(window, kit.theme)
        kit.scans.answered.connect(self._answer)

    def _answer(self, outcome: Outcome) -> None:
        preferences = self._kit.preferences
        loudness = preferences.kept(SOUND, LOUD)
        self.sounds.play(outcome, loudness if loudness in LOUDNESS else LOUD)
        if preferences.kept(FLASH, ON) == ON:
            self._place().show(outcome, self._kit.language.say(WORDS[outcome]))

    def _place(self) -> Flash:
        dialog = QApplication.activeModalWidget()
        # a form takes its flash along when it goes
        return self.flash if dialog is None else Flash(dialog, self._kit.theme, IN_A_FORM)
