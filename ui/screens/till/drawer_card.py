"""The drawer: what should lie in it by the book, what was counted, and the difference."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from counter.domain.money import typed_fen
from counter.domain.refusals import RuleBroken
from counter.wording import sentence
from ui.kit import Kit
from ui.widgets.card import Card
from ui.widgets.field import CodeEdit, Field
from ui.widgets.labels import figure, label
from ui.widgets.layouts import row, rule, stretched
from ui.widgets.look import announce, set_look

LONGEST_AMOUNT = 14


class DrawerCard(Card):
    """Only shown: the book keeps nothing of a count of cash yet."""

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._cash_fen = 0
        self.float, self.counted = CodeEdit(), CodeEdit()
        self.fields = [Field(self.float, note="asked"), Field(self.counted, note="asked")]
        self._cash_name, self._cash = label("", "muted"), figure(14)
        self._due_name, self._due = label("", "muted"), figure(14)
        self._name, self._difference = label("", "label"), figure(26)
        self._said = label("", "hint", wrap=True)
        self._said.setMinimumWidth(1)  # one long word must not claim more than the card has
        self._build()
        for edit in (self.float, self.counted):
            edit.setMaxLength(LONGEST_AMOUNT)
            edit.textChanged.connect(self.show_difference)

    def _build(self) -> None:
        self.box.addLayout(_line(self._cash_name, self._cash))
        self.box.addWidget(self.fields[0])
        self.box.addLayout(_line(self._due_name, self._due))
        self.box.addWidget(self.fields[1])
        self.box.addWidget(rule())
        self.box.addLayout(_line(self._name, self._difference))
        self.box.addWidget(self._said)

    def say_all(self) -> None:
        """Set every text anew."""
        say, sign = self._kit.language.say, self._kit.figures.sign()
        self.say(say("Cash in the drawer"))
        self._cash_name.setText(say("Cash by the book"))
        self.fields[0].say(say("&Change put in this morning {sign}", sign=sign))
        self._due_name.setText(say("Should be there"))
        self.fields[1].say(say("C&ounted {sign}", sign=sign))
        self._name.setText(say("Difference"))
        self.show_difference()

    def stops(self) -> list[QWidget]:
        """The fields, in the order of Tab."""
        return [self.float, self.counted]

    def show_cash(self, fen: int) -> None:
        """Take what the book says of the cash of the day."""
        self._cash_fen = fen
        self.show_difference()

    def clear(self) -> None:
        """Another day or somebody else: nothing is counted yet."""
        self.float.clear()
        self.counted.clear()

    def difference_fen(self) -> int | None:
        """Counted less what should be there; None while nothing was counted."""
        change, counted = self._typed(0), self._typed(1)
        return None if counted is None else counted - (change or 0) - self._cash_fen

    def show_difference(self) -> None:
        """Work out what is too much or too little."""
        say, figures = self._kit.language.say, self._kit.figures
        self._cash.setText(figures.amount(self._cash_fen))
        self._due.setText(figures.amount(self._cash_fen + (self._typed(0) or 0)))
        difference = self.difference_fen()
        tone, text = "", say("Count the drawer and type what lies in it.")
        if difference is not None:
            tone = "ok" if difference == 0 else "danger" if difference < 0 else "warn"
            texts = {
                "ok": say("The drawer agrees with the book."),
                "danger": say("Too little. Look for a payment booked the wrong way."),
                "warn": say("Too much. Look for a payment that was not booked."),
            }
            text = texts[tone]
        self._difference.setText("—" if difference is None else figures.amount(difference))
        set_look(self._difference, tone=tone)
        self._said.setText(text)
        announce(self._said, text if tone else "")

    def _typed(self, place: int) -> int | None:
        field, edit = self.fields[place], (self.float, self.counted)[place]
        text = edit.text().strip()
        if not text:
            field.clear_state()
            return None
        try:
            fen = typed_fen(text, "amount_fen")
        except RuleBroken as refusal:
            field.object_to(sentence(refusal.rule, refusal.facts, self._kit.language.words))
            return None
        field.clear_state()
        return fen


def _line(name: QLabel, amount: QLabel) -> QHBoxLayout:
    return stretched(row(name, amount, gap=8), 1)
