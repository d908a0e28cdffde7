"""One ring for every control that draws no focus of its own, and only where the keyboard led
there.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.theme import Theme


class FocusRing(QWidget):
    """A frame of 2 px that follows the focus inside one window."""

    def __init__(self, window: QWidget, theme: Theme):
        super().__init__(window)
        self._host, self._theme = window, theme
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._by_keyboard = False
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._place)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def eventFilter(self, _watched: QObject, event: QEvent, /) -> bool:
        moves = (
            QEvent.Type.Move,
            QEvent.Type.Resize,
            QEvent.Type.Hide,
            QEvent.Type.Show,
        )
        if event.type() in moves:
            self._timer.start()
        return False

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("focus"), 2))
        is_chip = self._target is not None and self._target.property("kind") == "chip"
        radius = min(self.height() / 2 - 1, 22) if is_chip else 10
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        # Which button is down tells mouse from keyboard without a filter on the whole application.
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        place = new
        while place is not None and place is not self._host:
            place.installEventFilter(self)  # what holds the control may move under it
            self._watched.append(place)
            place = place.parentWidget()
        self._target = new
        self._by_keyboard = not QApplication.mouseButtons()
        self._timer.start()

    def _place(self) -> None:
        target = self._target
        if target is None or not isValid(target) or not self._wants_ring(target):
            self.hide()
            return
        corner = target.mapTo(self._host, QPoint(0, 0))
        self.setGeometry(QRect(corner, target.size()).adjusted(-3, -3, 3, 3))
        self.raise_()
        self.show()
        self.update()

    def _wants_ring(self, target: QWidget) -> bool:
        inside = self._host.isAncestorOf(target)
        return self._by_keyboard and inside and target.isVisible() and bool(target.property("kind"))
