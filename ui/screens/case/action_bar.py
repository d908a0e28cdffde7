"""What can be done now, as one group of buttons: digits press them, arrows go along, Tab leaves.

A digit is only taken when nothing follows it at once: a scanner types digits too.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent

from counter.domain.case_acts import CaseAct
from ui.kit import Kit
from ui.screens.case.words import WORDS
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.keyed_group import Keyed, KeyedGroup, paint_key

PAUSE_MS, AFTER_MS = 90, 20  # longer than a scanner's gaps
KEYS = "123456789abcdefghij"
ARROWS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class ActButton(Button):
    """One thing to do. Its key stands at its corner while the group has the focus."""

    def __init__(self, theme: Theme, act: CaseAct, key: str):
        super().__init__(theme, "", WORDS[act][1], "text_2")
        self.act, self.key = act, key
        self.shows_key = False
        self._colours = theme

    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        if self.shows_key:
            painter = QPainter(self)
            corner = QRectF(5, 1, 10, 14)
            paint_key(painter, corner, self.key, self._colours)


class ActionBar(KeyedGroup):
    """The buttons, in one line or as many as are needed."""

    chosen = Signal(object)  # a CaseAct

    def __init__(self, kit: Kit):
        super().__init__(kit.theme, gap=6, least="button")
        self._kit = kit
        self.buttons: list[ActButton] = []
        self._meant: ActButton | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._press_meant)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.setAccessibleName(say("What can be done"))
        for button in self.buttons:
            button.say(say(WORDS[button.act][0]))
        self._settle()

    def offer(self, acts: list[CaseAct]) -> None:
        """Offer these; the focus stays on what is still offered."""
        if [button.act for button in self.buttons] == acts:
            return
        focus = self.window().focusWidget()  # also while a form above the window has the keys
        held = next((button.act for button in self.buttons if button is focus), None)
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [self._made(act, key) for act, key in zip(acts, KEYS, strict=False)]
        self._rove(self.buttons[0] if self.buttons else None)
        self.say_all()
        if held is not None and self.buttons:
            again = next((b for b in self.buttons if b.act is held), self.buttons[0])
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self, act: CaseAct | None = None) -> None:
        """Take the focus, on the button of `act` where it is offered."""
        if self.buttons:
            stop = next((one for one in self.buttons if one.act is act), self._stop())
            self._rove(stop)
            stop.setFocus(Qt.FocusReason.TabFocusReason)

    def forget(self) -> None:
        """Another case comes: a key pressed just before was not meant for it."""
        self._meant = None

    def _members(self) -> Sequence[Keyed]:
        return self.buttons

    def _made(self, act: CaseAct, key: str) -> ActButton:
        button = ActButton(self._kit.theme, act, key)
        button.installEventFilter(self)
        button.clicked.connect(self._clicked)
        self._flow.addWidget(button)
        button.show()
        return button

    def _pressed(self, place: int, event: QKeyEvent) -> bool:
        is_burst, self._meant = self._pause.isActive(), None
        plain = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.modifiers() not in plain:
            return False
        self._pause.start(max(PAUSE_MS, self._kit.scans.gap_ms + AFTER_MS))
        pressed = Qt.Key(event.key())
        if pressed in ARROWS:
            place = (place + ARROWS[pressed]) % len(self.buttons)
            self._rove(self.buttons[place])
            self.buttons[place].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        picked = next((b for b in self.buttons if b.key == event.text().lower()), None)
        if picked is None or is_burst:
            return False
        self._meant = picked
        return True

    def _press_meant(self) -> None:
        picked, self._meant = self._meant, None
        if picked is not None and picked in self.buttons:
            self._rove(picked)
            picked.setFocus(Qt.FocusReason.TabFocusReason)
            picked.click()

    def _stop(self) -> ActButton:
        return next(
            (b for b in self.buttons if b.focusPolicy() is Qt.FocusPolicy.StrongFocus),
            self.buttons[0],
        )

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, ActButton):
            self.chosen.emit(button.act)
