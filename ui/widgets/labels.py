"""Texts that are only read: labels by role, pills, keys, icons and callouts."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui.fonts import text_font
from ui.theme import Theme
from ui.widgets.layouts import framed, row, stretched
from ui.widgets.look import set_look, tip_of


def label(text: str = "", role: str = "", *, tone: str = "", wrap: bool = False) -> QLabel:
    """A text in the look of `role` (page, title, value, display, strong, label, caption, hint,
    muted).
    """
    widget = QLabel(text)
    widget.setTextFormat(Qt.TextFormat.PlainText)  # what people type is never read as markup
    if role:
        widget.setProperty("role", role)
    if tone:
        widget.setProperty("tone", tone)
    widget.setWordWrap(wrap)
    return widget


class ElidedLabel(QLabel):
    """A title in a narrow place: cut with … where it must be, and whole in its tool tip."""

    def __init__(self, role: str = ""):
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        room, metrics = self.contentsRect(), self.fontMetrics()
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        self.setToolTip(tip_of(self.text()) if text != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), text)


class TallLabel(QLabel):
    """A name in a narrow place: as high as the lines it takes there, whatever stands around it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def setText(self, text: str, /) -> None:
        super().setText(text)
        self._take_height()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._take_height()

    def _take_height(self) -> None:
        self.setMinimumHeight(self.heightForWidth(self.width()))


def figure(size: int, *, bold: bool = True, tone: str = "") -> QLabel:
    """A number that does not dance while it changes."""
    widget = label(tone=tone)
    widget.setFont(text_font(size, bold=bold, tabular=True))
    return widget


def key(text: str) -> QLabel:
    """The name of a key, drawn as a key."""
    widget = label(text, "key")
    widget.setFixedHeight(22)
    widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return widget


class Pill(QLabel):
    """A state in one word on its tint."""

    def __init__(self, text: str = "", tone: str = ""):
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "pill")
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, text: str, tone: str = "") -> None:
        """Change word and tone; without a word there is no pill."""
        self.setText(text)
        set_look(self, tone=tone)
        self.setVisible(bool(text))


class IconLabel(QLabel):
    """An icon that follows the scheme."""

    def __init__(self, theme: Theme, name: str, tone: str = "text_2", size: int = 18):
        super().__init__()
        self._theme, self._name, self._tone, self._size = theme, name, tone, size
        self.setFixedSize(size, size)
        theme.changed.connect(self._draw)
        self._draw()

    def show_icon(self, name: str, tone: str) -> None:
        """Show another icon or tone."""
        self._name, self._tone = name, tone
        self._draw()

    def _draw(self) -> None:
        self.setPixmap(
            self._theme.pixmap(self._name, self._tone, self._size, self.devicePixelRatioF())
        )


class Callout(QFrame):
    """A sentence on a tint with its icon: what to know now."""

    def __init__(self, theme: Theme, icon: str, tone: str = "accent", *trailing: QWidget):
        super().__init__()
        self.setProperty("role", "callout")
        self.setProperty("tone", tone)
        self._icon = IconLabel(theme, icon, tone, 18)
        self._text = label(wrap=True)
        box = row(self._icon, self._text, *trailing, gap=8, margins=(12, 7, 12, 7))
        self.setLayout(stretched(box, 0, 1))

    def show_text(self, text: str, tone: str = "", icon: str = "") -> None:
        """Say something, in another tone or with another icon where given."""
        self._text.setText(text)
        self.setAccessibleName(text)
        if tone:
            set_look(self, tone=tone)
        if tone and icon:
            self._icon.show_icon(icon, tone)

    def text(self) -> str:
        """What it says now."""
        return self._text.text()


def icon_line(theme: Theme, icon: str, tone: str, text: QLabel) -> QWidget:
    """An icon before a text, kept together as one part of a row."""
    box = row(IconLabel(theme, icon, tone, 16), text, gap=6)
    return framed(stretched(box, 0, 1), "")
