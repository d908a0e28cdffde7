"""Trying a printer: a test page, the cash drawer, and what the ruler on the page says."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counter.domain.refusals import RuleBroken
from counter.language import Words
from counter.printing.devices.catalogue import MOST_OFFSET_MM, Language, Printer, checked
from counter.wording import sentence
from ui.kit import Kit
from ui.screens.settings.printer_fields import OFFSET, Line, shown_number, typed_number
from ui.screens.settings.printer_form import CAPTIONS, PrinterForm
from ui.screens.settings.printer_words import LANGUAGES, came_of
from ui.widgets.buttons import Button
from ui.widgets.field import CodeEdit, Field
from ui.widgets.labels import Callout, label
from ui.widgets.layouts import column, holder, row, stretched
from ui.widgets.look import announce
from ui.widgets.offset_pad import OffsetPad

if TYPE_CHECKING:
    from counter.printing.devices.delivery import Delivery

FRAME_MM = 1.0  # from the edge of a label, as the test page has it
FURTHEST_MM = 40.0
OPENED = "opened"  # what came of opening a drawer: nothing more is known


class PrinterTrial(QWidget):
    """Stands beside the form; what it prints is the printer as it is typed there."""

    tried = Signal()
    moved = Signal()
    gap_found = Signal()

    def __init__(self, kit: Kit, form: PrinterForm):
        super().__init__()
        self.kit, self._form = kit, form
        self._on_paper: Printer | None = None  # as the last test page was printed
        self._asked: Printer | None = None
        self._said: Delivery | RuleBroken | str = ""
        self.pad = OffsetPad(kit.theme, MOST_OFFSET_MM)
        self._title, self._how = label("", "strong", wrap=True), label("", "hint", wrap=True)
        self.page = Button(kit.theme, "", "printer")
        self.drawer = Button(kit.theme, "", "inbox")
        self.outcome = Callout(kit.theme, "info")
        self.right = Button(kit.theme, "", "check")
        self.measured = {name: CodeEdit() for name in OFFSET}
        self.fields = {name: Field(edit, note="none") for name, edit in self.measured.items()}
        self.take = Button(kit.theme)
        self._ask = label("", "hint", wrap=True)
        self._build()
        self._connect()

    def _build(self) -> None:
        both = stretched(row(*self.fields.values(), gap=10), 1, 1)
        self.ruler = Line(both, *self.fields.values())
        self.measure = holder(column(self._ask, self.ruler, self.take, gap=6))
        self.offsets = holder(column(self._title, self.pad, self._form.moves, self._how, gap=4))
        buttons = column(self.page, self.drawer, self.outcome, self.right, gap=6)
        self.setLayout(column(buttons, self.measure, self.offsets, 1, gap=10))
        for part in (self.outcome, self.right, self.measure):
            part.hide()

    def _connect(self) -> None:
        self.page.clicked.connect(self.print_page)
        self.drawer.clicked.connect(self.open_drawer)
        self.right.clicked.connect(self._set_language)
        self.take.clicked.connect(self._take_measured)
        self.pad.moved.connect(self._pad_moved)
        self._form.edited.connect(self.show_form)
        for edit in self.measured.values():
            edit.returnPressed.connect(self._take_measured)

    def stops(self) -> list[QWidget]:
        """Where Tab goes."""
        numbers = [self._form.numbers[name] for name in OFFSET]
        head = [self.page, self.drawer, self.right]
        return [*head, *self.measured.values(), self.take, self.pad, *numbers]

    def say_all(self) -> None:
        """Set every text anew."""
        say = self.kit.language.say
        self.page.say(say("Print a test page"), say("of the printer as it is typed here"))
        self.drawer.say(say("Open the drawer"))
        self._title.setText(say("All that is printed is moved"))
        self._how.setText(say("Arrows move it by 0.1 mm, with Shift by 1 mm."))
        self.pad.setAccessibleName(say("All that is printed is moved"))
        self._ask.setText(
            say(
                "Lay a ruler on the label: the frame should lie 1 mm from the left and from the "
                "upper edge. Where does it lie?"
            )
        )
        captions = (say("Left, mm"), say("Above, mm"))
        for field, caption in zip(self.fields.values(), captions, strict=True):
            field.say(caption)
        self.take.say(say("Move by the difference"))
        self.ruler.hint("")
        self._say_outcome()
        self.show_form()

    def clear(self) -> None:
        """Another printer is shown."""
        self._on_paper = self._asked = None
        self._said = ""
        for part in (self.outcome, self.right, self.measure):
            part.hide()
        for edit in self.measured.values():
            edit.clear()
        self.ruler.clear_state()
        self.show_form()

    def show_form(self) -> None:
        """Show what is typed in the form: the frame where it lies, the drawer where one can be."""
        language, _ = self._form.chosen()
        self.drawer.setVisible(language is Language.ESCPOS)
        self.offsets.setVisible(language is not Language.DRIVER)
        self.pad.show_offset(*self._typed_offset())
        sizes = [self._form.numbers[name].text() for name in ("stock_width_mm", "stock_height_mm")]
        wide, high = (typed_number("", size) for size in sizes)
        if isinstance(wide, float) and isinstance(high, float) and wide > 0 <= high:
            self.pad.show_shape(wide, high)
        self.pad.setAccessibleDescription(self.moved_words(*self.pad.value()))
        self.pad.setToolTip(self.moved_words(*self.pad.value()))

    # -- the page and the drawer

    def print_page(self) -> None:
        """Print a test page of what is typed, or go to what is wrong with it."""
        printer = self._read()
        if printer is None:
            return
        self._asked, self._on_paper = printer, None
        self._wait(self.kit.language.say("Printing a test page …"))
        self.measure.hide()
        at = self.kit.figures.local(self.kit.now()).replace(tzinfo=None)
        words = Words(self.kit.language.code)
        reply = self.kit.printer_desk.try_printer(printer, words, at)
        reply.then(self._printed).sorry(self._refused).after(self._answered)

    def open_drawer(self) -> None:
        """Open the drawer behind the printer that is typed."""
        printer = self._read()
        if printer is None:
            return
        self._asked = printer
        self._wait(self.kit.language.say("Opening the drawer …"))
        reply = self.kit.printer_desk.open_drawer(printer)
        reply.then(self._opened).sorry(self._refused).after(self._answered)

    def _read(self) -> Printer | None:
        if not self.page.isEnabled():
            return None
        if self._form.gap() is not None:
            self.gap_found.emit()
            return None
        try:
            return self._form.read()
        except RuleBroken as refusal:
            field = self._form.refuse(refusal)
            if field is None:
                self._refused(refusal)
            else:
                field.setFocus()
            return None

    def _wait(self, text: str) -> None:
        self._said = ""
        self.right.hide()
        self.outcome.show_text(text, "accent", "clock")
        self.outcome.show()
        self.page.setEnabled(False)
        self.drawer.setEnabled(False)

    def _answered(self) -> None:
        self.page.setEnabled(True)
        self.drawer.setEnabled(True)
        if not self._said:  # a fault of ours, which the window has told of
            self.outcome.hide()
        if not self.window().focusWidget():
            self.page.setFocus()

    def _printed(self, came: "Delivery") -> None:
        self._on_paper, self._said = self._asked, came
        self._say_outcome()
        labels = (Language.ZPL, Language.TSPL)
        self.measure.setVisible(self._asked is not None and self._asked.language in labels)
        self.tried.emit()

    def _opened(self, _came: object) -> None:
        self._said = OPENED
        self._say_outcome()

    def _refused(self, refusal: RuleBroken) -> None:
        self._said = refusal
        self._say_outcome()

    def _say_outcome(self) -> None:
        if not self._said:
            return
        said, speech = self._said, self.kit.language
        name = self._asked.name if self._asked is not None else ""
        if isinstance(said, RuleBroken):
            text, tone = sentence(said.rule, said.facts, speech.words), "danger"
        elif isinstance(said, str):
            text, tone = speech.say("The drawer was told to open. Look whether it did."), "ok"
        else:
            text, tone = came_of(speech, said, name)
        icon = {"ok": "circle-check", "warn": "info", "danger": "triangle-alert"}[tone]
        self.outcome.show_text(text, tone, icon)
        self.outcome.show()
        heard = self._heard()
        self.right.setVisible(heard is not None)
        if heard is not None:
            self.right.say(speech.say("Set it to {language}", language=LANGUAGES[heard][0]))
        announce(self, text)

    def _heard(self) -> Language | None:
        said = self._said
        if isinstance(said, RuleBroken) and said.rule == "printer.other_language":
            return Language(str(said.facts["heard"]))
        return None

    def _set_language(self) -> None:
        """Take the language it answers in; the rest of the description stays."""
        heard = self._heard()
        if heard is not None:
            self._form.language.choose(heard)
            self.clear()
            self.page.setFocus()

    # -- what the ruler says

    def moved_words(self, x: float, y: float) -> str:
        """How far everything is moved, as people say it."""
        say, found = self.kit.language.say, list[str]()
        if x:
            far = f"{abs(x):g}"
            text = (
                say("{mm} mm to the right", mm=far) if x > 0 else say("{mm} mm to the left", mm=far)
            )
            found.append(text)
        if y:
            far = f"{abs(y):g}"
            found.append(say("{mm} mm down", mm=far) if y > 0 else say("{mm} mm up", mm=far))
        return self.kit.language.listing(found) or say("not moved")

    def _take_measured(self) -> None:
        if self._on_paper is None:
            return
        moved: dict[str, float] = {}
        for name, edit in self.measured.items():
            found = typed_number(name, edit.text())
            if (
                not edit.text().strip()
                or not isinstance(found, float)
                or not 0 <= found <= FURTHEST_MM
            ):
                text = self.kit.language.say(
                    "Type what the ruler says, 0 to {most} mm.", most=f"{FURTHEST_MM:g}"
                )
                self.ruler.object_to(self.fields[name], text)
                edit.setFocus()
                return
            was = getattr(self._on_paper, name)
            moved[name] = round(was + FRAME_MM - found, 1) + 0.0
        x, y = (moved[name] for name in OFFSET)
        try:
            checked(replace(self._on_paper, offset_x_mm=x, offset_y_mm=y))
        except RuleBroken as refusal:
            name = str(refusal.facts["name"])
            caption = self.kit.language.say(CAPTIONS[name])
            facts = refusal.facts | {"name": caption}
            text = sentence(refusal.rule, facts, self.kit.language.words)
            self.ruler.object_to(self.fields[name], text)
            return
        self._put_offset(x, y)
        self.ruler.clear_state()
        far = x - self._on_paper.offset_x_mm, y - self._on_paper.offset_y_mm
        text = self.kit.language.say(
            "Moved by the difference: {way}. Print another test page to see it, then save.",
            way=self.moved_words(*(round(one, 1) + 0.0 for one in far)),
        )
        self.ruler.hint(text)
        self._on_paper = None
        self.page.setFocus()

    def _typed_offset(self) -> tuple[float, float]:
        x, y = (typed_number(name, self._form.numbers[name].text()) for name in OFFSET)
        good = isinstance(x, float) and isinstance(y, float)
        return (x, y) if good and max(abs(x), abs(y)) <= MOST_OFFSET_MM else self.pad.value()

    def _pad_moved(self, x: float, y: float) -> None:
        self._put_offset(x, y)

    def _put_offset(self, x: float, y: float) -> None:
        for name, far in zip(OFFSET, (x, y), strict=True):
            self._form.numbers[name].setText(shown_number(far))
        self._form.moves.clear_state()
        self._form.edited.emit()
