"""What is known of a unit, to be put right field by field."""

from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from counter.domain.personal import LIMITS
from counter.storage.questions.case_views import UnitView
from counter.storage.questions.lists import ItemKindRow
from ui.dialogs.form import FormDialog
from ui.kit import Kit
from ui.widgets.field import CodeEdit, Field
from ui.widgets.layouts import row, stretched

FIELDS = ("product", "brand", "model", "serial", "colour", "bought_on", "note")
DATE_LENGTH = 10


class CorrectUnitDialog(FormDialog):
    """Only what differs is told to the act."""

    def __init__(self, kit: Kit, parent: QWidget, unit: UnitView, kinds: list[ItemKindRow]):
        super().__init__(kit, parent, "check")
        self._unit, self._kinds = unit, kinds
        self.kind = QComboBox()
        codes = {"serial", "bought_on"}
        self.edits = {name: CodeEdit() if name in codes else QLineEdit() for name in FIELDS}
        self.fields = {name: Field(edit, note="none") for name, edit in self.edits.items()}
        for name, edit in self.edits.items():
            edit.setText(getattr(unit, name))
            edit.setMaxLength(LIMITS.get(name, DATE_LENGTH))
        self.kind_field = Field(self.kind, note="none")
        for kind in kinds:
            self.kind.addItem("", kind.code)
        self.kind.setCurrentIndex(max(0, self.kind.findData(unit.kind_code)))
        f = self.fields
        self.assemble(
            stretched(row(self.kind_field, f["product"], gap=14), 1, 1),
            stretched(row(f["brand"], f["model"], gap=14), 1, 1),
            stretched(row(f["serial"], f["colour"], gap=14), 1, 1),
            stretched(row(f["bought_on"], f["note"], gap=14), 1, 1),
        )
        self.edits["product"].setFocus()

    def say_form(self) -> None:
        say, named = self.say, self.kit.language.named
        self.title.setText(say("Correct the unit"))
        self.text.setText(
            say("It holds for all cases of this unit. Printed papers stay as they are.")
        )
        self.kind_field.say(say("&Kind"))
        for place, kind in enumerate(self._kinds):
            self.kind.setItemText(place, named(kind.name_zh, kind.name_en))
        self.fields["product"].say(say("&Product"))
        self.fields["brand"].say(say("&Brand"))
        self.fields["model"].say(say("&Model"))
        self.fields["serial"].say(say("&Serial number"))
        self.fields["colour"].say(say("&Colour"))
        self.fields["bought_on"].say(say("Bought &on"))
        self.edits["bought_on"].setPlaceholderText("2026-01-31")
        self.fields["note"].say(say("&Note"))
        self.go.say(say("Save"))

    def gaps(self) -> list[tuple[str, QWidget]]:
        if self.edits["product"].text().strip():
            return []
        return [(self.say("product"), self.edits["product"])]

    def facts(self) -> dict[str, Any]:
        given = {name: edit.text().strip() for name, edit in self.edits.items()}
        facts = {n: value for n, value in given.items() if value != getattr(self._unit, n)}
        kind = str(self.kind.currentData() or self._unit.kind_code)
        return facts | ({"kind": kind} if kind != self._unit.kind_code else {})
