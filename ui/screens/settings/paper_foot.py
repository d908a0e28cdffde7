"""The foot of a receipt as it will be printed."""

from PySide6.QtCore import QRect, QSize, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter.domain.papers import ItemReceiptPaper
from counter.printing import press, qt_sheet

A5_WIDTH, A5_HEIGHT = 210, 148
SHOWN = 28  # mm of the sheet, from its lower edge
PAUSE_MS = 120  # drawn when the fingers rest, not between two keys


class PaperFoot(QWidget):
    """Draws the lowest part of a sheet across its own width."""

    def __init__(self) -> None:
        super().__init__()
        self._paper: ItemReceiptPaper | None = None
        self._picture = QPixmap()
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self._draw)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(84)

    def show_paper(self, paper: ItemReceiptPaper) -> None:
        """Show a receipt as soon as nobody types."""
        if paper != self._paper:
            self._paper = paper
            self._soon.start()

    def sizeHint(self) -> QSize:
        return QSize(560, 84)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._soon.start()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        if not self._picture.isNull():
            QPainter(self).drawPixmap(0, 0, self._picture)

    def _draw(self) -> None:
        if self._paper is None or self.width() < A5_WIDTH:
            return
        sheet = press.sheets_of("item_receipt", self._paper)[0]
        ratio = self.devicePixelRatioF()
        scale = self.width() / A5_WIDTH * ratio
        whole = qt_sheet.image(sheet, press.metrics(), scale)
        top = round((A5_HEIGHT - SHOWN) * scale)
        self._picture = QPixmap.fromImage(
            whole.copy(QRect(0, top, whole.width(), whole.height() - top))
        )
        self._picture.setDevicePixelRatio(ratio)
        self.setFixedHeight(round(self._picture.height() / ratio))
        self.update()
