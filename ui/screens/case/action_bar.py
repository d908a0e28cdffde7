"""What can be done now, as one group of buttons: digits press them, arrows go along, Tab leaves.

A digit is only taken when nothing follows it at once: a scanner types digits too.
"""

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter.domain.case_acts import CaseAct
from ui.fonts import text_font
from ui.kit import Kit
from ui.screens.case.words import WORDS
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow
from ui.widgets.look import put_text

PAUSE_MS = 90  # longer than a scanner's gaps
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
            put_text(painter, corner, self.key, text_font(9), self._colours.colour("text_3"))


class ActionBar(QWidget):
    """The buttons, in one line or as many as are needed."""

    chosen = Signal(object)  # a CaseAct

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._flow = Flow(6)
        self.setLayout(self._flow)
        self.buttons: list[ActButton] = []
        self._meant: ActButton | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._press_meant)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        kit.theme.changed.connect(self._settle)

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

    def eventFilter(self, watched: object, event: QEvent, /) -> bool:
        if isinstance(watched, ActButton):
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._pressed(watched, event)
            if isinstance(event, QFocusEvent):
                self._show_keys(event.type() == QEvent.Type.FocusIn)
        return False

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._settle()

    def _made(self, act: CaseAct, key: str) -> ActButton:
        button = ActButton(self._kit.theme, act, key)
        button.installEventFilter(self)
        button.clicked.connect(self._clicked)
        self._flow.addWidget(button)
        button.show()
        return button

    def _pressed(self, button: ActButton, event: QKeyEvent) -> bool:
        is_burst, self._meant = self._pause.isActive(), None
        plain = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.modifiers() not in plain:
            return False
        self._pause.start()
        pressed = Qt.Key(event.key())
        if pressed in ARROWS:
            place = (self.buttons.index(button) + ARROWS[pressed]) % len(self.buttons)
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

    def _rove(self, stop: ActButton | None) -> None:
        """One stop for Tab in the whole group."""
        for button in self.buttons:
            is_stop = button is stop
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus
            )

    def _show_keys(self, on: bool) -> None:
        for button in self.buttons:
            button.shows_key = on
            button.update()

    def _settle(self) -> None:
        """Height for width inside nested layouts reserves too much: it is set here."""
        least = self._kit.theme.height("button")
        self.setFixedHeight(max(least, self._flow.height_at(self.width())))

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, ActButton):
            self.chosen.emit(button.act)
