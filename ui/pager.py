"""Leafs through a long list by keys: asks for pages as they are needed, in both directions."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from counter.domain.refusals import RuleBroken
from ui.desk import Desk

MOST_IN_VAIN = 200  # pages without a match, one after the other: then somebody says go on


class Pager(QObject):
    """One list that is being read: `began` with new rows, `grew` at its end or its beginning."""

    began = Signal(list)
    grew = Signal(list)  # rows behind those shown
    grew_before = Signal(list)  # rows before them, in their order
    moved_on = Signal()  # how far it was read has changed
    refused = Signal(object)

    def __init__(self, desk: Desk, question: Callable[..., Any], parent: QObject):
        super().__init__(parent)
        self._desk, self._question = desk, question
        self._facts: dict[str, Any] = {}
        self._direction = "new"  # what the page under way is: new, last, after, before
        self._under_way = 0  # pages asked for; only the last one asked for anew counts
        self._skipped = 0
        self._in_vain = 0
        self._after: str | None = None
        self._before: str | None = None
        self._has_rows = False
        self.came_to_at: int | None = None

    @property
    def is_reading(self) -> bool:
        """Whether a page is under way."""
        return self._under_way > self._skipped

    @property
    def has_more(self) -> bool:
        """Whether rows follow that were not read yet."""
        return self._after is not None

    @property
    def has_more_before(self) -> bool:
        """Whether rows stand before the first one shown."""
        return self._before is not None

    def begin(self, **facts: Any) -> None:
        """Read from the beginning of the list, narrowed by these facts."""
        self._facts = facts
        self._start("new")

    def go_to_end(self) -> None:
        """Read from the end of the list."""
        self._start("last")

    def go_to_start(self) -> None:
        """Read from the beginning once more."""
        self._start("new")

    def more(self) -> None:
        """Read the page that follows."""
        if self._after is not None and not self.is_reading:
            self._in_vain = 0
            self._ask("after", after=self._after)

    def more_before(self) -> None:
        """Read the page that stands before."""
        if self._before is not None and not self.is_reading:
            self._in_vain = 0
            self._ask("before", after=self._before, oldest_first=True)

    def stop(self) -> None:
        """Look no further for now."""
        self._skipped = self._under_way
        self.moved_on.emit()

    def _start(self, direction: str) -> None:
        self._skipped = self._under_way
        self._after = self._before = None
        self._in_vain, self._has_rows, self.came_to_at = 0, False, None
        more = {"oldest_first": True} if direction == "last" else {}
        self._ask(direction, **more)

    def _ask(self, direction: str, **more: Any) -> None:
        self._direction = direction
        self._under_way += 1
        reply = self._desk.ask(self._question, **self._facts, **more)
        reply.then(self._take).sorry(self._refuse).after(self._count)
        self.moved_on.emit()

    def _count(self) -> None:
        self._under_way -= 1
        if self._skipped:
            self._skipped -= 1
        self.moved_on.emit()

    def _take(self, page: Any) -> None:
        if self._skipped:
            return
        rows, direction = list(page.rows), self._direction
        self.came_to_at = page.came_to_at
        backwards = direction in ("last", "before")
        if backwards:
            self._before = page.next
            rows.reverse()
        else:
            self._after = page.next
        if direction in ("new", "last") and not self._has_rows:
            self.began.emit(rows)
        else:
            (self.grew_before if backwards else self.grew).emit(rows)
        self._has_rows = self._has_rows or bool(rows)
        if not rows and page.next and self._in_vain < MOST_IN_VAIN:
            self._in_vain += 1
            more = {"oldest_first": True} if backwards else {}
            self._ask(direction, after=page.next, **more)

    def _refuse(self, refusal: RuleBroken) -> None:
        if not self._skipped:
            self.refused.emit(refusal)
