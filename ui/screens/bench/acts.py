"""Acts one after the other: what follows waits for what comes before, and falls with it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal

from counter.domain.refusals import RuleBroken
from ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Todo:
    """One act to do, and its facts."""

    act: str
    facts: dict[str, Any] = field(default_factory=dict[str, Any])


class Acts(QObject):
    """Runs a short row of acts; a second row begins only when the first has ended."""

    refused = Signal(object)

    def __init__(self, desk: Desk, parent: QObject):
        super().__init__(parent)
        self._desk = desk
        self._left: list[Todo] = []
        self._then: Callable[[Any], object] | None = None
        self._runs = False
        self._answered = self._ended_acts = 0

    def run(self, *deeds: Todo, then: Callable[[Any], object] | None = None) -> bool:
        """Do these; `then` gets the answer of the last one. False while others are being done."""
        if self._runs or not deeds:
            return False
        self._runs, self._left, self._then = True, list(deeds), then
        self._answered = self._ended_acts = 0
        self._do_next()
        return True

    def _do_next(self) -> None:
        deed = self._left.pop(0)
        reply = self._desk.do(deed.act, **deed.facts)
        reply.then(self._go_on).sorry(self._refuse).after(self._ended)

    def _go_on(self, answer: Any) -> None:
        self._answered += 1
        if self._left:
            self._do_next()
            return
        self._runs = False
        then, self._then = self._then, None
        if then is not None:
            then(answer)

    def _refuse(self, refusal: RuleBroken) -> None:
        self._answered += 1
        self._left, self._then, self._runs = [], None, False
        self.refused.emit(refusal)

    def _ended(self) -> None:
        """A fault of ours answers nothing: the next row may begin all the same."""
        self._ended_acts += 1
        if self._answered < self._ended_acts:
            self._left, self._then, self._runs = [], None, False
