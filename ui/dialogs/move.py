"""Where an item goes: a shelf, the bench, or out to somebody else."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from counter.domain.choices import Destination
from counter.language import N_
from ui.dialogs.form import FormDialog
from ui.kit import Kit
from ui.widgets.chips import Chips, Choice
from ui.widgets.field import CodeEdit, Field, limited
from ui.widgets.segmented import Segmented
from ui.widgets.ticks import Tick

PLACES = {
    Destination.SHELF: N_("Shelf"),
    Destination.BENCH: N_("Bench"),
    Destination.SENT_OUT: N_("Sent out"),
}
MOST_SHELVES = 12


class MoveDialog(FormDialog):
    """Shelves stand as chips where they are few; a shelf's label may be scanned."""

    def __init__(
        self, kit: Kit, parent: QWidget, ways: list[Destination], *, shelves: list[str], here: str
    ):
        super().__init__(kit, parent, "package")
        self._ways = ways
        self.where = Segmented(kit.theme, [way.value for way in ways])
        self.shelves = Chips(kit.theme, one=True, gap=6)
        self.shelves.offer([Choice(name, name) for name in shelves[:MOST_SHELVES] if name != here])
        self.shelf, self.whom = CodeEdit(), limited(QLineEdit(), "name")
        self.note = limited(QLineEdit(), "note")
        self.agreed = Tick(kit.theme)
        self.shelf_field = Field(self.shelf, note="none")
        self.whom_field = Field(self.whom, note="none")
        self.note_field = Field(self.note, note="none")
        self.where.changed.connect(self._where_changed)
        self.shelves.changed.connect(self._shelf_picked)
        self.assemble(
            self.where,
            self.shelves,
            self.shelf_field,
            self.whom_field,
            self.agreed,
            self.note_field,
        )
        self.where.setVisible(len(ways) > 1)
        self._where_changed(self.where.value())

    def say_form(self) -> None:
        say = self.say
        self.title.setText(say("Move the item"))
        choices = [Choice(way.value, say(PLACES[way])) for way in self._ways]
        self.where.say(say("Where to"), choices)
        self.shelves.name(say("Shelves"))
        self.shelf_field.say(say("&Shelf: type it or scan its label"))
        self.whom_field.say(say("&To whom"))
        self.note_field.say(say("&Note"))
        self.agreed.say(say("The customer agreed"), say("before it goes to a third party"))
        self.go.say(say("Move it"))

    def gaps(self) -> list[tuple[str, QWidget]]:
        way, say = self.where.value(), self.say
        if way == Destination.SHELF and not self.shelf.text().strip():
            return [(say("shelf"), self.shelves if self.shelves.chips else self.shelf)]
        if way == Destination.SENT_OUT and not self.whom.text().strip():
            return [(say("to whom"), self.whom)]
        return []

    def facts(self) -> dict[str, Any]:
        way = Destination(self.where.value())
        facts: dict[str, Any] = {"to": way, "note": self.note.text().strip()}
        if way is Destination.SHELF:
            facts["shelf"] = self.shelf.text().strip()
        if way is Destination.SENT_OUT:
            facts |= {"sent_to": self.whom.text().strip()}
            facts |= {"customer_agreed": self.agreed.isChecked()}
        return facts

    def scanned(self, code: str) -> bool:
        """A shelf's label; False where the item goes to no shelf."""
        if self.where.value() != Destination.SHELF:
            return False
        self.shelf.setText(code)
        return True

    def _shelf_picked(self) -> None:
        if self.shelves.value():
            self.shelf.setText(self.shelves.value()[0])

    def _where_changed(self, code: str) -> None:
        is_shelf, is_out = code == Destination.SHELF, code == Destination.SENT_OUT
        self.shelves.setVisible(is_shelf and bool(self.shelves.chips))
        self.shelf_field.setVisible(is_shelf)
        self.whom_field.setVisible(is_out)
        self.agreed.setVisible(is_out)
        self.fit()
        if is_shelf and self.shelves.chips:
            self.shelves.start()
