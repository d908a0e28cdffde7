"""What is due and how it is paid, in one way or in several."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.refusals import RuleBroken
from counter.services.handing_back import CasePaid
from counter.storage.questions.hand_back import HandBackLine
from counter.wording import sentence
from ui import terms
from ui.kit import Kit
from ui.pay_methods import METHODS
from ui.paying import Paying
from ui.screens.hand_back.split import shared_out
from ui.sums import due_words, paid_words
from ui.widgets.chips import Chips
from ui.widgets.labels import Pill, figure, label
from ui.widgets.layouts import column, empty, holder, row, rule, scrolled, stretched


class PaymentPanel(QWidget):
    """The lines settled, the amount due, and the ways it is paid."""

    changed = Signal()
    left = Signal()  # paid in full: the page may go on to its next gap

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._lines: list[HandBackLine] = []
        self._title, self._category = label("", "title"), Pill()
        self._due_title, self._due = label("", "strong"), figure(26)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 6, 0)
        self._rows.setSpacing(4)
        chips = Chips(kit.theme, one=True, gap=4, padding=8)
        self.paying = Paying(kit, self, chips, METHODS, note="asked")
        self.method, self.tendered = self.paying.method, self.paying.amount
        self._amount = holder(self.paying.amount_row(14))
        self._ways = holder(
            column(self.paying.rows, self.paying.title, self.method, self._amount, gap=6)
        )
        self._build()
        self._connect()
        self._show_payment()

    def _build(self) -> None:
        head = row(self._title, 1, self._category)
        lines = scrolled(holder(column(self._rows, 1)), "clear")
        lines.setMinimumHeight(44)
        due = row(self._due_title, 1, self._due)
        self.setLayout(stretched(column(head, lines, rule(), due, self._ways, gap=8), 0, 1))

    def _connect(self) -> None:
        self.method.left.connect(self.paying.to_amount)
        self.tendered.returnPressed.connect(self.add_piece)
        self.paying.changed.connect(self._show_payment)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self._title.setText(say("Settlement"))
        self.paying.say_all(say("The rest is paid in another way (Enter)"))
        self.show_lines(self._lines)

    def show_lines(self, lines: list[HandBackLine]) -> None:
        """Show what the items that go back cost."""
        if [line.case_number for line in lines] != [line.case_number for line in self._lines]:
            self.paying.forget()
        self._lines = lines
        empty(self._rows)
        for line in lines:
            self._add_line(line)
        self._say_due()
        categories = {line.category for line in lines}
        text = self._kit.language.say(terms.CATEGORIES[categories.pop()]) if categories else ""
        self._category.show_state(text if not categories else "", "accent")
        self._ways.setVisible(self.due_fen() > 0)
        self.paying.ask_for(self.due_fen())

    def begin_anew(self) -> None:
        """Another receipt: nothing of it is paid yet."""
        self.paying.forget()
        self.tendered.clear()
        self.method.choose([])

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in asking order."""
        return [self.method, self.tendered, self.paying.another]

    def due_fen(self) -> int:
        """What all of them come to, as far as they are settled."""
        return sum(line.due_fen for line in self._lines if line.settlement is not None)

    def gaps(self) -> list[tuple[str, QWidget]]:
        """What is still needed of the money."""
        return self.paying.gaps(in_full=True) if self.due_fen() > 0 else []

    def payments(self) -> tuple[CasePaid, ...]:
        """For each case with something due, what is paid; the change is given once."""
        pieces = self.paying.paid()
        due = [(line.case_number, line.due_fen) for line in self._lines if line.due_fen > 0]
        return shared_out(pieces, due) if pieces else ()

    def add_piece(self) -> None:
        """Part of it is paid this way, the rest in another; all of it is the end of it."""
        if not self.paying.add_piece() and not self.gaps():
            self.left.emit()

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
            self._add_row(*paid_words(self._kit, paid))

    def _add_row(self, name: str, amount: str) -> None:
        text, fen = label(name, "muted", wrap=True), figure(14, bold=False)
        fen.setText(amount)
        self._rows.addWidget(holder(stretched(row(text, fen, gap=10), 1)))

    def _say_due(self) -> None:
        """What the customer pays, or gets back; nobody knows before it is settled."""
        title, amount = due_words(self._kit, self.due_fen())
        is_known = any(line.settlement is not None for line in self._lines)
        self._due_title.setText(title)
        self._due.setText(amount if is_known else "–")

    def _show_payment(self) -> None:
        say, paying = self._kit.language.say, self.paying
        if paying.pieces:
            left = self._kit.figures.amount(paying.rest_fen())
            paying.title.setText(say("Paid by; {amount} left", amount=left))
        else:
            paying.title.setText(say("Paid by"))
        self._amount.setVisible(bool(self.method.value()))
        paying.field.say(say("Cash given") if paying.is_cash() else say("Paid this way"))
        if paying.is_too_much():
            self._object_to_more()
        self.changed.emit()

    def _object_to_more(self) -> None:
        number = next(line.case_number for line in self._lines if line.due_fen > 0)
        facts = {"amount_fen": self.paying.given_fen(), "due_fen": self.paying.rest_fen()}
        refusal = RuleBroken("payment.more_than_due", number=number, **facts)
        words = self._kit.language.words
        self.paying.field.object_to(sentence(refusal.rule, refusal.facts, words))
