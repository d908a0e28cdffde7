"""Money for one case, in one way or in several; cash gives change."""

from typing import Any

from PySide6.QtWidgets import QWidget

from ui import terms
from ui.dialogs.form import FormDialog
from ui.kit import Kit
from ui.paying import Paying
from ui.widgets.chips import Chips
from ui.widgets.labels import figure, label
from ui.widgets.layouts import column, holder, row, stretched


class PaymentDialog(FormDialog):
    """`due_fen` 0 asks for a deposit of any amount."""

    def __init__(self, kit: Kit, parent: QWidget, due_fen: int):
        super().__init__(kit, parent, "wallet-cards")
        self._due_fen = due_fen
        self._due_title, self._due = label("", "strong"), figure(26)
        chips = Chips(kit.theme, one=True, gap=6)
        self.paying = Paying(kit, self, chips, terms.METHODS, note="kept")
        self.method, self.amount = self.paying.method, self.paying.amount
        self.amount.setMaxLength(14)
        self._head = holder(stretched(row(self._due_title, self._due), 1))
        self.paying.changed.connect(self._show_state)
        self.paying.taken_away.connect(self.paying.next_way)
        self.assemble(
            self._head,
            self.paying.rows,
            column(self.paying.title, self.method, gap=4),
            self.paying.amount_row(16),
        )
        self.paying.ask_for(due_fen)
        self.method.start()

    def say_form(self) -> None:
        say, is_deposit = self.say, self._is_deposit()
        self.title.setText(say("Take a deposit") if is_deposit else say("Take payment"))
        self._due_title.setText(say("Amount due"))
        self._due.setText(self.kit.figures.amount(self._due_fen))
        self._head.setVisible(not is_deposit)
        self.paying.say_all(say("The rest is paid in another way"))
        self.go.say(say("Book it"))

    def gaps(self) -> list[tuple[str, QWidget]]:
        return self.paying.gaps(in_full=False)

    def facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = {"payments": tuple(self.paying.paid())}
        return facts | ({"deposit": True} if self._is_deposit() else {})

    def _is_deposit(self) -> bool:
        return self._due_fen <= 0

    def _show_state(self) -> None:
        say = self.say
        gives_change = self.paying.is_cash() and not self._is_deposit()
        self.paying.field.say(say("Cash &given") if gives_change else say("&Amount"))
        self.fit()
