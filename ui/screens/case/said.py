"""What the customer of a case has said on his page, above everything until somebody has read it."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counter.domain.refusals import RuleBroken
from counter.language import N_
from counter.storage.questions.customer_answers import NewAnswer, new_answers
from ui.customer_answers import said_of, tone_of
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.labels import Callout
from ui.widgets.layouts import column

FLUSH = (0, 0, 0, 0)
FOR_SUPERVISOR = N_("A complaint stays until a supervisor has read it.")


class CustomerSaid(QWidget):
    """One sentence an answer, and the button that says it was read."""

    told = Signal(str)
    refused = Signal(object)

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit, self._number, self._may = kit, "", False
        self._answers: list[NewAnswer] = []
        self.read = Button(kit.theme)
        self.callout = Callout(kit.theme, "user-round", "violet", self.read)
        self.setLayout(column(self.callout, margins=FLUSH))
        self.read.clicked.connect(self._read)
        self.hide()

    def say_all(self) -> None:
        """Set every text anew."""
        self.read.say(self._kit.language.say("Read"))
        self._show()

    def look(self, number: str, *, may: bool) -> None:
        """Ask what is new of a case; whether the one who is signed in may say that it was read."""
        if number != self._number:
            self._answers = []
            self._show()
        self._number, self._may = number, may
        facts: dict[str, Any] = {"now_at": self._kit.now(), "case_number": number}
        self._kit.desk.ask(new_answers, **facts).then(self._take)

    def _take(self, answers: list[NewAnswer]) -> None:
        self._answers = [one for one in answers if one.case_number == self._number]
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._answers))
        if not self._answers:
            return
        language = self._kit.language
        said = [said_of(language, one) for one in self._answers]
        text = "\n".join(language.say("The customer on his page: {said}", said=one) for one in said)
        self.callout.show_text(text, *tone_of(self._answers))
        self.read.setVisible(self._may)

    def _read(self) -> None:
        reply = self._kit.desk.do("see_customer_answers", case_number=self._number)
        reply.then(self._was_read).sorry(self._refuse)

    def _was_read(self, outcome: Any) -> None:
        if outcome.for_supervisor:
            self.told.emit(self._kit.language.say(FOR_SUPERVISOR))

    def _refuse(self, refusal: RuleBroken) -> None:
        self.refused.emit(refusal)
