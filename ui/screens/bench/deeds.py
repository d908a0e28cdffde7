"""What a technician does to the open card: each is an act or two, and a sentence about it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, SignalInstance

from counter.domain.cards import AT_WORK
from counter.domain.choices import WaitCause
from counter.domain.refusals import RuleBroken
from counter.domain.states import CardStatus
from ui.kit import Kit
from ui.screens.bench.acts import Acts, Todo
from ui.undo import Reversal
from ui.widgets.measure_table import Measure


class BenchDeeds(QObject):
    """Acts on the card of `number`."""

    told = Signal(str)
    undoable = Signal(str, object)
    refused = Signal(object)
    started = Signal()
    stopped = Signal()
    corrected = Signal()
    hung = Signal()
    recorded = Signal()
    ended = Signal()  # the clock stopped with it
    booked = Signal(str)  # the code of a part
    finished = Signal()

    def __init__(self, kit: Kit, parent: QObject, said: Callable[[], str]):
        """`said` answers what was done in the step that runs: it is kept with whatever ends it."""
        super().__init__(parent)
        self._said = said
        self._kit = kit
        self.number = ""
        self._acted_on = ""  # the card of the acts under way: another may be opened meanwhile
        self._acts = Acts(kit.desk, self)
        self._acts.refused.connect(self.refused)

    # -- the clock

    def start(self, *, leaving: str, task: str = "") -> None:
        """Start the clock; `leaving` is the other card on which it runs now."""
        stop = [Todo("stop_work", {"card_number": leaving})] if leaving else []
        self._run(*stop, self._on("start_work", task=task), then=self._started)

    def stop(self) -> None:
        """Stop the clock and book its minutes."""
        self._run(self._on("stop_work", done=self._said()), then=self._stopped)

    def next_task(self, task: str) -> None:
        """End this step and begin the next."""
        stop = self._on("stop_work", done=self._said())
        self._run(stop, self._on("start_work", task=task), then=self._went_on)

    def correct(self, facts: dict[str, Any]) -> None:
        """Put a step right."""
        self._run(self._on("correct_card_step", **facts), then=self._corrected)

    # -- the card's way

    def hang(self) -> None:
        """Hang the card on its item, whose label was scanned."""
        self._run(self._on("hang_card", case_number=self.number), then=self._hung)

    def record(self, finding: dict[str, Any]) -> None:
        """Write the finding down."""
        todo = self._on("record_diagnosis", **finding, done=self._said())
        self._run(todo, then=self._recorded)

    def send(self, estimate: dict[str, Any], finding: dict[str, Any] | None = None) -> None:
        """Send an estimate, the finding before it where that is still open."""
        first = [self._on("record_diagnosis", **finding)] if finding else []
        todo = self._on("send_estimate", **estimate, done=self._said())
        self._run(*first, todo, then=self._sent)

    def wait_for_parts(self, cause: str) -> None:
        """Put the card aside until its parts come."""
        todo = self._on("wait_for_parts", cause=WaitCause(cause), done=self._said())
        self._run(todo, then=self._waits)

    def finish(self, *, no_parts_used: bool) -> None:
        """Hand the card to inspection."""
        todo = self._on("finish_repair", done=self._said(), no_parts_used=no_parts_used)
        self._run(todo, then=self._finished)

    # -- values and parts

    def measure(self, measure: Measure, value: str) -> None:
        """Write a measured value down."""
        facts = {"name": measure.name, "value": value, "unit": measure.unit}
        limits = {"low": measure.low, "high": measure.high}
        reply = self._kit.desk.do("record_test", card_number=self.number, **facts, **limits)
        reply.sorry(self._refuse)

    def use_part(self, facts: dict[str, Any]) -> None:
        """Book a part."""
        self._run(self._on("use_part", **facts), then=self._booked)

    def take_back(self, n: int, reason: str) -> None:
        """Take a part out again."""
        self._run(self._on("take_back_part", n=n, reason=reason), then=self._back)

    # -- inside

    def _on(self, act: str, **facts: Any) -> Todo:
        return Todo(act, {"card_number": self.number, **facts})

    def _run(self, *deeds: Todo, then: Callable[[Any], object]) -> None:
        if self._acts.run(*deeds, then=then):
            self._acted_on = self.number

    def _tell_page(self, *signals: SignalInstance) -> None:
        """What the page does about it concerns the card it was done to, and no other."""
        if self._acted_on == self.number:
            for one in signals:
                one.emit()

    def _refuse(self, refusal: RuleBroken) -> None:
        self.refused.emit(refusal)

    def _started(self, answer: Any) -> None:
        say = self._kit.language.say
        facts = {"card_number": answer.card_number, "minutes": 0}
        self.undoable.emit(say("Your clock runs on this card"), Reversal("stop_work", facts))
        self._tell_page(self.started)

    def _stopped(self, answer: Any) -> None:
        say_n = self._kit.language.say_n
        n = answer.minutes
        self.told.emit(say_n("Paused: {n} minute booked", "Paused: {n} minutes booked", n))
        self._tell_page(self.stopped)

    def _went_on(self, _answer: Any) -> None:
        self._tell_page(self.stopped)

    def _corrected(self, _answer: Any) -> None:
        say = self._kit.language.say
        self.told.emit(say("The step is corrected; the old line stays in the log"))
        self._tell_page(self.corrected)

    def _hung(self, _answer: Any) -> None:
        self.told.emit(self._kit.language.say("The card hangs on its item"))
        self._tell_page(self.hung)

    def _recorded(self, answer: Any) -> None:
        say = self._kit.language.say
        back = answer.card_status is CardStatus.RETURN_UNREPAIRED
        text = say("The item goes back unrepaired and is ready to be fetched")
        self.told.emit(text if back else say("The finding is on the card"))
        has_ended = answer.card_status not in AT_WORK
        self._tell_page(self.recorded, *([self.ended] if has_ended else []))

    def _sent(self, answer: Any) -> None:
        amount = self._kit.figures.amount(answer.total_fen)
        say = self._kit.language.say
        self.told.emit(say("The estimate of {amount} is at the front desk", amount=amount))
        self._tell_page(self.recorded, self.ended)

    def _waits(self, _answer: Any) -> None:
        say = self._kit.language.say
        self.told.emit(say("The card waits for its parts; the clock is stopped"))
        self._tell_page(self.recorded, self.ended)

    def _finished(self, answer: Any) -> None:
        say_n, n = self._kit.language.say_n, answer.minutes_in_all
        text = say_n("To inspection with {n} minute", "To inspection with {n} minutes", n)
        self.told.emit(text)
        self._tell_page(self.finished)

    def _booked(self, answer: Any) -> None:
        say = self._kit.language.say
        reason = say("Booked by mistake")
        facts = {"card_number": answer.card_number, "n": answer.n, "reason": reason}
        text = say("{part} ×{n} is booked", part=answer.name, n=answer.qty)
        self.undoable.emit(text, Reversal("take_back_part", facts))
        if self._acted_on == self.number:
            self.booked.emit(answer.code)

    def _back(self, answer: Any) -> None:
        say = self._kit.language.say
        self.told.emit(say("{part} is taken back into stock", part=answer.name))
