"""The customer's name under the receipt just written: on its paper, or on the pad."""

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from counter.domain.refusals import RuleBroken
from counter.domain.states import SignedOn
from counter.services.signing import SignatureFacts
from ui.dialogs.signing import SigningDialog
from ui.kit import Kit
from ui.screens.check_in.last_receipt import LastReceipt


class Signatures(QObject):
    """Puts it on record; by the time the answer comes another receipt may wait."""

    told = Signal(str)
    refused = Signal(object)

    def __init__(self, kit: Kit, page: QWidget, last: LastReceipt):
        super().__init__(page)
        self._kit, self._page, self._last = kit, page, last
        self.dialog: SigningDialog | None = None
        last.signed.connect(self._sign)
        last.wants_pad.connect(self._open_pad)

    def _sign(self, number: str) -> None:
        facts = {"receipt_number": number, "signed_on": SignedOn.PAPER}
        reply = self._kit.desk.do("confirm_signature", **facts)
        reply.then(self._signed, None).sorry(self._refuse, None)

    def _open_pad(self, number: str) -> None:
        self.dialog = SigningDialog(self._kit, self._page.window(), number)
        self.dialog.signed.connect(self._sign_on_pad)
        self.dialog.finished.connect(self._forget_dialog)
        self.dialog.open()

    def _sign_on_pad(self, signature: SignatureFacts) -> None:
        if self.dialog is not None:
            facts = {"receipt_number": self.dialog.number, "signed_on": SignedOn.PAD}
            reply = self._kit.desk.do("confirm_signature", signature=signature, **facts)
            reply.then(self._signed, self.dialog).sorry(self._refuse, self.dialog)

    def _refuse(self, refusal: RuleBroken, dialog: SigningDialog | None) -> None:
        if dialog is not None and dialog is self.dialog:
            dialog.refuse(refusal)
        else:
            self.refused.emit(refusal)

    def _forget_dialog(self, _result: int) -> None:
        self.dialog = None

    def _signed(self, answer: Any, dialog: SigningDialog | None) -> None:
        if self._last.number() == answer.receipt_number:
            self._last.wait_for("")
        if dialog is not None and dialog is self.dialog:
            dialog.accept()
        number = self._kit.figures.number(answer.receipt_number)
        self.told.emit(self._kit.language.say("Receipt {number} is signed", number=number))
