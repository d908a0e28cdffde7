"""客户商品进出登记簿 in the window: what came in, where it is, how it went out."""

from typing import Any

from PySide6.QtWidgets import QWidget

from counter.domain.states import Role
from counter.language import N_
from counter.storage.questions.lists import ItemKindRow, PersonRow, item_kinds, people
from counter.storage.questions.reading import Page
from counter.storage.questions.register_pages import PaperState, Stay, register_part
from ui.kit import Kit
from ui.screens.registers.book_page import BookPage
from ui.screens.registers.cells import ITEM_COLUMNS, Cells
from ui.screens.registers.listings import Listings
from ui.widgets.chips import Choice
from ui.widgets.pick import Pick

STAYS = {
    Stay.ALL: N_("All"),
    Stay.HERE: N_("Here"),
    Stay.WORK: N_("In work"),
    Stay.READY: N_("Ready"),
    Stay.SENT_OUT: N_("Sent out"),
    Stay.UNCLAIMED: N_("Unclaimed"),
    Stay.OUT: N_("Handed back"),
}
PAPERS = {
    PaperState.HELD: N_("Held"),
    PaperState.BACK: N_("Came back"),
    PaperState.LOST: N_("Lost"),
}
WORKS = (Role.TECHNICIAN, Role.SUPERVISOR, Role.MANAGER)


class ItemsPage(BookPage):
    """The register of items."""

    def __init__(self, kit: Kit):
        self.kind, self.technician, self.paper = Pick(), Pick(), Pick()
        self._kinds: list[ItemKindRow] = []
        self._people: list[PersonRow] = []
        entry, listed = Cells(kit).item, Listings(kit).items
        super().__init__(kit, "items", register_part, ITEM_COLUMNS, entry=entry, listed=listed)
        for pick in (self.kind, self.technician, self.paper):
            pick.picked.connect(self.reload)

    def filters(self) -> list[QWidget]:
        for pick in (self.kind, self.technician, self.paper):
            pick.setMinimumWidth(84)
            pick.setMaximumWidth(132)
        return [self.kind, self.technician, self.paper]

    def say_all(self) -> None:
        say = self.kit.language.say
        self.chips.offer([Choice(stay, say(text)) for stay, text in STAYS.items()])
        self.chips.name(say("Which items"))
        if not self.chips.value():
            self.chips.choose([Stay.ALL])
        self._offer()
        self.text.setPlaceholderText(say("Number, item, name, shelf"))
        self.text.setAccessibleName(say("Look for a number, item, name or shelf"))
        self.ledger.setAccessibleName(say("Item in and out register"))
        self.ledger.ledger.say(
            [
                say("In"),
                say("Receipt"),
                say("Repair card"),
                say("Customer"),
                say("Item"),
                say("With it"),
                say("Source"),
                say("Shelf"),
                say("Technician"),
                say("Due"),
                say("State"),
                say("Out"),
                say("Collected by"),
                say("Receipt is"),
                say("Paid {sign}", sign=self.kit.figures.sign()),
            ]
        )
        super().say_all()

    def reload(self) -> None:
        super().reload()
        if not self._kinds:
            self.kit.desk.ask(item_kinds, active_only=False).then(self._take_kinds)
            self.kit.desk.ask(people).then(self._take_people)

    def narrowed(self) -> dict[str, Any]:
        facts: dict[str, Any] = {}
        stay = Stay("".join(self.chips.value()) or Stay.ALL)
        if stay is not Stay.ALL:
            facts["stay"] = stay
        if code := self.kind.code():
            facts["kind_code"] = code
        if code := self.technician.code():
            facts["technician_code"] = code
        if code := self.paper.code():
            facts["paper"] = PaperState(code)
        return facts

    def said_filters(self) -> list[str]:
        picks = (self.kind, self.technician, self.paper)
        return [*super().said_filters(), *(p.currentText() for p in picks if p.code())]

    def forget_filters(self) -> None:
        for pick in (self.kind, self.technician, self.paper):
            pick.pick("")

    def _take_kinds(self, page: Page[ItemKindRow]) -> None:
        self._kinds = page.rows
        self._offer()

    def _take_people(self, page: Page[PersonRow]) -> None:
        self._people = [one for one in page.rows if one.role in WORKS]
        self._offer()

    def _offer(self) -> None:
        say, language = self.kit.language.say, self.kit.language
        kinds = [Choice(one.code, language.named(one.name_zh, one.name_en)) for one in self._kinds]
        people = [Choice(one.code, one.name) for one in self._people]
        papers = [Choice(code, say(text)) for code, text in PAPERS.items()]
        self.kind.offer(say("Kind of item"), [Choice("", say("All kinds")), *kinds])
        self.technician.offer(say("Technician"), [Choice("", say("Everybody")), *people])
        self.paper.offer(say("Where the receipt is"), [Choice("", say("Any receipt")), *papers])
