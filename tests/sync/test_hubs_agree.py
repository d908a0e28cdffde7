"""The hub in memory says what a hub must do; on SQLite and on PostgreSQL it answers every call the
same, in the middle of every misfortune (sync.md §9.2).
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from counter.hub.engines import open_sqlite
from counter.hub.memory import MemoryHub
from counter.storage.entries import Sign
from tests.sync.checks import all_hold
from tests.sync.postgres import Postgres
from tests.sync.sql_hub import SqlHub
from tests.sync.world import World

STEPS = 100


class Beside:
    """Asks the one in memory and those on databases, and gives an answer all agree on."""

    def __init__(self, first: MemoryHub, others: list[SqlHub]) -> None:
        self._first, self._others = first, others
        self.chains = first.chains
        self.calls = 0

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def asked(*given: Any) -> Any:
            self.calls += 1
            said = getattr(self._first, name)(*given)
            for other in self._others:
                assert getattr(other, name)(*given) == said, name
            return said

        return asked


def hubs_on(*engines: sa.Engine) -> Callable[[Sign, bytes, Callable[[], int], bytes], Beside]:
    def make(sign: Sign, key: bytes, clock: Callable[[], int], name: bytes) -> Beside:
        others = [SqlHub(engine, sign, key, clock, name) for engine in engines]
        return Beside(MemoryHub(sign, key, clock, name), others)

    return make


@pytest.mark.parametrize("seed", range(4))
def test_three_hubs_give_the_same_answers(
    seed: int, tmp_path: Path, postgres: Postgres, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "counter")
    engines = open_sqlite(tmp_path / "hub.db"), postgres.fresh()
    world = World(tmp_path, seed, hub=hubs_on(*engines))
    for _ in range(STEPS):
        world.step()
    world.heal()
    assert list(all_hold(world)) == []
    assert world.hub.calls > STEPS
    world.close()
    for engine in engines:
        engine.dispose()
