"""The keyboard sheet is seen whole: any key closes it, so nobody could scroll it."""

from collections.abc import Callable

import pytest

from tests.desk import MANAGER
from tests.ui.robots import Clerk
from ui.key_sheet import balanced
from ui.window import SMALLEST


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("place", ["check_in", "board"])
def test_it_fits_into_the_smallest_window(
    language: str, place: str, open_window: Callable[..., Clerk]
):
    clerk = open_window(language)
    clerk.signs_in(MANAGER)
    clerk.window.go(place)
    clerk.window.resize(*SMALLEST)
    clerk.window.act("keys")
    sheet = clerk.window.overlays.sheet
    assert sheet is not None
    clerk.settles()
    inner = sheet._lists.widget()  # noqa: SLF001
    assert inner is not None
    assert inner.sizeHint().height() <= sheet._lists.viewport().height()  # noqa: SLF001


def test_columns_are_balanced_and_lose_nothing():
    window = [(str(n), "w") for n in range(9)]
    here = [(str(n), "h") for n in range(4)]
    left, right = balanced(window, here)
    assert [len(left), len(right)] == [7, 6]
    assert left + right[4:] == window
    assert balanced(here, window) == (here, window)
