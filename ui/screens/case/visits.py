"""The unit's visits, each a row that leads to its case."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from counter.storage.questions.unit_cases import UnitCase, UnitHistory
from ui.kit import Kit
from ui.widgets.labels import label
from ui.widgets.layouts import column, holder
from ui.widgets.link_list import Link, LinkList


class Visits(QStackedWidget):
    """The list, or a sentence where there is nothing to list."""

    opened = Signal(str)

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._history: UnitHistory | None = None
        self._own = ""
        self.links = LinkList(kit.theme)
        self._nothing = label("", "muted", wrap=True)
        self._empty: QWidget = holder(column(self._nothing, 1, margins=(0, 8, 0, 0)))
        self.addWidget(self.links)
        self.addWidget(self._empty)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.links.opened.connect(self.opened)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self._nothing.setText(say("This unit is here for the first time."))
        self.links.setAccessibleName(say("This unit before"))
        if self._history is not None:
            self.show_history(self._history, self._own)

    def show_history(self, history: UnitHistory, own_number: str) -> None:
        """Show a unit's cases but for the one that is open."""
        self._history, self._own = history, own_number
        rows = [one for one in history.rows if one.case_number != own_number]
        self.links.show_links([self._link(one) for one in rows])
        self.setCurrentWidget(self.links if rows else self._empty)

    def _link(self, one: UnitCase) -> Link:
        say, figures = self._kit.language.say, self._kit.figures
        day, nameless = figures.local(one.received_at).date().isoformat(), say("No fault named")
        parts = [one.diagnosis or one.fault, self._kit.language.listing(one.parts)]
        if one.guarantee_until_on:
            parts.append(say("guaranteed until {day}", day=one.guarantee_until_on))
        charged = figures.amount(one.charged_fen) if one.charged_fen is not None else ""
        return Link(
            key=one.case_number,
            icon="history" if one.out_at else "package",
            text=f"{day}  {one.fault or nameless}",
            more="  ·  ".join(part for part in parts if part),
            end=charged,
        )
