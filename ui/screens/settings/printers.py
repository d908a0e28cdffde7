"""Which printer takes which paper on this machine, with a test page for each."""

from typing import Any

from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from counter.language import N_
from ui.kit import Kit
from ui.pile import Printers
from ui.preferences import KEEP_AS_PDF
from ui.screens.settings.section import Section
from ui.widgets.buttons import Button
from ui.widgets.labels import Callout, label
from ui.widgets.layouts import column, framed, holder

PAPERS = {
    "item_receipt": N_("Receipt"),
    "repair_card": N_("Repair card"),
    "item_label": N_("Item label"),
    "accessory_label": N_("Accessory label"),
    "settlement_statement": N_("Settlement statement"),
    "item_register": N_("Register"),
}
SIZES = {
    "item_receipt": "A5 210 × 148 mm",
    "repair_card": "A6 105 × 148 mm",
    "item_label": "60 × 40 mm",
    "accessory_label": "40 × 30 mm",
    "settlement_statement": "A5 210 × 148 mm",
    "item_register": "A4 297 × 210 mm",
}


class PrintersSection(Section):
    """Sets this machine's printers; nothing of it travels."""

    name = "printers"
    icon = "printer"

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self._found: Printers | None = None
        self._tried = ""
        self.choices = {form: QComboBox() for form in PAPERS}
        self.trials = {form: Button(kit.theme, "", "printer") for form in PAPERS}
        self._names = {form: label("", "strong") for form in PAPERS}
        self._sizes = {form: label("", "hint") for form in PAPERS}
        self.found = Callout(kit.theme, "printer")
        self._build()
        for form in PAPERS:
            self.choices[form].activated.connect(self._chosen)
            self.trials[form].clicked.connect(self._try)
        self.say_all()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(20, 14, 20, 14)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for place, form in enumerate(PAPERS):
            grid.addWidget(holder(column(self._names[form], self._sizes[form], gap=0)), place, 0)
            grid.addWidget(self.choices[form], place, 1)
            grid.addWidget(self.trials[form], place, 2)
        self.build(column(self.found, framed(grid), 1, gap=12), saves=False)

    def stops(self) -> list[QWidget]:
        pairs = zip(self.choices.values(), self.trials.values(), strict=True)
        return [part for pair in pairs for part in pair]

    def caption(self) -> str:
        return self.kit.language.say("Printers")

    def purpose(self) -> str:
        return self.kit.language.say(
            "On this machine only. Lay a ruler on the scale of the test page: a line is a "
            "millimetre."
        )

    def say_all(self) -> None:
        say = self.kit.language.say
        for form, text in PAPERS.items():
            self._names[form].setText(say(text))
            self._sizes[form].setText(SIZES[form])
            self.choices[form].setAccessibleName(say("Printer for: {paper}", paper=say(text)))
            self.trials[form].say(say("Test page"), say(text))
        self._show_choices()
        super().say_all()

    def reload(self) -> None:
        self.kit.print_room.printers().then(self._take)

    def first(self) -> None:
        self.choices["item_receipt"].setFocus()

    # -- inside

    def _take(self, found: Any) -> None:
        self._found = found
        self._show_choices()

    def _show_choices(self) -> None:
        say, found = self.kit.language.say, self._found
        if found is None:
            self.found.show_text(say("Looking for printers …"), "accent", "printer")
        elif not found.names:
            self.found.show_text(
                say(
                    "This machine has no printer yet: papers are saved as PDF in the shop's "
                    "folder. Set one up in the system, then open this page again."
                ),
                "warn",
                "triangle-alert",
            )
        else:
            text = self.kit.language.say_n(
                "{n} printer found", "{n} printers found", len(found.names)
            )
            self.found.show_text(text, "ok", "circle-check")
        for form, box in self.choices.items():
            self._fill(box, self.kit.preferences.printer_of(form))

    def _fill(self, box: QComboBox, wanted: str) -> None:
        say, found = self.kit.language.say, self._found
        names = found.names if found else []
        default = found.default if found else ""
        box.clear()
        first = say("The system's printer: {name}", name=default) if default else ""
        box.addItem(first or say("The system's printer"), "")
        for name in names:
            box.addItem(name, name)
        if wanted and wanted != KEEP_AS_PDF and wanted not in names:
            box.addItem(say("{name} (not there now)", name=wanted), wanted)
        box.addItem(say("Save as PDF"), KEEP_AS_PDF)
        box.setCurrentIndex(max(0, box.findData(wanted)))

    def _chosen(self) -> None:
        box = self.sender()
        form = next(form for form, each in self.choices.items() if each is box)
        self.kit.preferences.keep(f"printers/{form}", str(self.choices[form].currentData()))
        self.told.emit(self.kit.language.say("Kept for this machine"))

    def _try(self) -> None:
        form = next(form for form, each in self.trials.items() if each is self.sender())
        say, figures = self.kit.language.say, self.kit.figures
        now = figures.local(self.kit.now())
        lines = [say(PAPERS[form]), SIZES[form], f"{now:%Y-%m-%d %H:%M}"]
        reply = self.kit.print_room.try_printer(form, say("Test page"), lines)
        reply.then(self._tried_one)

    def _tried_one(self, _answer: Any) -> None:
        self.kit.preferences.keep("printer_tried", 1)
