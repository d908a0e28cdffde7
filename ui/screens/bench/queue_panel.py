"""The cards at the left: mine, free, waiting or all, the overdue ones first."""

from dataclasses import replace

from counter.domain.states import CardStatus
from counter.language import N_
from counter.storage.questions.bench import BenchQueue, BenchRow, RunningClock, Whose, bench_queue
from ui import terms
from ui.job_queue import JobQueue
from ui.kit import Kit
from ui.widgets.chips import Chips, Choice
from ui.widgets.job_list import Job
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.layouts import row, stretched

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


class QueuePanel(JobQueue[BenchRow]):
    """What there is to do."""

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self.running: RunningClock | None = None
        self._counts: dict[Whose, int] = {}
        self._title, self._order = ElidedLabel("title"), label("", "caption")
        self.filter = Chips(kit.theme, one=True, gap=4, padding=9)
        self.assemble(stretched(row(self._title, self._order, gap=8), 1, 0), self.filter)
        self._say_filter()
        self.filter.choose([Whose.MINE.value])
        self.filter.changed.connect(self.ask)

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
        self.show_rows()

    def tick(self) -> None:
        """A second went by: the running clocks are painted anew."""
        if any(one.running_since for one in self._rows):
            self.show_rows()

    def ask_page(self, after: str | None) -> None:
        desk = self._kit.desk
        facts = {"technician_code": desk.person_code, "whose": self.whose(), "after": after}
        facts["language"] = self._kit.language.code
        desk.ask(bench_queue, **facts).then(self._take, after)

    def show_rows(self) -> None:
        self._empty.setText(self._kit.language.say(EMPTY[self.whose()]))
        super().show_rows()

    def state_of(self, one: BenchRow) -> tuple[str, str]:
        status = CardStatus(one.state.value)
        tone = "violet" if one.is_rework and status is CardStatus.HUNG else terms.CARD_TONES[status]
        return self._kit.language.say(terms.CARDS[status]), tone

    def job_of(self, one: BenchRow) -> Job:
        """A card also tells whose it is, unless all are one's own, and the time of its clock."""
        job = super().job_of(one)
        is_told = self.whose() is not Whose.MINE and one.technician_name
        tail, clock = one.technician_name if is_told else job.tail, ""
        if one.running_since is not None:
            clock = self._kit.figures.clock(self._kit.now() - one.running_since)
        return replace(job, tail=tail, clock=clock)

    def _take(self, queue: BenchQueue, after: str | None) -> None:
        self.running = queue.running
        self._counts = {one.whose: one.count for one in queue.counts}
        self._say_filter()
        self.take(queue, after)

    def _say_filter(self) -> None:
        say = self._kit.language.say
        self.filter.name(say("Whose cards"))
        self.filter.offer(
            [
                Choice(whose.value, f"{say(text)} {self._counts.get(whose, 0)}")
                for whose, text in FILTERS.items()
            ]
        )
