"""The repairs at the left that wait for the supervisor, the overdue ones first."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from counter.storage.questions.inspection import InspectionQueue, InspectionRow, inspection_queue
from counter.storage.questions.lists import ItemKindRow
from ui.item_names import name_of
from ui.kit import Kit
from ui.widgets.job_list import Job, JobList
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.layouts import column, row, stretched

WIDTH, NARROW = 296, 212


class QueuePanel(QWidget):
    """What there is to inspect."""

    opened = Signal(str)

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._rows: list[InspectionRow] = []
        self._kinds: dict[str, ItemKindRow] = {}
        self._next: str | None = None
        self._adds = False
        self._title, self._count = label("", "title"), label("0", "count")
        self._order = ElidedLabel("caption")
        self._empty = label("", "muted", wrap=True)
        self.list = JobList(kit.theme)
        self._order.setAlignment(Qt.AlignmentFlag.AlignRight)
        head = stretched(row(self._title, self._count, self._order, gap=8), 0, 0, 1)
        box = column(head, self._empty, self.list, gap=10, margins=(20, 14, 6, 0))
        box.setStretch(2, 1)
        self.setLayout(box)
        self.setFixedWidth(WIDTH)
        self.list.opened.connect(self.opened)
        self.list.reached_end.connect(self._ask_more)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self._title.setText(say("To inspect"))
        self._order.setText(say("by promise"))
        self.list.setAccessibleName(say("To inspect"))
        self._empty.setText(say("Nothing waits for inspection. Finished repairs appear here."))
        self._show()

    def use_kinds(self, kinds: dict[str, ItemKindRow]) -> None:
        """The outlet's kinds of item."""
        self._kinds = kinds
        self._show()

    def ask(self) -> None:
        """Ask what waits."""
        self._adds = False
        self._ask_page(None)

    def _ask_more(self) -> None:
        if self._next:
            self._adds = True
            self._ask_page(self._next)

    def _ask_page(self, after: str | None) -> None:
        facts = {"language": self._kit.language.code, "after": after}
        self._kit.desk.ask(inspection_queue, **facts).then(self._take)

    def _take(self, queue: InspectionQueue) -> None:
        self._rows = [*self._rows, *queue.rows] if self._adds else queue.rows
        self._next = queue.next
        self._count.setText(str(queue.count))
        self._show()

    def _show(self) -> None:
        self.list.show_jobs([self._job(one) for one in self._rows])
        self._empty.setVisible(not self._rows)

    def _job(self, one: InspectionRow) -> Job:
        say, figures, now = self._kit.language.say, self._kit.figures, self._kit.now()
        kind = self._kinds.get(one.kind_code)
        late = one.promised_at < now
        if late:
            due = say("Overdue {age}", age=figures.age(now - one.promised_at))
        else:
            waits = figures.age(now - one.finished_at)
            due = say("{name}, waits {age}", name=one.technician_name, age=waits)
        return Job(
            number=one.card_number,
            icon=kind.icon if kind else "shapes",
            name=name_of(one, kind, self._kit.language),
            fault=one.fault,
            state=say("Second look") if one.is_second else say("To inspect"),
            tone="violet" if one.is_second else "accent",
            due=due,
            is_late=late,
            tail=one.technician_name if late else figures.short_number(one.card_number),
        )
