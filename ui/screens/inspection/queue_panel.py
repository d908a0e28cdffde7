"""The repairs at the left that wait for the supervisor, the overdue ones first."""

from dataclasses import replace

from PySide6.QtCore import Qt

from counter.storage.questions.inspection import InspectionQueue, InspectionRow, inspection_queue
from ui.job_queue import JobQueue
from ui.kit import Kit
from ui.widgets.job_list import Job
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.layouts import row, stretched


class QueuePanel(JobQueue[InspectionRow]):
    """What there is to inspect."""

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self._title, self._count = label("", "title"), label("0", "count")
        self._order = ElidedLabel("caption")
        self._order.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.assemble(stretched(row(self._title, self._count, self._order, gap=8), 0, 0, 1))

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self._title.setText(say("To inspect"))
        self._order.setText(say("by promise"))
        self.list.setAccessibleName(say("To inspect"))
        self._empty.setText(say("Nothing waits for inspection. Finished repairs appear here."))
        self.show_rows()

    def ask_page(self, after: str | None) -> None:
        facts = {"language": self._kit.language.code, "after": after}
        self._kit.desk.ask(inspection_queue, **facts).then(self._take, after)

    def state_of(self, one: InspectionRow) -> tuple[str, str]:
        say = self._kit.language.say
        return (say("Second look"), "violet") if one.is_second else (say("To inspect"), "accent")

    def job_of(self, one: InspectionRow) -> Job:
        """A card also tells who mended it, and how long it has waited."""
        job, name = super().job_of(one), one.technician_name
        if job.is_late:
            return replace(job, due=f"{job.due} · {name}")
        waits = self._kit.figures.age(self._kit.now() - one.finished_at)
        return replace(job, due=self._kit.language.say("{name}, waits {age}", name=name, age=waits))

    def _take(self, queue: InspectionQueue, after: str | None) -> None:
        self._count.setText(str(queue.count))
        self.take(queue, after)
