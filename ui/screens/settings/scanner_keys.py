"""What is known of the scanner that types like a keyboard, to look at and to set by hand."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.kit import Kit
from ui.scans.habits import MOST_AROUND, Ending, Habits
from ui.screens.settings.scanner_lesson import ENDINGS
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chips import Choice
from ui.widgets.field import CodeEdit, Field
from ui.widgets.labels import label
from ui.widgets.layouts import row
from ui.widgets.pick import Pick

NARROW = 110


class KeysCard(Card):
    """Prefix, suffix and end are written at once."""

    changed = Signal(object)  # Habits

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self.habits = Habits()
        self.standing = label("", "muted", wrap=True)
        self.prefix, self.suffix = CodeEdit(), CodeEdit()
        self.ending = Pick()
        self.reset = Button(kit.theme, "link")
        parts = (self.prefix, self.suffix, self.ending)
        self._fields = [Field(part, note="none") for part in parts]
        for edit in (self.prefix, self.suffix):
            edit.setMaxLength(MOST_AROUND)
            edit.setFixedWidth(NARROW)
            edit.editingFinished.connect(self._edited)
        self.ending.picked.connect(self._edited)
        self.reset.clicked.connect(self._reset)
        self.box.addWidget(self.standing)
        self.box.addLayout(row(*self._fields, 1, gap=14))
        self.box.addLayout(row(self.reset, 1))

    def stops(self) -> list[QWidget]:
        """Where Tab goes."""
        return [self.prefix, self.suffix, self.ending, self.reset]

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.say(say("Scanner that types like a keyboard"))
        names = (say("Before a code"), say("Behind a code"), say("A code ends with"))
        for field, name in zip(self._fields, names, strict=True):
            field.say(name)
        for edit in (self.prefix, self.suffix):
            edit.setPlaceholderText(say("nothing"))
        choices = [Choice(ending.value, say(text)) for ending, text in ENDINGS.items()]
        self.ending.offer(names[2], choices)
        self.reset.say(say("Forget what was learnt"))

    def show_habits(self, habits: Habits, standing: str) -> None:
        """Show what is known."""
        self.habits = habits
        self.standing.setText(standing)
        self._put(self.prefix, habits.prefix)
        self._put(self.suffix, habits.suffix)
        self.ending.pick(habits.ending.value)
        self.reset.setVisible(habits != Habits())

    def _put(self, edit: QLineEdit, text: str) -> None:
        if edit.text() != text:
            edit.setText(text)

    def _edited(self) -> None:
        habits = replace(
            self.habits,
            prefix=self.prefix.text().strip(),
            suffix=self.suffix.text().strip(),
            ending=Ending(self.ending.code()),
        )
        if habits != self.habits:
            self.changed.emit(habits)

    def _reset(self) -> None:
        self.prefix.setFocus()
        self.changed.emit(Habits())
