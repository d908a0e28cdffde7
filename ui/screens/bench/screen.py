"""The bench: a scan opens a card and starts the clock; one button says where it goes next."""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from counter.domain import numbers
from counter.domain.cards import AT_WORK, STARTS
from counter.domain.numbers import NumberKind
from counter.domain.refusals import RuleBroken
from counter.domain.rights import may
from counter.domain.states import CardStatus, Role
from counter.storage.questions.bench import BenchCard, bench_card
from counter.storage.questions.lists import ItemKindRow, PersonRow, item_kinds, people
from counter.storage.questions.reading import Page
from counter.wording import sentence
from ui.kit import Kit
from ui.lines import Reply
from ui.screens.bench.decision import gaps_of, primary_of, remark_of
from ui.screens.bench.deeds import BenchDeeds
from ui.screens.bench.finding_card import Found, found_on
from ui.screens.bench.page import ESTIMATE, PARTS, BenchPage
from ui.screens.screen import Screen
from ui.widgets.layouts import column
from ui.widgets.tab_order import TabOrder

#: a scan of these starts the clock; parts that are waited for come by a word, not by a scan
BY_SCAN = (set(STARTS) | AT_WORK) - {CardStatus.AWAIT_PARTS}


class BenchScreen(Screen):
    """The technician's day, one card after the other."""

    name = "bench"
    kinds: ClassVar[frozenset[str]] = frozenset(
        {"repair_card", "work_step", "measurement", "part_used", "estimate", "consent", "part"}
        | {"customer_item", "unit", "item_kind", "person", "stock_entry"}
    )

    claims: ClassVar[frozenset[NumberKind]] = frozenset(
        {NumberKind.CARD, NumberKind.CASE, NumberKind.PART}
    )

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self._number = ""
        self._view: BenchCard | None = None
        self._kinds: dict[str, ItemKindRow] = {}
        self._roles: dict[str, Role] = {}
        self._typed: dict[str, Found] = {}
        self._is_recorded = False  # what stands there was written down; the card is read again
        self._goes_on, self._asked = False, ""  # the card that is being opened
        self.page = BenchPage(kit)
        self.deeds = BenchDeeds(kit, self, self.page.steps.said)
        self.setLayout(column(self.page))
        self._tab_order = TabOrder(self, self.page.stops)
        self._connect()
        self.say_all()

    def _connect(self) -> None:
        page = self.page
        page.queue.opened.connect(self._open_from_queue)
        page.head.wants_case.connect(self._open_case)
        page.finding.changed.connect(self._edited)
        page.finding.left.connect(self.go_on)
        page.finding.wants_save.connect(self._record)
        page.values.measured.connect(self.deeds.measure)
        page.values.changed.connect(self._show_state)
        page.steps.wants_task.connect(self._begin_task)
        page.steps.corrected.connect(self.deeds.correct)
        page.parts.wants_booking.connect(self.deeds.use_part)
        page.parts.taken_back.connect(self.deeds.take_back)
        page.parts.unknown.connect(self._no_part)
        page.parts.changed.connect(self._show_state)
        page.estimate.changed.connect(self._show_state)
        page.estimate.left.connect(self.go_on)
        page.estimate.wants_sending.connect(self._send_estimate)
        page.footer.wants_clock.connect(self.toggle_clock)
        page.footer.wants_parts.connect(self.deeds.wait_for_parts)
        page.footer.accepted.connect(self.accept)
        self._connect_deeds()
        keys = {"Ctrl+Return": self.accept, "Ctrl+P": self.toggle_clock, "Esc": self.close_card}
        for text, method in keys.items():
            shortcut = QShortcut(QKeySequence(text), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(method)

    def _connect_deeds(self) -> None:
        deeds, page = self.deeds, self.page
        deeds.told.connect(self.told)
        deeds.undoable.connect(self.undoable)
        deeds.refused.connect(self._refused)
        deeds.stopped.connect(page.steps.done.clear)
        deeds.corrected.connect(page.steps.close_form)
        deeds.hung.connect(self._goes_on_soon)
        deeds.started.connect(self._goes_on_soon)
        deeds.recorded.connect(self._recorded)
        deeds.ended.connect(page.steps.done.clear)
        deeds.booked.connect(page.parts.booked_now)
        deeds.finished.connect(self._finished)

    # -- what the window asks of a screen

    def title(self) -> str:
        return self.say("Bench")

    def hint(self) -> str:
        return self.say("Scan a card, an item or a part")

    def say_all(self) -> None:
        self._keep_typed()
        self.page.say_all()
        if self._view is not None:
            self._show(self._view)

    def reload(self) -> None:
        desk = self.kit.desk
        desk.ask(item_kinds).then(self._take_kinds)
        desk.ask(people).then(self._take_people)
        self.page.queue.ask()
        if self._number:
            self._read(self._number).then(self._take_card)

    def first(self) -> None:
        if self._view is None:
            self.page.queue.list.start()
        else:
            self.go_on()

    def begin_anew(self) -> None:
        self.close_card()
        self._typed.clear()

    def open_with(self, subject: object) -> None:
        """A card or an item was scanned: open it and start."""
        self._open(str(subject), by_scan=True)

    def scanned(self, code: str) -> bool:
        """A card or item while the bench is open; anything else is a part."""
        try:
            is_part = numbers.parse(code).kind is NumberKind.PART
        except RuleBroken:
            is_part = True
        if not is_part:
            self.open_with(code)
        elif self._view is None and not numbers.plain(code).isdigit():
            return False
        else:
            self._part_scanned(code)
        return True

    # -- deeds of the person at the keyboard

    def close_card(self) -> None:
        """Put the card away; its clock goes on."""
        self._asked = ""
        self._put_away()

    def _put_away(self) -> None:
        self._keep_typed()
        self._number = self.deeds.number = ""
        self._view = None
        self.page.show_nothing()
        self.page.queue.list.start()

    def go_on(self) -> None:
        """To the first gap, or to the button."""
        gaps = self._gaps()
        footer = self.page.footer
        target = gaps[0][1] if gaps else footer.go if footer.go.isVisibleTo(self) else footer.pause
        if not gaps and not target.isVisibleTo(self):
            target = self.page.queue.list
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def toggle_clock(self) -> None:
        """Start or stop the technician's own clock on the open card."""
        if self._view is None:
            return
        if self._runs_here():
            self.deeds.stop()
        else:
            self._start()

    def accept(self) -> None:
        """Do what the one button says, or go to the first gap."""
        primary = self._primary()
        if self._view is None or not primary:
            return
        books_first = primary == "finish" and self.page.parts.is_pending()
        if self._gaps() and not books_first:
            self.go_on()
            return
        deeds = {
            "hang": self.deeds.hang,
            "start": self._start,
            "record": self._record,
            "estimate": self._record_and_send,
            "finish": self._finish,
            "inspect": self._inspect,
        }
        deeds[primary]()

    # -- opening

    def _open_from_queue(self, number: str) -> None:
        self._goes_on = True
        self._open(number, by_scan=False)

    def _open(self, number: str, *, by_scan: bool) -> None:
        self._keep_typed()
        self._asked = number
        self._read(number).then(self._opened, number, by_scan).sorry(self._refused)

    def _read(self, number: str) -> Reply:
        return self.kit.desk.ask(bench_card, number=number, language=self.kit.language.code)

    def _opened(self, view: BenchCard, asked: str, by_scan: bool) -> None:
        if asked != self._asked:
            return  # another was scanned since, or the card was put away
        other = self._number != view.card.number
        self._keep_typed()
        self._number = self.deeds.number = view.card.number
        self._is_recorded = False
        self.page.turn_to(PARTS)
        self._show(view)
        if by_scan:
            self._scan_starts(view, again=not other)
        self._goes_on = self._goes_on or other
        self._go_on_once()

    def _scan_starts(self, view: BenchCard, *, again: bool) -> None:
        status = view.card.status
        if status is CardStatus.OPENED and again:
            self.deeds.hang()
        elif status is CardStatus.OPENED:
            self.objected.emit(self.say("The card does not hang yet: scan the label on the item."))
        elif status in BY_SCAN and not self._runs_here():
            self._start()

    def _take_card(self, view: BenchCard) -> None:
        if view.card.number == self._number:
            self._keep_typed()
            self._is_recorded = False
            self._show(view)
            self._go_on_once()

    def _go_on_once(self) -> None:
        if self._goes_on:
            self._goes_on = False
            self.go_on()

    def _keep_typed(self) -> None:
        """What was typed of a finding stays when the card is looked at again."""
        if self._view is not None:
            typed = self.page.finding.typed()
            if typed != found_on(self._view) and not self._is_recorded:
                self._typed[self._view.card.number] = typed
            else:
                self._typed.pop(self._view.card.number, None)

    # -- deeds

    def _elsewhere(self) -> str:
        """The other card on which the technician's clock runs."""
        running = self.page.queue.running
        return running.card_number if running and running.card_number != self._number else ""

    def _runs_here(self) -> bool:
        me = self.kit.desk.person_code
        steps = self._view.steps if self._view else []
        return any(s.ended_at is None and s.technician_code == me for s in steps)

    def _start(self, task: str = "") -> None:
        self.deeds.start(leaving=self._elsewhere(), task=task)

    def _begin_task(self, code: str) -> None:
        task = self.page.steps.task_text(code)
        if self._runs_here():
            self.deeds.next_task(task)
        else:
            self._start(task)

    def _record(self) -> None:
        self.deeds.record(self.page.finding.typed().facts())

    def _recorded(self) -> None:
        self._typed.pop(self._number, None)
        self._is_recorded = True
        self._goes_on = True  # the button that was pressed may be gone

    def _record_and_send(self) -> None:
        finding = self.page.finding.typed().facts()
        self.deeds.send(self.page.estimate.facts(), finding)

    def _send_estimate(self) -> None:
        if self.page.estimate.gaps():
            self.page.estimate.first()
        else:
            self.deeds.send(self.page.estimate.facts())

    def _finish(self) -> None:
        if self.page.parts.is_pending():
            self.page.parts.book()
        else:
            self.deeds.finish(no_parts_used=self.page.parts.none.isChecked())

    def _finished(self) -> None:
        self.page.steps.done.clear()
        self._put_away()

    def _open_case(self) -> None:
        if self._view is not None:
            self.wants.emit("case", self._view.case_number)

    def _inspect(self) -> None:
        self.wants.emit("inspection", self._number)

    def _goes_on_soon(self) -> None:
        self._goes_on = True  # as soon as the card was read again

    def _part_scanned(self, code: str) -> None:
        if self._view is None:
            self.objected.emit(self.say("Open a card first, then scan its parts."))
            return
        status = self._view.card.status
        if status not in AT_WORK:
            facts = {"number": self._number, "status": status.value}
            self._refused(RuleBroken("card.not_at_work", **facts))
            return
        self.page.turn_to(PARTS)
        self.page.parts.take(code)

    def _no_part(self, code: str) -> None:
        self._refused(RuleBroken("part.unknown", part=code))

    def _refused(self, refusal: RuleBroken) -> None:
        if self.page.steps.is_correcting():
            text = sentence(refusal.rule, refusal.facts, self.kit.language.words)
            self.page.steps.refuse(text)
        self.page.values.table.ask_again()
        self.refused.emit(refusal)

    # -- what is shown

    def _take_kinds(self, page: Page[ItemKindRow]) -> None:
        self._kinds = {kind.code: kind for kind in page.rows}
        self.page.queue.use_kinds(self._kinds)
        if self._view is not None:
            self._keep_typed()
            self._show(self._view)

    def _take_people(self, page: Page[PersonRow]) -> None:
        self._roles = {one.code: one.role for one in page.rows}

    def _edited(self) -> None:
        if self._primary() == "estimate":
            self.page.turn_to(ESTIMATE)
        self._show_state()

    def _may(self, right: str) -> bool:
        role = self._roles.get(self.kit.desk.person_code)
        return role is not None and may(role, right)

    def _show(self, view: BenchCard) -> None:
        before = self._view
        self._view = view
        kind = self._kinds.get(view.unit.kind_code)
        found = self._typed.get(view.card.number) or found_on(view)
        me, any_step = self.kit.desk.person_code, self._may("correct_any_step")
        self.page.show_card(view, kind, found, me=me, any_step=any_step)
        waits = view.card.status is CardStatus.AWAIT_APPROVAL
        if waits and (before is None or before.card.status is not view.card.status):
            self.page.turn_to(ESTIMATE)
        self._tab_order.lead()
        self._show_state()

    def _primary(self) -> str:
        return primary_of(self._view, self.page, may_inspect=self._may("inspect"))

    def _gaps(self) -> list[tuple[str, QWidget]]:
        return gaps_of(self._primary(), self.page, self.kit)

    def _show_state(self) -> None:
        view = self._view
        if view is None:
            return
        me = self.kit.desk.person_code
        joins = any(s.ended_at is None and s.technician_code != me for s in view.steps)
        self.page.footer.show_card(view, me, self._primary(), joins)
        names = [name for name, _ in self._gaps()]
        self.page.footer.say_gaps(names, remark_of(view, self.page, self.kit))
        estimate = [name for name, _ in self.page.estimate.gaps()]
        self.page.estimate.say_gaps(estimate)
        self.page.steps.show_tasks(
            offered=view.card.status in AT_WORK or self._primary() == "start"
        )
