"""The receipt issued last, until the customer has signed it (decisions 31)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.labels import Callout
from ui.widgets.layouts import FLUSH, column

SIGN_KEYS = "Ctrl+Shift+Return"


class LastReceipt(QWidget):
    """Says which paper waits for its signature; it stays until that is answered."""

    signed = Signal(str)
    wants_pad = Signal(str)

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._number = ""
        self.confirm = Button(kit.theme, "link")
        self.on_pad = Button(kit.theme, "link")
        self._callout = Callout(kit.theme, "pen", "warn", self.on_pad, self.confirm)
        self.setLayout(column(self._callout, margins=FLUSH))
        self.confirm.clicked.connect(self.sign)
        self.on_pad.clicked.connect(self._to_pad)
        self.hide()

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        number = self._kit.figures.number(self._number)
        self.on_pad.say(say("Sign on the pad"))
        self.confirm.say(say("Customer has signed"), SIGN_KEYS.replace("Return", "Enter"))
        self._callout.show_text(say("Receipt {number} waits for the signature", number=number))

    def wait_for(self, number: str) -> None:
        """Another receipt waits now; empty when none does."""
        self._number = number
        self.say_all()
        self.setVisible(bool(number))

    def number(self) -> str:
        """The receipt that waits; empty when none does."""
        return self._number

    def sign(self) -> None:
        """The customer has signed it."""
        if self._number:
            self.signed.emit(self._number)

    def _to_pad(self) -> None:
        if self._number:
            self.wants_pad.emit(self._number)
