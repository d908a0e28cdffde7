"""One sentence at the foot of the window about what was done, with at most one thing to do about
it.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from ui import tokens
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.labels import IconLabel, label
from ui.widgets.layouts import row
from ui.widgets.look import announce

FOOT = 84


class Toast(QFrame):
    """Shown for some seconds; stays while the pointer rests on it."""

    def __init__(self, host: QWidget, theme: Theme):
        super().__init__(host)
        self._host, self._theme = host, theme
        self.icon = ""  # what stands before the sentence
        self.setObjectName("toast")
        self._icon = IconLabel(theme, "circle-check", "toast_action", 18)
        self._text = label()
        self._text.setMaximumWidth(900)
        self._button = Button(theme, "toast")
        self._act: Callable[[], object] | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        self._button.clicked.connect(self._do)
        self.setLayout(row(self._icon, self._text, self._button, gap=10, margins=(14, 9, 10, 9)))
        host.installEventFilter(self)
        self.installEventFilter(self)
        self.hide()

    def show_message(
        self,
        text: str,
        *,
        icon: str = "circle-check",
        action: str = "",
        act: Callable[[], object] | None = None,
        spoken: bool = True,
    ) -> None:
        """Say `text`; `action` names the button that calls `act`; `spoken` to screen readers."""
        self._theme.dress(self)
        self._icon.show_icon(icon, "toast_action")
        self.icon = icon
        self._text.setText(text)
        self._text.setWordWrap(self._text.fontMetrics().horizontalAdvance(text) > 860)
        self._button.say(action)
        self._button.setVisible(bool(action))
        self._act = act
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start(tokens.TOAST_MS)
        self.setAccessibleName(text)
        if spoken:
            announce(self, text)

    def add_line(
        self, text: str, icon: str, *, action: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """Say one more thing; what stands there since a moment is not covered by it, and what can
        be done about it stays where the new line offers nothing itself.
        """
        said = f"{self._text.text()}\n{text}" if self.isVisible() else text
        if self.isVisible() and not action:
            action, act = self._button.text(), self._act
        self.show_message(said, icon=icon, action=action, act=act)

    def text(self) -> str:
        """What it says now; empty while it is hidden."""
        return self._text.text() if self.isVisible() else ""

    def action(self) -> Button:
        """The button, for keys and tests."""
        return self._button

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self and event.type() == QEvent.Type.Enter:
            self._timer.stop()
        elif watched is self and event.type() == QEvent.Type.Leave:
            self._timer.start(tokens.TOAST_MS)
        elif watched is self._host and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _do(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()

    def _place(self) -> None:
        host = self._host
        # above the one button of a page and what it says is still needed
        self.move((host.width() - self.width()) // 2, host.height() - self.height() - FOOT)
