"""Pictures before the item is taken in: kept with the draft, with their own item, and then with the
case.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.desk import DESK, Desk
from tests.pictures import a_picture
from tests.ui.robots import Clerk
from tests.ui.test_case_photos import drops
from tests.ui.test_check_in import fill_in
from ui.screens.check_in.photos import DraftPhotos

ENTER, DELETE = Qt.Key.Key_Return, Qt.Key.Key_Delete


def photos_of(clerk: Clerk) -> DraftPhotos:
    return clerk.check_in().form.condition.photos


def shows(clerk: Clerk, count: int) -> None:
    """Wait until so many pictures of the open item can be seen."""
    strip = photos_of(clerk).strip
    clerk.waits(lambda: len(strip.tiles) == count and all(one.is_developed for one in strip.tiles))
    clerk.waits_for_answers()


def chooses(clerk: Clerk, file: Path) -> None:
    """Press the button and type the name of a file."""
    photos = photos_of(clerk)
    clerk.tabs_to(photos.strip.add)
    clerk.presses(ENTER)
    clerk.waits(lambda: photos.intake.dialog is not None)
    assert photos.intake.dialog is not None
    clerk.waits_for_focus(photos.intake.dialog)
    clerk.types(str(file))
    clerk.presses(ENTER)
    clerk.waits(lambda: photos.intake.dialog is None)
    clerk.turns_to_the_window()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_pictures_go_with_the_check_in(
    language: str, open_window: Callable[..., Clerk], shop: Desk, tmp_path: Path
):
    clerk = open_window(language)
    clerk.signs_in(DESK)
    fill_in(clerk, kind="kettle")
    chooses(clerk, a_picture(tmp_path / "a.png", 1))
    shows(clerk, 1)
    chooses(clerk, a_picture(tmp_path / "b.png", 2))
    shows(clerk, 2)
    clerk.tabs_to(photos_of(clerk).strip.tiles[0])
    clerk.presses(DELETE)
    shows(clerk, 1)
    clerk.presses(Qt.Key.Key_Z, ctrl=True)
    shows(clerk, 2)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(shop.rows("photo")) == 2)
    clerk.waits_for_answers()
    shows(clerk, 0)
    kept = shop.counter.shop.machine.folder / "pictures"
    clerk.waits(lambda: not [path for path in kept.rglob("*") if path.is_file()])


def test_a_draft_keeps_its_pictures(open_window: Callable[..., Clerk], shop: Desk, tmp_path: Path):
    clerk = open_window()
    clerk.signs_in(DESK)
    fill_in(clerk, kind="kettle")
    chooses(clerk, a_picture(tmp_path / "a.png"))
    shows(clerk, 1)
    clerk.check_in().save_now()
    clerk.waits_for_answers()
    (tmp_path / "a.png").unlink()
    again = open_window()
    again.signs_in(DESK)
    again.waits(lambda: len(photos_of(again).strip.tiles) == 1)
    shows(again, 1)
    again.presses(ENTER, ctrl=True)
    again.waits(lambda: len(shop.rows("photo")) == 1)
    again.waits_for_answers()


def test_each_item_has_its_own_pictures(clerk: Clerk, shop: Desk, tmp_path: Path):
    fill_in(clerk, kind="kettle")
    drops(photos_of(clerk).strip, [a_picture(tmp_path / "a.png", 1)])
    clerk.check_in().add_item()  # while the picture is still on its way
    shows(clerk, 0)
    clerk.waits(lambda: len(clerk.check_in().form.draft.items[0].photos) == 1)
    shows(clerk, 0)
    clerk.check_in().form.open_place(0)
    shows(clerk, 1)


def test_what_is_no_picture_is_told_and_the_form_stays(clerk: Clerk, shop: Desk, tmp_path: Path):
    fill_in(clerk, kind="kettle")
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"no picture")
    chooses(clerk, bad)
    clerk.sees("不是能识别的图片")
    clerk.waits_for_answers()
    assert not photos_of(clerk).is_waiting()
    drops(photos_of(clerk).strip, [a_picture(tmp_path / "a.png")])
    shows(clerk, 1)
    clerk.tabs_to(photos_of(clerk).strip.tiles[0])
    clerk.presses(Qt.Key.Key_Space)
    clerk.waits(lambda: photos_of(clerk).view is not None)
    view = photos_of(clerk).view
    assert view is not None
    clerk.waits(view.panes[0].canvas.has_image)
    clerk.waits_for_focus(view)
    clerk.presses(DELETE)
    clerk.waits(lambda: photos_of(clerk).view is None)
    shows(clerk, 0)
