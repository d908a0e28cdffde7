"""A PIN typed by keys or by finger: dots for digits, Enter or the arrow to send."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout

from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.layouts import column
from ui.widgets.look import announce, set_look
from ui.widgets.marks import PinDots

LONGEST = 6
LAYOUT = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "back", "0", "enter")


class PinPad(QFrame):
    """Says whose PIN is asked for, takes it, and shows what came of it."""

    entered = Signal(str)

    def __init__(self, theme: Theme):
        super().__init__()
        self.setProperty("role", "card")
        self._digits = ""
        self._dots = PinDots(theme, LONGEST)
        self.who, self.duty, self.note = label("", "title"), label("", "caption"), label("", "hint")
        for text in (self.who, self.duty, self.note):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note.setWordWrap(True)
        self.note.setMinimumHeight(38)  # two lines; what is longer makes room for itself
        self.keys: dict[str, Button] = {}
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, name in enumerate(LAYOUT):
            grid.addWidget(self._key(theme, name), place // 3, place % 3)
        self.setLayout(
            column(
                self.who, self.duty, self._dots, self.note, grid, gap=6, margins=(24, 18, 24, 20)
            )
        )
        self.setFixedWidth(316)

    def say(self, back: str, enter: str) -> None:
        """Name the two keys that are signs."""
        self.keys["back"].say_to_readers(back)
        self.keys["enter"].say_to_readers(enter)

    def ask(self, who: str, duty: str, note: str = "") -> None:
        """Ask for the PIN of somebody, from the first digit on."""
        self.who.setText(who)
        self.duty.setText(duty)
        self._show(note, "")
        self.clear()

    def refuse(self, sentence: str) -> None:
        """Say why it was not taken and begin again."""
        self._show(sentence, "error")
        announce(self, sentence)
        self.clear()

    def clear(self) -> None:
        """Forget what was typed."""
        self._set("")

    def type_digit(self, digit: str) -> None:
        """One more digit."""
        self._set((self._digits + digit)[:LONGEST])

    def press(self, event: QKeyEvent) -> bool:
        """Take a key of the keyboard; False when it is none of ours."""
        if event.text().isdigit() and event.text().isascii():
            self.type_digit(event.text())
        elif event.key() == Qt.Key.Key_Backspace:
            self._set(self._digits[:-1])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._digits:
            self._send()
        else:
            return False
        return True

    def held(self) -> object:
        """What was typed, to be put back after a scanner's burst."""
        return self._digits

    def put_back(self, held: object) -> None:
        """Make it stand as it did."""
        self._set(str(held))

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if not self.press(event):
            super().keyPressEvent(event)

    def _key(self, theme: Theme, name: str) -> Button:
        icon = {"back": "backspace", "enter": "arrow-right"}.get(name, "")
        button = Button(theme, "pin-flat" if name == "back" else "pin", icon, "text")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the pad has the focus, keys are for fingers
        if not icon:
            button.say(name)
        button.clicked.connect(self._clicked)
        self.keys[name] = button
        return button

    def _clicked(self) -> None:
        name = next(name for name, key in self.keys.items() if key is self.sender())
        if name == "back":
            self._set(self._digits[:-1])
        elif name == "enter":
            self._send()
        else:
            self.type_digit(name)

    def _send(self) -> None:
        if self._digits:
            self.entered.emit(self._digits)

    def _set(self, digits: str) -> None:
        self._digits = digits
        self._dots.show_count(len(digits))
        self.setAccessibleDescription(str(len(digits)))

    def _show(self, sentence: str, state: str) -> None:
        self.note.setText(sentence)
        set_look(self.note, state=state)
