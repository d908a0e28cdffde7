"""A code on the screen, dark on white in any scheme, in whole dots of the screen."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import tokens

QUIET, QUIET_OF_BARS = 4, 10  # modules of white round it


class CodePicture(QWidget):
    """Rows of modules, "1" for a dark one; a single row is drawn as bars of the height given."""

    def __init__(self, module: int = 4, bar_height: int = 56):
        super().__init__()
        self._module, self._bar_height = module, bar_height
        self._rows: Sequence[str] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_modules(self, rows: Sequence[str]) -> None:
        """Show a code."""
        self._rows = rows
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        if not self._rows:
            return QSize(0, 0)
        white = 2 * self._quiet()
        width = len(self._rows[0]) * self._module + white
        high = len(self._rows) * self._module + white
        return QSize(width, self._bar_height if self._is_bars() else high)

    def _is_bars(self) -> bool:
        return len(self._rows) == 1

    def _quiet(self) -> int:
        return self._module * (QUIET_OF_BARS if self._is_bars() else QUIET)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter, module = QPainter(self), self._module
        painter.fillRect(self.rect(), QColor(tokens.PAPER["sheet"]))
        ink, start = QColor(tokens.PAPER["ink"]), self._quiet()
        is_bars = self._is_bars()
        high = self.height() - 2 * module if is_bars else module
        painter.setPen(Qt.PenStyle.NoPen)
        for line, cells in enumerate(self._rows):
            top = module if is_bars else start + line * module
            for place, cell in enumerate(cells):
                if cell == "1":
                    painter.fillRect(QRectF(start + place * module, top, module, high), ink)
