"""Repair cards at the left of a page, the overdue ones first, page after page."""

from dataclasses import replace
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counter.storage.questions.lists import ItemKindRow
from counter.storage.questions.reading import Page
from ui.item_names import Item, name_of
from ui.kit import Kit
from ui.widgets.job_list import Job, JobList
from ui.widgets.labels import label
from ui.widgets.layouts import Part, column

WIDTH, NARROW = 296, 212


class QueueRow(Item, Protocol):
    """What a question tells of a card that waits."""

    @property
    def card_number(self) -> str:
        """Its number."""
        ...

    @property
    def kind_code(self) -> str:
        """The kind of its item."""
        ...

    @property
    def fault(self) -> str:
        """What was complained of."""
        ...

    @property
    def promised_at(self) -> int:
        """When it is due, in milliseconds."""
        ...


Q = TypeVar("Q", bound=QueueRow)


class JobQueue(QWidget, Generic[Q]):
    """The cards of a question; each queue says how it asks, and in which state a card is."""

    opened = Signal(str)

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._rows: list[Q] = []
        self._kinds: dict[str, ItemKindRow] = {}
        self._next: str | None = None
        self._awaited: str | None = None  # the key behind which cards were asked for last
        self._empty = label("", "muted", wrap=True)
        self.list = JobList(kit.theme)
        self.make_room(roomy=True)
        self.list.opened.connect(self.opened)
        self.list.reached_end.connect(self._ask_more)

    def assemble(self, *head: Part) -> None:
        """Put the list under its head."""
        box = column(*head, self._empty, self.list, gap=10, margins=(20, 14, 6, 0))
        box.setStretch(len(head) + 1, 1)
        self.setLayout(box)

    def ask_page(self, after: str | None) -> None:
        """Ask for the cards after a key; `take` is told, with that key."""
        raise NotImplementedError

    def state_of(self, one: Q) -> tuple[str, str]:
        """The state of a card in words, and its tone."""
        raise NotImplementedError

    def make_room(self, *, roomy: bool) -> None:
        """Be as wide as the window allows."""
        self.setFixedWidth(WIDTH if roomy else NARROW)

    def use_kinds(self, kinds: dict[str, ItemKindRow]) -> None:
        """The outlet's kinds of item."""
        self._kinds = kinds
        self.show_rows()

    def ask(self) -> None:
        """Ask for the first cards."""
        self._next = self._awaited = None
        self.ask_page(None)

    def take(self, page: Page[Q], after: str | None) -> None:
        """Show what the question answered, unless the list was asked for anew since."""
        if after != self._awaited:
            return
        self._rows = [*self._rows, *page.rows] if after else page.rows
        self._next = page.next
        self.show_rows()

    def show_rows(self) -> None:
        """Show the cards in the words of today, or that there is none."""
        self.list.show_jobs([self.job_of(one) for one in self._rows])
        self._empty.setVisible(not self._rows)

    def job_of(self, one: Q) -> Job:
        """A card in words: what every queue tells of it."""
        figures, now = self._kit.figures, self._kit.now()
        kind, late = self._kinds.get(one.kind_code), one.promised_at < now
        state, tone = self.state_of(one)
        job = Job(
            key=one.card_number,
            icon=kind.icon if kind else "shapes",
            name=name_of(one, kind, self._kit.language),
            fault=one.fault,
            state=state,
            tone=tone,
            due=figures.moment(one.promised_at, now),
            is_late=late,
            tail=figures.short_number(one.card_number),
        )
        if not late:
            return job
        age = figures.age(now - one.promised_at)
        return replace(job, due=self._kit.language.say("Overdue {age}", age=age))

    def _ask_more(self) -> None:
        if self._next:
            self._awaited, self._next = self._next, None
            self.ask_page(self._awaited)
