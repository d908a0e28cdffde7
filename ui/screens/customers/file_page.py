"""The file of one customer: who he is, his units, his cases."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from counter.storage.questions.customer_file import CustomerCase, CustomerFile
from counter.storage.questions.customers import KnownUnit
from ui.kit import Kit
from ui.language import PAPER_LANGUAGES
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import ElidedLabel, Pill, label
from ui.widgets.layouts import column, row, stretched
from ui.widgets.link_list import Link, LinkList
from ui.widgets.marks import KindTile

FACTS, COLUMNS = 6, 2


class FilePage(QWidget):
    """One page; both lists lead to cases."""

    opened = Signal(str)
    wants_reveal = Signal()
    wants_more = Signal()

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._file: CustomerFile | None = None
        self._cases: list[CustomerCase] = []
        self._icons: dict[str, str] = {}
        self._name, self._line = ElidedLabel("value"), ElidedLabel("muted")
        self._count, self._state = Pill(), Pill()
        self.reveal = Button(kit.theme, "ghost", "phone", "text_2")
        self._facts = [(label("", "caption"), label("", "", wrap=True)) for _ in range(FACTS)]
        self._units_card, self._cases_card = Card(), Card()
        self.units, self.cases = LinkList(kit.theme), LinkList(kit.theme)
        self._nothing = label("", "muted", wrap=True)
        self._build()
        self.units.opened.connect(self.opened)
        self.cases.opened.connect(self.opened)
        self.cases.reached_end.connect(self.wants_more)
        self.reveal.clicked.connect(self.wants_reveal)

    def _build(self) -> None:
        tile = KindTile(self._kit.theme, "user-round", 48)
        texts = column(self._name, self._line, gap=3)
        states = row(self._count, self._state, 1, self.reveal, gap=8)
        head = Card(titled=False, padding=(16, 12, 16, 12))
        head.box.addLayout(stretched(row(tile, texts, gap=12), 0, 1))
        head.box.addLayout(states)
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(1)
        for place, (caption, value) in enumerate(self._facts):
            down, across = divmod(place, COLUMNS)
            grid.addWidget(caption, down * 2, across)
            grid.addWidget(value, down * 2 + 1, across, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(across, 1)
        head.box.addLayout(grid)
        self._units_card.box.addWidget(self.units, 1)
        self._cases_card.box.addWidget(self._nothing)
        self._cases_card.box.addWidget(self.cases, 1)
        parts = (head, self._units_card, self._cases_card)
        self.setLayout(stretched(column(*parts, gap=12, margins=(20, 14, 20, 14)), 0, 2, 3))

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.reveal.say(say("Show phone"), say("Showing it goes on record"))
        self._units_card.say(say("Units"))
        self._cases_card.say(say("Cases"))
        self.units.setAccessibleName(say("Units"))
        self.cases.setAccessibleName(say("Cases"))
        self._nothing.setText(say("No case of this customer is kept here."))
        if self._file is not None:
            self.show_file(self._file, can_reveal=not self.reveal.isHidden())
            self.show_cases(self._cases)

    def use_icons(self, icons: dict[str, str]) -> None:
        """Take the signs of the kinds of item."""
        self._icons = icons

    def show_file(self, file: CustomerFile, *, can_reveal: bool) -> None:
        """Show a customer."""
        self._file = file
        say, language, who = self._kit.language.say, self._kit.language, file.customer
        self._name.setText(say("Erased customer") if who.is_erased else who.name)
        number = self._kit.figures.number(who.number)
        self._line.setText("  ·  ".join(part for part in (who.phone, number) if part))
        self._count.show_state(language.say_n("{n} case", "{n} cases", file.cases), "grey")
        here = language.say_n("{n} here", "{n} here", file.open_cases) if file.open_cases else ""
        self._state.show_state(here, "accent")
        self.reveal.setVisible(can_reveal and not who.is_erased)
        since = self._kit.figures.local(who.created_at).date().isoformat()
        merged = [self._kit.figures.short_number(one) for one in file.merged]
        facts = (
            (say("Second phone"), who.phone_2),
            (say("Address"), who.address),
            (say("E-mail"), who.email),
            (say("Language of the papers"), PAPER_LANGUAGES.get(who.language, who.language)),
            (say("Customer since"), since),
            (say("Note"), who.note)
            if not merged
            else (say("Merged from"), self._kit.language.listing(merged)),
        )
        for (caption, value), (title, text) in zip(facts, self._facts, strict=True):
            title.setText(caption)
            text.setText(value or "–")
        self.units.show_links([self._unit(one) for one in file.units])

    def show_cases(self, cases: list[CustomerCase]) -> None:
        """Show his cases."""
        self._cases = cases
        self.cases.show_links([self._case(one) for one in cases])
        self.cases.setVisible(bool(cases))
        self._nothing.setVisible(not cases)

    def _unit(self, one: KnownUnit) -> Link:
        say = self._kit.language.say
        name = " ".join(part for part in (one.product, one.brand, one.model) if part)
        visits = self._kit.language.say_n("{n} case", "{n} cases", one.visits)
        serial = say("serial {number}", number=one.serial) if one.serial else ""
        here = say("here now") if one.open_case_number else ""
        more = "  ·  ".join(part for part in (serial, visits, one.bought_on) if part)
        icon = self._icons.get(one.kind_code, "shapes")
        return Link(one.open_case_number or one.last_case_number, icon, name, more, here)

    def _case(self, one: CustomerCase) -> Link:
        figures = self._kit.figures
        name = " ".join(part for part in (one.product, one.brand, one.model) if part)
        day = figures.local(one.received_at).date().isoformat()
        charged = figures.amount(one.charged_fen) if one.charged_fen is not None else ""
        more = "  ·  ".join(p for p in (figures.short_number(one.case_number), one.fault) if p)
        icon = "history" if one.out_at else "package"
        return Link(one.case_number, icon, f"{day}  {name}", more, charged)
