"""Money that was paid too much goes back before the item goes."""

from typing import Any

from counter.storage.questions.hand_back import HandBackLine
from ui.dialogs.form import FormDialog
from ui.dialogs.form_deeds import FormDeeds
from ui.dialogs.reason import Asked
from ui.dialogs.refund import asked_to_refund, refund_facts


class Refund(FormDeeds):
    """Asks how it is paid back, and books it; the page reads its receipt anew by itself."""

    _line: HandBackLine | None = None

    def pay_back(self, line: HandBackLine) -> None:
        """Pay back what was paid too much for an item."""
        if self.dialog is None:
            self._line = line
            self._ask(self._asked, "undo-2")

    def _asked(self) -> Asked:
        return asked_to_refund(self._kit, -self._line.due_fen if self._line else 0)

    def _send(self, facts: dict[str, Any]) -> None:
        if self._line is not None:
            told = refund_facts(facts) | {"case_number": self._line.case_number}
            reply = self._kit.desk.do("refund_payment", **told)
            reply.then(self._was_done, self.dialog).sorry(self._refuse, self.dialog)

    def _was_done(self, _answer: object, dialog: FormDialog | None) -> None:
        self._close(dialog)
        self.told.emit(self._kit.language.say("The money was paid back"))
