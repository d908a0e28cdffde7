"""At hand-back the pictures of check-in stand beside those of today."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.builders import a_fan
from tests.desk import CASHIER, DESK, Case, Desk
from tests.pictures import a_picture
from tests.ui.robots import Clerk
from tests.ui.test_case_photos import drops
from ui.screens.hand_back.item_panel import ItemPanel

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


def ready(shop: Desk, tmp_path: Path) -> Case:
    """An item that was photographed when it came, mended and paid."""
    case = shop.takes_in(a_fan())
    file = str(a_picture(tmp_path / "then.png", 1))
    shop.do("add_photo", DESK, number=case.case, what="CHECK_IN", file=file)
    return shop.ready_to_go(case)


def panel_of(clerk: Clerk, case: Case) -> ItemPanel:
    """Scan the receipt and wait for its only item."""
    clerk.scans(case.receipt)
    screen = clerk.hand_back()
    clerk.waits(lambda: screen.stack.currentWidget() is screen.ready and bool(screen.ready.panels))
    clerk.waits_for_answers()
    return screen.ready.panels[0]


def shows(clerk: Clerk, panel: ItemPanel, count: int) -> None:
    tiles = panel.strip
    clerk.waits(lambda: len(tiles.tiles) == count and all(one.is_developed for one in tiles.tiles))
    clerk.waits_for_answers()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_then_and_now_stand_side_by_side(
    language: str, open_window: Callable[..., Clerk], shop: Desk, tmp_path: Path
):
    clerk = open_window(language)
    clerk.signs_in(DESK)
    panel = panel_of(clerk, ready(shop, tmp_path))
    shows(clerk, panel, 1)
    panel.condition.choose("changed")
    panel.change.setText("外壳有划痕")
    drops(panel.strip, [a_picture(tmp_path / "now.png", 2)])
    shows(clerk, panel, 2)
    assert shop.rows("photo")[-1]["what"] == "HAND_BACK"
    assert panel.change.text() == "外壳有划痕"
    clerk.tabs_to(panel.strip.tiles[0])
    clerk.presses(Qt.Key.Key_Space)
    clerk.waits(lambda: panel.photos.view is not None)
    view = panel.photos.view
    assert view is not None
    clerk.waits(lambda: all(pane.canvas.has_image() for pane in view.panes))
    shown = [pane.shot() for pane in view.panes]
    assert [shot.key for shot in shown if shot] == [one["sha256"] for one in shop.rows("photo")]
    clerk.waits_for_focus(view)
    clerk.types("+")
    assert [pane.canvas.nearness for pane in view.panes] == [1.5, 1.5]
    clerk.presses(ESCAPE)
    clerk.waits(lambda: panel.photos.view is None)
    clerk.turns_to_the_window()
    clerk.presses(Qt.Key.Key_Z, ctrl=True)
    shows(clerk, panel, 1)
    assert panel.change.text() == "外壳有划痕"


def test_whoever_takes_the_money_sees_pictures_and_adds_none(
    open_window: Callable[..., Clerk], shop: Desk, tmp_path: Path
):
    clerk = open_window()
    clerk.signs_in(CASHIER)
    panel = panel_of(clerk, ready(shop, tmp_path))
    shows(clerk, panel, 1)
    assert not panel.strip.add.isVisible()
