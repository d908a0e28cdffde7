"""Shops of the storage tests: real files, real triggers, a founder that makes the least a shop
needs.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from counter.domain import records as r
from counter.domain.states import Role
from counter.storage.machine import Machine
from counter.storage.shop import Shop
from counter.storage.work import Work

NOON = 1_795_000_000_000  # 2026-11-18 11:06:40 UTC
NUMBER = 17


def found(work: Work) -> None:
    """The rows `open_shop` makes, without its rules."""
    work.at = NOON
    outlet = r.Outlet(id=work.new_id(), publisher=NUMBER, number=NUMBER, name="和平里店")
    work.outlet = work.add(outlet)
    work.seat = work.add(r.Seat(id=work.new_id(), publisher=NUMBER, outlet_id=outlet.id, digit=1))
    person = r.Person(id=work.new_id(), publisher=NUMBER, outlet_id=outlet.id, code="1001",
                      name="孙丽", role=Role.MANAGER)  # fmt: skip
    work.person = work.add(person)


def first_person(work: Work) -> r.Person:
    """Whoever the shop began with."""
    return work.one(r.Person)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine folder of its own."""
    return Machine(tmp_path / "machine")


@pytest.fixture
def shop(tmp_path: Path, machine: Machine) -> Iterator[Shop]:
    """A shop that has just been opened."""
    made = Shop.create(tmp_path / "shop", machine, found)
    yield made
    made.close()


@pytest.fixture
def empty(tmp_path: Path) -> Callable[[], object]:
    """Makes empty files of the newest layout, for replays."""
    from counter.storage import building, database

    made: list[object] = []

    def make() -> object:
        db = database.open_writer(tmp_path / f"empty{len(made)}.db", create=True)
        building.build(db)
        made.append(db)
        return db

    return make
