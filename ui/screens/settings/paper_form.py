"""What may be chosen for one paper: size, copies, fields, a note, whether it has the logo."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from counter.domain.paper_looks import CHOICES, SETS
from counter.domain.personal import LIMITS
from counter.language import LANGUAGES, N_
from counter.printing.media import MEDIA
from ui.kit import Kit
from ui.language import LANGUAGES as NAMES
from ui.widgets.chips import Choice
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.layouts import column, row, stretched
from ui.widgets.pick import Pick
from ui.widgets.ticks import Tick

#: what may be left out, as it is called to those who choose
FIELDS = {
    "status_link": N_("Customer page"),
    "photos": N_("Number of pictures"),
    "sketches": N_("Boxes to sketch in"),
    "diagnosis_fee": N_("Diagnosis fee of 0"),
    "deposit": N_("Paid in advance: 0"),
    "cover": N_("Cover"),
    "shelf": N_("Place on the shelf"),
    "customer": N_("Masked name"),
    "phone_tail": N_("End of the phone"),
    "serial": N_("Serial number"),
    "diagnosis": N_("Diagnosis"),
    "work": N_("What was done"),
    "promised": N_("Promised time"),
    "phone": N_("Phone"),
    "old_parts": N_("Old parts"),
    "payment": N_("How it was paid"),
    "fapiao_question": N_("Fapiao wanted or not"),
    "technician": N_("Technician"),
    "notified": N_("When he was told"),
    "paid": N_("What was paid"),
}
#: for whom the first, second and third copy is
COPIES = {
    "item_receipt": (
        N_("1: for the customer"),
        N_("2: and for the file"),
        N_("3: and with the item"),
    ),
    "settlement_statement": (
        N_("1: for the customer"),
        N_("2: and for the file"),
        N_("3: and for the accounts"),
    ),
    "estimate": (N_("1: for the customer"), N_("2: and for the file")),
    "transfer": (N_("1: for the file"), N_("2: and with the items")),
}
LABELS = ("item_label", "accessory_label")
LEAST, TWO_COLUMNS = 110, 330  # px


class PaperForm(QWidget):
    """The choices of the paper that is shown; `value` is what its setting would be."""

    changed = Signal()
    shown_in = Signal(str)  # a note is typed in this language

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self.form = next(iter(CHOICES))  # of which paper
        self.size_pick, self.copies_pick = Pick(), Pick()
        self._size = Field(self.size_pick, note="none")
        self._copies = Field(self.copies_pick, note="none")
        self.fields = {name: Tick(kit.theme) for name in FIELDS}
        self._printed, self._always = label("", "title"), label("", "hint", wrap=True)
        self._note_hint = label("", "hint", wrap=True)
        self.notes = {lang: QLineEdit() for lang in LANGUAGES}
        self._note_fields = {lang: Field(edit, note="none") for lang, edit in self.notes.items()}
        self.logo = Tick(kit.theme)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(0)
        self._columns = 2
        chosen = stretched(row(self._size, self._copies, gap=14), 3, 2)
        title = stretched(row(self._printed, self._always, gap=12), 0, 1)
        notes = stretched(row(*self._note_fields.values(), gap=14), 1, 1)
        self.setLayout(
            column(
                chosen, title, self._grid, notes, self._note_hint, self.logo, gap=6,
            )
        )  # fmt: skip
        for part in (self.size_pick, self.copies_pick, *self.fields.values(), self.logo):
            part.setMinimumWidth(LEAST)
        for tick in self.fields.values():
            tick.setParent(self)
        for edit in self.notes.values():
            edit.setMaxLength(LIMITS["paper_note"])
        self._lay_ticks([])

    def _connect(self) -> None:
        self.size_pick.picked.connect(self._sized)
        self.copies_pick.picked.connect(self.changed)
        self.logo.toggled.connect(self._ticked)
        for tick in self.fields.values():
            tick.toggled.connect(self._ticked)
        for edit in self.notes.values():
            edit.textEdited.connect(self._typed)

    def stops(self) -> list[QWidget]:
        """Where Tab goes."""
        ticks = [self.fields[name] for name in CHOICES[self.form].optional]
        return [self.size_pick, self.copies_pick, *ticks, *self.notes.values(), self.logo]

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self._size.say(say("Printed on"))
        self._copies.say(say("Copies"))
        self._printed.setText(say("Printed besides"))
        self._always.setText(say("What the law or custody needs is always printed."))
        for name, text in FIELDS.items():
            self.fields[name].say(say(text))
        for lang, field in self._note_fields.items():
            field.say(say("Note, {language}", language=NAMES[lang]))
        self._note_hint.setText(
            say("On a label it takes the place of what is left out, and so does the logo.")
        )
        self.logo.say(say("With the logo"))
        self._offer()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        columns = 2 if self.width() >= TWO_COLUMNS else 1
        if columns != self._columns:
            self._columns = columns
            self._lay_ticks(self.value()["hidden"])

    def show_paper(self, form: str, value: dict[str, Any], note: dict[str, str]) -> None:
        """Show what is chosen for a paper; nothing is told."""
        self.form = form
        self.blockSignals(True)
        self._offer()
        self.size_pick.pick(value["size"])
        self._offer()
        self.copies_pick.pick(str(value["copies"] or ""))
        self._lay_ticks(value["hidden"])
        for lang, edit in self.notes.items():
            edit.setText(note.get(lang, ""))
            edit.setCursorPosition(0)
        self.logo.setChecked(value["logo"])
        self.blockSignals(False)

    def value(self) -> dict[str, Any]:
        """What is chosen, without the note."""
        hidden = [name for name in CHOICES[self.form].optional if not self.fields[name].isChecked()]
        return {
            "size": self.size_pick.code(),
            "copies": int(self.copies_pick.code() or 0),
            "hidden": hidden,
            "logo": self.logo.isChecked(),
        }

    def note(self) -> dict[str, str]:
        """The note in each language."""
        return {lang: edit.text().strip() for lang, edit in self.notes.items()}

    def _offer(self) -> None:
        say, choices = self._kit.language.say, CHOICES[self.form]
        titles = [(size, say(MEDIA[size].title)) for size in choices.sizes]
        usual = say("As usual: {what}", what=titles[0][1])
        sizes = [Choice(size, title) for size, title in titles[1:]]
        self.size_pick.offer(say("Printed on"), [Choice("", usual), *sizes])
        names = COPIES.get(self.form, ())
        counts = [
            Choice(str(n), say(names[n - 1]) if names else str(n))
            for n in range(1, choices.copies + 1)
        ]
        usual = 1 if self.size_pick.code() in SETS else len(names) or 1
        shown = say("As usual: {what}", what=usual)
        self.copies_pick.offer(say("Copies"), [Choice("", shown), *counts])
        self._size.setVisible(len(sizes) > 0)
        self._copies.setVisible(choices.copies > 0)
        self._note_hint.setVisible(self.form in LABELS)

    def _lay_ticks(self, hidden: list[str]) -> None:
        for tick in self.fields.values():
            self._grid.removeWidget(tick)
            tick.hide()
        for n in range(2):
            self._grid.setColumnStretch(n, int(n < self._columns))
        for place, name in enumerate(CHOICES[self.form].optional):
            self.fields[name].setChecked(name not in hidden)
            self._grid.addWidget(self.fields[name], *divmod(place, self._columns))
            self.fields[name].show()

    def _sized(self) -> None:
        self._offer()
        self.changed.emit()

    def _ticked(self, _on: bool) -> None:
        self.changed.emit()

    def _typed(self, _text: str) -> None:
        sender = self.sender()
        for lang, edit in self.notes.items():
            if edit is sender:
                self.shown_in.emit(lang)
        self.changed.emit()
