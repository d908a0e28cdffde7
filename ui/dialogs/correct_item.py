"""What was written of the item when it was taken in, to be put right; and another promise."""

from typing import Any

from PySide6.QtCore import QDateTime
from PySide6.QtWidgets import QDateTimeEdit, QLineEdit, QPlainTextEdit, QWidget

from counter.domain.money import figures, typed_fen
from counter.domain.personal import LIMITS
from counter.domain.refusals import RuleBroken
from counter.storage.questions.cases import CaseView
from counter.storage.questions.lists import Chip, ItemKindRow
from ui.dialogs.form import FormDialog
from ui.kit import Kit
from ui.widgets.chips import Chips, Choice
from ui.widgets.field import CodeEdit, Field
from ui.widgets.labels import label
from ui.widgets.layouts import column, row, stretched

WORDS_HEIGHT = 52
MINUTE_MS = 60_000


class CorrectItemDialog(FormDialog):
    """Only what differs is told to the act."""

    def __init__(self, kit: Kit, parent: QWidget, view: CaseView, kind: ItemKindRow | None):
        super().__init__(kit, parent, "check", 640)
        self._view, self._kind = view, kind
        self._titles = [label("", "label") for _ in range(3)]
        self.faults = Chips(kit.theme, gap=6, padding=12)
        self.marks = Chips(kit.theme, gap=6, padding=12)
        self.fault = QPlainTextEdit(view.fault_words)
        self.fault.setMinimumHeight(WORDS_HEIGHT)
        self.fault.setMaximumHeight(WORDS_HEIGHT)
        self.fault.setTabChangesFocus(True)
        self.note, self.value = QLineEdit(view.condition_note), CodeEdit()
        self.note.setMaxLength(LIMITS["condition_note"])
        declared = view.declared_value_fen
        self.value.setText(figures(declared) if declared is not None else "")
        self.promise, self.reason = QDateTimeEdit(), QLineEdit()
        self.promise.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.promise.setCalendarPopup(True)
        self.reason.setMaxLength(LIMITS["reason"])
        local = kit.figures.local(view.promised_at).replace(tzinfo=None)
        self.promise.setDateTime(QDateTime(local.date(), local.time()))  # pyright: ignore[reportCallIssue, reportArgumentType]
        self.promise.setCurrentSection(QDateTimeEdit.Section.DaySection)
        names = (self.note, self.value, self.promise, self.reason)
        self.fields = [Field(edit, note="asked") for edit in names]
        note, value, promise, reason = self.fields
        self.faults.offer([])
        self.assemble(
            column(self._titles[0], self.faults, self.fault, gap=4),
            column(self._titles[1], self.marks, gap=4),
            stretched(row(note, value, gap=14), 3, 2),
            stretched(row(promise, reason, gap=14), 2, 3),
        )
        self.faults.choose(view.fault_codes)
        self.marks.choose(view.condition)
        self.promise.dateTimeChanged.connect(self._promise_changed)
        self._promise_changed()
        self.faults.start()

    def say_form(self) -> None:
        say = self.say
        self.title.setText(say("Correct the case"))
        self.text.setText(say("The receipt the customer holds keeps what it says."))
        self._titles[0].setText(say("What is wrong"))
        self._titles[1].setText(say("Condition when taken in"))
        self.faults.name(say("Faults"))
        self.marks.name(say("Condition when taken in"))
        kind = self._kind
        self.faults.offer(self._choices(kind.faults if kind else []))
        self.marks.offer(self._choices(kind.conditions if kind else []))
        self.fault.setAccessibleName(say("In the customer's words"))
        self.fault.setPlaceholderText(say("In the customer's words"))
        note, value, promise, reason = self.fields
        note.say(say("&Condition in words"))
        value.say(say("Declared &value"))
        promise.say(say("&Promised for"))
        reason.say(say("&Reason for another promise"))
        self.go.say(say("Save"))

    def gaps(self) -> list[tuple[str, QWidget]]:
        say, found = self.say, list[tuple[str, QWidget]]()
        if not self.faults.value() and not self.fault.toPlainText().strip():
            found.append((say("what is wrong"), self.fault))
        if not self._value_is_right():
            found.append((say("the right amount"), self.value))
        if self._is_moved() and not self.reason.text().strip():
            found.append((say("reason"), self.reason))
        return found

    def facts(self) -> dict[str, Any]:
        view, facts = self._view, dict[str, Any]()
        words, codes = self.fault.toPlainText().strip(), self.faults.value()
        if words != self._view.fault_words or codes != view.fault_codes:
            facts |= {"fault": words, "fault_codes": tuple(codes)}
        note, marks = self.note.text().strip(), self.marks.value()
        if note != view.condition_note or set(marks) != set(view.condition):
            facts |= {"condition_note": note, "condition_codes": tuple(marks)}
        declared = self._declared_fen()
        if declared is not None and declared != view.declared_value_fen:
            facts["declared_value_fen"] = declared
        if self._is_moved():
            facts |= {"promised_at": self._promised_at(), "reason": self.reason.text().strip()}
        return facts

    def _choices(self, chips: list[Chip]) -> list[Choice]:
        named = self.kit.language.named
        return [Choice(chip.code, named(chip.zh, chip.en)) for chip in chips]

    def _promised_at(self) -> int:
        local = self.promise.dateTime().toPython()
        return self.kit.figures.at(local)  # pyright: ignore[reportArgumentType]

    def _is_moved(self) -> bool:
        return self._promised_at() // MINUTE_MS != self._view.promised_at // MINUTE_MS

    def _promise_changed(self) -> None:
        self.fields[3].setVisible(self._is_moved())
        self.fit()

    def _declared_fen(self) -> int | None:
        typed = self.value.text().strip()
        return typed_fen(typed, "declared_value_fen") if typed else None

    def _value_is_right(self) -> bool:
        self.fields[1].clear_state()
        try:
            self._declared_fen()
        except RuleBroken as refusal:
            self.fields[1].object_to(self.worded(refusal))
            return False
        return True
