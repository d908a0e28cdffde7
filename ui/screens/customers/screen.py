"""Customers and units: searched at the left, the file in the middle, what may be done beside it."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from counter.domain.numbers import NumberKind
from counter.domain.refusals import RuleBroken
from counter.domain.rights import may
from counter.domain.states import Role
from counter.storage.questions.customer_file import (
    CustomerCase,
    CustomerFile,
    customer_cases,
    customer_file,
)
from counter.storage.questions.lists import ItemKindRow, item_kinds, people
from counter.storage.questions.reading import Page
from ui.kit import Kit
from ui.screens.customers.aside import CORRECT, MERGE_UNITS, RIGHTS, Aside
from ui.screens.customers.deeds import CustomerDeeds
from ui.screens.customers.file_page import FilePage
from ui.screens.customers.queue_panel import QueuePanel
from ui.screens.screen import Screen
from ui.widgets.labels import label
from ui.widgets.layouts import column, holder, row, stretched

TWO = 2


class CustomersScreen(Screen):
    """Opens with a customer's number, or with nothing."""

    name = "customers"
    kinds: ClassVar[frozenset[str]] = frozenset({"customer", "unit", "customer_item", "settlement"})
    claims: ClassVar[frozenset[NumberKind]] = frozenset({NumberKind.CUSTOMER})

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self._number = ""
        self._is_masked = True
        self._cases: list[CustomerCase] = []
        self._next: str | None = None
        self.queue, self.file, self.aside = QueuePanel(kit), FilePage(kit), Aside(kit)
        self.deeds = CustomerDeeds(kit, self)
        self._nothing = label("", "muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty = holder(column(self._nothing, margins=(40, 40, 40, 40)))
        self.page = holder(stretched(row(self.file, self.aside, gap=0), 1))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.page)
        self.setLayout(stretched(row(self.queue, self.stack, gap=0), 0, 1))
        self._connect()
        self.say_all()

    def _connect(self) -> None:
        self.queue.opened.connect(self.open_with)
        self.file.opened.connect(self._open_case)
        self.file.wants_reveal.connect(self.reveal)
        self.file.wants_more.connect(self._more)
        self.aside.chosen.connect(self.deeds.run)
        self.deeds.told.connect(self.told)
        self.deeds.undoable.connect(self.undoable)
        self.deeds.refused.connect(self.refused)
        self.deeds.kept.connect(self.open_with)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.correct)

    def title(self) -> str:
        return self.say("Customers")

    def say_all(self) -> None:
        for part in (self.queue, self.file, self.aside):
            part.say_all()
        self._nothing.setText(
            self.say("Search at the left and press Enter, or scan a paper of the customer.")
        )

    def reload(self) -> None:
        self.kit.desk.ask(item_kinds).then(self._take_kinds)
        self.queue.ask()
        if self._number:
            self._ask()

    def first(self) -> None:
        self.queue.start()

    def begin_anew(self) -> None:
        self._number, self._is_masked = "", True
        self.queue.forget()
        self.stack.setCurrentWidget(self.empty)

    def leave(self) -> None:
        self._is_masked = True

    def scanned(self, code: str) -> bool:
        """A customer's number opens his file."""
        self.open_with(code)
        return True

    def open_with(self, subject: object) -> None:
        """A customer, by number."""
        if str(subject) != self._number:
            self._is_masked = True
        self._number = str(subject)
        self._ask()

    def correct(self) -> None:
        """Correct the customer that is open."""
        if self._number and self._may(RIGHTS[CORRECT]):
            self.deeds.run(CORRECT)

    def reveal(self) -> None:
        """Show name and phone: that somebody looked goes on record."""
        reply = self.kit.desk.do("reveal_customer", customer_number=self._number)
        reply.then(self._revealed, self._number).sorry(self._refuse)

    # -- inside

    def _ask(self) -> None:
        facts: dict[str, Any] = {"number": self._number, "masked": self._is_masked}
        reply = self.kit.desk.ask(customer_file, **facts)
        reply.then(self._take, self._number, self._is_masked).sorry(self._unknown, self._number)

    def _take(self, file: CustomerFile, number: str, is_masked: bool) -> None:
        if number == self._number != "" and (is_masked or not self._is_masked):
            self._show(file)  # nobody else was opened since, nor has anybody gone

    def _show(self, file: CustomerFile) -> None:
        self._number = file.customer.number
        self.deeds.use(file)
        can_reveal = self._is_masked and self._may("notify_customer")
        self.file.show_file(file, can_reveal=can_reveal)
        allowed = [code for code, right in RIGHTS.items() if self._may(right)]
        if file.customer.is_erased:
            allowed = []
        elif len(file.units) < TWO:
            allowed = [code for code in allowed if code != MERGE_UNITS]
        self.aside.offer(allowed)
        self.queue.show_open(self._number)
        self.stack.setCurrentWidget(self.page)
        self._ask_cases().then(self._show_cases, self._number)

    def _ask_cases(self, **more: Any) -> Any:
        facts = {"number": self._number, "language": self.kit.language.code} | more
        return self.kit.desk.ask(customer_cases, **facts)

    def _show_cases(self, page: Page[CustomerCase], number: str) -> None:
        if number != self._number:
            return
        self._cases, self._next = page.rows, page.next
        self.file.show_cases(self._cases)

    def _more(self) -> None:
        if self._next is not None:
            after, self._next = self._next, None
            self._ask_cases(after=after).then(self._add_cases, self._cases)

    def _add_cases(self, page: Page[CustomerCase], before: list[CustomerCase]) -> None:
        if before is not self._cases:
            return  # the list was read anew meanwhile
        self._cases, self._next = [*self._cases, *page.rows], page.next
        self.file.show_cases(self._cases)

    def _open_case(self, number: str) -> None:
        self.wants.emit("case", number)

    def _revealed(self, _answer: object, number: str) -> None:
        if number == self._number != "":
            self._is_masked = False
            self._ask()

    def _unknown(self, refusal: RuleBroken, number: str) -> None:
        self._refuse(refusal)
        if number == self._number:
            self._number = ""
            self.stack.setCurrentWidget(self.empty)

    def _refuse(self, refusal: RuleBroken) -> None:
        self.refused.emit(refusal)

    def _take_kinds(self, page: Page[ItemKindRow]) -> None:
        self.file.use_icons({kind.code: kind.icon for kind in page.rows})

    def _may(self, right: str) -> bool:
        code = self.kit.desk.person_code
        found = (one for one in self.kit.desk.glance(people).rows if one.code == code)
        person = next(found, None)
        return person is not None and may(Role(person.role), right)
