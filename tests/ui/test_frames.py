"""A frame of the board asks for no more than it paints; counted, so the same on any machine."""

from collections.abc import Callable

import pytest

from tests.desk import Desk
from tests.ui.robots import Clerk
from ui.screens.board.lanes import LaneModel

ITEMS = 4
CALLS_OF_A_CARD = 7


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The roles every lane is asked for, counted beside its own answer."""
    asked: list[int] = []
    data = LaneModel.data

    def counted(self: LaneModel, index: object, role: int = 0) -> object:
        asked.append(role)
        return data(self, index, role)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(LaneModel, "data", counted)
    return asked


def test_a_card_is_asked_for_little(
    open_window: Callable[..., Clerk], shop: Desk, calls: list[int]
) -> None:
    for _ in range(ITEMS):
        shop.takes_in()
    clerk = open_window()
    board = clerk.window.current()
    clerk.waits_for_answers()
    calls.clear()
    board.grab()
    assert 0 < len(calls) <= CALLS_OF_A_CARD * ITEMS
