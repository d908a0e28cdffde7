"""The decision column: papers, money, people, and the one step that leads on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from counter.domain.case_acts import CaseAct
from counter.domain.states import EstimateStatus, PaymentKind
from counter.storage.questions.case_standing import standing_settlement
from counter.storage.questions.cases import CaseView
from ui.kit import Kit
from ui.screens.case.paper_tile import CasePaper
from ui.screens.case.papers import PaperGrid
from ui.screens.case.words import WORDS
from ui.sums import due_words
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel, figure, key, label
from ui.widgets.layouts import column, holder, row, rule, scrolled, stretched

WIDTH = 324
MONEY, PEOPLE = 4, 4


class Aside(QFrame):
    """Papers first, the button last."""

    opened = Signal(object)  # a paper
    chosen = Signal(object)  # what the button does

    def __init__(self, kit: Kit):
        super().__init__()
        self.setObjectName("aside")
        self.setFixedWidth(WIDTH)
        self._kit = kit
        self.act: CaseAct | None = None
        self._view: CaseView | None = None
        self._papers_title, self.papers = label("", "title"), PaperGrid(kit)
        self._money_title, self._due_title = label("", "title"), label("", "strong")
        self._due = figure(22)
        self._money = [(label("", "caption"), label()) for _ in range(MONEY)]
        self._people = [(label("", "caption"), ElidedLabel()) for _ in range(PEOPLE)]
        self.go = Button(kit.theme, "primary", "arrow-right", "on_accent")
        self.keys = holder(row(1, key("Ctrl"), key("Enter"), gap=4))
        self._build()
        self.papers.opened.connect(self._open)
        self.go.clicked.connect(self._go)

    def _build(self) -> None:
        due = stretched(row(self._due_title, self._due, gap=8), 1)
        parts = (
            self._papers_title,
            self.papers,
            rule(),
            self._money_title,
            _grid(self._money),
            due,
            rule(),
            _grid(self._people),
            1,
        )
        inside = holder(column(*parts, gap=8, margins=(20, 14, 20, 4)))
        foot = column(self.go, self.keys, gap=6, margins=(20, 4, 20, 8))
        box = column(scrolled(inside, "clear"), foot, gap=0)
        self.setLayout(stretched(box, 1))

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self._papers_title.setText(say("Papers"))
        self._money_title.setText(say("Money"))
        self._due_title.setText(say("Amount due"))
        self.show_act(self.act)
        if self._view is not None:
            self.show_view(self._view)

    def show_view(self, view: CaseView) -> None:
        """Show a case."""
        self._view = view
        self.papers.show_view(view)
        self._show_money(view)
        self._show_people(view)

    def show_act(self, act: CaseAct | None) -> None:
        """Show the step that leads on; none, no button."""
        self.act = act
        self.go.setVisible(act is not None)
        self.keys.setVisible(act is not None)
        if act is not None:
            self.go.say(self._kit.language.say(WORDS[act][0]))

    def press(self) -> None:
        """Do the step that leads on."""
        if self.act is not None:
            self.chosen.emit(self.act)

    def _show_money(self, view: CaseView) -> None:
        say, amount = self._kit.language.say, self._kit.figures.amount
        settlement = standing_settlement(view)
        agreed = [one for one in view.estimates if one.status is EstimateStatus.CONSENTED]
        sent = [one for one in view.estimates if one.status is EstimateStatus.SENT]
        quoted = view.quoted_fen
        if agreed or sent:
            quoted = sum(one.total_fen for one in (agreed or sent[-1:]))
        paid = sum(one.amount_fen for one in view.payments)
        facts = (
            (say("Quoted"), amount(quoted) if quoted is not None else say("to be quoted")),
            (say("Deposit"), amount(_deposits(view)) if _deposits(view) else "–"),
            (say("Settled"), amount(settlement.gross_fen) if settlement else say("not yet")),
            (say("Paid so far"), amount(paid)),
        )
        for (caption, value), (title, text) in zip(facts, self._money, strict=True):
            title.setText(caption)
            text.setText(value)
        title, due = due_words(self._kit, view.due_fen if settlement else 0)
        self._due_title.setText(title)
        self._due.setText(due if settlement else "–")

    def _show_people(self, view: CaseView) -> None:
        say, card = self._kit.language.say, view.card
        promised = self._kit.figures.moment(view.promised_at, self._kit.now())
        facts = (
            (say("Taken in by"), view.received_by_name),
            (say("Technician"), card.technician_name if card else ""),
            (say("Inspected by"), card.inspected_by_name if card else ""),
            (say("Promised for"), promised),
        )
        for (caption, value), (title, text) in zip(facts, self._people, strict=True):
            title.setText(caption)
            text.setText(value or "–")

    def _open(self, paper: CasePaper) -> None:
        self.opened.emit(paper)

    def _go(self) -> None:
        self.press()


def _deposits(view: CaseView) -> int:
    taken = {one.n for one in view.payments if one.kind is PaymentKind.DEPOSIT}
    return sum(p.amount_fen for p in view.payments if p.n in taken or p.reverses_n in taken)


def _grid(pairs: list[tuple[QLabel, QLabel]] | list[tuple[QLabel, ElidedLabel]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(1)
    for place, (title, text) in enumerate(pairs):
        down, across = divmod(place, 2)
        grid.addWidget(title, down * 2, across)
        grid.addWidget(text, down * 2 + 1, across)
        grid.setColumnStretch(across, 1)
    return grid
