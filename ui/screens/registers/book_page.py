"""One book to leaf through: filters above, the table, and at its foot how far it was read."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from counter.domain.refusals import RuleBroken
from counter.wording import sentence
from ui.exporting import Listing
from ui.kit import Kit
from ui.pager import Pager
from ui.widgets.buttons import Button
from ui.widgets.chips import Chips
from ui.widgets.day_edit import DayEdit
from ui.widgets.labels import ElidedLabel, key, label
from ui.widgets.layouts import column, framed, row, stretched
from ui.widgets.ledger import Column, Entry, Ledger
from ui.widgets.look import announce

PAUSE_MS = 300  # after the last key, what was typed is looked for
LONGEST_TEXT = 60
PAGE, STILL_NEAR = 100, 200  # lines; who has read more is in the middle of the book


class BookPage(QWidget):
    """What the registers of items and of receipts have in common."""

    opened = Signal(object)
    wants_export = Signal()
    begins_at = "received_from_at"
    ends_at = "received_to_at"

    def __init__(
        self,
        kit: Kit,
        name: str,
        question: Callable[..., Any],
        columns: Sequence[Column],
        *,
        entry: Callable[[Any], Entry],
        listed: Callable[[Any, dict[str, Any], str], Listing],
    ):
        """`entry` makes a row of the answer a row of the table; `listed` makes the question, what
        it is narrowed by and those words a list for other programs.
        """
        super().__init__()
        self._entry, self._listed = entry, listed
        self.kit, self.question, self._name = kit, question, name
        self.say = kit.language.say
        self.ledger = Ledger(kit.theme, columns)
        self.pager = Pager(kit.desk, question, self)
        self.chips = Chips(kit.theme, one=True, gap=6, padding=11)
        self.begin, self.end = DayEdit(), DayEdit()
        self.text = QLineEdit()
        self.all, self.export = Button(kit.theme, "link"), Button(kit.theme, "", "download")
        self.more = Button(kit.theme, "link")
        self._dash, self._empty = label("–", "muted"), label("", "muted", wrap=True)
        self._foot, self._masked = ElidedLabel("caption"), label("", "caption")
        self._trouble = label("", "hint", tone="danger")
        self.head = QWidget()  # stands beside the choice of the book
        self._stack = QStackedWidget()
        self._rows: list[Any] = []
        self._refusal: RuleBroken | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._is_last = self._is_stale = False
        self._build()
        self._connect()

    # -- what each book adds

    def filters(self) -> list[QWidget]:
        """What stands between the days and the field to look for."""
        return []

    def narrowed(self) -> dict[str, Any]:
        """What this book is narrowed by beside days and text."""
        return {}

    def forget_filters(self) -> None:
        """Show everything again."""

    # -- build

    def _build(self) -> None:
        self.text.setMaxLength(LONGEST_TEXT)
        self.text.setMinimumWidth(92)
        self.text.setMaximumWidth(220)
        self.text.setClearButtonEnabled(True)
        days = row(self.begin, self._dash, self.end, gap=4)
        self.head.setLayout(row(1, days, *self.filters(), self.text, gap=8))
        bar = stretched(row(self.chips, self.export, gap=8), 1)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nothing = framed(column(1, self._empty, self.all, 1, gap=8, margins=(40, 0, 40, 0)), "")
        self._stack.addWidget(self.ledger)
        self._stack.addWidget(nothing)
        table = framed(column(self._stack, gap=0, margins=(1, 1, 1, 1)))
        foot = row(self._foot, self.more, self._masked, key("PgDn"), gap=10)
        self._foot.setMinimumHeight(18)
        self._trouble.hide()
        box = column(bar, self._trouble, table, stretched(foot, 1), gap=6)
        self.setLayout(stretched(box, 0, 0, 1))
        self.ledger.use_widths(self.kit.preferences.widths_of(self._name))

    def _connect(self) -> None:
        self.ledger.opened.connect(self.opened)
        self.ledger.near_end.connect(self.pager.more)
        self.ledger.near_start.connect(self.pager.more_before)
        self.ledger.wants_first.connect(self._go_first)
        self.ledger.wants_last.connect(self._go_last)
        self.ledger.resized.connect(self._keep_widths)
        self.pager.began.connect(self._begin)
        self.pager.grew.connect(self._grow)
        self.pager.grew_before.connect(self._grow_before)
        self.pager.moved_on.connect(self._say_foot)
        self.pager.refused.connect(self._refuse)
        self.chips.changed.connect(self.reload)
        self.chips.left.connect(self.begin.setFocus)
        self.begin.settled.connect(self.reload)
        self.end.settled.connect(self.reload)
        self.text.textEdited.connect(self._pause.start)
        self.text.returnPressed.connect(self._look_now)
        self._pause.timeout.connect(self.reload)
        self.all.clicked.connect(self.show_all)
        self.more.clicked.connect(self._go_on)
        self.export.clicked.connect(self.wants_export)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self.say = self.kit.language.say
        wrong = say("This is no day. Write it as 2026-11-21 or 11-21.")
        self.begin.say(say("From"), say("From"), wrong)
        self.end.say(say("To"), say("To"), wrong)
        self.all.say(say("Show everything"))
        self.more.say(say("Go on looking"))
        self.export.say(say("Export"), say("Save the list as a file (Ctrl+E)"))
        self._masked.setText(say("Names are masked"))
        if not self.is_wrong() and self._refusal is not None:
            self._refuse(self._refusal)
        if self._rows:
            entries = [self._entry(line) for line in self._rows]
            chosen = self.ledger.currentIndex().row()
            self.ledger.ledger.show_entries(entries)
            self.ledger.choose(chosen)
        self._say_foot()

    # -- ask

    def facts(self) -> dict[str, Any]:
        """Everything the book is narrowed by now."""
        facts = self.narrowed()
        if text := self.text.text().strip():
            facts["text"] = text
        if day := self.begin.day():
            facts[self.begins_at] = self._begin_of(day)
        if day := self.end.day():
            facts[self.ends_at] = self._begin_of(day + timedelta(days=1))
        return facts

    def _begin_of(self, day: date) -> int:
        return self.kit.figures.at(datetime.combine(day, time()))

    def said_filters(self) -> list[str]:
        """What the book is narrowed by, in words."""
        parts = [text for text in self.chips.texts() if "ALL" not in self.chips.value()]
        begin, end = self.begin.day(), self.end.day()
        if begin or end:
            first, last = (day.isoformat() if day else "…" for day in (begin, end))
            parts.append(f"{first} – {last}")
        if text := self.text.text().strip():
            parts.append(f"“{text}”")
        return parts

    def said(self) -> str:
        """The same as one line for the head of a list."""
        return " · ".join(self.said_filters()) or self.say("Everything")

    def listing(self) -> Listing:
        """The book as it is narrowed, for other programs."""
        return self._listed(self.question, self.facts(), self.said())

    def is_wrong(self) -> bool:
        """Whether a day stands there that is none; then it is said."""
        wrong = self.begin.sentence() or self.end.sentence()
        self._object(wrong)
        return bool(wrong)

    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.facts())

    def reload(self) -> None:
        """Read again from the beginning, unless a day is wrong."""
        self._pause.stop()
        self._is_stale = False
        today = self.kit.figures.local(self.kit.now()).date()
        for edit in (self.begin, self.end):
            edit.use_today(today)
        self._refusal = None
        if not self.is_wrong():
            self.pager.begin(**self.facts(), limit=PAGE)

    def refresh(self) -> None:
        """Something changed: read again, but throw nobody out of the middle of the book."""
        if self.ledger.ledger.rowCount() > STILL_NEAR or self.pager.has_more_before:
            self._is_stale = True
            self._say_foot()
        else:
            self.reload()

    def show_all(self) -> None:
        """Forget every filter."""
        self.begin.show_day(None)
        self.end.show_day(None)
        self.text.clear()
        self.forget_filters()
        self.chips.choose(["ALL"])
        self.reload()
        self.first()

    def look_for(self, text: str) -> None:
        """Narrow the book to a text."""
        self.text.setText(text)
        self.reload()

    def first(self) -> None:
        """The table, where there is something in it."""
        self.ledger.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.pager.is_reading:
                self.pager.stop()
            self.show_all()
        else:
            super().keyPressEvent(event)

    # -- show

    def _begin(self, rows: list[Any]) -> None:
        kept = self.ledger.subject() if not self._is_last else None
        self._rows = list(rows)
        self.ledger.ledger.show_entries([self._entry(line) for line in rows])
        if self._is_last:
            self.ledger.choose(len(rows) - 1)
        elif kept is None or not self.ledger.choose_subject(kept):
            self.ledger.choose(0)
        self._is_last = False

    def _grow(self, rows: list[Any]) -> None:
        self._rows += rows
        self.ledger.ledger.append([self._entry(line) for line in rows])

    def _grow_before(self, rows: list[Any]) -> None:
        self._rows[:0] = rows
        self.ledger.ledger.prepend([self._entry(line) for line in rows])

    def _go_first(self) -> None:
        if self.pager.has_more_before or self._is_stale:
            self._is_last = self._is_stale = False
            self.ledger.choose(0)
            self.pager.go_to_start()
        else:
            self.ledger.choose(0)

    def _go_last(self) -> None:
        if self.pager.has_more:
            self._is_last = True
            self.pager.go_to_end()
        else:
            self.ledger.choose(self.ledger.ledger.rowCount() - 1)

    def _go_on(self) -> None:
        self.pager.more()

    def _look_now(self) -> None:
        self.reload()
        self.first()

    def _keep_widths(self, widths: list[int]) -> None:
        self.kit.preferences.keep(f"columns/{self._name}", ",".join(map(str, widths)))

    def _refuse(self, refusal: RuleBroken) -> None:
        self._refusal = refusal
        self._object(sentence(refusal.rule, refusal.facts, self.kit.language.words))

    def _object(self, text: str) -> None:
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))
        announce(self, text)

    def _say_foot(self) -> None:
        say, count = self.say, self.ledger.ledger.rowCount()
        read = self.kit.language.say_n("{n} line read", "{n} lines read", count)
        is_reading, pager = self.pager.is_reading, self.pager
        rest = ""
        if self._is_stale:
            rest = say("The book has changed since: Home reads it anew")
        elif is_reading and pager.came_to_at is not None and not count:
            day = self.kit.figures.local(pager.came_to_at).date().isoformat()
            rest = say("Looked through back to {day} … Esc stops", day=day)
        elif pager.has_more or pager.has_more_before:
            rest = say("More follow as you go on; Home newest, End oldest")
        elif not is_reading:
            rest = say("That is all")
        self._foot.setText(" · ".join(t for t in (read, rest) if t))
        self.more.setVisible(pager.has_more and not is_reading and not count)
        is_empty = not count and not is_reading
        self._stack.setCurrentIndex(1 if is_empty else 0)
        if is_empty:
            self._say_empty()

    def _say_empty(self) -> None:
        is_narrowed = self.is_narrowed()
        text = self.say("Nothing matches what is asked for above. Press Esc to show everything.")
        if not is_narrowed:
            text = self.say("Nothing stands here yet. The first check-in will be the first line.")
        self._empty.setText(text)
        self.all.setVisible(is_narrowed)
