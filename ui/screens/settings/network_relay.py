"""This seat as the one where the shop's others meet, and how two seats come to know each other."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counter.domain.refusals import RuleBroken
from counter.wording import sentence
from ui.kit import Kit
from ui.network import NEIGHBOURS, SERVES
from ui.widgets.buttons import Button
from ui.widgets.chips import Choice
from ui.widgets.field import CodeEdit, Field
from ui.widgets.labels import label
from ui.widgets.layouts import column, row, stretched
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from counter.relay.serving import Serving


class RelayCard(QWidget):
    """Kept at this machine alone."""

    told = Signal(str)
    met = Signal()  # another address is typed now

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._title, self._how = label("", "strong"), label("", "muted", wrap=True)
        self._state, self.shown = label("", wrap=True), label("", "strong")
        self.serves = Segmented(kit.theme, ["0", "1"])
        self.show_code = Button(kit.theme)
        self.code, self.address = CodeEdit(), CodeEdit()
        self.code_field, self.address_field = Field(self.code), Field(self.address)
        self.meet = Button(kit.theme)
        shows = row(self.serves, self.show_code, self.shown, 1, gap=10)
        meets = row(self.code_field, self.address_field, self.meet, gap=10)
        self.setLayout(
            column(self._title, self._how, shows, self._state, stretched(meets, 2, 2, 0), gap=8)
        )
        self.serves.changed.connect(self._set_serves)
        self.show_code.clicked.connect(self._ask_code)
        self.meet.clicked.connect(self._meet)

    def stops(self) -> list[QWidget]:
        """Where Tab goes."""
        return [self.serves, self.show_code, self.code, self.address, self.meet]

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self._title.setText(say("This seat keeps the shop in step"))
        self._how.setText(
            say(
                "The shop's other seats meet here, over its own network: what is done at one is "
                "seen at the others at once, with or without internet. One seat of a shop is "
                "enough."
            )
        )
        self.serves.say(
            say("This seat keeps the shop in step"),
            [Choice("0", say("No")), Choice("1", say("Yes"))],
        )
        self.show_code.say(say("Show a code"))
        self.code_field.say(say("Code that the other seat sho&ws"), "ABCD-EFGH-JKLM-NPQR")
        self.address_field.say(say("Its add&ress"), say("empty = look for it"))
        self.meet.say(say("Meet"))
        self.show_now()

    def reload(self) -> None:
        """Show what is kept."""
        self.serves.blockSignals(True)
        self.serves.choose(self._kit.preferences.kept(SERVES, "0"))
        self.serves.blockSignals(False)
        self.show_now()

    def show_now(self) -> None:
        """How it stands."""
        serving = self._kit.network.standing().serving
        is_on = self._kit.preferences.kept(SERVES) == "1"
        self.show_code.setVisible(is_on)
        self.shown.setVisible(is_on and bool(self.shown.text()))
        lines = self._lines(serving) if serving is not None and is_on else []
        self._state.setText("\n".join(lines))
        self._state.setVisible(bool(lines))

    def _lines(self, serving: "Serving") -> list[str]:
        language, figures, now = self._kit.language, self._kit.figures, self._kit.now()
        if serving.refusal is not None:
            return [sentence(serving.refusal.rule, serving.refusal.facts, language.words)]
        if not serving.is_on:
            return []
        lines = [language.say("It answers at port {port}.", port=str(serving.port))]
        if serving.not_announced:
            lines.append(
                language.say(
                    "The network tells nobody of it. Type this machine's address at the others."
                )
            )
        lines += [
            language.say(
                "Seat {n}: heard {time}", n=str(digit), time=figures.moment_within(at, now)
            )
            for digit, at in serving.heard
        ]
        return lines

    # -- what it does

    def _set_serves(self, choice: str) -> None:
        self._kit.preferences.keep(SERVES, int(choice))
        self.shown.setText("")
        self._kit.network.look()
        self.show_now()
        self.told.emit(self._kit.language.say("Kept for this machine"))

    def _ask_code(self) -> None:
        self._kit.network.show_code().then(self._show_code).sorry(self._cannot)

    def _show_code(self, code: str) -> None:
        self.shown.setText(code)
        self.show_now()
        self.told.emit(
            self._kit.language.say("Type this code at the other seat within ten minutes")
        )

    def _meet(self) -> None:
        code, address = self.code.text().strip(), self.address.text().strip()
        if not code:
            self.code.setFocus()
            return
        self.meet.setEnabled(False)
        reply = self._kit.network.meet(address, code)
        reply.then(self._has_met).sorry(self._cannot).after(self._settled)

    def _has_met(self, address: str) -> None:
        kept = self._kit.preferences.kept(NEIGHBOURS).split()
        if address not in kept:
            self._kit.preferences.keep(NEIGHBOURS, " ".join([*kept, address]))
        self.code.clear()
        self._kit.network.look()
        self.met.emit()
        self.told.emit(self._kit.language.say("The two seats know each other now"))

    def _settled(self) -> None:
        self.meet.setEnabled(True)

    def _cannot(self, refusal: RuleBroken) -> None:
        self.told.emit(sentence(refusal.rule, refusal.facts, self._kit.language.words))
