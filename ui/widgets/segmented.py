"""A choice of two to six, side by side in one trough."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame

from ui.fonts import text_font
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.chips import Choice
from ui.widgets.layouts import row


class Segmented(QFrame):
    """Exactly one of its segments is chosen; arrows choose the next."""

    changed = Signal(str)

    def __init__(self, theme: Theme, codes: list[str], icons: dict[str, str] | None = None):
        super().__init__()
        self.setObjectName("segmented")
        self._group = QButtonGroup(self)
        self.segments: dict[str, Button] = {}
        for code in codes:
            button = Button(
                theme,
                "segment",
                (icons or {}).get(code, ""),
                "text_3",
                checked="accent",
            )
            button.setCheckable(True)
            button.installEventFilter(self)
            button.toggled.connect(self._toggled)
            self._group.addButton(button)
            self.segments[code] = button
        self.setLayout(row(*self.segments.values(), gap=2, margins=(3, 3, 3, 3)))
        if codes:
            self.segments[codes[0]].setChecked(True)

    def say(self, name: str, choices: list[Choice]) -> None:
        """Set the captions, and the group's name for screen readers."""
        self.setAccessibleName(name)
        metrics = QFontMetrics(text_font(bold=True))
        for choice in choices:
            button = self.segments[choice.code]
            button.say(choice.text, choice.tip)
            icon = 0 if button.icon().isNull() else 24
            button.setMinimumWidth(metrics.horizontalAdvance(choice.text) + 16 + icon)

    def value(self) -> str:
        """The code chosen."""
        return next((code for code, b in self.segments.items() if b.isChecked()), "")

    def choose(self, code: str) -> None:
        """Choose a code."""
        self.segments[code].setChecked(True)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        arrows = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = arrows.get(Qt.Key(event.key()))
            buttons = list(self.segments.values())
            if step is not None and isinstance(watched, Button):
                target = buttons[(buttons.index(watched) + step) % len(buttons)]
                target.setFocus(Qt.FocusReason.TabFocusReason)
                target.setChecked(True)
                return True
        return False

    def _toggled(self, on: bool) -> None:
        if on:
            self.changed.emit(self.value())
