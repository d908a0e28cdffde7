"""A thread that does one thing after the other, and the reply that brings back what came of it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakMethod

from PySide6.QtCore import QObject
from shiboken6 import isValid

from counter.domain.refusals import RuleBroken

if TYPE_CHECKING:
    from queue import SimpleQueue

LAST_WAIT_S = 20


class Reply:
    """An answer still to come. Methods are held weakly: a reply keeps no screen alive."""

    def __init__(self) -> None:
        self._then: WeakMethod[Any] | None = None
        self._sorry: WeakMethod[Any] | None = None
        self._after: WeakMethod[Any] | None = None
        self._known: tuple[Any, ...] = ()
        self._known_to_sorry: tuple[Any, ...] = ()
        self.answer: Any = None
        self.kinds: frozenset[str] = frozenset()
        self.warnings: tuple[tuple[str, dict[str, Any]], ...] = ()
        self.refusal: RuleBroken | None = None
        self.fault: BaseException | None = None
        self.caller: object = None  # whoever waits for it on another thread

    def then(self, method: Callable[..., object], *known: Any) -> "Reply":
        """Call `method` with the answer, and after it what was known when it was asked for: by the
        time it comes the screen may have gone on to something else.
        """
        self._then, self._known = WeakMethod(method), known
        return self

    def sorry(self, method: Callable[..., object], *known: Any) -> "Reply":
        """Call `method` with the refusal, when a rule says no, and after it what was known."""
        self._sorry, self._known_to_sorry = WeakMethod(method), known
        return self

    def after(self, method: Callable[[], object]) -> "Reply":
        """Call `method` at last, whatever came of it."""
        self._after = WeakMethod(method)
        return self

    def deliver(self) -> None:
        """Hand out what came; on the window's thread."""
        if self.refusal is not None:
            _call(self._sorry, self.refusal, *self._known_to_sorry)
        elif self.fault is None:
            _call(self._then, self.answer, *self._known)
        _call(self._after)


Job = Callable[[Any, Reply], None]


@dataclass(frozen=True, slots=True)
class _Task:
    """One thing to do: a job, or first something to hold from now on; neither ends the thread."""

    reply: Reply
    job: Job | None = None
    make: Callable[[], Any] | None = None


class Line:
    """A thread with one thing it holds (the counter, or a connection) and opens itself."""

    def __init__(self, name: str, make: Callable[[], Any], done: Callable[[Reply], None]):
        self._make, self._done = make, done
        self._name = name
        self._tasks: SimpleQueue[_Task]
        self._thread: threading.Thread | None = None  # begins with its first task

    def put(self, job: Job, caller: object = None) -> Reply:
        """Queue a job; it is handed what the line holds, and the reply to fill. `caller` is who
        waits for it on another thread.
        """
        reply = Reply()
        reply.caller = caller
        return self._queue(_Task(reply, job=job))

    def replace(self, make: Callable[[], Any]) -> Reply:
        """Queue the making of another thing to hold."""
        return self._queue(_Task(Reply(), make=make))

    def stop(self) -> None:
        """Finish what is queued, close what is held and end the thread."""
        if self._thread is not None:
            self._tasks.put(_Task(Reply()))
            self._thread.join(timeout=LAST_WAIT_S)

    def _queue(self, task: _Task) -> Reply:
        if self._thread is None:
            from queue import SimpleQueue  # a start waits for nobody

            self._tasks = SimpleQueue()
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()
        self._tasks.put(task)
        return task.reply

    def _run(self) -> None:
        held: Any = None
        while (task := self._tasks.get()).job or task.make:
            try:
                if task.make is not None or held is None:
                    held = (task.make or self._make)()
                if task.job is not None:
                    task.job(held, task.reply)
            except RuleBroken as refusal:
                task.reply.refusal = refusal
            except Exception as fault:
                import logging

                logging.getLogger(__name__).exception("work for the window failed")
                task.reply.fault = fault
            self._done(task.reply)
        if held is not None:
            held.close()


def _call(held: WeakMethod[Any] | None, *arguments: Any) -> None:
    method = held() if held is not None else None
    if method is None:
        return
    owner = method.__self__
    if not isinstance(owner, QObject) or isValid(owner):
        method(*arguments)
