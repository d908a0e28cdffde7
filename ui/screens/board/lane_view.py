"""One lane: its head with the count, and its cards."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from counter.storage.questions.board import BoardRow
from ui.kit import Kit
from ui.screens.board.card_painter import CardPainter
from ui.screens.board.lanes import ROW, Lane, LaneModel
from ui.widgets.labels import ElidedLabel, IconLabel, label
from ui.widgets.layouts import column, row, stretched

LEAST_WIDTH = 196


class Cards(QListView):
    """The cards of a lane. Left and right go to the next lane, Enter opens."""

    turned = Signal(int)  # -1 or 1: the lane beside
    opened = Signal(object)

    def __init__(self, kit: Kit):
        super().__init__()
        self.setProperty("role", "lane")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.lane_model = LaneModel(kit, self)
        self.painter = CardPainter(kit, self)
        self.setModel(self.lane_model)
        self.setItemDelegate(self.painter)
        self.doubleClicked.connect(self._open)

    def draw_again(self) -> None:
        """Words or colours are others now."""
        if self.isVisible():  # to ask for the viewport makes a type of every widget Qt has
            self.viewport().update()

    def choose(self, place: int) -> None:
        """Put the focus on a card."""
        if 0 <= place < self.lane_model.rowCount():
            self.setCurrentIndex(self.lane_model.index(place, 0))
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def chosen(self) -> BoardRow | None:
        """The card that has the focus."""
        index = self.currentIndex()
        return index.data(ROW) if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        turns = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if turn := turns.get(Qt.Key(event.key())):
            self.turned.emit(turn)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str, /) -> None:
        """Letters look for nothing here: a scanner's digits must not move the choice."""

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(ROW))


class LaneView(QFrame):
    """A lane of the board."""

    def __init__(self, kit: Kit, lane: Lane):
        super().__init__()
        self.lane = lane
        self._kit = kit
        self.setProperty("role", "lane")
        self.setMinimumWidth(LEAST_WIDTH)
        self._title, self._count = ElidedLabel("strong"), label("0", "count")
        self.cards = Cards(kit)
        icon = IconLabel(kit.theme, lane.icon, lane.tone, 16)
        head = stretched(row(icon, self._title, self._count, gap=8, margins=(4, 0, 4, 0)), 0, 1)
        self.setLayout(column(head, self.cards, gap=8, margins=(8, 10, 6, 6)))
        kit.theme.changed.connect(self.cards.draw_again)

    def say_all(self) -> None:
        """Set every text anew."""
        title = self._kit.language.say(self.lane.title)
        self._title.setText(title)
        self.cards.setAccessibleName(title)
        self.cards.draw_again()

    def show_rows(self, rows: list[BoardRow], count: int) -> None:
        """Show the lane's rows and how many there are in all."""
        chosen = self.cards.chosen()
        self.cards.lane_model.show_rows(rows)
        self._count.setText(str(count))
        if chosen is not None:
            place = self.cards.lane_model.place_of(chosen.case_number)
            if place >= 0:
                self.cards.setCurrentIndex(self.cards.lane_model.index(place, 0))
