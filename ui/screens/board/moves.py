"""Which act moves a card to the lane beside it, and which one takes it back."""

from typing import Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from counter.domain.choices import Destination, WaitCause
from counter.domain.refusals import RuleBroken
from counter.storage.questions.board import BoardRow, OpenState
from counter.storage.questions.lists import ShelfRow, shelves
from counter.storage.questions.reading import Page
from ui.kit import Kit
from ui.screens.board.lanes import LANES, name_of, short_name
from ui.undo import Reversal

SHELF = 0
AT_WORK = frozenset({OpenState.REPAIRING, OpenState.DIAGNOSING})


class Moves(QObject):
    """Does what an arrow with Ctrl asks, where an act allows it."""

    told = Signal(str)
    objected = Signal(str)
    undoable = Signal(str, object)
    refused = Signal(object)

    def __init__(self, kit: Kit, view: QWidget):
        super().__init__(view)
        self._kit, self._view = kit, view
        self.menu = QMenu(view)
        self.menu.triggered.connect(self._shelf_chosen)
        self._moved: BoardRow | None = None
        self._shown: BoardRow | None = None  # whose shelf the menu asks for
        self._where = QPoint()

    def push(self, card: BoardRow, by: int, where: QPoint) -> None:
        """Move a card one lane on or back, or (0) ask for its shelf at that place."""
        self._moved, self._where = card, where
        if by == SHELF:
            self._kit.desk.ask(shelves).then(self._offer_shelves, card)
            return
        act = self._act(card, by)
        if act is None:
            self._say_not_here(card)
            return
        name, facts, way_back = act
        place = next(n for n, lane in enumerate(LANES) if card.state in lane.states)
        lane = self._kit.language.say(LANES[place + by].title)
        text = f"{short_name(card)} → {lane}"
        self._kit.desk.do(name, **facts).then(self._done, text, way_back).sorry(self._refuse)

    def _act(self, card: BoardRow, by: int) -> tuple[str, dict[str, Any], Reversal | None] | None:
        """The act, its facts, and the one that takes it back where there is one."""
        number = {"card_number": card.card_number}
        waits = number | {"cause": WaitCause.OUTLET}
        if card.state is OpenState.AWAIT_PARTS and by == 1:
            return "start_work", number, Reversal("wait_for_parts", waits)
        if card.state in (OpenState.APPROVED, OpenState.REPAIRING) and by == -1:
            return "wait_for_parts", waits, Reversal("start_work", number)
        if card.state is OpenState.REPAIRING and by == 1:
            return "finish_repair", number, None
        return None

    def _say_not_here(self, card: BoardRow) -> None:
        say = self._kit.language.say
        text = say("{item} goes on by the work itself: Enter opens it.", item=name_of(card))
        self.objected.emit(text)

    def _offer_shelves(self, page: Page[ShelfRow], card: BoardRow) -> None:
        if card is not self._moved or not self._view.isEnabled() or not self._view.isVisible():
            return  # another card was moved since, the board was left, or the window locked
        self.menu.clear()
        self._shown, say = card, self._kit.language.say
        for shelf in page.rows:
            if shelf.name != card.shelf:
                action = self.menu.addAction(shelf.name)
                action.setData(shelf.number)
        if self.menu.isEmpty():
            self.objected.emit(
                say("There is no other shelf. The manager adds shelves in the settings.")
            )
            return
        self.menu.setTitle(say("Shelf"))
        self.menu.setAccessibleName(say("Shelf"))
        self.menu.setActiveAction(self.menu.actions()[0])
        self.menu.popup(self._where)

    def _shelf_chosen(self, action: QAction) -> None:
        card = self._shown
        if card is None:
            return
        facts = {"number": card.case_number, "to": Destination.SHELF}
        way_back = None
        if card.shelf:
            way_back = Reversal("move_item", facts | {"shelf": card.shelf})
        elif card.state in AT_WORK:
            way_back = Reversal("move_item", facts | {"to": Destination.BENCH})
        name = action.text()
        text = self._kit.language.say(
            "{item} is on shelf {name} now", item=name_of(card), name=name
        )
        reply = self._kit.desk.do("move_item", **facts, shelf=str(action.data()))
        reply.then(self._done, text, way_back).sorry(self._refuse)

    def _done(self, _answer: object, text: str, way_back: Reversal | None) -> None:
        if way_back is None:
            self.told.emit(text)
        else:
            self.undoable.emit(text, way_back)

    def _refuse(self, refusal: RuleBroken) -> None:
        self.refused.emit(refusal)
