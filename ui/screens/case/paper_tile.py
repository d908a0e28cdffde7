"""A printed paper in small; it stays white also in the dark scheme."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui.fonts import text_font
from ui.theme import Theme
from ui.tokens import PAPER
from ui.widgets.buttons import pressed_by_enter
from ui.widgets.look import put_text, tip_of

SHEET, HEIGHT, WIDTH = 76, 112, 88
LINES = (0.95, 0.7, 0.84, 0.55)
BARS = 24


@dataclass(frozen=True, slots=True)
class CasePaper:
    """One paper of the case: its form, the number it goes by, its title, and a mark upon it."""

    form: str
    number: str
    title: str
    short: str
    mark: str = ""


class PaperTile(QAbstractButton):
    """Enter or a click shows the paper closely."""

    def __init__(self, theme: Theme, paper: CasePaper):
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "paper")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_paper(paper)
        theme.changed.connect(self.update)

    def show_paper(self, paper: CasePaper) -> None:
        """Show this one."""
        self.paper = paper
        said = " ".join(part for part in (paper.title, paper.short, paper.mark) if part)
        self.setAccessibleName(said)
        self.setToolTip(tip_of(said))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width()
        sheet = QRectF(0.5, 0.5, width - 1, SHEET)
        edge = "border_strong" if self.underMouse() else "border"
        painter.setPen(QPen(self._theme.colour(edge), 1))
        painter.setBrush(QColor(PAPER["sheet"]))
        painter.drawRoundedRect(sheet, 6, 6)
        self._paint_print(painter, width)
        if self.paper.mark:
            self._paint_mark(painter, width)
        colour = self._theme.colour
        name = QRectF(0, SHEET + 3, width, 17)
        put_text(painter, name, self.paper.title, text_font(12), colour("text"))
        number = QRectF(0, SHEET + 19, width, 15)
        put_text(painter, number, self.paper.short, text_font(11, tabular=True), colour("text_3"))

    def _paint_print(self, painter: QPainter, width: int) -> None:
        ink = QColor(PAPER["ink"])
        head, centre = QRectF(6, 5, width - 12, 13), Qt.AlignmentFlag.AlignHCenter
        put_text(painter, head, self.paper.title, text_font(9, bold=True), ink, align=centre)
        bar = width * 0.5 / BARS
        for n in range(BARS):
            share = 0.75 if n * 7 % 3 == 0 else 0.35
            painter.fillRect(QRectF(width * 0.25 + n * bar, 21, bar * share, 7), ink)
        for n, share in enumerate(LINES):
            line = QRectF(10, 36 + n * 9, (width - 20) * share, 2)
            painter.fillRect(line, QColor(PAPER["line"]))

    def _paint_mark(self, painter: QPainter, width: int) -> None:
        painter.save()
        painter.translate(width * 0.62, 58)
        painter.rotate(-12)
        red, box = QColor(PAPER["stamp"]), QRectF(-27, -9, 54, 18)
        painter.setPen(QPen(red, 1.2))
        painter.setBrush(QColor(255, 255, 255, 225))
        painter.drawRoundedRect(box, 3, 3)
        centre = Qt.AlignmentFlag.AlignHCenter
        put_text(painter, box, self.paper.mark, text_font(10, bold=True), red, align=centre)
        painter.restore()
