"""How a scan is answered on this machine: by a sound, by a flash; each can be tried."""

from PySide6.QtWidgets import QWidget

from ui.kit import Kit
from ui.scans.door import Outcome
from ui.scans.flash import WORDS
from ui.scans.signs import FLASH, NONE, ON
from ui.scans.sounds import KEPT_AS as SOUND
from ui.scans.sounds import LOUD, LOUDNESS, OFF, QUIET, Sounds
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chips import Choice
from ui.widgets.labels import label
from ui.widgets.layouts import row
from ui.widgets.segmented import Segmented
from ui.widgets.ticks import Tick

ICONS = {
    Outcome.HIT: "circle-check",
    Outcome.UNKNOWN: "circle-help",
    Outcome.ALARM: "shield-alert",
}


class SignsCard(Card):
    """Takes effect at once."""

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self.loudness = Segmented(kit.theme, list(LOUDNESS))
        self.flash = Tick(kit.theme)
        self.trials = {outcome: Button(kit.theme, "", icon) for outcome, icon in ICONS.items()}
        self._player = label("", "hint", wrap=True)
        self.box.addLayout(row(self.loudness, self.flash, gap=16))
        self.box.addLayout(row(*self.trials.values(), 1, gap=8))
        self.box.addWidget(self._player)
        self.loudness.changed.connect(self._set_loudness)
        self.flash.clicked.connect(self._set_flash)
        for button in self.trials.values():
            button.clicked.connect(self._try)

    def stops(self) -> list[QWidget]:
        """Where Tab goes."""
        return [self.loudness, self.flash, *self.trials.values()]

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.say(say("Answer to a scan"))
        choices = [
            Choice(OFF, say("No sound")),
            Choice(QUIET, say("Quiet")),
            Choice(LOUD, say("Loud")),
        ]
        self.loudness.say(say("Sound"), choices)
        self.flash.say(say("Flash"), say("a coloured edge and a word"))
        for outcome, button in self.trials.items():
            button.say(say(WORDS[outcome]), say("Try it"))
        player = Sounds().player()
        nothing = say(
            "No program that plays sounds was found here; only the system's bell rings. On Linux "
            "install pipewire, pulseaudio-utils or alsa-utils."
        )
        self._player.setText("" if player else nothing)
        self._player.setVisible(not player)

    def show_now(self) -> None:
        """Show what is set."""
        kept = self._kit.preferences.kept(SOUND, LOUD)
        self.loudness.blockSignals(True)
        self.loudness.choose(kept if kept in LOUDNESS else LOUD)
        self.loudness.blockSignals(False)
        self.flash.setChecked(self._kit.preferences.kept(FLASH, ON) == ON)

    def _set_loudness(self, loudness: str) -> None:
        self._kit.preferences.keep(SOUND, loudness)

    def _set_flash(self, on: bool) -> None:
        self._kit.preferences.keep(FLASH, ON if on else NONE)

    def _try(self) -> None:
        outcome = next(one for one, button in self.trials.items() if button is self.sender())
        self._kit.scans.begin()
        self._kit.scans.tell(outcome)
