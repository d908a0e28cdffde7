"""A printer that the system knows and nobody described here: how it is, and a test page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counter.domain.refusals import RuleBroken
from counter.language import Words
from counter.wording import sentence
from ui.kit import Kit
from ui.screens.settings.printer_words import came_of
from ui.widgets.buttons import Button
from ui.widgets.labels import Callout, ElidedLabel, label
from ui.widgets.layouts import column, row
from ui.widgets.look import announce

if TYPE_CHECKING:
    from counter.printing.devices.delivery import Delivery


class SystemPrinter(QWidget):
    """Printed on through its driver."""

    tried = Signal()
    wants_described = Signal(str)

    def __init__(self, kit: Kit):
        super().__init__()
        self.kit = kit
        self.printer = ""
        self._tried = ""
        self.about, self._text = ElidedLabel("title"), label("", "muted", wrap=True)
        self.page = Button(kit.theme, "", "printer")
        self.describe = Button(kit.theme, "", "pen")
        self.outcome = Callout(kit.theme, "info")
        self.note = Callout(kit.theme, "triangle-alert", "danger")
        buttons = row(self.page, self.describe, 1)
        parts = (self.about, self.note, self._text, buttons, self.outcome)
        self.setLayout(column(*parts, 1, gap=10, margins=(20, 12, 20, 12)))
        self.outcome.hide()
        self.note.hide()
        self.page.clicked.connect(self._try)
        self.describe.clicked.connect(self._describe)

    def stops(self) -> list[QWidget]:
        """Where Tab goes."""
        return [self.page, self.describe]

    def say_all(self) -> None:
        """Set every text anew."""
        say = self.kit.language.say
        self._text.setText(
            say(
                "The system prints on it with its own driver; papers can go there as they are. "
                "Describe it where it should be known which stock lies in it, or where it takes "
                "labels or receipts in its own language."
            )
        )
        self.page.say(say("Print a test page"))
        self.describe.say(say("Describe it"))

    def show_printer(self, name: str) -> None:
        """Show this one."""
        if name != self.printer:
            self.outcome.hide()
        self.printer = name
        self.about.setText(name)

    def say_note(self, text: str) -> None:
        """Say why it was not reached; without a text nothing is said."""
        self.note.show_text(text)
        self.note.setVisible(bool(text))

    def _describe(self) -> None:
        self.wants_described.emit(self.printer)

    def _try(self) -> None:
        if not self.page.isEnabled():
            return
        self.page.setEnabled(False)
        self._tried = self.printer
        self.outcome.show_text(self.kit.language.say("Printing a test page …"), "accent", "clock")
        self.outcome.show()
        at = self.kit.figures.local(self.kit.now()).replace(tzinfo=None)
        words = Words(self.kit.language.code)
        reply = self.kit.printer_desk.try_system(self.printer, words, at)
        reply.then(self._printed).sorry(self._refused).after(self._answered)

    def _printed(self, came: "Delivery") -> None:
        text, tone = came_of(self.kit.language, came, self._tried)
        self._say(text, tone)
        self.tried.emit()

    def _refused(self, refusal: RuleBroken) -> None:
        text = sentence(refusal.rule, refusal.facts, self.kit.language.words)
        self._say(text, "danger")

    def _say(self, text: str, tone: str) -> None:
        if self._tried == self.printer:
            icon = {"ok": "circle-check", "warn": "info", "danger": "triangle-alert"}[tone]
            self.outcome.show_text(text, tone, icon)
            announce(self, text)

    def _answered(self) -> None:
        self.page.setEnabled(True)
        if self.outcome.text() == self.kit.language.say("Printing a test page …"):
            self.outcome.hide()  # a fault of ours, which the window has told of
