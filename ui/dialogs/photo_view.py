"""Pictures looked at closely: one, or then and now side by side at the same nearness."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from counter.wording import sentence
from ui.darkroom import Darkroom, Developed
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.focus_ring import FocusRing
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.layouts import column, row, stretched
from ui.widgets.photo_canvas import STEP, PhotoCanvas
from ui.widgets.photo_tile import Shot

SIZE = (1180, 700)


@dataclass(frozen=True, slots=True)
class Side:
    """What stands on one side: its title, its pictures, the one that is shown first."""

    title: str
    shots: Sequence[Shot]
    key: str = ""


class PhotoPane(QWidget):
    """One picture of several; the others are reached by the arrows."""

    def __init__(self, kit: Kit, side: Side):
        super().__init__()
        self._kit, self.side = kit, side
        keys = [shot.key for shot in side.shots]
        self._place = keys.index(side.key) if side.key in keys else max(0, len(keys) - 1)
        self._title, self._more = label(side.title, "title"), ElidedLabel("muted")
        self._count = label("", "muted")
        self.canvas = PhotoCanvas(kit.theme)
        head = stretched(row(self._title, self._more, self._count, gap=12), 0, 1, 0)
        self.setLayout(stretched(column(head, self.canvas, gap=8), 0, 1))
        self.canvas.stepped.connect(self.step)
        self._show()

    def shot(self) -> Shot | None:
        """The picture that is shown."""
        return self.side.shots[self._place] if self.side.shots else None

    def step(self, by: int) -> None:
        """Show another picture."""
        place = max(0, min(len(self.side.shots) - 1, self._place + by))
        if place != self._place:
            self._place = place
            self._show()

    def _show(self) -> None:
        say, shot = self._kit.language.say, self.shot()
        several = len(self.side.shots) > 1
        self._count.setText(f"{self._place + 1} / {len(self.side.shots)}" if several else "")
        if shot is None:
            nothing = say("There is no picture.")
            self.canvas.show_image(None, nothing)
            self.canvas.setAccessibleName(f"{self.side.title}: {nothing}")
            return
        self._more.setText(shot.said())
        self.canvas.setAccessibleName(f"{self.side.title}: {shot.said()}")
        self.canvas.show_image(None, say("A moment…"))
        self._kit.desk.develop(Darkroom.whole, key=shot.key).then(self._take)

    def _take(self, developed: Developed) -> None:
        shot = self.shot()
        if shot is None or developed.key != shot.key:
            return  # another one is shown by now
        trouble, words = developed.trouble, self._kit.language.words
        said = sentence(trouble.rule, trouble.facts, words) if trouble else ""
        self.canvas.show_image(developed.image, said)


class PhotoDialog(QDialog):
    """One side or two."""

    removed = Signal(str)

    def __init__(self, kit: Kit, parent: QWidget, sides: Sequence[Side], *, removable: bool):
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("canvas")
        self._kit, self._removable = kit, removable
        self.panes = [PhotoPane(kit, side) for side in sides]
        self.farther, self.nearer = Button(kit.theme), Button(kit.theme)
        self.whole, self.close_button = Button(kit.theme), Button(kit.theme, "tall")
        self.remove = Button(kit.theme, "ghost", "x", "text_2")
        self._keys = ElidedLabel("muted")
        tools = (self.farther, self.nearer, self.whole, self.remove)
        foot = stretched(row(*tools, self._keys, self.close_button), 0, 0, 0, 0, 1)
        pictures = stretched(row(*self.panes, gap=16), *(1 for _ in self.panes))
        self.setLayout(stretched(column(pictures, foot, gap=12, margins=(20, 16, 20, 16)), 1))
        room = parent.size()
        self.resize(min(SIZE[0], room.width() - 40), min(SIZE[1], room.height() - 40))
        self._ring = FocusRing(self, kit.theme)
        self._connect()
        kit.theme.dress(self)
        self.say_all()
        self.panes[-1].canvas.setFocus(Qt.FocusReason.TabFocusReason)

    def _connect(self) -> None:
        for pane in self.panes:
            pane.canvas.looked.connect(self._look_along)
        self.farther.clicked.connect(self._go_farther)
        self.nearer.clicked.connect(self._come_nearer)
        self.whole.clicked.connect(self._show_whole)
        self.remove.clicked.connect(self._remove)
        self.close_button.clicked.connect(self.reject)
        self._kit.language.changed.connect(self.say_all)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        both = len(self.panes) > 1
        self.setWindowTitle(say("Condition then and now") if both else say("Picture"))
        self.farther.say(say("Farther"), say("Farther (−)"))
        self.nearer.say(say("Nearer"), say("Nearer (+)"))
        self.whole.say(say("Whole picture"), say("Whole picture (0)"))
        self.remove.say(say("Withdraw"))
        self.remove.setVisible(self._removable)
        self.close_button.say(say("Close"))
        self._keys.setText(say("+ − 0 nearer, farther, whole; arrows lead to the next picture"))

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Delete and self._removable:
            self._remove()
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._pane().step(1 if event.key() == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)

    def _pane(self) -> PhotoPane:
        """The pane that is looked at: with the focus, else the last."""
        return next((pane for pane in self.panes if pane.canvas.hasFocus()), self.panes[-1])

    def _look_along(self, nearness: float, centre: QPointF) -> None:
        for pane in self.panes:
            if pane.canvas is not self.sender():
                pane.canvas.look(nearness, centre)

    def _come_nearer(self) -> None:
        self._pane().canvas.come(STEP)

    def _go_farther(self) -> None:
        self._pane().canvas.come(1 / STEP)

    def _show_whole(self) -> None:
        self._pane().canvas.come(0)

    def _remove(self) -> None:
        shot = self._pane().shot()
        if shot is not None:
            self.reject()
            self.removed.emit(shot.key)
