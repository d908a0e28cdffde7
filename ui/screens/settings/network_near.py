"""Relays of the shop: seats on the same network that keep it in step without head office."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counter.wording import sentence
from ui.kit import Kit
from ui.network import LOOKS_AROUND, NEIGHBOURS
from ui.widgets.buttons import Button
from ui.widgets.chips import Choice
from ui.widgets.field import CodeEdit, Field
from ui.widgets.labels import label
from ui.widgets.layouts import column, row, stretched
from ui.widgets.segmented import Segmented


class NearCard(QWidget):
    """Which relays this machine speaks with; kept here alone."""

    told = Signal(str)

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._title, self._how = label("", "strong"), label("", "muted", wrap=True)
        self._found = label("", wrap=True)
        self.looks = Segmented(kit.theme, ["0", "1"])
        self.addresses = CodeEdit()
        self.field = Field(self.addresses)
        self.keep = Button(kit.theme)
        typed = stretched(row(self.field, self.keep, gap=10), 1, 0)
        self.setLayout(
            column(self._title, self._how, row(self.looks, 1), typed, self._found, gap=8)
        )
        self.looks.changed.connect(self._set_looks)
        self.keep.clicked.connect(self._keep)

    def stops(self) -> list[QWidget]:
        """Where Tab goes."""
        return [self.looks, self.addresses, self.keep]

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self._title.setText(say("Relays in this shop"))
        self._how.setText(
            say(
                "Where one seat of the shop runs as a relay, the others keep in step with it on "
                "the shop's own network, with or without internet."
            )
        )
        choices = [Choice("0", say("Only those typed")), Choice("1", say("Look for relays"))]
        self.looks.say(say("Relays in this shop"), choices)
        self.field.say(say("A&ddresses of relays"), say("empty = none; several with spaces"))
        self.keep.say(say("Save"))
        self.show_now()

    def reload(self) -> None:
        """Show what is kept."""
        self.addresses.setText(self._kit.preferences.kept(NEIGHBOURS))
        self.looks.blockSignals(True)
        self.looks.choose(self._kit.preferences.kept(LOOKS_AROUND, "0"))
        self.looks.blockSignals(False)

    def show_now(self) -> None:
        """How it stands with them."""
        language = self._kit.language
        lines: list[str] = []
        for one in self._kit.network.standing().neighbours:
            if one.in_step:
                lines.append(language.say("{address}: in step", address=one.address))
            elif one.refusal:
                lines.append(sentence(one.refusal.rule, one.refusal.facts, language.words))
        self._found.setText("\n".join(lines))
        self._found.setVisible(bool(lines))

    def _keep(self) -> None:
        self._kit.preferences.keep(NEIGHBOURS, " ".join(self.addresses.text().split()))
        self._changed()

    def _set_looks(self, choice: str) -> None:
        self._kit.preferences.keep(LOOKS_AROUND, int(choice))
        self._changed()

    def _changed(self) -> None:
        self._kit.network.look()
        self.told.emit(self._kit.language.say("Kept for this machine"))
