"""Neither side is right: what is right is typed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from counter.domain.money import typed_fen
from counter.domain.personal import LIMITS
from counter.domain.refusals import RuleBroken
from counter.storage.catalogue import BY_NAME, Column
from counter.storage.questions.conflicts import Conflict
from counter.storage.settling import may_be_typed
from counter.wording import sentence
from ui.kit import Kit
from ui.screens.conflicts.written_words import WrittenWords
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.field import CodeEdit, Field
from ui.widgets.layouts import row

LONGEST = 500


class OtherValue(Card):
    """Fields for the columns of a conflict that may be typed."""

    typed = Signal(object)  # values by column

    def __init__(self, kit: Kit, conflict: Conflict):
        super().__init__()
        self._kit, self._words = kit, WrittenWords(kit)
        kind = BY_NAME[conflict.record]
        names = {one.field: None for side in conflict.sides for one in side.fields}
        self._columns = [kind.column(name) for name in names if may_be_typed(kind.column(name))]
        self.fields: dict[str, Field] = {}
        self.edits: dict[str, QLineEdit] = {}
        for column in self._columns:
            self._add(column)
        self.keep = Button(kit.theme, "", "check")
        self.keep.clicked.connect(self._keep)
        self.box.addLayout(row(self.keep, 1))
        self.say(kit.language.say("Neither is right"))
        self.keep.say(kit.language.say("Write what I typed"))

    def is_offered(self) -> bool:
        """Whether anything of it may be typed at all."""
        return bool(self._columns)

    def _add(self, column: Column) -> None:
        is_text = column.sql == "TEXT" and not column.name.endswith(("_on", "code"))
        edit = QLineEdit() if is_text else CodeEdit()
        edit.setMaxLength(LIMITS.get(column.name, LONGEST))
        edit.returnPressed.connect(self._keep)
        field = Field(edit, note="asked")
        field.say(self._words.field(column.name))
        self.fields[column.name], self.edits[column.name] = field, edit
        self.box.addWidget(field)

    def _keep(self) -> None:
        values: dict[str, str | int] = {}
        for column in self._columns:
            text = self.edits[column.name].text().strip()
            if not text:
                continue
            try:
                values[column.name] = _read(column, text)
            except RuleBroken as wrong:
                words = self._kit.language.words
                self.fields[column.name].object_to(sentence(wrong.rule, wrong.facts, words))
                self.edits[column.name].setFocus()
                return
        if not values:
            first = self._columns[0].name
            say = self._kit.language.say
            self.fields[first].object_to(say("Type what is right, or choose one of the sides."))
            self.edits[first].setFocus()
            return
        self.typed.emit(values)


def _read(column: Column, text: str) -> str | int:
    """Raises RuleBroken "money.…" or "conflict.wrong_value"."""
    if column.name.endswith("_fen"):
        return typed_fen(text, column.name)
    if column.sql != "INTEGER":
        return text
    if not text.isdecimal():
        raise RuleBroken("conflict.wrong_value", field=column.name, given=text[:40])
    return int(text)
