"""Shelves: where items lie between the counter and the bench."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QLineEdit, QWidget

from counter.services.shelves import ShelfNow
from counter.storage.questions.lists import ShelfRow, shelves
from counter.storage.questions.reading import Page
from ui.kit import Kit
from ui.screens.settings.label_button import LabelButton
from ui.screens.settings.listed import ListedSection
from ui.screens.settings.roster import Entry
from ui.screens.settings.section import Act, Gap
from ui.widgets.field import Field, limited
from ui.widgets.labels import label
from ui.widgets.layouts import column, row
from ui.widgets.ticks import Tick


class ShelvesSection(ListedSection):
    """Adds and changes shelves by `add_shelf` and `change_shelf`."""

    name = "shelves"
    icon = "boxes"
    kinds: ClassVar[frozenset[str]] = frozenset({"shelf", "customer_item"})

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self.shelf = limited(QLineEdit(), "code")
        self.field = Field(self.shelf)
        self.active = Tick(kit.theme)
        self._number, self._items = label("", "muted"), label("", "muted")
        self.print_label = LabelButton(kit, "shelf_label")
        self.shelf.textEdited.connect(self.edited)
        self.shelf.returnPressed.connect(self.save)
        self.active.toggled.connect(self.edited)
        printed = row(self.print_label, 1)
        self.build_listed(
            column(self.field, self._number, printed, self._items, self.active, gap=8)
        )
        self.say_all()

    def stops(self) -> list[QWidget]:
        return [self.roster, self.add, self.shelf, self.print_label, self.active, self.go]

    def caption(self) -> str:
        return self.kit.language.say("Shelves")

    def purpose(self) -> str:
        return self.kit.language.say(
            "The hand-back says on which shelf an item lies; the nightly count goes by them."
        )

    def say_all(self) -> None:
        say = self.kit.language.say
        self.add.say(say("Add a shelf"))
        self.roster.setAccessibleName(say("Shelves"))
        self.empty.setText(say("No shelf yet. Add the first one, for example A-01."))
        self.field.say(say("Shelf &name"), say("short, as it stands on the shelf: A-01"))
        self.active.say(say("In use"), say("only an empty shelf can be closed"))
        self.say_open()
        super().say_all()

    def reload(self) -> None:
        self.kit.desk.ask(shelves, active_only=False).then(self._take)

    def first_field(self) -> QWidget:
        return self.shelf

    def fill(self, record: Any) -> None:
        shelf: ShelfRow | None = record
        self.shelf.setText(shelf.name if shelf else "")
        self.active.setChecked(shelf is None or shelf.is_active)
        self.active.setVisible(shelf is not None)

    def say_open(self) -> None:
        say_n, say, shelf = self.kit.language.say_n, self.kit.language.say, self.record()
        self.about.setText(shelf.name if shelf else say("A new shelf"))
        for part in (self._number, self._items):
            part.setVisible(shelf is not None)
        self.print_label.say(say("Print the label"))
        self.print_label.show_number(shelf.number if shelf else "")
        if shelf is not None:
            number = self.kit.figures.number(shelf.number)
            self._number.setText(say("Number of its label: {number}", number=number))
            self._items.setText(say_n("{n} item lies on it", "{n} items lie on it", shelf.items))

    def gaps(self) -> list[Gap]:
        if self.shelf.text().strip() or not (self.rows or self.is_dirty):
            return []
        return [(self.kit.language.say("the name"), self.shelf)]

    def acts(self) -> list[Act]:
        shelf: ShelfRow | None = self.record()
        name = self.shelf.text().strip()
        if shelf is None:
            return [("add_shelf", {"name": name})] if name else []
        facts: dict[str, Any] = {} if name == shelf.name else {"name": name}
        if self.active.isChecked() != shelf.is_active:
            facts["active"] = self.active.isChecked()
        return [("change_shelf", {"shelf": shelf.name, **facts})] if facts else []

    def key_of(self, answer: Any) -> str:
        assert isinstance(answer, ShelfNow)
        return answer.shelf_number

    def done(self, answer: Any) -> None:
        was_new = self.record() is None and self.is_open_still()
        super().done(answer)
        if was_new:  # shelves are written down in a row
            self.begin_new()

    def _take(self, page: Page[ShelfRow]) -> None:
        found = sorted(page.rows, key=_order)
        entries = [Entry(one.number, one.name, "boxes", one.is_active) for one in found]
        self.rows = {one.number: one for one in found}
        if self.is_new:
            self.show_beside(self.rows, entries)
        else:
            self.show_rows(self.rows, entries)


def _order(shelf: ShelfRow) -> tuple[bool, str]:
    return not shelf.is_active, shelf.name
