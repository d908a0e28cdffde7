"""Rows, columns and frames, so that a screen's build reads in the order it is seen."""

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

Part = QWidget | QLayout | int
Margins = tuple[int, int, int, int]
FLUSH: Margins = (0, 0, 0, 0)
FOLLOW_MARGIN = 24
ASIDE, ASIDE_NARROW, ROOMY = 324, 284, 1240
Box = TypeVar("Box", bound=QBoxLayout)


def row(*parts: Part, gap: int = 8, margins: Margins = FLUSH) -> QHBoxLayout:
    """Parts side by side; a number is a stretch."""
    box = QHBoxLayout()
    return _filled(box, parts, gap, margins)


def column(*parts: Part, gap: int = 8, margins: Margins = FLUSH) -> QVBoxLayout:
    """Parts one under the other; a number is a stretch."""
    box = QVBoxLayout()
    return _filled(box, parts, gap, margins)


def _filled(box: Box, parts: tuple[Part, ...], gap: int, margins: Margins) -> Box:
    box.setContentsMargins(*margins)
    box.setSpacing(gap)
    for part in parts:
        if isinstance(part, int):
            box.addStretch(part)
        elif isinstance(part, QWidget):
            box.addWidget(part)
        else:
            box.addLayout(part)
    return box


def stretched(box: Box, *shares: int) -> Box:
    """Give the parts of a row or column these shares of its length, in their order."""
    for place, share in enumerate(shares):
        box.setStretch(place, share)
    return box


def empty(box: QBoxLayout) -> None:
    """Take every widget out of a row or column."""
    while (item := box.takeAt(0)) is not None:
        if (inner := item.widget()) is not None:
            inner.hide()
            inner.deleteLater()


def framed(layout: QLayout, role: str = "card", *, name: str = "", tone: str = "") -> QFrame:
    """A frame with the look of `role` (card, inset, callout, banner) round a layout."""
    frame = QFrame()
    frame.setProperty("role", role)
    if tone:
        frame.setProperty("tone", tone)
    if name:
        frame.setObjectName(name)
    frame.setLayout(layout)
    return frame


def holder(layout: QLayout) -> QWidget:
    """A plain widget round a layout, to be shown, hidden or stacked as one."""
    widget = QWidget()
    widget.setLayout(layout)
    return widget


def bring(stack: QStackedWidget, page: QWidget) -> None:
    """Show a page of a stack; only the one that is shown has a say in how much room there must
    be.
    """
    before = stack.currentWidget()
    if before is not None:
        before.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
    page.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    stack.setCurrentWidget(page)


def put_by(stack: QStackedWidget, page: QWidget) -> None:
    """Add a page that is not to be shown yet."""
    page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
    stack.addWidget(page)


def aside_width(room: int) -> int:
    """How wide the column of decisions at the right of a page is, in a page of this width."""
    return ASIDE if room >= ROOMY else ASIDE_NARROW


def rule() -> QFrame:
    """A hairline."""
    line = QFrame()
    line.setProperty("role", "rule")
    return line


class Scrolled(QScrollArea):
    """A page that scrolls up and down where the window is too low, and follows the focus."""

    def __init__(self, inner: QWidget, ground: str):
        super().__init__()
        self._inner = inner
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner.setObjectName(ground)
        self.setWidget(inner)  # and from now on Qt tells `eventFilter` what happens to it
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def minimumSizeHint(self) -> QSize:
        """As wide as what it shows must be: nothing scrolls to the side here, and so nothing may
        be cut there. In a window that is too narrow the whole page does.
        """
        least, bar = super().minimumSizeHint(), self.verticalScrollBar().sizeHint().width()
        wide = self._inner.minimumSizeHint().width() + bar
        return QSize(max(least.width(), wide), least.height())

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Qt follows Tab by itself, but not a form that leads from gap to gap."""
        if new is not None and self._inner.isAncestorOf(new):
            self.ensureWidgetVisible(new, 0, FOLLOW_MARGIN)


def scrolled(inner: QWidget, ground: str = "canvas") -> QScrollArea:
    """A scrolling page round a widget; `ground` "clear" has no colour of its own."""
    return Scrolled(inner, ground)
