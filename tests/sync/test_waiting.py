"""Calls that wait for something new are woken: by what was pushed here, and by what another process
of the hub took.
"""

import asyncio
import threading
from collections.abc import Collection

import pytest

from counter.hub import bell as bells
from counter.hub.bell import Bell

PATIENCE_S, LONG_S = 30, 3600.0


class Positions:
    """What two streams hold."""

    def __init__(self) -> None:
        self.known = {17: 4, 18: 9}
        self.asked = threading.Event()

    def __call__(self, streams: Collection[int]) -> dict[int, int]:
        self.asked.set()
        return {one: self.known[one] for one in streams}


def waits(bell: Bell, stream: int, after: int) -> "asyncio.Task[None]":
    return asyncio.create_task(bell.wait(stream, after, LONG_S))


def test_a_push_wakes_whoever_waits_for_that_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bells, "LOOK_S", LONG_S)  # nothing but the push
    positions = Positions()
    bell = Bell(positions)

    async def day() -> None:
        mine, other = waits(bell, 17, 4), waits(bell, 18, 9)
        await asyncio.to_thread(positions.asked.wait, PATIENCE_S)
        positions.known[17] = 5
        await asyncio.to_thread(bell.ring)
        await asyncio.wait_for(mine, PATIENCE_S)
        assert not other.done()
        other.cancel()

    asyncio.run(day())


def test_what_another_process_took_is_seen() -> None:
    positions = Positions()
    bell = Bell(positions)

    async def day() -> None:
        mine = waits(bell, 17, 4)
        await asyncio.to_thread(positions.asked.wait, PATIENCE_S)
        positions.known[17] = 5
        await asyncio.wait_for(mine, PATIENCE_S)

    asyncio.run(day())


def test_a_fault_while_it_looks_is_not_the_end() -> None:
    positions = Positions()
    looked: list[int] = []

    def look(streams: Collection[int]) -> dict[int, int]:
        looked.append(1)
        if len(looked) == 1:
            raise ZeroDivisionError
        return positions(streams)

    async def day() -> None:
        await asyncio.wait_for(waits(Bell(look), 17, 3), PATIENCE_S)

    asyncio.run(day())
    assert len(looked) > 1


def test_what_was_there_before_is_answered_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bells, "LOOK_S", LONG_S)

    async def day() -> None:
        await asyncio.wait_for(Bell(Positions()).wait(17, 3, LONG_S), PATIENCE_S)

    asyncio.run(day())


def test_who_waits_for_nothing_is_answered_in_time() -> None:
    asyncio.run(Bell(Positions()).wait(17, 4, 0.01))
