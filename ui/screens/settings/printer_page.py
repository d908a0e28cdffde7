"""One printer open: its form, what it prints on trial, and how it is taken away."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from counter.printing.devices.catalogue import Printer
from ui.kit import Kit
from ui.screens.settings.printer_form import PrinterForm
from ui.screens.settings.printer_trial import PrinterTrial
from ui.widgets.buttons import Button
from ui.widgets.labels import Callout, ElidedLabel
from ui.widgets.layouts import column, row, stretched

ROOMY, ASIDE = 640, 220


class PrinterPage(QWidget):
    """The form at the left, the trial at the right; below it where there is no room."""

    edited = Signal()
    wants_removed = Signal()
    wants_undone = Signal()

    def __init__(self, kit: Kit):
        super().__init__()
        self.kit = kit
        self.printer: Printer | None = None  # as it is kept
        self._shown: dict[str, Any] = {}
        self.about = ElidedLabel("title")
        self.note = Callout(kit.theme, "info")
        self.form = PrinterForm(kit)
        self.trial = PrinterTrial(kit, self.form)
        self.remove, self.undo = Button(kit.theme, "link"), Button(kit.theme, "link")
        head = stretched(row(self.about, self.undo, self.remove, gap=8), 1, 0, 0)
        self._both: QBoxLayout = stretched(row(self.form, self.trial, gap=24), 1, 0)
        self.setLayout(column(head, self.note, self._both, 1, gap=8, margins=(20, 12, 16, 12)))
        self.note.hide()
        self.form.edited.connect(self._edited)
        self.remove.clicked.connect(self.wants_removed)
        self.undo.clicked.connect(self.wants_undone)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._arrange()

    def stops(self) -> list[QWidget]:
        """Where Tab goes."""
        return [*self.form.stops(), *self.trial.stops(), self.undo, self.remove]

    def say_all(self) -> None:
        """Set every text anew."""
        say = self.kit.language.say
        self.remove.say(say("Take away"))
        self.undo.say(say("Undo the changes"))
        self.form.say_all()
        self.trial.say_all()

    def show_printer(
        self, printer: Printer | None, draft: dict[str, Any] | None, *, is_new: bool
    ) -> None:
        """Show a printer as it is kept, with what was typed of it since."""
        self.printer = printer
        self.note.hide()
        self.form.show_printer(printer, is_new=is_new)
        self._shown = self.form.typed()
        if draft is not None:
            self.form.fill(draft, is_new=is_new)
        self.trial.clear()
        self.remove.setVisible(not is_new)
        self._show_undo()

    def say_note(self, text: str, tone: str) -> None:
        """Say something about the printer above its form; without a text nothing is said."""
        icon = {"ok": "circle-check", "accent": "clock"}.get(tone, "triangle-alert")
        self.note.show_text(text, tone, icon)
        self.note.setVisible(bool(text))

    def is_changed(self) -> bool:
        """Whether it is typed otherwise than it is kept."""
        return self.form.typed() != self._shown

    def _edited(self) -> None:
        self._show_undo()
        self.edited.emit()

    def _show_undo(self) -> None:
        self.undo.setVisible(self.is_changed())

    def _arrange(self) -> None:
        roomy = self.width() >= ROOMY
        way = QBoxLayout.Direction.LeftToRight if roomy else QBoxLayout.Direction.TopToBottom
        if self._both.direction() != way:
            self._both.setDirection(way)
        self.trial.setMinimumWidth(ASIDE if roomy else 0)
        self.trial.setMaximumWidth(ASIDE if roomy else 16_777_215)
