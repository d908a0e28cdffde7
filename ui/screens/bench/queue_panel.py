"""The cards at the left: mine, free, waiting or all, the overdue ones first."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counter.domain.states import CardStatus
from counter.language import N_
from counter.storage.questions.bench import BenchQueue, BenchRow, RunningClock, Whose, bench_queue
from counter.storage.questions.lists import ItemKindRow
from ui import terms
from ui.item_names import name_of
from ui.kit import Kit
from ui.widgets.chips import Chips, Choice
from ui.widgets.job_list import Job, JobList
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.layouts import column, row

WIDTH, NARROW = 296, 212
FILTERS = {
    Whose.MINE: N_("Mine"),
    Whose.FREE: N_("Free"),
    Whose.WAITING: N_("Waiting"),
    Whose.ALL: N_("All"),
}
EMPTY = {
    Whose.MINE: N_("You have no card. Scan one, or take a free one."),
    Whose.FREE: N_("No card is free. New ones come from check-in."),
    Whose.WAITING: N_("Nothing waits for parts or for a customer."),
    Whose.ALL: N_("No card is at the bench. New ones come from check-in."),
}


class QueuePanel(QWidget):
    """What there is to do."""

    opened = Signal(str)

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self.running: RunningClock | None = None
        self._next: str | None = None
        self._adds = False
        self._rows: list[BenchRow] = []
        self._kinds: dict[str, ItemKindRow] = {}
        self._counts: dict[Whose, int] = {}
        self._title, self._order = ElidedLabel("title"), label("", "caption")
        self.filter = Chips(kit.theme, one=True, gap=4, padding=9)
        self.list = JobList(kit.theme)
        self._empty = label("", "muted", wrap=True)
        head = row(self._title, self._order, gap=8)
        head.setStretch(0, 1)
        parts = (head, self.filter, self._empty, self.list)
        box = column(*parts, gap=10, margins=(20, 14, 6, 0))
        box.setStretch(3, 1)
        self.setLayout(box)
        self.setFixedWidth(WIDTH)
        self._say_filter()
        self.filter.choose([Whose.MINE.value])
        self.filter.changed.connect(self.ask)
        self.list.opened.connect(self.opened)
        self.list.reached_end.connect(self._ask_more)

    def whose(self) -> Whose:
        """The filter that is on."""
        return Whose("".join(self.filter.value()) or Whose.MINE)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self._title.setText(say("Cards"))
        self._order.setText(say("by promise"))
        self.list.setAccessibleName(say("Cards"))
        self._say_filter()
        self._show()

    def use_kinds(self, kinds: dict[str, ItemKindRow]) -> None:
        """The outlet's kinds of item."""
        self._kinds = kinds
        self._show()

    def ask(self) -> None:
        """Ask for the cards of the filter that is on."""
        self._adds = False
        self._ask_page(None)

    def tick(self) -> None:
        """A second went by: the running clocks are painted anew."""
        if any(one.running_since for one in self._rows):
            self._show()

    def _ask_more(self) -> None:
        if self._next:
            self._adds = True
            self._ask_page(self._next)

    def _ask_page(self, after: str | None) -> None:
        desk = self._kit.desk
        facts = {"technician_code": desk.person_code, "whose": self.whose(), "after": after}
        facts["language"] = self._kit.language.code
        desk.ask(bench_queue, **facts).then(self._take)

    def _take(self, queue: BenchQueue) -> None:
        self._rows = [*self._rows, *queue.rows] if self._adds else queue.rows
        self._next, self.running = queue.next, queue.running
        self._counts = {one.whose: one.count for one in queue.counts}
        self._say_filter()
        self._show()

    def _say_filter(self) -> None:
        say = self._kit.language.say
        self.filter.name(say("Whose cards"))
        self.filter.offer(
            [
                Choice(whose.value, f"{say(text)} {self._counts.get(whose, 0)}")
                for whose, text in FILTERS.items()
            ]
        )

    def _show(self) -> None:
        self.list.show_jobs([self._job(one) for one in self._rows])
        self._empty.setText(self._kit.language.say(EMPTY[self.whose()]))
        self._empty.setVisible(not self._rows)

    def _job(self, one: BenchRow) -> Job:
        say, figures, now = self._kit.language.say, self._kit.figures, self._kit.now()
        status, kind = CardStatus(one.state.value), self._kinds.get(one.kind_code)
        late = one.promised_at < now
        due = (
            say("Overdue {age}", age=figures.age(now - one.promised_at))
            if late
            else figures.moment(one.promised_at, now)
        )
        tone = "violet" if one.is_rework and status is CardStatus.HUNG else terms.CARD_TONES[status]
        return Job(
            number=one.card_number,
            icon=kind.icon if kind else "shapes",
            name=name_of(one, kind, self._kit.language),
            fault=one.fault,
            state=say(terms.CARDS[status]),
            tone=tone,
            due=due,
            is_late=late,
            tail=one.technician_name or figures.short_number(one.card_number),
            clock="" if one.running_since is None else figures.clock(now - one.running_since),
        )
