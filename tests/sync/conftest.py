"""One PostgreSQL a process, started when the first test asks for it."""

from collections.abc import Iterator

import pytest

from tests.sync.postgres import Postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real server; its programs missing is a failure, never a skip."""
    made = Postgres()
    yield made
    made.close()
