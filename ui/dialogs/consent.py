"""The customer's word to an estimate: yes to all or some lines, or no."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from counter.domain.choices import ConsentHow
from counter.domain.personal import LIMITS
from counter.domain.states import Coverage
from counter.storage.questions.case_views import EstimateView
from ui import terms
from ui.dialogs.form import FormDialog
from ui.kit import Kit
from ui.widgets.chips import Chips, Choice
from ui.widgets.field import CodeEdit, Field
from ui.widgets.labels import figure, label
from ui.widgets.layouts import column, holder, row, stretched
from ui.widgets.segmented import Segmented
from ui.widgets.ticks import Tick

YES, NO = "yes", "no"
ACTS = {YES: "record_consent", NO: "decline_estimate"}


class ConsentDialog(FormDialog):
    """`facts` holds under "act" which of the two acts it is."""

    def __init__(self, kit: Kit, parent: QWidget, estimate: EstimateView, phone: str):
        super().__init__(kit, parent, "circle-check")
        self._estimate = estimate
        self.answer = Segmented(kit.theme, [YES, NO])
        self.ticks = [Tick(kit.theme) for _ in estimate.lines]
        self._sum_title, self._sum = label("", "strong"), figure(22)
        self._how_title, self.how = label("", "label"), Chips(kit.theme, one=True, gap=6)
        self.phone, self.conditions, self.reason = CodeEdit(phone), QLineEdit(), QLineEdit()
        self.conditions.setMaxLength(LIMITS["conditions"])
        self.reason.setMaxLength(LIMITS["reason"])
        self.phone_field = Field(self.phone, note="none")
        self.conditions_field = Field(self.conditions, note="none")
        self.reason_field = Field(self.reason, note="none")
        for tick in self.ticks:
            tick.setChecked(True)
            tick.toggled.connect(self._ticked)
        total = stretched(row(self._sum_title, self._sum, gap=8), 1)
        self._yes = holder(
            column(
                *self.ticks,
                total,
                column(self._how_title, self.how, gap=4),
                self.phone_field,
                self.conditions_field,
                gap=8,
            )
        )
        self.answer.changed.connect(self._answered)
        self.how.changed.connect(self._how_changed)
        self.assemble(self.answer, self._yes, self.reason_field)
        self._answered(YES)
        self._how_changed()
        self.how.start()

    def say_form(self) -> None:
        say, plain = self.say, self.kit.figures.plain_amount
        self.title.setText(say("The customer's word"))
        number = self.kit.figures.number(self._estimate.number)
        self.text.setText(say("Estimate {number}", number=number))
        self.answer.say(
            say("The customer's word"), [Choice(YES, say("Agreed")), Choice(NO, say("Declined"))]
        )
        for tick, line in zip(self.ticks, self._estimate.lines, strict=True):
            name = line.name if line.qty == 1 else f"{line.name} ×{line.qty}"
            who = say(terms.COVERAGES[line.coverage])
            tick.say(name, f"{plain(line.amount_fen)}  {who}")
        self._sum_title.setText(say("Agreed"))
        self._how_title.setText(say("How"))
        self.how.name(say("How"))
        at_the_counter = ((k, text) for k, text in terms.CONSENTS.items() if k != ConsentHow.ONLINE)
        self.how.offer([Choice(code, say(text)) for code, text in at_the_counter])
        self.phone_field.say(say("&Phone called"))
        self.conditions_field.say(say("&Conditions"), "")
        self.reason_field.say(say("&Reason"))
        self._ticked(True)
        self._say_go()

    def gaps(self) -> list[tuple[str, QWidget]]:
        say = self.say
        if self.answer.value() == NO:
            missing = not self.reason.text().strip()
            return [(say("reason"), self.reason)] if missing else []
        found: list[tuple[str, QWidget]] = []
        if not any(tick.isChecked() for tick in self.ticks):
            found.append((say("a line that is agreed to"), self.ticks[0]))
        if not self.how.value():
            found.append((say("how"), self.how))
        elif self._is_by_phone() and not self.phone.text().strip():
            found.append((say("the phone called"), self.phone))
        return found

    def facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = {"act": ACTS[self.answer.value()]}
        facts["estimate_number"] = self._estimate.number
        if self.answer.value() == NO:
            return facts | {"reason": self.reason.text().strip()}
        return facts | {
            "how": ConsentHow(self.how.value()[0]),
            "lines": tuple(line.n for line in self._agreed()),
            "called_phone": self.phone.text().strip() if self._is_by_phone() else "",
            "conditions": self.conditions.text().strip(),
        }

    def _agreed(self) -> list[Any]:
        pairs = zip(self.ticks, self._estimate.lines, strict=True)
        return [line for tick, line in pairs if tick.isChecked()]

    def _is_by_phone(self) -> bool:
        return self.how.value() == [ConsentHow.PHONE.value]

    def _ticked(self, _on: bool) -> None:
        mine = (one for one in self._agreed() if one.coverage is Coverage.CUSTOMER)
        self._sum.setText(self.kit.figures.amount(sum(one.amount_fen for one in mine)))

    def _how_changed(self) -> None:
        self.phone_field.setVisible(self._is_by_phone())
        self.fit()

    def _answered(self, code: str) -> None:
        self._yes.setVisible(code == YES)
        self.reason_field.setVisible(code == NO)
        self._say_go()
        self.fit()

    def _say_go(self) -> None:
        is_yes = self.answer.value() == YES
        self.go.say(self.say("Write down the yes") if is_yes else self.say("Write down the no"))
