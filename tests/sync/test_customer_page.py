"""The code on a receipt opens the case, and what is said there is done at the counter: a real hub,
real files, real HTTP.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.customers import Left, Phone
from tests.sync.test_bundles import digests, joined
from tests.sync.test_server import Served

CONSENT = "SELECT amount_fen || ' ' || how FROM consent"


class Town:
    """A hub and an outlet with two seats."""

    def __init__(self, folder: Path) -> None:
        self.hub = Served(folder / "hub")
        self.first, self.second = joined(folder, self.hub, 1), joined(folder, self.hub, 2)

    def leaves(self, **facts: str) -> Left:
        """A customer leaves a fan at the first seat."""
        return Left(self.first, **facts)

    def in_step(self) -> None:
        """Every seat has talked to the hub, and all agree."""
        for place in (self.first, self.second, self.first):
            place.says("sync")
        assert len(digests(self.first, self.second)) == 1


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    made = Town(tmp_path_factory.mktemp("town"))
    yield made
    made.hub.kill()


def phone_for(town: Town, left: Left, language: str = "en") -> Phone:
    left.place.says("sync")
    return Phone(town.hub, left, language)


def test_an_estimate_is_agreed_to_and_the_shop_hears_of_it(town: Town) -> None:
    left = town.leaves().estimated()
    phone = phone_for(town, left)
    text = phone.opens()
    assert "We need your answer" in text
    assert "电机 <b>motor</b>" in text
    assert "<b>motor" not in phone.html
    assert "I agree: ¥120.50" in text
    text = phone.agrees()
    assert "You agreed" in text
    assert "waiting there" in text
    assert phone.hidden("estimate") == ""
    assert left.asked(CONSENT) is None
    said = left.place.says("sync")
    assert said["answers"] == 1
    assert left.asked(CONSENT) == "12050 ONLINE"
    assert left.asked("SELECT status FROM repair_card WHERE number = ?", left.card) == "APPROVED"
    text = phone.opens()
    assert "Agreed, the repair comes next" in text
    assert "The shop has it" in text
    assert left.place.says("sync")["answers"] == 0
    town.in_step()
    assert town.first.says("verify")["whole"]
