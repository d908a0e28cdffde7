"""Fields to type in: a label above, the control, and one line below that hints, confirms or
objects.
"""

import re
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from counter.domain.personal import LIMITS
from ui.widgets.labels import label
from ui.widgets.layouts import column, row
from ui.widgets.look import announce, set_look, tip_of

LONGEST_CODE = 200
#: the key behind a question whose own signs no keyboard has: "抹零(&R)"
KEY_BEHIND = re.compile(r"\(&(\w)\)")
Line = TypeVar("Line", bound=QLineEdit)


class CodeEdit(QLineEdit):
    """A line that no input method may touch: codes, phones, serials, money, scans.

    `WA_InputMethodEnabled` does not do it: the platform asks `ImEnabled`, and that is answered
    here. A scanner or a clipboard may hand over anything: what is longer was never a code.
    """

    def __init__(self, text: str = ""):
        super().__init__(text)
        self.setMaxLength(LONGEST_CODE)

    def inputMethodQuery(self, query: Qt.InputMethodQuery, argument: object = None) -> object:
        if query == Qt.InputMethodQuery.ImEnabled:
            return False
        return super().inputMethodQuery(query)


def limited(edit: Line, name: str) -> Line:
    """A line that takes no more than the act keeps of the field with this name."""
    edit.setMaxLength(LIMITS[name])
    return edit


class Field(QWidget):
    """One question of a form. The line below keeps its place, so that nothing jumps."""

    def __init__(self, control: QWidget, *, note: str = "kept"):
        """Where the line that hints or objects stands: `kept` below and always there, `asked` below
        when it has something to say, `beside` the question, or `none`: then the form says it.
        """
        super().__init__()
        self.control = control
        self._way = note
        self._hint = ""
        self._shortcut: QShortcut | None = None
        self.label, self.note = label("", "label"), label("", "hint")
        self.label.setBuddy(control)
        if isinstance(control, QLineEdit):
            control.editingFinished.connect(self._show_beginning)
        head = row(self.label, 1, gap=6)
        box = column(head, control, gap=4)
        if note == "beside":
            head.addWidget(self.note)
        else:
            box.addWidget(self.note)
        self.setLayout(box)
        self.note.setVisible(note in ("kept", "beside"))

    def say(self, text: str, hint: str = "") -> None:
        """Set the question and the hint that stands below while there is nothing else to say.

        A letter of the question is underlined as its key; one behind it is told in the tool tip.
        """
        behind = KEY_BEHIND.search(text)
        text = KEY_BEHIND.sub("", text)
        self.label.setText(text)
        self._listen_to(f"Alt+{behind[1]}" if behind else "")
        self._hint = hint
        self.control.setAccessibleName(text.replace("&", ""))
        if not self.note.property("state"):
            self._show("", hint)

    def object_to(self, sentence: str) -> None:
        """Mark what was typed as wrong and say how to mend it."""
        self._show("error", sentence)
        announce(self.control, sentence)

    def confirm(self, sentence: str) -> None:
        """Say that what was typed is right."""
        self._show("ok", sentence)

    def remark(self, sentence: str) -> None:
        """Say something about what was typed that is neither right nor wrong."""
        self._show("", sentence or self._hint)

    def warn(self, sentence: str) -> None:
        """Say what deserves a second look although nothing stands in the way."""
        self._show("warn", sentence)

    def clear_state(self) -> None:
        """Back to the hint."""
        self._show("", self._hint)

    def sentence(self) -> str:
        """What is said about what was typed."""
        return self.note.text()

    def has_error(self) -> bool:
        """Whether an objection stands."""
        return self.note.property("state") == "error"

    def _listen_to(self, keys: str) -> None:
        self.label.setToolTip(keys)
        if keys and self._shortcut is None:
            self._shortcut = QShortcut(self)
            self._shortcut.activated.connect(self._called)
        if self._shortcut is not None:
            self._shortcut.setKey(QKeySequence(keys))

    def _show_beginning(self) -> None:
        """A long text that was left is read from its beginning."""
        if isinstance(self.control, QLineEdit) and not self.control.hasFocus():
            self.control.setCursorPosition(0)

    def _called(self) -> None:
        self.control.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self, state: str, sentence: str) -> None:
        set_look(self.control, state=state)
        set_look(self.note, state=state)
        self.note.setText(sentence)
        self.note.setToolTip(tip_of(sentence))
        if self._way == "asked":
            self.note.setVisible(bool(sentence))
        self.control.setAccessibleDescription(sentence)
