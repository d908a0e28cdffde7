"""How a sum is paid: in one way or part of it in another; cash gives change."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.choices import PaymentMethod
from counter.domain.money import figures, typed_fen
from counter.domain.refusals import RuleBroken
from counter.services.payments import PaymentFacts
from counter.wording import sentence
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.chips import Chips, Choice
from ui.widgets.field import CodeEdit, Field
from ui.widgets.labels import figure, label
from ui.widgets.layouts import column, empty, holder, row, stretched


class Paying(QObject):
    """The parts that ask for a payment, which a form lays out, and the pieces paid so far."""

    changed = Signal()
    taken_away = Signal()

    def __init__(
        self, kit: Kit, form: QWidget, method: Chips, ways: dict[PaymentMethod, str], *, note: str
    ):
        """`ways` names the ways that are offered in `method`; `note` is where the field objects."""
        super().__init__(form)
        self._kit, self._ways = kit, ways
        self.due_fen = 0  # 0 asks for any amount
        self.pieces: list[PaymentFacts] = []  # what was paid in other ways before the chosen one
        self.rows = QVBoxLayout()
        self.rows.setSpacing(2)
        self.title, self.method = label("", "label"), method
        self.amount = CodeEdit()
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field = Field(self.amount, note=note)
        self._change_title, self._change = label("", "label"), figure(20)
        self.another = Button(kit.theme, "link")
        self.another.setAutoDefault(False)
        self.method.changed.connect(self._show_change)
        # a digit of the amount would choose another way as long as the ways have the focus
        self.method.touched.connect(self.to_amount)
        self.amount.textChanged.connect(self._show_change)
        self.another.clicked.connect(self.add_piece)

    def amount_row(self, gap: int) -> QHBoxLayout:
        """What is given, and the change beside it."""
        change = column(row(self._change_title, 1, self.another), self._change, 1, gap=6)
        return stretched(row(self.field, change, gap=gap), 1, 1)

    def say_all(self, hint: str) -> None:
        """Set every text anew but the field's, whose question is the form's own; `hint` tells of
        the rest that is paid in another way.
        """
        say = self._kit.language.say
        self.title.setText(say("Paid by"))
        self.method.name(say("Paid by"))
        self.method.offer([Choice(code, say(text)) for code, text in self._ways.items()])
        self._change_title.setText(say("Change due"))
        self.another.say(say("+ another way"), hint)
        self._show_pieces()

    def ask_for(self, due_fen: int) -> None:
        """Ask for this sum; what was paid of it stays."""
        self.due_fen = due_fen
        self._show_pieces()

    def forget(self) -> None:
        """Nothing of it is paid yet."""
        self.pieces = []

    def to_amount(self) -> None:
        """A way was chosen: how much is asked next."""
        if self.method.value():
            self.amount.setFocus(Qt.FocusReason.TabFocusReason)

    def next_way(self) -> None:
        """Ask how the rest is paid."""
        self.method.choose([])
        self.amount.clear()
        self._show_pieces()
        self.method.start()

    def add_piece(self) -> bool:
        """Part of it is paid this way, the rest in another; whether it was a part."""
        given = self.given_fen()
        is_part = bool(self.method.value()) and 0 < given < self.rest_fen()
        if is_part:
            self.pieces.append(PaymentFacts(method=self._chosen(), amount_fen=given))
            self.next_way()
        return is_part

    # -- what came of it

    def is_cash(self) -> bool:
        """Whether the way chosen gives change."""
        return self.method.value() == [PaymentMethod.CASH.value]

    def rest_fen(self) -> int:
        """What is left after the ways taken already."""
        return max(0, self.due_fen - sum(piece.amount_fen for piece in self.pieces))

    def given_fen(self) -> int:
        """What is given this way; nothing typed means the rest to the fen."""
        typed = self.amount.text().strip()
        if not typed:
            return self.rest_fen()
        try:
            return typed_fen(typed, "amount_fen")
        except RuleBroken:
            return 0

    def is_too_much(self) -> bool:
        """Whether more is given than is due, in a way that gives no change."""
        return self.due_fen > 0 and self.given_fen() > self.rest_fen() and not self.is_cash()

    def gaps(self, *, in_full: bool) -> list[tuple[str, QWidget]]:
        """What is still needed of the money; `in_full` asks for the last fen."""
        say, given, rest = self._kit.language.say, self.given_fen(), self.rest_fen()
        if self.due_fen > 0 and rest == 0:
            return []
        if not self.method.value():
            return [(say("how it is paid"), self.method.chips[0])]
        if in_full and 0 < given < rest:
            missing = self._kit.figures.amount(rest - given)
            return [(say("{amount} more", amount=missing), self.amount)]
        if given <= 0 or self.is_too_much():
            return [(say("the right amount"), self.amount)]
        return []

    def paid(self) -> list[PaymentFacts]:
        """What was paid in other ways, and what is given now."""
        is_asked = self.rest_fen() > 0 or not self.due_fen
        if not self.method.value() or not is_asked:
            return list(self.pieces)
        return [*self.pieces, PaymentFacts(method=self._chosen(), amount_fen=self.given_fen())]

    # -- inside

    def _chosen(self) -> PaymentMethod:
        return PaymentMethod(self.method.value()[0])

    def _take_away(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.pieces.pop(int(button.property("place")))
            self._show_pieces()
            self.method.start()
            self.taken_away.emit()

    def _show_pieces(self) -> None:
        empty(self.rows)
        for place, piece in enumerate(self.pieces):
            self.rows.addWidget(self._row(place, piece))
        self.amount.setPlaceholderText(figures(self.rest_fen()) if self.due_fen else "")
        self._show_change()

    def _row(self, place: int, piece: PaymentFacts) -> QWidget:
        say = self._kit.language.say
        name, fen = label(say(self._ways[piece.method]), "muted"), figure(14)
        fen.setText(self._kit.figures.plain_amount(piece.amount_fen))
        away = Button(self._kit.theme, "mini", "x", "text_2")
        away.setProperty("place", place)
        away.setAutoDefault(False)
        away.say_to_readers(say("Take this payment away"))
        away.clicked.connect(self._take_away)
        return holder(stretched(row(name, fen, away, gap=8), 1))

    def _show_change(self) -> None:
        self._object_to_amount()
        given, rest = self.given_fen(), self.rest_fen()
        shows = self.is_cash() and self.due_fen > 0 and given >= rest
        self._change.setText(self._kit.figures.amount(given - rest) if shows else "")
        self._change_title.setVisible(shows)
        self._change.setVisible(shows)
        self.another.setVisible(bool(self.method.value()) and 0 < given < rest)
        self.changed.emit()

    def _object_to_amount(self) -> None:
        self.field.clear_state()
        typed = self.amount.text().strip()
        if not typed:
            return
        try:
            typed_fen(typed, "amount_fen")
        except RuleBroken as refusal:
            words = self._kit.language.words
            self.field.object_to(sentence(refusal.rule, refusal.facts, words))
