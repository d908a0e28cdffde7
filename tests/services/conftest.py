"""Shops of the service tests: one is furnished once, every test works on a copy of it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import DAY, MANAGER, Desk, moment, opened, reopened

MONDAY = moment("2026-11-23 09:00")


@pytest.fixture(scope="session")
def furnished_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with its people, closed."""
    folder = tmp_path_factory.mktemp("furnished")
    with opened(folder, MONDAY - DAY):
        pass
    return folder


@pytest.fixture
def desk(furnished_shop: Path, tmp_path: Path) -> Iterator[Desk]:
    """The desk robot in a furnished shop on a Monday morning."""
    folder = tmp_path / "counter"
    shutil.copytree(furnished_shop, folder)
    with reopened(folder, MONDAY) as desk:
        # A copied file opens a chain of its own: let that be over before the test begins.
        desk.do("change_outlet", MANAGER, address="文三路 888 号")
        yield desk
