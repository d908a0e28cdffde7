"""The pictures folder at the window: what appears there goes to the item that is open."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from counter import picture_folder as of_folder
from counter.picture_folder import TAKEN
from tests.builders import a_fan, a_kettle
from tests.desk import DESK, MANAGER, Desk
from tests.pictures import a_picture
from tests.ui.case_pages import opens_case
from tests.ui.robots import Clerk
from tests.ui.test_case_photos import shows
from tests.ui.test_check_in import fill_in
from tests.ui.test_check_in_photos import shows as shows_draft
from tests.ui.test_settings import opens, replaces, saves
from ui import folder_watch
from ui.preferences import PICTURE_FOLDER
from ui.screens.case.log_card import LOG, PHOTOS

LANGUAGES = pytest.mark.parametrize("language", ["zh_CN", "en"])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(folder_watch, "EVERY_MS", 60)
    monkeypatch.setattr(of_folder, "STILL_COMING_S", 0.3)
    made = tmp_path / "camera"
    made.mkdir()
    a_picture(made / "old.jpg", 50)
    return made


def watches(clerk: Clerk, folder: Path) -> None:
    clerk.window.kit.preferences.keep(PICTURE_FOLDER, str(folder))


def rests(clerk: Clerk) -> None:
    """Wait for some looks at the folder."""
    clerk.qtbot.wait(400)


@LANGUAGES
def test_a_picture_in_the_folder_is_with_the_case_that_is_open(
    language: str, open_window: Callable[..., Clerk], shop: Desk, folder: Path
):
    clerk = open_window(language)
    clerk.signs_in(DESK)
    watches(clerk, folder)
    screen = opens_case(clerk, shop.takes_in())
    a_picture(folder / "before.jpg", 1)  # the pictures of the case are not open yet
    rests(clerk)
    screen.log.views.choose(PHOTOS)
    rests(clerk)
    a_picture(folder / "now.jpg", 2)
    shows(clerk, 1)
    said = {"zh_CN": "文件夹里来了一张照片", "en": "A picture came from the folder"}[language]
    clerk.sees(said)
    clerk.waits((folder / TAKEN / "now.jpg").exists)
    assert sorted(one.name for one in folder.iterdir()) == ["before.jpg", "old.jpg", TAKEN]
    clerk.presses(Qt.Key.Key_Z, ctrl=True)
    shows(clerk, 0)
    screen.log.views.choose(LOG)
    a_picture(folder / "late.jpg", 3)
    rests(clerk)
    assert (folder / "late.jpg").exists()
    assert len(shop.rows("photo")) == 2  # one that came, one line that withdraws it


def test_before_the_item_is_taken_in_it_waits_with_the_draft(
    clerk: Clerk, shop: Desk, folder: Path
):
    watches(clerk, folder)
    fill_in(clerk, kind="kettle")
    rests(clerk)
    a_picture(folder / "a.jpg", 1)
    shows_draft(clerk, 1)
    clerk.presses(Qt.Key.Key_Return, ctrl=True)
    clerk.waits(lambda: len(shop.rows("photo")) == 1)
    clerk.waits_for_answers()


def test_what_came_for_one_item_never_goes_to_the_next(clerk: Clerk, shop: Desk, folder: Path):
    watches(clerk, folder)
    fill_in(clerk, kind="kettle")
    rests(clerk)
    a_picture(folder / "late.jpg", 1)
    clerk.check_in().add_item()  # before anybody has looked
    clerk.sees("“late.jpg”到来时打开的是别的商品")
    rests(clerk)
    drafts = clerk.check_in().form.draft.items
    assert [len(item.photos) for item in drafts] == [0, 0]
    assert (folder / "late.jpg").exists()


def test_with_several_items_open_a_picture_waits_for_the_one_it_shows(
    clerk: Clerk, shop: Desk, folder: Path
):
    watches(clerk, folder)
    first, second = shop.checks_in(a_fan(), a_kettle())
    for case in (first, second):
        shop.ready_to_go(case)
    clerk.scans(first.receipt)
    screen = clerk.hand_back()
    clerk.waits(lambda: screen.stack.currentWidget() is screen.ready)
    clerk.waits(lambda: len(screen.ready.panels) == 2)
    clerk.waits_for_answers()
    clerk.window.bar.scan.setFocus()
    rests(clerk)
    a_picture(folder / "back.jpg", 1)
    clerk.sees("现在打开着几件商品")
    assert shop.rows("photo") == []
    clerk.tabs_to(screen.ready.panels[1].strip.add)
    clerk.waits(lambda: len(shop.rows("photo")) == 1)
    assert shop.rows("photo")[0]["what"] == "HAND_BACK"
    item = shop.row("customer_item", second.case)
    assert shop.rows("photo")[0]["item_id"] == item["id"]


def test_whoever_may_add_none_gets_none(
    open_window: Callable[..., Clerk], shop: Desk, folder: Path
):
    clerk = open_window()
    clerk.signs_in("1005")
    watches(clerk, folder)
    screen = opens_case(clerk, shop.takes_in())
    screen.log.views.choose(PHOTOS)
    rests(clerk)
    a_picture(folder / "a.jpg", 1)
    rests(clerk)
    assert (folder / "a.jpg").exists()
    assert shop.rows("photo") == []


def test_a_folder_that_goes_is_told_and_files_can_still_be_added(
    clerk: Clerk, shop: Desk, folder: Path
):
    watches(clerk, folder)
    screen = opens_case(clerk, shop.takes_in())
    screen.log.views.choose(PHOTOS)
    rests(clerk)
    folder.rename(folder.with_name("away"))
    clerk.sees("无法查看照片文件夹")
    folder.with_name("away").rename(folder)
    rests(clerk)
    a_picture(folder / "a.jpg", 1)
    shows(clerk, 1)


def test_a_file_that_is_no_picture_is_told_once(clerk: Clerk, shop: Desk, folder: Path):
    watches(clerk, folder)
    screen = opens_case(clerk, shop.takes_in())
    screen.log.views.choose(PHOTOS)
    rests(clerk)
    (folder / "bad.jpg").write_bytes(b"no picture")
    clerk.sees("不是能识别的图片")
    a_picture(folder / "a.jpg", 1)
    shows(clerk, 1)


def test_a_folder_that_does_not_answer_holds_nobody_up(
    clerk: Clerk, shop: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    import threading

    gate = threading.Event()
    listed = of_folder.os.scandir

    def stuck(path: object):  # a share whose computer has gone
        gate.wait(10)
        return listed(path)

    monkeypatch.setattr(folder_watch, "PATIENCE_S", 0.3)
    monkeypatch.setattr(of_folder.os, "scandir", stuck)
    try:
        watches(clerk, folder)
        screen = opens_case(clerk, shop.takes_in())
        screen.log.views.choose(PHOTOS)
        clerk.sees("没有响应")
    finally:
        gate.set()
        monkeypatch.undo()


@LANGUAGES
def test_the_folder_is_set_by_keys_and_looked_into_first(
    language: str, open_window: Callable[..., Clerk], shop: Desk, folder: Path
):
    clerk = open_window(language)
    clerk.signs_in(MANAGER)
    page = opens(clerk, "pictures")
    replaces(clerk, page.folder, str(folder / "nowhere"))
    saves(clerk)
    clerk.waits(page.trouble.isVisible)
    assert page.folder.text() == str(folder / "nowhere")
    assert clerk.window.kit.preferences.picture_folder is None
    replaces(clerk, page.folder, str(folder))
    saves(clerk)
    clerk.waits(lambda: clerk.window.kit.preferences.picture_folder == folder)
    assert str(folder) in page.state.accessibleName()
    clerk.tabs_to(page.clear)
    clerk.presses(Qt.Key.Key_Return)
    clerk.waits(lambda: clerk.window.kit.preferences.picture_folder is None)
