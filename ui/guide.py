"""Leads a scan to its screen; a shelf scanned after an item moves the item there."""

from PySide6.QtCore import QObject, Signal

from counter.domain.choices import Destination
from counter.domain.refusals import RuleBroken
from counter.domain.states import Role
from counter.storage.questions.scans import Scanned, scanned
from ui.kit import Kit
from ui.navigation import may_open
from ui.routing import PART, SHELF, way_of
from ui.undo import Reversal

IN_HAND_MS = 60_000  # so long an item that was scanned is still in somebody's hands


class Guide(QObject):
    """Knows the item scanned last and asks where a number leads."""

    opened = Signal(str, object)
    refused = Signal(object)
    told = Signal(str)
    objected = Signal(str)
    undoable = Signal(str, object)

    def __init__(self, kit: Kit, parent: QObject):
        super().__init__(parent)
        self._kit = kit
        self._in_hand: Scanned | None = None
        self._scanned_at = 0

    def forget(self) -> None:
        """Somebody else is here: nothing is in his hands yet."""
        self._in_hand = None

    def lead(self, code: str, role: Role, *, is_scanned: bool = False) -> bool:
        """Lead a number to its screen; False when it is no paper's number."""
        way = way_of(code, role, self._look, is_scanned=is_scanned)
        if way.refusal is not None:
            self.refused.emit(way.refusal)
        elif way.screen == SHELF and way.found is not None:
            self._shelf(way.found, role)
        elif way.screen == PART and way.found is not None:
            self.told.emit(f"{way.found.name}  {self._kit.figures.number(way.number)}")
        elif way.screen:
            self._take_in_hand(way.found)
            self.opened.emit(way.screen, way.number)
        else:
            return False
        return True

    def _look(self, number: str) -> Scanned:
        return self._kit.desk.glance(scanned, number=number)

    def _take_in_hand(self, found: Scanned | None) -> None:
        self._in_hand = found if found is not None and found.is_here else None
        self._scanned_at = self._kit.now()

    def _shelf(self, shelf: Scanned, role: Role) -> None:
        item, self._in_hand = self._in_hand, None
        is_in_hand = self._kit.now() - self._scanned_at <= IN_HAND_MS
        if item is not None and is_in_hand:
            facts = {"number": item.case_number, "to": Destination.SHELF, "shelf": shelf.number}
            reply = self._kit.desk.do("move_item", **facts)
            reply.then(self._moved, item, shelf).sorry(self._refuse)
        elif may_open(role, "shelves"):
            self.opened.emit("shelves", shelf.number)
        else:
            say = self._kit.language.say
            text = say("Shelf {name}: scan the item first, then its shelf.", **_of(shelf))
            self.objected.emit(text)

    def _moved(self, _case: object, item: Scanned, shelf: Scanned) -> None:
        text = self._kit.language.say("{item} is on shelf {name} now", item=item.name, **_of(shelf))
        if not item.shelf:
            self.told.emit(text)
            return
        facts = {"number": item.case_number, "to": Destination.SHELF, "shelf": item.shelf}
        self.undoable.emit(text, Reversal("move_item", facts))

    def _refuse(self, refusal: RuleBroken) -> None:
        self.refused.emit(refusal)


def _of(shelf: Scanned) -> dict[str, str]:
    return {"name": shelf.name}
