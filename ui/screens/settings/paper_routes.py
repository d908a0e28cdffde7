"""Which printer of this machine takes which paper, and in which size."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from counter.domain.paper_looks import CHOICES, PREFIX, look_of
from counter.printing.devices.catalogue import Printer
from counter.printing.devices.routes import AS_PDF, Route
from counter.printing.devices.suiting import takes
from counter.printing.forms import FORMS
from counter.printing.media import MEDIA, Medium
from ui.kit import Kit
from ui.screens.settings.printer_words import PAPERS, paper_name
from ui.widgets.chips import Choice
from ui.widgets.labels import label
from ui.widgets.layouts import column, framed
from ui.widgets.look import set_look
from ui.widgets.pick import Pick

if TYPE_CHECKING:
    from ui.pile import Printers


class PaperRoutes(QWidget):
    """Each choice is kept at once."""

    chosen = Signal(str, object)  # a form and its route

    def __init__(self, kit: Kit):
        super().__init__()
        self.kit = kit
        self._printers: list[Printer] = []
        self._system: Printers | None = None
        self.routes: dict[str, Route] = {}
        self._sizes: dict[str, str] = {}  # what the outlet prints a paper on
        forms = [*(f for f in FORMS if f in PAPERS), *(f for f in FORMS if f not in PAPERS)]
        self._names = {form: label("", "strong", wrap=True) for form in forms}
        self.notes = {form: label("", "hint", wrap=True) for form in forms}
        self.printers = {form: Pick() for form in forms}
        self.sizes = {form: Pick() for form in forms}
        self._heads = [label("", "caption") for _ in range(3)]
        grid = QGridLayout()
        grid.setContentsMargins(20, 12, 20, 12)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        for place, share in enumerate((3, 5, 4)):
            grid.setColumnStretch(place, share)
            grid.addWidget(self._heads[place], 0, place)
        for place, form in enumerate(forms, 1):
            grid.addWidget(self._names[form], 2 * place, 0)
            grid.addWidget(self.printers[form], 2 * place, 1)
            grid.addWidget(self.sizes[form], 2 * place, 2)
            grid.addWidget(self.notes[form], 2 * place + 1, 1, 1, 2)
            for pick in (self.printers[form], self.sizes[form]):
                pick.setObjectName(form)
            self.printers[form].picked.connect(self._printer_picked)
            self.sizes[form].picked.connect(self._size_picked)
        self.setLayout(column(framed(grid), 1))

    def stops(self) -> list[QWidget]:
        """Where Tab goes."""
        return [pick for form in self.printers for pick in (self.printers[form], self.sizes[form])]

    def say_all(self) -> None:
        """Set every text anew."""
        say = self.kit.language.say
        heads = (say("Paper"), say("Printer"), say("Size"))
        for head, text in zip(self._heads, heads, strict=True):
            head.setText(text)
        for form, name in self._names.items():
            name.setText(paper_name(self.kit.language, form))
        self._show()

    def show_routes(self, printers: list[Printer], routes: dict[str, Route]) -> None:
        """Show where papers go."""
        self._printers, self.routes = printers, dict(routes)
        self._show()

    def show_system(self, system: "Printers") -> None:
        """Show the printers that the system has now."""
        self._system = system
        self._show()

    def show_usual(self, settings: dict[str, Any]) -> None:
        """Take from the outlet's settings what it prints each paper on."""
        self._sizes = {
            form: look_of(form, settings[f"{PREFIX}{form}"]).size
            for form in CHOICES
            if f"{PREFIX}{form}" in settings
        }
        self._show()

    # -- inside

    def _usual(self, form: str) -> Medium:
        return MEDIA.get(self._sizes.get(form, ""), FORMS[form].medium)

    def _show(self) -> None:
        for form in self.printers:
            self._show_one(form)

    def _show_one(self, form: str) -> None:
        say, route = self.kit.language.say, self.routes.get(form, Route())
        paper = paper_name(self.kit.language, form)
        choices = self._choices(route)
        self.printers[form].offer(say("Printer for: {paper}", paper=paper), choices)
        self.printers[form].pick(route.printer)
        sizes = [Choice(name, say(MEDIA[name].title)) for name in self._fitting(form, route)]
        if route.size and route.size not in {choice.code for choice in sizes}:
            known = MEDIA.get(route.size)
            title = say(known.title) if known else route.size
            sizes.append(Choice(route.size, say("{size} (does not fit)", size=title)))
        title = say(self._usual(form).title)
        usual = Choice("", say("As the outlet says: {size}", size=title))
        self.sizes[form].offer(say("Size of: {paper}", paper=paper), [usual, *sizes])
        self.sizes[form].pick(route.size)
        text, tone = self._note(form, route)
        self.notes[form].setText(text)
        set_look(self.notes[form], state=tone)
        self.notes[form].setVisible(bool(text))
        self.printers[form].setAccessibleDescription(text)

    def _choices(self, route: Route) -> list[Choice]:
        say, system = self.kit.language.say, self._system
        default = system.default if system else ""
        first = say("The system's printer: {name}", name=default) if default else ""
        found = [Choice("", first or say("The system's printer"))]
        described = [printer.name for printer in self._printers]
        found += [Choice(name, name) for name in described]
        others = [name for name in (system.names if system else []) if name not in described]
        found += [Choice(name, say("{name} (system)", name=name)) for name in others]
        if route.printer not in {"", AS_PDF, *described, *others}:
            text = say("{name} (not there now)", name=route.printer) if system else route.printer
            found.append(Choice(route.printer, text))
        return [*found, Choice(AS_PDF, say("Save as PDF"))]

    def _described(self, name: str) -> Printer | None:
        return next((one for one in self._printers if one.name == name), None)

    def _fitting(self, form: str, route: Route) -> list[str]:
        printer = self._described(route.printer)
        return [name for name in FORMS[form].on if printer is None or takes(printer, MEDIA[name])]

    def _note(self, form: str, route: Route) -> tuple[str, str]:
        say, system = self.kit.language.say, self._system
        printer, fitting = self._described(route.printer), self._fitting(form, route)
        there = {"", AS_PDF, *(system.names if system else [])}
        if printer is None and system is not None and route.printer not in there:
            return say(
                "“{name}” is not there now. Choose another printer, or describe it again.",
                name=route.printer,
            ), "error"
        if not fitting:
            return say("“{name}” takes no size of this paper.", name=route.printer), "error"
        if route.size and route.size not in fitting:
            return say("“{name}” does not take this size.", name=route.printer), "error"
        usual = self._usual(form)
        if printer is not None and not route.size and usual.name not in fitting:
            text = say(
                "“{name}” does not take {size}. Choose a size that it takes.",
                name=route.printer, size=say(usual.title),
            )  # fmt: skip
            return text, "warn"
        return "", ""

    def _printer_picked(self) -> None:
        form = self.sender().objectName()
        name, size = self.printers[form].code(), self.routes.get(form, Route()).size
        fitting = self._fitting(form, Route(printer=name))
        if size not in ("", *fitting):
            size = ""
        if not size and fitting and self._usual(form).name not in fitting:
            size = fitting[0]  # what the outlet usually prints it on does not go there
        self._choose(form, Route(printer=name, size=size))

    def _size_picked(self) -> None:
        form = self.sender().objectName()
        name = self.routes.get(form, Route()).printer
        self._choose(form, Route(printer=name, size=self.sizes[form].code()))

    def _choose(self, form: str, route: Route) -> None:
        self.routes[form] = route
        self._show_one(form)
        self.chosen.emit(form, route)
