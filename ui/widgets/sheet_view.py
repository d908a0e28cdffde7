"""Sheets of a paper as they will be printed, drawn when nobody types; white in both schemes."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QWidget

from counter.printing import press, qt_sheet
from counter.printing.sheet import Sheet
from ui import tokens
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.layouts import column, row

PAUSE_MS = 120  # drawn when the fingers rest, not between two keys
MOST_SCALE = 7.0  # pixels a mm: a label is not blown up
LEAST_SCALE = 2.2  # a roll or a tall sheet is scrolled instead of shrunk further
AROUND = 4  # px


class SheetView(QWidget):
    """One sheet at a time in its true proportions; PgUp and PgDn turn to the others."""

    looked_at = Signal()  # Enter, or a double click: somebody wants to see it large

    def __init__(self, theme: Theme):
        super().__init__()
        self.sheets: list[Sheet] = []
        self.place = 0
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea()
        self._area.setWidget(self.picture)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.picture.setObjectName("clear")
        self.before, self.after = Button(theme, "mini"), Button(theme, "mini")
        self.before.setText("‹")
        self.after.setText("›")
        self._count = label("", "muted")
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self._draw)
        foot = row(1, self.before, self._count, self.after, 1, gap=6)
        self.setLayout(column(self._area, foot, gap=4))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.before.clicked.connect(self._back)
        self.after.clicked.connect(self._forth)
        self._show_count()

    def say(self, name: str, before: str, after: str) -> None:
        """Name it and its buttons for screen readers."""
        self.setAccessibleName(name)
        self.before.say_to_readers(before)
        self.after.say_to_readers(after)

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self, self.before, self.after]

    def show_sheets(self, sheets: Sequence[Sheet]) -> None:
        """Show these as soon as nobody types."""
        self.sheets = list(sheets)
        self.place = min(self.place, max(0, len(self.sheets) - 1))
        self._show_count()
        self._soon.start()

    def is_drawn(self) -> bool:
        """Whether what is shown is what was last asked for."""
        return not self._soon.isActive() and not self.picture.pixmap().isNull()

    def sizeHint(self) -> QSize:
        return QSize(420, 320)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, 200)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._soon.start()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        bar, key = self._area.verticalScrollBar(), event.key()
        if key == Qt.Key.Key_PageUp:
            self._back()
        elif key == Qt.Key.Key_PageDown:
            self._forth()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            bar.setValue(bar.value() + (40 if key == Qt.Key.Key_Down else -40))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.looked_at.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: object, /) -> None:
        del event
        self.looked_at.emit()

    def _back(self) -> None:
        self._turn_to(self.place - 1)

    def _forth(self) -> None:
        self._turn_to(self.place + 1)

    def _turn_to(self, place: int) -> None:
        if 0 <= place < len(self.sheets):
            self.place = place
            self._area.verticalScrollBar().setValue(0)
            self._show_count()
            self._draw()

    def _show_count(self) -> None:
        several = len(self.sheets) > 1
        for part in (self.before, self.after, self._count):
            part.setVisible(several)
        self._count.setText(f"{self.place + 1} / {len(self.sheets)}" if several else "")
        self.before.setEnabled(self.place > 0)
        self.after.setEnabled(self.place + 1 < len(self.sheets))

    def _draw(self) -> None:
        if not self.sheets:
            return
        sheet, ratio = self.sheets[self.place], self.devicePixelRatioF()
        room = self._area.viewport().size()
        across = (self._area.width() - 2 * AROUND) / sheet.width
        scale = min(across, (room.height() - 2 * AROUND) / sheet.height, MOST_SCALE)
        if scale < LEAST_SCALE:
            bar = self._area.verticalScrollBar().sizeHint().width()
            scale = min(across - bar / sheet.width, 2 * LEAST_SCALE)
        scale = max(scale, 0.3)
        picture = QPixmap.fromImage(qt_sheet.image(sheet, press.metrics(), scale * ratio))
        painter = QPainter(picture)
        painter.setPen(QColor(tokens.PAPER["edge"]))
        painter.drawRect(0, 0, picture.width() - 1, picture.height() - 1)
        painter.end()
        picture.setDevicePixelRatio(ratio)
        self.picture.setPixmap(picture)
