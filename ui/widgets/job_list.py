"""A queue of jobs: one painted card each, the open one tinted, a running clock with its dot."""

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from ui.fonts import text_font
from ui.theme import Theme
from ui.widgets.look import Lit, put_text
from ui.widgets.row_list import RowList, RowPainter, spoken

HEIGHT, GAP = 78, 4
CENTRE, RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One card of a queue, in the words shown. `clock` is told where its time runs."""

    key: str
    icon: str
    name: str
    fault: str
    state: str
    tone: str
    due: str
    is_late: bool
    tail: str
    clock: str = ""

    def spoken(self) -> str:
        """The card as one sentence."""
        return spoken(self.name, self.fault, self.state, self.due, self.tail, self.clock)


class JobPainter(RowPainter[Job]):
    """Draws one job as a card."""

    edges = (1.5, 1.5, -1.5, -1.5 - GAP)

    def height(self) -> int:
        return HEIGHT + GAP

    def paint_ground(self, painter: QPainter, row: Job, box: QRectF, lit: Lit) -> None:
        colour, is_open = self._theme.colour, self._is_open(row)
        chosen = lit.chosen and self._view.hasFocus()
        edge = "focus" if chosen else "accent" if is_open else "border"
        painter.setPen(QPen(colour(edge), 2 if chosen else 1))
        painter.setBrush(colour("accent_tint" if is_open else "hover" if lit.over else "surface"))
        painter.drawRoundedRect(box, 10, 10)

    def paint_row(self, painter: QPainter, row: Job, box: QRectF, lit: Lit) -> None:
        del lit
        inner = box.adjusted(12, 0, -12, 0)
        self._paint_name(painter, row, inner)
        self._paint_foot(painter, row, inner)

    def _is_open(self, job: Job) -> bool:
        assert isinstance(self._view, JobList)
        return job.key == self._view.open_number

    def _paint_name(self, painter: QPainter, job: Job, inner: QRectF) -> None:
        theme, font = self._theme, text_font(12, bold=True)
        width = min(QFontMetricsF(font).horizontalAdvance(job.state) + 16, inner.width() * 0.6)
        pill = QRectF(inner.right() - width, inner.y() + 9, width, 20)
        is_strong = job.tone == "accent" and self._is_open(job)
        ground = "accent_tint_2" if is_strong else f"{job.tone}_tint"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(pill, 10, 10)
        text = pill.adjusted(8, 0, -8, 0)
        put_text(painter, text, job.state, font, theme.colour(job.tone), align=CENTRE)
        icon = theme.pixmap(job.icon, "text_2", 18, self._ratio())
        painter.drawPixmap(inner.topLeft().toPoint() + QPoint(0, 10), icon)
        name = QRectF(inner.x() + 26, inner.y() + 8, pill.x() - inner.x() - 32, 22)
        put_text(painter, name, job.name, text_font(bold=True), theme.colour("text"))
        fault = QRectF(inner.x(), inner.y() + 30, inner.width(), 20)
        put_text(painter, fault, job.fault, text_font(13), theme.colour("text_2"))

    def _paint_foot(self, painter: QPainter, job: Job, inner: QRectF) -> None:
        theme, y = self._theme, inner.y() + 51
        tone = "danger" if job.is_late else "text_3"
        icon = "triangle-alert" if job.is_late else "clock"
        pixmap = theme.pixmap(icon, tone, 14, self._ratio())
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


class JobList(RowList[Job]):
    """The cards of a queue; Space opens as Enter does."""

    enters: ClassVar[tuple[Qt.Key, ...]] = (*RowList.enters, Qt.Key.Key_Space)

    def __init__(self, theme: Theme):
        super().__init__(theme, JobPainter)
        self.open_number = ""

    def show_jobs(self, jobs: list[Job]) -> None:
        """Show other jobs; the focus stays on its card, or on the one that took its place."""
        key, row = self.key() or self.open_number, max(0, self.currentIndex().row())
        if [job.key for job in jobs] != [job.key for job in self.rows]:
            self._model.show_rows(jobs)
        elif jobs != self.rows:
            self._model.say_anew(jobs)
        place = self.place_of(key)
        if place < 0 and self.hasFocus():
            place = min(row, len(jobs) - 1)
        if place != self.currentIndex().row():
            self.choose_place(place)

    def show_open(self, number: str) -> None:
        """Mark the card that is open beside the queue."""
        self.open_number = number
        self.choose(number)
        self.viewport().update()
