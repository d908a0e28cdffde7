"""Rows to tick and small counts: the target is the whole row, never the box alone."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.fonts import text_font
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.layouts import row
from ui.widgets.look import put_text, tip_of


class Tick(QAbstractButton):
    """A row with a box, a name and a remark."""

    def __init__(self, theme: Theme):
        super().__init__()
        self._theme = theme
        self._note = ""
        self.setCheckable(True)
        self.setProperty("kind", "tick")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, text: str, note: str = "") -> None:
        """Set the name and the remark behind it."""
        self._note = note
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(note)
        self.setToolTip(tip_of(f"{text}  {note}".strip()))
        self.update()

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(text_font()).horizontalAdvance(self.text())
        return QSize(round(width) + 40, self._theme.height("row"))

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour, height, on = self._theme.colour, self.height(), self.isChecked()
        box = QRectF(2, height / 2 - 10, 20, 20)
        painter.setPen(QPen(colour("accent" if on else "control_border"), 1.5))
        painter.setBrush(colour("accent" if on else "surface"))
        painter.drawRoundedRect(box, 6, 6)
        if on:
            mark = self._theme.pixmap("check", "on_accent", 14, self.devicePixelRatioF())
            painter.drawPixmap(box.adjusted(3, 3, 0, 0).topLeft(), mark)
        body = QRectF(33, 0, self.width() - 33, height)
        used = put_text(painter, body, self.text(), text_font(), colour("text")) + 10
        rest = body.adjusted(used, 0, 0, 0)
        if rest.width() > 24:
            put_text(painter, rest, self._note, text_font(12), colour("text_3"))


class Stepper(QWidget):
    """Minus, count, plus: for small whole numbers that nobody should have to type."""

    changed = Signal(int)

    def __init__(self, theme: Theme, value: int, upper: int):
        super().__init__()
        self._value, self._upper = value, upper
        self._minus, self._plus = Button(theme, "mini"), Button(theme, "mini")
        self._minus.setText("−")
        self._plus.setText("+")
        self._count = label()
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._count.setFixedWidth(30)
        self._minus.clicked.connect(self._less)
        self._plus.clicked.connect(self._more)
        self.setLayout(row(self._minus, self._count, self._plus, gap=2))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_value(value)

    def say(self, fewer: str, more: str) -> None:
        """Name both buttons for screen readers."""
        self._minus.say_to_readers(fewer)
        self._plus.say_to_readers(more)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self._minus, self._plus]

    def value(self) -> int:
        """The count now."""
        return self._value

    def set_value(self, count: int) -> None:
        """Set the count within its bounds."""
        self._value = max(1, min(self._upper, count))
        self._count.setText(str(self._value))
        self.changed.emit(self._value)

    def _less(self) -> None:
        self.set_value(self._value - 1)

    def _more(self) -> None:
        self.set_value(self._value + 1)
