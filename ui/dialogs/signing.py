"""The pad in front of the customer: large, with the paper's number above it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from counter.domain.refusals import RuleBroken
from counter.domain.signing import CHECK_DIGITS
from counter.services.signing import SignatureFacts
from counter.storage.questions.signatures import ReceiptSaid, receipt_said
from counter.wording import sentence
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.labels import Callout, label
from ui.widgets.layouts import column, row
from ui.widgets.look import announce
from ui.widgets.signature_pad import SignaturePad

WIDTH, PAD_HEIGHT = 620, 220


class SigningDialog(QDialog):
    """Asks for one name; what is signed for is named above it."""

    signed = Signal(object)  # SignatureFacts

    def __init__(self, kit: Kit, parent: QWidget, number: str):
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._kit, self.number = kit, number
        self._bound = ""  # the hash of what the name stands under
        self._title, self._text = label("", "page"), label("", "muted", wrap=True)
        self.pad = SignaturePad()
        self.pad.setFixedHeight(PAD_HEIGHT)
        self._trouble = Callout(kit.theme, "circle-alert", "danger")
        self._trouble.hide()
        self.clear, self.cancel = Button(kit.theme, "ghost"), Button(kit.theme, "ghost")
        self.go = Button(kit.theme, "primary", "pen", "on_accent")
        foot = row(self.clear, 1, self.cancel, self.go, gap=8)
        parts = (self._title, self._text, self.pad, self._trouble, foot)
        self.setLayout(column(*parts, gap=12, margins=(28, 22, 28, 22)))
        self.setFixedWidth(WIDTH)
        self.clear.clicked.connect(self.pad.clear)
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._take)
        kit.language.changed.connect(self.say_all)
        kit.theme.dress(self)
        self.say_all()
        self._ask()

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        number = self._kit.figures.number(self.number)
        self.setWindowTitle(say("Signature"))
        self._title.setText(say("Please sign here"))
        text = say("For receipt {number} and everything on it.", number=number)
        self._text.setText(f"{text} {self._bound[:CHECK_DIGITS]}".strip())
        self.pad.say(say("Pad to sign on"), say("Customer"))
        self.clear.say(say("Clear"))
        self.cancel.say(say("Cancel"))
        self.go.say(say("Take the signature"))

    def refuse(self, refusal: RuleBroken) -> None:
        """Say why not; the name on the pad stays, unless it stands under something else by now."""
        if refusal.rule == "signature.of_something_else":
            self.pad.clear()
            self._ask()
        text = sentence(refusal.rule, refusal.facts, self._kit.language.words)
        self._trouble.show_text(text)
        self._trouble.show()
        announce(self, text)

    def _ask(self) -> None:
        self._kit.desk.ask(receipt_said, number=self.number).then(self._bind)

    def _bind(self, said: ReceiptSaid) -> None:
        self._bound = said.signed_sha256
        self.say_all()

    def _take(self) -> None:
        if self.pad.is_signed():
            strokes = self.pad.strokes()
            self.signed.emit(SignatureFacts(strokes=strokes, signed_sha256=self._bound))
        else:
            self.refuse(
                RuleBroken("signature.empty" if not self.pad.is_blank() else "signature.missing")
            )
