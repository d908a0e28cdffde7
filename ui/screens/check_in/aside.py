"""The column beside the form: the paper, what is agreed, what is still needed, and the button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from ui.kit import Kit
from ui.screens.check_in.slip import Slip
from ui.screens.check_in.terms_panel import TermsPanel
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import key, label
from ui.widgets.layouts import column, holder, row, scrolled, stretched

WIDTH = 324


class Aside(QFrame):
    """Slip, terms and the only primary button of the page."""

    accepted = Signal()
    wants_item = Signal()
    looked_closely = Signal()
    set_aside = Signal()
    discarded = Signal()

    def __init__(self, kit: Kit):
        super().__init__()
        self.setObjectName("aside")
        self.setFixedWidth(WIDTH)
        self._kit = kit
        self.slip, self.terms = Slip(kit.theme), TermsPanel(kit)
        self.missing = label("", "hint", wrap=True)
        self.missing.setAlignment(Qt.AlignmentFlag.AlignBottom)
        self.go = Button(kit.theme, "primary", "printer", "on_accent")
        self.more = Button(kit.theme, "ghost", "plus", "text_2")
        self.later, self.drop = IconButton(kit.theme, "inbox"), IconButton(kit.theme, "x")
        foot = row(self.more, self.later, self.drop, 1, key("Ctrl"), key("Enter"), gap=4)
        paper = stretched(column(self.slip, self.terms, gap=10), 1)
        inner = scrolled(holder(paper), "clear")
        box = column(inner, self.missing, self.go, foot, gap=10, margins=(18, 12, 18, 10))
        self.setLayout(stretched(box, 1))
        self.go.clicked.connect(self.accepted)
        self.more.clicked.connect(self.wants_item)
        self.later.clicked.connect(self.set_aside)
        self.drop.clicked.connect(self.discarded)
        self.slip.pressed.connect(self.looked_closely)

    def say_all(self) -> None:
        """Set every text anew; the terms are said by the form they belong to."""
        say = self._kit.language.say
        self.go.say(say("Accept and print"))
        self.more.say(say("Add item"), say("One more item on the same receipt"))
        for button, text in (
            (self.later, say("Set aside and begin anew")),
            (self.drop, say("Discard what is typed")),
        ):
            button.setAccessibleName(text)
            button.setToolTip(text)
        self.slip.setAccessibleName(say("The receipt as it will be printed"))
        self.slip.setToolTip(say("Look at it closely"))

    def show_gaps(self, names: list[str], others: int) -> None:
        """Say what is still needed, here and for other items of the receipt."""
        language = self._kit.language
        texts: list[str] = []
        if names:
            texts.append(language.say("Still needed: {list}", list=language.listing(names)))
        if others:
            say_n = language.say_n
            texts.append(
                say_n("{n} other item is not finished", "{n} other items are not finished", others)
            )
        self.missing.setText("\n".join(texts))
