"""Wakes the calls that wait for something new in a stream, without a thread for each of them: at
once for what was pushed here, within half a second for what another process of the hub took.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool

LOG = logging.getLogger(__name__)
LOOK_S = 0.5
#: calls that may wait at a time; more are answered at once
MOST_WAITING = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    stream: int
    after: int
    woken: asyncio.Event


class Bell:
    """Lives in one event loop; `ring` may be called from any thread."""

    def __init__(self, positions: Callable[[Collection[int]], Mapping[int, int]]) -> None:
        """`positions` tells how far these streams may be read."""
        self._positions = positions
        self._waiting: set[_Waiting] = set()
        self._rung: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._looking: asyncio.Task[None] | None = None

    def ring(self) -> None:
        """Something was pushed in this process."""
        if self._loop is not None and self._rung is not None:
            with suppress(RuntimeError):  # the loop has just ended
                self._loop.call_soon_threadsafe(self._rung.set)

    async def wait(self, stream: int, after: int, wait_s: float) -> None:
        """Until there is something behind a position, or the time is over."""
        if len(self._waiting) >= MOST_WAITING:
            return
        one = _Waiting(stream, after, asyncio.Event())
        self._waiting.add(one)
        if self._looking is None or self._looking.done():
            self._loop, self._rung = asyncio.get_running_loop(), asyncio.Event()
            self._looking = asyncio.create_task(self._look_on(self._rung))
        self.ring()  # what came before the call is found at once
        try:
            with suppress(TimeoutError):
                await asyncio.wait_for(one.woken.wait(), wait_s)
        finally:
            self._waiting.discard(one)

    async def _look_on(self, rung: asyncio.Event) -> None:
        while self._waiting:
            with suppress(TimeoutError):
                await asyncio.wait_for(rung.wait(), LOOK_S)
            rung.clear()
            streams = {one.stream for one in self._waiting}
            try:
                found = await run_in_threadpool(self._positions, streams)
            except Exception:  # whoever waits is answered when his time is over
                LOG.exception("nobody is woken; it is looked again")
                continue
            for one in self._waiting:
                if found.get(one.stream, 0) > one.after:
                    one.woken.set()
