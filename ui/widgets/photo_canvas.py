"""One picture as large as there is room, to be looked at closely: nearer, farther, to the side."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.fonts import text_font
from ui.theme import Theme
from ui.widgets.look import put_text

NEAREST, STEP, MOVE = 8.0, 1.5, 0.1
NEARER = {Qt.Key.Key_Plus, Qt.Key.Key_Equal}
FARTHER = {Qt.Key.Key_Minus}
MOVES = {
    Qt.Key.Key_Left: (-MOVE, 0.0),
    Qt.Key.Key_Right: (MOVE, 0.0),
    Qt.Key.Key_Up: (0.0, -MOVE),
    Qt.Key.Key_Down: (0.0, MOVE),
}


class PhotoCanvas(QWidget):
    """Arrows lead to the next picture, and to the side of one that is seen nearer."""

    looked = Signal(float, QPointF)  # how near, and at which point of the picture (0 to 1)
    stepped = Signal(int)

    def __init__(self, theme: Theme):
        super().__init__()
        self._theme = theme
        self._pixmap: QPixmap | None = None
        self._words = ""
        self._grip: QPointF | None = None
        self.nearness, self.centre = 1.0, QPointF(0.5, 0.5)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(420, 320)

    def show_image(self, image: QImage | None, words: str = "") -> None:
        """Show a picture, or words in its place."""
        self._pixmap = QPixmap.fromImage(image) if image is not None else None
        self._words = words
        self.update()

    def has_image(self) -> bool:
        """Whether there is a picture to look at."""
        return self._pixmap is not None

    def look(self, nearness: float, centre: QPointF) -> None:
        """Look so near at a point; what looks along is not told."""
        self.nearness = max(1.0, min(NEAREST, nearness))
        edge = 0.5 / self.nearness
        x, y = (max(edge, min(1 - edge, one)) for one in (centre.x(), centre.y()))
        self.centre = QPointF(x, y)
        self.update()

    def come(self, factor: float) -> None:
        """Nearer by a factor above 1, farther by one below; 0 shows the whole."""
        self._look_and_tell(self.nearness * factor, self.centre)

    def _look_and_tell(self, nearness: float, centre: QPointF) -> None:
        self.look(nearness, centre)
        self.looked.emit(self.nearness, self.centre)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        key = Qt.Key(event.key())
        if key in NEARER:
            self.come(STEP)
        elif key in FARTHER:
            self.come(1 / STEP)
        elif key == Qt.Key.Key_0:
            self.come(0)
        elif key in MOVES and self.nearness > 1:
            across, down = MOVES[key]
            self._look_and_tell(
                self.nearness,
                self.centre + QPointF(across / self.nearness, down / self.nearness) * 2,
            )
        elif key in MOVES:
            self.stepped.emit(1 if sum(MOVES[key]) > 0 else -1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent, /) -> None:
        self.come(STEP if event.angleDelta().y() > 0 else 1 / STEP)

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        self._grip = event.position()
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        room = self._room()
        if self._grip is None or room.isEmpty():
            return
        moved = event.position() - self._grip
        self._grip = event.position()
        wide, high = room.width() * self.nearness, room.height() * self.nearness
        by = QPointF(moved.x() / wide, moved.y() / high)
        self._look_and_tell(self.nearness, self.centre - by)

    def mouseReleaseEvent(self, _event: QMouseEvent, /) -> None:
        self._grip = None

    def _room(self) -> QRectF:
        """Where the whole picture fits."""
        if self._pixmap is None:
            return QRectF()
        size = self._pixmap.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        x, y = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        return QRectF(x, y, size.width(), size.height())

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("sunken"))
        if self._pixmap is None:
            centre = Qt.AlignmentFlag.AlignHCenter
            where, colour = QRectF(self.rect()), self._theme.colour("text_2")
            put_text(painter, where, self._words, text_font(), colour, align=centre)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        wide, high = self._pixmap.width() / self.nearness, self._pixmap.height() / self.nearness
        x = self.centre.x() * self._pixmap.width() - wide / 2
        y = self.centre.y() * self._pixmap.height() - high / 2
        painter.drawPixmap(self._room(), self._pixmap, QRectF(x, y, wide, high))
