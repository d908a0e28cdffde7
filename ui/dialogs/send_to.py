"""To which outlet items go: the known ones as chips, any other by its number; scans add items."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from counter.domain.refusals import RuleBroken
from counter.storage.questions.scans import scanned
from counter.storage.questions.transfers import OutletChoice
from ui.dialogs.form import FormDialog
from ui.kit import Kit
from ui.widgets.chips import Chips, Choice
from ui.widgets.field import CodeEdit, Field, limited
from ui.widgets.labels import label
from ui.widgets.layouts import row, stretched
from ui.widgets.ticks import Tick

MOST_OUTLETS = 12


class SendDialog(FormDialog):
    """Packs one item or several; the label of each further one is scanned while this is open."""

    def __init__(
        self, kit: Kit, parent: QWidget, outlets: list[OutletChoice], items: dict[str, str]
    ):
        """`items` are the case numbers that go, with what each is called."""
        super().__init__(kit, parent, "hand-over")
        self._items = dict(items)
        self._names = {str(one.number): one.name for one in outlets}
        self.outlets = Chips(kit.theme, one=True, gap=6)
        self.outlets.offer(
            [Choice(str(o.number), f"{o.number} {o.name}".strip()) for o in outlets[:MOST_OUTLETS]]
        )
        self.number, self.name = CodeEdit(), limited(QLineEdit(), "name")
        self.seal, self.carrier = limited(QLineEdit(), "reference"), limited(QLineEdit(), "name")
        self.note = limited(QLineEdit(), "note")
        self.agreed = Tick(kit.theme)
        self.listed = label("", "", wrap=True)
        self.fields = {
            name: Field(edit, note="none")
            for name, edit in (
                ("number", self.number),
                ("name", self.name),
                ("seal", self.seal),
                ("carrier", self.carrier),
                ("note", self.note),
            )
        }
        fields = self.fields
        self.outlets.changed.connect(self._picked)
        self.assemble(
            self.outlets,
            stretched(row(fields["number"], fields["name"], gap=10), 1, 2),
            stretched(row(fields["seal"], fields["carrier"], gap=10), 1, 2),
            fields["note"],
            self.agreed,
            self.listed,
        )
        self.outlets.setVisible(bool(outlets))
        if outlets:
            self.outlets.start()
        else:
            self.number.setFocus()

    def say_form(self) -> None:
        say, fields = self.say, self.fields
        self.title.setText(say("Send to another outlet"))
        self.outlets.name(say("Outlets"))
        fields["number"].say(say("&Number of the outlet"))
        fields["name"].say(say("Its na&me, as on the paper"))
        fields["seal"].say(say("S&eal on the bag"))
        fields["carrier"].say(say("&Carrier"))
        fields["note"].say(say("N&ote"))
        self.agreed.say(
            say("The customer agreed"), say("not needed back to the outlet that took it in")
        )
        self.then.setText(say("Two papers are printed: one goes with the items. Then send it off."))
        self.go.say(say("Pack"))
        self._list_items()

    def gaps(self) -> list[tuple[str, QWidget]]:
        if not self.number.text().strip():
            chips = self.outlets if self.outlets.chips else self.number
            return [(self.say("outlet"), chips)]
        return []

    def facts(self) -> dict[str, Any]:
        number = self.number.text().strip()
        return {
            "to_outlet": int(number) if number.isdecimal() else 0,
            "to_name": self.name.text().strip(),
            "case_numbers": tuple(self._items),
            "seal": self.seal.text().strip(),
            "carrier": self.carrier.text().strip(),
            "note": self.note.text().strip(),
            "customer_agreed": self.agreed.isChecked(),
        }

    def scanned(self, code: str) -> bool:
        """A further item goes along; False for what is no item's."""
        try:
            found = self.kit.desk.glance(scanned, number=code)
        except RuleBroken as refusal:
            self.refuse(refusal)
            return True
        if not found.case_number:
            return False
        self._items[found.case_number] = found.name
        self._list_items()
        self.fit()
        return True

    def _list_items(self) -> None:
        short, language = self.kit.figures.short_number, self.kit.language
        told = [f"{short(number)} {name}".strip() for number, name in self._items.items()]
        count = language.say_n("{n} item goes", "{n} items go", len(told))
        more = self.say("Scan the label of every further item.")
        self.listed.setText(f"{count}: {language.listing(told)}. {more}")

    def _picked(self) -> None:
        if self.outlets.value():
            number = self.outlets.value()[0]
            self.number.setText(number)
            self.name.setText(self._names.get(number, ""))
