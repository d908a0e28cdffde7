"""What is known of a unit as soon as its serial number is: that it is here, whose it was, what was
done.
"""

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counter.domain.personal import masked_name
from counter.storage.questions.unit_cases import UnitHistory
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.labels import Callout
from ui.widgets.layouts import FLUSH, column

TALLEST = 84  # three lines of text
#: maintenance is spoken of so long before it is due (domain.md 7.6)
SOON_DAYS = 30


class UnitPast(QWidget):
    """One line about the unit's earlier visits; it opens the case that matters."""

    wants_case = Signal(str)

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._history: UnitHistory | None = None
        self._customer = ""
        self.look = Button(kit.theme, "link")
        self._callout = Callout(kit.theme, "history", "accent", self.look)
        self._callout.setMaximumHeight(TALLEST)
        self.setLayout(column(self._callout, margins=FLUSH))
        self.look.clicked.connect(self._look)
        self.hide()

    def say_all(self) -> None:
        """Set every text anew."""
        self.look.say(self._kit.language.say("Open the case"))
        if self._history is not None:
            self.show_history(self._history, self._customer)

    def clear(self) -> None:
        """Nothing is known of this one."""
        self._history = None
        self.hide()

    def show_history(self, history: UnitHistory, customer: str) -> None:
        """Say what is known; `customer` is who stands at the counter."""
        self._history, self._customer = history, customer
        if not history.rows:
            self.clear()
            return
        last = history.rows[0]
        is_here, is_anothers = last.out_at is None, last.customer_name != customer
        text = self._text(history)
        if is_here:
            text = self._kit.language.say("It is here already") + f" · {text}"
        if customer and is_anothers:
            whose = masked_name(last.customer_name)
            text += " · " + self._kit.language.say("brought by {name} then", name=whose)
        tone = "danger" if is_here else "warn" if customer and is_anothers else "accent"
        self._callout.show_text(text, tone, "history" if tone == "accent" else "triangle-alert")
        self.show()

    def open_case(self) -> str:
        """The case that keeps the unit here; empty when it is not here."""
        rows = self._history.rows if self._history else []
        return next((row.case_number for row in rows if row.out_at is None), "")

    def text(self) -> str:
        """What it says now."""
        return self._callout.text() if self.isVisible() else ""

    def _text(self, history: UnitHistory) -> str:
        last, visits, more = history.rows[0], len(history.rows), history.next is not None
        due = history.maintenance_on
        say, figures = self._kit.language.say, self._kit.figures
        count = self._kit.language.say_n("This unit: {n} visit", "This unit: {n} visits", visits)
        day = figures.day(figures.local(last.received_at).date())
        parts = [f"{count}+" if more else count, f"{day} {last.fault}".strip()]
        if last.guarantee_until_on >= figures.local(self._kit.now()).date().isoformat():
            parts.append(say("guaranteed to {day}", day=last.guarantee_until_on))
        if due and due <= self._in_days(SOON_DAYS):
            parts.append(say("maintenance due {day}", day=due))
        return " · ".join(parts)

    def _in_days(self, days: int) -> str:
        today = self._kit.figures.local(self._kit.now()).date()
        return (today + timedelta(days=days)).isoformat()

    def _look(self) -> None:
        if self._history is not None and self._history.rows:
            self.wants_case.emit(self.open_case() or self._history.rows[0].case_number)
