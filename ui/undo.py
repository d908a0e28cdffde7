"""What can still be taken back: reversing acts, the last one first. Nothing is ever unwritten."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal

from counter.domain.refusals import RuleBroken
from ui.kit import Kit

MOST = 20


@dataclass(frozen=True, slots=True)
class Reversal:
    """The act that takes another one back, and its facts."""

    act: str
    facts: dict[str, Any] = field(default_factory=dict)


Way = Reversal | Callable[[], object]


class UndoStack(QObject):
    """Acts of one person, each with its way back."""

    told = Signal(str)
    refused = Signal(object)

    def __init__(self, kit: Kit, parent: QObject):
        super().__init__(parent)
        self._kit = kit
        self._ways: list[tuple[str, Way]] = []

    def push(self, text: str, way: Way) -> None:
        """Keep the way back from what `text` says; a screen's method stands here once only."""
        kept = [one for one in self._ways if isinstance(one[1], Reversal) or one[1] != way]
        self._ways = [*kept, (text, way)][-MOST:]

    def undo(self) -> None:
        """Take back what was done last."""
        if not self._ways:
            self.told.emit(self._kit.language.say("There is nothing to undo."))
            return
        text, way = self._ways.pop()
        if isinstance(way, Reversal):
            reply = self._kit.desk.do(way.act, **way.facts)
            reply.then(self._undone, text).sorry(self._refuse)
        else:
            way()

    def clear(self) -> None:
        """Somebody else is here: what others did stays."""
        self._ways = []

    def _undone(self, _answer: object, text: str) -> None:
        self.told.emit(self._kit.language.say("Undone: {what}", what=text))

    def _refuse(self, refusal: RuleBroken) -> None:
        self.refused.emit(refusal)
