"""The live picture of a camera, with a frame around the code that is seen in it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter.camera.reading import Corner
from ui.fonts import text_font
from ui.theme import Theme
from ui.widgets.look import put_text

LEAST, USUAL = QSize(320, 180), QSize(720, 405)
FRAME, HALO, SIGN = 4.0, 8.0, 40


class LiveView(QWidget):
    """Only shown: nothing in it can be pressed."""

    resized = Signal(int, int)  # in dots of the screen

    def __init__(self, theme: Theme):
        super().__init__()
        self._theme = theme
        self._image: QImage | None = None
        self._words = ""
        self._corners: tuple[Corner, ...] = ()
        self._tone = "accent"
        self.setMinimumSize(LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return USUAL

    def show_image(self, image: QImage, corners: tuple[Corner, ...] = (), tone: str = "") -> None:
        """Show a picture, and a frame in a tone around these corners."""
        self._image, self._corners, self._tone = image, corners, tone or "accent"
        self.update()

    def show_words(self, words: str) -> None:
        """Show words and no picture."""
        self._image, self._words, self._corners = None, words, ()
        self.update()

    def has_image(self) -> bool:
        """Whether there is a picture."""
        return self._image is not None

    def frame_tone(self) -> str:
        """The tone of the frame that is shown; empty where there is none."""
        return self._tone if self._corners else ""

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        dots = self.devicePixelRatioF()
        self.resized.emit(round(self.width() * dots), round(self.height() * dots))

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("sunken"))
        if self._image is None:
            self._paint_words(painter)
            return
        room = self._room(self._image)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(room, self._image)
        if self._corners:
            self._frame(painter, room)

    def _paint_words(self, painter: QPainter) -> None:
        middle, half = self.rect().center(), SIGN // 2
        sign = self._theme.pixmap("camera", "text_3", SIGN, self.devicePixelRatioF())
        painter.drawPixmap(middle.x() - half, middle.y() - SIGN, sign)
        where = QRectF(16, middle.y() + 12, self.width() - 32, 24)
        colour, centre = self._theme.colour("text_2"), Qt.AlignmentFlag.AlignHCenter
        put_text(painter, where, self._words, text_font(), colour, align=centre)

    def _frame(self, painter: QPainter, room: QRectF) -> None:
        points = [
            QPointF(room.x() + x * room.width(), room.y() + y * room.height())
            for x, y in self._corners
        ]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for wide, colour in ((HALO, "surface"), (FRAME, self._tone)):
            pen = QPen(self._theme.colour(colour), wide)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolygon(QPolygonF(points))

    def _room(self, image: QImage) -> QRectF:
        size = image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        x, y = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        return QRectF(x, y, size.width(), size.height())
