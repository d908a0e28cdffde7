"""What is due and how it is paid."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.choices import PaymentMethod
from counter.domain.money import typed_fen
from counter.domain.refusals import RuleBroken
from counter.language import N_
from counter.services.payments import PaymentFacts
from counter.storage.questions.hand_back import HandBackLine
from counter.wording import sentence
from ui import terms
from ui.kit import Kit
from ui.widgets.chips import Chips, Choice
from ui.widgets.field import CodeEdit, Field
from ui.widgets.labels import Pill, figure, label
from ui.widgets.layouts import column, holder, row, rule, scrolled, stretched

METHODS = {
    PaymentMethod.CASH: N_("Cash"),
    PaymentMethod.WECHAT: N_("WeChat"),
    PaymentMethod.ALIPAY: N_("Alipay"),
    PaymentMethod.BANK_CARD: N_("Card"),
    PaymentMethod.TRANSFER: N_("Transfer"),
}


class PaymentPanel(QWidget):
    """The lines settled, the amount due, and the way it is paid."""

    changed = Signal()

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._lines: list[HandBackLine] = []
        self._title, self._category = label("", "title"), Pill()
        self._due_title, self._due = label("", "strong"), figure(26)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 6, 0)
        self._rows.setSpacing(4)
        self._method_title = label("", "label")
        self.method = Chips(kit.theme, one=True, gap=6)
        self.tendered = CodeEdit()
        self.tendered.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.tendered_field = Field(self.tendered, note="asked")
        self._change_title, self._change = label("", "label"), figure(20)
        change = column(self._change_title, self._change, 1, gap=6)
        self._cash = holder(stretched(row(self.tendered_field, change, gap=14), 1, 1))
        self._ways = holder(column(self._method_title, self.method, self._cash, gap=6))
        self._build()
        self.method.changed.connect(self._method_changed)
        self.tendered.textChanged.connect(self._show_change)
        self._method_changed()

    def _build(self) -> None:
        head = row(self._title, 1, self._category)
        lines = scrolled(holder(column(self._rows, 1)), "clear")
        due = row(self._due_title, 1, self._due)
        self.setLayout(stretched(column(head, lines, rule(), due, self._ways, gap=10), 0, 1))

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self._title.setText(say("Settlement"))
        self._due_title.setText(say("Amount due"))
        self._method_title.setText(say("Paid by"))
        self.method.name(say("Paid by"))
        self.method.offer([Choice(code, say(text)) for code, text in METHODS.items()])
        self.tendered_field.say(say("Cash given"))
        self._change_title.setText(say("Change"))
        self.show_lines(self._lines)

    def show_lines(self, lines: list[HandBackLine]) -> None:
        """Show what the items that go back cost."""
        self._lines = lines
        while (item := self._rows.takeAt(0)) is not None:
            if (inner := item.widget()) is not None:
                inner.deleteLater()
        for line in lines:
            self._add_line(line)
        self._due.setText(self._kit.figures.amount(self.due_fen()))
        categories = {line.category for line in lines}
        text = self._kit.language.say(terms.CATEGORIES[categories.pop()]) if categories else ""
        self._category.show_state(text if not categories else "", "accent")
        self._ways.setVisible(self.due_fen() > 0)
        self._show_change()

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in asking order."""
        return [self.method, self.tendered]

    def due_fen(self) -> int:
        """What all of them come to."""
        return sum(line.due_fen for line in self._lines)

    def gaps(self) -> list[tuple[str, QWidget]]:
        """What is still needed of the money."""
        say = self._kit.language.say
        if self.due_fen() <= 0:
            return []
        if not self.method.value():
            return [(say("how it is paid"), self.method.chips[0])]
        if self._given_fen() < self.due_fen():
            return [(say("the cash given"), self.tendered)]
        return []

    def payments(self) -> list[tuple[str, list[PaymentFacts]]]:
        """For each case with something due, what is paid; the change is given once, on the last."""
        if not self.method.value():
            return []
        method = PaymentMethod(self.method.value()[0])
        due = [(line.case_number, line.due_fen) for line in self._lines if line.due_fen > 0]
        change = self._given_fen() - self.due_fen()
        paid: list[tuple[str, list[PaymentFacts]]] = []
        for place, (case_number, fen) in enumerate(due, start=1):
            amount = fen + (change if place == len(due) else 0)
            paid.append((case_number, [PaymentFacts(method=method, amount_fen=amount)]))
        return paid

    def _add_line(self, line: HandBackLine) -> None:
        figures, say = self._kit.figures, self._kit.language.say
        if line.settlement is None:
            return
        for charge in line.settlement.lines:
            name = charge.name if charge.qty == 1 else f"{charge.name} ×{charge.qty}"
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

    def _is_cash(self) -> bool:
        return self.method.value() == [PaymentMethod.CASH.value]

    def _given_fen(self) -> int:
        """Cash that was given; nothing typed means the amount to the fen."""
        typed = self.tendered.text().strip()
        if not self._is_cash() or not typed:
            return self.due_fen()
        try:
            return typed_fen(typed, "amount_fen")
        except RuleBroken:
            return 0

    def _method_changed(self) -> None:
        self._cash.setVisible(self._is_cash())
        self.changed.emit()

    def _show_change(self) -> None:
        self.tendered_field.clear_state()
        typed = self.tendered.text().strip()
        if typed:
            try:
                typed_fen(typed, "amount_fen")
            except RuleBroken as refusal:
                words = self._kit.language.words
                self.tendered_field.object_to(sentence(refusal.rule, refusal.facts, words))
        change = max(0, self._given_fen() - self.due_fen())
        self._change.setText(self._kit.figures.amount(change))
        self.changed.emit()
