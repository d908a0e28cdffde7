"""A hub that has heard a shop's days, made once; every test that changes it works on a copy."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from counter.hub.console.people import People, Role
from counter.hub.gate import Gate
from counter.hub.home import database_of, key_in, name_of
from counter.hub.projecting import Projection
from counter.machine_home import now
from tests.builders import a_kettle, a_phone
from tests.desk import DAY, HOUR, Case, opened
from tests.hub.serving import Visitor, served, syncs
from tests.sync.conftest import postgres

__all__ = ["postgres"]
PASSWORD = "the kettle sings at noon"
BOSS, LOOKER = "赵总", "looker"


@dataclass(frozen=True)
class Told:
    """A folder of a hub, and what the shop did that it heard of."""

    folder: Path
    kept: Case
    gone: Case
    again: Case
    sent: int


@pytest.fixture(scope="session")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """A phone went home and came again two days later; a kettle waits to be diagnosed."""
    folder = tmp_path_factory.mktemp("heard")
    start = now() - 6 * DAY
    with opened(folder, start) as desk:
        gone = desk.ready_to_go(desk.takes_in(a_phone()))
        desk.hands_back(gone)
        desk.wait(DAY)
        kept = desk.hangs(desk.takes_in(a_kettle(accessories=[{"name": "=1+1"}])))
        desk.wait(DAY)
        again = desk.takes_in(a_phone())
        desk.wait(2 * HOUR)
        hub = folder / "hub"
        with served(hub) as url:
            code = gate_of(hub).code_for(17, 1, "=文三路店").code
            done = syncs(desk.counter.shop, url, code, desk.counter.clock)
        Projection(database_of(hub), now).follow()
    people = People(database_of(hub), now, os.urandom)
    people.add(BOSS, Role.ACT, PASSWORD)
    people.add(LOOKER, Role.VIEW, PASSWORD)
    return Told(hub, kept, gone, again, done.sent)


def gate_of(folder: Path) -> Gate:
    """Who admits seats to the hub of a folder."""
    engine = database_of(folder)
    return Gate(engine, name_of(engine, key_in(folder), os.urandom), now, os.urandom)


@pytest.fixture(scope="session")
def console(heard: Told) -> Iterator[str]:
    """The address of that hub, for tests that only look."""
    with served(heard.folder) as url:
        yield url


@pytest.fixture
def own_hub(heard: Told, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A copy of it to change: address and folder."""
    folder = tmp_path / "hub"
    shutil.copytree(heard.folder, folder)
    with served(folder) as url:
        yield url, folder


@pytest.fixture
def boss(console: str) -> Visitor:
    """Somebody who may act, signed in, who reads English."""
    visitor = Visitor(console)
    assert visitor.signs_in(BOSS, PASSWORD).status == 303
    return visitor
