"""Buttons whose icons follow the scheme."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton

from ui.theme import Theme
from ui.widgets.look import tip_of

PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def pressed_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press a button by Enter as Space does; Qt itself does so in dialogs only. False for any other
    key.
    """
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    if not is_enter or event.modifiers() not in PLAIN:
        return False
    if not event.isAutoRepeat():
        button.click()
    return True


class Button(QPushButton):
    """A push button in the look of `kind` (primary, tall, ghost, link, mini, pin, segment)."""

    def __init__(
        self,
        theme: Theme,
        kind: str = "",
        icon: str = "",
        tone: str = "text",
        *,
        checked: str = "",
    ):
        super().__init__()
        self._theme, self._icon, self._tone, self._checked = theme, icon, tone, checked
        self.setProperty("kind", kind or "plain")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if icon:
            theme.changed.connect(self._draw)
            self._draw()

    def say(self, text: str, hint: str = "") -> None:
        """Set the caption, which is also its name for screen readers."""
        self.setText(text)
        self.setAccessibleName(text.replace("&", ""))
        self.setToolTip(tip_of(hint))
        if self._icon:
            self._draw()

    def show_icon(self, icon: str, tone: str) -> None:
        """Show another icon."""
        self._icon, self._tone = icon, tone
        self._draw()

    def say_to_readers(self, name: str) -> None:
        """Name a button that shows only an icon or a sign."""
        self.setAccessibleName(name)
        self.setToolTip(tip_of(name))

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def _draw(self) -> None:
        # The style sheet knows no gap between icon and text: it is white inside the picture.
        gap = 6 if self.text() else 0
        self.setIcon(self._theme.icon(self._icon, self._tone, self._checked, 18, gap))
        self.setIconSize(QSize(18 + gap, 18))


class ToolButton(QToolButton):
    """A tool button that Enter presses too."""

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)


class IconButton(ToolButton):
    """A tool button: an icon, with or without a word under it."""

    def __init__(self, theme: Theme, icon: str, *, checked: str = "", size: int = 18):
        super().__init__()
        self._theme, self._name, self._checked, self._size = theme, icon, checked, size
        self.setIconSize(QSize(size, size))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._is_drawn = False
        theme.changed.connect(self._draw)
        if checked:
            self.toggled.connect(self._draw)

    def show_icon(self, icon: str) -> None:
        """Show another icon."""
        self._name = icon
        self._draw()

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        if not self._is_drawn:
            self._draw()

    def _draw(self) -> None:
        """Only what is seen is drawn, and only as it is seen now."""
        self._is_drawn = self.isVisible()
        if self._is_drawn:
            tone = self._checked if self._checked and self.isChecked() else "text_2"
            self.setIcon(self._theme.icon(self._name, tone, "", self._size))


def first_unchecked(buttons: list[QAbstractButton]) -> QAbstractButton | None:
    """The first of a list of buttons that is not ticked."""
    return next((button for button in buttons if not button.isChecked()), None)
