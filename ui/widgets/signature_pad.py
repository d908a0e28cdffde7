"""A white pad to sign on with a pen, a finger or the mouse; it keeps strokes with their times."""

import json
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QInputEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter.domain.signing import (
    LEAST_POINTS,
    LONGEST_MS,
    MOST_CHARACTERS,
    MOST_STROKES,
    WIDEST,
    Point,
    Stroke,
)
from ui import tokens
from ui.fonts import text_font
from ui.widgets.look import put_text

HEIGHT, LEAST_HEIGHT = 108, 72
SIDE, BASE = 16, 26  # px: the line to sign on, from the sides and from the foot
HUNDREDTHS = 100
NEAREST = 1.2  # px: a point nearer to the last one says nothing new
TOUCHES = (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd)


@dataclass(slots=True)
class _Line:
    """One stroke as it is drawn, in pixels."""

    points: list[tuple[QPointF, int]] = field(default_factory=list[tuple[QPointF, int]])
    path: QPainterPath = field(default_factory=QPainterPath)

    def add(self, place: QPointF, ms: int) -> None:
        if not self.points:
            self.path.moveTo(place)
            self.path.lineTo(place + QPointF(0.1, 0))
        else:
            last = self.points[-1][0]
            self.path.quadTo(last, (last + place) / 2)
        self.points.append((place, ms))


class SignaturePad(QWidget):
    """Paper to sign on: white in both schemes. Delete takes the name away again."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[_Line] = []
        self._is_down = False
        self._began, self._latest = 0, 0
        self._prompt = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(LEAST_HEIGHT)

    def say(self, name: str, prompt: str) -> None:
        """Name it for screen readers, and say under the line who signs."""
        self.setAccessibleName(name)
        self._prompt = prompt
        self.update()

    def is_signed(self) -> bool:
        """Whether there is more on it than a slip of the hand."""
        return sum(len(line.points) for line in self._lines) >= LEAST_POINTS

    def is_blank(self) -> bool:
        """Whether nothing at all was drawn."""
        return not self._lines

    def clear(self) -> None:
        """A fresh sheet."""
        if self._lines:
            self._lines, self._is_down = [], False
            self.update()
            self.changed.emit()

    def strokes(self) -> tuple[Stroke, ...]:
        """What was drawn in hundredths of the pad's height, thinned until it is small enough."""
        longest = max((len(line.points) for line in self._lines), default=0)
        thinned: tuple[Stroke, ...] = ()
        for every in range(1, longest + 1):  # at last a stroke is its two ends
            thinned = tuple(self._thinned(line, every) for line in self._lines)
            if len(json.dumps(thinned, separators=(",", ":"))) <= MOST_CHARACTERS:
                break
        return thinned

    def draw(self, place: QPointF, ms: int, *, starts: bool = False) -> None:
        """Take one point of the pen; `ms` on any clock that runs on."""
        if starts:
            if len(self._lines) >= MOST_STROKES:
                return
            self._is_down = True
            if not self._lines:
                self._began, self._latest = ms, 0
            self._lines.append(_Line())
        if not self._is_down:
            return
        inside = QPointF(
            min(max(place.x(), 0.0), self.width() - 1.0),
            min(max(place.y(), 0.0), self.height() - 1.0),
        )
        points = self._lines[-1].points
        if points and (points[-1][0] - inside).manhattanLength() < NEAREST:
            return
        self._latest = max(self._latest, min(ms - self._began, LONGEST_MS))  # pens differ in clocks
        self._lines[-1].add(inside, self._latest)
        self.update()

    def lift(self) -> None:
        """The pen leaves the pad."""
        if self._is_down:
            self._is_down = False
            self.changed.emit()

    def sizeHint(self) -> QSize:
        return QSize(280, HEIGHT)

    # -- pen, finger, mouse

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.draw(event.position(), _ms(event), starts=True)

    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        self.draw(event.position(), _ms(event))

    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.lift()

    def tabletEvent(self, event: QTabletEvent, /) -> None:
        if event.type() == QEvent.Type.TabletRelease:
            self.lift()
        else:
            starts = event.type() == QEvent.Type.TabletPress
            self.draw(event.position(), _ms(event), starts=starts)
        event.accept()

    def event(self, event: QEvent, /) -> bool:
        if event.type() in TOUCHES and isinstance(event, QTouchEvent):
            self._touched(event)
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        else:
            super().keyPressEvent(event)

    def _touched(self, event: QTouchEvent) -> None:
        """The first finger writes; a palm beside it does not."""
        if event.type() == QEvent.Type.TouchEnd or not event.points():
            self.lift()
            return
        starts = event.type() == QEvent.Type.TouchBegin
        self.draw(event.points()[0].position(), _ms(event), starts=starts)

    # -- the sheet

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.PAPER["edge"]), 1))
        painter.setBrush(QColor(tokens.PAPER["sheet"]))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        base = self.height() - BASE
        painter.setPen(QPen(QColor(tokens.PAPER["line"]), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(SIDE, base), QPointF(self.width() - SIDE, base))
        below = QRectF(SIDE, base + 3, self.width() - 2 * SIDE, BASE - 5)
        grey = QColor(tokens.PAPER["grey"])
        put_text(painter, below, f"×  {self._prompt}", text_font(12), grey)
        pen = QPen(QColor(tokens.PAPER["pen"]), 2.2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line in self._lines:
            painter.drawPath(line.path)

    def _thinned(self, line: _Line, every: int) -> Stroke:
        last = len(line.points) - 1
        kept = [p for n, p in enumerate(line.points) if n % every == 0 or n == last]
        return tuple(self._point(place, ms) for place, ms in kept)

    def _point(self, place: QPointF, ms: int) -> Point:
        scale = HUNDREDTHS / max(1, self.height())
        return min(round(place.x() * scale), WIDEST), round(place.y() * scale), ms


def _ms(event: QInputEvent) -> int:
    return int(event.timestamp())
