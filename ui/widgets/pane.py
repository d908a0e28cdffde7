"""The inside of the window: scrolls both ways where the window is smaller than what it holds."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

MARGIN = 32


class Pane(QScrollArea):
    """Without bars as long as everything fits; follows the focus where it does not."""

    def __init__(self, inner: QWidget, least: QSize):
        """`least` is what the inside is never made smaller than."""
        super().__init__()
        self._inner, self._least = inner, least
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._follow_again)
        inner.setMinimumSize(least)
        inner.installEventFilter(self)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inner)
        for part in (self.viewport(), inner):  # the window's own ground is seen, and painted once
            part.setAutoFillBackground(False)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def bars(self) -> tuple[QWidget, QWidget]:
        """Its two scroll bars."""
        return self.horizontalScrollBar(), self.verticalScrollBar()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self._inner and event.type() == QEvent.Type.LayoutRequest:
            layout = self._inner.layout()
            if layout is not None:
                self._inner.setMinimumSize(layout.minimumSize().expandedTo(self._least))
        if watched is self._inner and event.type() == QEvent.Type.Resize:
            self._soon.start()
        return False

    def _follow_again(self) -> None:
        """What had the focus may stand elsewhere now."""
        self._follow(None, QApplication.focusWidget())

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self._inner.isAncestorOf(new):
            return
        if self.width() < self._inner.width() or self.height() < self._inner.height():
            self.ensureWidgetVisible(new, MARGIN, MARGIN)
