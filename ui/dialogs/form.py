"""A form above a screen: what is asked, what is still missing, what was refused; one button."""

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from counter.domain.refusals import RuleBroken
from counter.wording import sentence
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.chips import Chips
from ui.widgets.focus_ring import FocusRing
from ui.widgets.labels import Callout, label
from ui.widgets.layouts import column, framed, row
from ui.widgets.look import announce

WIDTH = 560


class FormDialog(QDialog):
    """Asks for the facts of one act and stays open until the act was done.

    A form sets its texts in `say_form`, names what is missing in `gaps` and answers `facts`.
    """

    sent = Signal(object)  # the facts: a dict, which Qt would turn into plain texts

    def __init__(self, kit: Kit, parent: QWidget, icon: str = "check", width: int = WIDTH):
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.kit, self.say = kit, kit.language.say
        self.setFixedWidth(width)
        self.title, self.text = label("", "page", wrap=True), label("", "muted", wrap=True)
        self.then = label("", "muted", wrap=True)
        self._then_box = framed(column(self.then, margins=(12, 8, 12, 8)), "inset")
        self.trouble = Callout(kit.theme, "circle-alert", "danger")
        self.missing = label("", "hint", wrap=True)
        self.go = Button(kit.theme, "primary", icon, "on_accent")
        self.cancel = Button(kit.theme, "ghost")
        self.go.setDefault(True)
        self.cancel.setAutoDefault(False)
        self._is_sent = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fit)
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._look_again)
        self._ring = FocusRing(self, kit.theme)

    def assemble(self, *parts: QWidget | QLayout) -> None:
        """Put the form together; called once by each form when its parts are made."""
        foot = row(self.cancel, 1, self.go, gap=8)
        body: QVBoxLayout = column(
            self.title,
            self.text,
            *parts,
            self._then_box,
            self.trouble,
            self.missing,
            foot,
            gap=10,
            margins=(28, 22, 28, 20),
        )
        self.setLayout(body)
        self.trouble.hide()
        self.missing.hide()
        self.go.clicked.connect(self.send)
        self.cancel.clicked.connect(self.reject)
        keys = QShortcut(QKeySequence("Ctrl+Return"), self)
        keys.activated.connect(self.send)
        for group in self.findChildren(Chips):
            group.left.connect(self._leave_chips)
        self._listen()
        self.kit.language.changed.connect(self.say_all)
        self.kit.theme.dress(self)
        self.say_all()

    # -- what each form says of itself

    def say_form(self) -> None:
        """Set the texts of the form."""

    def gaps(self) -> list[tuple[str, QWidget]]:
        """What is still needed, and where it is typed."""
        return []

    def facts(self) -> dict[str, Any]:
        """What the act is told."""
        return {}

    # -- what all forms do

    def say_all(self) -> None:
        """Set every text anew."""
        self.say = self.kit.language.say
        self.cancel.say(self.say("Cancel"))
        self.say_form()
        self.setWindowTitle(self.title.text())
        self.text.setVisible(bool(self.text.text()))
        self._then_box.setVisible(bool(self.then.text()))
        if self.missing.isVisible():
            self._say_gaps(self.gaps())
        self.fit()

    def fit(self) -> None:
        """Take the height of what is shown now, once it has found its place."""
        self._soon.start()

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._fit()
        self.fit()  # groups of chips know their lines only now

    def send(self) -> None:
        """Hand the facts over, or go to the first gap."""
        if self._is_sent:
            return
        gaps = self.tell_gaps()
        if gaps:
            announce(self, self.missing.text())
            _focus(gaps[0][1])
            return
        self._is_sent = True
        self.trouble.hide()
        self.sent.emit(self.facts())

    def tell_gaps(self) -> list[tuple[str, QWidget]]:
        """Say what is still needed now."""
        gaps = self.gaps()
        self._say_gaps(gaps)
        return gaps

    def refuse(self, refusal: RuleBroken) -> None:
        """Say why not; everything typed stays."""
        self._is_sent = False
        self.object_to(sentence(refusal.rule, refusal.facts, self.kit.language.words))

    def object_to(self, text: str) -> None:
        """Say what is wrong."""
        self.trouble.show_text(text)
        self.trouble.show()
        self.fit()
        announce(self, text)

    def worded(self, refusal: RuleBroken) -> str:
        """A refusal in the language that is spoken."""
        return sentence(refusal.rule, refusal.facts, self.kit.language.words)

    def _listen(self) -> None:
        """What is said to be missing is looked at again with whatever is filled in."""
        for edit in (*self.findChildren(QLineEdit), *self.findChildren(QPlainTextEdit)):
            edit.textChanged.connect(self._again.start)
        for button in self.findChildren(QAbstractButton):
            button.toggled.connect(self._again.start)
        for group in self.findChildren(Chips):
            group.changed.connect(self._again.start)

    def _look_again(self) -> None:
        if self.missing.isVisible():
            self._say_gaps(self.gaps())

    def _say_gaps(self, gaps: list[tuple[str, QWidget]]) -> None:
        names = self.kit.language.listing([name for name, _ in gaps])
        self.missing.setText(self.say("Still needed: {list}", list=names))
        self.missing.setVisible(bool(gaps))
        self.fit()

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
            tall = layout.totalHeightForWidth(self.width())
            self.setFixedHeight(tall if tall > 0 else layout.totalSizeHint().height())

    def _leave_chips(self) -> None:
        self.focusNextChild()


def _focus(widget: QWidget) -> None:
    if isinstance(widget, Chips):
        widget.start()
    else:
        widget.setFocus(Qt.FocusReason.TabFocusReason)
