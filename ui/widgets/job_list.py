"""A queue of jobs: one painted card each, the open one tinted, a running clock with its dot."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.fonts import text_font
from ui.theme import Theme
from ui.widgets.look import put_text, tip_of

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
JOB = Qt.ItemDataRole.UserRole + 1
HEIGHT, GAP = 78, 4
CENTRE, RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One card of a queue, in the words shown. `clock` is told where its time runs."""

    number: str
    icon: str
    name: str
    fault: str
    state: str
    tone: str
    due: str
    is_late: bool
    tail: str
    clock: str = ""


class JobModel(QAbstractListModel):
    """The jobs in the order the question gave them."""

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self.jobs: list[Job] = []

    def show_jobs(self, jobs: list[Job]) -> None:
        """Show other jobs; the same cards in the same order are only painted anew."""
        if jobs == self.jobs:
            return
        if [job.number for job in jobs] == [job.number for job in self.jobs]:
            self.jobs = jobs
            self.dataChanged.emit(self.index(0, 0), self.index(len(jobs) - 1, 0))
            return
        self.beginResetModel()
        self.jobs = jobs
        self.endResetModel()

    def place_of(self, number: str) -> int:
        """Where a card stands, or -1."""
        return next((n for n, job in enumerate(self.jobs) if job.number == number), -1)

    def rowCount(self, parent: Index = NOWHERE, /) -> int:
        return 0 if parent.isValid() else len(self.jobs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        job = self.jobs[index.row()]
        if role == JOB:
            return job
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            parts = (job.name, job.fault, job.state, job.due, job.tail, job.clock)
            return tip_of(", ".join(part for part in parts if part))
        return None


class JobPainter(QStyledItemDelegate):
    """Draws one job as a card."""

    def __init__(self, theme: Theme, parent: "JobList"):
        super().__init__(parent)
        self._theme, self._view = theme, parent

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index, /) -> QSize:
        return QSize(100, HEIGHT + GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        job: Job = index.data(JOB)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(_rect(option)).adjusted(1.5, 1.5, -1.5, -1.5 - GAP)
        is_open = job.number == self._view.open_number
        self._paint_ground(painter, option, box, is_open)
        inner = box.adjusted(12, 0, -12, 0)
        self._paint_name(painter, job, inner, is_open)
        self._paint_foot(painter, job, inner)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, is_open: bool
    ) -> None:
        colour, state = self._theme.colour, _state(option)
        chosen = bool(state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        edge = "focus" if chosen else "accent" if is_open else "border"
        painter.setPen(QPen(colour(edge), 2 if chosen else 1))
        painter.setBrush(colour("accent_tint" if is_open else "hover" if over else "surface"))
        painter.drawRoundedRect(box, 10, 10)

    def _paint_name(self, painter: QPainter, job: Job, inner: QRectF, is_open: bool) -> None:
        theme, font = self._theme, text_font(12, bold=True)
        width = min(QFontMetricsF(font).horizontalAdvance(job.state) + 16, inner.width() * 0.6)
        pill = QRectF(inner.right() - width, inner.y() + 9, width, 20)
        ground = "accent_tint_2" if is_open and job.tone == "accent" else f"{job.tone}_tint"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(pill, 10, 10)
        text = pill.adjusted(8, 0, -8, 0)
        put_text(painter, text, job.state, font, theme.colour(job.tone), align=CENTRE)
        icon = theme.pixmap(job.icon, "text_2", 18, self._view.devicePixelRatioF())
        painter.drawPixmap(inner.topLeft().toPoint() + QPoint(0, 10), icon)
        name = QRectF(inner.x() + 26, inner.y() + 8, pill.x() - inner.x() - 32, 22)
        put_text(painter, name, job.name, text_font(bold=True), theme.colour("text"))
        fault = QRectF(inner.x(), inner.y() + 30, inner.width(), 20)
        put_text(painter, fault, job.fault, text_font(13), theme.colour("text_2"))

    def _paint_foot(self, painter: QPainter, job: Job, inner: QRectF) -> None:
        theme, y = self._theme, inner.y() + 51
        tone = "danger" if job.is_late else "text_3"
        icon = "triangle-alert" if job.is_late else "clock"
        pixmap = theme.pixmap(icon, tone, 14, self._view.devicePixelRatioF())
        painter.drawPixmap(inner.topLeft().toPoint() + QPoint(0, 54), pixmap)
        right = QRectF(inner.x(), y, inner.width(), 20)
        font = text_font(12, bold=bool(job.clock), tabular=True)
        text, ink = job.clock or job.tail, "accent" if job.clock else "text_3"
        used = put_text(painter, right, text, font, theme.colour(ink), align=RIGHT)
        if job.clock:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(QPointF(inner.right() - used - 10, y + 10), 4, 4)
            used += 20
        line = QRectF(inner.x() + 19, y, inner.width() - 27 - used, 20)
        put_text(painter, line, job.due, text_font(12, bold=job.is_late), theme.colour(tone))


class JobList(QListView):
    """The cards of a queue. Arrows move, Enter opens; a scanner's digits choose nothing."""

    opened = Signal(str)
    reached_end = Signal()  # there may be more

    def __init__(self, theme: Theme):
        super().__init__()
        self.open_number = ""
        self.jobs = JobModel(self)
        self.setModel(self.jobs)
        self.setItemDelegate(JobPainter(theme, self))
        self.setProperty("role", "lane")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._open)
        theme.changed.connect(self.viewport().update)

    def show_jobs(self, jobs: list[Job]) -> None:
        """Show other jobs; the focus stays on its card, or on the one that took its place."""
        held, row = self.currentIndex(), max(0, self.currentIndex().row())
        number = held.data(JOB).number if held.isValid() else self.open_number
        self.jobs.show_jobs(jobs)
        place = self.jobs.place_of(number)
        if place < 0 and self.hasFocus():
            place = min(row, len(jobs) - 1)
        if place >= 0 and place != self.currentIndex().row():
            self.setCurrentIndex(self.jobs.index(place, 0))

    def show_open(self, number: str) -> None:
        """Mark the card that is open beside the queue."""
        self.open_number = number
        place = self.jobs.place_of(number)
        if place >= 0:
            self.setCurrentIndex(self.jobs.index(place, 0))
        self.viewport().update()

    def start(self) -> None:
        """Take the focus, on the open card or the first."""
        if not self.currentIndex().isValid() and self.jobs.jobs:
            self.setCurrentIndex(self.jobs.index(0, 0))
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if Qt.Key(event.key()) in ENTERS:
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)
        if self.currentIndex().row() == len(self.jobs.jobs) - 1:
            self.reached_end.emit()

    def keyboardSearch(self, search: str, /) -> None:
        """Letters look for nothing here."""

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(JOB).number)


# The stubs of the binding leave these two out.
def _rect(option: QStyleOptionViewItem) -> QRect:
    return option.rect  # pyright: ignore[reportAttributeAccessIssue]


def _state(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    return option.state  # pyright: ignore[reportAttributeAccessIssue]
