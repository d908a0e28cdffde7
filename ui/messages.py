"""What the window says at its foot: what was done, what was refused, what went wrong."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from counter.domain.refusals import RuleBroken
from counter.wording import sentence
from ui.guide import Guide
from ui.kit import Kit
from ui.left_papers import LeftPapers
from ui.pile import Printed
from ui.screens.screen import Screen
from ui.undo import UndoStack, Way
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from counter.print_queue.came import Came
    from ui.dialogs.clock import ClockQuestion


class Messages(QObject):
    """Listens to the desk and the printers, and words what they tell."""

    objected = Signal(str)  # what stands in the way was said

    def __init__(self, kit: Kit, host: QWidget):
        super().__init__(host)
        self._kit = kit
        self.toast = Toast(host, kit.theme)
        self._counts_down = False
        self._objection = ""
        self._warned = ""  # with the answer that is shown just now
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._forget_warning)
        self.left = LeftPapers(kit, host, self.toast)
        self.clock_question: ClockQuestion | None = None
        self._host = host
        self.undo = UndoStack(kit, self)
        self.undo.told.connect(self.remark)
        self.undo.refused.connect(self.refuse)
        kit.desk.warned.connect(self._warn)
        kit.desk.clock_asked.connect(self._ask_of_clock)
        kit.desk.failed.connect(self._fault)
        kit.desk.refused.connect(self.refuse)
        kit.language.changed.connect(self._said_anew)
        kit.print_room.printed.connect(self._papers_out)
        kit.print_room.waits.connect(self._papers_wait)
        kit.print_room.unsure.connect(self._paper_unsure)
        kit.print_room.refused.connect(self._paper_refused)
        kit.print_room.failed.connect(self._paper_failed)

    def listen_to(self, one: Screen | Guide) -> None:
        """Say what a page or the guide tells."""
        one.told.connect(self.tell)
        one.undoable.connect(self.offer_undo)
        one.objected.connect(self.object_to)
        one.refused.connect(self.refuse)

    def tell(self, text: str) -> None:
        """Say that something was done, and what was warned of with it."""
        self.toast.show_message(self._with_warning(text), icon=self._sign())

    def offer_undo(self, text: str, way: Way) -> None:
        """Say that something was done, and offer to take it back."""
        self.undo.push(text, way)
        action = self._kit.language.say("Undo")
        said, icon = self._with_warning(text), self._sign()
        self.toast.show_message(said, icon=icon, action=action, act=self.undo.undo)

    def remark(self, text: str) -> None:
        """Say something that needs no doing."""
        self.toast.show_message(text, icon="info")

    def refuse(self, refusal: RuleBroken) -> None:
        """Say why not, and what to do next."""
        self.object_to(sentence(refusal.rule, refusal.facts, self._kit.language.words))

    def object_to(self, text: str) -> None:
        """Say what stands in the way."""
        self._objection = text
        self.toast.show_message(text, icon="circle-alert")
        self.objected.emit(text)

    def go_on(self) -> None:
        """Something else is tried: what stood in the way of the one before is over."""
        if self._objection and self.toast.text() == self._objection:
            self.toast.hide()

    def count_down(self, seconds: int) -> None:
        """Say how long it is until the window locks itself; spoken once."""
        say_n = self._kit.language.say_n
        text = say_n(
            "Nobody is here? The window locks in {n} second; any key keeps it open.",
            "Nobody is here? The window locks in {n} seconds; any key keeps it open.",
            seconds,
        )
        self.toast.show_message(text, icon="lock", spoken=not self._counts_down)
        self._counts_down = True

    def hush(self) -> None:
        """Say nothing more of it."""
        self._counts_down = False
        self.toast.hide()

    def _said_anew(self) -> None:
        """What was said in another language is over; papers that are left are said anew."""
        is_offer = self.left.is_offered()
        self.hush()
        if is_offer:
            self.left.say_offer()

    def _warn(self, warnings: tuple[tuple[str, dict[str, Any]], ...]) -> None:
        words = self._kit.language.words
        self._warned = "\n".join(sentence(rule, facts, words) for rule, facts in warnings)
        self.toast.show_message(self._warned, icon="circle-alert")
        self._soon.start()  # the page that asked says what was done before that

    def _with_warning(self, text: str) -> str:
        return f"{text}\n{self._warned}" if self._warned else text

    def _sign(self) -> str:
        return "circle-alert" if self._warned else "circle-check"

    def _forget_warning(self) -> None:
        self._warned = ""

    def _ask_of_clock(self, refusal: RuleBroken) -> None:
        from ui.dialogs.clock import ClockQuestion

        if self.clock_question is None:
            self.clock_question = ClockQuestion(self._kit, self._host)
        self.clock_question.ask(refusal)

    def _fault(self, line: str) -> None:
        say = self._kit.language.say
        text = say("This did not work and nothing was changed. Please report: {line}", line=line)
        self.toast.show_message(text, icon="circle-alert")

    def _papers_out(self, printed: Printed) -> None:
        say_n = self._kit.language.say_n
        if printed.printer:
            text = say_n(
                "{n} paper printed on {name}",
                "{n} papers printed on {name}",
                printed.papers,
                name=printed.printer,
            )
        elif printed.gone:
            text = say_n(
                "Printer {name} is not there: {n} paper saved as PDF in {folder}",
                "Printer {name} is not there: {n} papers saved as PDF in {folder}",
                printed.papers,
                name=printed.gone,
                folder=printed.folder,
            )
        elif self._kit.preferences.keeps_as_pdf():
            text = say_n(
                "{n} paper saved as PDF in {folder}",
                "{n} papers saved as PDF in {folder}",
                printed.papers,
                folder=printed.folder,
            )
        else:
            text = say_n(
                "No printer is set up: {n} paper saved as PDF in {folder}",
                "No printer is set up: {n} papers saved as PDF in {folder}",
                printed.papers,
                folder=printed.folder,
            )
        self.toast.add_line(text, "printer")

    def _papers_wait(self, came: "Came") -> None:
        if came.row.tries or came.refusal is None:
            return  # that was told when it was tried first
        language = self._kit.language
        text = language.say_n(
            "{why} {n} paper waits and is printed by itself then.",
            "{why} {n} papers wait and are printed by themselves then.",
            1 + came.behind,
            why=self._worded(came.refusal),
        )
        self.left.offer_again()
        self.toast.add_line(text, "printer", action=language.say("Look"), act=self.left.ask)

    def _paper_unsure(self, came: "Came") -> None:
        language = self._kit.language
        text = language.say(
            "{name} {number} may have come out. Look at the printer, then say here what you found.",
            name=self.left.name_of(came.row.form),
            number=self._kit.figures.number(came.row.number),
        )
        self.left.offer_again()
        action, act = language.say("Look"), self.left.ask
        self.toast.show_message(text, icon="circle-alert", action=action, act=act)

    def _paper_refused(self, came: "Came") -> None:
        if came.refusal is not None:
            self._paper_failed(self._worded(came.refusal))

    def _worded(self, refusal: RuleBroken) -> str:
        return sentence(refusal.rule, refusal.facts, self._kit.language.words)

    def _paper_failed(self, line: str) -> None:
        language = self._kit.language
        text = language.say("A paper could not be printed: {line}", line=line)
        self.left.offer_again()
        action, act = language.say("Look"), self.left.ask
        self.toast.show_message(text, icon="circle-alert", action=action, act=act)
