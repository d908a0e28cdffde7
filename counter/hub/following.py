"""Looks through what was pushed in a thread of its own, so that no push waits for it.

It has no memory: what is behind stands in the database, so that whatever is stopped or killed is
taken up by the next look, here or in another process of the hub.
"""

import logging
from collections.abc import Callable, Generator
from contextlib import contextmanager
from threading import Condition, Thread
from time import monotonic

LOG = logging.getLogger(__name__)
#: while pushes follow each other it waits for a gap of this length, but no longer than that
GAP_S, PATIENCE_S = 0.03, 1.0
#: after the database did not answer
AGAIN_S = 1.0
#: how long a call for the feed waits for what was pushed just before it, and how many may
SETTLE_S, MOST_ASKERS = 1.0, 4


class Follower:
    """Its thread begins with the first push; `close` ends it."""

    def __init__(self, follow: Callable[[], object], told: Callable[[], None]) -> None:
        """`told` hears when everything was looked through; it is called in the thread."""
        self._follow, self._told = follow, told
        self._turn = Condition()
        self._pushes, self._last = 0, 0.0
        self._since: float | None = None
        self._is_looking, self._is_over, self._askers = False, False, 0
        self._thread: Thread | None = None

    @contextmanager
    def pushing(self) -> Generator[None]:
        """While something is pushed; after it there is something to look through."""
        with self._turn:
            self._pushes += 1
        try:
            yield
        finally:
            with self._turn:
                self._pushes, self._last = self._pushes - 1, monotonic()
                self._since = self._last if self._since is None else self._since
                if self._thread is None and not self._is_over:
                    self._thread = Thread(target=self._run, name="following", daemon=True)
                    self._thread.start()
                self._turn.notify_all()

    def settle(self) -> None:
        """Waits until what was pushed here just now was looked through, but not for long, and not
        where many ask.
        """
        with self._turn:
            if self._askers < MOST_ASKERS:
                self._askers += 1
                self._turn.notify_all()  # nobody waits for a gap while somebody waits for the look
                self._turn.wait_for(self.is_idle, SETTLE_S)
                self._askers -= 1

    def is_idle(self) -> bool:
        """Whether all that was pushed here is looked through."""
        return self._is_over or (self._since is None and not self._is_looking)

    def close(self) -> None:
        """Ends the thread after the look it is at."""
        with self._turn:
            self._is_over = True
            self._turn.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        while self._wait():
            try:
                self._follow()
            except Exception:  # a fault of ours too: nobody else looks while this process lives
                LOG.exception("it will be looked through again")
                with self._turn:
                    self._since, self._is_looking = monotonic(), False
                    self._turn.wait_for(lambda: self._is_over, AGAIN_S)
                continue
            self._told()
            with self._turn:
                self._is_looking = False
                self._turn.notify_all()

    def _wait(self) -> bool:
        """Until there is something to look through and nobody pushes, or has waited long enough;
        False when it is over.
        """
        with self._turn:
            while not self._is_over:
                if self._since is None:
                    self._turn.wait()
                    continue
                left = self._since + PATIENCE_S - monotonic()
                if not self._pushes:
                    gap = 0.0 if self._askers else self._last + GAP_S - monotonic()
                    left = min(left, gap)
                if left <= 0:
                    self._since, self._is_looking = None, True
                    return True
                self._turn.wait(left)
        return False
