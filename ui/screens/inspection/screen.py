"""Inspection: the supervisor measures again, looks, and passes a repair or sends it back."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from counter.domain import numbers
from counter.domain.numbers import NumberKind
from counter.domain.refusals import RuleBroken
from counter.domain.states import CardStatus
from counter.storage.questions.inspection import InspectionView, inspection_view
from counter.storage.questions.lists import ItemKindRow, ShelfRow, item_kinds, shelves
from counter.storage.questions.reading import Page
from counter.wording import sentence
from ui.kit import Kit
from ui.screens.inspection.queue_panel import QueuePanel
from ui.screens.inspection.repair_cards import ChecksCard, DoneStrip, RepairHead, ValuesCard
from ui.screens.inspection.verdict_panel import VerdictPanel
from ui.screens.screen import Screen
from ui.widgets.labels import label
from ui.widgets.layouts import ROOMY, aside_width, column, framed, holder, row, scrolled, stretched
from ui.widgets.marks import KindTile
from ui.widgets.measure_table import Measure
from ui.widgets.tab_order import TabOrder

TALL, EMPTY_WIDTH = 640, 440


@dataclass(frozen=True, slots=True)
class Begun:
    """What was ticked and said of a repair before another one was opened."""

    ticked: list[str] = field(default_factory=list[str])
    unneeded: bool = False
    reasons: list[str] = field(default_factory=list[str])
    note: str = ""
    shelf: str = ""


class InspectionScreen(Screen):
    """The supervisor's 验讫, by the act `inspect`."""

    name = "inspection"
    kinds: ClassVar[frozenset[str]] = frozenset(
        {"repair_card", "work_step", "measurement", "part_used", "customer_item", "unit"}
        | {"item_kind", "shelf", "setting", "person"}
    )
    claims: ClassVar[frozenset[NumberKind]] = frozenset(
        {NumberKind.CARD, NumberKind.CASE, NumberKind.SHELF}
    )

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self._number = self._asked = ""  # what is open, and what is being opened
        self._view: InspectionView | None = None
        self._kinds: dict[str, ItemKindRow] = {}
        self._shelves: list[ShelfRow] = []
        self._begun: dict[str, Begun] = {}
        self._sending = False
        self.queue, self.head = QueuePanel(kit), RepairHead(kit)
        self.values, self.checks, self._done = ValuesCard(kit), ChecksCard(kit), DoneStrip(kit)
        self.verdict = VerdictPanel(kit)
        self._empty_title, self._empty = label("", "page", wrap=True), label("", "muted", wrap=True)
        self._middle = QStackedWidget()
        self._nothing, self._repair = self._build_empty(), self._build_repair()
        self._middle.addWidget(self._nothing)
        self._middle.addWidget(self._repair)
        self.setLayout(stretched(row(self.queue, self._middle, self.verdict, gap=0), 0, 1, 0))
        self._tab_order = TabOrder(self, self._tab_stops)
        self._connect()
        self.say_all()
        self._show_nothing()

    def _build_repair(self) -> QWidget:
        parts = (self.head, self.values, self.checks, self._done)
        return scrolled(holder(column(*parts, 1, gap=12, margins=(10, 14, 16, 12))))

    def _build_empty(self) -> QWidget:
        tile = KindTile(self.kit.theme, "badge-check", 64)
        inside = column(tile, self._empty_title, self._empty, gap=10, margins=(32, 28, 32, 24))
        inside.setAlignment(tile, Qt.AlignmentFlag.AlignLeft)
        card = framed(inside)
        card.setMaximumWidth(EMPTY_WIDTH)
        return holder(column(2, stretched(row(1, card, 1), 1, 6, 1), 3, margins=(10, 0, 16, 0)))

    def _connect(self) -> None:
        self.queue.opened.connect(self._open)
        self.head.wants_case.connect(self._open_case)
        self.values.measured.connect(self._measured)
        self.values.changed.connect(self._show_state)
        self.checks.changed.connect(self._show_state)
        self.verdict.changed.connect(self._show_state)
        self.verdict.passed.connect(self.accept)
        self.verdict.failed.connect(self.send_back)
        for keys, method in (("Ctrl+Return", self.accept), ("Esc", self.close_repair)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(method)

    # -- what the window asks of a screen

    def title(self) -> str:
        return self.say("Inspection")

    def hint(self) -> str:
        return self.say("Scan a card, an item or a shelf")

    def say_all(self) -> None:
        for part in (self.queue, self.head, self.values, self.checks, self.verdict):
            part.say_all()
        self._empty_title.setText(self.say("Scan a finished repair"))
        self._empty.setText(self.say("The card or the item opens it. Or choose one at the left."))
        if self._view is not None:
            self._show(self._view)

    def reload(self) -> None:
        desk = self.kit.desk
        desk.ask(item_kinds).then(self._take_kinds)
        desk.ask(shelves).then(self._take_shelves)
        self.queue.ask()
        if self._number:
            self._ask(self._number, opens=False)

    def first(self) -> None:
        if self._view is None:
            self.queue.list.start()
        else:
            self.go_on()

    def begin_anew(self) -> None:
        self.close_repair()
        self._begun.clear()

    def open_with(self, subject: object) -> None:
        self._open(str(subject))

    def scanned(self, code: str) -> bool:
        """A card or item opens; a shelf is where the open repair goes once it has passed."""
        try:
            kind = numbers.parse(code).kind
        except RuleBroken:
            kind = None
        if kind in (NumberKind.CARD, NumberKind.CASE):
            self._open(code)
            return True
        shelf = self._shelf_of(code)
        if self._view is None or shelf is None:
            return False
        self.verdict.shelf.setText(shelf.name)
        self.go_on()
        return True

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self.queue.make_room(roomy=self.width() >= ROOMY)
        self.verdict.setFixedWidth(aside_width(self.width()))
        self.verdict.slip.setVisible(self.height() >= TALL)

    # -- deeds

    def close_repair(self) -> None:
        """Put the repair away; what was ticked is kept with it."""
        self._keep()
        self._asked = ""
        self._put_away()

    def _put_away(self) -> None:
        self._number, self._view = "", None
        self._show_nothing()
        self.queue.list.start()

    def go_on(self) -> None:
        """To the first gap, or to the button."""
        gaps = self._gaps()
        target = gaps[0][1] if gaps else self.verdict.go
        if not target.isVisibleTo(self):
            target = self.queue.list
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def accept(self) -> None:
        """Pass the repair, or go to the first gap; a reason for failing is never passed over."""
        if self._view is None or self._sending:
            return
        if self.verdict.reason():
            self.verdict.ask_which()
            return
        if self._gaps():
            self.go_on()
            return
        self.values.table.hand_on()
        shelf = self.verdict.shelf.text().strip()
        self._inspect(passed=True, shelf=shelf)

    def send_back(self) -> None:
        """Fail the repair, with its reason."""
        if self._view is None or self._sending:
            return
        if not self.verdict.reason():
            self.verdict.ask_why()
            return
        self._inspect(passed=False, reason=self.verdict.reason())

    def _inspect(self, **facts: Any) -> None:
        self._sending = True
        checks = [*self.checks.texts(), *self.values.texts()]
        reply = self.kit.desk.do("inspect", card_number=self._number, checks=checks, **facts)
        reply.then(self._inspected, self._number).sorry(self._refused).after(self._sent)

    def _inspected(self, answer: Any, number: str) -> None:
        passed = answer.card_status is CardStatus.PASSED
        text = self.say("Passed: the item is ready to be fetched")
        if not passed:
            text = self.say("Failed: the card is back at the bench")
        elif answer.self_inspected:
            text = self.say("Passed by yourself: printed on the card and counted")
        if number == self._number:
            self._put_away()
        self._begun.pop(number, None)
        self.told.emit(text)

    def _sent(self) -> None:
        self._sending = False

    def _measured(self, measure: Measure, value: str) -> None:
        facts = {"name": measure.name, "value": value, "unit": measure.unit}
        limits = {"low": measure.low, "high": measure.high}
        reply = self.kit.desk.do("record_test", card_number=self._number, **facts, **limits)
        reply.sorry(self._refused)

    def _refused(self, refusal: RuleBroken) -> None:
        text = sentence(refusal.rule, refusal.facts, self.kit.language.words)
        self.verdict.missing.setText(text)
        self.values.table.ask_again()
        self.refused.emit(refusal)

    def _open_case(self) -> None:
        if self._view is not None:
            self.wants.emit("case", self._view.work.case_number)

    # -- what is shown

    def _open(self, number: str) -> None:
        self._keep()
        self._asked = number
        self._ask(number, opens=True)

    def _ask(self, number: str, *, opens: bool) -> None:
        facts = {"number": number, "language": self.kit.language.code}
        reply = self.kit.desk.ask(inspection_view, **facts)
        reply.then(self._take, number, opens).sorry(self._refused)

    def _take(self, view: InspectionView, asked: str, opens: bool) -> None:
        if asked != (self._asked if opens else self._number):
            return  # another one was opened since, or it was put away
        card = view.work.card
        is_other = card.number != self._number
        if card.status is not CardStatus.AWAIT_INSPECTION:
            self._not_waiting(view)
            return
        if is_other:
            self._keep()
            self._number = card.number
            self.verdict.clear()
        else:
            self._keep()
        self._show(view)
        if is_other:
            self.go_on()

    def _not_waiting(self, view: InspectionView) -> None:
        """Not (or no longer) for the supervisor: the case tells where it stands."""
        if view.work.card.number == self._number:
            self.close_repair()
        else:
            self.wants.emit("case", view.work.case_number)

    def _keep(self) -> None:
        if self._view is None:
            return
        verdict = self.verdict
        self._begun[self._number] = Begun(
            self.checks.ticked(),
            self.values.is_unneeded(),
            verdict.reasons.value(),
            verdict.note.toPlainText(),
            verdict.shelf.text(),
        )

    def _show(self, view: InspectionView) -> None:
        self._view = view
        me, kind = self.kit.desk.person_code, self._kinds.get(view.work.unit.kind_code)
        begun = self._begun.get(view.work.card.number, Begun())
        self.head.show_repair(view, kind)
        self.values.show_repair(view, me, unneeded=begun.unneeded)
        self.checks.show_repair(view, kind, begun.ticked)
        self._done.show_repair(view)
        self.verdict.show_repair(view, kind, me)
        self._fill(begun)
        self.queue.list.show_open(view.work.card.number)
        self._middle.setCurrentWidget(self._repair)
        self.verdict.show()
        self._tab_order.lead()
        self._show_state()

    def _fill(self, begun: Begun) -> None:
        verdict = self.verdict
        verdict.reasons.choose(begun.reasons)
        if verdict.note.toPlainText() != begun.note:
            verdict.note.setPlainText(begun.note)
        if verdict.shelf.text() != begun.shelf:
            verdict.shelf.setText(begun.shelf)

    def _show_nothing(self) -> None:
        self.queue.list.show_open("")
        self._middle.setCurrentWidget(self._nothing)
        self.verdict.hide()

    def _gaps(self) -> list[tuple[str, QWidget]]:
        """What a pass still needs."""
        found: list[tuple[str, QWidget]] = []
        for name in self.values.over_limit():
            line = next(one for one in self.values.table.rows if one.measure.name == name)
            found.append((self.say("{test} within its limits", test=name), line.edit))
        for line in self.values.table.unreadable():
            found.append((self.say("{test} as a number", test=line.measure.name), line.edit))
        names = self.values.unmeasured()
        if names and not self.values.is_unneeded():
            say_n = self.kit.language.say_n
            text = say_n("{n} value to measure", "{n} values to measure", len(names))
            found.append((text, self.values.unneeded))
        return found + self._points()

    def _points(self) -> list[tuple[str, QWidget]]:
        return [(tick.text(), tick) for tick in self.checks.open_ones()]

    def _show_state(self) -> None:
        if self._view is None:
            return
        open_points = len(self.checks.open_ones())
        gaps = self._gaps()
        names = [name for name, _ in gaps[: len(gaps) - open_points]]
        if open_points:
            say_n = self.kit.language.say_n
            names.append(say_n("{n} point to tick", "{n} points to tick", open_points))
        self.verdict.say_gaps(names)
        if self.verdict.reason():
            self.verdict.say_reason_stands()

    def _shelf_of(self, code: str) -> ShelfRow | None:
        plain = numbers.plain(code)
        same = (s for s in self._shelves if plain == s.number or code.upper() == s.name.upper())
        return next(same, None)

    def _take_kinds(self, page: Page[ItemKindRow]) -> None:
        self._kinds = {kind.code: kind for kind in page.rows}
        self.queue.use_kinds(self._kinds)

    def _take_shelves(self, page: Page[ShelfRow]) -> None:
        self._shelves = page.rows

    def _tab_stops(self) -> list[QWidget]:
        values = (*self.values.table.stops(), self.values.unneeded)
        middle = (self.head.case, *values, *self.checks.ticks.values())
        return [self.queue.list, *middle, *self.verdict.stops()]
