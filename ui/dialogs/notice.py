"""The customer is told something: how, what was said, what came of it."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from counter.domain.choices import NoticeHow, NoticeOutcome
from counter.domain.personal import LIMITS
from counter.storage.questions.lists import OutletView, outlet_view
from ui import terms
from ui.dialogs.form import FormDialog
from ui.kit import Kit
from ui.widgets.chips import Chips, Choice
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.layouts import column


class NoticeDialog(FormDialog):
    """Writes a notice down; the call itself is made by whoever writes it."""

    def __init__(self, kit: Kit, parent: QWidget, *, phone: str, is_ready: bool, due_fen: int):
        super().__init__(kit, parent, "phone")
        self._phone, self._is_ready, self._due_fen = phone, is_ready, due_fen
        self._how_title, self._outcome_title = label("", "label"), label("", "label")
        self.how = Chips(kit.theme, one=True, gap=6)
        self.outcome = Chips(kit.theme, one=True, gap=6)
        self.said = QLineEdit()
        self.said.setMaxLength(LIMITS["said"])
        self.field = Field(self.said, note="none")
        self._is_touched = False
        self._ready_words: dict[str, str] = {}
        self.said.textEdited.connect(self._edited)
        self.assemble(
            column(self._how_title, self.how, gap=4),
            self.field,
            column(self._outcome_title, self.outcome, gap=4),
        )
        self.how.choose([NoticeHow.PHONE.value])
        self.how.start()
        kit.desk.ask(outlet_view).then(self._take_words)

    def say_form(self) -> None:
        say = self.say
        self.title.setText(say("Tell the customer"))
        self.text.setText(say("Phone {number}", number=self._phone) if self._phone else "")
        self._how_title.setText(say("How"))
        self._outcome_title.setText(say("What came of it"))
        self.how.name(say("How"))
        self.outcome.name(say("What came of it"))
        self.how.offer([Choice(code, say(text)) for code, text in terms.NOTICES.items()])
        self.outcome.offer([Choice(code, say(text)) for code, text in terms.OUTCOMES.items()])
        self.field.say(say("What was &said"))
        self.go.say(say("Write it down"))
        if not self._is_touched:
            self.said.setText(self._usual())

    def gaps(self) -> list[tuple[str, QWidget]]:
        say = self.say
        found: list[tuple[str, QWidget]] = []
        if not self.how.value():
            found.append((say("how"), self.how))
        if not self.said.text().strip():
            found.append((say("what was said"), self.said))
        if not self.outcome.value():
            found.append((say("what came of it"), self.outcome))
        return found

    def facts(self) -> dict[str, Any]:
        return {
            "how": NoticeHow(self.how.value()[0]),
            "said": self.said.text().strip(),
            "outcome": NoticeOutcome(self.outcome.value()[0]),
        }

    def _usual(self) -> str:
        """What is said most often as the case stands."""
        if not self._is_ready:
            return ""
        words = self._ready_words.get(self.kit.language.code, "")
        if self._due_fen > 0:
            due = self.kit.figures.amount(self._due_fen)
            return self.say("{words}; {due} to pay", words=words, due=due).lstrip("; ；")
        return words

    def _take_words(self, outlet: OutletView) -> None:
        """What the outlet says when something is ready."""
        self._ready_words = outlet.settings["ready_words"]
        if not self._is_touched:
            self.said.setText(self._usual())

    def _edited(self, _text: str) -> None:
        self._is_touched = True
