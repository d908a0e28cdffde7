"""Why: the one thing asked before something is taken back or given up."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from counter.domain.personal import LIMITS
from ui.dialogs.form import FormDialog
from ui.kit import Kit
from ui.widgets.chips import Chips, Choice
from ui.widgets.field import Field


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form says, in the language that is spoken: its button, what it will do, and reasons
    that are often given. `what` is the choice between several things, code and text.
    """

    title: str
    go: str
    text: str = ""
    then: str = ""
    reasons: list[str] = field(default_factory=list[str])
    what: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    label: str = ""
    fact: str = "reason"
    is_needed: bool = True


class ReasonDialog(FormDialog):
    """A reason, by chip or in words; and which one, where there are several."""

    def __init__(self, kit: Kit, parent: QWidget, ask: Callable[[], Asked], icon: str = "check"):
        """`ask` says what is asked, in the language that is spoken then."""
        super().__init__(kit, parent, icon)
        self._ask, self._asked = ask, ask()
        self.which = Chips(kit.theme, one=True, gap=6)
        self.reasons = Chips(kit.theme, one=True, gap=6)
        self.reason = QLineEdit()
        self.reason.setMaxLength(LIMITS["reason"])
        self.field = Field(self.reason, note="none")
        self.assemble(self.which, self.reasons, self.field)
        asked = self._asked
        if asked.what:
            self.which.choose([asked.what[0][0]])
        self.which.setVisible(len(asked.what) > 1)
        self.reasons.setVisible(bool(asked.reasons))
        self.reasons.changed.connect(self._reason_picked)
        if asked.reasons:
            self.reasons.start()  # one key gives the usual reason
        else:
            self.reason.setFocus()

    def say_form(self) -> None:
        asked = self._asked = self._ask()
        self.which.offer([Choice(code, text) for code, text in asked.what])
        places = enumerate(asked.reasons)
        self.reasons.offer([Choice(str(place), text) for place, text in places])
        self.title.setText(asked.title)
        self.text.setText(asked.text)
        self.then.setText(asked.then)
        self.go.say(asked.go)
        self.field.say(asked.label or self.say("&Reason"))
        self.which.name(asked.title)
        self.reasons.name(self.say("Reasons"))

    def gaps(self) -> list[tuple[str, QWidget]]:
        if self._asked.is_needed and not self.reason.text().strip():
            return [(self.say("reason"), self.reason)]
        return []

    def facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = {self._asked.fact: self.reason.text().strip()}
        if self._asked.what:
            facts["what"] = self.which.value()[0]
        return facts

    def _reason_picked(self) -> None:
        texts = self.reasons.texts()
        if texts:
            self.reason.setText(texts[0])
