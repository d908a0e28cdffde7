"""What may be done to the customer that is open, each with what it will do."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from counter.language import N_
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.labels import key, label
from ui.widgets.layouts import column, row

WIDTH = 290
CORRECT, MERGE, MERGE_UNITS, ERASE = "correct", "merge", "merge_units", "erase"
RIGHTS = {
    CORRECT: "correct_customer",
    MERGE: "merge_customers",
    MERGE_UNITS: "merge_customers",
    ERASE: "erase_customer",
}
WORDS = {
    MERGE: (
        N_("Merge with another entry"),
        N_("Two entries of one person become one."),
        "user-round",
    ),
    MERGE_UNITS: (
        N_("Merge two units"),
        N_("One unit that was written down twice becomes one."),
        "boxes",
    ),
    ERASE: (
        N_("Erase this person"),
        N_("Name, phones and addresses go for good; money and items stay."),
        "x",
    ),
}


class Aside(QFrame):
    """The decision column."""

    chosen = Signal(str)

    def __init__(self, kit: Kit):
        super().__init__()
        self.setObjectName("aside")
        self.setFixedWidth(WIDTH)
        self._kit = kit
        self._title = label("", "title")
        self.buttons: dict[str, Button] = {}
        self._hints: dict[str, QLabel] = {}
        parts: list[QVBoxLayout] = []
        for code, (_, _, icon) in WORDS.items():
            tone = "danger" if code == ERASE else "text"
            button = Button(kit.theme, "tall", icon, tone)
            button.setProperty("code", code)
            button.clicked.connect(self._clicked)
            self.buttons[code], self._hints[code] = button, label("", "hint", wrap=True)
            parts.append(column(button, self._hints[code], gap=4))
        self.go = Button(kit.theme, "primary", "pen", "on_accent")
        self.go.setProperty("code", CORRECT)
        self.go.clicked.connect(self._clicked)
        self.buttons[CORRECT] = self.go
        foot = row(1, key("Ctrl"), key("Enter"), gap=4)
        self.setLayout(
            column(self._title, *parts, 1, self.go, foot, gap=14, margins=(20, 14, 20, 10))
        )

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self._title.setText(say("What may be done"))
        for code, (word, hint, _) in WORDS.items():
            self.buttons[code].say(say(word))
            self._hints[code].setText(say(hint))
        self.go.say(say("Correct the customer"))

    def offer(self, codes: list[str]) -> None:
        """Offer these only."""
        for code, button in self.buttons.items():
            button.setVisible(code in codes)
            if code in self._hints:
                self._hints[code].setVisible(code in codes)

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.chosen.emit(str(button.property("code")))
