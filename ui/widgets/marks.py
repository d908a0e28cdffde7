"""Signs drawn by hand: the kind of an item on its tile, a person's initial on a disc, the digits of
a PIN.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.fonts import text_font
from ui.theme import Theme
from ui.widgets.look import put_text

CENTRE = Qt.AlignmentFlag.AlignHCenter


class KindTile(QWidget):
    """The icon of a kind of item on a tinted square."""

    def __init__(self, theme: Theme, icon: str = "shapes", size: int = 52, tone: str = "accent"):
        super().__init__()
        self._theme, self._icon, self._tone = theme, icon, tone
        self.setFixedSize(size, size)
        theme.changed.connect(self.update)

    def show_icon(self, icon: str) -> None:
        """Show another kind."""
        self._icon = icon
        self.update()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(f"{self._tone}_tint"))
        painter.drawRoundedRect(self.rect(), 12, 12)
        size = round(self.width() * 0.5)
        offset = (self.width() - size) / 2
        pixmap = self._theme.pixmap(self._icon, self._tone, size, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(offset, offset), pixmap)


class Disc(QWidget):
    """A letter, a digit or an icon on a tinted disc."""

    def __init__(self, theme: Theme, text: str = "", size: int = 30):
        super().__init__()
        self._theme, self._text, self._icon, self._tone = theme, text, "", "accent"
        self.setFixedSize(size, size)
        theme.changed.connect(self.update)

    def show_mark(self, text: str = "", icon: str = "", tone: str = "accent") -> None:
        """Show a text or an icon in a tone."""
        self._text, self._icon, self._tone = text, icon, tone
        self.update()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(f"{self._tone}_tint"))
        painter.drawEllipse(self.rect())
        if self._icon:
            offset = (self.width() - 16) / 2
            pixmap = self._theme.pixmap(self._icon, self._tone, 16, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(offset, offset), pixmap)
            return
        font = text_font(round(self.width() * 0.44), bold=True)
        put_text(
            painter,
            QRectF(self.rect()),
            self._text,
            font,
            self._theme.colour(self._tone),
            align=CENTRE,
        )


class PinDots(QWidget):
    """How many digits of a PIN were typed, never which."""

    def __init__(self, theme: Theme, length: int = 6):
        super().__init__()
        self._theme, self._length, self._typed = theme, length, 0
        self.setFixedHeight(20)
        theme.changed.connect(self.update)

    def show_count(self, typed: int) -> None:
        """Fill this many dots."""
        self._typed = typed
        self.update()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        start = self.width() / 2 - (self._length - 1) * 14
        for place in range(self._length):
            filled = place < self._typed
            painter.setPen(QPen(self._theme.colour("accent" if filled else "control_border"), 1.5))
            painter.setBrush(self._theme.colour("accent") if filled else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(start + place * 28 - 6, 4, 12, 12))
