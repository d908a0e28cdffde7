"""The till's page: the days, what one of them brought, and the drawer."""

from datetime import date, timedelta
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from counter.domain.choices import PaymentMethod
from counter.domain.refusals import RuleBroken
from counter.storage.questions.reading import Page
from counter.storage.questions.till import (
    DayBalance,
    TillCountView,
    TillDay,
    TillLine,
    till_day,
    till_days,
)
from counter.wording import sentence
from ui.dialogs.export import ExportDialog
from ui.exporting import Listing
from ui.figures import SIGNS
from ui.kit import Kit
from ui.screens.screen import Screen
from ui.screens.till.cells import (
    COUNT_COLUMNS,
    DAY_COLUMNS,
    LINE_COLUMNS,
    TAKING_COLUMNS,
    Cells,
)
from ui.screens.till.drawer_card import DrawerCard
from ui.screens.till.listing import till_listing
from ui.screens.till.reversal_card import ReversalCard
from ui.widgets.buttons import Button
from ui.widgets.day_edit import DayEdit
from ui.widgets.labels import label
from ui.widgets.layouts import column, framed, holder, row, scrolled, stretched
from ui.widgets.ledger import HEAD, Ledger
from ui.widgets.settling import Settling
from ui.widgets.tab_order import TabOrder

LIST_WIDTH, SIDE_WIDTH, ROOMY = 264, 320, 26
WIDE = 1100  # px, from here on there is room for the list of days
MOST_TAKINGS = 7  # rows of the upper table without scrolling
MOST_COUNTS = 3  # rows of the lower one


class TillScreen(Screen):
    """What a day brought, and what lay in the drawer in its evening."""

    name = "till"
    kinds: ClassVar[frozenset[str]] = frozenset({"payment", "settlement", "customer", "till_count"})

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self._cells = Cells(kit)
        self.days = Ledger(kit.theme, DAY_COLUMNS, ROOMY)
        self.takings = Ledger(kit.theme, TAKING_COLUMNS, ROOMY)
        self.lines = Ledger(kit.theme, LINE_COLUMNS, 22)
        self.counts = Ledger(kit.theme, COUNT_COLUMNS, 22)
        self.day = DayEdit()
        self.before, self.after = Button(kit.theme), Button(kit.theme)
        self.save = Button(kit.theme, "", "download")
        self.drawer, self.reversal = DrawerCard(kit), ReversalCard(kit)
        self._title, self._none = label("", "title"), label("", "muted", wrap=True)
        self._trouble = label("", "hint", tone="danger")
        self._stack = QStackedWidget()
        self._balances: list[DayBalance] = []
        self._next_days: str | None = None
        self._next_lines: str | None = None
        self._shown: TillDay | None = None
        self._rows: list[TillLine] = []
        self._is_keeping = False
        self._settling = Settling(self)
        self._build()
        self._tab_order = TabOrder(self, self.stops)
        self.say_all()
        self._connect()

    # -- build

    def _build(self) -> None:
        for button, sign in ((self.before, "◂"), (self.after, "▸")):
            button.setText(sign)
            button.setFixedWidth(40)
        left = self._left = framed(column(self.days, gap=0, margins=(1, 1, 1, 1)))
        left.setFixedWidth(LIST_WIDTH)
        head = stretched(row(self._title, self.before, self.day, self.after, self.save, gap=4), 1)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._trouble.hide()
        takings = framed(column(self.takings, gap=0, margins=(1, 1, 1, 1)))
        lines = framed(column(self.lines, gap=0, margins=(1, 1, 1, 1)))
        both = holder(stretched(column(takings, lines, gap=10), 0, 1))
        self._stack.addWidget(both)
        self._stack.addWidget(framed(column(1, self._none, 1, margins=(40, 0, 40, 0))))
        self._counts = framed(column(self.counts, gap=0, margins=(1, 1, 1, 1)))
        self._counts.hide()
        parts = (head, self._trouble, self._stack, self._counts)
        middle = stretched(column(*parts, gap=8), 0, 0, 1)
        right = scrolled(holder(column(self.drawer, self.reversal, 1, gap=12)))
        bar = right.verticalScrollBar().sizeHint().width()
        right.setFixedWidth(SIDE_WIDTH + bar)  # the bar stands in the margin
        for card in (self.drawer, self.reversal):
            card.setFixedWidth(SIDE_WIDTH)
        page = row(left, middle, right, gap=14, margins=(20, 14, max(0, 20 - bar), 14))
        self.setLayout(stretched(page, 0, 1, 0))

    def _connect(self) -> None:
        self.days.chosen.connect(self._choose_day)
        self.days.near_end.connect(self._more_days)
        self.lines.chosen.connect(self._choose_line)
        self.lines.opened.connect(self._open_case)
        self.lines.near_end.connect(self._more_lines)
        self.day.settled.connect(self.reload)
        self.before.clicked.connect(self._go_back)
        self.after.clicked.connect(self._go_on)
        self.reversal.wanted.connect(self._reverse)
        self.drawer.wanted.connect(self._keep_count)
        self.save.clicked.connect(self.export)
        keyed = {"Alt+Left": self._go_back, "Alt+Right": self._go_on, "Ctrl+E": self.export}
        keyed |= {"Ctrl+Return": self.drawer.go, "Ctrl+Enter": self.drawer.go}
        for keys, method in keyed.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(method)

    def stops(self) -> list[QWidget]:
        """The way of Tab."""
        middle = [self.before, self.day, self.after, self.save, self.takings, self.lines]
        middle.append(self.counts)
        return [self.days, *middle, *self.drawer.stops(), *self.reversal.stops()]

    def title(self) -> str:
        return self.say("Till")

    def say_all(self) -> None:
        say = self.say
        wrong = say("This is no day. Write it as 2026-11-21 or 11-21.")
        self.day.say(say("Day"), say("Day"), wrong)
        self.before.say_to_readers(say("The day before (Alt+←)"))
        self.after.say_to_readers(say("The day after (Alt+→)"))
        self.save.say(say("Export"), say("Save the list as a file (Ctrl+E)"))
        self.days.setAccessibleName(say("Days"))
        self.days.ledger.say([say("Day"), say("Balance"), say("in cash")])
        self.takings.setAccessibleName(say("Takings by way of paying"))
        self.takings.ledger.say(
            [
                say("Way of paying"),
                say("Entries"),
                say("Money in"),
                say("Money out"),
                say("Balance"),
            ]
        )
        self.lines.setAccessibleName(say("Payments of the day"))
        self.lines.ledger.say(
            [
                say("Time"),
                say("Entry"),
                say("Way"),
                say("Case"),
                say("Customer"),
                say("Item"),
                say("Reference"),
                say("Clerk"),
                say("Amount {sign}", sign=self.kit.figures.sign()),
            ]
        )
        self.counts.setAccessibleName(say("Counts of the drawer"))
        heads = [say("Counted at"), say("Clerk"), say("Change put in"), say("Cash by the book")]
        heads += [say("Counted"), say("Difference"), say("Note")]
        self.counts.ledger.say(heads)
        self._trouble.setText(self.day.sentence())
        self._none.setText(say("No money changed hands on this day. Alt+← goes to the day before."))
        self.drawer.say_all()
        self.reversal.say_all()
        self._show_days()
        self._show_day()
        self._settling.soon()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """In a narrow window the day goes before the list of days: Alt with arrows leafs on."""
        super().resizeEvent(event)
        self._left.setVisible(self.width() >= WIDE)

    # -- ask

    def reload(self) -> None:
        today = self._today()
        self.day.use_today(today)
        self._trouble.setText(self.day.sentence())
        self._trouble.setVisible(self.day.is_wrong())
        if self.day.is_wrong():
            return
        if self.day.day() is None:
            self.day.show_day(today)
        self.kit.desk.ask(till_days).then(self._take_days)
        self._ask_day()

    def first(self) -> None:
        (self.lines if self._rows or self._left.isHidden() else self.days).setFocus(
            Qt.FocusReason.TabFocusReason
        )

    def begin_anew(self) -> None:
        self.day.show_day(None)
        self.drawer.clear()
        self.reversal.clear()
        self._stale = True

    def shown_day(self) -> date:
        """The day that is shown."""
        return self.day.day() or self._today()

    def _ask_day(self, after: str | None = None) -> None:
        self._next_lines = None
        facts = {"day": self.shown_day().isoformat(), "after": after}
        reply = self.kit.desk.ask(till_day, **facts)
        if after:
            reply.then(self._take_more, self._rows)
        else:
            reply.then(self._take_day)

    def _take_day(self, shown: TillDay) -> None:
        if shown.day == self.shown_day().isoformat():
            if self._shown is None or self._shown.day != shown.day:
                self.drawer.clear()
            self._shown, self._rows, self._next_lines = shown, shown.lines.rows, shown.lines.next
            self._show_day()

    def _take_more(self, shown: TillDay, before: list[TillLine]) -> None:
        if shown.day == self.shown_day().isoformat() and before is self._rows:
            self._rows = [*self._rows, *shown.lines.rows]
            self._next_lines = shown.lines.next
            self.lines.ledger.append([self._cells.line(one) for one in shown.lines.rows])

    def _more_lines(self) -> None:
        if self._next_lines is not None:
            self._ask_day(self._next_lines)

    def _take_days(self, page: Page[DayBalance]) -> None:
        self._balances, self._next_days = page.rows, page.next
        self._show_days()

    def _more_days(self) -> None:
        if self._next_days is not None:
            before, self._next_days = self._next_days, None
            reply = self.kit.desk.ask(till_days, before=before)
            reply.then(self._take_more_days, self._balances)

    def _take_more_days(self, page: Page[DayBalance], known: list[DayBalance]) -> None:
        if known is not self._balances:
            return  # the days were read anew meanwhile
        self._balances, self._next_days = [*self._balances, *page.rows], page.next
        self.days.ledger.append([self._cells.day(one) for one in page.rows])

    # -- show

    def _show_days(self) -> None:
        self.days.blockSignals(True)
        self.days.ledger.show_entries([self._cells.day(one) for one in self._balances])
        if not self.days.choose_subject(self.shown_day().isoformat()):
            self.days.clearSelection()
        self.days.blockSignals(False)

    def _show_day(self) -> None:
        figures, shown = self.kit.figures, self._shown
        self._title.setText(figures.near_day(self.shown_day(), self._today()))
        if shown is None:
            return
        entries = [self._cells.taking(one) for one in shown.takings]
        entries += self._cells.sums(shown.takings)
        self.takings.ledger.show_entries(entries)
        height = self.takings.verticalHeader().defaultSectionSize()
        self.takings.setFixedHeight(HEAD + min(len(entries), MOST_TAKINGS) * height + 4)
        chosen = self.lines.subject()
        self.lines.ledger.show_entries([self._cells.line(one) for one in self._rows])
        if not (isinstance(chosen, TillLine) and self._choose_again(chosen)):
            self.lines.choose(0)
        if not self._rows:
            self.reversal.show_line(None)
        self._stack.setCurrentIndex(0 if self._rows else 1)
        cash = [one for one in shown.takings if one.method == PaymentMethod.CASH]
        ours = [one for one in cash if SIGNS.get(one.currency, one.currency) == figures.sign()]
        self.drawer.show_day(sum(one.balance_fen for one in ours), shown.counts)
        self._show_counts(shown.counts)

    def _show_counts(self, counts: list[TillCountView]) -> None:
        self.counts.ledger.show_entries([self._cells.count(one) for one in counts])
        height = self.counts.verticalHeader().defaultSectionSize()
        self.counts.setFixedHeight(HEAD + min(len(counts), MOST_COUNTS) * height + 4)
        self._counts.setVisible(bool(counts))

    def _choose_again(self, line: TillLine) -> bool:
        for place, one in enumerate(self._rows):
            if (one.case_number, one.n) == (line.case_number, line.n):
                self.lines.choose(place)
                return True
        return False

    # -- respond

    def export(self) -> None:
        """Ask where the day goes as a file."""
        if self._shown is not None and not self.day.is_wrong():
            dialog = ExportDialog(self.kit, self, self.listing)
            dialog.saved.connect(self.told)
            dialog.open()

    def listing(self) -> Listing:
        """The day that is shown, for other programs."""
        assert self._shown is not None
        return till_listing(self.kit, self._shown)

    def _choose_day(self, day: object) -> None:
        if day is not None and str(day) != self.shown_day().isoformat():
            self._go_to(date.fromisoformat(str(day)))

    def _choose_line(self, line: object) -> None:
        self.reversal.show_line(line if isinstance(line, TillLine) else None)

    def _open_case(self, line: object) -> None:
        if isinstance(line, TillLine):
            self.wants.emit("case", line.case_number)

    def _go_back(self) -> None:
        self._go_to(self.shown_day() - timedelta(days=1))

    def _go_on(self) -> None:
        self._go_to(self.shown_day() + timedelta(days=1))

    def _go_to(self, day: date) -> None:
        self.day.show_day(day)
        self._trouble.hide()
        self._show_days()
        self._ask_day()

    def _keep_count(self, float_fen: int, counted_fen: int, note: str) -> None:
        if self._is_keeping:
            return
        self._is_keeping = True
        facts = {"day": self.shown_day().isoformat(), "float_fen": float_fen}
        reply = self.kit.desk.do("count_till", **facts, counted_fen=counted_fen, note=note)
        reply.then(self._counted).sorry(self._refuse_count).after(self._was_kept)

    def _was_kept(self) -> None:
        self._is_keeping = False

    def _counted(self, counted: Any) -> None:
        if counted.day == self.shown_day().isoformat():
            self.drawer.clear_count()
        amount = self.kit.figures.amount(counted.difference_fen)
        self.told.emit(self.say("The count is kept. Difference {amount}.", amount=amount))

    def _refuse_count(self, refusal: RuleBroken) -> None:
        self.drawer.refuse(sentence(refusal.rule, refusal.facts, self.kit.language.words))

    def _reverse(self, line: TillLine, reason: str) -> None:
        facts = {"case_number": line.case_number, "n": line.n, "reason": reason}
        reply = self.kit.desk.do("reverse_payment", **facts)
        reply.then(self._reversed, line).sorry(self._refuse)

    def _reversed(self, _answer: Any, line: TillLine) -> None:
        chosen = self.reversal.line()
        if chosen is None or (chosen.case_number, chosen.n) == (line.case_number, line.n):
            self.reversal.clear()  # else another was chosen since
        self.told.emit(self.say("The payment is reversed: a line of the opposite amount stands."))

    def _refuse(self, refusal: RuleBroken) -> None:
        self.reversal.refuse(sentence(refusal.rule, refusal.facts, self.kit.language.words))

    def _today(self) -> date:
        return self.kit.figures.local(self.kit.now()).date()
