"""Chips: every choice in sight, one key or one tap each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui.fonts import text_font
from ui.theme import Theme
from ui.widgets.keyed_group import Keyed, KeyedGroup, paint_key
from ui.widgets.look import put_text, tip_of

KEYS = (
    "123456789abcdefghijklmnop"  # what picks the first, second ... chip while a group has the focus
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: the code that is kept and the text that is shown."""

    code: str
    text: str
    tip: str = ""


class Chip(QAbstractButton):
    """One choice. Its key stands at its corner while its group has the focus."""

    touched = Signal()  # chosen with the mouse or a finger

    def __init__(self, theme: Theme, choice: Choice, key: str, padding: int):
        super().__init__()
        self._padding = padding
        self.code, self.key = choice.code, key
        self.shows_key = False
        self._theme = theme
        self.setCheckable(True)
        self.setProperty("kind", "chip")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(choice)
        theme.changed.connect(self.updateGeometry)

    def say(self, choice: Choice) -> None:
        """Show the choice's text."""
        self.setText(choice.text)
        self.setToolTip(tip_of(choice.tip))
        self.setAccessibleName(choice.text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        # The bold width is kept free, so that nothing moves when the chip is checked.
        width = (
            QFontMetrics(text_font(bold=True)).horizontalAdvance(self.text()) + 2 * self._padding
        )
        return QSize(max(46, width), self._theme.height("chip"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent, /) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent, /) -> None:
        self.update()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        is_meant = self.isDown()
        super().mouseReleaseEvent(event)
        if is_meant:
            self.touched.emit()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        ground = "accent_tint" if on else "hover" if self.underMouse() else "surface"
        painter.setPen(QPen(self._theme.colour("accent" if on else "border_strong"), 1))
        painter.setBrush(self._theme.colour(ground))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        colour = self._theme.colour("accent" if on else "text_2")
        put_text(
            painter,
            box,
            self.text(),
            text_font(bold=on),
            colour,
            align=Qt.AlignmentFlag.AlignHCenter,
        )
        if self.shows_key:
            corner = QRectF(box.left() + 5, box.top() + 1, 9, 13)
            paint_key(painter, corner, self.key, self._theme)


class Chips(KeyedGroup):
    """A group of chips. Digits and letters pick, arrows move, Enter goes on, Tab leaves."""

    changed = Signal()
    left = Signal()  # done here: the form may go on to its next gap
    touched = Signal()  # the mouse or a finger chose
    rebuilt = Signal()  # other chips: they stand at the end of Tab's way until it is led anew

    def __init__(
        self,
        theme: Theme,
        *,
        one: bool = False,
        alone: str = "",
        gap: int = 8,
        padding: int = 14,
    ):
        """`one` allows one choice and goes on once a key picked it; `alone` is the code that
        excludes the others.
        """
        super().__init__(theme, gap=gap, least="chip")
        self._one, self._alone, self._padding = one, alone, padding
        self._choosing = False
        self.chips: list[Chip] = []

    def offer(self, choices: list[Choice]) -> None:
        """Show these choices; what was chosen stays chosen where its code is still offered."""
        if [chip.code for chip in self.chips] == [choice.code for choice in choices]:
            for chip, choice in zip(self.chips, choices, strict=True):
                chip.say(choice)
        else:
            self._rebuild(choices)
        self._settle()

    def value(self) -> list[str]:
        """The codes chosen, in the order shown."""
        return [chip.code for chip in self.chips if chip.isChecked()]

    def texts(self) -> list[str]:
        """The texts chosen, in the order shown."""
        return [chip.text() for chip in self.chips if chip.isChecked()]

    def choose(self, codes: list[str]) -> None:
        """Choose exactly these codes."""
        before = self.value()
        self._choosing = True  # the rules of choosing by hand do not hold here
        for chip in self.chips:
            chip.setChecked(chip.code in codes)
        self._choosing = False
        self._rove(next((chip for chip in self.chips if chip.isChecked()), None))
        if self.value() != before:
            self.changed.emit()

    def start(self) -> None:
        """Take the focus, on the chip that is checked or the first."""
        chip = next((chip for chip in self.chips if chip.isChecked()), None)
        target = chip or (self.chips[0] if self.chips else None)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def name(self, text: str) -> None:
        """Name the group for screen readers."""
        self.setAccessibleName(text)

    # What a scanner typed by mistake is taken back (ui/scanner.py).
    def held(self) -> object:
        """What stands here now."""
        return self.value()

    def put_back(self, held: object) -> None:
        """Make it stand as it did."""
        self.choose(cast(list[str], held))

    def _members(self) -> Sequence[Keyed]:
        return self.chips

    def _rebuild(self, choices: list[Choice]) -> None:
        chosen = self.value()
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        for choice, key in zip(choices, KEYS.ljust(len(choices)), strict=False):
            chip = Chip(self._theme, choice, key.strip(), self._padding)
            chip.setChecked(choice.code in chosen)
            chip.installEventFilter(self)
            chip.toggled.connect(self._toggled)
            chip.touched.connect(self.touched)
            self._flow.addWidget(chip)
            chip.show()
            self.chips.append(chip)
        self._rove(None)
        self.rebuilt.emit()

    def _pressed(self, place: int, event: QKeyEvent) -> bool:
        if event.modifiers() not in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            return False
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(place, 1 if event.key() == Qt.Key.Key_Right else -1)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
            return True
        picked = next((c for c in self.chips if c.key and c.key == event.text().lower()), None)
        if picked is None:
            return False
        picked.setFocus(Qt.FocusReason.TabFocusReason)
        picked.click()
        if self._one:
            self.left.emit()
        return True

    def _step(self, place: int, by: int) -> None:
        self.chips[(place + by) % len(self.chips)].setFocus(Qt.FocusReason.TabFocusReason)

    def _toggled(self, on: bool) -> None:
        chip = self.sender()
        if self._choosing or not isinstance(chip, Chip):
            return
        if on:
            for other in self.chips:
                lone = self._alone and self._alone in (chip.code, other.code)
                if other is not chip and other.isChecked() and (self._one or lone):
                    other.blockSignals(True)
                    other.setChecked(False)
                    other.blockSignals(False)
                    other.update()
        elif self._one and not self.value():
            chip.setChecked(True)  # one choice, once made, is changed but not taken away
            return
        self._rove(chip)
        self.changed.emit()

    def _rove(self, stop: Keyed | None) -> None:
        """The chip used last has the stop, or the first."""
        super()._rove(stop or (self.chips[0] if self.chips else None))
