"""The shelves' page: all shelves, what lies on one, and what a scan does: move or count."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from counter.domain.choices import Destination
from counter.domain.numbers import NumberKind
from counter.domain.refusals import RuleBroken
from counter.storage.questions.reading import Page
from counter.storage.questions.scans import Scanned, scanned
from counter.storage.questions.shelf_views import (
    ShelfItem,
    ShelfState,
    ShelfView,
    shelf_list,
    shelf_view,
)
from ui.kit import Kit
from ui.screens.screen import Screen
from ui.screens.shelves.aside import COUNT, MOVE, Aside
from ui.screens.shelves.cells import ITEM_COLUMNS, MARK, ROOMY, SHELF_COLUMNS, SINCE, Cells
from ui.screens.shelves.count import Count
from ui.short_numbers import whole_number
from ui.undo import Reversal
from ui.widgets.labels import label
from ui.widgets.layouts import column, framed, row, stretched
from ui.widgets.ledger import Ledger

LIST_WIDTH, MOST_MOVED = 296, 8


class ShelvesScreen(Screen):
    """Two scans move an item; a shelf scanned first takes all that follow."""

    name = "shelves"
    kinds: ClassVar[frozenset[str]] = frozenset({"customer_item", "shelf", "shelf_count", "unit"})
    claims: ClassVar[frozenset[NumberKind]] = frozenset(
        {NumberKind.CARD, NumberKind.CASE, NumberKind.SHELF}
    )

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self._cells = Cells(kit)
        self.list, self.lying = (Ledger(kit.theme, c, ROOMY) for c in (SHELF_COLUMNS, ITEM_COLUMNS))
        self.aside = Aside(kit)
        self._name, self._sum = label("", "title"), label("", "muted")
        self._nothing, self._none = label("", "muted", wrap=True), label("", "muted", wrap=True)
        self._stack, self._lists = QStackedWidget(), QStackedWidget()
        self.count = Count()
        self.shelves: list[ShelfState] = []
        self.view: ShelfView | None = None
        self.onto: Scanned | None = None  # the shelf that takes what is scanned
        self.in_hand: Scanned | None = None
        self._moved: list[str] = []
        self._wanted = ""
        self._dropped = self.count, dict[str, Scanned]()
        self._items: list[ShelfItem] = []
        self._after: str | None = None
        self._build()
        self.say_all()
        self._connect()

    # -- build

    def _build(self) -> None:
        for table, note, stack in (
            (self.list, self._none, self._lists),
            (self.lying, self._nothing, self._stack),
        ):
            note.setAlignment(Qt.AlignmentFlag.AlignCenter)
            stack.addWidget(table)
            stack.addWidget(framed(column(1, note, 1, margins=(24, 0, 24, 0)), ""))
        left = framed(column(self._lists, gap=0, margins=(1, 1, 1, 1)))
        left.setFixedWidth(LIST_WIDTH)
        table = framed(column(self._stack, gap=0, margins=(1, 1, 1, 1)))
        head = stretched(row(self._name, self._sum, gap=12), 0, 1)
        middle = stretched(column(head, table, gap=8), 0, 1)
        page = row(left, middle, self.aside, gap=14, margins=(20, 14, 20, 14))
        self.setLayout(stretched(page, 0, 1, 0))

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._enter_shelf)
        self.lying.opened.connect(self._open_case)
        self.aside.turned.connect(self._turn)
        self.aside.entered.connect(self._typed)
        self.aside.committed.connect(self.keep_count)
        self.aside.dropped.connect(self.drop_count)
        for keys, method in (("Ctrl+Return", self.keep_count), ("Ctrl+Enter", self.keep_count)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(method)

    def title(self) -> str:
        return self.say("Shelves")

    def hint(self) -> str:
        return self.say("Scan an item, then its shelf")

    def say_all(self) -> None:
        say = self.say
        self.aside.say_all()
        self.list.setAccessibleName(say("Shelves"))
        self.list.ledger.say([say("Shelf"), say("Items"), say("Last count")])
        self.lying.setAccessibleName(say("What lies on the shelf"))
        heads = [say("Count"), say("Repair card"), say("Item"), say("Serial"), say("Customer")]
        self.lying.ledger.say([*heads, say("State"), say("Lies there since")])
        self._none.setText(say("There are no shelves yet. The settings page adds them."))
        self._show_shelves()
        self._show_lying()
        self._say_what()

    # -- ask

    def reload(self) -> None:
        self.kit.desk.ask(shelf_list).then(self._take_shelves)

    def first(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def open_with(self, subject: object) -> None:
        """Show a shelf by its number."""
        self._wanted = str(subject)
        self.reload()

    def begin_anew(self) -> None:
        self.onto = self.in_hand = None
        self._moved = []
        self.count = Count(self.count.shelf_number, self.count.shelf_name)
        self.aside.show_trouble("")
        self.aside.open_mode(MOVE)
        self._show_lying()
        self._say_what()

    def is_counting(self) -> bool:
        """Whether a scan counts rather than moves."""
        return self.aside.mode.value() == COUNT

    def _take_shelves(self, page: Page[ShelfState]) -> None:
        self.shelves = page.rows
        wanted, self._wanted = self._wanted or self.count.shelf_number, ""
        self._show_shelves()
        if not (wanted and self.list.choose_subject(wanted)):
            self.list.choose(0)
        self._ask_view()

    def _choose(self, number: object) -> None:
        if number == self.count.shelf_number or self._wanted:
            return
        if self.count.is_begun:
            self.aside.show_trouble(self._unfinished())
            self.list.choose_subject(self.count.shelf_number)
            return
        self._ask_view()

    def _ask_view(self, after: str | None = None) -> None:
        number, self._after = self.list.subject(), after
        if number is not None:
            facts = {"shelf": number, "after": after}
            reply = self.kit.desk.ask(shelf_view, **facts)
            reply.then(self._take_view, after).sorry(self._refuse)

    def _take_view(self, view: ShelfView, after: str | None) -> None:
        if view.shelf.number != self.list.subject() or after != self._after:
            return
        self._items = [*(self._items if after else ()), *view.items.rows]
        self.view = view
        if view.items.next is not None:
            self._ask_view(view.items.next)
            return
        if view.shelf.number != self.count.shelf_number:
            self.count = Count(view.shelf.number, view.shelf.name)
        self.count.expect(self._items)
        self._show_lying()
        self._say_what()

    # -- scans

    def scanned(self, code: str) -> bool:
        """Take an item or a shelf; False for what is neither."""
        try:
            found: Scanned = self.kit.desk.glance(scanned, number=code)
        except RuleBroken as refusal:
            self._refuse(refusal)
            return True
        self.aside.show_trouble("")
        if found.kind is NumberKind.SHELF:
            self._take_shelf(found)
        elif found.case_number:
            self._take_item(found)
        else:
            return False
        self._say_what()
        return True

    def _typed(self, text: str) -> None:
        if self.scanned(whole_number(self.kit, text, NumberKind.CARD, NumberKind.CASE)):
            if self.aside.trouble.isHidden():
                self.aside.number.clear()
            else:
                self.aside.number.selectAll()

    def _take_shelf(self, shelf: Scanned) -> None:
        if self.is_counting():
            if self.count.is_begun and shelf.number != self.count.shelf_number:
                self.aside.show_trouble(self._unfinished())
            else:
                self.list.choose_subject(shelf.number)
        elif self.in_hand is not None:
            item, self.in_hand = self.in_hand, None
            self._move(item, shelf)
        else:
            self.onto = shelf
            self.list.choose_subject(shelf.number)

    def _take_item(self, item: Scanned) -> None:
        if self.is_counting():
            again = not self.count.take(item)
            text = self.say("{item}: scanned before", item=item.name) if again else item.name
            self.aside.last.setText(text)
            self._show_lying()
        elif self.onto is not None:
            self._move(item, self.onto)
        else:
            self.in_hand = item

    # -- move

    def _move(self, item: Scanned, shelf: Scanned) -> None:
        facts = {"number": item.case_number, "to": Destination.SHELF, "shelf": shelf.number}
        reply = self.kit.desk.do("move_item", **facts)
        reply.then(self._was_moved, item, shelf).sorry(self._was_refused, item)

    def _was_moved(self, _case: Any, item: Scanned, shelf: Scanned) -> None:
        text = self.say("{item} is on shelf {name} now", item=item.name, name=shelf.name)
        self._moved = [f"{item.name} → {shelf.name}", *self._moved][:MOST_MOVED]
        self.aside.moved.setText("\n".join(self._moved))
        self._wanted = shelf.number
        if item.shelf:
            back = {"number": item.case_number, "to": Destination.SHELF, "shelf": item.shelf}
            self.undoable.emit(text, Reversal("move_item", back))
        else:
            self.told.emit(text)

    def _was_refused(self, refusal: RuleBroken, item: Scanned) -> None:
        if refusal.rule == "shop.locked" and self.onto is None and self.in_hand is None:
            self.in_hand = item  # its shelf is scanned once more
            self._say_what()
        self._refuse(refusal)

    # -- count

    def keep_count(self) -> None:
        """Keep what was scanned as the count of the shelf."""
        count = self.count
        if not self.is_counting() or not count.shelf_number or count.sent is not None:
            return
        if count.is_doubtful() and not count.is_asked:
            count.is_asked = True
            self.aside.show_trouble(self._cells.doubt(count))
            return
        count.sent = tuple(count.scanned)
        facts = {"shelf": count.shelf_number, "found": count.sent}
        reply = self.kit.desk.do("take_stock_of_shelf", **facts)
        reply.then(self._counted, count).sorry(self._not_counted, count)

    def _not_counted(self, refusal: RuleBroken, count: Count) -> None:
        count.sent = None
        self._refuse(refusal)

    def _counted(self, counted: Any, count: Count) -> None:
        if count.sent is not None:
            count.drop()  # else something was scanned since, which is not kept yet
        self.aside.show_trouble("")
        self.aside.last.setText("")
        self.told.emit(
            self.say(
                "Shelf {name} is counted: {found} found, {missing} missing, {extra} extra",
                name=counted.shelf,
                found=len(counted.found),
                missing=len(counted.missing),
                extra=len(counted.extra),
            )
        )
        self.reload()

    def drop_count(self) -> None:
        """Forget what was scanned; the message gives it back."""
        if not self.count.is_begun:
            return
        self._dropped = self.count, self.count.drop()
        self.aside.show_trouble("")
        self.aside.last.setText("")
        self._show_lying()
        self._say_what()
        self.lying.setFocus()  # in a field Ctrl+Z would be the field's own
        self.undoable.emit(self.say("The count was dropped"), self.take_up_again)

    def take_up_again(self) -> None:
        """Go on with the count that was dropped, on its own shelf."""
        count, dropped = self._dropped
        if count is not self.count and self.count.is_begun:
            self.aside.show_trouble(self._unfinished())
            return
        self.count, count.scanned, count.sent = count, dropped, None
        self.list.choose_subject(count.shelf_number)
        self._show_lying()
        self._say_what()

    # -- show

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.is_counting():
            self.onto = self.in_hand = None
            self.aside.show_trouble("")
            self._say_what()
        else:
            super().keyPressEvent(event)

    def _show_shelves(self) -> None:
        chosen = self.list.subject()
        self.list.ledger.show_entries([self._cells.shelf(one) for one in self.shelves])
        self.list.choose_subject(chosen)
        self._lists.setCurrentIndex(0 if self.shelves else 1)

    def _show_lying(self) -> None:
        view = self.view
        counting = self.is_counting()
        chosen = self.lying.subject()
        entries = (
            self._cells.counted(self.count)
            if counting
            else [self._cells.booked(item) for item in self.count.booked.values()]
        )
        self.lying.leave_out({SINCE} if counting else {MARK})
        self.lying.ledger.show_entries(entries)
        if chosen is None or not self.lying.choose_subject(chosen):
            self.lying.choose(0)
        self._stack.setCurrentIndex(0 if entries else 1)
        text = self.say("Nothing lies on this shelf by the book.")
        self._nothing.setText(text if view else self.say("Choose a shelf, or scan its label."))
        self._name.setText(self.count.shelf_name)
        n = len(self.count.booked)
        self._sum.setText(self.kit.language.say_n("{n} item", "{n} items", n) if view else "")
        self.aside.show_count(self.count)
        self._show_result()

    def _show_result(self) -> None:
        view = self.view
        if view is None or not view.counts or self.count.is_begun:
            self.aside.show_result("")
            return
        last = view.counts[0]
        tone = "danger" if last.missing else "warn" if last.extra else "ok"
        self.aside.show_result(self._cells.result(last), tone)

    def _say_what(self) -> None:
        say = self.say
        if self.is_counting():
            name = self.count.shelf_name
            text = say("Scan everything that lies on {name}, then keep the count.", name=name)
            if not name:
                text = say("Choose a shelf, or scan its label.")
        elif self.in_hand is not None:
            text = say("{item} is in hand: scan its shelf.", item=self.in_hand.name)
        elif self.onto is not None:
            name = self.onto.name
            text = say("Everything scanned goes onto {name} now. Esc ends it.", name=name)
        else:
            text = say("Scan an item, then its shelf. A shelf scanned first takes all that follow.")
        self.aside.say_what(text)

    def _turn(self, mode: str) -> None:
        self.onto = self.in_hand = None
        self.aside.show_trouble("")
        self._show_lying()
        self._say_what()
        if mode == COUNT:
            self.aside.number.setFocus(Qt.FocusReason.TabFocusReason)

    def _unfinished(self) -> str:
        name = self.count.shelf_name
        return self.say("The count of {name} is not kept yet. Keep it or drop it first.", name=name)

    def _enter_shelf(self, _number: object) -> None:
        self.lying.setFocus(Qt.FocusReason.TabFocusReason)

    def _open_case(self, number: object) -> None:
        self.wants.emit("case", number)

    def _refuse(self, refusal: RuleBroken) -> None:
        self.aside.refuse(refusal)
