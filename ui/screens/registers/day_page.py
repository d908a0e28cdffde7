"""What one day brought: everything that came and went, in order, and the money beside it."""

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from counter.domain.choices import PaymentMethod
from counter.language import N_
from counter.storage.questions.days import DayItem, DayList, MethodTotal, day_list
from ui.exporting import Listing
from ui.kit import Kit
from ui.paper_job import PaperJob
from ui.screens.registers.cells import DAY_COLUMNS, Cells
from ui.screens.registers.listings import Listings
from ui.terms import METHODS
from ui.widgets.buttons import Button
from ui.widgets.chips import Chips, Choice
from ui.widgets.day_edit import DayEdit
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.layouts import column, framed, row, stretched
from ui.widgets.ledger import Ledger

WAYS = {"ALL": N_("All"), "IN": N_("Taken in"), "OUT": N_("Handed back")}


class DayPage(QWidget):
    """The list of a day."""

    opened = Signal(object)
    wants_export = Signal()

    def __init__(self, kit: Kit):
        super().__init__()
        self.kit = kit
        self._cells = Cells(kit)
        self._name = "day"
        self.chips = Chips(kit.theme, one=True, gap=6, padding=11)
        self.day = DayEdit()
        self.print = Button(kit.theme, "", "printer", "text_2")
        self.export = Button(kit.theme, "", "download")
        self.before, self.after = Button(kit.theme), Button(kit.theme)
        self.ledger = Ledger(kit.theme, DAY_COLUMNS)
        self.sums = ElidedLabel("strong")
        self._empty = label("", "muted", wrap=True)
        self._trouble = label("", "hint", tone="danger")
        self._masked = label("", "caption")
        self.head = QWidget()  # stands beside the choice of the book
        self._stack = QStackedWidget()
        self._items: list[tuple[DayItem, bool]] = []
        self._shown: DayList | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.before.setText("◂")
        self.after.setText("▸")
        for button in (self.before, self.after):
            button.setFixedWidth(40)
        days = row(self.before, self.day, self.after, gap=4)
        self.head.setLayout(row(1, days, gap=8))
        bar = stretched(row(self.chips, self.print, self.export, gap=8), 1)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._trouble.hide()
        self._stack.addWidget(self.ledger)
        self._stack.addWidget(framed(column(1, self._empty, 1, margins=(40, 0, 40, 0)), ""))
        table = framed(column(self._stack, gap=0, margins=(1, 1, 1, 1)))
        self.sums.setMinimumHeight(20)
        foot = stretched(row(self.sums, self._masked, gap=10), 1)
        box = column(bar, self._trouble, table, foot, gap=6)
        self.setLayout(stretched(box, 0, 0, 1))
        self.ledger.use_widths(self.kit.preferences.widths_of(self._name))

    def _connect(self) -> None:
        self.ledger.opened.connect(self.opened)
        self.ledger.wants_first.connect(self._go_first)
        self.ledger.wants_last.connect(self._go_last)
        self.ledger.resized.connect(self._keep_widths)
        self.chips.changed.connect(self._fill)
        self.day.settled.connect(self.reload)
        self.before.clicked.connect(self._go_back)
        self.after.clicked.connect(self._go_on)
        self.print.clicked.connect(self.print_day)
        self.export.clicked.connect(self.wants_export)
        for keys, method in (("Alt+Left", self._go_back), ("Alt+Right", self._go_on)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(method)

    def listing(self) -> Listing:
        """The list as it was read, for other programs."""
        items, day = self._items, self.shown_day().isoformat()
        return Listings(self.kit).day(items, day, self.sums.text())

    def print_day(self) -> None:
        """The register page of the day, on paper."""
        day, language = self.shown_day().isoformat(), self.kit.language.code
        self.kit.print_room.print_papers([PaperJob("item_register", day, language)])

    def say_all(self) -> None:
        """Set every text anew."""
        say = self.kit.language.say
        self.day.say(
            say("Day"), say("Day"), say("This is no day. Write it as 2026-11-21 or 11-21.")
        )
        self.before.say_to_readers(say("The day before (Alt+←)"))
        self.after.say_to_readers(say("The day after (Alt+→)"))
        self.chips.offer([Choice(code, say(text)) for code, text in WAYS.items()])
        self.chips.name(say("What happened"))
        self.print.say(say("Print"), say("The register page of this day"))
        self.export.say(say("Export"), say("Save the list as a file (Ctrl+E)"))
        if not self.chips.value():
            self.chips.choose(["ALL"])
        self._masked.setText(say("Names are masked"))
        self.is_wrong()
        self._empty.setText(say("Nothing came or went on this day. Alt+← goes to the day before."))
        self.ledger.setAccessibleName(say("List of the day"))
        self.ledger.ledger.say(
            [
                say("Time"),
                say("What"),
                say("Receipt"),
                say("Repair card"),
                say("Customer"),
                say("Item"),
                say("Serial"),
                say("Clerk"),
            ]
        )
        self._fill()

    def reload(self) -> None:
        """Ask for the day that stands in the field; for today where nothing does."""
        self.day.use_today(self._today())
        if self.is_wrong():
            return
        if self.day.day() is None:
            self.day.show_day(self._today())
        self._items = []
        self._ask()

    def is_wrong(self) -> bool:
        """Whether a day stands there that is none; then it is said."""
        self._trouble.setText(self.day.sentence())
        self._trouble.setVisible(self.day.is_wrong())
        return self.day.is_wrong()

    def refresh(self) -> None:
        """Something changed."""
        self.reload()

    def shown_day(self) -> date:
        """The day that is shown."""
        return self.day.day() or self._today()

    def first(self) -> None:
        """The table."""
        self.ledger.setFocus(Qt.FocusReason.TabFocusReason)

    def _ask(self, **after: str) -> None:
        facts: dict[str, Any] = {"day": self.shown_day().isoformat(), "limit": 200, **after}
        self.kit.desk.ask(day_list, **facts).then(self._take)

    def _take(self, shown: DayList) -> None:
        if shown.day != self.shown_day().isoformat():
            return
        known = {(one.case_number, is_in) for one, is_in in self._items}
        for page, is_in in ((shown.taken_in, True), (shown.handed_back, False)):
            fresh = [(one, is_in) for one in page.rows if (one.case_number, is_in) not in known]
            self._items += fresh
        self._shown = shown
        after = {"taken_in_after": shown.taken_in.next, "handed_back_after": shown.handed_back.next}
        if any(after.values()):
            self._ask(**{name: place or END for name, place in after.items()})
            return
        self._items.sort(key=_moment)
        self._fill()

    def _fill(self) -> None:
        way = "".join(self.chips.value())
        kept = self.ledger.subject()
        entries = [
            self._cells.day_item(one, is_in=is_in)
            for one, is_in in self._items
            if way in ("", "ALL") or (way == "IN") == is_in
        ]
        self.ledger.ledger.show_entries(entries)
        if kept is None or not self.ledger.choose_subject(kept):
            self.ledger.choose(0)
        self._stack.setCurrentIndex(0 if entries else 1)
        if self._shown is not None:
            self._say_sums(self._shown)

    def _say_sums(self, shown: DayList) -> None:
        say = self.kit.language.say
        parts = [
            say("In {n}", n=shown.taken_in_count),
            say("Out {n}", n=shown.handed_back_count),
            *(self._total(one) for one in shown.totals if one.lines),
        ]
        if shown.self_inspected_count:
            parts.append(say("Own work inspected {n}", n=shown.self_inspected_count))
        self.sums.setText("   ".join(parts))

    def _total(self, one: MethodTotal) -> str:
        word = METHODS.get(PaymentMethod(one.method)) if one.method else None
        name = self.kit.language.say(word) if word else one.method
        return f"{name} {self.kit.figures.plain_amount(one.amount_fen)}"

    def _today(self) -> date:
        return self.kit.figures.local(self.kit.now()).date()

    def _go_back(self) -> None:
        self._go_by(-1)

    def _go_on(self) -> None:
        self._go_by(1)

    def _go_by(self, days: int) -> None:
        self.day.show_day(self.shown_day() + timedelta(days=days))
        self.reload()

    def _go_first(self) -> None:
        self.ledger.choose(0)

    def _go_last(self) -> None:
        self.ledger.choose(self.ledger.ledger.rowCount() - 1)

    def _keep_widths(self, widths: list[int]) -> None:
        self.kit.preferences.keep(f"columns/{self._name}", ",".join(map(str, widths)))


#: a place in a list behind which nothing stands
END = f"{1 << 62}.0"


def _moment(item: tuple[DayItem, bool]) -> int:
    return item[0].at
