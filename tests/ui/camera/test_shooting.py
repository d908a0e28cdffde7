"""Pictures taken with the camera come to the item that is open; whatever is wrong with a camera is
said, and what was kept stays.
"""

import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from counter.camera import places
from counter.storage.blobs import blobs_of
from tests.cameras import BLACK, NetworkCamera, Picture, a_film, a_label, held
from tests.desk import DESK, Desk
from tests.ui.case_pages import opens_case
from tests.ui.robots import Clerk, seen_texts
from tests.ui.test_check_in import fill_in
from tests.ui.test_check_in_photos import photos_of, shows
from ui.camera.feed import feed_of
from ui.camera.shooting import ShootDialog
from ui.preferences import CAMERA
from ui.screens.case.log_card import PHOTOS

ENTER, SPACE, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape
BACK = Qt.Key.Key_Backspace
LIGHT: Picture = held(a_label("SCRATCH"))
OTHER: Picture = held(a_label("DENT"), turn=30)
MOST = 200_000


def opens_the_camera(clerk: Clerk) -> ShootDialog:
    """Press the button at the pictures."""
    photos = photos_of(clerk)
    clerk.tabs_to(photos.strip.camera)
    clerk.presses(ENTER)
    clerk.waits(lambda: photos.intake.camera is not None)
    dialog = photos.intake.camera
    assert dialog is not None
    clerk.waits_for_focus(dialog)
    return dialog


def sees_a_picture(clerk: Clerk, dialog: ShootDialog) -> None:
    clerk.waits(lambda: dialog.stage.is_live() and dialog.stage.refusal() is None)


def takes_one(clerk: Clerk, dialog: ShootDialog, key: Qt.Key = SPACE) -> None:
    """Take a picture; it stands still, and was not kept yet."""
    sees_a_picture(clerk, dialog)
    clerk.presses(key)
    clerk.waits(lambda: not dialog.stage.is_live() and dialog.anew.isVisible())


def turns_the_item(clerk: Clerk, dialog: ShootDialog, camera: NetworkCamera) -> None:
    """Another side of it is before the camera, and has been seen."""
    camera.shows(OTHER)
    seen: list[object] = []
    dialog.stage.seen.connect(seen.append)
    clerk.waits(lambda: len(seen) >= 5)


def is_told(clerk: Clerk, dialog: ShootDialog, rule: str) -> str:
    """Wait until a trouble is told; answers the sentence."""
    clerk.waits(lambda: getattr(dialog.stage.refusal(), "rule", "") == rule)
    assert dialog.stage.callout.isVisible()
    return dialog.stage.callout.text()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_pictures_taken_go_with_the_check_in(
    language: str, open_window: Callable[..., Clerk], shop: Desk, camera: NetworkCamera
):
    clerk = open_window(language)
    clerk.signs_in(DESK)
    clerk.window.kit.preferences.keep(CAMERA, camera.address)
    fill_in(clerk, kind="kettle")
    camera.shows(LIGHT)
    dialog = opens_the_camera(clerk)
    takes_one(clerk, dialog, SPACE)
    clerk.presses(ENTER)  # keep it
    clerk.waits(dialog.stage.is_live)
    turns_the_item(clerk, dialog, camera)
    takes_one(clerk, dialog, ENTER)
    clerk.presses(SPACE)
    said = "2 pictures kept" if language == "en" else "已留下 2 张"
    clerk.waits(lambda: said in seen_texts(dialog))
    clerk.presses(ESCAPE)
    clerk.waits(lambda: photos_of(clerk).intake.camera is None)
    clerk.waits(lambda: camera.viewers == 0)  # let go at once
    clerk.turns_to_the_window()
    clerk.waits_for_focus(photos_of(clerk).strip.camera)
    shows(clerk, 2)
    clerk.presses(ENTER, ctrl=True)
    clerk.waits(lambda: len(shop.rows("photo")) == 2)
    clerk.waits_for_answers()
    for row in shop.rows("photo"):
        kept = blobs_of(shop.counter.shop.db).read(row["sha256"])
        assert len(kept) <= MOST
        assert not Image.open(BytesIO(kept)).getexif()


def test_a_picture_is_thrown_away_before_it_is_kept(clerk: Clerk, camera: NetworkCamera):
    clerk.window.kit.preferences.keep(CAMERA, camera.address)
    fill_in(clerk, kind="kettle")
    dialog = opens_the_camera(clerk)
    takes_one(clerk, dialog)
    clerk.presses(BACK)
    takes_one(clerk, dialog)
    clerk.presses(ESCAPE)  # this one, not the dialog
    sees_a_picture(clerk, dialog)
    assert dialog.isVisible()
    clerk.presses(ESCAPE)
    clerk.waits(lambda: photos_of(clerk).intake.camera is None)
    shows(clerk, 0)


def test_a_picture_of_a_case_is_added_to_it(clerk: Clerk, shop: Desk, camera: NetworkCamera):
    clerk.window.kit.preferences.keep(CAMERA, camera.address)
    screen = opens_case(clerk, shop.takes_in())
    screen.log.views.choose(PHOTOS)
    clerk.tabs_to(screen.log.photos.camera)
    clerk.presses(ENTER)
    clerk.waits(lambda: screen.photos.intake.camera is not None)
    dialog = screen.photos.intake.camera
    assert dialog is not None
    clerk.waits_for_focus(dialog)
    takes_one(clerk, dialog)
    clerk.presses(ENTER)
    clerk.waits(lambda: len(shop.rows("photo")) == 1)
    clerk.presses(ESCAPE)
    clerk.waits(lambda: screen.photos.intake.camera is None)
    clerk.settles()


class TestTrouble:
    def test_a_camera_that_is_pulled_out_is_told_and_what_was_kept_stays(
        self, clerk: Clerk, camera: NetworkCamera
    ):
        clerk.window.kit.preferences.keep(CAMERA, camera.address)
        fill_in(clerk, kind="kettle")
        dialog = opens_the_camera(clerk)
        takes_one(clerk, dialog)
        clerk.presses(ENTER)
        sees_a_picture(clerk, dialog)
        camera.is_pulled_out()
        assert "断开" in is_told(clerk, dialog, "camera.gone")
        clerk.waits_for_focus(dialog.stage.again)
        clerk.presses(ENTER)  # try again: it is still away
        assert "没有回应" in is_told(clerk, dialog, "camera.no_answer")
        clerk.presses(ESCAPE)
        shows(clerk, 1)

    def test_what_stands_still_can_be_kept_although_the_camera_has_gone(
        self, clerk: Clerk, camera: NetworkCamera
    ):
        clerk.window.kit.preferences.keep(CAMERA, camera.address)
        fill_in(clerk, kind="kettle")
        dialog = opens_the_camera(clerk)
        takes_one(clerk, dialog)
        camera.is_pulled_out()
        clerk.waits(lambda: not feed_of(clerk.window.kit).is_open())
        assert dialog.stage.refusal() is None
        clerk.presses(SPACE)
        is_told(clerk, dialog, "camera.gone")
        clerk.presses(ESCAPE)
        shows(clerk, 1)

    def test_a_film_that_ends_is_a_camera_that_is_gone_and_can_be_tried_again(
        self, clerk: Clerk, tmp_path: Path
    ):
        film = a_film(tmp_path / "film.avi", [LIGHT] * 12)
        clerk.window.kit.preferences.keep(CAMERA, str(film))
        fill_in(clerk, kind="kettle")
        dialog = opens_the_camera(clerk)
        is_told(clerk, dialog, "camera.gone")
        clerk.presses(ENTER)
        sees_a_picture(clerk, dialog)

    def test_a_covered_lens_is_told_while_it_is_covered(self, clerk: Clerk, camera: NetworkCamera):
        clerk.window.kit.preferences.keep(CAMERA, camera.address)
        fill_in(clerk, kind="kettle")
        camera.shows(BLACK)
        dialog = opens_the_camera(clerk)
        assert "画面是黑的" in is_told(clerk, dialog, "camera.black")
        camera.shows(LIGHT)
        sees_a_picture(clerk, dialog)
        assert not dialog.stage.callout.isVisible()

    def test_without_a_camera_it_is_said(self, clerk: Clerk):
        fill_in(clerk, kind="kettle")
        dialog = opens_the_camera(clerk)
        assert "没有找到摄像头" in is_told(clerk, dialog, "camera.none")
        clerk.presses(ESCAPE)
        clerk.waits(lambda: photos_of(clerk).intake.camera is None)

    def test_without_the_extra_the_command_is_said_and_copied(
        self, clerk: Clerk, camera: NetworkCamera, monkeypatch: pytest.MonkeyPatch
    ):
        clerk.window.kit.preferences.keep(CAMERA, camera.address)
        fill_in(clerk, kind="kettle")
        with monkeypatch.context() as missing:
            missing.setitem(sys.modules, "zxingcpp", None)
            dialog = opens_the_camera(clerk)
            said = is_told(clerk, dialog, "camera.not_installed")
        clerk.tabs_to(dialog.stage.copy)
        clerk.presses(ENTER)
        command = QGuiApplication.clipboard().text()
        assert command
        assert command in said
        clerk.waits_for_focus(dialog.stage.again)
        clerk.presses(ENTER)  # it was installed meanwhile
        sees_a_picture(clerk, dialog)


class TestLettingGo:
    def test_when_the_window_locks_itself(self, clerk: Clerk, camera: NetworkCamera):
        clerk.window.kit.preferences.keep(CAMERA, camera.address)
        fill_in(clerk, kind="kettle")
        dialog = opens_the_camera(clerk)
        takes_one(clerk, dialog)  # a picture stands there, not kept
        clerk.window.lock_idle()
        clerk.waits(lambda: camera.viewers == 0)
        assert photos_of(clerk).intake.camera is None

    def test_when_it_is_hidden_and_open_again_when_it_is_shown(
        self, clerk: Clerk, camera: NetworkCamera
    ):
        clerk.window.kit.preferences.keep(CAMERA, camera.address)
        fill_in(clerk, kind="kettle")
        dialog = opens_the_camera(clerk)
        sees_a_picture(clerk, dialog)
        dialog.showMinimized()
        clerk.waits(lambda: camera.viewers == 0)
        dialog.showNormal()
        sees_a_picture(clerk, dialog)

    def test_a_silent_camera_holds_nobody_up(self, clerk: Clerk, camera: NetworkCamera):
        clerk.window.kit.preferences.keep(CAMERA, camera.address)
        fill_in(clerk, kind="kettle")
        dialog = opens_the_camera(clerk)
        sees_a_picture(clerk, dialog)
        camera.falls_silent()
        clerk.presses(ESCAPE)
        clerk.waits(lambda: photos_of(clerk).intake.camera is None)
        clerk.waits(feed_of(clerk.window.kit).is_idle)
        clerk.waits(lambda: camera.viewers == 0)


def test_another_camera_is_chosen_and_remembered(
    clerk: Clerk, camera: NetworkCamera, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Two devices by name that cannot be opened here, and one in the network that can."""
    for n, name in enumerate(("HD Webcam", "Document Camera")):
        (tmp_path / f"video{n}").mkdir()
        (tmp_path / f"video{n}" / "name").write_text(name)
    monkeypatch.setattr(places, "SYS", tmp_path)
    monkeypatch.setattr(places, "DEV", tmp_path / "dev")
    preferences = clerk.window.kit.preferences
    preferences.keep(CAMERA, camera.address)
    fill_in(clerk, kind="kettle")
    dialog = opens_the_camera(clerk)
    sees_a_picture(clerk, dialog)
    pick = dialog.stage.pick
    assert [pick.itemText(n) for n in range(pick.count())] == [
        "127.0.0.1",
        "HD Webcam",
        "Document Camera",
    ]
    clerk.tabs_to(pick)
    clerk.presses(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert "Document Camera" in is_told(clerk, dialog, "camera.absent")
    clerk.waits(lambda: camera.viewers == 0)
    assert preferences.camera == str(tmp_path / "dev" / "video1")
    clerk.tabs_to(pick)
    clerk.presses(Qt.Key.Key_Up)
    assert "HD Webcam" in is_told(clerk, dialog, "camera.absent")
