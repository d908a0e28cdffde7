"""The customers at the left: a field to search by, and the list, page after page."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QLineEdit

from counter.domain.personal import LIMITS
from counter.domain.refusals import RuleBroken
from counter.storage.questions.customer_file import CustomerRow, customers
from counter.storage.questions.reading import Page
from counter.wording import sentence
from ui.finder import too_few_digits
from ui.kit import Kit
from ui.widgets.labels import label
from ui.widgets.layouts import column, stretched
from ui.widgets.link_list import Link, LinkList

WIDTH, PAUSE_MS = 296, 120


class QueuePanel(QFrame):
    """Names and phones stand masked here; the file shows more."""

    opened = Signal(str)

    def __init__(self, kit: Kit):
        super().__init__()
        self.setObjectName("queue")
        self.setFixedWidth(WIDTH)
        self._kit = kit
        self._rows: list[CustomerRow] = []
        self._next: str | None = None
        self._asked, self._found_by = "", ""
        self.search = QLineEdit()
        self.search.setMaxLength(LIMITS["search"])
        self.search.setClearButtonEnabled(True)
        self.list = LinkList(kit.theme)
        self._nothing = label("", "muted", wrap=True)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        box = column(self.search, self._nothing, self.list, gap=8, margins=(16, 14, 8, 12))
        self.setLayout(stretched(box, 0, 0, 1))
        self._nothing.hide()
        self.search.textEdited.connect(self._edited)
        self.search.returnPressed.connect(self._take_first)
        self._pause.timeout.connect(self.ask)
        self.list.opened.connect(self.opened)
        self.list.reached_end.connect(self._more)
        self.list.verticalScrollBar().valueChanged.connect(self._scrolled)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.search.setPlaceholderText(say("Name, phone, serial or number"))
        self.search.setAccessibleName(say("Search customers"))
        self.list.setAccessibleName(say("Customers"))
        self._show()

    def ask(self) -> None:
        """Read the list anew."""
        self._pause.stop()
        self._asked, self._next = self.search.text().strip(), None
        reply = self._kit.desk.ask(customers, text=self._asked)
        reply.then(self._take, self._asked).sorry(self._refuse)

    def search_for(self, text: str) -> None:
        """Look for what was scanned."""
        self.search.setText(text)
        self.ask()

    def start(self) -> None:
        """Put the focus where one searches."""
        self.search.setFocus()
        self.search.selectAll()

    def forget(self) -> None:
        """Somebody else is here."""
        self.search.clear()

    def show_open(self, number: str) -> None:
        """Mark whose file is open."""
        self.list.choose(number)

    def _take(self, page: Page[CustomerRow], text: str) -> None:
        self._found_by = text
        self._rows, self._next = page.rows, page.next
        self._show()

    def _more(self) -> None:
        if self._next is not None:
            after, self._next = self._next, None
            reply = self._kit.desk.ask(customers, text=self._asked, after=after)
            reply.then(self._add, self._rows)

    def _add(self, page: Page[CustomerRow], before: list[CustomerRow]) -> None:
        if before is not self._rows:
            return  # the list was read anew meanwhile
        self._rows, self._next = [*self._rows, *page.rows], page.next
        self._show()

    def _show(self) -> None:
        say = self._kit.language.say
        self.list.show_links([self._link(one) for one in self._rows])
        self._nothing.setVisible(not self._rows)
        self.list.setVisible(bool(self._rows))
        none_found = say("Nobody is found by that. Try part of the phone, or the name.")
        none_yet = say("No customers yet: the first check-in makes one.")
        none_found = too_few_digits(self._kit, self._asked) or none_found
        self._nothing.setText(none_found if self._asked else none_yet)

    def _link(self, one: CustomerRow) -> Link:
        language, figures = self._kit.language, self._kit.figures
        visits = language.say_n("{n} case", "{n} cases", one.cases)
        here = language.say_n("{n} here", "{n} here", one.open_cases) if one.open_cases else ""
        last = figures.local(one.last_visit_at).date() if one.last_visit_at else None
        day = figures.near_day(last, figures.local(self._kit.now()).date()) if last else ""
        more = "  ·  ".join(part for part in (visits, here, day) if part)
        icon = "package" if one.open_cases else "user-round"
        return Link(one.number, icon, f"{one.name}  {one.phone}", more)

    def _edited(self, _text: str) -> None:
        self._pause.start()

    def _take_first(self) -> None:
        """Enter opens the first one, once the answer to what was typed is there."""
        if self._pause.isActive() or self._found_by != self.search.text().strip():
            self.ask()
        elif self._rows:
            self.opened.emit(self._rows[0].number)

    def _scrolled(self, value: int) -> None:
        bar = self.list.verticalScrollBar()
        if bar.maximum() and value == bar.maximum():
            self._more()

    def _refuse(self, refusal: RuleBroken) -> None:
        self._rows, self._next = [], None
        self._show()
        self._nothing.setText(sentence(refusal.rule, refusal.facts, self._kit.language.words))
