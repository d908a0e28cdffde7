"""The case page: everything known of one item, and everything that may be done to it."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from counter.domain.case_acts import CaseAct, next_act, possible, right_of
from counter.domain.custody import GONE
from counter.domain.photos import moment_of
from counter.domain.refusals import RuleBroken
from counter.domain.rights import may
from counter.domain.states import Role
from counter.storage.questions.case_page import CasePage, case_page
from counter.storage.questions.case_standing import standing_of
from counter.storage.questions.cases import CaseView
from counter.storage.questions.history import TimelineEntry, timeline
from counter.storage.questions.lists import ItemKindRow, item_kinds, people
from counter.storage.questions.reading import Page
from counter.storage.questions.scans import scanned
from ui.item_photos import ItemPhotos
from ui.kit import Kit
from ui.screens.case.aside import Aside
from ui.screens.case.deeds import CaseDeeds
from ui.screens.case.head_card import HeadCard
from ui.screens.case.log_card import LogCard
from ui.screens.case.paper_tile import CasePaper
from ui.screens.case.papers_deeds import PaperDeeds
from ui.screens.case.route import Route
from ui.screens.case.said import CustomerSaid
from ui.screens.screen import Screen
from ui.widgets.labels import label
from ui.widgets.layouts import column, holder, row, stretched
from ui.widgets.settling import Settling

ENTRIES, LATE_MS = 60, 150


class CaseScreen(Screen):
    """Shows one case; the acts are done by its deeds."""

    name = "case"
    kinds: ClassVar[frozenset[str]] = frozenset(
        {
            *("customer_item", "item_receipt", "receipt_line", "repair_card", "work_step"),
            *("estimate", "consent", "settlement", "payment", "custody_event", "notice"),
            *("customer", "unit", "part_used", "measurement", "alarm", "shelf", "photo"),
            *("customer_answer", "answer_taken"),
        }
    )

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self._number = ""
        self._is_masked = True
        self._view: CaseView | None = None
        self._role: Role | None = None
        self._kinds: dict[str, ItemKindRow] = {}
        self._entries: list[TimelineEntry] = []
        self._next: str | None = None
        self.head, self.route, self.log = HeadCard(kit), Route(kit), LogCard(kit)
        self.said, self.aside = CustomerSaid(kit), Aside(kit)
        self.deeds = CaseDeeds(kit, self)
        self.papers = PaperDeeds(kit, self)
        self.photos = ItemPhotos(kit, self, self.log.photos)
        self._nothing = label("", "muted", wrap=True)
        self.stack = QStackedWidget()
        self._settling = Settling(self)
        # the case before is seen until this one is known, unless somebody would read it meanwhile
        self._late = QTimer(self, singleShot=True, interval=LATE_MS)
        self._build()
        self._connect()
        self.say_all()

    def _build(self) -> None:
        parts = (self.head, self.said, self.route, self.log)
        left = holder(stretched(column(*parts, gap=12, margins=(20, 14, 20, 14)), 0, 0, 0, 1))
        self.page = holder(stretched(row(left, self.aside, gap=0), 1))
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty = holder(column(self._nothing, margins=(40, 40, 40, 40)))
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.page)
        self.setLayout(column(self.stack))

    def _connect(self) -> None:
        self._late.timeout.connect(self._show_nothing)
        self.head.chosen.connect(self._run)
        self.head.wants_reveal.connect(self.reveal)
        self.head.wants_customer.connect(self._open_customer)
        self.aside.chosen.connect(self._run)
        self.aside.opened.connect(self._preview)
        self.log.wants_earlier.connect(self._ask_earlier)
        self.log.visits.opened.connect(self.open_with)
        self.said.told.connect(self.told)
        self.said.refused.connect(self.refused)
        for deeds in (self.deeds, self.papers, self.photos):
            deeds.told.connect(self.told)
            deeds.undoable.connect(self.undoable)
            deeds.refused.connect(self.refused)
            deeds.wants.connect(self.wants)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.aside.press)

    def title(self) -> str:
        if not self._number:
            return self.say("Case")
        return self.say("Case {number}", number=self.kit.figures.short_number(self._number))

    def say_all(self) -> None:
        for part in (self.head, self.said, self.route, self.log, self.aside, self.photos):
            part.say_all()
        self._nothing.setText(
            self.say("Scan a receipt, a card or an item, or type a number: its case opens here.")
        )
        if self._number:
            self._ask()

    def reload(self) -> None:
        self.kit.desk.ask(item_kinds).then(self._take_kinds)
        if self._number:
            self._ask()

    def first(self) -> None:
        if self._view is not None:
            self.head.bar.start(self.aside.act)

    def begin_anew(self) -> None:
        self._number, self._view, self._is_masked = "", None, True
        self._show_nothing()

    def _show_nothing(self) -> None:
        self._entries, self._next = [], None
        self._tell_log()
        self.stack.setCurrentWidget(self.empty)

    def leave(self) -> None:
        self._is_masked = True

    def open_with(self, subject: object) -> None:
        """A case, by any number of its papers."""
        self._number, self._view, self._is_masked = self._case_number(str(subject)), None, True
        self.deeds.forget()
        self.papers.forget()
        self._role = role_of(self.kit)
        self._entries, self._next = [], None
        self._late.start()
        self.head.bar.forget()
        self.log.show_first()
        self._ask()

    def reveal(self) -> None:
        """Show name and phone: that somebody looked goes on record."""
        if self._view is None:
            return
        reply = self.kit.desk.do("reveal_customer", case_number=self._number)
        reply.then(self._revealed, self._number).sorry(self._refuse)

    # while the case before is still seen, nothing may be done: it would be done to the wrong one

    def _run(self, act: CaseAct) -> None:
        if self._view is not None:
            self.deeds.run(act)

    def _preview(self, paper: CasePaper) -> None:
        if self._view is not None:
            self.papers.preview(paper)

    def _case_number(self, number: str) -> str:
        try:
            return self.kit.desk.glance(scanned, number=number).case_number or number
        except RuleBroken:
            return number  # the question says what is wrong with it

    # -- what is asked

    def _ask(self) -> None:
        desk, number = self.kit.desk, self._number
        facts: dict[str, Any] = {"number": number, "masked": self._is_masked, "limit": ENTRIES}
        language = self.kit.language.code
        reply = desk.ask(case_page, language=language, **facts)
        reply.then(self._take, self._is_masked).sorry(self._unknown, number)

    def _take(self, page: CasePage, is_masked: bool) -> None:
        if page.case.case_number != self._number or (self._is_masked and not is_masked):
            return  # another was scanned meanwhile, or whoever might see the name has gone
        is_new = self._view is None
        self._show(page.case)
        self._late.stop()
        self._entries, self._next = page.log.rows, page.log.next
        self._tell_log()
        self.log.visits.show_history(page.unit, self._number)
        self.log.details.show_maintenance(page.unit.maintenance_on)
        self._settling.now()
        if is_new:
            self.head.bar.forget()
        if is_new and self.isVisible():
            self.first()

    def _show(self, view: CaseView) -> None:
        self._number, self._view = view.case_number, view
        kind = self._kinds.get(view.unit.kind_code)
        allowed = [act for act in CaseAct if self._may(right_of(act))]
        standing = standing_of(view)
        self.deeds.use(view, kind, [*self._kinds.values()], self._role)
        may_reprint, may_offer = self._may("reprint_paper"), self._may("record_consent")
        self.papers.use(view, may_reprint=may_reprint, may_offer=may_offer)
        can_reveal = self._is_masked and self._may("notify_customer")
        self.head.show_view(view, kind, is_masked=can_reveal)
        self.head.offer([act for act in possible(standing) if act in allowed])
        self.said.look(view.case_number, may=self._may("record_consent"))
        self.route.show_view(view)
        self.aside.show_view(view)
        self.aside.show_act(next_act(standing, allowed))
        self.log.details.show_view(view, kind)
        self.log.count_photos(len(view.photos))
        what = moment_of(view.custody_state, view.card.status if view.card else None)
        may_add = self._may("add_photo") and view.custody_state not in GONE
        self.photos.show_case(view.case_number, view.photos, what, may_add=may_add)
        self.stack.setCurrentWidget(self.page)

    def _ask_earlier(self) -> None:
        if self._next is not None:
            facts = {"number": self._number, "masked": False, "after": self._next}
            reply = self.kit.desk.ask(timeline, limit=ENTRIES, **facts)
            reply.then(self._add_earlier, self._number, self._next)

    def _add_earlier(self, page: Page[TimelineEntry], number: str, after: str) -> None:
        if (number, after) != (self._number, self._next):
            return  # another case is open, or these are shown already
        self._entries, self._next = [*page.rows, *self._entries], page.next
        self._tell_log()

    def _tell_log(self) -> None:
        has_more = self._next is not None
        self.log.show_log(self._entries, has_more=has_more, is_masked=self._is_masked)

    def _take_kinds(self, page: Page[ItemKindRow]) -> None:
        self._kinds = {kind.code: kind for kind in page.rows}
        if self._view is not None:
            self._show(self._view)

    def _unknown(self, refusal: RuleBroken, number: str) -> None:
        self._refuse(refusal)
        if self._view is None and number == self._number:
            self.begin_anew()

    def _refuse(self, refusal: RuleBroken) -> None:
        self.refused.emit(refusal)

    def _revealed(self, _answer: object, number: str) -> None:
        if number == self._number and self._view is not None:
            self._is_masked = False
            self._ask()

    def _open_customer(self) -> None:
        if self._view is not None:
            self.wants.emit("customers", self._view.customer.number)

    def _may(self, right: str) -> bool:
        return self._role is not None and may(self._role, right)


def role_of(kit: Kit) -> Role | None:
    """The role of whoever is signed in."""
    found = kit.desk.glance(people).rows
    return next((Role(one.role) for one in found if one.code == kit.desk.person_code), None)
