"""The drawer: what should lie in it by the book, what was counted, the difference, and the key that
keeps the count.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from counter.domain.money import typed_fen
from counter.domain.refusals import RuleBroken
from counter.storage.questions.till import TillCountView
from counter.wording import sentence
from ui.kit import Kit
from ui.screens.till.cells import tone_of
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.field import CodeEdit, Field, limited
from ui.widgets.labels import figure, label
from ui.widgets.layouts import row, stretched
from ui.widgets.look import announce, set_look
from ui.widgets.settling import Settling

LONGEST_AMOUNT = 14


class DrawerCard(Card):
    """What is typed is kept as a count of the day; where nothing is typed, the newest one shows."""

    wanted = Signal(int, int, str)  # the change put in and what was counted, in fen, and a note

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._cash_fen = 0
        self._newest: TillCountView | None = None
        self.float, self.counted = CodeEdit(), CodeEdit()
        self.note = limited(QLineEdit(), "note")
        self.fields = [Field(edit, note="asked") for edit in (self.float, self.counted, self.note)]
        self.keep = Button(kit.theme, "tall", "check")
        self._cash_name, self._cash = label("", "muted"), figure(14)
        self._due_name, self._due = label("", "muted"), figure(14)
        self._name, self._difference = label("", "label"), figure(26)
        self._said = label("", "hint", wrap=True)
        self._said.setMinimumWidth(1)  # one long word must not claim more than the card has
        self._settling = Settling(self)
        self._build()
        for edit in (self.float, self.counted):
            edit.setMaxLength(LONGEST_AMOUNT)
            edit.textChanged.connect(self.show_difference)
        self.float.returnPressed.connect(self.counted.setFocus)
        for edit in (self.counted, self.note):
            edit.returnPressed.connect(self.go)
        self.keep.clicked.connect(self.go)

    def _build(self) -> None:
        self.box.setSpacing(6)
        self.box.addLayout(_line(self._cash_name, self._cash))
        self.box.addWidget(self.fields[0])
        self.box.addLayout(_line(self._due_name, self._due))
        self.box.addWidget(self.fields[1])
        self.box.addLayout(_line(self._name, self._difference))
        self.box.addWidget(self._said)
        self.box.addWidget(self.fields[2])
        self.box.addWidget(self.keep)
        self.fields[2].hide()

    def say_all(self) -> None:
        """Set every text anew."""
        say, sign = self._kit.language.say, self._kit.figures.sign()
        self.say(say("Cash in the drawer"))
        self._cash_name.setText(say("Cash by the book"))
        self.fields[0].say(say("&Change put in this morning {sign}", sign=sign))
        self._due_name.setText(say("Should be there"))
        self.fields[1].say(say("C&ounted {sign}", sign=sign))
        self.fields[2].say(say("&Note on the difference"))
        self._name.setText(say("Difference"))
        self.keep.say(say("Keep the cash count"), say("Keep what was counted (Ctrl+Enter)"))
        self.show_difference()

    def stops(self) -> list[QWidget]:
        """The fields, in the order of Tab."""
        return [self.float, self.counted, self.note, self.keep]

    def show_day(self, cash_fen: int, counts: Sequence[TillCountView]) -> None:
        """Take what the book says of the cash of the day, and the counts, the newest first."""
        self._cash_fen, self._newest = cash_fen, counts[0] if counts else None
        if self._newest is not None and not (self.float.text() or self.float.hasFocus()):
            self.float.setText(self._kit.figures.plain_amount(self._newest.float_fen))
        self.show_difference()

    def clear(self) -> None:
        """Another day or somebody else: nothing is counted yet."""
        self.float.clear()
        self.counted.clear()
        self.note.clear()

    def clear_count(self) -> None:
        """The count is kept; the change that was put in stays what it was."""
        self.counted.clear()
        self.note.clear()

    def refuse(self, text: str) -> None:
        """Say why not; what was typed stays."""
        self.fields[1].object_to(text)
        self.counted.setFocus()

    def go(self) -> None:
        """Keep what was counted, or say what is still needed."""
        change, counted = self._typed(0), self._typed(1)
        wrong = next((field for field in self.fields if field.has_error()), None)
        if wrong is not None:
            wrong.control.setFocus()
        elif counted is None:
            self.refuse(self._kit.language.say("Count the drawer and type what lies in it."))
        else:
            note = self.note.text().strip() if self.difference_fen() else ""
            self.wanted.emit(change or 0, counted, note)

    def difference_fen(self) -> int | None:
        """Counted less what should be there; None while nothing was counted."""
        change, counted = self._typed(0), self._typed(1)
        return None if counted is None else counted - (change or 0) - self._cash_fen

    def show_difference(self) -> None:
        """Work out what is too much or too little; nothing typed, how the newest count came out."""
        figures, difference = self._kit.figures, self.difference_fen()
        self._cash.setText(figures.amount(self._cash_fen))
        self._due.setText(figures.amount(self._cash_fen + (self._typed(0) or 0)))
        tone, text = self._judged(difference)
        if difference is None and self._newest is not None and not self.counted.text():
            difference = self._newest.difference_fen
            is_old = self._newest.book_fen != self._cash_fen
            tone = "warn" if is_old else self._judged(difference)[0]
            text = self._kept(self._newest)
        self._difference.setText("—" if difference is None else figures.amount(difference))
        set_look(self._difference, tone=tone)
        self._said.setText(text)
        announce(self._said, text if tone else "")
        self.fields[2].setVisible(bool(self.difference_fen()))
        self._settling.soon()

    def _judged(self, difference: int | None) -> tuple[str, str]:
        say = self._kit.language.say
        if difference is None:
            return "", say("Count the drawer and type what lies in it.")
        tone = tone_of(difference)
        said = {
            "ok": say("The drawer agrees with the book."),
            "danger": say("Too little. Look for a payment booked the wrong way."),
            "warn": say("Too much. Look for a payment that was not booked."),
        }
        return tone, said[tone]

    def _kept(self, count: TillCountView) -> str:
        """Who counted last and when; cash that was booked since makes it a count of before."""
        say, figures = self._kit.language.say, self._kit.figures
        facts = {"moment": figures.moment_within(count.at, self._kit.now()), "name": count.by_name}
        text = say("Counted {moment} by {name}.", **facts)
        since_fen = self._cash_fen - count.book_fen
        if not since_fen:
            return text
        amount = figures.amount(abs(since_fen))
        more = say("Since then {amount} in cash came in: count anew.", amount=amount)
        if since_fen < 0:
            more = say("Since then {amount} in cash went out: count anew.", amount=amount)
        return f"{text}\n{more}"

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
