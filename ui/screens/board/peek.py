"""A closer look at a card without leaving the board: Space opens and closes it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from counter.storage.questions.board import BoardRow
from ui import terms
from ui.kit import Kit
from ui.screens.board.lanes import LANES, due_of, name_of
from ui.widgets.labels import key, label
from ui.widgets.layouts import column, framed, row, rule
from ui.widgets.look import announce, give_focus_back

WIDTH, GAP, MARGIN = 340, 8, 12


class Peek(QWidget):
    """What the board knows of one item."""

    def __init__(self, kit: Kit, host: QWidget):
        super().__init__(host)
        self._kit, self._host = kit, host
        self._back: QWidget | None = None
        self._name = label("", "title", wrap=True)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(14)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(1, 1)
        self._open, self._close = label("", "caption"), label("", "caption")
        foot = row(key("Enter"), self._open, 1, key("Space"), self._close, gap=6)
        inner = column(self._name, self._facts, rule(), foot, gap=10, margins=(16, 14, 16, 12))
        frame = framed(inner, "card", name="palette")
        self.setLayout(column(frame, gap=0))
        self.setFixedWidth(WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        host.installEventFilter(self)
        self.hide()

    def show_card(self, shown: BoardRow, where: QRect, back: QWidget) -> None:
        """Show a card's facts beside the place where it stands in the host."""
        say, self._back = self._kit.language.say, back
        self._name.setText(name_of(shown))
        self._open.setText(say("open the case"))
        self._close.setText(say("close"))
        lines = self._lines(shown)
        self._fill(lines)
        self.setAccessibleName(name_of(shown))
        host = self._host
        self.adjustSize()
        is_room = where.right() + GAP + WIDTH <= host.width()
        left = where.right() + GAP if is_room else where.left() - GAP - WIDTH
        top = min(where.top(), host.height() - self.height() - MARGIN)
        self.move(QPoint(max(MARGIN, left), max(MARGIN, top)))
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        announce(self, "; ".join(f"{name}: {value}" for name, value in lines))

    def close_peek(self) -> None:
        """Go, and give the focus back to the card."""
        if self.isVisible():
            self.hide()
            give_focus_back(self._back)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        self.close_peek()
        if self._back is not None and event.key() not in (Qt.Key.Key_Space, Qt.Key.Key_Escape):
            self._back.keyPressEvent(event)  # arrows and Enter go on where they would have gone

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self._host and event.type() in (
            QEvent.Type.Resize,
            QEvent.Type.MouseButtonPress,
            QEvent.Type.Hide,
        ):
            self.hide()
        return False

    def _lines(self, shown: BoardRow) -> list[tuple[str, str]]:
        say, figures, now = self._kit.language.say, self._kit.figures, self._kit.now()
        lane = next(lane for lane in LANES if shown.state in lane.states)
        due, tone, _ = due_of(shown, self._kit)
        lines = (
            (say("Stands at"), say(lane.title)),
            (say("Fault"), shown.fault),
            (say("Promised"), figures.moment(shown.promised_at, now)),
            ("", due if tone == "danger" else ""),
            (say("Customer"), f"{shown.customer_name} …{shown.phone_tail}".strip(" …")),
            (say("Shelf"), shown.shelf),
            (say("Technician"), shown.technician_name),
            (say("Taken in"), figures.moment(shown.received_at, now)),
            (say("Category"), say(terms.CATEGORIES[shown.category])),
            (say("Repair card"), figures.number(shown.card_number)),
            (say("Case"), figures.number(shown.case_number)),
        )
        return [(name, value) for name, value in lines if value]

    def _fill(self, lines: list[tuple[str, str]]) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.deleteLater()
        for place, (name, value) in enumerate(lines):
            for at, text in enumerate((label(name, "caption"), label(value, wrap=True))):
                self._facts.addWidget(text, place, at, Qt.AlignmentFlag.AlignTop)
                text.show()  # it takes room at once
