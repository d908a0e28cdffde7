"""A sheet drawn small, with its frame where it should lie and where it will: arrows move it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Theme

STEP_MM, STRIDE_MM = 0.1, 1.0
ROOM, MOST_WIDE, MOST_HIGH = QSize(200, 116), 168.0, 84.0
EDGE = 12.0  # px between the sheet and its frame
PX_A_MM = 2.4  # how far a millimetre is drawn, more than true so that it is seen
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class OffsetPad(QWidget):
    """How far all that is printed is moved, in mm to the right and down; Shift takes strides."""

    moved = Signal(float, float)

    def __init__(self, theme: Theme, most_mm: float):
        super().__init__()
        self._theme, self._most = theme, most_mm
        self._x = self._y = 0.0
        self._shape = (60.0, 40.0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(ROOM.height())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return ROOM

    def value(self) -> tuple[float, float]:
        """mm to the right and down."""
        return self._x, self._y

    def show_offset(self, x: float, y: float) -> None:
        """Show how far it is moved, without telling."""
        self._x, self._y = x, y
        self.update()

    def show_shape(self, wide: float, high: float) -> None:
        """Draw a sheet of this shape, in mm."""
        self._shape = wide or self._shape[0], high or wide
        self.update()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        way = ARROWS.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        is_stride = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        step = STRIDE_MM if is_stride else STEP_MM
        self._x = self._kept(self._x + way[0] * step)
        self._y = self._kept(self._y + way[1] * step)
        self.update()
        self.moved.emit(self._x, self._y)

    def mousePressEvent(self, _event: QMouseEvent, /) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter, colour = QPainter(self), self._theme.colour
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(colour("focus" if self.hasFocus() else "border"),
                            2 if self.hasFocus() else 1))  # fmt: skip
        painter.setBrush(colour("sunken"))
        painter.drawRoundedRect(whole, 8, 8)
        wide, high = self._shape
        scale = min(MOST_WIDE / wide, MOST_HIGH / high)
        size = QPointF(max(40.0, wide * scale), max(30.0, high * scale))
        sheet = QRectF(whole.center() - size / 2, whole.center() + size / 2)
        painter.setPen(QPen(colour("border_strong"), 1))
        painter.setBrush(colour("surface"))
        painter.drawRect(sheet)
        frame = sheet.adjusted(EDGE, EDGE, -EDGE, -EDGE)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("text_3"), 1, Qt.PenStyle.DotLine))
        painter.drawRect(frame)
        painter.setPen(QPen(colour("accent"), 2))
        far = max(-EDGE * 2, min(EDGE * 2, self._x * PX_A_MM))
        low = max(-EDGE * 2, min(EDGE * 2, self._y * PX_A_MM))
        painter.drawRect(frame.translated(far, low))

    def _kept(self, millimetres: float) -> float:
        return round(max(-self._most, min(self._most, millimetres)), 1) + 0.0
