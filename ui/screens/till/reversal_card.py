"""Taking a payment back: which one, why, and the button."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from counter.domain.personal import LIMITS
from counter.domain.states import PaymentKind
from counter.storage.questions.till import TillLine
from ui.kit import Kit
from ui.screens.till.cells import Cells
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.labels import label


class ReversalCard(Card):
    """The line chosen in the list; the act itself checks right and rules."""

    wanted = Signal(object, str)  # the line, and why

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit, self._cells = kit, Cells(kit)
        self._line: TillLine | None = None
        self._what = label("", "muted", wrap=True)
        self._what.setMinimumWidth(1)  # one long word must not claim more than the card has
        self.reason = QLineEdit()
        self.reason.setMaxLength(LIMITS["reason"])
        self.field = Field(self.reason, note="asked")
        self.go = Button(kit.theme, "tall", "undo-2", "danger")
        for part in (self._what, self.field, self.go):
            self.box.addWidget(part)
        self.go.clicked.connect(self._go)
        self.reason.returnPressed.connect(self._go)
        self.reason.textEdited.connect(self.field.clear_state)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.say(say("Take a payment back"))
        self.field.say(say("&Reason"))
        self.go.say(say("Reverse this payment"))
        self.show_line(self._line)

    def stops(self) -> list[QWidget]:
        """What Tab comes to."""
        return [self.reason, self.go]

    def line(self) -> TillLine | None:
        """The payment that is chosen."""
        return self._line

    def show_line(self, line: TillLine | None) -> None:
        """Take the line chosen in the list."""
        say = self._kit.language.say
        if line != self._line:
            self.field.clear_state()
        self._line = line
        if line is None:
            self._what.setText(say("Choose a payment in the list."))
            return
        kept = self._kit.figures
        number, amount = kept.short_number(line.case_number), kept.amount(line.amount_fen)
        facts = {"amount": amount, "method": self._cells.method(line.method), "number": number}
        text = say("{amount} by {method}, case {number}", **facts)
        if line.kind is PaymentKind.REVERSAL:
            text = say("This line is itself a reversal: it stays.")
        elif line.is_reversed:
            text = say("This payment was reversed already.")
        self._what.setText(text)

    def refuse(self, text: str) -> None:
        """Say why not; what was typed stays."""
        self.field.object_to(text)
        self.reason.setFocus()

    def clear(self) -> None:
        """It was done, or somebody else is here."""
        self.reason.clear()
        self.field.clear_state()

    def _go(self) -> None:
        say, reason = self._kit.language.say, self.reason.text().strip()
        if self._line is None:
            self.refuse(say("Choose a payment in the list first."))
        elif not reason:
            self.refuse(say("Say why the payment is taken back."))
        else:
            self.wanted.emit(self._line, reason)
