"""A coloured edge and a word at the top of the window for what became of a scan.

Nothing moves or fades: the edge is there for a moment and gone. Only the edge itself is painted, so
that the page under it is not; colour never stands alone, a sign and a word stand with it.
"""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QWidget

from counter.language import N_
from ui.fonts import text_font
from ui.scans.door import Outcome
from ui.theme import Theme

EDGE, EDGE_MS, WORD_MS = 6, 250, 1100
HIGH, ICON, GAP, MARGIN = 40, 20, 8, 18
BELOW_THE_BAR, IN_A_FORM = 68, 10
WORDS = {
    Outcome.HIT: N_("Found"),
    Outcome.UNKNOWN: N_("Unknown"),
    Outcome.ALARM: N_("Alarm"),
}
#: the edge, the ground of the word, what is written on it, and its sign
LOOKS = {
    Outcome.HIT: ("flash_hit", "ok", "on_accent", "circle-check"),
    Outcome.UNKNOWN: ("flash_unknown", "warn", "on_accent", "circle-help"),
    Outcome.ALARM: ("flash_alarm", "alarm", "on_alarm", "shield-alert"),
}


class _Over(QWidget):
    """Lies over a window and takes neither mouse nor focus."""

    def __init__(self, host: QWidget, theme: Theme, shown_ms: int):
        super().__init__(host)
        self.theme, self.outcome = theme, Outcome.HIT
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._gone = QTimer(self, singleShot=True, interval=shown_ms)
        self._gone.timeout.connect(self.hide)
        self.hide()

    def flash(self) -> None:
        """Show it for its moment."""
        self.show()
        self.raise_()
        self.update()
        self._gone.start()


class Edge(_Over):
    """The frame of a window in one colour."""

    def __init__(self, host: QWidget, theme: Theme):
        super().__init__(host, theme, EDGE_MS)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        inner = self.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        self.setMask(QRegion(self.rect()).subtracted(QRegion(inner)))

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.colour(LOOKS[self.outcome][0]))


class Word(_Over):
    """What became of it, in one word with its sign."""

    def __init__(self, host: QWidget, theme: Theme):
        super().__init__(host, theme, WORD_MS)
        self.text = ""

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(text_font(16, bold=True)).horizontalAdvance(self.text)
        return QSize(round(width) + ICON + GAP + 2 * MARGIN, HIGH)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        _edge, ground, ink, icon = LOOKS[self.outcome]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour(ground))
        painter.drawRoundedRect(QRectF(self.rect()), HIGH / 2, HIGH / 2)
        sign = self.theme.pixmap(icon, ink, ICON, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(MARGIN, (HIGH - ICON) / 2), sign)
        painter.setPen(self.theme.colour(ink))
        painter.setFont(text_font(16, bold=True))
        body = QRectF(self.rect()).adjusted(MARGIN + ICON + GAP, 0, 0, 0)
        painter.drawText(body, Qt.AlignmentFlag.AlignVCenter, self.text)


class Flash:
    """Edge and word of one window."""

    def __init__(self, host: QWidget, theme: Theme, top: int = BELOW_THE_BAR):
        self._host, self._top = host, top
        self.edge, self.word = Edge(host, theme), Word(host, theme)

    def show(self, outcome: Outcome, text: str) -> None:
        """Show what became of a scan; `text` is the word for it."""
        size = self._host.size()
        self.edge.outcome = self.word.outcome = outcome
        self.edge.setGeometry(QRect(0, 0, size.width(), size.height()))
        self.word.text = text
        hint = self.word.sizeHint()
        self.word.setGeometry(
            QRect((size.width() - hint.width()) // 2, self._top, hint.width(), HIGH)
        )
        self.edge.flash()
        self.word.flash()
