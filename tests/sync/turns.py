"""Several things at once, and still one run: each goes on until it says so, whose turn it is next
is chance's.
"""

from collections.abc import Callable, Sequence
from random import Random
from threading import Semaphore, Thread

Pause = Callable[[], None]


class _Job:
    """One of them, on a thread of its own."""

    def __init__(self, work: Callable[[Pause], None]) -> None:
        self._work, self._go, self._back = work, Semaphore(0), Semaphore(0)
        self.is_over, self.failed = False, list[BaseException]()
        Thread(target=self._run, daemon=True).start()

    def go_on(self) -> None:
        """Lets it work until its next pause."""
        self._go.release()
        self._back.acquire()

    def _pause(self) -> None:
        self._back.release()
        self._go.acquire()

    def _run(self) -> None:
        self._go.acquire()
        try:
            self._work(self._pause)
        except BaseException as trouble:  # told by whoever waits for it
            self.failed.append(trouble)
        self.is_over = True
        self._back.release()


def in_turns(chance: Random, works: Sequence[Callable[[Pause], None]]) -> None:
    """Runs all of them to their ends; each calls what it is given wherever another may go on.
    Raises what the first of them raised.
    """
    jobs = [_Job(work) for work in works]
    while left := [job for job in jobs if not job.is_over]:
        chance.choice(left).go_on()
    for job in jobs:
        if job.failed:
            raise job.failed[0]
