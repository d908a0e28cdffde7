"""Pictures of an item taken with the camera, several in a row: each is looked at, then kept."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from ui.camera.feed import Taken
from ui.camera.stage import Stage
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.focus_ring import FocusRing
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.layouts import column, row, stretched
from ui.widgets.look import announce

SIZE = (900, 640)
AWAY = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class ShootDialog(QDialog):
    """Space or Enter takes a picture, and once more keeps it."""

    kept = Signal(bytes)

    def __init__(self, kit: Kit, parent: QWidget):
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("canvas")
        self._kit = kit
        self._taken: Taken | None = None
        self._count = 0
        self.stage = Stage(kit)
        self._keys, self._said = ElidedLabel("muted"), label("", "strong")
        self.close_button, self.anew = Button(kit.theme), Button(kit.theme, "", "undo-2")
        self.go = Button(kit.theme, "primary", "camera", "on_accent")
        buttons = (self.close_button, self.anew, self.go)
        foot = stretched(row(self._keys, self._said, *buttons, gap=10), 1)
        body = column(self.stage, foot, gap=12, margins=(20, 16, 20, 16))
        self.setLayout(stretched(body, 1))
        room = parent.size()
        self.resize(min(SIZE[0], room.width() - 40), min(SIZE[1], room.height() - 40))
        self._ring = FocusRing(self, kit.theme)
        self._connect()
        kit.theme.dress(self)
        self.say_all()
        self.go.setFocus()

    def _connect(self) -> None:
        self.go.setDefault(True)
        for button in (self.close_button, self.anew):
            button.setAutoDefault(False)
        self.go.clicked.connect(self._press)
        self.anew.clicked.connect(self.throw_away)
        self.close_button.clicked.connect(self.reject)
        self.stage.taken.connect(self._look)
        self.stage.turned.connect(self._show)
        self._kit.language.changed.connect(self.say_all)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.setWindowTitle(say("Take pictures"))
        self.close_button.say(say("Close"))
        self.anew.say(say("Again"), say("Throw this one away (Backspace)"))
        self.stage.say_all()
        self._show()

    def throw_away(self) -> None:
        """Not this one."""
        if self._taken is not None:
            self._taken = None
            self.stage.go_on()
            self.go.setFocus()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in AWAY or (event.key() == Qt.Key.Key_Escape and self._taken is not None):
            self.throw_away()
        elif event.key() == Qt.Key.Key_Space:
            self._press()
        else:
            super().keyPressEvent(event)

    def _press(self) -> None:
        if self._taken is None:
            self.stage.take()
            return
        content, self._taken = self._taken.content, None
        self._count += 1
        self.kept.emit(content)
        self.stage.go_on()
        announce(self, self._said.text())

    def _look(self, taken: Taken) -> None:
        self._taken = taken
        self.stage.freeze(taken.image)
        announce(self, self._keys.text())

    def _show(self) -> None:
        say, say_n = self._kit.language.say, self._kit.language.say_n
        is_frozen = self._taken is not None
        self.go.say(say("Keep") if is_frozen else say("Take picture"))
        self.go.setVisible(is_frozen or self._is_ready())
        self.anew.setVisible(is_frozen)
        keys = say("Space or Enter keeps it, Esc throws it away")
        if not is_frozen:
            keys = say("Space or Enter takes a picture, Esc closes") if self._is_ready() else ""
        self._keys.setText(keys)
        kept = say_n("{n} picture kept", "{n} pictures kept", self._count)
        self._said.setText(kept if self._count else "")

    def _is_ready(self) -> bool:
        """Whether the camera sees something, or may soon."""
        return self.stage.is_live() or self.stage.refusal() is None
