"""The one bridge from the window to the counter: acts on a writer thread, questions on a reader's,
pictures on a third.

Answers come back as signals to the window's thread. A screen that has gone gets no answer.
Questions that are proven cheap may be asked at once, on the window's own read-only connection
(`glance`).
"""

import sys
from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from counter.domain.refusals import RuleBroken
from ui.door import Door
from ui.lines import Job, Line, Reply

if TYPE_CHECKING:
    from counter.app import Counter

EVERYTHING = frozenset({"*"})  # somebody else wrote: nobody here knows which kinds
WATCH_MS = 100  # what another process wrote is seen within a fifth of a second
CALL_GLANCE_S = 0.2
FAR_AHEAD = "clock.far_ahead"
SOME_NUMBER = "0" * 16
Question = Callable[..., Any]


class Desk(QObject):
    """Runs acts and questions for the window and says which kinds of record changed."""

    changed = Signal(frozenset)
    warned = Signal(object)  # what the clerk should know although the act was done
    failed = Signal(str)  # a fault of ours, in one line
    refused = Signal(object)  # the shop cannot be opened for writing
    clock_asked = Signal(object)  # the refusal: is the machine's clock right?
    busy = Signal(bool)
    _arrived = Signal(object)

    def __init__(self, door: Door, parent: QObject):
        super().__init__(parent)
        self.door = door
        self.person_code = ""
        self._here: Any = None
        self._version = 0
        self._waiting = 0
        self._called: set[object] = set()  # acts that another thread waits for
        self._others = _Others()
        self._arrived.connect(self._deliver)
        self._writer = Line("writer", door.open, self._arrived.emit)
        self._reader = Line("reader", door.reader, self._arrived.emit)
        self._pictures = Line("pictures", door.darkroom, self._arrived.emit)
        self._watch = QTimer(self, interval=WATCH_MS)
        self._watch.timeout.connect(self._look_for_others)

    def warm_up(self) -> Reply:
        """Let the writer import and open everything now, beside the painted window."""
        sys.setswitchinterval(0.001)
        self._watch.start()
        return self._count(self._writer.put(self._others.prepare)).sorry(self._cannot_write)

    def do(self, act: str, **facts: Any) -> Reply:
        """Run an act as the person signed in, or as `by` when a supervisor gave the word."""
        by = str(facts.pop("by", self.person_code))
        return self._count(self._writer.put(_Act(act, by, facts)))

    def ask(self, question: Question, **facts: Any) -> Reply:
        """Ask a question on the reader's thread."""
        return self._count(self._reader.put(_Asked(question, facts)))

    def sign_in(self, code: str, pin: str) -> Reply:
        """Check a PIN; the answer is the person. Wrong tries are slowed down by the counter."""
        return self._count(self._writer.put(_SignIn(code, pin)))

    def first_pin(self, code: str, pin: str) -> Reply:
        """Set a manager's PIN at a machine where nobody has one; the answer is the person."""
        return self._count(self._writer.put(_FirstPin(code, pin)))

    def develop(self, work: Callable[..., Any], **facts: Any) -> Reply:
        """Let the darkroom do something with a picture, on a thread of its own."""
        return self._count(self._pictures.put(_Asked(work, facts)))

    def found(self, facts: dict[str, Any]) -> Reply:
        """Found the shop; nothing else can be asked before."""
        return self._count(self._writer.replace(_Founding(self.door, facts)))

    def carry_out(self, act: str, *, by: str, **facts: Any) -> Any:
        """Run an act from another thread and wait for its answer there; raises what it raises."""
        return self.lend(_Act(act, by, facts))

    def lend(self, job: Job) -> Any:
        """Let another thread do something with the counter, and wait for its answer there; raises
        what it raises. Jobs of the network are short: acts go in between.
        """
        call = _Call(job, self._others)
        self._called.add(call)
        return call.answer(self._writer.put(call, caller=call))

    def confirm_clock(self) -> Reply:
        """The clock of this machine is right, somebody says who has looked."""
        return self._count(self._writer.put(_confirm_clock))

    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._waiting > 0

    def glance(self, question: Question, **facts: Any) -> Any:
        """Ask at once. Only for questions whose cost is proven small at any size of the shop."""
        if self._here is None:
            self._here = self.door.reader()
            self._version = self._data_version()
        return question(self._here, **facts)

    def close(self) -> None:
        """Finish what was begun and give the files back."""
        self._watch.stop()
        self._writer.stop()
        self._reader.stop()
        self._pictures.stop()
        if self._here is not None:
            self._here.close()
            self._here = None

    def _cannot_write(self, refusal: RuleBroken) -> None:
        self.refused.emit(refusal)

    def _count(self, reply: Reply) -> Reply:
        self._waiting += 1
        if self._waiting == 1:
            self.busy.emit(True)
        return reply

    def _deliver(self, reply: Reply) -> None:
        if reply.caller is None:
            self._waiting -= 1
        self._called.discard(reply.caller)
        if reply.kinds or reply.caller is not None:
            self._version = self._data_version()  # what was written here is told by its kinds
        if reply.kinds:
            self.changed.emit(reply.kinds)
        if reply.warnings:
            self.warned.emit(reply.warnings)
        if reply.fault is not None:
            self.failed.emit(f"{type(reply.fault).__name__}: {reply.fault}")
        reply.deliver()
        if reply.refusal is not None and reply.refusal.rule == FAR_AHEAD:
            self.clock_asked.emit(reply.refusal)
        if self._waiting == 0 and reply.caller is None:
            self.busy.emit(False)

    def _look_for_others(self) -> None:
        """The command line may write beside an open window: SQLite counts it."""
        if self._here is None or self._waiting or self._called:
            return
        version = self._data_version()
        if version != self._version:
            self._version = version
            self.changed.emit(EVERYTHING)

    def _data_version(self) -> int:
        if self._here is None:
            return 0
        return int(self._here.execute("PRAGMA data_version").fetchone()[0])


class _Act:
    def __init__(self, act: str, by: str, facts: dict[str, Any]):
        self._act, self._by, self._facts = act, by, facts

    def __call__(self, counter: "Counter", reply: Reply) -> None:
        outcome = counter.do(self._act, by=self._by, **self._facts)
        reply.answer, reply.kinds = outcome.answer, outcome.kinds
        reply.warnings = tuple((w.rule, w.facts) for w in outcome.warnings)


class _Others:
    """Whether another process has written: seen from the writer's own connection, for what a lent
    job has written itself must not hide it. Used on the writer's thread.
    """

    _seen: int | None = None

    def prepare(self, counter: "Counter", reply: Reply) -> None:
        """Begin to look; the first job of the writer."""
        self.have_written(counter)
        _prepare(counter, reply)

    def have_written(self, counter: "Counter") -> bool:
        """Since this was asked last."""
        (version,) = counter.shop.db.execute("PRAGMA data_version").fetchone()
        before, self._seen = self._seen, int(version)
        return before is not None and before != self._seen


class _Call:
    """A job whose caller is another thread."""

    def __init__(self, job: Job, others: "_Others"):
        self._job, self._others, self._is_done = job, others, Event()
        self._trouble: BaseException | None = None

    def __call__(self, counter: "Counter", reply: Reply) -> None:
        try:
            self._job(counter, reply)
            if self._others.have_written(counter):
                reply.kinds = EVERYTHING
        except BaseException as trouble:
            self._trouble = trouble
            raise
        finally:
            self._is_done.set()

    def answer(self, reply: Reply) -> Any:
        """What came of it, as soon as something did. Raises what the act raised."""
        while not self._is_done.wait(CALL_GLANCE_S):
            if reply.refusal is not None or reply.fault is not None:
                break  # the counter could not be opened
        trouble = self._trouble or reply.refusal or reply.fault
        if trouble is not None:
            raise trouble
        return reply.answer


class _Asked:
    def __init__(self, question: Question, facts: dict[str, Any]):
        self._question, self._facts = question, facts

    def __call__(self, connection: Any, reply: Reply) -> None:
        reply.answer = self._question(connection, **self._facts)


class _SignIn:
    def __init__(self, code: str, pin: str):
        self._code, self._pin = code, pin

    def __call__(self, counter: "Counter", reply: Reply) -> None:
        reply.answer = counter.sign_in(self._code, self._pin)


class _FirstPin(_SignIn):
    def __call__(self, counter: "Counter", reply: Reply) -> None:
        reply.answer = counter.set_first_pin(self._code, self._pin)


class _Founding:
    def __init__(self, door: Door, facts: dict[str, Any]):
        self._door, self._facts = door, facts

    def __call__(self) -> "Counter":
        return self._door.found(self._facts)


def _confirm_clock(counter: "Counter", _reply: Reply) -> None:
    counter.confirm_clock()


def _prepare(_counter: "Counter", _reply: Reply) -> None:
    """The counter is open by now; what the first slip and the screens need comes in beside
    the window too.
    """
    from counter.printing import codes, press
    from ui.screens import places

    press.metrics()
    codes.qr(SOME_NUMBER)
    codes.code128(SOME_NUMBER)
    places.import_screens()
