"""An item taken in by chips alone is told in words everywhere, in the language that is spoken."""

import pytest
from PySide6.QtCore import Qt

from tests.builders import a_kettle
from tests.desk import DESK, SUPERVISOR, TECHNICIAN, Case, Desk
from tests.ui.robots import Clerk, painted_texts


def leaking(shop: Desk) -> Case:
    """A kettle of which nobody wrote a word: the chip alone says that it leaks."""
    return shop.takes_in(a_kettle(fault="", fault_codes=["LEAKS"]))


def in_work(shop: Desk) -> Case:
    return shop.agrees(shop.diagnoses(leaking(shop)))


def to_inspect(shop: Desk) -> Case:
    return shop.repairs(shop.agrees(shop.diagnoses(leaking(shop))))


def speaks_english(clerk: Clerk) -> None:
    clerk.presses(Qt.Key.Key_E, ctrl=True, shift=True)
    clerk.waits_for_answers()


@pytest.mark.parametrize(
    ("code", "place", "come"),
    [
        (DESK, "board", leaking),
        (TECHNICIAN, "bench", in_work),
        (SUPERVISOR, "inspection", to_inspect),
    ],
)
def test_a_list_names_the_chips(code: str, place: str, come, open_window, shop: Desk):
    come(shop)
    clerk = open_window()
    clerk.signs_in(code)
    clerk.window.go(place)
    if place == "bench":
        clerk.types("4")  # all cards
    clerk.waits(lambda: "漏水" in painted_texts(clerk.window.current()))
    speaks_english(clerk)
    clerk.waits(lambda: "Leaks" in painted_texts(clerk.window.current()))
    assert "漏水" not in painted_texts(clerk.window.current())


@pytest.mark.parametrize(
    ("code", "come"), [(TECHNICIAN, in_work), (SUPERVISOR, to_inspect), (DESK, to_inspect)]
)
def test_an_open_card_names_the_chips(code: str, come, open_window, shop: Desk):
    case = come(shop)
    clerk = open_window()
    clerk.signs_in(code)
    clerk.scans(case.card)
    clerk.sees("漏水")
    speaks_english(clerk)
    clerk.sees("Leaks")
    clerk.waits(lambda: "漏水" not in clerk.reads())
