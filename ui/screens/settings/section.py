"""What the sections of the settings have in common: a title, a form, what is missing, and Save."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QLineEdit, QScrollArea, QWidget

from counter.domain.refusals import RuleBroken
from counter.wording import sentence
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.labels import Callout, label
from ui.widgets.layouts import column, holder, row, scrolled, stretched
from ui.widgets.look import announce, set_look
from ui.widgets.tab_order import TabOrder

Act = tuple[str, dict[str, Any]]
Gap = tuple[str, QWidget]
MARGINS = (24, 16, 24, 16)


class Section(QWidget):
    """One page of the settings. Acts are sent one after the other; the first refusal stops."""

    name: ClassVar[str] = ""
    icon: ClassVar[str] = "settings"
    kinds: ClassVar[frozenset[str]] = frozenset()
    told = Signal(str)
    wants_section = Signal(str)
    wants = Signal(str, object)

    def __init__(self, kit: Kit):
        super().__init__()
        self.kit = kit
        self._left: list[Act] = []
        self._is_sending = False
        self.heading, self._purpose = label("", "page"), label("", "muted", wrap=True)
        self.trouble = Callout(kit.theme, "triangle-alert", "danger")
        self.trouble.hide()
        self.missing = label("", "hint", wrap=True)
        self.go = Button(kit.theme, "primary", "check", "on_accent")
        self.go.setMinimumWidth(150)
        self.go.clicked.connect(self.save)

    def build(self, body: QLayout, *, saves: bool = True, scrolls: bool = True) -> None:
        """Lay the page out round its body."""
        inner = holder(body)
        middle = scrolled(inner, "clear") if scrolls else inner
        self._middle = middle
        page = column(self.heading, self._purpose, middle, gap=6, margins=MARGINS)
        page.insertSpacing(2, 6)
        page.setStretchFactor(middle, 1)
        page.addWidget(self.trouble)
        if saves:
            foot = stretched(row(self.missing, self.go, gap=12), 1, 0)
            page.addLayout(foot)
        self.setLayout(page)
        self._order = TabOrder(self, self.stops)

    def show_top(self) -> None:
        """Begin at the top again."""
        if isinstance(self._middle, QScrollArea):
            self._middle.verticalScrollBar().setValue(0)

    # -- what a section says and does

    def stops(self) -> list[QWidget]:
        """Where Tab goes, in asking order."""
        return [self.go]

    def caption(self) -> str:
        """Its name in the list at the left."""
        return ""

    def purpose(self) -> str:
        """One sentence below its title."""
        return ""

    def say_all(self) -> None:
        """Set every text anew."""
        self.heading.setText(self.caption())
        self._purpose.setText(self.purpose())
        self.setAccessibleName(self.caption())
        self.go.say(self.kit.language.say("Save"), "Ctrl+Enter")
        self.show_state()

    def reload(self) -> None:
        """Ask again for what is shown."""

    def first(self) -> None:
        """Put the focus on the first thing to do."""

    def leave(self) -> None:
        """Another section is opened, or the person goes."""

    def gaps(self) -> list[Gap]:
        """What keeps it from being saved, in asking order."""
        return []

    def acts(self) -> list[Act]:
        """What saving does: only what was changed."""
        return []

    def done(self, answer: Any) -> None:
        """Every act was done; `answer` is the last one's."""
        del answer
        self.told.emit(self.kit.language.say("Saved"))

    # -- saving

    def save(self) -> None:
        """Save what was changed, or go to the first gap."""
        if self._is_sending:
            return
        gaps = self.gaps()
        self.show_state()
        if gaps:
            gaps[0][1].setFocus(Qt.FocusReason.TabFocusReason)
            return
        acts = self.acts()
        if acts:
            self.send(acts)
        else:
            self.told.emit(self.kit.language.say("Nothing was changed"))

    def send(self, acts: list[Act]) -> None:
        """Do these acts in their order."""
        self.trouble.hide()
        self._left, self._is_sending = list(acts), True
        self._send_next()

    def is_sending(self) -> bool:
        """Whether an answer is still to come."""
        return self._is_sending

    def refuse(self, text: str) -> None:
        """Say why not; what was typed stays."""
        self.trouble.show_text(text)
        self.trouble.show()
        announce(self, text)

    def show_state(self) -> None:
        """Say what is still needed."""
        language = self.kit.language
        names = language.listing([name for name, _ in self.gaps()])
        self.missing.setText(language.say("Still needed: {list}", list=names) if names else "")
        set_look(self.missing, state="")

    def edited(self) -> None:
        """Something was typed."""
        self.trouble.hide()
        self.show_state()

    def _send_next(self) -> None:
        act, facts = self._left.pop(0)
        self.kit.desk.do(act, **facts).then(self._sent).sorry(self._refused).after(self._settled)

    def _sent(self, answer: Any) -> None:
        if self._left:
            self._send_next()
            return
        self._is_sending = False
        self.done(answer)
        self.show_state()

    def _refused(self, refusal: RuleBroken) -> None:
        self._left = []
        self.refuse(sentence(refusal.rule, refusal.facts, self.kit.language.words))
        self.reload()

    def _settled(self) -> None:
        if not self._left:
            self._is_sending = False


def changed_text(edit: QLineEdit, before: str) -> str | None:
    """What stands in a field, where it is not what stood there before."""
    text = edit.text().strip()
    return text if text != before else None
