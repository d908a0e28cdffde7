"""What the lines come to: listed, discount, 抹零, tax, what was paid already, what is due."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from counter.domain.money import typed_fen
from counter.domain.refusals import RuleBroken
from counter.domain.settling import Charge, rounding_charge, totals
from counter.wording import sentence
from ui.kit import Kit
from ui.sums import due_words
from ui.widgets.buttons import Button
from ui.widgets.field import CodeEdit, Field
from ui.widgets.labels import Callout, ElidedLabel, figure, key, label
from ui.widgets.layouts import ASIDE_NARROW, column, framed, row, rule, stretched
from ui.widgets.ticks import Tick

LINES = 5


class Totals(QFrame):
    """The decision column."""

    changed = Signal()
    accepted = Signal()

    def __init__(self, kit: Kit):
        super().__init__()
        self.setObjectName("aside")
        self.setFixedWidth(ASIDE_NARROW)  # until the page knows its own
        self._kit = kit
        self.paid_fen, self.permille, self.rounding_limit_fen = 0, 0, 0
        self._usual_days = 0
        self._title = label("", "title")
        self._sums = [(ElidedLabel("muted"), figure(14, bold=False)) for _ in range(LINES)]
        self._due_title, self._due = label("", "strong"), figure(26)
        self.rounding, self.days = CodeEdit(), CodeEdit()
        for edit in (self.rounding, self.days):
            edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.days.setMaxLength(4)
        self.rounding_field = Field(self.rounding, note="asked")
        self.days_field = Field(self.days, note="asked")
        self.print_now = Tick(kit.theme)
        self.print_now.setChecked(True)
        self.trouble = Callout(kit.theme, "circle-alert", "danger")
        self.missing = label("", "hint", wrap=True)
        self._then = ElidedLabel("muted")
        self.go = Button(kit.theme, "primary", "ticket", "on_accent")
        self._build()
        self.rounding.textEdited.connect(self._edited)
        self.days.textEdited.connect(self._edited)
        for edit in (self.rounding, self.days):
            edit.returnPressed.connect(self._go_on)
        self.go.clicked.connect(self.accepted)

    def _build(self) -> None:
        sums = [stretched(row(title, fen, gap=8), 1) for title, fen in self._sums]
        due = stretched(row(self._due_title, self._due, gap=8), 1)
        fields = stretched(row(self.rounding_field, self.days_field, gap=12), 1, 1)
        self.replaces = framed(column(self._then, margins=(12, 8, 12, 8)), "inset")
        parts = (
            self._title,
            *sums,
            rule(),
            due,
            fields,
            1,
            self.trouble,
            self.replaces,
            self.print_now,
            self.missing,
            self.go,
            row(1, key("Ctrl"), key("Enter"), gap=4),
        )
        self.trouble.hide()
        self.replaces.hide()
        self.setLayout(column(*parts, gap=8, margins=(20, 14, 20, 10)))

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self._title.setText(say("What it comes to"))
        self.rounding_field.say(say("&Rounding off"))
        self.days_field.say(say("&Guaranteed"))
        self.rounding.setPlaceholderText("0.00")
        self.show_usual_days(self._usual_days)
        self._due_title.setText(say("Amount due"))
        self._then.setText(say("It replaces a statement not paid yet."))
        self.print_now.say(say("Print the statement now"))
        self.go.say(say("Make the statement"))

    def show_usual_days(self, days: int) -> None:
        """Show how long a repair is guaranteed where nothing else is typed; 0 = not known yet."""
        self._usual_days = days
        text = self._kit.language.say_n("{n} day", "{n} days", days)
        self.days.setPlaceholderText(text if days else "")

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in asking order."""
        return [self.rounding, self.days, self.print_now, self.go]

    def rounding_fen(self) -> int | None:
        """What is rounded off, or None while it is no amount."""
        typed = self.rounding.text().strip()
        try:
            return typed_fen(typed, "rounding_off_fen") if typed else 0
        except RuleBroken:
            return None

    def guarantee_days(self) -> int | None:
        """How long it is guaranteed; None takes the outlet's own."""
        typed = self.days.text().strip()
        return int(typed) if typed.isdecimal() else None

    def gaps(self) -> list[tuple[str, QWidget]]:
        """What is still needed here."""
        say = self._kit.language.say
        if self.rounding_field.has_error():
            return [(say("the right amount"), self.rounding)]
        if self.days.text().strip() and self.guarantee_days() is None:
            return [(say("the days of guarantee"), self.days)]
        return []

    def show_charges(self, charges: list[Charge]) -> None:
        """Show what these lines come to."""
        say, plain = self._kit.language.say, self._kit.figures.plain_amount
        charges = [*charges, *self._rounding(charges)]
        sums = totals(charges, self.permille)
        listed = sum(one.list_fen for one in charges if one.list_fen > 0)
        rounded = -sum(one.customer_fen for one in charges if one.customer_fen < 0)
        less = listed - rounded - sums.gross_fen
        rate = f"{self.permille / 10:g}"
        shown = (
            (say("Listed"), plain(listed)),
            (say("Discount, or paid by others"), plain(-less)),
            (say("Rounding off"), plain(-rounded)),
            (say("Tax in it ({rate} %)", rate=rate), plain(sums.tax_fen)),
            (say("Already paid"), plain(-self.paid_fen)),
        )
        for (title, fen), (caption, amount) in zip(self._sums, shown, strict=True):
            title.setText(caption)
            fen.setText(amount)
        title, due = due_words(self._kit, sums.gross_fen - self.paid_fen)
        self._due_title.setText(title)
        self._due.setText(due)

    def tell_of_older(self, *, is_there: bool) -> None:
        """Say that a statement which is not paid yet is replaced, where there is one."""
        self.replaces.setVisible(is_there)

    def object_to(self, text: str) -> None:
        """Say what was refused; nothing for an empty text."""
        self.trouble.setVisible(bool(text))
        self.trouble.show_text(text)

    def _rounding(self, charges: list[Charge]) -> list[Charge]:
        self.rounding_field.clear_state()
        words = self._kit.language.words
        try:
            typed = self.rounding.text().strip()
            off = typed_fen(typed, "rounding_off_fen") if typed else 0
            total = sum(one.customer_fen for one in charges)
            return [rounding_charge(off, total, self.rounding_limit_fen)] if off else []
        except RuleBroken as refusal:
            self.rounding_field.object_to(sentence(refusal.rule, refusal.facts, words))
            return []

    def _edited(self, _text: str) -> None:
        self.changed.emit()

    def _go_on(self) -> None:
        self.focusNextChild()
