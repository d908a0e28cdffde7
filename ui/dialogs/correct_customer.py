"""What is known of a customer, to be put right field by field."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from counter.domain.personal import LIMITS, phone_digits
from counter.domain.refusals import RuleBroken
from counter.storage.questions.case_views import CustomerView
from ui.dialogs.form import FormDialog
from ui.kit import Kit
from ui.language import PAPER_LANGUAGES
from ui.widgets.chips import Choice
from ui.widgets.field import CodeEdit, Field
from ui.widgets.labels import label
from ui.widgets.layouts import column, row, stretched
from ui.widgets.segmented import Segmented

FIELDS = ("name", "phone", "phone_2", "address", "email", "note")


class CorrectCustomerDialog(FormDialog):
    """Only what differs is told to the act."""

    def __init__(self, kit: Kit, parent: QWidget, customer: CustomerView):
        super().__init__(kit, parent, "check")
        self._customer = customer
        codes = {"phone", "phone_2", "email"}
        self.edits = {name: CodeEdit() if name in codes else QLineEdit() for name in FIELDS}
        self.fields = {name: Field(edit) for name, edit in self.edits.items()}
        for name, edit in self.edits.items():
            edit.setText(getattr(customer, name))
            edit.setMaxLength(LIMITS["phone" if name == "phone_2" else name])
            edit.textEdited.connect(self._edited)
        self._language_title = label("", "label")
        self.language = Segmented(kit.theme, list(PAPER_LANGUAGES))
        self.language.choose(customer.language)
        language = column(self._language_title, self.language, 1, gap=4)
        f = self.fields
        self.assemble(
            stretched(row(f["name"], language, gap=14), 3, 2),
            stretched(row(f["phone"], f["phone_2"], gap=14), 1, 1),
            f["address"],
            stretched(row(f["email"], f["note"], gap=14), 1, 1),
        )
        self.edits["name"].setFocus()

    def say_form(self) -> None:
        say = self.say
        self.title.setText(say("Correct the customer"))
        self.text.setText(say("Papers already printed keep what they say."))
        self.fields["name"].say(say("Na&me"))
        self.fields["phone"].say(say("&Phone"))
        self.fields["phone_2"].say(say("&Second phone"))
        self.fields["address"].say(say("&Address"))
        self.fields["email"].say(say("&E-mail"))
        self.fields["note"].say(say("&Note"))
        self._language_title.setText(say("Language of the papers"))
        choices = [Choice(code, text) for code, text in PAPER_LANGUAGES.items()]
        self.language.say(say("Language of the papers"), choices)
        self.go.say(say("Save"))

    def gaps(self) -> list[tuple[str, QWidget]]:
        self._check_phones()
        found: list[tuple[str, QWidget]] = []
        if not self.edits["name"].text().strip():
            found.append((self.say("name"), self.edits["name"]))
        for name in ("phone", "phone_2"):
            if self.fields[name].has_error():
                found.append((self.say("a right phone"), self.edits[name]))
        return found

    def facts(self) -> dict[str, Any]:
        given = {name: edit.text().strip() for name, edit in self.edits.items()}
        given["language"] = self.language.value()
        return {n: value for n, value in given.items() if value != getattr(self._customer, n)}

    def _check_phones(self) -> None:
        for name in ("phone", "phone_2"):
            typed = self.edits[name].text().strip()
            self.fields[name].clear_state()
            if not typed and name == "phone_2":
                continue
            try:
                phone_digits(typed)
            except RuleBroken as refusal:
                self.fields[name].object_to(self.worded(refusal))

    def _edited(self, _text: str) -> None:
        for field in self.fields.values():
            if field.control is self.sender():
                field.clear_state()


def as_it_was(customer: CustomerView) -> dict[str, str]:
    """The facts that take a correction back."""
    return {name: getattr(customer, name) for name in (*FIELDS, "language")}
