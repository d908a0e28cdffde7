"""Which item it is, whose, how it stands, and what can be done now."""

from PySide6.QtCore import Signal

from counter.domain.case_acts import CaseAct
from counter.domain.states import CardStatus, CustodyState
from counter.storage.questions.cases import CaseView
from counter.storage.questions.lists import ItemKindRow
from ui import terms
from ui.item_names import name_of
from ui.kit import Kit
from ui.screens.case.action_bar import ActionBar
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import ElidedLabel, Pill
from ui.widgets.layouts import column, row, rule, stretched
from ui.widgets.marks import KindTile

PADDING = (16, 12, 16, 12)
TONES = {
    CustodyState.READY: "ok",
    CustodyState.NOTIFIED: "ok",
    CustodyState.UNCLAIMED: "warn",
    CustodyState.LIEN_NOTICE: "warn",
    CustodyState.LIEN_ENFORCEABLE: "warn",
    CustodyState.LOST_OR_DAMAGED: "danger",
    CustodyState.SENT_OUT: "violet",
    CustodyState.IN_TRANSIT: "violet",
    CustodyState.AT_BENCH: "accent",
}


class HeadCard(Card):
    """The first card of the page."""

    chosen = Signal(object)
    wants_customer = Signal()
    wants_reveal = Signal()

    def __init__(self, kit: Kit):
        super().__init__(titled=False, padding=PADDING)
        self._kit = kit
        self.tile = KindTile(kit.theme, "shapes", 48)
        self._name = ElidedLabel("value")
        self._custody, self._work, self._category = Pill(), Pill(), Pill()
        self._owner, self._about = ElidedLabel("muted"), ElidedLabel("muted")
        self.reveal = Button(kit.theme, "ghost", "phone", "text_2")
        self.file = Button(kit.theme, "ghost", "user-round", "text_2")
        self.bar = ActionBar(kit)
        pills = row(self._custody, self._work, self._category, gap=6)
        title = stretched(row(self._name, pills, gap=10), 1, 0)
        texts = column(title, self._owner, self._about, gap=3)
        ways = column(self.reveal, self.file, gap=0)
        top = row(self.tile, texts, ways, gap=12)
        self.box.addLayout(stretched(top, 0, 1))
        self.box.addWidget(rule())
        self.box.addWidget(self.bar)
        self.bar.chosen.connect(self.chosen)
        self.reveal.clicked.connect(self.wants_reveal)
        self.file.clicked.connect(self.wants_customer)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.setAccessibleName(say("Item"))
        self.reveal.say(say("Show phone"), say("Showing it goes on record"))
        self.file.say(say("File"), say("The customer's file"))
        self.bar.say_all()

    def show_view(self, view: CaseView, kind: ItemKindRow | None, *, is_masked: bool) -> None:
        """Show a case; `is_masked` says that name and phone stand masked."""
        say, unit, who = self._kit.language.say, view.unit, view.customer
        self.tile.show_icon(kind.icon if kind else "shapes")
        self._name.setText(name_of(unit, kind, self._kit.language))
        custody = say(terms.CUSTODY[view.custody_state])
        if view.held_by:
            custody = say("{state}: outlet {outlet}", state=custody, outlet=view.held_by)
        self._custody.show_state(custody, TONES.get(view.custody_state, "grey"))
        status = view.card.status if view.card else CardStatus.CLOSED
        shows_work = status is not CardStatus.CLOSED
        self._work.show_state(
            say(terms.CARDS[status]) if shows_work else "", terms.CARD_TONES[status]
        )
        category = view.card.category if view.card else view.category_expected
        self._category.show_state(say(terms.CATEGORIES[category]), "accent")
        owner = say("Erased customer") if who.is_erased else who.name
        parts = (owner, who.phone, unit.serial and say("serial {number}", number=unit.serial))
        self._owner.setText("  ·  ".join(part for part in parts if part))
        self._about.setText(view.fault or say("No fault named"))
        self.reveal.setVisible(is_masked and not who.is_erased)

    def offer(self, acts: list[CaseAct]) -> None:
        """Offer what can be done."""
        self.bar.offer(acts)
