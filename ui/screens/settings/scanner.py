"""The scanner of this machine: what is learnt of it, where it is plugged in, how it is answered."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.kit import Kit
from ui.scans import habits
from ui.scans.habits import Habits
from ui.screens.settings.scanner_devices import DevicesCard
from ui.screens.settings.scanner_keys import KeysCard
from ui.screens.settings.scanner_lesson import LessonCard
from ui.screens.settings.scanner_signs import SignsCard
from ui.screens.settings.section import Section
from ui.widgets.layouts import column, holder, row, stretched

LEAST, ROOMY = 320, 900


class ScannerSection(Section):
    """Takes effect at once; nothing of it travels."""

    name = "scanner"
    icon = "scan-barcode"

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self.lesson, self.keys = LessonCard(kit), KeysCard(kit)
        self.devices, self.signs = DevicesCard(kit), SignsCard(kit)
        left = holder(column(self.keys, self.lesson, 1, gap=12))
        right = holder(column(self.devices, self.signs, 1, gap=12))
        for side in (left, right):
            side.setMinimumWidth(LEAST)  # narrower than both need side by side: then they stack
        self._sides = stretched(row(left, right, gap=12), 6, 5)
        self.build(column(self._sides, 1, gap=0), saves=False)
        self.lesson.taken.connect(self._keep)
        self.keys.changed.connect(self._keep)
        self.say_all()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        is_roomy = self.width() >= ROOMY
        self._sides.setDirection(way.LeftToRight if is_roomy else way.TopToBottom)

    def stops(self) -> list[QWidget]:
        lesson = self.lesson
        return [
            *self.keys.stops(),
            *(lesson.trial, lesson.take, lesson.again),
            *self.devices.stops(),
            *self.signs.stops(),
        ]

    def caption(self) -> str:
        return self.kit.language.say("Scanner")

    def purpose(self) -> str:
        return self.kit.language.say(
            "On this machine only. Most scanners work without any of it: scan something anywhere."
        )

    def say_all(self) -> None:
        for card in (self.lesson, self.keys, self.devices, self.signs):
            card.say_all()
        self._show()
        super().say_all()

    def reload(self) -> None:
        self.lesson.show_code()
        self.devices.ask()
        self._show()

    def first(self) -> None:
        self.lesson.trial.setFocus()

    def _show(self) -> None:
        known = habits.read(self.kit.preferences.kept(habits.KEPT_AS))
        self.keys.show_habits(known, self.lesson.standing(known))
        self.signs.show_now()

    def _keep(self, learnt: Habits) -> None:
        self.kit.preferences.keep(habits.KEPT_AS, habits.written(learnt))
        self._show()
        self.told.emit(self.kit.language.say("Kept for this machine"))
