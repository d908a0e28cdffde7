"""One picture in small, as a button: Enter or a click shows it closely."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui.fonts import text_font
from ui.theme import Theme
from ui.widgets.buttons import pressed_by_enter
from ui.widgets.look import put_text, tip_of

LARGE, SMALL = QSize(150, 112), QSize(48, 36)
CAPTION = 36
STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Home: -1000,
    Qt.Key.Key_End: 1000,
}


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture as it is shown: what it is found by, when it was taken, and who took it."""

    key: str
    title: str
    more: str = ""
    n: int = 0

    def said(self) -> str:
        """Both as one sentence."""
        return " · ".join(part for part in (self.title, self.more) if part)


class PhotoTile(QAbstractButton):
    """Shows a sign until its picture has come, and another where it cannot come."""

    stepped = Signal(int)
    removed = Signal()

    def __init__(self, theme: Theme, shot: Shot, *, large: bool):
        super().__init__()
        self._theme, self._large = theme, large
        self._pixmap: QPixmap | None = None
        self.trouble = ""
        self.is_developed = False
        self.setProperty("kind", "photo")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_shot(shot)
        theme.changed.connect(self.update)

    def show_shot(self, shot: Shot) -> None:
        """Take the words of a picture."""
        self.shot = shot
        self._say()

    def show_image(self, image: QImage | None, trouble: str = "") -> None:
        """The picture has come, or cannot come."""
        self.is_developed, self.trouble = True, trouble
        self._pixmap = QPixmap.fromImage(image) if image is not None else None
        self._say()
        self.update()

    def _say(self) -> None:
        said = " · ".join(part for part in (self.shot.said(), self.trouble) if part)
        self.setAccessibleName(said)
        self.setToolTip(tip_of(said))

    def sizeHint(self) -> QSize:
        return QSize(LARGE.width(), LARGE.height() + CAPTION) if self._large else SMALL

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        key = Qt.Key(event.key())
        if key in STEPS:
            self.stepped.emit(STEPS[key])
        elif key == Qt.Key.Key_Delete:
            self.removed.emit()
        elif not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        size, colour = LARGE if self._large else SMALL, self._theme.colour
        frame = QRectF(0.5, 0.5, size.width() - 1, size.height() - 1)
        shape = QPainterPath()
        shape.addRoundedRect(frame, 6, 6)
        painter.fillPath(shape, colour("sunken"))
        if self._pixmap is not None:
            painter.save()
            painter.setClipPath(shape)
            painter.drawPixmap(frame, self._pixmap, _middle(self._pixmap, frame))
            painter.restore()
        else:
            self._paint_sign(painter, frame)
        edge = "border_strong" if self.underMouse() or self.hasFocus() else "border"
        painter.setPen(QPen(colour(edge), 1))
        painter.drawPath(shape)
        if self._large:
            title = QRectF(0, size.height() + 2, size.width(), 18)
            put_text(painter, title, self.shot.title, text_font(12), colour("text"))
            more = QRectF(0, size.height() + 18, size.width(), 16)
            put_text(painter, more, self.shot.more, text_font(11), colour("text_3"))

    def _paint_sign(self, painter: QPainter, frame: QRectF) -> None:
        name, tone = ("triangle-alert", "warn") if self.trouble else ("camera", "text_3")
        sign = self._theme.pixmap(name, tone, 18, self.devicePixelRatioF())
        painter.drawPixmap(
            QRectF(frame.center().x() - 9, frame.center().y() - 9, 18, 18).toRect(), sign
        )


def _middle(pixmap: QPixmap, frame: QRectF) -> QRectF:
    """What of a picture fills a frame of another shape."""
    wide, high = pixmap.width(), pixmap.height()
    share = min(wide / frame.width(), high / frame.height())
    across, down = frame.width() * share, frame.height() * share
    return QRectF((wide - across) / 2, (high - down) / 2, across, down)
