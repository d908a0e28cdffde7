"""One lane: its head with the count, and its cards."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView

from counter.storage.questions.board import MOST_COUNTED, BoardRow
from counter.storage.questions.reading import Page
from ui.kit import Kit
from ui.screens.board.card_painter import CardPainter
from ui.screens.board.lanes import ROW, Lane, LaneModel
from ui.widgets.labels import ElidedLabel, IconLabel, label
from ui.widgets.layouts import column, row, stretched
from ui.widgets.look import as_lane

LEAST_WIDTH = 196


class Cards(QListView):
    """The cards of a lane. Left and right go to the next lane, Enter opens, Space looks closer,
    with Ctrl the arrows move the card.
    """

    turned = Signal(int)  # -1 or 1: the lane beside
    opened = Signal(object)
    peeked = Signal(object)
    pushed = Signal(object, int)  # a card, and -1 or 1: the lane it should go to, 0: a shelf

    def __init__(self, kit: Kit):
        super().__init__()
        as_lane(self)
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
        pushes = turns | {Qt.Key.Key_Down: 0}
        pressed, row = Qt.Key(event.key()), self.chosen()
        with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if with_ctrl and pressed in pushes and row is not None:
            self.pushed.emit(row, pushes[pressed])
        elif turn := turns.get(pressed):
            self.turned.emit(turn)
        elif pressed == Qt.Key.Key_Space and row is not None:
            self.peeked.emit(row)
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
        self._count_now, self._is_filtered = -1, False
        self.setProperty("role", "lane")
        self.setMinimumWidth(LEAST_WIDTH)
        self._title, self._count = ElidedLabel("strong"), label("0", "count")
        self.cards = Cards(kit)
        icon = IconLabel(kit.theme, lane.icon, lane.tone, 16)
        head = stretched(row(icon, self._title, self._count, gap=8, margins=(4, 0, 4, 0)), 0, 1)
        self._empty = label("", "caption", wrap=True)
        self._empty.setContentsMargins(8, 4, 8, 0)
        self.setLayout(column(head, self._empty, self.cards, gap=8, margins=(8, 10, 6, 6)))
        kit.theme.changed.connect(self.cards.draw_again)

    def say_all(self) -> None:
        """Set every text anew."""
        title = self._kit.language.say(self.lane.title)
        self._title.setText(title)
        self._say_empty()
        self._name_cards()
        self.cards.draw_again()

    def show_page(self, page: Page[BoardRow], count: int, *, is_filtered: bool) -> None:
        """Show the lane's first page and how many there are in all."""
        self._count_now, self._is_filtered = count, is_filtered
        self._count.setText(f"{MOST_COUNTED - 1}+" if count >= MOST_COUNTED else str(count))
        chosen = self.cards.chosen()
        self.cards.lane_model.show_rows(page.rows, page.next)
        self._say_empty()
        self._name_cards()
        if chosen is not None:
            place = self.cards.lane_model.place_of(chosen.case_number)
            if place >= 0:
                self.cards.setCurrentIndex(self.cards.lane_model.index(place, 0))

    def show_more(self, page: Page[BoardRow]) -> None:
        """Show the next page below."""
        self.cards.lane_model.append_rows(page.rows, page.next)

    def _say_empty(self) -> None:
        say = self._kit.language.say
        text = say("Nothing here under this filter.") if self._is_filtered else say(self.lane.empty)
        self._empty.setText(text)
        self._empty.setVisible(self._count_now == 0)

    def _name_cards(self) -> None:
        title = self._kit.language.say(self.lane.title)
        self.cards.setAccessibleName(f"{title}: {self._count_now}")
