"""What is due and how it is paid, in one way or in several."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.choices import PaymentMethod
from counter.domain.money import figures, typed_fen
from counter.domain.refusals import RuleBroken
from counter.services.handing_back import CasePaid
from counter.storage.questions.hand_back import HandBackLine
from counter.wording import sentence
from ui import terms
from ui.kit import Kit
from ui.pay_methods import METHODS
from ui.screens.hand_back.split import Piece, shared_out
from ui.widgets.buttons import Button
from ui.widgets.chips import Chips, Choice
from ui.widgets.field import CodeEdit, Field
from ui.widgets.labels import Pill, figure, label
from ui.widgets.layouts import column, holder, row, rule, scrolled, stretched


class PaymentPanel(QWidget):
    """The lines settled, the amount due, and the ways it is paid."""

    changed = Signal()
    left = Signal()  # paid in full: the page may go on to its next gap

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._lines: list[HandBackLine] = []
        self.pieces: list[Piece] = []  # what was paid in other ways before the one that is chosen
        self._title, self._category = label("", "title"), Pill()
        self._due_title, self._due = label("", "strong"), figure(26)
        self._rows, self._paid = QVBoxLayout(), QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 6, 0)
        self._rows.setSpacing(4)
        self._paid.setSpacing(2)
        self._method_title = label("", "label")
        self.method = Chips(kit.theme, one=True, gap=4, padding=8)
        self.tendered = CodeEdit()
        self.tendered.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.tendered_field = Field(self.tendered, note="asked")
        self._change_title, self._change = label("", "label"), figure(20)
        self.another = Button(kit.theme, "link")
        change = column(row(self._change_title, 1, self.another), self._change, 1, gap=6)
        self._amount = holder(stretched(row(self.tendered_field, change, gap=14), 1, 1))
        self._ways = holder(
            column(self._paid, self._method_title, self.method, self._amount, gap=6)
        )
        self._build()
        self._connect()
        self._method_changed()

    def _build(self) -> None:
        head = row(self._title, 1, self._category)
        lines = scrolled(holder(column(self._rows, 1)), "clear")
        lines.setMinimumHeight(44)
        due = row(self._due_title, 1, self._due)
        self.setLayout(stretched(column(head, lines, rule(), due, self._ways, gap=8), 0, 1))

    def _connect(self) -> None:
        self.method.changed.connect(self._method_changed)
        self.method.left.connect(self._to_amount)
        self.tendered.textChanged.connect(self._amount_typed)
        self.tendered.returnPressed.connect(self.add_piece)
        self.another.clicked.connect(self.add_piece)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self._title.setText(say("Settlement"))
        self._due_title.setText(say("Amount due"))
        self.method.name(say("Paid by"))
        self.method.offer([Choice(code, say(text)) for code, text in METHODS.items()])
        self.another.say(say("+ another way"), say("The rest is paid in another way (Enter)"))
        self._say_amount()
        self.show_lines(self._lines)

    def show_lines(self, lines: list[HandBackLine]) -> None:
        """Show what the items that go back cost."""
        if [line.case_number for line in lines] != [line.case_number for line in self._lines]:
            self.pieces = []
        self._lines = lines
        _empty(self._rows)
        for line in lines:
            self._add_line(line)
        self._due.setText(self._kit.figures.amount(self.due_fen()))
        categories = {line.category for line in lines}
        text = self._kit.language.say(terms.CATEGORIES[categories.pop()]) if categories else ""
        self._category.show_state(text if not categories else "", "accent")
        self._ways.setVisible(self.due_fen() > 0)
        self._show_pieces()

    def begin_anew(self) -> None:
        """Another receipt: nothing of it is paid yet."""
        self.pieces = []
        self.tendered.clear()
        self.method.choose([])

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in asking order."""
        return [self.method, self.tendered, self.another]

    def due_fen(self) -> int:
        """What all of them come to."""
        return sum(line.due_fen for line in self._lines)

    def rest_fen(self) -> int:
        """What is left after the ways taken already."""
        return self.due_fen() - sum(piece.fen for piece in self.pieces)

    def gaps(self) -> list[tuple[str, QWidget]]:
        """What is still needed of the money."""
        say, rest = self._kit.language.say, self.rest_fen()
        if rest <= 0:
            return []
        if not self.method.value():
            return [(say("how it is paid"), self.method.chips[0])]
        given = self._given_fen()
        if given < rest or (given > rest and not self._is_cash()):
            return [(say("the right amount"), self.tendered)]
        return []

    def payments(self) -> tuple[CasePaid, ...]:
        """For each case with something due, what is paid; the change is given once."""
        pieces = list(self.pieces)
        if self.method.value() and self.rest_fen() > 0:
            pieces.append(Piece(self._method(), self._given_fen()))
        due = [(line.case_number, line.due_fen) for line in self._lines if line.due_fen > 0]
        return shared_out(pieces, due) if pieces else ()

    def add_piece(self) -> None:
        """Part of it is paid this way; the rest in another."""
        given = self._given_fen()
        if self.method.value() and 0 < given < self.rest_fen():
            self.pieces.append(Piece(self._method(), given))
            self._next_way()
        elif not self.gaps():
            self.left.emit()

    def _next_way(self) -> None:
        self.method.choose([])
        self.tendered.clear()
        self._show_pieces()
        self.method.start()

    def _take_away(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.pieces.pop(int(button.property("place")))
            self._show_pieces()
            self.method.start()

    def _show_pieces(self) -> None:
        _empty(self._paid)
        for place, piece in enumerate(self.pieces):
            self._paid.addWidget(self._piece_row(place, piece))
        rest, say = self.rest_fen(), self._kit.language.say
        amount = self._kit.figures.amount(rest)
        title = say("Paid by; {amount} left", amount=amount) if self.pieces else say("Paid by")
        self._method_title.setText(title)
        self.tendered.setPlaceholderText(figures(max(0, rest)))
        self._show_change()

    def _piece_row(self, place: int, piece: Piece) -> QWidget:
        name, fen = label(self._kit.language.say(METHODS[piece.method]), "muted"), figure(14)
        fen.setText(self._kit.figures.plain_amount(piece.fen))
        away = Button(self._kit.theme, "mini", "x", "text_2")
        away.setProperty("place", place)
        away.say_to_readers(self._kit.language.say("Take this payment away"))
        away.clicked.connect(self._take_away)
        return holder(stretched(row(name, fen, away, gap=8), 1))

    def _add_line(self, line: HandBackLine) -> None:
        figures, say = self._kit.figures, self._kit.language.say
        if line.settlement is None:
            return
        for charge in line.settlement.lines:
            name = charge.name or say(terms.LINES[charge.line])  # 抹零 has no name of its own
            name = name if charge.qty == 1 else f"{name} ×{charge.qty}"
            self._add_row(name, figures.plain_amount(charge.gross_fen))
        if line.settlement.deposit_fen:
            deposit = figures.plain_amount(-line.settlement.deposit_fen)
            self._add_row(say("Deposit paid"), deposit)
        paid = line.settlement.gross_fen - line.settlement.deposit_fen - line.due_fen
        if paid:
            self._add_row(say("Already paid"), figures.plain_amount(-paid))

    def _add_row(self, name: str, amount: str) -> None:
        text, fen = label(name, "muted", wrap=True), figure(14, bold=False)
        fen.setText(amount)
        self._rows.addWidget(holder(stretched(row(text, fen, gap=10), 1)))

    def _method(self) -> PaymentMethod:
        return PaymentMethod(self.method.value()[0])

    def _is_cash(self) -> bool:
        return self.method.value() == [PaymentMethod.CASH.value]

    def _given_fen(self) -> int:
        """What is given this way; nothing typed means the rest to the fen."""
        typed = self.tendered.text().strip()
        if not typed:
            return self.rest_fen()
        try:
            return typed_fen(typed, "amount_fen")
        except RuleBroken:
            return 0

    def _method_changed(self) -> None:
        self._amount.setVisible(bool(self.method.value()))
        self._say_amount()
        self._show_change()

    def _to_amount(self) -> None:
        if self.method.value():
            self.tendered.setFocus(Qt.FocusReason.TabFocusReason)

    def _say_amount(self) -> None:
        say = self._kit.language.say
        self.tendered_field.say(say("Cash given") if self._is_cash() else say("Paid this way"))
        self._change_title.setText(say("Change due"))

    def _amount_typed(self, _text: str) -> None:
        self._show_change()

    def _show_change(self) -> None:
        self.tendered_field.clear_state()
        rule_broken = self._objection()
        if rule_broken is not None:
            words = self._kit.language.words
            said = sentence(rule_broken.rule, rule_broken.facts, words)
            self.tendered_field.object_to(said)
        given, rest = self._given_fen(), self.rest_fen()
        shows_change = self._is_cash() and given >= rest
        self._change.setText(self._kit.figures.amount(given - rest) if shows_change else "")
        self._change_title.setVisible(shows_change)
        self._change.setVisible(shows_change)
        self.another.setVisible(bool(self.method.value()) and 0 < given < rest)
        self.changed.emit()

    def _objection(self) -> RuleBroken | None:
        typed = self.tendered.text().strip()
        if not typed or self.due_fen() <= 0:
            return None
        try:
            given = typed_fen(typed, "amount_fen")
        except RuleBroken as refusal:
            return refusal
        if given > self.rest_fen() and not self._is_cash():
            number = next(line.case_number for line in self._lines if line.due_fen > 0)
            facts = {"amount_fen": given, "due_fen": self.rest_fen()}
            return RuleBroken("payment.more_than_due", number=number, **facts)
        return None


def _empty(box: QVBoxLayout) -> None:
    while (item := box.takeAt(0)) is not None:
        if (inner := item.widget()) is not None:
            inner.hide()
            inner.deleteLater()
