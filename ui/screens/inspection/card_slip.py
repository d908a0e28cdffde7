"""The repair card as it hangs on the item; its stamp is an outline until the repair has passed."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter.printing import codes
from ui import tokens
from ui.fonts import text_font
from ui.widgets.look import put_text

HEIGHT, BARS = 152, 30
RIGHT, CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter


class CardSlip(QWidget):
    """White in both schemes, as paper is."""

    def __init__(self) -> None:
        super().__init__()
        self._bars, self._lines, self._stamp = "", ["", "", "", "", "", ""], ""
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_card(self, number: str, lines: list[str], stamp: str) -> None:
        """`lines`: paper, due, number as read, item, customer, parts; `stamp` = what is missing."""
        self._bars, self._lines, self._stamp = codes.code128(number), lines, stamp
        self.setAccessibleName(", ".join([*lines, stamp]))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(284, HEIGHT)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(tokens.PAPER["edge"]), 1))
        painter.setBrush(QColor(tokens.PAPER["sheet"]))
        painter.drawRoundedRect(sheet, 4, 4)
        inner = sheet.adjusted(14, 8, -14, -8)
        self._paint_bars(painter, inner)
        self._paint_lines(painter, inner)
        self._paint_stamp(painter)

    def _paint_bars(self, painter: QPainter, inner: QRectF) -> None:
        if not self._bars:
            return
        module = inner.width() * 0.86 / len(self._bars)
        left = inner.x() + inner.width() * 0.07
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.PAPER["ink"]))
        for place, bar in enumerate(self._bars):
            if bar == "1":
                painter.drawRect(QRectF(left + place * module, inner.y() + 22, module + 0.05, BARS))

    def _paint_lines(self, painter: QPainter, inner: QRectF) -> None:
        paper, due, number, item, customer, parts = self._lines
        ink, grey = QColor(tokens.PAPER["ink"]), QColor(tokens.PAPER["grey"])
        top = QRectF(inner.x(), inner.y(), inner.width(), 18)
        put_text(painter, top, paper, text_font(12), grey)
        put_text(painter, top, due, text_font(12), grey, align=RIGHT)
        figures = text_font(12, tabular=True)
        put_text(painter, top.translated(0, 55), number, figures, ink, align=CENTRE)
        put_text(painter, top.translated(0, 77), item, text_font(13, bold=True), ink)
        room = top.adjusted(0, 0, -92, 0)
        put_text(painter, room.translated(0, 97), customer, text_font(12), grey)
        put_text(painter, room.translated(0, 115), parts, text_font(12), grey)

    def _paint_stamp(self, painter: QPainter) -> None:
        red = QColor(tokens.PAPER["stamp"])
        red.setAlpha(170)
        painter.translate(self.width() - 58, self.height() - 34)
        painter.rotate(-9)
        painter.setPen(QPen(red, 1.6, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = QRectF(-42, -15, 84, 30)
        painter.drawRoundedRect(box, 5, 5)
        text = box.adjusted(3, 0, -3, 0)
        put_text(painter, text, self._stamp, text_font(13, bold=True), red, align=CENTRE)
