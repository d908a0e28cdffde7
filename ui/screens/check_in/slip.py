"""The paper as it will be printed, drawn while the form is filled in; white in both schemes."""

from PySide6.QtCore import QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter.domain.papers import ItemReceiptPaper
from counter.printing import press, qt_sheet
from counter.printing.sheet import Sheet
from ui import tokens
from ui.theme import Theme

A5_WIDTH, A5_HEIGHT = 210, 148
PAUSE_MS = 120  # drawn when the fingers rest, not between two keys


class Slip(QWidget):
    """Draws the receipt in its true proportions; a click looks at it closely."""

    pressed = Signal()

    def __init__(self, theme: Theme):
        super().__init__()
        self._theme = theme
        self._paper: ItemReceiptPaper | None = None
        self._sheet: Sheet | None = None
        self._picture = QPixmap()
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self._draw)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(120)

    def show_paper(self, paper: ItemReceiptPaper) -> None:
        """Show a receipt as soon as nobody types."""
        if paper != self._paper:
            self._paper = paper
            self._soon.start()

    def paper(self) -> ItemReceiptPaper | None:
        """The receipt that is shown."""
        return self._paper

    def sizeHint(self) -> QSize:
        return QSize(284, 200)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._soon.start()

    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        super().mouseReleaseEvent(event)
        self.pressed.emit()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        where = self._where()
        painter.setPen(QPen(QColor(tokens.PAPER["edge"]), 1))
        painter.setBrush(QColor(tokens.PAPER["sheet"]))
        painter.drawRect(where)
        if not self._picture.isNull():
            painter.drawPixmap(where.topLeft(), self._picture)
            painter.setBrush(QColor(0, 0, 0, 0))
            painter.drawRect(where)

    def _draw(self) -> None:
        if self._paper is None or self.width() < A5_WIDTH // 2:
            return
        self._sheet = press.sheets_of("item_receipt", self._paper)[0]
        ratio = self.devicePixelRatioF()
        dots_per_mm = self._where().width() / A5_WIDTH * ratio
        picture = qt_sheet.image(self._sheet, press.metrics(), dots_per_mm)
        self._picture = QPixmap.fromImage(picture)
        self._picture.setDevicePixelRatio(ratio)
        self.update()

    def _where(self) -> QRectF:
        scale = min((self.width() - 2) / A5_WIDTH, (self.height() - 2) / A5_HEIGHT)
        width, height = A5_WIDTH * scale, A5_HEIGHT * scale
        return QRectF((self.width() - width) / 2, 1, width, height)
