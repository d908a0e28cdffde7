"""The checklist of the first days: what is still as it was when the shop was opened."""

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from counter.language import N_
from counter.storage.last_backup import last_backup
from counter.storage.questions.health import FirstDays, first_days
from ui.door import FILE
from ui.kit import Kit
from ui.screens.settings.section import Section
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.layouts import column, framed, holder, row, stretched
from ui.widgets.marks import Disc


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do: the section where, what, and why."""

    section: str
    text: str
    why: str


STEPS = (
    Step("outlet", N_("Phone and address"), N_("They stand on every paper.")),
    Step("hours", N_("Hours and holidays"), N_("Promises are counted in them.")),
    Step("people", N_("Colleagues"), N_("Each with a PIN of their own.")),
    Step("shelves", N_("Shelves"), N_("So that every item is found again.")),
    Step("printers", N_("Printers tried"), N_("A test page on each that is used.")),
    Step("backup", N_("First backup"), N_("On a stick or another computer.")),
)


class FirstDaysSection(Section):
    """Ticks what was set; the rest leads to its section."""

    name = "first_days"
    icon = "clipboard-list"
    kinds: ClassVar[frozenset[str]] = frozenset({"outlet", "setting", "person", "shelf"})

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self.done_steps: set[str] = set()
        self._marks = [Disc(kit.theme, str(place)) for place in range(1, len(STEPS) + 1)]
        self._texts = [label("", "strong") for _ in STEPS]
        self._whys = [label("", "hint") for _ in STEPS]
        self.ways = [Button(kit.theme) for _ in STEPS]
        self.doctor = Button(kit.theme, "", "shield-check")
        self._build()
        for way in self.ways:
            way.clicked.connect(self._go)
        self.doctor.clicked.connect(self._open_doctor)
        kit.preferences.changed.connect(self._show)
        self.say_all()

    def _build(self) -> None:
        box = QVBoxLayout()
        box.setContentsMargins(20, 8, 20, 8)
        parts = zip(self._marks, self._texts, self._whys, self.ways, strict=True)
        for mark, text, why, way in parts:
            words = holder(column(text, why, gap=0))
            line = QFrame()
            line.setLayout(stretched(row(mark, words, way, gap=14, margins=(0, 4, 0, 4)), 0, 1, 0))
            box.addWidget(line)
        self.build(column(framed(box), row(self.doctor, 1), 1, gap=12), saves=False)

    def stops(self) -> list[QWidget]:
        return [*self.ways, self.doctor]

    def caption(self) -> str:
        return self.kit.language.say("First days")

    def purpose(self) -> str:
        language, left = self.kit.language, len(STEPS) - len(self.done_steps)
        if not left:
            return language.say("Everything is set. The counter is yours.")
        return language.say_n(
            "{n} thing is still as it was on the first day.",
            "{n} things are still as they were on the first day.",
            left,
        )

    def say_all(self) -> None:
        say = self.kit.language.say
        for step, text, why, way in zip(STEPS, self._texts, self._whys, self.ways, strict=True):
            text.setText(say(step.text))
            why.setText(say(step.why))
            is_done = step.section in self.done_steps
            way.say(say("Look") if is_done else say("Set it"))
            way.setAccessibleName(f"{way.text()}: {say(step.text)}")
        self.doctor.say(say("Look at the machine's health"))
        super().say_all()

    def reload(self) -> None:
        self.kit.desk.ask(first_days).then(self._take)

    def first(self) -> None:
        gaps = (way for step, way in zip(STEPS, self.ways, strict=True)
                if step.section not in self.done_steps)  # fmt: skip
        next(gaps, self.doctor).setFocus()

    # -- inside

    def _take(self, found: FirstDays) -> None:
        is_done = {
            "outlet": found.has_phone and found.has_address,
            "hours": found.has_hours,
            "people": found.colleagues > 0,
            "shelves": found.shelves > 0,
        }
        own = self.done_steps & {"printers", "backup"}
        self.done_steps = {name for name, done in is_done.items() if done} | own
        self._show()

    def _show(self) -> None:
        door = self.kit.desk.door
        for name, done in (
            ("printers", self.kit.preferences.is_printer_tried),
            ("backup", last_backup(door.home, door.folder / FILE) is not None),
        ):
            self.done_steps = self.done_steps | {name} if done else self.done_steps - {name}
        for place, (step, mark) in enumerate(zip(STEPS, self._marks, strict=True), start=1):
            if step.section in self.done_steps:
                mark.show_mark(icon="check", tone="ok")
            else:
                mark.show_mark(str(place))
        self.say_all()

    def _go(self) -> None:
        self.wants_section.emit(
            next(
                step.section
                for step, way in zip(STEPS, self.ways, strict=True)
                if way is self.sender()
            )
        )

    def _open_doctor(self) -> None:
        self.wants.emit("doctor", "")
