"""A camera in the network, which the test holds in its hands."""

from collections.abc import Iterator

import pytest

from tests.cameras import NetworkCamera


@pytest.fixture
def camera() -> Iterator[NetworkCamera]:
    camera = NetworkCamera()
    yield camera
    camera.close()
