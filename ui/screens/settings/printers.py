"""The printers of this machine: described, found, asked and tried, and which paper goes where."""

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from counter.domain.refusals import RuleBroken
from counter.printing.devices.catalogue import Printer
from counter.printing.devices.routes import Route
from counter.storage.questions.lists import OutletView, outlet_view
from counter.wording import sentence
from ui.kit import Kit
from ui.printer_desk import Known
from ui.screens.settings.paper_routes import PaperRoutes
from ui.screens.settings.printer_side import NEW, OURS, SYSTEMS, name_in
from ui.screens.settings.printer_words import PAPERS
from ui.screens.settings.printers_view import PrintersView
from ui.screens.settings.section import Gap, Section
from ui.widgets.buttons import Button
from ui.widgets.chips import Choice
from ui.widgets.labels import Callout
from ui.widgets.layouts import bring, column, put_by, row, scrolled, stretched
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from pathlib import Path

    from ui.pile import Printers

__all__ = ["PAPERS", "PrintersSection"]
VIEWS = ("printers", "papers")


class PrintersSection(Section):
    """Nothing of it travels, and nothing of it waits for a printer."""

    name = "printers"
    icon = "printer"
    kinds: ClassVar[frozenset[str]] = frozenset({"setting"})

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self.known = Known([], {})
        self.system: Printers | None = None
        self._gone: Printer | None = None
        self._damage: RuleBroken | None = None
        self._is_loaded = self._first_wanted = False
        self.views = Segmented(kit.theme, list(VIEWS))
        self.view, self.papers = PrintersView(kit), PaperRoutes(kit)
        self.anew = Button(kit.theme)
        self.damaged = Callout(kit.theme, "triangle-alert", "danger", self.anew)
        self.damaged.hide()
        self._stack, self._routes = QStackedWidget(), scrolled(self.papers, "clear")
        put_by(self._stack, self.view)
        put_by(self._stack, self._routes)
        bring(self._stack, self.view)
        body = column(row(self.views, 1), self.damaged, self._stack, gap=10)
        self.build(stretched(body, 0, 0, 1), scrolls=False)
        self._connect()
        self.say_all()

    def _connect(self) -> None:
        self.views.changed.connect(self._show_view)
        self.view.shown.connect(self._show_go)
        self.view.edited.connect(self.edited)
        self.view.side.again.clicked.connect(self.reload)
        self.view.side.wants_undo.connect(self._take_back)
        self.view.page.wants_removed.connect(self._remove)
        self.view.page.trial.tried.connect(self._tried)
        self.view.page.trial.gap_found.connect(self.save)
        self.view.foreign.tried.connect(self._tried)
        self.view.page.trial.told.connect(self.told)
        self.view.foreign.told.connect(self.told)
        self.papers.chosen.connect(self._route)
        self.anew.clicked.connect(self._begin_anew)

    def stops(self) -> list[QWidget]:
        return [self.views, self.anew, *self.view.stops(), *self.papers.stops(), self.go]

    def caption(self) -> str:
        return self.kit.language.say("Printers")

    def purpose(self) -> str:
        return self.kit.language.say(
            "On this machine only: the printers it has, and which of them takes which paper."
        )

    def say_all(self) -> None:
        say = self.kit.language.say
        views = [Choice("printers", say("Printers")), Choice("papers", say("Where papers go"))]
        self.views.say(say("What is shown"), views)
        self.anew.say(say("Keep the file aside and begin anew"))
        self.view.say_all()
        self.papers.say_all()
        self._say_damage()
        super().say_all()

    def reload(self) -> None:
        desk = self.kit.printer_desk
        desk.known().then(self._take_first).sorry(self._unreadable)
        desk.system().then(self._take_system)
        self.kit.desk.ask(outlet_view).then(self._take_outlet)

    def first(self) -> None:
        self._first_wanted = not self._is_loaded
        side = self.view.side
        if self._first_wanted:
            return
        if self.views.value() == "papers":
            self.papers.stops()[0].setFocus(Qt.FocusReason.TabFocusReason)
        elif self.damaged.isVisible():
            self.anew.setFocus(Qt.FocusReason.TabFocusReason)
        elif side.list.rows:
            side.list.start()
        else:
            side.look.setFocus(Qt.FocusReason.TabFocusReason)

    def leave(self) -> None:
        self.view.finds.cancel()

    def gaps(self) -> list[Gap]:
        form, is_untouched = self.view.page.form, not self.view.is_changed()
        gap = form.gap()
        if not self._is_form() or gap is None or (is_untouched and self.view.open_key == NEW):
            return []
        say = self.kit.language.say
        return [(say("the name") if gap is form.name else say("the address"), gap)]

    def show_state(self) -> None:
        super().show_state()
        if not self.missing.text() and self._is_form() and self.view.is_changed():
            self.missing.setText(self.kit.language.say("Changes not saved"))

    def is_loaded(self) -> bool:
        """Whether it is known what is described here."""
        return self._is_loaded

    # -- what there is

    def _take_known(self, known: Known) -> None:
        self.known, self._is_loaded = known, True
        self.damaged.hide()
        self.papers.show_routes(known.printers, known.routes)
        self._show_all()

    def _take_first(self, known: Known) -> None:
        self._take_known(known)
        self.view.ask_states("")

    def _take_system(self, system: "Printers") -> None:
        self.system = system
        self.papers.show_system(system)
        if self._is_loaded:
            self._show_all()
            self.view.ask_states(SYSTEMS)

    def _take_outlet(self, view: OutletView) -> None:
        self.papers.show_usual(view.settings)

    def _unreadable(self, refusal: RuleBroken) -> None:
        self.known, self._is_loaded, self._damage = Known([], {}), True, refusal
        self._say_damage()
        self.damaged.show()
        self._show_all()

    def _say_damage(self) -> None:
        if self._damage is not None:
            self.damaged.show_text(self._sentence(self._damage))

    def _begin_anew(self) -> None:
        at = self.kit.figures.local(self.kit.now()).replace(tzinfo=None)
        self.kit.printer_desk.begin_anew(at).then(self._begun_anew).sorry(self._refused)

    def _begun_anew(self, aside: "Path") -> None:
        self.told.emit(self.kit.language.say("The old file lies at {file}", file=str(aside)))
        self.view.side.look.setFocus()
        self.reload()

    def _show_all(self) -> None:
        self.view.show_all(self.known.printers, self.system)
        self._show_go()
        if self._first_wanted:
            self.first()

    def _is_form(self) -> bool:
        return self.views.value() == "printers" and self.view.is_form()

    def _show_view(self, view: str) -> None:
        bring(self._stack, self._routes if view == "papers" else self.view)
        self.trouble.hide()
        self._show_go()

    def _show_go(self) -> None:
        self.go.setVisible(self._is_form())
        self.show_state()

    # -- kept, taken away, and back

    def save(self) -> None:
        """Keep the printer that is open, or go to what keeps it from being kept."""
        if self.is_sending() or not self._is_form():
            return
        self.show_state()
        key, gap = self.view.open_key, self.view.page.form.gap()
        if gap is not None:
            gap.setFocus(Qt.FocusReason.TabFocusReason)
            return
        if key != NEW and not self.view.is_changed():
            self.told.emit(self.kit.language.say("Nothing was changed"))
            return
        try:
            printer = self.view.page.form.read()
        except RuleBroken as refusal:
            self._refuse_form(refusal)
            return
        self._describe(printer, key)

    def _describe(self, printer: Printer, key: str) -> None:
        self.trouble.hide()
        self._is_sending = True
        was = name_in(key) if key.startswith(OURS) else ""
        reply = self.kit.printer_desk.describe(printer, was)
        reply.then(self._saved, key, printer.name, self.view.typed())
        reply.sorry(self._refuse_form).after(self._settled)

    def _saved(self, known: Known, key: str, name: str, typed: dict[str, Any]) -> None:
        self.view.kept(key, OURS + name, typed)
        self.view.side.show_gone("")
        self.told.emit(self.kit.language.say("Kept for this machine"))
        self._take_known(known)
        self.view.ask_states(OURS + name)

    def _refuse_form(self, refusal: RuleBroken) -> None:
        field = self.view.page.form.refuse(refusal)
        if field is None:
            self.refuse(self._sentence(refusal))
        else:
            field.setFocus(Qt.FocusReason.TabFocusReason)

    def _remove(self) -> None:
        printer = self.view.printer()
        if printer is not None:
            reply = self.kit.printer_desk.forget(printer.name)
            reply.then(self._removed, printer, self.view.open_key).sorry(self._refused)

    def _removed(self, known: Known, gone: Printer, key: str) -> None:
        self._gone = gone
        self.view.taken_away(key)
        self._take_known(known)
        self.view.side.show_gone(gone.name)
        self.view.side.undo.setFocus(Qt.FocusReason.TabFocusReason)

    def _take_back(self) -> None:
        if self._gone is not None:
            self._describe(self._gone, "")
            self.view.side.list.setFocus(Qt.FocusReason.TabFocusReason)
            self._gone = None

    def _route(self, form: str, route: Route) -> None:
        self.trouble.hide()
        self.kit.printer_desk.route(form, route).then(self._routed).sorry(self._refused)

    def _routed(self, known: Known) -> None:
        self.known = known
        self.told.emit(self.kit.language.say("Kept for this machine"))

    def _refused(self, refusal: RuleBroken) -> None:
        self.refuse(self._sentence(refusal))
        self.reload()

    def _settled(self) -> None:
        self._is_sending = False

    def _sentence(self, refusal: RuleBroken) -> str:
        return sentence(refusal.rule, refusal.facts, self.kit.language.words)

    def _tried(self) -> None:
        self.kit.preferences.keep("printer_tried", 1)
