"""Codes scanned with the camera: they go where those of a scanner go."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from ui.camera.feed import Seen
from ui.camera.stage import Stage
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.focus_ring import FocusRing
from ui.widgets.labels import label
from ui.widgets.layouts import column, row, stretched

SIZE = (760, 560)
SHOWN_MS = 250  # the frame around the code turns green before the picture goes


class ScanDialog(QDialog):
    """Open until a code was read twice alike, or Esc."""

    def __init__(self, kit: Kit, parent: QWidget):
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("canvas")
        self._kit = kit
        self.code = ""
        self.stage = Stage(kit, reads=True)
        self._hint = label("", "muted", wrap=True)
        self.close_button = Button(kit.theme)
        foot = stretched(row(self._hint, self.close_button, gap=12), 1, 0)
        self.setLayout(stretched(column(self.stage, foot, gap=12, margins=(20, 16, 20, 16)), 1))
        room = parent.size()
        self.resize(min(SIZE[0], room.width() - 40), min(SIZE[1], room.height() - 40))
        self._ring = FocusRing(self, kit.theme)
        self._soon = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._soon.timeout.connect(self.accept)
        self.stage.seen.connect(self._see)
        self.stage.turned.connect(self._turn)
        self.close_button.clicked.connect(self.reject)
        kit.language.changed.connect(self.say_all)
        kit.theme.dress(self)
        self.say_all()
        self.close_button.setFocus()

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.setWindowTitle(say("Scan with the camera"))
        self.close_button.say(say("Close"))
        self.stage.say_all()
        self._turn()

    def reject(self) -> None:
        """Close; what was read a moment ago goes nowhere."""
        self.code = ""
        self._soon.stop()
        super().reject()

    def _turn(self) -> None:
        hint = self._kit.language.say(
            "Hold a code before the camera: bars or a square, as large as a hand."
        )
        is_ready = self.stage.is_live() or self.stage.refusal() is None
        self._hint.setText(hint if is_ready else "")

    def _see(self, seen: Seen) -> None:
        if seen.code is not None and seen.code.is_sure and not self.code:
            self.code = seen.code.text
            self._soon.start()
