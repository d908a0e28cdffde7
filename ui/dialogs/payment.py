"""Money for one case, in one way or in several; cash gives change."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.choices import PaymentMethod
from counter.domain.money import figures, typed_fen
from counter.domain.refusals import RuleBroken
from counter.services.payments import PaymentFacts
from ui import terms
from ui.dialogs.form import FormDialog
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.chips import Chips, Choice
from ui.widgets.field import CodeEdit, Field
from ui.widgets.labels import figure, label
from ui.widgets.layouts import column, holder, row, stretched


class PaymentDialog(FormDialog):
    """`due_fen` 0 asks for a deposit of any amount."""

    def __init__(self, kit: Kit, parent: QWidget, due_fen: int):
        super().__init__(kit, parent, "wallet-cards")
        self._due_fen = due_fen
        self.pieces: list[PaymentFacts] = []
        self._due_title, self._due = label("", "strong"), figure(26)
        self._method_title, self.method = label("", "label"), Chips(kit.theme, one=True, gap=6)
        self.amount = CodeEdit()
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.amount.setMaxLength(14)
        self.field = Field(self.amount)
        self._change_title, self._change = label("", "label"), figure(20)
        self.another = Button(kit.theme, "link")
        self.another.setAutoDefault(False)
        self._paid = QVBoxLayout()
        self._paid.setSpacing(2)
        self._head = holder(stretched(row(self._due_title, self._due), 1))
        change = column(row(self._change_title, 1, self.another), self._change, 1, gap=6)
        self.method.changed.connect(self._changed)
        self.amount.textChanged.connect(self._typed)
        self.another.clicked.connect(self.add_piece)
        self.assemble(
            self._head,
            self._paid,
            column(self._method_title, self.method, gap=4),
            stretched(row(self.field, change, gap=16), 1, 1),
        )
        self._changed()
        self.method.start()

    def say_form(self) -> None:
        say, is_deposit = self.say, self._is_deposit()
        self.title.setText(say("Take a deposit") if is_deposit else say("Take payment"))
        self._due_title.setText(say("Amount due"))
        self._due.setText(self.kit.figures.amount(self._due_fen))
        self._head.setVisible(not is_deposit)
        self._method_title.setText(say("Paid by"))
        self.method.name(say("Paid by"))
        self.method.offer([Choice(code, say(text)) for code, text in terms.METHODS.items()])
        self._change_title.setText(say("Change due"))
        self.another.say(say("+ another way"), say("The rest is paid in another way"))
        self.go.say(say("Book it"))
        self._say_amount()
        self._show_pieces()

    def gaps(self) -> list[tuple[str, QWidget]]:
        say, rest = self.say, self._rest_fen()
        if self.pieces and rest == 0:
            return []
        if not self.method.value():
            return [(say("how it is paid"), self.method)]
        given = self._given_fen()
        if given <= 0 or (given > rest and not self._is_deposit() and not self._is_cash()):
            return [(say("the right amount"), self.amount)]
        return []

    def facts(self) -> dict[str, Any]:
        pieces = list(self.pieces)
        if self.method.value() and (self._rest_fen() > 0 or self._is_deposit()):
            pieces.append(PaymentFacts(method=self._method(), amount_fen=self._given_fen()))
        facts: dict[str, Any] = {"payments": tuple(pieces)}
        return facts | ({"deposit": True} if self._is_deposit() else {})

    def add_piece(self) -> None:
        """Part of it is paid this way, the rest in another."""
        given = self._given_fen()
        if self.method.value() and 0 < given < self._rest_fen():
            self.pieces.append(PaymentFacts(method=self._method(), amount_fen=given))
            self._next_way()

    def _next_way(self) -> None:
        self.method.choose([])
        self.amount.clear()
        self._show_pieces()
        self.method.start()

    def _take_away(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.pieces.pop(int(button.property("place")))
            self._next_way()

    def _show_pieces(self) -> None:
        while (item := self._paid.takeAt(0)) is not None:
            if (inner := item.widget()) is not None:
                inner.hide()
                inner.deleteLater()
        for place, piece in enumerate(self.pieces):
            name = label(self.say(terms.METHODS[piece.method]), "muted")
            fen = figure(14)
            fen.setText(self.kit.figures.plain_amount(piece.amount_fen))
            away = Button(self.kit.theme, "mini", "x", "text_2")
            away.setProperty("place", place)
            away.setAutoDefault(False)
            away.say_to_readers(self.say("Take this payment away"))
            away.clicked.connect(self._take_away)
            self._paid.addWidget(holder(stretched(row(name, fen, away, gap=8), 1)))
        self.amount.setPlaceholderText(figures(self._rest_fen()) if self._due_fen else "")
        self._show_change()

    def _is_deposit(self) -> bool:
        return self._due_fen <= 0

    def _is_cash(self) -> bool:
        return self.method.value() == [PaymentMethod.CASH.value]

    def _method(self) -> PaymentMethod:
        return PaymentMethod(self.method.value()[0])

    def _rest_fen(self) -> int:
        return max(0, self._due_fen - sum(piece.amount_fen for piece in self.pieces))

    def _given_fen(self) -> int:
        """What is given this way; nothing typed means the rest to the fen."""
        typed = self.amount.text().strip()
        if not typed:
            return self._rest_fen()
        try:
            return typed_fen(typed, "amount_fen")
        except RuleBroken:
            return 0

    def _say_amount(self) -> None:
        say = self.say
        is_change = self._is_cash() and not self._is_deposit()
        self.field.say(say("Cash &given") if is_change else say("&Amount"))

    def _changed(self) -> None:
        self._say_amount()
        self._show_change()

    def _typed(self, _text: str) -> None:
        self._show_change()

    def _show_change(self) -> None:
        self.field.clear_state()
        typed = self.amount.text().strip()
        if typed:
            try:
                typed_fen(typed, "amount_fen")
            except RuleBroken as refusal:
                self.field.object_to(self.worded(refusal))
        given, rest = self._given_fen(), self._rest_fen()
        shows = self._is_cash() and not self._is_deposit() and given >= rest
        self._change_title.setVisible(shows)
        self._change.setText(self.kit.figures.amount(given - rest) if shows else "")
        self.another.setVisible(bool(self.method.value()) and 0 < given < rest)
        self.fit()
