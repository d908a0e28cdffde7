"""Somebody to sign in as: initial, name and duty on a tile."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui.fonts import text_font
from ui.theme import Theme
from ui.widgets.buttons import pressed_by_enter
from ui.widgets.look import put_text

CENTRE = Qt.AlignmentFlag.AlignHCenter


class PersonTile(QAbstractButton):
    """One person of the outlet."""

    def __init__(self, theme: Theme, code: str, name: str, tone: str):
        super().__init__()
        self._theme, self._tone, self._duty = theme, tone, ""
        self.code = code
        self.setText(name)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setProperty("kind", "tile")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def say(self, duty: str) -> None:
        """Set what the person does here."""
        self._duty = duty
        self.setAccessibleName(f"{self.text()}, {duty}")
        self.update()

    def duty(self) -> str:
        """What the person does here."""
        return self._duty

    def sizeHint(self) -> QSize:
        return QSize(190, 80)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour, on = self._theme.colour, self.isChecked()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground = "accent_tint" if on else "hover" if self.underMouse() else "surface"
        painter.setPen(QPen(colour("accent" if on else "border"), 2 if on else 1))
        painter.setBrush(colour(ground))
        painter.drawRoundedRect(box, 12, 12)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent_tint_2" if on else f"{self._tone}_tint"))
        disc = QRectF(16, self.height() / 2 - 22, 44, 44)
        painter.drawEllipse(disc)
        tone = colour("accent" if on else self._tone)
        put_text(painter, disc, self.text()[:1], text_font(18, bold=True), tone, align=CENTRE)
        line = QRectF(74, self.height() / 2 - 21, box.width() - 84, 22)
        put_text(painter, line, self.text(), text_font(15, bold=True), colour("text"))
        below = line.translated(0, 22)
        duty = f"{self._duty} · {self.code}"
        put_text(painter, below, duty, text_font(12), colour("text_2"))
