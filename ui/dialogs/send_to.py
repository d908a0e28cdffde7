"""To which outlet items go: the known ones as chips, any other by its number; scans add items, and
parts that go along.
"""

import re
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from counter.domain.numbers import NumberKind
from counter.domain.refusals import RuleBroken
from counter.services.transfers import PackedPart
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
BETWEEN_PARTS = re.compile(r"[,;，；、]")
#: a part and its pieces: "MF-17 *2", "MF-17×2", "MF-17 x2"; "FX100" is a code
PIECES = re.compile(r"(.+?)(?:\s*[×*]\s*|\s+x\s*)(\d{1,6})", re.IGNORECASE)


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
        self.note, self.parts = limited(QLineEdit(), "note"), CodeEdit()
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
                ("parts", self.parts),
            )
        }
        fields = self.fields
        self.outlets.changed.connect(self._picked)
        self.number.textChanged.connect(self._changed)
        self.parts.textChanged.connect(self._changed)
        self.agreed.toggled.connect(self._changed)
        self.assemble(
            self.outlets,
            stretched(row(fields["number"], fields["name"], gap=10), 1, 2),
            stretched(row(fields["seal"], fields["carrier"], gap=10), 1, 2),
            stretched(row(fields["parts"], fields["note"], gap=10), 1, 1),
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
        fields["parts"].say(say("&Parts that go along"))
        self.parts.setPlaceholderText(say("code *pieces, … or scan the label"))
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
            "parts": self._packed(),
        }

    def _packed(self) -> tuple[PackedPart, ...]:
        """The parts that were typed or scanned; they go with the case the form was opened from."""
        case = next(iter(self._items), "")
        pieces: dict[str, int] = {}
        for text in filter(None, map(str.strip, BETWEEN_PARTS.split(self.parts.text()))):
            read = PIECES.fullmatch(text)
            code, qty = (read[1], int(read[2])) if read else (text, 1)
            pieces[code] = pieces.get(code, 0) + qty
        return tuple(PackedPart(part=code, qty=n, case_number=case) for code, n in pieces.items())

    def scanned(self, code: str) -> bool:
        """A further item or part goes along; False for what is neither's."""
        try:
            found = self.kit.desk.glance(scanned, number=code)
        except RuleBroken as refusal:
            self.refuse(refusal)
            return True
        if found.kind is NumberKind.PART:
            told = self.parts.text().strip(" ,")
            self.parts.setText(f"{told}, {found.number}" if told else found.number)
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

    def _changed(self) -> None:
        """What was said of what stood there holds no longer."""
        self.trouble.hide()
        if not self.missing.isHidden():
            self.tell_gaps()
        self.fit()

    def _picked(self) -> None:
        if self.outlets.value():
            number = self.outlets.value()[0]
            self.number.setText(number)
            self.name.setText(self._names.get(number, ""))
