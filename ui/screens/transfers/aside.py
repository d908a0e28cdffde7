"""The column at the right: what the transfer waits for, where a scan goes, and what can be done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from counter.domain.refusals import RuleBroken
from counter.wording import sentence
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.field import CodeEdit, Field
from ui.widgets.labels import Callout, key, label
from ui.widgets.layouts import column, row, stretched
from ui.widgets.look import announce
from ui.widgets.settling import Settling

WIDTH = 320


class Aside(QFrame):
    """One strong button: what leads on; a number can be typed where no scanner is at hand."""

    entered = Signal(str)

    def __init__(self, kit: Kit):
        super().__init__()
        theme = kit.theme
        self._kit = kit
        self.setProperty("role", "card")
        self.setFixedWidth(WIDTH)
        self.about = label("", "muted", wrap=True)
        self.what = Callout(theme, "scan-barcode", "accent")
        self.trouble = Callout(theme, "circle-alert", "danger")
        self.number = CodeEdit()
        self.field = Field(self.number, note="asked")
        self.commit = Button(theme, "primary", "check", "on_accent")
        self.damaged = Button(theme, "tall", "triangle-alert")
        self.refuse_all = Button(theme, "tall", "undo-2")
        self.lost = Button(theme, "tall", "shield-alert")
        self.print_again = Button(theme, "tall", "printer")
        self._refusal: RuleBroken | None = None
        self._settling = Settling(self)
        for part in (self.what, self.trouble):
            part.setMinimumWidth(1)
        self.trouble.hide()
        self.number.setMaxLength(40)
        self.number.returnPressed.connect(self._enter)
        hint = row(1, key("Ctrl"), key("Enter"), gap=4)
        self.setLayout(
            column(
                self.about,
                self.what,
                self.field,
                self.trouble,
                1,
                self.print_again,
                self.lost,
                self.refuse_all,
                self.damaged,
                hint,
                stretched(row(self.commit, gap=8), 1),
                gap=10,
                margins=(16, 14, 16, 14),
            )
        )

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.field.say(say("Or type the &number"))
        self.damaged.say(say("Damaged…"), say("Say what is damaged on the chosen item"))
        self.lost.say(say("Lost on the way…"), say("What was sent and never came"))
        self.print_again.say(say("Print the note again"))
        if self._refusal is not None:
            self.refuse(self._refusal)
        elif not self.trouble.isHidden():
            self.show_trouble("")  # it was said in the other language

    def say_what(self, text: str) -> None:
        """Say what a scan does now."""
        self.what.show_text(text)
        self._settling.soon()

    def refuse(self, refusal: RuleBroken) -> None:
        """Say what is wrong with the last scan or act."""
        self._refusal = refusal
        self._show(sentence(refusal.rule, refusal.facts, self._kit.language.words))

    def show_trouble(self, text: str) -> None:
        """Say what is wrong in words of the screen; nothing for ""."""
        self._refusal = None
        self._show(text)

    def _show(self, text: str) -> None:
        self.trouble.show_text(text)
        self.trouble.setVisible(bool(text))
        self._settling.soon()
        announce(self.trouble, text)

    def _enter(self) -> None:
        if text := self.number.text().strip():
            self.entered.emit(text)
