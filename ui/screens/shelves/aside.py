"""The column at the right: what a scan does now, what came of the last one, and the count."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget

from counter.domain.refusals import RuleBroken
from counter.wording import sentence
from ui.kit import Kit
from ui.screens.shelves.count import Count
from ui.widgets.buttons import Button
from ui.widgets.chips import Choice
from ui.widgets.field import CodeEdit, Field
from ui.widgets.labels import Callout, figure, key, label
from ui.widgets.layouts import column, holder, row, rule, stretched
from ui.widgets.look import announce
from ui.widgets.segmented import Segmented
from ui.widgets.settling import Settling

WIDTH = 320
MOVE, COUNT = "move", "count"


class Aside(QFrame):
    """Move or count; a number can be typed where no scanner is at hand."""

    turned = Signal(str)
    entered = Signal(str)
    committed = Signal()
    dropped = Signal()

    def __init__(self, kit: Kit):
        super().__init__()
        theme = kit.theme
        self._kit = kit
        self.setProperty("role", "card")
        self.setFixedWidth(WIDTH)
        self.mode = Segmented(theme, [MOVE, COUNT], {MOVE: "hand-over", COUNT: "scan-barcode"})
        self.what = Callout(theme, "scan-barcode", "accent")
        self.trouble = Callout(theme, "circle-alert", "danger")
        self.number = CodeEdit()
        self.field = Field(self.number, note="asked")
        self.moved_title, self.moved = label("", "label"), label("", "", wrap=True)
        self.figures = [figure(26), figure(26), figure(26)]
        self.names = [label("", "caption") for _ in self.figures]
        self.last = label("", "muted", wrap=True)
        self.result = Callout(theme, "clipboard-list", "ok")
        self.drop = Button(theme, "tall")
        self.commit = Button(theme, "primary", "check", "on_accent")
        self._stack = QStackedWidget()
        self._refusal: RuleBroken | None = None
        self._settling = Settling(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.number.setMaxLength(40)
        counts = [
            column(figure_, name, gap=0)
            for figure_, name in zip(self.figures, self.names, strict=True)
        ]
        numbers = stretched(row(*counts, gap=8), 1, 1, 1)
        moving = holder(column(self.moved_title, self.moved, 1, gap=6))
        buttons = stretched(row(self.drop, self.commit, gap=8), 0, 1)
        hint = row(1, key("Ctrl"), key("Enter"), gap=4)
        parts = (numbers, self.last, self.result, 1, hint, buttons)
        counting = holder(column(*parts, gap=10))
        self._stack.addWidget(moving)
        self._stack.addWidget(counting)
        for part in (self.what, self.trouble, self.result):
            part.setMinimumWidth(1)  # one long word must not claim more than the column has
        self.trouble.hide()
        self.result.hide()
        box = column(
            self.mode,
            self.what,
            self.field,
            self.trouble,
            rule(),
            self._stack,
            gap=10,
            margins=(16, 14, 16, 14),
        )
        self.setLayout(stretched(box, 0, 0, 0, 0, 0, 1))

    def _connect(self) -> None:
        self.mode.changed.connect(self._turn)
        self.number.returnPressed.connect(self._enter)
        self.commit.clicked.connect(self.committed)
        self.drop.clicked.connect(self.dropped)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        choices = [Choice(MOVE, say("Move")), Choice(COUNT, say("Count"))]
        self.mode.say(say("What a scan does"), choices)
        self.field.say(say("Or type the &number"))
        self.moved_title.setText(say("Moved just now"))
        self.names[0].setText(say("found"))
        self.names[1].setText(say("missing"))
        self.names[2].setText(say("extra"))
        self.drop.say(say("Drop"), say("Forget this count"))
        self.commit.say(say("Keep the count"))
        if self._refusal is not None:
            self.refuse(self._refusal)
        elif not self.trouble.isHidden():
            self.show_trouble("")  # it was said in the other language

    def say_what(self, text: str) -> None:
        """Say what a scan does now."""
        self.what.show_text(text)
        self._settling.soon()

    def refuse(self, refusal: RuleBroken) -> None:
        """Say what is wrong with the last scan."""
        self._refusal = refusal
        text = sentence(refusal.rule, refusal.facts, self._kit.language.words)
        self.trouble.show_text(text)
        self.trouble.show()
        self._settling.soon()
        announce(self.trouble, text)

    def show_trouble(self, text: str) -> None:
        """Say what is wrong in words of the screen; nothing for ""."""
        self._refusal = None
        self.trouble.show_text(text)
        self.trouble.setVisible(bool(text))
        self._settling.soon()
        announce(self.trouble, text)

    def show_result(self, text: str, tone: str = "ok") -> None:
        """Say how a shelf's last count came out; nothing for ""."""
        self.result.show_text(text, tone, "clipboard-list")
        self.result.setVisible(bool(text))

    def show_count(self, count: Count) -> None:
        """Show how a count stands."""
        figures = (count.found(), count.missing(), count.extra())
        for shown, numbers in zip(self.figures, figures, strict=True):
            shown.setText(str(len(numbers)))
        self.drop.setVisible(count.is_begun)

    def open_mode(self, mode: str) -> None:
        """Move or count."""
        self.mode.choose(mode)

    def _turn(self, mode: str) -> None:
        self._stack.setCurrentIndex(0 if mode == MOVE else 1)
        self.turned.emit(mode)

    def _enter(self) -> None:
        if text := self.number.text().strip():
            self.entered.emit(text)
