"""What is typed into the scan box and is no number: who or what it may be, listed under the box."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from counter.domain.refusals import RuleBroken
from ui.finder import Finder, Hit
from ui.kit import Kit
from ui.widgets.hit_list import HitList, show_below
from ui.widgets.layouts import column, framed

PAUSE_MS = 60  # a scanner's burst is over before anything is looked for
LEAST, WIDTH = 2, 600


class Search(QObject):
    """Looks while one types; the focus stays in the box, arrows choose, Enter opens."""

    picked = Signal(object)
    nothing = Signal(str)
    refused = Signal(object)
    left = Signal()  # the box was left, and where the focus was before is gone

    def __init__(self, kit: Kit, finder: Finder, box: QLineEdit, host: QWidget):
        super().__init__(box)
        self._kit, self._finder, self._box, self._host = kit, finder, box, host
        self.list = HitList(kit.theme)
        self.frame = framed(column(self.list, gap=0, margins=(0, 6, 0, 6)), "card", name="palette")
        self.frame.setParent(host)
        self.frame.hide()
        self._back: QWidget | None = None  # where the focus was before it came into the box
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look_quietly)
        self.list.picked.connect(self._take)
        box.textEdited.connect(self._edited)
        box.installEventFilter(self)
        kit.language.changed.connect(self.say_all)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.say_all()

    def say_all(self) -> None:
        """Set every text anew."""
        self.list.setAccessibleName(self._kit.language.say("Results"))

    def look_for(self, text: str) -> None:
        """Open the one thing that is meant, or list several."""
        self._pause.stop()
        try:
            hits = self._finder.found(text)
        except RuleBroken as refusal:
            self.refused.emit(refusal)
            return
        meant = [hit for hit in hits if not hit.is_aside] or hits
        if not meant:
            self.close_list()
            self.nothing.emit(text)
        elif len(meant) == 1:
            self._take(meant[0])
        else:
            self._show(hits)

    def close_list(self) -> None:
        """Show nothing more."""
        self._pause.stop()
        self.frame.hide()

    def eventFilter(self, _watched: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.close_list()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self._escape()
                return True
            return self.frame.isVisible() and self._pressed(Qt.Key(event.key()))
        return False

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is self._box and old is not None:
            self._back = old

    def _escape(self) -> None:
        """Empty the box; where nothing stands in it, give the focus back."""
        self.close_list()
        if self._box.text():
            self._box.clear()
            return
        back, self._back = self._back, None
        if back is not None and isValid(back) and back.isVisible() and back.isEnabled():
            back.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            self.left.emit()

    def _pressed(self, pressed: Qt.Key) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if pressed in steps:
            self.list.step(steps[pressed])
        elif pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._pause.isActive():
            self._take(self.list.chosen())
        else:
            return False
        return True

    def _edited(self, text: str) -> None:
        if len(text.strip()) < LEAST:
            self.close_list()
        else:
            self._pause.start()

    def _look_quietly(self) -> None:
        """While one types, a number that is not whole yet is no mistake."""
        try:
            hits = self._finder.hits(self._box.text())
        except RuleBroken:
            hits = []
        if hits and self._box.hasFocus():
            self._show(hits)
        else:
            self.frame.hide()

    def _show(self, hits: list[Hit]) -> None:
        self.list.show_lines(hits)
        show_below(self._kit.theme, self.frame, self._box, self._host, WIDTH)

    def _take(self, hit: object) -> None:
        if isinstance(hit, Hit):
            self.close_list()
            self._box.clear()
            self.picked.emit(hit)
