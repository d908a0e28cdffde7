"""Printers at the left, at the right the one that is open; what is half typed stays typed."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from counter.domain.refusals import RuleBroken
from counter.printing.devices.catalogue import Language, Printer, Way, as_json, host_and_port
from counter.wording import sentence
from ui.kit import Kit
from ui.screens.settings.printer_finds import PrinterFinds
from ui.screens.settings.printer_page import PrinterPage
from ui.screens.settings.printer_side import NEW, OURS, SYSTEMS, PrinterSide, name_in
from ui.screens.settings.printer_states import PrinterStates
from ui.screens.settings.printer_words import LANGUAGES
from ui.screens.settings.system_printer import SystemPrinter
from ui.widgets.layouts import bring, column, framed, put_by, row, scrolled, stretched

if TYPE_CHECKING:
    from ui.pile import Printers

WIDE, NARROW, ROOMY = 256, 212, 900


class PrintersView(QWidget):
    """`open_key` is empty while printers are looked for."""

    edited = Signal()
    shown = Signal()

    def __init__(self, kit: Kit):
        super().__init__()
        self.kit = kit
        self.open_key = ""
        self._drafts: dict[str, dict[str, Any]] = {}
        self._described: list[Printer] = []
        self.states = PrinterStates(kit, self)
        self.side, self.page = PrinterSide(kit, self.states), PrinterPage(kit)
        self.foreign, self.finds = SystemPrinter(kit), PrinterFinds(kit)
        self._right = QStackedWidget()
        for page in (self.page, self.foreign, self.finds):
            put_by(self._right, page)
        bring(self._right, self.page)
        self._scroll = scrolled(self._right, "clear")
        right = framed(column(self._scroll, margins=(1, 1, 1, 1)))
        self.setLayout(stretched(row(self.side, right, gap=16), 0, 1))
        self._connect()

    def _connect(self) -> None:
        self.side.list.chosen_key.connect(self.show_printer)
        self.side.list.opened.connect(self.enter)
        self.side.add.clicked.connect(self.begin_new)
        self.side.look.clicked.connect(self.look)
        self.states.changed.connect(self._say_state)
        self.page.edited.connect(self._edited)
        self.page.trial.spoke.connect(self._show_outcome)
        self.page.wants_undone.connect(self._undo_changes)
        self.foreign.wants_described.connect(self._describe_foreign)
        self.finds.chosen.connect(self.describe_found)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self.side.setFixedWidth(WIDE if self.width() >= ROOMY else NARROW)

    def stops(self) -> list[QWidget]:
        """Where Tab goes."""
        pages = (self.page, self.foreign, self.finds)
        return [*self.side.stops(), *(stop for page in pages for stop in page.stops())]

    def say_all(self) -> None:
        """Set every text anew."""
        for part in (self.side, self.page, self.foreign, self.finds):
            part.say_all()
        self.page.note.hide()  # what a new printer said is not asked again
        self._say_about()

    # -- what there is

    def show_all(self, described: list[Printer], system: "Printers | None") -> None:
        """Show these; what is open stays, half typed or not, while it is there."""
        self._described = described
        names = [one.name for one in described]
        found = {OURS + one.name: one for one in described}
        for name in system.names if system else []:
            if name not in names:
                found[SYSTEMS + name] = Printer(
                    name=name, language=Language.DRIVER, way=Way.QUEUE, address=name
                )
        self.side.show_printers(found, set(self._drafts))
        is_looking = self._right.currentWidget() is self.finds
        if not is_looking and self.open_key not in (*found, NEW):
            self.open_key = ""
        if not self.open_key and not is_looking:
            self.show_printer(next(iter(found), NEW))
        elif self.is_form() and self.open_key != NEW and self.page.printer != self.printer():
            self._fill()
        self.side.list.mark(self.open_key)
        self._say_about()

    def ask_states(self, keys: str) -> None:
        """Ask the printers whose keys begin so how they are."""
        found = self.side.printers.items()
        self.states.ask({key: one for key, one in found if key.startswith(keys)})

    # -- what is open

    def show_printer(self, key: str) -> None:
        """Open a printer, with what was typed of it and not saved."""
        self.open_key = key
        if key.startswith(SYSTEMS):
            self.foreign.show_printer(name_in(key))
            bring(self._right, self.foreign)
        else:
            bring(self._right, self.page)
            self._fill()
        self.side.list.mark(key)
        self._say_about()
        self.shown.emit()

    def begin_new(self) -> None:
        """An empty form, or the new printer that is half typed."""
        self.show_printer(NEW)
        self.page.form.name.setFocus(Qt.FocusReason.TabFocusReason)

    def look(self) -> None:
        """Look for printers."""
        self.open_key = ""
        self.side.list.mark("")
        bring(self._right, self.finds)
        self.shown.emit()
        self.finds.look(self._described)

    def enter(self, key: str) -> None:
        """Go to what is at the right."""
        if key != self.open_key:
            self.show_printer(key)
        target = self.foreign.page if key.startswith(SYSTEMS) else self.page.form.name
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def is_form(self) -> bool:
        """Whether a form is open."""
        return self._right.currentWidget() is self.page

    def is_changed(self) -> bool:
        """Whether what is open is typed otherwise than it is kept."""
        return self.open_key in self._drafts

    def printer(self) -> Printer | None:
        """The one that is open, as it is kept."""
        return self.side.printers.get(self.open_key)

    def typed(self) -> dict[str, Any]:
        """What is typed of the one that is open."""
        return self.page.form.typed()

    def kept(self, key: str, now: str, typed: dict[str, Any]) -> None:
        """What was `typed` is kept under a key of its own; what was typed since is not yet."""
        draft = self._drafts.pop(key, None)
        if draft is not None and draft != typed:
            self._drafts[NEW if key == NEW else now] = draft
            now = NEW if key == NEW else now
        if self.open_key == key:
            self.open_key = now

    def taken_away(self, key: str) -> None:
        """This one is here no more, nor what was typed of it; nothing is open where it was."""
        self._drafts.pop(key, None)
        if self.open_key == key:
            self.open_key = ""

    def _fill(self) -> None:
        draft, is_new = self._drafts.get(self.open_key), self.open_key == NEW
        self.page.show_printer(self.printer(), draft, is_new=is_new)

    def _show_outcome(self) -> None:
        """In a narrow window what came of a trial stands above what is seen."""
        self._scroll.ensureWidgetVisible(self.page.trial.outcome)

    def _say_about(self) -> None:
        is_new = self.open_key in ("", NEW)
        text = self.kit.language.say("A new printer") if is_new else name_in(self.open_key)
        self.page.about.setText(text)
        self._say_state()

    def _say_state(self) -> None:
        """Why the open one was not reached stands above its form."""
        if self.open_key in ("", NEW):
            return
        why = self.states.why(self.open_key)
        self.page.say_note(why, "danger")
        self.foreign.say_note(why)

    def _edited(self) -> None:
        if self.page.is_changed():
            self._drafts[self.open_key] = self.page.form.typed()
        else:
            self._drafts.pop(self.open_key, None)
        self._mark_drafts()
        self.edited.emit()

    def _undo_changes(self) -> None:
        self._drafts.pop(self.open_key, None)
        self._fill()
        self._mark_drafts()
        self.page.form.name.setFocus()
        self.shown.emit()

    def _mark_drafts(self) -> None:
        self.side.show_printers(self.side.printers, set(self._drafts))
        self.side.list.mark(self.open_key)

    # -- what was found

    def _describe_foreign(self, name: str) -> None:
        self.describe_found(self.side.printers[SYSTEMS + name])

    def describe_found(self, printer: Printer) -> None:
        """Begin a form with it; the printer is asked meanwhile what it speaks."""
        if printer.way is Way.TCP:
            printer = replace(printer, name=host_and_port(printer.address)[0])
        self._begun_with = printer
        self._drafts[NEW] = as_json(printer)
        self.show_printer(NEW)
        self._drafts[NEW] = self.page.form.typed()
        self._mark_drafts()
        self.page.form.name.setFocus(Qt.FocusReason.TabFocusReason)
        self.page.form.name.selectAll()
        if printer.way in (Way.TCP, Way.DEVICE, Way.SERIAL):
            text = self.kit.language.say("Asking it which language it speaks …")
            self.page.say_note(text, "accent")
            reply = self.kit.printer_desk.language(printer)
            reply.then(self._heard, printer).sorry(self._not_heard, printer)

    def _is_begun(self, printer: Printer) -> bool:
        """Whether the form of a new printer is still the one that was begun with this."""
        return self.open_key == NEW and self._begun_with is printer

    def _heard(self, language: Language | None, printer: Printer) -> None:
        if not self._is_begun(printer):
            return
        say = self.kit.language.say
        if language is None:
            text = say("It answers in no language that is known here. Choose the one it speaks.")
            self.page.say_note(text, "warn")
            return
        self.page.form.language.choose(language)
        self.page.say_note(say("It answers in {language}.", language=LANGUAGES[language][0]), "ok")

    def _not_heard(self, refusal: RuleBroken, printer: Printer) -> None:
        if self._is_begun(printer):
            text = sentence(refusal.rule, refusal.facts, self.kit.language.words)
            self.page.say_note(text, "danger")
